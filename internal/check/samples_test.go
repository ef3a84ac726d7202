package check

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

var update = flag.Bool("update", false, "write the .want files anew")

const samples = "../../testdata/checks"

// run gives what all checks find in a file, a line each, in the order in which
// it was found.
func run(t testing.TB, file string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	tell := func(found []Finding) {
		for i := range found {
			x := &found[i]
			fmt.Fprintf(&out, "%d\t%s\t%s\t%s\n", x.Line, x.Check.ID, x.Level, x.Message)
		}
	}
	g := NewEngine(Everything(), catalog.Default())
	_, err = parser.Scan(f, parser.Options{Steps: true, Year: 2026, Workers: 1}, func(e *parser.Event) error {
		tell(g.Event(e))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	tell(g.End())
	return out.String()
}

// sampleFiles lists the samples, which are all files but those that say what is
// to be found.
func sampleFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(samples, "*", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	var list []string
	for _, f := range files {
		if !strings.HasSuffix(f, ".want") {
			list = append(list, f)
		}
	}
	return list
}

// name gives the ID of the check that a sample is for, and whether it is a clean
// neighbour: "reply/legal.txt", "reply/legal.2.log", "reply/legal.clean.txt".
func name(file string) (id string, clean bool) {
	base := filepath.Base(file)
	first, rest, _ := strings.Cut(base, ".")
	return filepath.Base(filepath.Dir(file)) + "/" + first, strings.HasPrefix(rest, "clean")
}

func TestSamples(t *testing.T) {
	for _, file := range sampleFiles(t) {
		id, clean := name(file)
		t.Run(strings.TrimPrefix(filepath.ToSlash(file), samples+"/"), func(t *testing.T) {
			if Lookup(id) == nil {
				t.Fatalf("there is no check %s", id)
			}
			got := run(t, file)
			if clean {
				if got != "" {
					t.Fatalf("a clean neighbour must give no finding of any check:\n%s", got)
				}
				return
			}
			if *update {
				if err := os.WriteFile(file+".want", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + ".want")
			if err != nil {
				t.Fatalf("%v; write it with -update and read it", err)
			}
			if want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")); string(want) != got {
				t.Errorf("found:\n%swant:\n%s", got, want)
			}
			if !strings.Contains(got, "\t"+id+"\t") {
				t.Errorf("%s is not found in its own sample", id)
			}
		})
	}
}

func TestEveryCheckHasSamples(t *testing.T) {
	marked, clean := map[string]bool{}, map[string]bool{}
	for _, file := range sampleFiles(t) {
		id, isClean := name(file)
		if isClean {
			clean[id] = true
		} else {
			marked[id] = true
		}
	}
	for _, c := range All() {
		if !marked[c.ID] {
			t.Errorf("%s has no sample in testdata/checks", c.ID)
		}
		if !clean[c.ID] {
			t.Errorf("%s has no clean neighbour in testdata/checks", c.ID)
		}
	}
}

func TestChecksAreWhole(t *testing.T) {
	for _, c := range All() {
		family, short, ok := strings.Cut(c.ID, "/")
		if !ok || family == "" || short == "" || strings.ToLower(c.ID) != c.ID {
			t.Errorf("%s: an ID is family/name in lower case", c.ID)
		}
		if c.Title == "" || c.Why == "" || c.Level == 0 || c.Inputs == 0 || c.Kinds == 0 || c.See == nil {
			t.Errorf("%s lacks something", c.ID)
		}
		if strings.HasSuffix(c.Title, ".") || c.Why != "" && !strings.HasSuffix(c.Why, ".") || c.Silence != "" && !strings.HasSuffix(c.Silence, ".") {
			t.Errorf("%s: the title is a phrase, the rest are sentences", c.ID)
		}
		for ref := range strings.SplitSeq(c.Ref, ", ") {
			if strings.HasPrefix(ref, "RFC ") && catalog.Default().RefTitle(ref) == "" {
				t.Errorf("%s: %s is not in refs.toml", c.ID, ref)
			}
		}
	}
}
