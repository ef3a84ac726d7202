package parser

import (
	"bytes"
	"strings"
)

// glanceMark is of the marks but the colon that can stand before a reply.
var glanceMark = glanceAt("'\"`(=-")

// midst takes a line of no conversation in whose midst a program tells what a
// server refused: an exception with other words before it, the message of a
// logger, a tuple of Python. What tells it from a number is what stands right
// before it, or its enhanced code.
func (t *transcript) midst(b *Batch, e *Event) bool {
	p := e.text
	if t.lacking().not(glanceDigit) || len(p) < 8 || t.mail || t.lacking()&glanceMark == glanceMark && t.lacking().not(glanceBits[':']) || remark(p) {
		return false
	}
	tried := 0
	for i := midstCode(p, 0); i >= 0 && tried < maxMidst; i = midstCode(p, i+1) {
		if p[i+1] == '.' {
			if t.dotnet(b, e, p, i) {
				return true
			}
			continue
		}
		tried++
		if t.midstAt(b, e, p, i) {
			return true
		}
	}
	return false
}

// maxMidst is how many numbers of a line may be the code of a refusal: what
// stands before each is read over, and a line may be all numbers.
const maxMidst = 256

// midstCode gives the place, from i on, of a number that may be the code of a
// refusal or an enhanced code; -1 for none.
func midstCode(p []byte, i int) int {
	for ; i+2 < len(p); i++ {
		if c := p[i]; c != '4' && c != '5' || i > 0 && (isAlnum(p[i-1]) || p[i-1] == '.') {
			continue
		}
		if p[i+1] == '.' || isReplyish(p[i:]) && p[i+1] <= '7' && (i+3 == len(p) || !isAlnum(p[i+3])) {
			return i
		}
	}
	return -1
}

// remark tells whether line is a remark in brackets: so a queue listing and
// a bounce tell why they could not deliver, to a recipient on another line.
func remark(line []byte) bool {
	line = trimLeft(line)
	if len(line) < 2 || line[0] != '(' || !isAlpha(line[1]) {
		return false
	}
	// What a program and its process are named by ends within a word: "(node:4711) ".
	n := 1
	for n < len(line) && isAlpha(line[n]) {
		n++
	}
	if n == len(line) || line[n] != ':' {
		return true
	}
	_, digits := atoi(line[n+1:], 10)
	return digits == 0 || !hasPrefix(line[n+1+digits:], ") ")
}

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

// midstAt takes a line that may tell a reply whose code stands at i.
func (t *transcript) midstAt(b *Batch, e *Event, p []byte, i int) bool {
	if i > 0 && p[i-1] == '(' && i+3 < len(p) {
		switch p[i+3] {
		case ',':
			return t.midstTuple(b, e, p, i-1)
		case ')':
			return t.midstCoded(b, e, p, i)
		}
	}
	if hasSuffix(p[:i], detailCode) {
		return t.midstDetail(b, e, p, i)
	}
	if t.goesOnBelow(e, p, i) {
		return false
	}
	at, ok := refusalAt(p, i)
	if !ok {
		return false
	}
	if t.c.listed && t.c.open.active {
		t.endListed(b) // it may be the reply that is told again
	}
	if i+3 < len(p) && p[i+3] == '-' {
		t.part = partAt{e.Line, [3]byte(p[i : i+3])}
	}
	if p[min(i+3, len(p)-1)] == ':' {
		t.retellApart(b, e, p[i:i+3], closing(p, i, i+5, at.quote), at.by)
		return true
	}
	if rest := p[i+3:]; at.by != nil && (len(rest) == 0 || rest[0] == '\\') {
		if len(rest) == 0 && at.by.apart {
			t.codeAlone(b, e, at.by)
			return true
		}
		_, n := nextBreak(rest)
		t.retellApart(b, e, p[i:i+3], closing(p, i, i+3+n, at.quote), at.by)
		return true
	}
	r, ok := parseEscaped(unquoteHTML(b, closing(p, i, i, at.quote)), &b.text)
	if !ok {
		return false
	}
	t.retellAs(e, &r, at.by)
	return true
}

// partAt is a line that tells the beginning of a reply of several lines.
type partAt struct {
	line int64
	code [3]byte
}

// goesOnBelow tells whether the code at i is of a further line of a reply that
// is told over several: Node breaks long strings at their line ends.
func (t *transcript) goesOnBelow(e *Event, p []byte, i int) bool {
	if t.part.line == 0 || e.Line != t.part.line+1 || string(p[i:i+3]) != string(t.part.code[:]) {
		return false
	}
	if i+3 < len(p) && p[i+3] == '-' {
		t.part.line = e.Line
	}
	return true
}

// retellApart makes e a reply whose text does not stand right behind its code.
func (t *transcript) retellApart(b *Batch, e *Event, code, text []byte, s *saying) {
	n, _ := atoi(code, 3)
	r := codedReply(b, n, trimSpace(text))
	t.retellAs(e, &r, s)
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

// retellAs makes e a reply that was told behind s, nil for none that is known.
func (t *transcript) retellAs(e *Event, r *Reply, s *saying) {
	f := errorFormat
	if s != nil {
		if e.Phase = s.phase; s.format != nil {
			f = s.format
		}
		if s.format == rubyFormat && s.text == rubyAuth && r.Code/10 != 53 {
			e.Phase = PhaseAuth
		}
	}
	t.retell(e, *r, f)
	e.Retold = e.Retold || t.again.had(e, s)
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

// sayingOfCode finds what stands before a code in brackets at i; nil for none that
// is known.
func sayingOfCode(p []byte, i int) *saying { return sayingBefore(trimSpace(p[:i-1]), true) }

// midstCoded takes a line with a code in brackets at i: "SMTP Error (535):
// Authentication failed".
func (t *transcript) midstCoded(b *Batch, e *Event, p []byte, i int) bool {
	s := sayingOfCode(p, i)
	if s == nil {
		return false
	}
	text := p[i+4:]
	if !hasPrefix(text, ": ") {
		text = nil
	}
	if len(text) > 0 {
		text = closing(p, i, i+6, 0)
	}
	t.retellApart(b, e, p[i:i+3], text, s)
	return true
}

// httpStatus tells whether a reply code is a status of HTTP as well, which
// clients of HTTP show in the same way.
func httpStatus(code int) bool { return code < 432 || code >= 500 && code <= 511 || code == 451 }
