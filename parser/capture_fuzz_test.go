package parser

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/gopacket/gopacket/layers"
)

// FuzzCapture reads any capture, with one worker and with three, whole and in
// pieces: all must give the same, and no code may be invented.
func FuzzCapture(f *testing.F) {
	segs := talkSegs(0, "S: 220 a ESMTP\nC: EHLO b\nS: 250-a\nS: 250 STARTTLS\nC: BDAT 3 LAST\nC+ abc$\nS: 250 2.0.0 ok\nC: STARTTLS\nS: 220 go\nC: \\x16\\3\\3$\nS: \\x16\\3\\3$\n")
	for _, style := range []captureStyle{
		{link: layers.LinkTypeEthernet, vlans: 2}, {link: layers.LinkTypeRaw, ipv6: true, exts: true, ng: true},
		{link: layers.LinkTypeLinuxSLL, snaplen: 80, big: true}, {link: layers.LinkTypeLinuxSLL2, nano: true}, {link: layers.LinkTypeNull, ng: true},
	} {
		f.Add(buildCapture(f, style, segs))
	}
	files, _ := filepath.Glob("../testdata/lab/pcap/*.pcap")
	for _, path := range files {
		if file, err := os.ReadFile(path); err == nil && len(file) < 8<<10 {
			f.Add(file)
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		one := scanAll(bytes.NewReader(in), all)
		opts := all
		opts.Workers = 3
		same(t, "three workers", scanAll(bytes.NewReader(in), opts), one)
		same(t, "half", scanAll(iotest.HalfReader(bytes.NewReader(in)), all), one)
		stats, _ := Scan(bytes.NewReader(in), all, func(*Event) error { return nil })
		checkStats(t, &stats)
	})
}

// FuzzCaptureTalk plays what one and the other side say, lost and mixed up by
// the octets of how: no code is told that no server said.
func FuzzCaptureTalk(f *testing.F) {
	f.Add(captureTalk, []byte{})
	f.Add(captureTalk, []byte{5, 0, 9, 1, 14, 2, 3, 3})
	f.Add("S: 220 a LMTP\nC: LHLO b\nS: 250 a\nC: BDAT 9999999999\nS: 354 x\nC: .\nS: 334 \nC: AUTH X\n", []byte{3, 1, 4, 2})
	f.Fuzz(func(t *testing.T, talk string, how []byte) {
		var script strings.Builder
		for line := range strings.Lines(talk) {
			if len(line) > 3 && (line[0] == 'S' || line[0] == 'C') && script.Len() < 4096 {
				script.WriteString(strings.TrimRight(line, "\n") + "\n")
			}
		}
		said := script.String()
		segs := talkSegs(0, said)
		for i := 0; i+1 < len(how) && i < 64; i += 2 {
			a := int(how[i]) % len(segs)
			switch b := min(a+int(how[i+1]>>2), len(segs)-1); how[i+1] & 3 {
			case 0:
				segs[a], segs[b] = segs[b], segs[a]
			case 1:
				segs = append(segs[:a:a], segs[a+1:]...)
			case 2:
				segs = append(segs, segs[a])
			case 3:
				segs = splitSegs(segs, 1+b)
			}
			if len(segs) == 0 || len(segs) > 2000 {
				return
			}
		}
		_, err := Scan(bytes.NewReader(buildCapture(t, captureStyle{link: layers.LinkTypeRaw, port: 25}, segs)), Options{Workers: 1, Lines: true}, func(e *Event) error {
			if e.Kind == KindReply && !strings.Contains(said, fmt.Sprint(e.Reply.Code)) {
				t.Fatalf("code %d is invented", e.Reply.Code)
			}
			_ = dump(e)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkCapture reads many conversations, each with a message of some size.
func BenchmarkCapture(b *testing.B) {
	talk := strings.Replace(captureTalk, "C: Subject:", strings.Repeat("C: "+strings.Repeat("All work and no play makes Jack a dull boy. ", 30)+"\n", 10)+"C: Subject:", 1)
	for _, bb := range []struct{ name, talk string }{{"messages", talk}, {"replies", captureTalk}} {
		var segs []wireSeg
		for i := range 200 {
			segs = append(segs, talkSegs(i, bb.talk)...)
		}
		file := buildCapture(b, captureStyle{link: layers.LinkTypeEthernet}, segs)
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				n := 0
				if _, err := Scan(bytes.NewReader(file), Options{Workers: 1}, func(*Event) error { n++; return nil }); err != nil || n != 200*12 {
					b.Fatal(n, err)
				}
			}
		})
	}
}
