package parser

// prefix is what stands before every line of a transcript and has nothing to
// do with it: the mark by which a mail program quotes, the name of a container,
// what a logging library writes. Its numbers may differ from line to line.
type prefix []byte

// strip takes the prefix off line; ok is false when the line has another one.
func (p prefix) strip(line []byte) (rest []byte, ok bool) {
	i := 0
	for j := 0; j < len(p); {
		switch c := p[j]; {
		case isDigit(c):
			n := i
			for i < len(line) && isDigit(line[i]) {
				i++
			}
			if n == i {
				return nil, false
			}
			for j < len(p) && isDigit(p[j]) {
				j++
			}
		case i < len(line) && line[i] == c:
			i++
			j++
		case c == ' ' && i == len(line):
			// Blanks at the end of a line get lost.
			j++
		default:
			return nil, false
		}
	}
	if i < len(line) && line[i] == ' ' && len(p) > 0 && p[len(p)-1] == '>' {
		i++
	}
	return line[i:], true
}

// is tells whether q is such a prefix.
func (p prefix) is(q []byte) bool {
	if len(p) == 0 || len(q) == 0 {
		return len(p) == len(q)
	}
	rest, ok := p.strip(q)
	return ok && len(rest) == 0
}

// carried gives the length of what line begins with when it is what mail
// programs quote with ("> ", "> > ", ">> ", "| ") or what a container's lines
// begin with ("mail-1  | "); 0 for neither.
func carried(line []byte) int {
	n := 0
	for n < len(line) && n < 12 && (line[n] == '>' || line[n] == '|') {
		n++
		if n < len(line) && line[n] == ' ' {
			n++
		}
	}
	if n > 0 {
		return n
	}
	return containerPrefix(line)
}
