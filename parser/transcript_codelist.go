package parser

import "bytes"

// People write lists of reply codes, with what each means: "220 – service ready".
// Line by line they look like what a server says, and no client is to be seen.

// codeList tells how far the replies that are held look like such a list.
type codeList struct {
	first, last int  // codes
	falls       bool // a code was not greater than the one before
	defined     int  // replies behind whose code a dash stands
	named       bool // a greeting had what can be the name of a host
}

// see adds a line of a reply.
func (l *codeList) see(code int, text []byte, greeting bool) {
	if l.first == 0 {
		l.first = code
	} else if code <= l.last {
		l.falls = true
	}
	l.last = code
	if defines(text) {
		l.defined++
	}
	l.named = l.named || greeting && namesHost(text)
}

// is tells whether what is held is a list of codes: a server's are told by the
// dialogue that they answer, and do not rise.
func (l *codeList) is(h *held) bool {
	if h.commands > 0 || h.d != nil || h.noted != nil {
		return false
	}
	switch {
	case l.defined*2 > h.replies:
		return true
	case l.falls:
		return false
	case bulleted(h.prefix):
		return h.greeting == shapeNone || !l.named
	}
	return h.greeting != shapeNone && (l.first < 220 || !l.named && h.clear == 0)
}

// defines tells whether a dash stands behind the code of text, or behind its
// enhanced code, as before the explanation of one.
func defines(text []byte) bool {
	if len(text) < 6 || text[3] != ' ' {
		return false
	}
	_, text = splitEnhanced(text[4:])
	text = trimLeft(text)
	return hasPrefix(text, "– ") || hasPrefix(text, "— ") || hasPrefix(text, "- ")
}

// namesHost tells whether what a greeting begins with can be the name of a host
// (RFC 5321 §4.2: Greeting), and is no placeholder or word of an explanation.
func namesHost(text []byte) bool {
	if defines(text) {
		_, text = word(text[4:])
	} else {
		text = text[4:]
	}
	w, _ := word(trimLeft(text))
	return len(w) > 0 && w[0] != '<' && !bytes.Contains(w, []byte("SMTP")) && !bytes.Contains(w, []byte("LMTP")) && !equalFold(w, "SERVICE") && !equalFold(w, "DOMAIN")
}

// bulleted tells whether p is what marks the items of a list.
func bulleted(p prefix) bool { return string(trimSpace(p)) == "-" }
