package parser

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEximID(t *testing.T) {
	for in, want := range map[string]int{
		"1xV0LE-000027-0I":                     16,
		"1xV0LE-000027-0I <= ann@example.net":  16,
		"1xV0LE-000000002Bz-0W2f => x":         23,
		"1xV0LE-000027-0I: text":               16,
		"1xV0LE-000027-0Ix":                    0,
		"1xV0LE-000027":                        0,
		"1xV0LE 000027-0I <= ann@example.net":  0,
		"1xV0LE-000000002Bz-0W <= ann@example": 0,
		"":                                     0,
	} {
		if got := eximIDLen([]byte(in)); got != want {
			t.Errorf("eximIDLen(%q) = %d, want %d", in, got, want)
		}
	}
}

func TestEximHost(t *testing.T) {
	for in, want := range map[string]struct {
		name, ip string
		port     int
		rest     string
	}{
		"mx.example.com [192.0.2.1]: text":              {"mx.example.com", "192.0.2.1", 0, ": text"},
		"mx.example.com [192.0.2.1]:25 I=[192.0.2.9]":   {"mx.example.com", "192.0.2.1", 25, " I=[192.0.2.9]"},
		"[192.0.2.1]:25: text":                          {"", "192.0.2.1", 25, ": text"},
		"(me) [2001:db8::1] text":                       {"", "2001:db8::1", 0, " text"},
		"([192.0.2.17]) [192.0.2.27]:4711: 535":         {"", "192.0.2.27", 4711, ": 535"},
		"client.example.net (a b) [192.0.2.9]* : x":     {"client.example.net", "192.0.2.9", 0, " : x"},
		"mx.example.com: text":                          {"mx.example.com", "", 0, ": text"},
		"localhost [ip4.ip4]:PORT_S: text":              {"localhost", "", 0, ": text"},
		"(me":                                           {"", "", 0, "(me"},
		"mx [192.0.2.1":                                 {"mx", "", 0, " [192.0.2.1"},
		"":                                              {"", "", 0, ""},
		"[192.0.2.1]":                                   {"", "192.0.2.1", 0, ""},
		"client.example.net ([198.51.100.1]) [::1]:1 x": {"client.example.net", "::1", 1, " x"},
	} {
		p, n := eximHost([]byte(in))
		if string(p.Name) != want.name || string(p.IP) != want.ip || p.Port != want.port || in[n:] != want.rest {
			t.Errorf("eximHost(%q) = %q %q %d, rest %q", in, p.Name, p.IP, p.Port, in[n:])
		}
	}
}

func TestEximSeconds(t *testing.T) {
	for in, want := range map[string]float64{
		"0s": 0, "3s": 3, "0.113s": 0.113, "1m10s": 70, "2d3h5m1s": 2*86400 + 3*3600 + 301, "1w": 604800, "1m3.5s": 63.5,
		"": -1, "3": -1, "s": -1, "3x": -1, "1.5": -1, "1.5m": -1,
	} {
		got, ok := eximSeconds([]byte(in))
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("eximSeconds(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestEximPart(t *testing.T) {
	for in, want := range map[string][2]int{
		"[1/2] text": {1, 2}, `[2\3] text`: {2, 3}, "[12/12] ": {12, 12}, "[2/2]": {0, 0},
		"[3/2] text": {0, 0}, "[1/1] text": {0, 0}, "[1234] text": {0, 0}, "[1/2 text": {0, 0}, "[0/2] text": {0, 0}, "[1/]abc": {0, 0}, "[9999": {0, 0},
		"[1/2] ": {1, 2}, "[12345": {0, 0},
	} {
		if i, n, _ := eximPart([]byte(in)); [2]int{i, n} != want && !(in == "[2/2]" && i == 0) {
			t.Errorf("eximPart(%q) = %d of %d", in, i, n)
		}
	}
}

func TestEximPrinting(t *testing.T) {
	b := &Batch{}
	for in, want := range map[string]string{
		"plain": "plain", `a\nb`: "a\nb", `a\\nb`: `a\nb`, `\303\244`: "ä", `\t\r`: "\t\r", `end\`: `end\`, `\400\8\x`: `\400\8\x`, `\0`: `\0`,
	} {
		if got := eximPrinting(b, []byte(in)); string(got) != want {
			t.Errorf("eximPrinting(%q) = %q, want %q", in, got, want)
		}
	}
}

// Lines of others, and prose, are not taken for Exim's.
func TestEximLeavesOthers(t *testing.T) {
	for _, line := range []string{
		"4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, dsn=2.0.0, status=sent (250 Ok)",
		"== this heading is no deferral R=x",
		"=> an arrow in a text about R= and T=",
		"550 5.1.1 User unknown",
		"-> \"220 mx.example.org ESMTP\\r\\n\"",
		"** > EHLO me",
		"H=high and L=low are settings",
		"SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550 no",
		"The SMTP connection from here was lost",
		"a1b2c3-d4e5f6-g7h8i9 is a token",
		"Received from a friend, with thanks",
		"temporarily rejected by the committee",
	} {
		if exim.knows([]byte(line)) {
			t.Errorf("taken for Exim's: %q", line)
		}
	}
}

// Whatever blocks the input comes in, entries in parts are put together alike.
func TestEximPartsChunks(t *testing.T) {
	log, err := os.ReadFile("../testdata/logs/exim/syslog.log")
	if err != nil {
		t.Fatal(err)
	}
	want := scanAll(bytes.NewReader(log), Options{Workers: 1})
	for _, workers := range []int{1, 3} {
		same(t, "one byte at a time", scanAll(&byteReader{log}, Options{Workers: workers}), want)
	}
}

// byteReader gives one byte a read.
type byteReader struct{ rest []byte }

func (r *byteReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	p[0] = r.rest[0]
	r.rest = r.rest[1:]
	return 1, nil
}

// Every code that is told stands in the line it is told of.
func TestEximInventsNoCode(t *testing.T) {
	logs, _ := filepath.Glob("../testdata/logs/exim/*.log")
	for _, path := range logs {
		if strings.HasSuffix(path, "syslog.log") {
			continue // parts
		}
		log, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range keepEvents(t, log, Options{}) {
			if c := k.Reply.Code; c != 0 && !bytes.Contains(k.Raw, []byte{byte('0' + c/100), byte('0' + c/10%10), byte('0' + c%10)}) {
				t.Errorf("%s:%d: %d is not there: %.200s", path, k.Line, c, k.Raw)
			}
		}
	}
}

// A log whose stamps are not Exim's goes the long way, and tells the same.
func TestEximQuick(t *testing.T) {
	for _, name := range []string{"lab-inbound-all", "lab-retry", "deliveries", "failures", "refusals"} {
		log, err := os.ReadFile("../testdata/logs/exim/" + name + ".log")
		if err != nil {
			t.Fatal(err)
		}
		long := bytes.Clone(log)
		for at := 0; at+10 < len(long); {
			if long[at] == '2' && long[at+10] == ' ' {
				long[at+10] = 'T'
			}
			i := bytes.IndexByte(long[at:], '\n')
			if i < 0 {
				break
			}
			at += i + 1
		}
		want, got := keepEvents(t, log, Options{}), keepEvents(t, long, Options{})
		if len(got) != len(want) {
			t.Fatalf("%s: %d events, %d the long way", name, len(want), len(got))
		}
		for i := range want {
			want[i].Reply.Text, got[i].Reply.Text = nil, nil
			if w, g := dump(&want[i].Event)+strings.Join(want[i].text, "|"), dump(&got[i].Event)+strings.Join(got[i].text, "|"); w != g {
				t.Errorf("%s:\n%s\n%s", name, w, g)
			}
		}
	}
}

// Secrets of clients are in no event.
func TestEximSecrets(t *testing.T) {
	log, err := os.ReadFile("../testdata/logs/exim/refusals.log")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keepEvents(t, log, Options{}) {
		all := dump(&k.Event) + string(Mask(nil, k.Raw, k.Secret))
		for _, secret := range []string{"AGFubgBzZWNyZXQ=", "YW5uQGV4YW1wbGUubmV0"} {
			if strings.Contains(all, secret) {
				t.Errorf("line %d shows %s: %s", k.Line, secret, all)
			}
		}
	}
}

// Nothing that a log can hold makes the reader panic, and what it tells stands
// in the line.
func FuzzExim(f *testing.F) {
	logs, _ := filepath.Glob("../testdata/logs/exim*/*.log")
	for _, path := range logs {
		log, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, line := range strings.Split(string(log), "\n") {
			f.Add([]byte(line))
		}
	}
	f.Add([]byte("Nov 22 05:43:31 mx1 exim[1]: [1/2] a\nNov 22 05:43:31 mx1 exim[1]: [2/2] b"))
	f.Fuzz(func(t *testing.T, line []byte) {
		framed := append([]byte("Nov 22 05:43:31 mx1 exim[1]: "), line...)
		for _, in := range [][]byte{line, framed, append([]byte("2026-11-22 05:43:31 1xV0LE-000027-0I "), line...), append([]byte("LOG: MAIN\n  "), line...)} {
			_, err := Scan(bytes.NewReader(in), Options{Workers: 1, Lines: true}, func(e *Event) error {
				if e.Kind == KindDiagnostic && len(e.Diagnostic) == 0 {
					t.Errorf("a diagnostic without words: %q", in)
				}
				if e.Kind == KindReply && e.Origin == OriginUnknown {
					t.Errorf("a reply of nobody: %q", in)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkExim(b *testing.B) {
	for _, name := range []string{"lab-retry.log", "lab-inbound-all.log", "lab-syslog.log"} {
		log, err := os.ReadFile("../testdata/logs/exim/" + name)
		if err != nil {
			b.Fatal(err)
		}
		log = bytes.Repeat(log, 4<<20/len(log))
		b.Run(strings.TrimSuffix(name, ".log"), func(b *testing.B) {
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
