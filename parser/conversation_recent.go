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
	// Two sums, the second of the first as it grows, so that the order counts. No
	// branch tells the octets apart: nobody foresees where the blanks stand.
	var a, sums uint64
	for _, x := range p {
		n := octetSums[x]
		a += n
		sums += a & uint64(int64(n)>>63)
	}
	h = (h ^ a) * fnvPrime
	return (h ^ h>>32 ^ sums) * fnvPrime
}

// octetSums has a number for every octet, with its highest bit set, and 0 for
// those that logs add or leave out.
var octetSums = func() (t [256]uint64) {
	for c := range t {
		h := (uint64(c) ^ fnvOffset) * fnvPrime
		t[c] = (h^h>>29)*fnvPrime | 1<<63
	}
	t[' '], t['\t'], t['\\'] = 0, 0, 0
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
