package catalog

import (
	"slices"
	"strings"
)

// Candidate is an entry that would do for a query.
type Candidate struct {
	Entry *Entry
	// By and Pattern are as in [Match].
	By      By
	Pattern string
	// Idle tells of a hint, or of words that leave the cause open, that do not count
	// because the codes name a cause.
	Idle bool

	strong strength
}

// Candidates gives all that matches a query, the surest first: the first one is what
// [Catalog.Lookup] gives. An entry stands there once for each of its patterns. It
// allocates, and is meant for showing why an entry was chosen.
func (c *Catalog) Candidates(q *Query) []Candidate {
	bit := phaseBit(q.Phase)
	key, hasKey := parseEnhanced(q.Enhanced)
	var list []Candidate
	if len(q.Text) > 0 || len(q.Diagnostic) > 0 {
		list = c.textCandidates(q, bit, key, hasKey)
	}
	hints := slices.IndexFunc(list, func(d Candidate) bool { return d.strong>>strengthTier < strength(tierPhrase) })
	if hints < 0 {
		hints = len(list)
	}
	asCode := c.codeCandidates(q, bit, key, hasKey)
	if hints == 0 && c.isVague(q.Code, bit, key, hasKey) {
		return append(list, asCode...)
	}
	for i := range list[hints:] {
		list[hints+i].Idle = true
	}
	return slices.Insert(list, hints, asCode...)
}

func (c *Catalog) textCandidates(q *Query, bit phaseSet, key enhancedKey, hasKey bool) []Candidate {
	s := &scratch{}
	s.fill(q)
	t := newTextSearch(c, c.texts(), q, bit, key, hasKey, s)
	var list []Candidate
	add := func(p *pattern, strong strength) {
		list = append(list, Candidate{Entry: &c.entries[p.entry], By: tierBy[p.tier], Pattern: p.source, strong: strong})
	}
	seen := map[uint32]bool{}
	for _, h := range t.texts.finder.scan(s.text, &s.notes) {
		number := h.pattern()
		p := &t.texts.patterns[number]
		if terms := &t.texts.terms[number]; !seen[number] && t.allows(terms) && p.matches(s.text) {
			add(p, t.strengthIn(terms))
		}
		seen[number] = true
	}
	if t.success {
		return sorted(list)
	}
	hinted := map[int32]bool{}
	eachHintWord(s.text, func(word []byte, at int) {
		for _, number := range t.texts.hintsFor(word) {
			p := &t.texts.hints[number]
			if terms := &t.texts.hintTerms[number]; !hinted[number] && t.allows(terms) {
				hinted[number] = true
				add(p, t.strengthIn(terms)|strength(maxText-1-min(at, maxText-1)))
			}
		}
	})
	return sorted(list)
}

// sorted sorts candidates, the surest first.
func sorted(list []Candidate) []Candidate {
	slices.SortFunc(list, func(a, b Candidate) int {
		switch {
		case a.strong > b.strong:
			return -1
		case a.strong < b.strong:
			return 1
		}
		if n := strings.Compare(a.Entry.ID, b.Entry.ID); n != 0 {
			return n
		}
		return strings.Compare(a.Pattern, b.Pattern)
	})
	return list
}

// codeCandidates gives what the codes say: the best, and what would do without it.
func (c *Catalog) codeCandidates(q *Query, bit phaseSet, key enhancedKey, hasKey bool) []Candidate {
	var m Match
	switch {
	case q.Code != 0:
		m = c.byCodes(q.Code, bit, key, hasKey)
	case hasKey:
		m = c.byEnhanced(key, bit)
	}
	var list []Candidate
	if m.Entry != nil {
		list = append(list, Candidate{Entry: m.Entry, By: m.By})
	}
	if m.Second != nil {
		list = append(list, Candidate{Entry: m.Second, By: byOfCode(m.Second)})
	}
	return list
}

// byOfCode gives by what an entry that is not found by its text is found.
func byOfCode(e *Entry) By {
	switch {
	case e.Code > 9:
		return ByCode
	case e.Code > 0 || strings.HasSuffix(e.Enhanced, "*.*"):
		return ByClass
	case strings.HasSuffix(e.Enhanced, "*"):
		return BySubject
	}
	return ByEnhanced
}

// ReplyQuery reads a pasted reply, one line or several, with or without codes.
func ReplyQuery(reply, phase string) Query {
	s := Sample{Reply: reply}
	return s.query(phase)
}
