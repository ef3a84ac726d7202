package parser

import "bytes"

// eximPrinting undoes what Exim does to a text before it logs it: bytes that
// do not print are written as C has them, a line's end as "\n", others as
// three octal digits. Without any backslash the text is given back as it is.
func eximPrinting(b *Batch, s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	n := len(b.arena)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '\\' || i+1 == len(s) {
			b.arena = append(b.arena, c)
			continue
		}
		switch d := s[i+1]; {
		case d == 'n':
			c = '\n'
			i++
		case d == 'r':
			c = '\r'
			i++
		case d == 't':
			c = '\t'
			i++
		case d == '\\':
			i++
		case d <= '3' && d >= '0' && i+3 < len(s) && s[i+2]-'0' <= 7 && s[i+3]-'0' <= 7:
			c = (d-'0')<<6 | (s[i+2]-'0')<<3 | (s[i+3] - '0')
			i += 3
		}
		b.arena = append(b.arena, c)
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// eximUnquote takes the quotes off a confirmation, and the backslashes that
// protect quotes and backslashes in it. A quote that is not closed was cut.
func eximUnquote(b *Batch, s []byte) []byte {
	if len(s) > 0 && s[0] == '"' {
		s = s[1:]
		if len(s) > 0 && s[len(s)-1] == '"' {
			s = s[:len(s)-1]
		}
	}
	if bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	n := len(b.arena)
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
			i++
		}
		b.arena = append(b.arena, s[i])
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// eximReply reads a reply as Exim logs it: its lines on one, "\n" between
// them. A line without the code is text of the reply all the same: Exim logs
// what it has read.
func eximReply(b *Batch, s []byte) (Reply, bool) {
	s = eximPrinting(b, s)
	if bytes.IndexByte(s, '\n') < 0 {
		if i := index(s, " -> "); i < 0 || len(s) < i+7 || string(s[i+4:i+7]) != string(s[:3]) {
			return parseFlat(s, &b.text)
		}
	}
	first, ok := parseReplyLine(s)
	if !ok {
		return Reply{}, false
	}
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	rb.r.Code = first.code
	code := s[:3]
	for len(s) > 0 {
		line := s
		if i := bytes.IndexByte(s, '\n'); i >= 0 {
			line, s = s[:i], s[i+1:]
		} else if i := index(s, " -> "); i > 0 && len(s) >= i+7 && string(s[i+4:i+7]) == string(code) {
			line, s = s[:i], s[i+4:]
		} else {
			s = nil
		}
		line = trimEOL(line)
		l, ok := parseReplyLine(line)
		if !ok || l.code != first.code {
			l = replyLine{text: line}
		}
		rb.add(&l)
	}
	return rb.finish(), true
}

// beginsReply tells whether s begins with three digits that a blank, a hyphen
// or the end follows.
//
// QUIRK: Exim takes any first digit for a code, and logs "850 nonsense" as a
// reply.
func beginsReply(s []byte) bool {
	if len(s) < 3 || s[0] == '0' || !isDigit(s[0]) || !isDigit(s[1]) || !isDigit(s[2]) {
		return false
	}
	return len(s) == 3 || s[3] == ' ' || s[3] == '-' || s[3] == '\\'
}
