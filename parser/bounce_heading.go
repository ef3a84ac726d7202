package parser

import "bytes"

// heading tells whether a line names the recipient that the lines behind it
// are about; rest is what else stands on it. The forms:
//
//	<ann@example.com>: host mx… said: …        Postfix, Yahoo; qmail alone on its line
//	<ann@example.com> (expanded from <all@…>)  Postfix
//	<ann@example.com>                          Sendmail, Courier
//	  ann@example.com                          Exim, Gmail, Domino, Exchange
//	ann@example.com: 550 …                     OpenSMTPD
//	Failed to deliver to 'ann@example.com'     CommuniGate, and others in words
func heading(l mailLine, after []mailLine) (address, rest []byte, ok bool) {
	t := trimSpace(l.text)
	if len(t) < 3 {
		return nil, nil, false
	}
	if t[0] == '<' && hasPrefix(trimLeft(l.text), "<") && len(l.text)-len(trimLeft(l.text)) <= 12 {
		a := bracketed(t)
		if len(a) < 2 || string(a) == "<>" || len(a) > 320 || bytes.IndexByte(a, ' ') >= 0 && bytes.IndexByte(a, '"') < 0 || hasPrefix(a, "http") || bytes.IndexByte(a, '#') > 0 && bytes.IndexByte(a, '@') < 0 {
			return nil, nil, false
		}
		rest = t[len(a)+2:]
		switch {
		case len(rest) == 0:
			return a, nil, true
		case rest[0] == ':':
			return a, rest[1:], true
		case rest[0] == ';' || hasPrefix(rest, " (") || hasPrefix(rest, "  "):
			return a, trimLeft(rest), true
		}
		return nil, nil, false
	}
	w, more := word(t)
	if i := index(w, "<mailto:"); i > 0 {
		w = w[:i]
	}
	if len(more) == 0 {
		a := bareAddress(w)
		if a != nil {
			return a, nil, true
		}
		indent := len(l.text) - len(trimLeft(l.text))
		if indent == 2 && len(after) > 0 && localPart(w) && hasPrefix(after[0].text, "    ") {
			// QUIRK: Exim writes a local address without its domain.
			return w, nil, true
		}
		return nil, nil, false
	}
	if w[len(w)-1] == ':' {
		if a := bareAddress(w[:len(w)-1]); a != nil {
			return a, more, true
		}
	}
	if a := bareAddress(w); a != nil && (more[0] == '(' || more[0] == '<' || hasPrefix(more, "on ") && onDate(more[3:]) || index(more, zohoCode) >= 0) {
		if i := index(more, zohoCode); i >= 0 {
			return a, more, true
		}
		// "ann@example.com (Ann)", "ann@example.com <mailto:ann@example.com>",
		// "ann@example.com on 11/22/2026 5:45 AM"
		return a, nil, true
	}
	if a := inWords(t); a != nil {
		return a, t, true
	}
	return nil, nil, false
}

// onDate tells whether a date stands at the beginning of b: "11/22/2026",
// "Sun, 22 Nov 2026".
func onDate(b []byte) bool {
	return len(b) > 0 && isDigit(b[0]) || len(b) > 5 && b[3] == ',' && b[4] == ' ' && isDigit(b[5])
}

// bareAddress gives the address that a word is, quotes and a colon taken off.
func bareAddress(w []byte) []byte {
	if len(w) > 4 && w[len(w)-1] == ':' {
		w = w[:len(w)-1]
	}
	w = bytes.Trim(w, "'\"()[],;`")
	if index(w, "*@") < 0 { // else somebody hid the local part
		w = bytes.Trim(w, "'\"()[],;`*")
	}
	w = bytes.TrimPrefix(bytes.TrimPrefix(w, []byte("mailto:")), []byte("SMTP:"))
	if len(w) > 2 && w[0] == '<' && w[len(w)-1] == '>' {
		w = w[1 : len(w)-1]
	}
	at := bytes.LastIndexByte(w, '@')
	if at < 1 || at > 256 || at == len(w)-1 || len(w) > 320 {
		return nil
	}
	for _, c := range w[:at] {
		if c <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '(' || c == ')' || c == ':' {
			return nil
		}
	}
	for _, c := range w[at+1:] {
		if !isAlnum(c) && c != '.' && c != '-' && c != '_' && c != '[' && c != ']' && c != ':' && c < 0x80 {
			return nil
		}
	}
	if w[len(w)-1] == '.' {
		w = w[:len(w)-1]
	}
	return w
}

// localPart tells whether a word can be a local part.
func localPart(w []byte) bool {
	for _, c := range w {
		if !isAlnum(c) && c != '.' && c != '-' && c != '_' && c != '+' && c != '=' {
			return false
		}
	}
	return len(w) > 0 && len(w) <= 64
}

// namingWords come before the recipient in a sentence; the address must stand
// close behind them.
var namingWords = [...]string{
	"Failed to deliver to ", "failed to deliver to ", "Recipient address: ", "Recipient: ", "Unknown user: ", "message to ", "Message to ", "delivered to ", "Delivery to ", "deliver to ",
	"mail to ", "for delivery to ", "Delivery failed for ", "to recipient ", "Unable to deliver to ", "Unable to deliver message to: ", "could not send to ", "Could not deliver to ", "User mailbox exceeds allowed size: ", "Delivery of the message to ",
	"ADDRESS(ES) FAILED: ", "Failed Recipient: ", "Failed recipient: ", "Address: ", "Undeliverable to ", "Invalid final delivery userid: ",
}

var namingTexts = newTextSet(namingWords[:]...)

// inWords finds the recipient that a sentence names.
func inWords(t []byte) []byte {
	if len(t) > 400 || bytes.IndexByte(t, '@') < 0 || !namingTexts.in(t) || failureCode(t) || replyAt(t, 0) >= 0 {
		return nil
	}
	for _, n := range namingWords {
		i := index(t, n)
		if i < 0 {
			continue
		}
		w, _ := word(trimLeft(t[i+len(n):]))
		if a := bareAddress(bytes.TrimRight(w, ".,;:'\")>")); a != nil {
			return a
		}
		if len(w) > 2 && w[0] == '<' {
			if a := bracketed(w); a != nil && bytes.IndexByte(a, '@') > 0 {
				return a
			}
		}
	}
	return nil
}
