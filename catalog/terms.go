package catalog

import "encoding/binary"

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
	// literal is the beginning of the part of the pattern that holds its key, here how
	// much of it that is, and rest where in the index what is left of it stands.
	literal [inLine]byte
	here    uint8
	rest    uint32
}

// inLine is how much of a literal stands in the terms. Most literals are shorter.
const inLine = 31

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
		t.base = strengthOf(p.tier, int(p.literal), t.conditions(), c.entries[p.entry].layer)
		literal := p.parts[p.anchor.part].text
		t.here, t.keyAt = uint8(copy(t.literal[:], literal)), p.anchor.at
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

// anchored tells whether the literal with the key stands in text with its key at a
// place, and the pattern with it where it is nothing but that literal.
func (x *textIndex) anchored(t *terms, text []byte, at int) bool {
	from := at - int(t.keyAt)
	end := from + int(t.here)
	if from < 0 || end > len(text) || string(text[from:end]) != string(t.literal[:t.here]) {
		return false
	}
	if t.is(termLong) {
		rest := x.rests[t.rest : t.rest+u32(x.rests, t.rest-restSize)]
		if len(text)-end < len(rest) || string(text[end:end+len(rest)]) != rest {
			return false
		}
		end += len(rest)
	}
	return !t.is(termWhole) ||
		!(t.is(termWordStart) && endsInWord(text[:from])) && !(t.is(termWordEnd) && startsInWord(text[end:]))
}

// restSize is for the length that stands before each rest of a literal.
const restSize = 4

// cutLiterals writes what the literals of patterns have beyond their terms behind each
// other.
func (x *textIndex) cutLiterals() {
	var rests []byte
	for i := range x.patterns {
		p, t := &x.patterns[i], &x.terms[i]
		if literal := p.parts[p.anchor.part].text; len(literal) > inLine {
			rests = binary.LittleEndian.AppendUint32(rests, uint32(len(literal)-inLine))
			t.rest = uint32(len(rests))
			rests = append(rests, literal[inLine:]...)
		}
	}
	x.rests = string(rests)
}
