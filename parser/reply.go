package parser

import "bytes"

// MaxReplyLines is the number of lines of one reply that are kept. A server
// that goes on is cut off there; the rest is read and forgotten.
const MaxReplyLines = 1024

// Reply is what a server answers: a code and one or more lines of text
// (RFC 5321 §4.2).
type Reply struct {
	// Code is the three-digit reply code; 0 where the log does not tell it.
	Code int
	// Enhanced is the enhanced status code (RFC 2034 §4) of the first line
	// that has one; nil for none. Borrowed.
	Enhanced []byte
	// Text holds one slice a reply line, codes taken off. Borrowed.
	Text [][]byte
}

// replyLine is one line of a reply as it stands on the wire.
type replyLine struct {
	code     int
	more     bool // a hyphen follows the code: other lines follow
	enhanced []byte
	text     []byte // without the codes
	whole    []byte // after the basic code and its separator
}

// parseReplyLine reads one line that a server sent. ok is false when the line
// does not begin with three digits that are followed by a blank, a hyphen or
// the end of the line (RFC 5321 §4.2: Reply-line).
func parseReplyLine(line []byte) (r replyLine, ok bool) {
	line = trimEOL(line)
	if len(line) < 3 || !isDigit(line[0]) || !isDigit(line[1]) || !isDigit(line[2]) {
		return r, false
	}
	r.code = int(line[0]-'0')*100 + int(line[1]-'0')*10 + int(line[2]-'0')
	if r.code < 100 {
		return r, false
	}
	if len(line) == 3 {
		return r, true
	}
	switch line[3] {
	case '-':
		r.more = true
	case ' ':
	case '\t':
		// QUIRK: a few home-made servers put a tab there.
	default:
		return r, false
	}
	r.whole = line[4:]
	r.enhanced, r.text = splitEnhanced(r.whole)
	if r.enhanced != nil && int(r.enhanced[0]-'0') > 5 {
		r.enhanced, r.text = nil, r.whole
	}
	return r, true
}

// scanEnhanced gives the length of the enhanced status code that b begins
// with (RFC 3463 §2: class "." subject "." detail, class 2, 4 or 5, subject and
// detail of one to three digits), 0 for none.
func scanEnhanced(b []byte) int {
	if len(b) < 5 || (b[0] != '5' && b[0] != '4' && b[0] != '2') || b[1] != '.' {
		return 0
	}
	_, n := atoi(b[2:], 3)
	i := 2 + n
	if n == 0 || i >= len(b) || b[i] != '.' {
		return 0
	}
	_, n = atoi(b[i+1:], 3)
	if n == 0 {
		return 0
	}
	i += 1 + n
	if i < len(b) && (isAlnum(b[i]) || b[i] == '.' && i+1 < len(b) && isDigit(b[i+1])) {
		return 0 // 4.2.2.1 is an address, 5.7.1x a word
	}
	return i
}

// splitEnhanced takes the enhanced status code off the beginning of a reply's
// text. A code counts only when the text ends there or a blank follows it
// (RFC 2034 §4).
//
// QUIRK: "550 5.1.1: text" and "550 5.1.1, text" are written by some servers;
// the mark goes with the code.
func splitEnhanced(b []byte) (enhanced, text []byte) {
	s := b
	if len(s) > 0 && s[0] == ' ' {
		s = trimLeft(s)
	}
	n := scanEnhanced(s)
	if n == 0 {
		return nil, b
	}
	rest := s[n:]
	if len(rest) == 0 {
		return s[:n], rest
	}
	switch rest[0] {
	case ' ', '\t':
		return s[:n], rest[1:]
	case ':', ',', ';':
		if len(rest) == 1 || rest[1] == ' ' {
			return s[:n], trimLeft(rest[1:])
		}
	}
	return nil, b
}

// hashEnhanced finds an enhanced status code that stands in the text behind a
// number sign, "(#5.1.1)" or "#5.1.0 Address rejected"; nil for none.
//
// QUIRK: qmail and its descendants, and IronPort, put it there. It is no part
// of the protocol (RFC 2034 §4), so it stays in the text.
func hashEnhanced(text []byte) []byte {
	for at := 0; ; at++ {
		i := bytes.IndexByte(text[at:], '#')
		if i < 0 {
			return nil
		}
		at += i
		if at > 0 && text[at-1] != '(' && text[at-1] != ' ' {
			continue
		}
		if n := scanEnhanced(text[at+1:]); n > 0 {
			return text[at+1 : at+1+n]
		}
	}
}

// startsReply tells whether b begins with a reply code of RFC 5321 §4.2.1
// (first digit 2 to 5, second 0 to 5... the second is not held against a
// server) that is followed by a blank, a hyphen, or the end.
func startsReply(b []byte) bool {
	if len(b) < 3 || b[0] < '2' || b[0] > '5' || !isDigit(b[1]) || !isDigit(b[2]) {
		return false
	}
	return len(b) == 3 || b[3] == ' ' || b[3] == '-'
}

// replyBuilder puts the lines of a reply together.
type replyBuilder struct {
	lines *[][]byte // where the text slices are kept; appended to
	start int
	r     Reply
}

func (rb *replyBuilder) add(l *replyLine) {
	text := l.text
	if l.enhanced != nil {
		if rb.r.Enhanced == nil {
			rb.r.Enhanced = l.enhanced
		} else if string(rb.r.Enhanced) != string(l.enhanced) {
			// A second enhanced code says something of its own: it stays.
			text = l.whole
		}
	} else if rb.r.Enhanced == nil {
		rb.r.Enhanced = hashEnhanced(text)
	}
	if len(*rb.lines)-rb.start < MaxReplyLines {
		*rb.lines = append(*rb.lines, text)
	}
}

func (rb *replyBuilder) finish() Reply {
	rb.r.Text = (*rb.lines)[rb.start:len(*rb.lines):len(*rb.lines)]
	return rb.r
}

// parseFlat reads a reply that stands on one line, its own line breaks turned
// into blanks, as Postfix logs them: "550-5.1.1 a 550-5.1.1 b 550 5.1.1 c".
// The text slices are appended to *lines. ok is false when b does not begin
// with a reply.
func parseFlat(b []byte, lines *[][]byte) (r Reply, ok bool) {
	first, ok := parseReplyLine(b)
	if !ok {
		return Reply{}, false
	}
	rb := replyBuilder{lines: lines, start: len(*lines)}
	rb.r.Code = first.code
	if !first.more {
		rb.add(&first)
		return rb.finish(), true
	}
	code := b[:3]
	for {
		i := nextFlat(b, code)
		if i < 0 {
			l, _ := parseReplyLine(b)
			rb.add(&l)
			break
		}
		l, _ := parseReplyLine(b[:i])
		rb.add(&l)
		b = b[i+1:]
		if len(b) == 3 || b[3] == ' ' {
			l, _ = parseReplyLine(b)
			rb.add(&l)
			break
		}
	}
	return rb.finish(), true
}

// nextFlat gives the index of the blank before the next line of a flattened
// reply: the same code, and a hyphen or a blank or the end; -1 for none.
func nextFlat(b, code []byte) int {
	for i := 4; ; {
		j := indexCode(b[i:], code)
		if j < 0 {
			return -1
		}
		i += j
		end := i + 4
		if end == len(b) || b[end] == '-' || b[end] == ' ' {
			return i
		}
		i++
	}
}

// indexCode finds a blank that is followed by code.
func indexCode(b, code []byte) int {
	for at := 0; ; at++ {
		i := bytes.Index(b[at:], code)
		if i < 0 {
			return -1
		}
		if at += i; at > 0 && b[at-1] == ' ' {
			return at - 1
		}
	}
}
