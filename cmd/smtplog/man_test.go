package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

const manFile = "../../docs/smtplog.1"

// TestManPage tells when the page in docs is not what the tables say any more;
// go test -run TestManPage -update writes it anew.
func TestManPage(t *testing.T) {
	page := manPage(newProgram().rootCommand())
	if *update {
		if err := os.WriteFile(manFile, page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.ReadFile(manFile)
	if err != nil {
		t.Fatal(err)
	}
	// git may have given the file another line end.
	old = bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n"))
	if !bytes.Equal(old, page) {
		t.Errorf("docs/smtplog.1 is stale: go test ./cmd/smtplog -run TestManPage -update")
	}
}

func TestManPageIsRoff(t *testing.T) {
	page := string(manPage(newProgram().rootCommand()))
	for line := range strings.Lines(page) {
		if strings.ContainsFunc(line, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("not ASCII: %q", line)
		}
		if strings.HasPrefix(line, "'") || strings.HasPrefix(line, ".") && !strings.Contains(" .TH .SH .SS .TP .PP .B .nf .fi .br ", " "+strings.Fields(line)[0]+" ") {
			t.Errorf("line begins like a request: %q", line)
		}
	}
	for _, name := range []string{"annotate", "explain", "compare", "formats", "catalog verify", "completion"} {
		if !strings.Contains(page, ".SS "+name+"\n") {
			t.Errorf("no section for %s", name)
		}
	}
}

func TestEscapeRoff(t *testing.T) {
	for in, want := range map[string]string{".TH": `\&.TH`, "'x": `\&'x`, "--all": `\-\-all`, `a\b`: `a\eb`, "plain.": "plain.", "[FILE\u2026]": `[FILE\[u2026]]`} {
		if got := escapeRoff(in); got != want {
			t.Errorf("escapeRoff(%q) = %q, want %q", in, got, want)
		}
	}
}
