package check

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// mutant is a transcript with one fault in it.
type mutant struct {
	name  string
	lines []string
}

// mutants drops, doubles, swaps and recodes each line of a transcript in turn.
func mutants(lines []string) []mutant {
	var list []mutant
	add := func(i int, what string, m ...[]string) {
		list = append(list, mutant{fmt.Sprintf("%s line %d (%s)", what, i+1, lines[i]), slices.Concat(m...)})
	}
	for i, line := range lines {
		add(i, "drop", lines[:i], lines[i+1:])
		add(i, "double", lines[:i+1], lines[i:])
		if i+1 < len(lines) && lines[i+1] != line {
			add(i, "swap", lines[:i], []string{lines[i+1], line}, lines[i+2:])
		}
		if !strings.HasPrefix(line, "S: ") {
			continue
		}
		for _, code := range []string{"150", "220", "221", "235", "250", "334", "354", "421", "451", "500", "503", "554", "650"} {
			if code != line[3:6] {
				add(i, "recode as "+code, lines[:i], []string{"S: " + code + line[6:]}, lines[i+1:])
			}
		}
	}
	return list
}

// findIn gives what all checks find in a transcript, a line each.
func findIn(t testing.TB, lines []string) []string {
	t.Helper()
	var out []string
	tell := func(found []Finding) {
		for i := range found {
			out = append(out, fmt.Sprintf("%d %s %s: %s", found[i].Line, found[i].Level, found[i].Check.ID, found[i].Message))
		}
	}
	g := NewEngine(Everything(), catalog.Default())
	text := []byte(strings.Join(lines, "\n") + "\n")
	_, err := parser.Scan(bytes.NewReader(text), parser.Options{Steps: true, Year: 2026, Workers: 1}, func(e *parser.Event) error {
		tell(g.Event(e))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tell(g.End())
	return out
}

// TestMutants holds the checks to notice nine of ten of the mutants of clean
// transcripts that break a rule, and to call none an error that breaks none.
func TestMutants(t *testing.T) {
	files, err := filepath.Glob("../../testdata/mutation/*.txt")
	if err != nil || len(files) < 3 {
		t.Fatalf("transcripts: %v, %v", files, err)
	}
	var all, broken, noticed, quiet int
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), "\n")
		if found := findIn(t, lines); len(found) > 0 {
			t.Errorf("%s is not clean: %q", file, found)
		}
		if rule := follow(lines); rule != "" {
			t.Errorf("%s breaks a rule: %s", file, rule)
		}
		for _, m := range mutants(lines) {
			all++
			rule, found := follow(m.lines), findIn(t, m.lines)
			switch {
			case rule == "" && len(found) == 0:
				quiet++
			case rule == "":
				t.Logf("%s: %s: no rule is broken, and yet: %q", filepath.Base(file), m.name, found)
				quiet++
			case len(found) == 0:
				broken++
				t.Logf("%s: %s: not noticed: %s", filepath.Base(file), m.name, rule)
			default:
				broken++
				noticed++
			}
		}
	}
	share := 100 * float64(noticed) / float64(broken)
	t.Logf("%d mutants, %d break a rule, %d of them are noticed (%.1f %%), %d break none", all, broken, noticed, share, quiet)
	if share < 90 {
		t.Errorf("%.1f %% of the mutants that break a rule are noticed, 90 are asked for", share)
	}
}
