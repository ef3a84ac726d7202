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
	peer    int32 // number of the provider of the peer, -1 none, -2 not looked up
	best    strength
	second  strength
	bestAt  int32 // number of the pattern, -1 none
	nextAt  int32
	onEntry int32 // entry of bestAt
}

func (c *Catalog) byText(q *Query, bit phaseSet, key enhancedKey, hasKey bool) Match {
	if !c.replies && len(q.Diagnostic) == 0 {
		return Match{}
	}
	s, _ := c.scratch.Get().(*scratch)
	if s == nil {
		s = &scratch{text: make([]byte, 0, 1024), seen: make([]uint32, len(c.patterns))}
	}
	s.round++
	if s.round == 0 {
		clear(s.seen)
		s.round = 1
	}
	s.fill(q)
	t := textSearch{
		c: c, q: q, bit: bit, key: key, hasKey: hasKey, reply: len(q.Diagnostic) == 0,
		s: s, peer: -2, bestAt: -1, nextAt: -1,
	}
	c.finder.scan(s.text, t.consider)
	c.scratch.Put(s)
	if t.bestAt < 0 {
		return Match{}
	}
	p := &c.patterns[t.bestAt]
	m := Match{Entry: &c.entries[p.entry], By: ByText, Marker: p.source}
	if t.nextAt >= 0 {
		m.Second = &c.entries[c.patterns[t.nextAt].entry]
	}
	return m
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
	p := &t.c.patterns[number]
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
	return entry < t.c.patterns[place].entry
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
	if t.reply && p.diagnostic {
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
	s := strength(p.literal)<<8 | strength(p.conditions)<<4 | strength(e.layer)
	if t.fromProvider(p) {
		s |= 1 << 3
	}
	return s
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
