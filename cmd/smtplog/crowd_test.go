package main

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"
)

// crowd is a log of conversations that are begun one after the other and left
// open, and go on when all were begun: the last ones, which are still known. It is
// made as it is read, so that it needs no memory of its own.
type crowd struct {
	begun, open int // conversations; open are the last of begun
	at          int
	rest        []byte
	full        func() // called once when all were begun
}

func (c *crowd) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(c.rest) == 0 {
			if c.at == c.begun && c.full != nil {
				c.full()
				c.full = nil
			}
			c.rest = c.next(c.rest[:0])
			c.at++
		}
		if len(c.rest) == 0 {
			return n, io.EOF
		}
		k := copy(p[n:], c.rest)
		c.rest = c.rest[k:]
		n += k
	}
	return n, nil
}

func (c *crowd) next(b []byte) []byte {
	i, second := c.at, 60+c.at/1000
	line := func(text string) {
		b = fmt.Appendf(b, "Nov 22 05:%02d:%02d mx1 postfix/smtpd[%d]: %s\n", second/60, second%60, 1000+i, text)
	}
	switch {
	case i < c.begun:
		line("connect from c[192.0.2.1]")
		line("> c[192.0.2.1]: 220 mx1 ESMTP")
		line("< c[192.0.2.1]: HELO client.example.net")
		line("> c[192.0.2.1]: 250 mx1")
	case i < c.begun+c.open:
		i -= c.open
		line("< c[192.0.2.1]: RCPT TO:<ann@example.org>")
		line("> c[192.0.2.1]: 503 5.5.1 Error: need MAIL command")
	}
	return b
}

// occurrences counts some words in what is written, a whole record at a time.
type occurrences struct {
	words [][]byte
	n     []int
}

func (o *occurrences) Write(p []byte) (int, error) {
	for i, w := range o.words {
		o.n[i] += bytes.Count(p, w)
	}
	return len(p), nil
}

// maxLive is how much of the heap may be reachable while annotate reads: the
// program stays within 64 MiB with what the collector has not seen yet, the binary
// and what it maps, and below memoryLimit the collector would not rest any more.
const maxLive = memoryLimit - 4<<20

// TestAnnotateCrowd has 20,000 conversations open at once and 100,000 begun, and all
// checks on: memory stays within its bound, and all that are open are told right.
func TestAnnotateCrowd(t *testing.T) {
	if testing.Short() {
		t.Skip("440,000 lines")
	}
	const begun, open = 100000, 20000
	var before, full runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	log := &crowd{begun: begun, open: open, full: func() {
		runtime.GC()
		runtime.ReadMemStats(&full)
	}}
	out := &occurrences{words: [][]byte{[]byte(`"schema"`), []byte(`"seq/mail-before-rcpt"`), []byte(`"findings"`)}, n: make([]int, 3)}
	p := &program{
		stdin: log, stdout: out, stderr: io.Discard,
		getenv: func(string) string { return "" }, local: time.UTC, now: func() time.Time { return scriptNow },
	}
	if status := p.run([]string{"annotate", "--quiet", "--format", "json", "--checks=on", "--workers=2", "--tz=UTC"}); status != exitDone {
		t.Fatal("exit status", status)
	}
	used := int64(full.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%.1f MiB are live with %d conversations open", float64(used)/(1<<20), open)
	if used > maxLive {
		t.Errorf("%d octets are live, %d are allowed", used, int64(maxLive))
	}
	if want := []int{2*begun + open, open, open}; fmt.Sprint(out.n) != fmt.Sprint(want) {
		t.Errorf("records, findings, records with findings: %d, want %d", out.n, want)
	}
}

// BenchmarkAnnotateChecks reads a log of summaries with all checks on.
func BenchmarkAnnotateChecks(b *testing.B) { benchmarkAnnotate(b, "--format", "json", "--checks=on") }

// BenchmarkAnnotateNoChecks is what is left without them.
func BenchmarkAnnotateNoChecks(b *testing.B) {
	benchmarkAnnotate(b, "--format", "json", "--checks=off")
}

// BenchmarkAnnotateCrowd reads dialogues of which 20,000 are open at once.
func BenchmarkAnnotateCrowd(b *testing.B) {
	log, err := io.ReadAll(&crowd{begun: 40000, open: 20000})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		p := &program{
			stdin: bytes.NewReader(log), stdout: io.Discard, stderr: io.Discard,
			getenv: func(string) string { return "" }, local: time.UTC, now: func() time.Time { return scriptNow },
		}
		if status := p.run([]string{"annotate", "--quiet", "--format", "json", "--checks=on"}); status != exitDone {
			b.Fatal("exit status", status)
		}
	}
}
