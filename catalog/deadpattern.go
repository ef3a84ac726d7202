package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// verifyPatterns finds patterns that can never decide anything: another of the same
// text, under the same conditions, stands in the way.
func (c *Catalog) verifyPatterns(add func(*Error)) {
	first := map[string]*pattern{}
	x := c.texts()
	for n, list := range [][]pattern{x.patterns, x.hints} {
		for i := range list {
			p := &list[i]
			key := c.patternKey(p, &[...][]terms{x.terms, x.hintTerms}[n][i])
			other, ok := first[key]
			if !ok {
				first[key] = p
				continue
			}
			e, o := &c.entries[p.entry], &c.entries[other.entry]
			switch {
			case e == o:
				add(e.fault(p.source, "the pattern stands there twice"))
			case e.layer == o.layer:
				add(e.fault(p.source, "the pattern stands in %s too, under the same conditions", o.ID))
			}
		}
	}
}

// patternKey is the same for patterns that match the same texts under the same
// conditions.
func (c *Catalog) patternKey(p *pattern, t *terms) string {
	var b strings.Builder
	e := &c.entries[p.entry]
	// Of the same words, those of a provider come first only as long as the peer is
	// not known to be another one; then anybody's have their turn.
	fmt.Fprintf(&b, "%d %t %d %s %x %x %t %t", p.tier, t.provider >= 0, e.Code, e.Enhanced, e.phases,
		t.flags, p.wordStart, p.wordEnd)
	if e.OnlyFrom {
		b.WriteString(e.Provider)
	}
	for _, q := range p.parts {
		fmt.Fprintf(&b, "\x00%d%s", q.kind, q.text)
	}
	return b.String()
}

// Unsampled gives the patterns that no sample of their own entry needs, each with
// its entry: variants of a wording that nobody has a reply for. They are no fault.
func (c *Catalog) Unsampled() []*Error {
	var list []*Error
	x := c.texts()
	for _, patterns := range [][]pattern{x.patterns, x.hints} {
		for i := range patterns {
			p := &patterns[i]
			if e := &c.entries[p.entry]; !e.hasSampleOf(p) {
				list = append(list, e.fault(p.source, "no sample of the entry has this pattern"))
			}
		}
	}
	for _, f := range list {
		c.sources.place(f)
	}
	slices.SortStableFunc(list, func(a, b *Error) int {
		return cmp.Or(strings.Compare(a.Entry, b.Entry), cmp.Compare(a.Line, b.Line))
	})
	return list
}

func (e *Entry) hasSampleOf(p *pattern) bool {
	for i := range e.Samples {
		s := &scratch{}
		q := e.Samples[i].query("")
		s.fill(&q)
		if p.tier != tierHint {
			if p.matches(s.text) {
				return true
			}
			continue
		}
		found := false
		eachHintWord(s.text, func(word []byte, _ int) { found = found || string(word) == p.parts[0].text })
		if found {
			return true
		}
	}
	return false
}
