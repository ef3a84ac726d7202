package catalog

// terms are what most lookups want to know of a pattern: the conditions of its entry,
// its strength, and the literal in which its key stands. They fill one line of cache,
// while a pattern and its entry are spread over much memory, which takes longer to come
// by than all else that a lookup does.
type terms struct {
	base     strength
	entry    int32
	phases   phaseSet
	enhanced enhancedKey
	provider int16 // number of its provider, -1 none
	code     int16 // a reply code, its first digit, or 0
	keyAt    uint16
	flags    termFlags
	// literal is the beginning of the part of the pattern that holds its key, and how
	// much of it there is.
	literal [inLine]byte
	here    uint8
}

// inLine is how much of a literal stands in the terms. Most literals are shorter.
const inLine = 35

type termFlags uint16

const (
	termKey        termFlags = 1 << iota // the entry has an enhanced code as a condition
	termDiagnostic                       // counts only in diagnostics
	termSuccess                          // counts in replies that are no failure
	termFailure                          // counts in failures
	termOnlyFrom                         // counts only if a host of its provider said it
	termWhole                            // the pattern is its literal
	termWordStart                        // no letter or digit may touch the pattern there
	termWordEnd
	termLong // the literal is longer than what stands in the terms
)

func (t *terms) is(f termFlags) bool { return t.flags&f != 0 }

func (f *termFlags) set(flag termFlags, on bool) {
	if on {
		*f |= flag
	}
}

// termsOf gives the terms of patterns.
func (c *Catalog) termsOf(list []pattern) []terms {
	// The patterns of an entry have most of them in common.
	known := make([]terms, len(c.entries))
	all := make([]terms, len(list))
	for i := range list {
		p := &list[i]
		common := &known[p.entry]
		if common.flags == 0 { // an entry counts somewhere
			common.entry = p.entry
			c.entryTerms(common)
		}
		t := &all[i]
		*t = *common
		t.base = strengthOf(p.tier, p.literal, t.conditions(), c.entries[p.entry].layer)
		literal := p.parts[p.anchor.part].text
		t.here, t.keyAt = uint8(copy(t.literal[:], literal)), uint16(p.anchor.at)
		t.flags.set(termLong, len(literal) > inLine)
		t.flags.set(termWhole, len(p.parts) == 1)
		t.flags.set(termWordStart, p.wordStart)
		t.flags.set(termWordEnd, p.wordEnd)
	}
	return all
}

// entryTerms works out what the terms of an entry's patterns have in common.
func (c *Catalog) entryTerms(t *terms) {
	e := &c.entries[t.entry]
	success, failure := e.countsIn()
	t.flags.set(termDiagnostic, e.DiagnosticOnly())
	t.flags.set(termSuccess, success)
	t.flags.set(termFailure, failure)
	t.flags.set(termOnlyFrom, e.OnlyFrom)
	t.phases, t.code = e.phases, int16(e.Code)
	t.provider = noProvider
	if i, ok := c.findProvider(e.Provider); ok {
		t.provider = int16(i)
	}
	if e.Enhanced != "" {
		key, ok := parseEnhancedPattern(e.Enhanced)
		t.enhanced = key
		t.flags.set(termKey, ok)
	}
}

// conditions counts the conditions that have to hold.
func (t *terms) conditions() int {
	return boolInt(t.code > 9) + boolInt(t.code != 0) + boolInt(t.is(termKey)) + boolInt(t.phases != 0) + boolInt(t.is(termOnlyFrom))
}

// anchored tells whether the literal with the key may stand in text with its key at a
// place, and the pattern with it where it is nothing but that literal. p is the
// pattern that the terms are of.
func (t *terms) anchored(text []byte, at int, p *pattern) bool {
	from := at - int(t.keyAt)
	if from < 0 || len(text)-from < int(t.here) || string(text[from:from+int(t.here)]) != string(t.literal[:t.here]) {
		return false
	}
	if t.is(termWordStart) && t.is(termWhole) && endsInWord(text[:from]) {
		return false
	}
	if !t.is(termLong | termWordEnd) {
		return true
	}
	literal := p.parts[p.anchor.part].text
	return len(text)-from >= len(literal) && string(text[from:from+len(literal)]) == literal &&
		!(t.is(termWordEnd) && t.is(termWhole) && startsInWord(text[from+len(literal):]))
}
