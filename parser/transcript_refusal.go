package parser

import (
	"bytes"
	"strings"
)

// refusal is a reply that stands in the midst of a line.
type refusal struct {
	by    *saying // what stands before it; nil for none that is known
	quote byte    // the quotation mark that it stands in; 0 for none
}

// refusalAt tells whether the number at i, which no letter or digit is next
// to, is the code of a reply that is told.
func refusalAt(p []byte, i int) (r refusal, ok bool) {
	colon := i+5 < len(p) && p[i+3] == ':' && p[i+4] == ' '
	if i+3 < len(p) && p[i+3] != ' ' && p[i+3] != '-' && !hasPrefix(p[i+3:], `\n`) && !colon {
		return r, false
	}
	before, quote, marked := opening(p[:i])
	if !marked || hasAnySuffix(before, bounceSayings[:]) || withinSubject(p[:i]) {
		return r, false // what people write about is no reply
	}
	if quote != 0 && quote != '(' && inSentence(p, i, before, quote) {
		return r, false
	}
	r = refusal{sayingBefore(before, false), quote}
	if colon {
		// "535: 5.7.3 no"
		if r.by != nil && r.by.joint {
			return r, true
		}
		return r, p[i+5] == p[i] && scanEnhanced(p[i+5:]) > 0 && complains(p[:i])
	}
	if r.by != nil && r.by.evident && (quote == 0 || replyShape(p[i:]) != shapeClear && !severalLines(p[i:])) {
		r.by = nil
	}
	switch {
	case r.by != nil && r.by.quoted:
		code, _ := atoi(p[i:], 3)
		return r, quote != 0 && (replyShape(p[i:]) == shapeClear || !httpStatus(code) || index(p, "SMTP") >= 0 || strings.HasSuffix(r.by.text, "_failure"))
	case r.by != nil:
	case replyShape(p[i:]) == shapeClear:
		_, text := splitEnhanced(p[i+4:])
		return r, len(bytes.Trim(text, "\"' ")) > 0 && (complains(p[:i]) || quote != 0 && len(before) == 0) // a line that is a quotation
	default:
		return r, quote == 0 && addressed(before) && complains(p[:i])
	}
	return r, true
}

// withinSubject tells whether the subject of a mail begins in what stands before
// a reply: behind a label, be it a header's, a list's or a member's.
func withinSubject(before []byte) bool {
	for {
		i := index(before, "ubject")
		if i < 0 {
			return false
		}
		before = before[i+len("ubject"):]
		if mark := bytes.TrimLeft(before, ` \'"`); len(mark) > 0 && (mark[0] == ':' || mark[0] == '=') {
			return true
		}
	}
}

// severalLines tells whether text begins with a reply of several lines, whose
// line ends are escaped.
func severalLines(text []byte) bool {
	at, n := nextBreak(text)
	return at > 3 && text[3] == '-' && hasPrefix(text[at+n:], string(text[:3]))
}

// tellsRefusal tells whether midst would find a reply in what a program that
// is none of mail's wrote into a log.
func tellsRefusal(msg []byte) bool {
	if index(msg, "mail") < 0 && index(msg, "mtp") < 0 && index(msg, "SMTP") < 0 {
		return false // "mtp" is of .NET's Smtp as well
	}
	tried := 0
	for i := midstCode(msg, 0); i >= 0 && tried < maxMidst; i = midstCode(msg, i+1) {
		if msg[i+1] == '.' {
			if dotnetSays(msg[:i]) && scanEnhanced(msg[i:]) > 0 {
				return true
			}
			continue
		}
		tried++
		if tellsRefusalAt(msg, i) {
			return true
		}
	}
	return false
}

// tellsRefusalAt tells whether the number at i is the code of a refusal, in any
// of the forms that programs give one.
func tellsRefusalAt(msg []byte, i int) bool {
	if i > 0 && i+3 < len(msg) {
		switch {
		case msg[i-1] == '(' && msg[i+3] == ',':
			bytesOf, ok := tupleAt(msg, i-1)
			return ok && (bytesOf || scanEnhanced(msg[i+6:]) > 0)
		case msg[i-1] == '(' && msg[i+3] == ')':
			return sayingOfCode(msg, i) != nil
		case msg[i+3] == ')' && hasSuffix(msg[:i], codedMark):
			s, _ := codedStepOf(msg[:i])
			return s != nil
		}
	}
	if hasSuffix(msg[:i], detailCode) {
		return lastIndex(msg[:i], detailText) >= 0
	}
	_, ok := refusalAt(msg, i)
	return ok
}

// bounceSayings are what MTAs say before a reply in mails, to a recipient that
// stands on another line: outside of a mail they are not believed.
var bounceSayings = [...]string{"] said", "(reason", "host said"}

func hasAnySuffix(b []byte, list []string) bool {
	for _, s := range list {
		if hasSuffix(b, s) {
			return true
		}
	}
	return false
}

// addressed tells whether text ends in the address of a mailbox.
func addressed(text []byte) bool {
	n := len(text)
	at := 0
	for n > 0 && text[n-1] != ' ' && text[n-1] != '"' {
		n--
		if text[n] == '@' {
			at = n
		}
	}
	return at > n && at+3 < len(text) && bytes.IndexByte(text[at:], '.') > 0
}

// complains tells whether text is of something that did not go through.
func complains(text []byte) bool {
	for _, w := range [...]string{"ailed", "ailure", "rror", "ould not ", "annot ", "ejected", "efused", "xception", "aused by", "Cause", "eturned", "esponse", "essage", "smtp", "SMTP", "Smtp"} {
		if index(text, w) >= 0 {
			return true
		}
	}
	return false
}

// httpStatus tells whether a reply code is a status of HTTP as well, which
// clients of HTTP show in the same way.
func httpStatus(code int) bool { return code < 432 || code >= 500 && code <= 511 || code == 451 }
