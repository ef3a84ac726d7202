package parser

import (
	"math/bits"
	"slices"
)

// recalled is how many octets of a reply's text it is known again by.
const recalled = 32

// hash is a short name for a reply, to know it again by.
func (e *Event) hash() uint64 {
	var text []byte
	if len(e.Reply.Text) > 0 {
		text = e.Reply.Text[0]
		text = text[:min(len(text), recalled)]
	}
	h := uint64(e.Reply.Code) ^ fnvOffset
	h = hashShown(hashShown(h, e.Reply.Enhanced), text)
	return h ^ h>>32
}

// hashShown takes a hash on by the octets of p that are neither blanks nor
// backslashes: of those, logs add some and leave others out.
func hashShown(h uint64, p []byte) uint64 {
	var full uint64 // the next eight octets
	n := 0          // how many of them there are
	for len(p) > 0 {
		w := eightOctets(p)
		m := min(len(p), 8)
		p = p[m:]
		for out := octetsOf(w, ' ') | octetsOf(w, '\t') | octetsOf(w, '\\'); out != 0; m-- {
			below := uint64(1)<<(bits.TrailingZeros64(out)&^7) - 1
			w = w&below | w>>8&^below
			out = out & (out - 1) >> 8
		}
		full |= w << (8 * n)
		if n += m; n >= 8 {
			h = (h ^ full) * fnvPrime
			h ^= h >> 32
			n -= 8
			full = w >> (8 * (m - n))
		}
	}
	return (h ^ full ^ uint64(n)<<60) * fnvPrime
}

// remember notes a reply that the conversation had.
func (c *conversation) remember(e *Event) {
	if h := e.hash(); len(c.recent) < maxRecent {
		c.recent = append(c.recent, h)
	} else {
		c.recent[c.nrecent%maxRecent] = h
	}
	c.nrecent++
}

// had tells whether the conversation had this reply.
func (c *conversation) had(e *Event) bool {
	return slices.Contains(c.recent, e.hash())
}
