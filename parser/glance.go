package parser

// glance is which octets stand in a line, gathered in one pass: a look at it
// tells that a text cannot be in the line without searching for it. Lines that
// have no header are asked about by many readers, nearly all in vain.
type glance uint64

// glanceBits gives every octet its bit: punctuation and lower case letters one
// each, digits, capitals, what is beyond ASCII and the rest one for all of them.
var glanceBits = func() (t [256]glance) {
	const (
		digit = iota
		capital
		beyond
		other
		first
	)
	next := first
	for c := range t {
		bit := other
		switch {
		case isDigit(byte(c)):
			bit = digit
		case c >= 'A' && c <= 'Z':
			bit = capital
		case c >= 0x80:
			bit = beyond
		case c >= 'a' && c <= 'z', c > ' ' && c < 0x7f:
			bit = next
			next++
		}
		t[c] = 1 << bit
	}
	return t
}()

// glanceOf looks at a line.
func glanceOf(line []byte) glance {
	var g, h glance
	for len(line) >= 4 {
		g |= glanceBits[line[0]] | glanceBits[line[1]]
		h |= glanceBits[line[2]] | glanceBits[line[3]]
		line = line[4:]
	}
	for _, c := range line {
		g |= glanceBits[c]
	}
	return g | h
}

// glanceAt is glanceOf for a text.
func glanceAt(s string) (g glance) {
	for i := range len(s) {
		g |= glanceBits[s[i]]
	}
	return g
}

// may tells whether a text, of which want was gathered, can be in the line.
func (g glance) may(want glance) bool { return g&want == want }
