package catalog

import "slices"

// scratch is what a lookup by text writes on. It is kept in a pool, so that
// lookups allocate nothing once some have been made.
type scratch struct {
	text []byte
	// seen holds for each pattern the round in which it was looked at last, so
	// that a key that stands twice in a text is verified once.
	seen  []uint32
	round uint32
}

// What is said by a provider's own server is rather in the provider's words than in
// words that anybody might use, even where those are longer by so much. The same
// goes for a diagnostic and the words of entries that are made for such.
const ownWordsBonus = 8

// Layers beyond this number count alike.
const mostLayers = 15

// strength orders entries that match the same text: the higher, the surer.
type strength uint64

// textSearch is one lookup by text under way.
type textSearch struct {
	c       *Catalog
	q       *Query
	bit     phaseSet
	key     enhancedKey
	hasKey  bool
	reply   bool
	s       *scratch
	success bool // the reply is no failure
	failed  bool
	// patterns are those that are looked for: the catalog's patterns or its hints.
	patterns []pattern
	peer     int32 // number of the provider of the peer, -1 none, -2 not looked up
	best     strength
	second   strength
	bestAt   int32 // number of the pattern, -1 none
	nextAt   int32
	onEntry  int32 // entry of bestAt
}

// byText finds the entry for what a reply or a diagnostic says. vague tells that the
// codes leave the cause open.
func (c *Catalog) byText(q *Query, bit phaseSet, key enhancedKey, hasKey, vague bool) Match {
	s, _ := c.scratch.Get().(*scratch)
	if s == nil {
		s = c.newScratch()
	}
	s.round++
	if s.round == 0 {
		clear(s.seen)
		s.round = 1
	}
	s.fill(q)
	t := newTextSearch(c, q, bit, key, hasKey, s)
	c.finder.scan(s.text, t.consider)
	if t.bestAt < 0 && vague && len(c.hinted) > 0 {
		t.hint()
	}
	c.scratch.Put(s)
	return t.match()
}

func newTextSearch(c *Catalog, q *Query, bit phaseSet, key enhancedKey, hasKey bool, s *scratch) textSearch {
	t := textSearch{
		c: c, q: q, bit: bit, key: key, hasKey: hasKey, reply: len(q.Diagnostic) == 0,
		s: s, patterns: c.patterns, peer: -2, bestAt: -1, nextAt: -1,
	}
	if t.reply && q.Code != 0 {
		t.success, t.failed = q.Code < 400, q.Code >= 400
	}
	return t
}

func (t *textSearch) match() Match {
	if t.bestAt < 0 {
		return Match{}
	}
	p := &t.patterns[t.bestAt]
	m := Match{Entry: &t.c.entries[p.entry], By: tierBy[p.tier], Pattern: p.source, number: t.bestAt}
	if t.nextAt >= 0 {
		m.Second = &t.c.entries[t.patterns[t.nextAt].entry]
	}
	return m
}

var tierBy = [...]By{tierHint: ByHint, tierPhrase: ByText, tierMarker: ByMarker}

// hint looks for single words.
func (t *textSearch) hint() {
	t.patterns = t.c.hints
	eachHintWord(t.s.text, func(word []byte, at int) {
		for _, number := range t.c.hinted[string(word)] {
			p := &t.patterns[number]
			if e := &t.c.entries[p.entry]; t.allows(p, e) {
				// Of words that say as much, the first one counts.
				strong := t.strengthOf(p, e) | strength(maxText-min(at, maxText))
				if t.beats(strong, p.entry, t.second, t.nextAt) {
					t.keep(strong, number, p.entry)
				}
			}
		}
	})
}

func (c *Catalog) newScratch() *scratch {
	return &scratch{text: make([]byte, 0, 1024), seen: make([]uint32, len(c.patterns))}
}

// fill writes down the text of a query as it is compared, with a space before and
// behind it, so that a pattern that begins or ends in a space matches there too.
func (s *scratch) fill(q *Query) {
	s.text = append(s.text[:0], ' ')
	if len(q.Diagnostic) > 0 {
		s.add(q.Diagnostic)
	}
	for _, line := range q.Text {
		s.add(line)
	}
	s.text = slices.Grow(s.text, keyLength) // which the finder asks for
}

func (s *scratch) add(line []byte) {
	room := maxText - len(s.text)
	if room <= 0 {
		return
	}
	s.text = appendNormal(s.text, line[:min(len(line), room)])
	if s.text[len(s.text)-1] != ' ' {
		s.text = append(s.text, ' ')
	}
}

// consider looks at a pattern whose key stands in the text.
func (t *textSearch) consider(number uint32) {
	if t.s.seen[number] == t.s.round {
		return
	}
	t.s.seen[number] = t.s.round
	p := &t.patterns[number]
	e := &t.c.entries[p.entry]
	if !t.allows(p, e) {
		return
	}
	strong := t.strengthOf(p, e)
	if t.beats(strong, p.entry, t.second, t.nextAt) && p.matches(t.s.text) {
		t.keep(strong, int32(number), p.entry)
	}
}

// beats tells whether a match is better than the one kept at place. Of two that
// are equally strong, the one whose id comes first wins, so that the order in
// which the finder comes upon them does not decide.
func (t *textSearch) beats(strong strength, entry int32, kept strength, place int32) bool {
	if place < 0 || strong != kept {
		return place < 0 || strong > kept
	}
	return entry < t.patterns[place].entry
}

func (t *textSearch) keep(strong strength, number, entry int32) {
	switch {
	case t.bestAt >= 0 && entry == t.onEntry:
		if strong > t.best {
			t.best, t.bestAt = strong, number
		}
	case t.beats(strong, entry, t.best, t.bestAt):
		t.second, t.nextAt = t.best, t.bestAt
		t.best, t.bestAt, t.onEntry = strong, number, entry
	default:
		t.second, t.nextAt = strong, number
	}
}

// allows tells whether the conditions of an entry hold. What the query does not
// say meets no condition: an entry must not claim more than is known.
func (t *textSearch) allows(p *pattern, e *Entry) bool {
	if t.reply && p.diagnostic || t.success && !p.success || t.failed && !p.failure {
		return false
	}
	if e.phases != 0 && e.phases&t.bit == 0 {
		return false
	}
	if e.Code != 0 && e.Code != t.q.Code && (e.Code > 9 || e.Code != t.q.Code/100) {
		return false
	}
	if p.hasKey && !(t.hasKey && p.enhanced.covers(t.key)) {
		return false
	}
	return !e.OnlyFrom || t.fromProvider(p)
}

func (t *textSearch) strengthOf(p *pattern, e *Entry) strength {
	literal := p.literal
	from := t.fromProvider(p)
	if from || p.diagnostic {
		literal += ownWordsBonus
	}
	return strength(p.tier)<<44 | strength(literal)<<28 | strength(p.conditions)<<24 |
		strength(boolInt(from))<<23 | strength(min(e.layer, mostLayers))<<17
}

func (t *textSearch) fromProvider(p *pattern) bool {
	if p.provider < 0 || len(t.q.Peer) == 0 {
		return false
	}
	if t.peer == -2 {
		t.peer = t.c.providerOf(t.q.Peer)
	}
	return t.peer == p.provider
}

// covers tells whether a key, in which parts may stand for any, stands for other.
func (k enhancedKey) covers(other enhancedKey) bool {
	return k.class() == other.class() &&
		(k.subject() == anyPart || k.subject() == other.subject()) &&
		(k.detail() == anyPart || k.detail() == other.detail())
}
