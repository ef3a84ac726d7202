package parser

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// eachTestLine gives fn every line of every file of the test data.
func eachTestLine(t *testing.T, fn func(path string, line []byte)) {
	t.Helper()
	err := filepath.WalkDir("../testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for line := range bytes.Lines(text) {
			fn(path, trimEOL(line))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A line that no format is asked about is one that none would have taken.
func TestOwnsLine(t *testing.T) {
	owned, lines := 0, 0
	eachTestLine(t, func(path string, line []byte) {
		lines++
		if len(line) > MaxLine || !ownsLine(line) {
			return
		}
		owned++
		lc := newLineContext(&Options{})
		b := &Batch{opts: lc.opts}
		if lc.f.parse(line); lc.f.framed || lc.f.inner || !bytes.Equal(lc.f.msg, line) && !webEntry(line) {
			t.Errorf("%s: %q has a header", path, line)
		}
		for _, f := range formats {
			if f.knows(line) || f.knows(lc.f.msg) {
				t.Errorf("%s: %q is of %s", path, line, f.Name)
			}
		}
		if line[0] == '{' && (objectFormat(line, signsOf(line)) != nil || lc.json.parse(b, line, &lc.f)) {
			t.Errorf("%s: %q is another's object", path, line)
		}
	})
	if owned == 0 || owned == lines {
		t.Errorf("%d of %d lines", owned, lines)
	}
	for _, line := range []string{
		"Nov 22 05:30:04 mx1 postfix/smtp[1]: a", "  2026-11-22T05:30:04Z mx1 a: b from=<a@b> to=<c@d>", " queue: x\t{\"msg_id\":\"1\"}", "{\"queue_id\":\"1\"}",
		"\t1xV0LJ-0000DE-1d a@b T=remote_smtp defer (-44)", "2026-11-22T05:30:04Z mx1 a: b", "d,e", "2026-11-22 05:30:04 192.0.2.1 postfix/smtp[1]: a", "2026-11-22 05:30:04 192.0.2.1:25 rejected from=a - b", "Fromage", "A=b", "_\x00=1", "ID", "",
	} {
		if ownsLine([]byte(line)) {
			t.Errorf("%q", line)
		}
	}
}

// knows tells whether a message is of the format by its look alone.
func (f *Format) knows(msg []byte) bool {
	return slices.ContainsFunc(f.sniffs, func(by sniffer) bool { return by.sniff(msg) })
}

// A sniffer is asked about every message that it knows.
func TestSniffersAreAsked(t *testing.T) {
	known := map[*Format]int{}
	noWords := sniffers
	clear(noWords.words[:])
	ask := func(path string, line []byte) {
		var lc frame
		if lc.parse(line); len(lc.msg) == 0 {
			return
		}
		seen := glanceOf(lc.msg)
		if got, _ := sniffers.find(lc.msg); got != nil {
			if want, _ := noWords.find(lc.msg); got != want {
				t.Errorf("%s: by its words %q is of %s, and of another without", path, lc.msg, got.Name)
			}
		}
		for _, f := range formats {
			for i := range f.sniffs {
				by := &f.sniffs[i]
				if !by.sniff(lc.msg) {
					continue
				}
				known[f]++
				n := alnumRun(lc.msg)
				if !holdsByte(by.starts, lc.msg[0]) || n < len(lc.msg) && !holdsByte(by.behind, lc.msg[n]) || !seen.may(glanceAt(by.holds)) {
					t.Errorf("%s: %s is not asked about %q, which it knows", path, f.Name, lc.msg)
				}
			}
		}
	}
	eachTestLine(t, ask)
	ask("without a header", []byte("courieresmtp: id=0000008A.6B028327.000000D9,from=<me@example.net>,addr=<ann@example.com>: 550 no"))
	for _, f := range formats {
		if f.sniffs != nil && known[f] == 0 {
			t.Errorf("no line of %s is known by its look", f.Name)
		}
	}
}

// Hexadecimal digits are read eight at a time, and nothing else is taken for one.
func TestLowerHex8(t *testing.T) {
	for c := range 256 {
		for at := range 8 {
			in := []byte("0189abef")
			in[at] = byte(c)
			want, err := strconv.ParseUint(string(in), 16, 64)
			wantOK := err == nil && !(c >= 'A' && c <= 'F')
			if got, ok := lowerHex8(eightOctets(in)); ok != wantOK || ok && got != want {
				t.Errorf("%q: %x, %v", in, got, ok)
			}
		}
	}
}

// holdsByte tells whether c is in set, which is empty for any.
func holdsByte(set string, c byte) bool { return set == "" || strings.IndexByte(set, c) >= 0 }

// Lines of a stack are no others'.
func TestStackLine(t *testing.T) {
	for line, want := range map[string]bool{
		"    at send (/srv/mail.js:3:50)":          true,
		"\tat com.example.Mail.send(Mail.java:12)": true,
		"    at node:events:524:28":                true,
		"at send (/srv/mail.js:3:50)":              false,
		"    at 10:30 the server said 550":         false,
		"    at last 550 5.1.1 User unknown":       false,
		"    attempt (3:50)":                       false,
		"    ":                                     false,
		"":                                         false,
		"    550 5.1.1 no such user (at mx.example.com)": false,
	} {
		if got := stackLine([]byte(line)); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}
