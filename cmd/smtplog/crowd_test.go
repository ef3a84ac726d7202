package main

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/smtplog/smtplog/internal/crowd"
)

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
	log := &crowd.Log{Begun: begun, Open: open, Full: func() {
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
	log, err := io.ReadAll(&crowd.Log{Begun: 40000, Open: 20000})
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
