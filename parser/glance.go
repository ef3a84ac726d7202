package parser

// glance is which octets stand in a line, gathered in one pass: a look at it
// tells that a text cannot be in the line without searching for it. Lines that
// have no header are asked about by many readers, nearly all in vain.
type glance uint64

// The bits that several octets share.
const (
	glanceDigit glance = 1 << iota
	glanceCapital
	glanceBeyond  // ASCII
	glanceControl // what is no text
	glanceFirst
)

// glanceBits gives every octet its bit, punctuation and lower case letters one
// each. Blanks are in every line and have none.
var glanceBits = func() (t [256]glance) {
	next := glanceFirst
	for c := range t {
		switch {
		case c == ' ':
		case isDigit(byte(c)):
			t[c] = glanceDigit
		case c >= 'A' && c <= 'Z':
			t[c] = glanceCapital
		case c >= 0x80:
			t[c] = glanceBeyond
		case c < ' ' || c == 0x7f:
			t[c] = glanceControl
		default:
			t[c] = next
			next <<= 1
		}
	}
	return t
}()

// lacksLater stands for what a line lacks until somebody asks: many lines go to
// a reader who does not. No octet has its bit. Beside it stands glanceControl
// where it is known that there are no control octets.
const lacksLater glance = 1 << 63

// later tells whether g stands for what was not looked for yet.
func (g glance) later() bool { return g&^glanceControl == lacksLater }

// lacking gives what is known not to stand in the line of the event.
func (e *Event) lacking() glance {
	if e.lacks.later() {
		e.lacks = ^glanceOf(e.Raw)
	}
	return e.lacks
}

// glanceQuote is of a quotation mark.
var glanceQuote = glanceBits['"']

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

// not tells whether what was found lacking tells that a text cannot be in the
// line.
func (g glance) not(want glance) bool { return g&want != 0 }

// may tells whether a text, of which want was gathered, can be in the line.
func (g glance) may(want glance) bool { return g&want == want }
