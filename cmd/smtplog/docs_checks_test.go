package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/config"
	"github.com/smtplog/smtplog/internal/render"
)

const (
	checksFile   = "../../docs/checks.md"
	checkingFile = "../../docs/checking.md"
	checkSamples = "../../testdata/checks"
)

// TestDocsChecks tells when docs/checks.md is not what the checks say any more;
// go test ./cmd/smtplog -run TestDocs -update writes it anew.
func TestDocsChecks(t *testing.T) {
	page := checksPage(t)
	keepDoc(t, checksFile, page)
	for _, c := range check.All() {
		// What the reports link to is the anchor of a heading.
		_, anchor, _ := strings.Cut(render.CheckURI(c.ID), "#")
		if !bytes.Contains(page, []byte("](#"+anchor+")")) || !bytes.Contains(page, []byte("\n### "+c.ID+"\n")) {
			t.Errorf("docs/checks.md has no place for %s", c.ID)
		}
		if strings.ContainsFunc(anchor, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
			t.Errorf("%s: the anchor %s is not what a heading gets", c.ID, anchor)
		}
	}
}

// TestDocsConfig holds docs/checking.md to the keys that there are.
func TestDocsConfig(t *testing.T) {
	page, err := os.ReadFile(checkingFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range config.Keys() {
		if !bytes.Contains(page, []byte("| `"+k.Name+"` |")) {
			t.Errorf("docs/checking.md does not tell of %s", k.Name)
		}
	}
	_, example, ok := strings.Cut(strings.ReplaceAll(string(page), "\r\n", "\n"), "```toml\n")
	if !ok {
		t.Fatal("docs/checking.md has no example of a configuration")
	}
	example, _, _ = strings.Cut(example, "```")
	p := newProgram()
	if p.config, err = config.Parse("the example", example); err != nil {
		t.Fatal(err)
	}
	if _, err := p.checkSet(nil); err != nil {
		t.Error(err)
	}
}

func checksPage(t *testing.T) []byte {
	var b bytes.Buffer
	b.WriteString(`# What smtplog check looks for

Each check has a name that never changes, a level, and the sections that it rests on. An error breaks a must, or loses or
exposes something; a warning breaks a should, or works only by luck; a notice breaks nothing. What an input does not show
draws no finding. [checking.md](checking.md) tells how to choose checks, change their levels and use them in CI.

This page is written by ` + "`go test ./cmd/smtplog -run TestDocs -update`" + `; ` + "`smtplog check --explain ID`" + ` tells the same.

| check | level | what is wrong |
|---|---|---|
`)
	for _, c := range check.All() {
		_, anchor, _ := strings.Cut(render.CheckURI(c.ID), "#")
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", c.ID, anchor, c.Level, markdownText(c.Title))
	}
	family := ""
	for _, c := range check.All() {
		if c.Family() != family {
			family = c.Family()
			fmt.Fprintf(&b, "\n## %s\n", family)
		}
		fmt.Fprintf(&b, "\n### %s\n\n", c.ID)
		fmt.Fprintf(&b, "**Sees:** %s. %s; shown by %s.\n\n", markdownText(c.Title), strings.ToUpper(c.Level.String()[:1])+c.Level.String()[1:], words(render.InputWords(c.Inputs)))
		fmt.Fprintf(&b, "**Why:** %s\n\n", markdownText(c.Why))
		if c.Ref != "" {
			b.WriteString("**Rests on:** ")
			for i, ref := range strings.Split(c.Ref, ", ") {
				if i > 0 {
					b.WriteString("; ")
				}
				b.WriteString(ref)
				if title := catalog.Default().RefTitle(ref); title != "" {
					b.WriteString(" (" + markdownText(title) + ")")
				}
			}
			b.WriteString(".\n\n")
		} else {
			b.WriteString("**Rests on:** experience; no RFC says so.\n\n")
		}
		fmt.Fprintf(&b, "**To mend or silence it:** %s\n", markdownText(render.Silence(c)))
		writeSample(t, &b, c.ID)
	}
	return b.Bytes()
}

func markdownText(s string) string {
	return strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`, "[", `\[`).Replace(s)
}

// words joins words as a sentence does.
func words(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// mark is a line of a .want file.
type mark struct {
	line               int
	id, level, message string
}

// writeSample shows the sample of a check with what is found in it.
func writeSample(t *testing.T, b *bytes.Buffer, id string) {
	family, short, _ := strings.Cut(id, "/")
	wants, _ := filepath.Glob(filepath.Join(checkSamples, family, short+".*want"))
	if len(wants) == 0 {
		t.Errorf("%s has no sample", id)
		return
	}
	// What people can read comes before captures, what has no further word in its
	// name before what has one.
	slices.SortFunc(wants, func(x, y string) int {
		rank := func(s string) int { return strings.Count(filepath.Base(s), ".") }
		if px, py := strings.HasSuffix(x, ".pcap.want"), strings.HasSuffix(y, ".pcap.want"); px != py {
			if px {
				return 1
			}
			return -1
		}
		if rank(x) != rank(y) {
			return rank(x) - rank(y)
		}
		return strings.Compare(y, x) // .txt before .log
	})
	name := strings.TrimSuffix(wants[0], ".want")
	marks := readMarks(t, wants[0])
	at := strings.TrimPrefix(filepath.ToSlash(name), "../../")
	if strings.HasSuffix(name, ".pcap") {
		fmt.Fprintf(b, "\nIn the capture `%s`:\n\n```\n", at)
		for _, m := range marks {
			if m.id == id {
				fmt.Fprintf(b, "packet %d: %s: %s\n", m.line, m.level, m.message)
			}
		}
		b.WriteString("```\n")
		return
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(b, "\nIn `%s`:\n\n```\n", at)
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), "\n")
	shown := around(lines, marks, id)
	for i, line := range lines {
		if !shown[i] {
			if i == 0 || shown[i-1] {
				b.WriteString("…\n")
			}
			continue
		}
		b.WriteString(strings.ToValidUTF8(line, "\ufffd") + "\n")
		for _, m := range marks {
			if m.line == i+1 && m.id == id {
				fmt.Fprintf(b, "%s%s: %s\n", render.Gutter, m.level, m.message)
			}
		}
	}
	b.WriteString("```\n")
}

func readMarks(t *testing.T, name string) (marks []mark) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(strings.ReplaceAll(string(text), "\r\n", "\n")) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 4)
		n, err := strconv.Atoi(f[0])
		if err != nil || len(f) != 4 {
			t.Fatalf("%s: %q", name, line)
		}
		marks = append(marks, mark{n, f[1], f[2], f[3]})
	}
	return marks
}

// around chooses the lines of a sample to show: all of a short one, else those
// about the first findings.
func around(lines []string, marks []mark, id string) []bool {
	const short, before, after, findings = 16, 5, 1, 3
	shown := make([]bool, len(lines))
	n := 0
	for i := range shown {
		shown[i] = len(lines) <= short
	}
	for _, m := range marks {
		if m.id != id || n == findings {
			continue
		}
		n++
		for i := max(0, m.line-1-before); i <= m.line-1+after && i < len(lines); i++ {
			shown[i] = true
		}
	}
	return shown
}
