package parser

import "bytes"

// opening takes off the end of what stands before a reply the quotation mark
// that it is in, and the mark before: a colon, a dash, an equals sign. marked
// is false where neither is there.
func opening(p []byte) (before []byte, quote byte, marked bool) {
	if n := len(p); n > 0 {
		switch c := p[n-1]; c {
		case '\'', '"', '`', '(':
			quote, p, marked = c, p[:n-1], true
			if n > 1 && p[n-2] == '\\' {
				p = p[:n-2]
			}
		}
	}
	for len(p) > 0 && p[len(p)-1] == ' ' {
		p = p[:len(p)-1]
	}
	if quote == 0 && hasSuffix(p, "``") {
		quote, p, marked = '`', trimSpace(p[:len(p)-2]), true // Markdown's code with blanks in it
	}
	if hasSuffix(p, ":**") {
		p = p[:len(p)-2]
	}
	if quote == '(' {
		return p, quote, marked
	}
	if quote == '"' {
		p = ofErlang(p)
	}
	if n := len(p); n > 0 {
		switch c := p[n-1]; {
		case c == ':' || c == '=':
			p, marked = p[:n-1], true
		case c == ')':
			marked = marked || index(p, " response (") > 0 // to whom
		case hasSuffix(p, " --"):
			p, marked = trimSpace(p[:n-2]), true
		case hasSuffix(p, " -"):
			p, marked = trimSpace(p[:n-1]), true
		}
	}
	return p, quote, marked
}

// ofErlang takes off what gen_smtp, and Elixir's libraries that use it, have
// between the kind of a failure and the reply: the host, and the marks of a
// binary.
func ofErlang(p []byte) []byte {
	if hasSuffix(p, "<<") {
		p = trimSpace(p[:len(p)-2])
	}
	if !hasSuffix(p, ",") {
		return p
	}
	p = p[:len(p)-1]
	if i := bytes.LastIndexByte(p, ','); i > 0 && len(p)-i < 80 && hasSuffix(p[:i], "_failure") {
		p = p[:i]
	}
	return p
}

// closing gives what stands from a place on, of a reply whose code stands at i,
// up to the end of what it is quoted by, or what the whole message is, or of the
// line.
func closing(p []byte, i, from int, quote byte) []byte {
	code, text := p[i:i+3], p[from:]
	escaped := quote != 0 && i > 1 && p[i-2] == '\\'
	if quote == 0 {
		quote, escaped = within(p[:i])
	}
	switch quote {
	case '(':
		depth := 1
		for j, c := range text {
			if c == '(' {
				depth++
			} else if c == ')' {
				if depth--; depth == 0 {
					text = text[:j]
					break
				}
			}
		}
	case '\'', '"', '`':
		for j, c := range text {
			if c != quote || (j > 0 && text[j-1] == '\\') != escaped || j+1 < len(text) && isAlnum(text[j+1]) {
				continue
			}
			if escaped {
				j--
			}
			text = text[:j]
			break
		}
	}
	for at := 0; ; {
		j, n := nextBreak(text[at:])
		if j < 0 {
			break
		}
		if rest := text[at+j+n:]; !isReplyish(rest) || string(rest[:3]) != string(code) {
			text = text[:at+j] // a stack follows
			break
		}
		at += j + n
	}
	for _, tail := range [...]string{" at SMTPConnection.", ", referer: http", "</", "<br"} {
		if j := index(text, tail); j > 0 {
			text = text[:j]
		}
	}
	if n := len(text) - 1; n > 0 && text[n] == ']' && bytes.IndexByte(text, '[') < 0 && opensError(p[:i]) {
		text = text[:n]
	}
	if j := index(text, " in /"); j > 0 && index(text[j:], ".php") > 0 {
		text = text[:j]
	}
	return trimSpace(text)
}

// opensError tells whether p opens a bracket with the name of an error in it, as
// Node prints one: "{ [AuthError: Invalid login - ".
func opensError(p []byte) bool {
	i := bytes.LastIndexByte(p, '[')
	if i < 0 || bytes.IndexByte(p[i:], ']') >= 0 {
		return false
	}
	n := i + 1
	for n < len(p) && isAlnum(p[n]) {
		n++
	}
	return n < len(p) && p[n] == ':' && hasSuffix(p[i+1:n], "Error")
}

// within tells in what quotation mark the end of p stands, 0 for none.
func within(p []byte) (quote byte, escaped bool) {
	for i, c := range p {
		switch {
		case c != '"' && c != '`':
		case quote == 0:
			quote, escaped = c, i > 0 && p[i-1] == '\\'
		case c == quote && (p[i-1] == '\\') == escaped:
			quote = 0
		}
	}
	return quote, escaped
}
