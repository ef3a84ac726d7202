package main

import (
	"fmt"
	"strings"

	"github.com/smtplog/smtplog/catalog"
)

// langGaps tells what the languages of the program lack.
type langGaps struct {
	lang    string // the only one that was asked for
	verbose bool
	told    bool
}

// faults gives what is wrong in the languages.
func (g *langGaps) faults(c *catalog.Catalog) []string {
	var faults []string
	for _, name := range catalog.Langs() {
		l, _ := catalog.LangFor(name, nil)
		for _, f := range c.VerifyLang(l) {
			faults = append(faults, f.Error())
		}
	}
	return faults
}

// tell counts for each language what it lacks, or lists it. A gap is no fault, since
// English fills it.
func (g *langGaps) tell(p *program, c *catalog.Catalog) error {
	for _, name := range catalog.Langs() {
		l, _ := catalog.LangFor(name, nil)
		if g.verbose {
			if err := p.listGaps(c, l, name+" "); err != nil {
				return err
			}
		}
		if line := gapLine(c, l); line != "" {
			p.warn("%s lacks %s", name, line)
		}
	}
	return nil
}

// verifyLang tests one language and lists what it lacks.
func (p *program) verifyLang(name string) error {
	l, err := catalog.LangFor(name, p.getenv)
	if err != nil {
		return wrongUse("--lang: %v", err)
	}
	c := catalog.Default()
	var faults []string
	for _, f := range c.VerifyLang(l) {
		faults = append(faults, f.Error())
	}
	if len(faults) > 0 {
		return p.tellFaults(faults)
	}
	if err := p.listGaps(c, l, ""); err != nil {
		return err
	}
	if line := gapLine(c, l); line != "" {
		p.warn("%s lacks %s", l.Name(), line)
		return nil
	}
	p.warn("%s lacks nothing", l.Name())
	return nil
}

func (p *program) listGaps(c *catalog.Catalog, l *catalog.Lang, prefix string) error {
	var b strings.Builder
	for _, gap := range c.LangGaps(l) {
		for _, missing := range gap.Missing {
			b.WriteString(prefix + missing + "\n")
		}
	}
	return writeAll(p.stdout, []byte(b.String()))
}

// gapLine counts what a language lacks; "" where it lacks nothing.
func gapLine(c *catalog.Catalog, l *catalog.Lang) string {
	var parts []string
	for _, gap := range c.LangGaps(l) {
		if len(gap.Missing) > 0 {
			parts = append(parts, fmt.Sprintf("%s of %s %s",
				thousands(int64(len(gap.Missing))), thousands(int64(gap.Total)), gapNames[gap.Kind]))
		}
	}
	return strings.Join(parts, ", ")
}

var gapNames = map[string]string{
	"words": "words", "notes": "notes", "codes": "entries of codes", "texts": "entries of texts", "playbooks": "playbooks",
}
