package parser

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the goldens hold anew")

// goldenLogs lists testdata/logs/<format>/<case>.log.
func goldenLogs(t testing.TB) []string {
	t.Helper()
	list, err := filepath.Glob("../testdata/logs/*/*.log")
	if err != nil || len(list) == 0 {
		t.Fatal("no test logs", err)
	}
	return list
}

// Every log of testdata/logs gives the events that stand beside it. The folder
// is the format: a reply or a diagnostic of another must be told so in the
// golden, which names every event's format that is not the folder's.
func TestGolden(t *testing.T) {
	for _, path := range goldenLogs(t) {
		folder := filepath.Base(filepath.Dir(path))
		name := strings.TrimSuffix(filepath.Base(path), ".log")
		t.Run(folder+"/"+name, func(t *testing.T) {
			if FormatByName(folder) == nil {
				t.Fatalf("%q is no format", folder)
			}
			log, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			opts := Options{Modified: modified, Workers: 1}
			opts.Unparsed = func(line []byte, no int64) {
				got.WriteString("unparsed " + string(line) + "\n")
			}
			own := " format=" + folder
			stats, err := Scan(bytes.NewReader(log), opts, func(e *Event) error {
				got.WriteString(strings.Replace(dump(e), own, "", 1) + "\n")
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			checkStats(t, &stats)
			golden := strings.TrimSuffix(path, ".log") + ".want"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := firstDifference(strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

// Every test log has a golden, and every golden a log.
func TestGoldenPairs(t *testing.T) {
	wants, _ := filepath.Glob("../testdata/logs/*/*.want")
	if logs := goldenLogs(t); len(logs) != len(wants) {
		t.Errorf("%d logs, %d goldens", len(logs), len(wants))
	}
	for _, w := range wants {
		if _, err := os.Stat(strings.TrimSuffix(w, ".want") + ".log"); err != nil {
			t.Error(err)
		}
	}
}

// The formats' own examples are read, by their own readers.
func TestExamples(t *testing.T) {
	for _, f := range Formats() {
		if f.Name == "" || f.Title == "" || f.Example == "" || f.Reads == "" || f.Leaves == "" {
			t.Errorf("format %q does not say all of itself", f.Name)
		}
		if f.read == nil {
			continue // the transcripts' examples are that reader's to test
		}
		n := 0
		for _, k := range keepEvents(t, []byte(f.Example+"\n"), Options{}) {
			if k.Format != f {
				t.Errorf("%s: %s", f.Name, dump(&k.Event))
			}
			n++
		}
		if n == 0 {
			t.Errorf("%s: nothing is read of its example", f.Name)
		}
	}
}
