package parser

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// formatsIn scans input as a user does who names no format, and gives the
// formats of its lines and records.
func formatsIn(t testing.TB, input []byte) map[string]int {
	t.Helper()
	found := map[string]int{}
	stats, err := Scan(bytes.NewReader(input), Options{Workers: 1, Lines: true, Modified: modified}, func(e *Event) error {
		if e.Format != nil {
			found[e.Format.Name]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	checkStats(t, &stats)
	return found
}

// others gives what is neither want nor one of the formats that belong to it.
func others(found map[string]int, want string, also ...string) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if name != want && !slices.Contains(also, name) {
			list = append(list, name)
		}
	}
	return list
}

// alsoIn are the formats that stand in a sample beside its own, on purpose.
var alsoIn = map[string][]string{
	"bounce/mdaemon":      {"mdaemon"}, // the conversation that it quotes, when it stands alone
	"bounce/none":         {"postfix"}, // a mail that quotes a log
	"exim-bh/lab":         {"exim"},    // exim -bh shows what would have been logged
	"exim-bh/terminal":    {"exim"},
	"exim-queue/exiqgrep": {"exim"}, // lines that begin with a message's id
	"exim-verbose/closed": {"exim"}, // exim -v shows the log's lines
	"exim-verbose/daemon": {"exim"},
	"exim-verbose/lab-v":  {"exim"},
	"exim-verbose/lmtp":   {"exim"},
	"ses/printed":         {"webhook"}, // a line of it, when it stands alone
	"postfix/mixed":       {"amavis", "dovecot", "policyd", "rspamd"},
	"postfix/wrapped":     {"exchange", "haraka", "swaks"},
}

// noLines are the samples in which there is nothing to read.
var noLines = []string{"bounce/none", "iis/web"}

// sampleName is "folder/case" for a path of goldenLogs, and the folder.
func sampleName(path string) (name, folder string) {
	folder = filepath.Base(filepath.Dir(path))
	return folder + "/" + strings.TrimSuffix(filepath.Base(path), ".log"), folder
}

// Every example and every test log is read by its own format and no other,
// though nobody names it: whole, and each line of it for itself.
func TestDetection(t *testing.T) {
	check := func(name, format string, input []byte) {
		found := formatsIn(t, input)
		if found[format] == 0 && !slices.Contains(noLines, name) {
			t.Errorf("%s: not one line is %s: %v", name, format, found)
		}
		if list := others(found, format, alsoIn[name]...); len(list) > 0 {
			t.Errorf("%s: %s is taken for %v", name, format, list)
		}
		also := alsoIn[name]
		if format == "dsn" {
			also = append(slices.Clone(also), "bounce") // what a notification tells in words, without its fields
		}
		for _, line := range bytes.Split(input, []byte("\n")) {
			// Cut off from the rest, a line may be like any program's error.
			if list := others(formatsIn(t, line), format, append(also, errorFormat.Name)...); len(list) > 0 {
				t.Errorf("%s: a line alone is taken for %v: %s", name, list, line)
			}
		}
	}
	for _, f := range Formats() {
		if f == captureFormat {
			continue // its example is what others print of a capture
		}
		check("example of "+f.Name, f.Name, []byte(f.Example+"\n"))
	}
	for _, path := range goldenLogs(t) {
		log, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, folder := sampleName(path)
		check(name, folder, log)
	}
}

// What stands in the same input before it changes nothing for a format, as
// long as that was a log or a listing, which may end anywhere; a conversation or a
// mail goes on until its end is seen.
func TestDetectionAfterOthers(t *testing.T) {
	records := func(input string, from int64) string {
		var all []string
		_, err := Scan(strings.NewReader(input), Options{Workers: 1, Modified: modified}, func(e *Event) error {
			if e.Line >= from {
				all = append(all, fmt.Sprint(e.Format.Name, e.Reply.Code, e.Phase, string(e.Diagnostic)))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(all, " | ")
	}
	for _, a := range Formats() {
		if g := a.Group(); g != groupLogs && g != groupQueues {
			continue
		}
		first := a.Example + "\n"
		for _, b := range Formats() {
			switch {
			case a == b, b.Group() == groupMails: // a mail is known at the top, or behind a "From " line
				continue
			case a.Name == "exchange" && b.Name == "exchange-tracking": // #Fields count for what has none of its own
				continue
			}
			alone := records(b.Example+"\n", 1)
			after := records(first+b.Example+"\n", 1+int64(strings.Count(first, "\n")))
			if after != alone {
				t.Errorf("%s after %s: %q, alone %q", b.Name, a.Name, after, alone)
			}
		}
	}
}
