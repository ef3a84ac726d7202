package check

import (
	"runtime"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/crowd"
	"github.com/smtplog/smtplog/parser"
)

// TestCrowd has 20,000 conversations open at once and five times as many begun:
// those beyond are given up and counted, what is found in the open ones is right,
// nothing is found in those that were given up, and memory stays what it was.
func TestCrowd(t *testing.T) {
	if testing.Short() {
		t.Skip("600,000 lines")
	}
	const begun, open, back, bound = 100000, 20000, 1000, 64 << 20
	var before, full, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	set, err := NewSet([]string{"seq/mail-before-rcpt"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	g := NewEngine(set, catalog.Default())
	found := map[uint64]int{}
	count := func(list []Finding) {
		for i := range list {
			found[list[i].Conversation]++
			if list[i].Line <= 4*begun || list[i].Line > 4*begun+2*open {
				t.Fatalf("line %d: %s: the conversation is not one of those that stayed open", list[i].Line, list[i].Message)
			}
		}
	}
	_, err = parser.Scan(&crowd.Log{Begun: begun, Open: open, Back: back}, parser.Options{Steps: true, Year: 2026, Workers: 1}, func(e *parser.Event) error {
		count(g.Event(e))
		switch e.Line {
		case 4 * open:
			runtime.GC()
			runtime.ReadMemStats(&full)
		case 4 * begun:
			runtime.GC()
			runtime.ReadMemStats(&after)
			if k := g.Counts(); k.Begun != begun || k.Whole != begun || k.Incomplete != begun-open {
				t.Errorf("%+v, want %d begun and %d incomplete", k, begun, begun-open)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	count(g.End())
	if len(found) != open {
		t.Errorf("findings in %d conversations, want %d", len(found), open)
	}
	for c, n := range found {
		if n != 1 {
			t.Fatalf("%d findings in conversation %d", n, c)
		}
	}
	if k := g.Counts(); k.Begun != begun+back || k.Whole != begun {
		t.Errorf("%+v, want %d begun, of which those that came back are not whole", k, begun+back)
	}
	used, grown := int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(after.HeapAlloc)-int64(full.HeapAlloc)
	t.Logf("%.1f MiB with %d open; %+.1f MiB from there to %d begun", float64(used)/(1<<20), open, float64(grown)/(1<<20), begun)
	if used > bound || grown > 4<<20 {
		t.Errorf("%d octets are in use, %d more than when all places were taken first", used, grown)
	}
}
