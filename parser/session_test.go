package parser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSessionStepsChangeNoRecord holds the records of every log to be the same
// with and without steps.
func TestSessionStepsChangeNoRecord(t *testing.T) {
	records := func(text string, steps bool) string {
		var out strings.Builder
		_, err := Scan(strings.NewReader(text), Options{Steps: steps, Year: 2026}, func(e *Event) error {
			if e.Kind >= KindReply {
				fmt.Fprintf(&out, "%d %d %s %v %v %s %s %s %s\n", e.Line, e.Reply.Code, e.Diagnostic, e.Phase, e.Status, e.Peer.Name, e.TLS.Version, e.Recipient, e.QueueID)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	files, _ := filepath.Glob("../testdata/logs/*/*.log")
	more, _ := filepath.Glob("../testdata/lab/*/*.log")
	if files = append(files, more...); len(files) == 0 {
		t.Fatal("no logs")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if without, with := records(string(text), false), records(string(text), true); without != with {
			a, b := strings.Split(without, "\n"), strings.Split(with, "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Errorf("%s:\nwithout steps %s\nwith          %s", file, a[i], b[i])
					break
				}
			}
		}
	}
}

func TestTotals(t *testing.T) {
	got := totalsOf([]byte(" ehlo=2 starttls=1 auth=0/5 mail=1 rcpt=3/20 data=0/1 quit=1 commands=8/31"))
	want := SessionTotals{Known: true, Auth: Tally{0, 5}, Mail: Tally{1, 1}, Rcpt: Tally{3, 20}, Data: Tally{0, 1}, Commands: Tally{8, 31}}
	if got != want {
		t.Errorf("%+v", got)
	}
	for _, torn := range []string{"", " ", "mail", "mail=", "mail=x", "rcpt=1/", "=3"} {
		if totalsOf([]byte(torn)).Known {
			t.Errorf("%q: counted", torn)
		}
	}
}
