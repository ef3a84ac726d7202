package catalog

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
)

// Memo remembers what a catalog found for the failures that were asked for last: a
// log tells the same refusal of the same server again and again. What it gives is
// what the catalog would give, since a query is compared as a whole. Its size is
// fixed. It belongs to one goroutine.
type Memo struct {
	catalog *Catalog
	seed    maphash.Seed
	key     []byte // of the query at hand
	slots   []memoSlot
	once    []uint32 // hashes of queries that came once, by their own slots
}

const (
	memoSlots = 512 // a power of two
	// longestMemo bounds what is remembered of a query; what is longer mostly holds
	// ids, and never comes again.
	longestMemo = 512
)

// memoSlot is one query with what was found.
type memoSlot struct {
	hash    uint64
	key     []byte
	match   Match
	subject [5]memoPiece // in the order of subjectKinds
}

// memoPiece is a place in a query: in its line of that number, from 1, or in its
// diagnostic, 0; empty for none.
type memoPiece struct{ line, from, to uint16 }

// NewMemo gives an empty Memo, which takes up no memory to speak of before a failure
// comes up for the second time.
func (c *Catalog) NewMemo() *Memo {
	return &Memo{catalog: c, seed: maphash.MakeSeed()}
}

// Catalog gives the catalog that is asked.
func (m *Memo) Catalog() *Catalog { return m.catalog }

// Lookup is [Catalog.Lookup].
func (m *Memo) Lookup(q *Query) Match {
	if s := m.find(q); s != nil {
		return s.match
	}
	return m.catalog.Lookup(q)
}

// Explain is [Catalog.Lookup] and [Catalog.Subject] in one.
func (m *Memo) Explain(q *Query) (match Match, about Subject) {
	if s := m.find(q); s != nil {
		match = s.match
		for i, p := range s.subject {
			if p.to == 0 {
				continue
			}
			line := q.Diagnostic
			if p.line > 0 {
				line = q.Text[p.line-1]
			}
			about.set(1<<i, line[p.from:p.to])
		}
		return match, about
	}
	match = m.catalog.Lookup(q)
	return match, m.catalog.Subject(q, &match)
}

// find gives what is remembered of a query, which it looks up where it comes for the
// second time; nil where it is not to be remembered. Most replies that are no
// failure name something of their own, and cost less than this.
func (m *Memo) find(q *Query) *memoSlot {
	if q.Code != 0 && q.Code < 400 && len(q.Diagnostic) == 0 || !m.encode(q) {
		return nil
	}
	hash := maphash.Bytes(m.seed, m.key)
	at := hash % memoSlots
	if m.once == nil {
		m.once = make([]uint32, memoSlots)
	}
	if m.slots != nil {
		if s := &m.slots[at]; s.hash == hash && bytes.Equal(s.key, m.key) {
			return s
		}
	}
	if short := uint32(hash >> 32); m.once[at] != short {
		m.once[at] = short
		return nil
	}
	if m.slots == nil {
		m.slots = make([]memoSlot, memoSlots)
	}
	s := &m.slots[at]
	match := m.catalog.Lookup(q)
	about := m.catalog.Subject(q, &match)
	if !s.keep(q, &about) {
		return nil
	}
	s.hash, s.key, s.match = hash, append(s.key[:0], m.key...), match
	return s
}

// encode writes down all of a query that its outcome can depend on, each piece with
// its length before it; false where that is too much.
func (m *Memo) encode(q *Query) bool {
	size := len(q.Diagnostic) + len(q.Peer) + len(q.PeerIP) + len(q.Enhanced) + len(q.Phase)
	for _, line := range q.Text {
		size += len(line) + 2
	}
	if size > longestMemo || uint(q.Code) > 0xffff {
		return false
	}
	k := binary.LittleEndian.AppendUint16(m.key[:0], uint16(q.Code))
	k = append(appendSized(k, q.Phase), byte(boolInt(q.Best)), byte(len(q.Text)), byte(len(q.Text)>>8))
	k = appendSized(appendSized(k, q.Enhanced), q.Diagnostic)
	k = appendSized(appendSized(k, q.Peer), q.PeerIP)
	for _, line := range q.Text {
		k = appendSized(k, line)
	}
	m.key = k
	return true
}

func appendSized[T string | []byte](dst []byte, piece T) []byte {
	dst = append(dst, byte(len(piece)), byte(len(piece)>>8))
	return append(dst, piece...)
}

// keep notes where in a query the pieces of a subject stand; false where one does
// not, and the slot is empty then.
func (s *memoSlot) keep(q *Query, about *Subject) bool {
	s.key, s.hash = s.key[:0], 0
	for i, piece := range about.Pieces() {
		s.subject[i] = memoPiece{}
		if len(piece) > 0 && !s.subject[i].find(q, piece) {
			return false
		}
	}
	return true
}

// find finds a piece in the query that it was cut from.
func (p *memoPiece) find(q *Query, piece []byte) bool {
	if p.in(q.Diagnostic, piece) {
		return true
	}
	for i, line := range q.Text {
		if p.in(line, piece) {
			p.line = uint16(i + 1)
			return true
		}
	}
	return false
}

// in finds a piece in the line that it was cut from: their memory ends at the same
// place.
func (p *memoPiece) in(line, piece []byte) bool {
	from := cap(line) - cap(piece)
	if from < 0 || from+len(piece) > len(line) || &line[from] != &piece[0] {
		return false
	}
	p.from, p.to = uint16(from), uint16(from+len(piece))
	return true
}
