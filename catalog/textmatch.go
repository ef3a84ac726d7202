package catalog

import "slices"

// scratch is what a lookup by text writes on. It is kept in a pool, so that
// lookups allocate nothing once some have been made.
type scratch struct {
	text  []byte
	notes textNotes
}

// textSearch is one lookup by text under way.
type textSearch struct {
	c       *Catalog
	texts   *textIndex
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
	terms    []terms
	peer     int32 // number of the provider of the peer, -1 none, -2 not looked up
	best     strength
	second   strength
	bestAt   int32 // number of the pattern, -1 none
	nextAt   int32
	onEntry  int32 // entry of bestAt
}

// byText finds the entry for what a reply or a diagnostic says.
func (c *Catalog) byText(q *Query, bit phaseSet, key enhancedKey, hasKey bool) Match {
	success := q.Code != 0 && q.Code < 400 && len(q.Diagnostic) == 0
	x := c.texts()
	if success && !x.successes.mayMatch(q.Text) {
		return Match{}
	}
	s := c.borrow()
	s.fill(q)
	t := newTextSearch(c, x, q, bit, key, hasKey, s)
	t.decide(x.finder.scan(s.text, &s.notes))
	m := t.match()
	switch {
	case success:
	case t.bestAt < 0 || t.best.tier() == tierVague:
		m = t.open(m)
	case t.nextAt >= 0 && t.second.tier() == tierVague && !c.isVague(q.Code, bit, key, hasKey):
		// Without the first, the codes would decide.
		m.Second = nil
	}
	c.scratch.Put(s)
	return m
}

// open decides where no words name a cause: definite codes do, then a hint, then
// words that leave it open, which make up vague.
func (t *textSearch) open(vague Match) Match {
	if !t.c.isVague(t.q.Code, t.bit, t.key, t.hasKey) {
		return Match{}
	}
	if len(t.texts.hinted) == 0 {
		return vague
	}
	t.bestAt, t.nextAt, t.best, t.second = -1, -1, 0, 0
	t.hint()
	m := t.match()
	switch {
	case m.Entry == nil:
		return vague
	case m.Second == nil && vague.Entry != m.Entry:
		m.Second = vague.Entry
	}
	return m
}

func newTextSearch(c *Catalog, x *textIndex, q *Query, bit phaseSet, key enhancedKey, hasKey bool, s *scratch) textSearch {
	t := textSearch{
		c: c, texts: x, q: q, bit: bit, key: key, hasKey: hasKey, reply: len(q.Diagnostic) == 0,
		s: s, patterns: x.patterns, terms: x.terms, peer: notLookedUp, bestAt: -1, nextAt: -1,
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
	m := Match{Entry: &t.c.entries[t.onEntry], By: tierBy[t.best.tier()], Pattern: t.patterns[t.bestAt].source, number: t.bestAt}
	if t.nextAt >= 0 {
		m.Second = &t.c.entries[t.terms[t.nextAt].entry]
	}
	return m
}

var tierBy = [...]By{tierVague: ByText, tierHint: ByHint, tierPhrase: ByText, tierMarker: ByMarker}

// hint looks for single words.
func (t *textSearch) hint() {
	t.patterns, t.terms = t.texts.hints, t.texts.hintTerms
	eachHintWord(t.s.text, func(word []byte, at int) {
		for _, number := range t.texts.hintsFor(word) {
			if p := &t.terms[number]; t.allows(p) {
				// Of words that say as much, the first one counts.
				strong := t.strengthIn(p) | strength(maxText-1-min(at, maxText-1))
				if t.beats(strong, p.entry, t.second, t.nextAt) {
					t.keep(strong, number, p.entry)
				}
			}
		}
	})
}

// borrow gives something to write on, to be put back into the pool.
func (c *Catalog) borrow() *scratch {
	if s, ok := c.scratch.Get().(*scratch); ok {
		return s
	}
	return &scratch{text: make([]byte, 0, 1024)}
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
	s.text = slices.Grow(s.text, scanRoom) // which the finder asks for
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

// decide looks at the patterns that may stand in the text, the strongest first, and
// stops where none that is left can be the best or the second.
func (t *textSearch) decide(hits []hit) {
	if len(hits) == 0 {
		return
	}
	// Where nothing gives a bonus, fewer have to be looked at.
	bonus := strength(0)
	if !t.reply || t.provider() != noProvider {
		bonus = ownWordsBonus
	}
	sorted := len(hits) > mostUnsorted
	if sorted {
		slices.Sort(hits)
	}
	for i := range hits {
		h := hits[i]
		if !sorted {
			h = takeFirst(hits[i:])
		}
		number := int32(h.pattern())
		p := &t.terms[number]
		kept, at := t.second, t.nextAt
		if t.q.Best {
			kept, at = t.best, t.bestAt
		}
		if at >= 0 && p.base.atMost(bonus) < kept {
			return
		}
		if !t.allows(p) {
			continue
		}
		strong := t.strengthIn(p)
		if t.beats(strong, p.entry, kept, at) && t.texts.anchored(p, t.s.text, h.at()) &&
			(p.is(termWhole) || t.patterns[number].matchesAt(t.s.text, h.at()-int(p.keyAt))) {
			t.keep(strong, number, p.entry)
		}
	}
}

// mostUnsorted is for how many hits it takes longer to sort them all than to find the
// first of those that are left each time.
const mostUnsorted = 24

// takeFirst brings the strongest of some hits to the front.
func takeFirst(hits []hit) hit {
	least, at := hits[0], 0
	for i, h := range hits {
		if h < least {
			least, at = h, i
		}
	}
	hits[at] = hits[0]
	hits[0] = least
	return least
}

// beats tells whether a match is better than the one kept at place. Of two that
// are equally strong, the one whose id comes first wins, so that the order in
// which the finder comes upon them does not decide.
func (t *textSearch) beats(strong strength, entry int32, kept strength, place int32) bool {
	if place < 0 || strong != kept {
		return place < 0 || strong > kept
	}
	return entry < t.terms[place].entry
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
func (t *textSearch) allows(p *terms) bool {
	if t.reply && p.is(termDiagnostic) || t.success && !p.is(termSuccess) || t.failed && !p.is(termFailure) {
		return false
	}
	if p.phases != 0 && p.phases&t.bit == 0 {
		return false
	}
	if code := int(p.code); code != 0 && code != t.q.Code && (code > 9 || code != t.q.Code/100) {
		return false
	}
	if p.is(termKey) && !(t.hasKey && p.enhanced.covers(t.key)) {
		return false
	}
	return !p.is(termOnlyFrom) || t.provider() == int32(p.provider)
}

const (
	noProvider  = -1
	notLookedUp = -2
)

// provider gives the number of the peer's provider, or noProvider.
func (t *textSearch) provider() int32 {
	if t.peer == notLookedUp {
		t.peer = noProvider
		if len(t.q.Peer) > 0 {
			t.peer = t.c.providerOf(t.q.Peer)
		}
	}
	return t.peer
}

// covers tells whether a key, in which parts may stand for any, stands for other.
func (k enhancedKey) covers(other enhancedKey) bool {
	return k.class() == other.class() &&
		(k.subject() == anyPart || k.subject() == other.subject()) &&
		(k.detail() == anyPart || k.detail() == other.detail())
}
