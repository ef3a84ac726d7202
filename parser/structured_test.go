package parser

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// structuredFormats are the formats whose logs have a structure that a cut
// can spoil; folders of testdata/logs.
var structuredFormats = []string{
	"exchange", "exchange-tracking", "iis", "haraka", "kumomta", "ses", "powermta", "momentum", "hmailserver", "mailenable",
	"maddy", "chasquid", "stalwart", "zonemta", "kerio", "assp", "domino", "ironport", "exchange-shell", "webhook", "mdaemon",
}

func structuredLogs(t testing.TB) map[string][]byte {
	t.Helper()
	logs := map[string][]byte{}
	for _, f := range structuredFormats {
		list, _ := filepath.Glob("../testdata/logs/" + f + "/*.log")
		if len(list) == 0 {
			t.Fatalf("no logs of %s", f)
		}
		for _, p := range list {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			logs[f+"/"+filepath.Base(p)] = data
		}
	}
	wrapped, err := os.ReadFile("../testdata/logs/postfix/wrapped.log")
	if err != nil {
		t.Fatal(err)
	}
	logs["postfix/wrapped.log"] = wrapped
	return logs
}

// How the bytes come, and by how many workers they are read, is of no
// consequence; blocks are cut where a reply, a header or a part of a line ends
// in the next.
func TestStructuredCuts(t *testing.T) {
	for name, log := range structuredLogs(t) {
		if log[0] == 0xff || log[0] == 0xfe {
			log = log[:len(log):len(log)]
		} else {
			log = bytes.Repeat(log, 1+400<<10/len(log))
		}
		scan := func(r io.Reader, workers int) scanned {
			s := scanAll(r, Options{Workers: workers})
			// The order in which formats were met is that of the blocks.
			s.stats, _, _ = strings.Cut(s.stats, " programs:")
			return s
		}
		want := scan(bytes.NewReader(log), 1)
		same(t, name+", three workers", scan(bytes.NewReader(log), 3), want)
		same(t, name+", halves", scan(iotest.HalfReader(bytes.NewReader(log)), 2), want)
		same(t, name+", data with error", scan(iotest.DataErrReader(bytes.NewReader(log)), 1), want)
	}
}

// Cut anywhere, no line makes the reader panic, and no code is told that does
// not stand in what is left.
func TestStructuredTorn(t *testing.T) {
	for name, log := range structuredLogs(t) {
		if log[0] == 0xff || log[0] == 0xfe {
			continue
		}
		lines := strings.Split(string(log), "\n")
		header := ""
		for len(lines) > 0 && (strings.HasPrefix(lines[0], "#") || strings.HasPrefix(lines[0], "type,")) {
			header += lines[0] + "\n"
			lines = lines[1:]
		}
		for i, line := range lines {
			if i > 15 {
				break
			}
			for n := i % 5; n <= len(line) && n < 600; n += 5 {
				for _, piece := range []string{header + line[:n], line[n:]} {
					for _, k := range keepEvents(t, []byte(piece), Options{Workers: 1}) {
						if k.Kind == KindReply && k.Reply.Code != 0 && !strings.Contains(piece, strconv.Itoa(k.Reply.Code)) {
							t.Fatalf("%s: %d is not in %q", name, k.Reply.Code, piece)
						}
					}
				}
			}
		}
	}
}

// No password of the test logs is in an event.
func TestStructuredSecrets(t *testing.T) {
	for name, log := range structuredLogs(t) {
		for _, k := range keepEvents(t, log, Options{Workers: 1, Lines: true}) {
			shown := Mask(nil, k.Raw, k.Secret)
			if strings.Contains(dump(&k.Event), "AGFubgBzZWNyZXQ=") || k.Kind != KindLine && bytes.Contains(shown, []byte("AGFubgBzZWNyZXQ=")) && FindSecret(k.Raw).Empty() {
				t.Errorf("%s: %s\n%s", name, dump(&k.Event), shown)
			}
		}
	}
}

// Parts of a line are put together wherever the blocks are cut.
func TestContainerParts(t *testing.T) {
	const whole = "Nov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))"
	var log strings.Builder
	want := 0
	for log.Len() < 900<<10 {
		n := 1 + want*7%(len(whole)-1)
		log.WriteString("2026-11-22T05:45:13.1Z stdout P " + whole[:n] + "\n")
		log.WriteString("2026-11-22T05:45:13.1Z stderr F something else 550\n")
		log.WriteString("2026-11-22T05:45:13.2Z stdout F " + whole[n:] + "\n")
		want++
	}
	for _, workers := range []int{1, 3} {
		got := keepEvents(t, []byte(log.String()), Options{Workers: workers})
		if len(got) != want {
			t.Fatalf("%d workers: %d events, want %d", workers, len(got), want)
		}
		for _, k := range got {
			if k.Reply.Code != 550 || string(k.Recipient) != "ann@example.com" || k.Lines != 2 || k.text[0] != "User unknown" {
				t.Fatalf("%s", dump(&k.Event))
			}
		}
	}
}

// FuzzStructured reads anything in the neighbourhood of the test logs.
func FuzzStructured(f *testing.F) {
	for _, log := range structuredLogs(f) {
		f.Add(log[:min(len(log), 4096)])
	}
	f.Fuzz(func(t *testing.T, log []byte) {
		one := scanAll(bytes.NewReader(log), Options{Workers: 1, Lines: true})
		three := scanAll(iotest.OneByteReader(bytes.NewReader(log)), Options{Workers: 3, Lines: true})
		same(t, "three workers", three, one)
	})
}

func BenchmarkStructured(b *testing.B) {
	logs := structuredLogs(b)
	for _, name := range []string{
		"exchange/receive.log", "exchange-tracking/tracking.log", "iis/w3c.log", "haraka/protocol.log", "haraka/json.log", "haraka/logfmt.log",
		"kumomta/records.log", "ses/events.log", "powermta/accounting.log", "hmailserver/dialogue.log", "stalwart/delivery.log", "postfix/wrapped.log",
	} {
		b.Run(name, func(b *testing.B) {
			log := bytes.Repeat(logs[name], 1+4<<20/len(logs[name]))
			b.SetBytes(int64(len(log)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Scan(bytes.NewReader(log), Options{Workers: 1, Modified: modified}, func(*Event) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
