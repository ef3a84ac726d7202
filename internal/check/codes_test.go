package check

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// What a check registers in Codes leaves no reply out that it has something to say
// of: with all checks asked about all replies the same is found in everything that
// there is to read.
func TestCodesSilenceNothing(t *testing.T) {
	files := sampleFiles(t)
	for _, pattern := range []string{"../../testdata/logs/*/*.log", "../../testdata/lab/*/*"} {
		more, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	narrowed, all := NewEngine(Everything(), catalog.Default()), NewEngine(Everything(), catalog.Default())
	for d := range all.codes {
		all.codes[d] = all.by[0]
	}
	if slices.EqualFunc(narrowed.codes[2], narrowed.by[0], func(a, b *Check) bool { return a == b }) {
		t.Fatal("all checks are asked about successes")
	}
	found := 0
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		_, err = parser.Scan(f, parser.Options{Steps: true, Year: 2026, Workers: 1}, func(e *parser.Event) error {
			a, b := narrowed.Event(e), all.Event(e)
			found += len(b)
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Errorf("%s:%d: %v, want %v", file, e.Line, a, b)
			}
			return nil
		})
		_ = f.Close()
		if err != nil {
			t.Logf("%s: %v", file, err)
		}
	}
	if found < 300 {
		t.Errorf("only %d findings in %d files", found, len(files))
	}
	t.Logf("%d findings in %d files", found, len(files))
}
