package parser

import "slices"

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
	var w uint64
	n := 0
	for _, x := range p {
		if !counts[x] {
			continue
		}
		w = w<<8 | uint64(x)
		if n++; n == 8 {
			h = (h ^ w) * fnvPrime
			h ^= h >> 32
			w, n = 0, 0
		}
	}
	return (h ^ w ^ uint64(n)<<60) * fnvPrime
}

// counts tells of an octet whether it is one that no log adds or leaves out.
var counts = func() (t [256]bool) {
	for c := range t {
		t[c] = c != ' ' && c != '\t' && c != '\\'
	}
	return t
}()

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
