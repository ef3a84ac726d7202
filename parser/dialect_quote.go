package parser

import "bytes"

// quoting is how a client writes down what went over the wire.
type quoting uint8

const (
	quoteNone   quoting = iota // as it was
	quoteString                // a string of its programming language, in ' or "
	quoteHTML                  // < and > as entities, a <br> at the end
	quoteTail                  // as it was, and a quotation mark
	quoteCRLF                  // line ends as <CRLF> or <EOL>
)

// unquote gives the bytes behind text. The result is borrowed from text where
// nothing had to be changed, else it is in memory of b.
func (q quoting) unquote(b *Batch, text []byte) []byte {
	switch q {
	case quoteString:
		s, _ := unquoteString(b, text)
		return s
	case quoteHTML:
		return unquoteHTML(b, text)
	case quoteTail:
		if n := len(text); n > 0 && text[n-1] == '\'' {
			return text[:n-1]
		}
	case quoteCRLF:
		return unquoteCRLF(b, text)
	}
	return text
}

// firstLine gives the first of the lines behind text, without changing any
// byte.
func (q quoting) firstLine(text []byte) []byte {
	switch q {
	case quoteTail:
		return q.unquote(nil, text)
	case quoteCRLF:
		for _, end := range [...]string{"<CRLF>", "<EOL>"} {
			if i := index(text, end); i >= 0 {
				return text[:i]
			}
		}
	}
	return text
}

// unquoteString reads the literal that text begins with, as Python, Ruby and
// their like print one, with or without a b or u before it; rest is what
// follows it. A literal that breaks off ends with the text; a text that is no
// literal comes back as it is.
func unquoteString(b *Batch, text []byte) (s, rest []byte) {
	if len(text) > 1 && (text[0] == 'b' || text[0] == 'u') && (text[1] == '\'' || text[1] == '"') {
		text = text[1:]
	}
	if len(text) == 0 || text[0] != '\'' && text[0] != '"' {
		return text, nil
	}
	quote := text[0]
	text = text[1:]
	end := literalEnd(text, quote)
	s = text[:end]
	if end < len(text) {
		rest = text[end+1:]
	}
	if i := bytes.IndexByte(s, '\\'); i < 0 || hasSuffix(s, `\r\n`) && i == len(s)-4 {
		if i >= 0 {
			s = s[:i]
		}
		return s, rest
	}
	return unescapeLiteral(b, s), rest
}

// literalEnd gives the index of the quote that ends a literal, or the length
// of text when there is none.
func literalEnd(text []byte, quote byte) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i
		}
	}
	return len(text)
}

// unescapeLiteral undoes the backslashes of a literal, in memory of b.
func unescapeLiteral(b *Batch, s []byte) []byte {
	n := len(b.arena)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '\\' || i+1 == len(s) {
			b.arena = append(b.arena, c)
			continue
		}
		i++
		switch c = s[i]; c {
		case 'r':
			c = '\r'
		case 'n':
			c = '\n'
		case 't':
			c = '\t'
		case 'e':
			c = 0x1b
		case 'x':
			v, digits := hexValue(s[i+1:], 2)
			if digits > 0 {
				c = byte(v)
				i += digits
			}
		}
		b.arena = append(b.arena, c)
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// hexValue reads up to max hexadecimal digits.
func hexValue(p []byte, max int) (v, digits int) {
	for digits < len(p) && digits < max && isHex(p[digits]) {
		c := p[digits]
		if isDigit(c) {
			v = v<<4 | int(c-'0')
		} else {
			v = v<<4 | int((c|0x20)-'a'+10)
		}
		digits++
	}
	return v, digits
}

// entities are those that what goes over the wire can need in HTML.
var entities = [...]struct {
	name string
	is   byte
}{{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&#039;", '\''}, {"&#39;", '\''}, {"&nbsp;", ' '}}

// unquoteHTML takes the entities out of text, and the <br> off its end, or the
// line end that a web server's log shows as "\r\n".
func unquoteHTML(b *Batch, text []byte) []byte {
	for len(text) > 1 && text[len(text)-2] == '\\' && (text[len(text)-1] == 'n' || text[len(text)-1] == 'r') {
		text = text[:len(text)-2]
	}
	for _, br := range [...]string{"<br>", "<br/>", "<br />"} {
		if hasSuffix(text, br) {
			text = text[:len(text)-len(br)]
		}
	}
	if bytes.IndexByte(text, '&') < 0 {
		return text
	}
	n := len(b.arena)
next:
	for i := 0; i < len(text); {
		if text[i] == '&' {
			for _, e := range &entities {
				if hasPrefix(text[i:], e.name) {
					b.arena = append(b.arena, e.is)
					i += len(e.name)
					continue next
				}
			}
		}
		b.arena = append(b.arena, text[i])
		i++
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// unquoteCRLF gives text with line ends for the words that stand for them,
// the last one left away.
func unquoteCRLF(b *Batch, text []byte) []byte {
	n := len(b.arena)
	for i := 0; i < len(text); i++ {
		word := 0
		switch {
		case text[i] != '<':
		case hasPrefix(text[i:], "<CRLF>"):
			word = len("<CRLF>")
		case hasPrefix(text[i:], "<EOL>"):
			word = len("<EOL>")
		}
		if word == 0 {
			b.arena = append(b.arena, text[i])
			continue
		}
		i += word - 1
		if i+1 < len(text) {
			b.arena = append(b.arena, '\r', '\n')
		}
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}
