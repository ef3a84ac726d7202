package parser

// A label is what stands before a line of a conversation that no known
// program printed: arrows, or words and a colon. What it says of its side is
// not fixed: RFC 821 calls the client S, the sender, and Ruby draws an arrow
// to the right for what came in.
type label struct {
	arrow byte   // '<' or '>' for arrows, whatever their length
	text  []byte // the words, or the arrows as they stand
}

// same tells whether two labels are of one side.
func (l *label) same(m *label) bool {
	if l.arrow != 0 {
		return l.arrow == m.arrow
	}
	return m.arrow == 0 && string(l.text) == string(m.text)
}

// keep gives the label in memory of its own.
func (l *label) keep() label { return label{l.arrow, append([]byte(nil), l.text...)} }

// usual gives the side that a label mostly stands for.
func (l *label) usual() side {
	switch {
	case l.arrow == '<':
		return sideServer
	case l.arrow == '>':
		return sideClient
	case len(l.text) == 0:
		return sideNone
	}
	switch l.text[0] | 0x20 {
	case 's', 'r':
		return sideServer
	case 'c':
		return sideClient
	}
	return sideNone
}

// maxLabel is the longest label of words.
const maxLabel = 28

// labelOf reads the label that line begins with, and gives what stands behind
// it and its blank.
func labelOf(line []byte) (l label, text []byte, ok bool) {
	if len(line) == 0 {
		return l, nil, false
	}
	switch c := line[0]; {
	case c == '<' || c == '>' || c == '-' || c == '=' || c == '~' || c == 0xe2:
		return arrowLabel(line)
	case isAlpha(c):
		return wordLabel(line)
	case c == '[' || c == '(':
		return bracketLabel(line)
	}
	return l, nil, false
}

// arrowLabel reads arrows: ">", "<<<", "-->", "<~*", "→" and the like.
func arrowLabel(line []byte) (l label, text []byte, ok bool) {
	n := 0
	for n < len(line) && n < 5 {
		switch c := line[n]; c {
		case '<', '>':
			if l.arrow != 0 && l.arrow != c {
				return l, nil, false
			}
			l.arrow = c
		case '-', '=', '~':
		case '*', '|':
			if n == 0 {
				return l, nil, false
			}
		case 0xe2:
			// U+2190 and U+2192
			if n > 0 || len(line) < 3 || line[1] != 0x86 || line[2] != 0x90 && line[2] != 0x92 {
				return l, nil, false
			}
			l.arrow = '<'
			if line[2] == 0x92 {
				l.arrow = '>'
			}
			n = 2
		default:
			return l.behind(line, n, l.arrow != 0)
		}
		n++
	}
	return l.behind(line, n, l.arrow != 0)
}

// behind finishes a label of n bytes: a blank, a tab or the end of the line
// must follow.
func (l label) behind(line []byte, n int, ok bool) (label, []byte, bool) {
	if !ok || n < len(line) && line[n] != ' ' && line[n] != '\t' {
		return l, nil, false
	}
	l.text = line[:n]
	rest := line[n:]
	if len(rest) > 0 {
		rest = rest[1:]
	}
	// "S: (blank) 250" keeps its blanks, they are the text's own; arrows are padded.
	if l.arrow != 0 && len(rest) > 0 && rest[0] == ' ' && isReplyish(trimLeft(rest)) {
		rest = trimLeft(rest)
	}
	return l, rest, true
}

// isReplyish tells whether b begins with three digits, as a reply does, whatever
// stands behind them.
func isReplyish(b []byte) bool {
	return len(b) >= 3 && isDigit(b[0]) && isDigit(b[1]) && isDigit(b[2])
}

// wordLabel reads words up to a colon or an angle bracket: "C:", "SERVER>",
// "Mail client:", "CLIENT -> SERVER:".
func wordLabel(line []byte) (l label, text []byte, ok bool) {
	for n := 1; n < len(line) && n <= maxLabel; n++ {
		switch c := line[n]; {
		case isAlnum(c), c == ' ', c == '.', c == '_', c == '-', c == '/', c == '=':
		case c == '>' && (line[n-1] == '-' || line[n-1] == '='):
		case c == ':' || c == '>' || c == '|':
			if c == '|' && line[n-1] == ' ' {
				l.text = line[:n-1]
			}
			if c == ':' && n == 1 && glued(line) {
				return label{text: line[:2]}, line[2:], true
			}
			m, rest, ok := label{}.behind(line, n+1, true)
			m.text = line[:n]
			return m, rest, ok
		default:
			return l, nil, false
		}
	}
	return l, nil, false
}

// glued tells whether line begins with the letter of a side and a colon, and no
// blank follows: "S:220 hi". Behind the C of a disk there is a path.
func glued(line []byte) bool {
	return len(line) > 2 && (line[0] == 'S' || line[0] == 'C') && line[1] == ':' && line[2] != ' ' && line[2] != '\t' && line[2] != '\\' && line[2] != '/'
}

// isGlued tells whether no blank stands behind the label: its colon is part of it.
func (l *label) isGlued() bool { return len(l.text) == 2 && l.text[1] == ':' }

// bracketLabel reads "[C]", "(server)" and the like.
func bracketLabel(line []byte) (l label, text []byte, ok bool) {
	closing := byte(']')
	if line[0] == '(' {
		closing = ')'
	}
	for n := 1; n < len(line) && n <= 10; n++ {
		switch c := line[n]; {
		case isAlpha(c):
		case c == closing && n > 1:
			if l.text = line[1:n]; l.usual() == sideNone {
				return l, nil, false
			}
			end := n + 1
			if end < len(line) && line[end] == ':' {
				end++
			}
			m, rest, ok := label{}.behind(line, end, true)
			m.text = line[:n+1]
			return m, rest, ok
		default:
			return l, nil, false
		}
	}
	return l, nil, false
}
