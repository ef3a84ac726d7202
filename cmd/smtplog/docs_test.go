package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/parser"
)

const (
	formatsFile = "../../docs/formats.md"
	readmeFile  = "../../README.md"
)

// TestDocsFormats tells when docs/formats.md, or the table in the README, is not
// what the program reads any more; go test -run TestDocs -update writes them anew.
func TestDocsFormats(t *testing.T) {
	page, err := os.ReadFile(formatsFile)
	if err != nil {
		t.Fatal(err)
	}
	_, measured, ok := bytes.Cut(page, []byte(formatsMeasured))
	if !ok {
		t.Fatalf("%s has no place for what was measured", formatsFile)
	}
	keepDoc(t, formatsFile, append(append(formatsPage(), formatsMeasured...), measured...))

	readme, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- formats -->\n", "<!-- /formats -->"
	from, rest, ok := bytes.Cut(readme, []byte(begin))
	_, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the formats", readmeFile)
	}
	keepDoc(t, readmeFile, []byte(string(from)+begin+formatsTable()+end+string(after)))
}

// keepDoc compares a generated file with what it should be, or writes it.
func keepDoc(t *testing.T, name string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		t.Errorf("%s is stale: go test ./cmd/smtplog -run TestDocs -update", name)
	}
}

// formatsMeasured stands before the part of docs/formats.md that is written by
// hand.
const formatsMeasured = "\n<!-- measured, not generated -->\n"

// formatsPage is docs/formats.md but for what was measured.
func formatsPage() []byte {
	var b bytes.Buffer
	b.WriteString("# What is read\n\nEvery record names the format of its line. `smtplog formats` prints this list; it is written by\n" +
		"`go test ./cmd/smtplog -run TestDocs -update`.\n")
	for _, g := range parser.Groups() {
		fmt.Fprintf(&b, "\n## %s\n", g)
		for _, f := range parser.Formats() {
			if f.Group() != g {
				continue
			}
			fmt.Fprintf(&b, "\n### %s\n\n`%s`", f.Title, f.Name)
			if f.Reads != "" {
				fmt.Fprintf(&b, " reads %s.", strings.TrimSuffix(f.Reads, "."))
			}
			if f.Leaves != "" {
				fmt.Fprintf(&b, " It leaves %s.", strings.TrimSuffix(f.Leaves, "."))
			}
			b.WriteString("\n")
			if f.Example != "" {
				fmt.Fprintf(&b, "\n```\n%s\n```\n", strings.TrimRight(f.Example, "\n"))
			}
		}
	}
	return b.Bytes()
}

// formatsTable is the table in the README: a row a group.
func formatsTable() string {
	var b strings.Builder
	b.WriteString("| | |\n|---|---|\n")
	for _, g := range parser.Groups() {
		var titles []string
		for _, f := range parser.Formats() {
			if f.Group() == g {
				titles = append(titles, f.Title)
			}
		}
		fmt.Fprintf(&b, "| **%s** | %s |\n", g, strings.Join(titles, " · "))
	}
	return b.String()
}
