package parser

import "bytes"

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
	for i := 0; i+2 < len(p); i++ {
		if c := p[i]; c != '4' && c != '5' || i > 0 && (isAlnum(p[i-1]) || p[i-1] == '.') {
			continue
		}
		if p[i+1] == '.' {
			if t.dotnet(b, e, p, i) {
				return true
			}
			continue
		}
		if !isReplyish(p[i:]) || p[i+1] > '7' || i+3 < len(p) && isAlnum(p[i+3]) {
			continue
		}
		if t.midstAt(b, e, p, i) {
			return true
		}
	}
	return false
}

// remark tells whether line is a remark in brackets: so a queue listing and
// a bounce tell why they could not deliver, to a recipient on another line.
func remark(line []byte) bool {
	line = trimLeft(line)
	return len(line) > 1 && line[0] == '(' && isAlpha(line[1])
}

// refusal is a reply that stands in the midst of a line.
type refusal struct {
	by    *saying // what stands before it; nil for none that is known
	quote byte    // the quotation mark that it stands in; 0 for none
}

// refusalAt tells whether the number at i, which no letter or digit is next
// to, is the code of a reply that is told.
func refusalAt(p []byte, i int) (r refusal, ok bool) {
	if i+3 < len(p) && p[i+3] != ' ' && p[i+3] != '-' && !hasPrefix(p[i+3:], `\n`) {
		return r, false
	}
	before, quote, marked := opening(p[:i])
	if !marked || hasAnySuffix(before, bounceSayings[:]) || index(p[:i], "ubject") >= 0 {
		return r, false // what people write about is no reply
	}
	r = refusal{sayingBefore(before, false), quote}
	if r.by != nil && r.by.evident && (quote == 0 || replyShape(p[i:]) != shapeClear && !severalLines(p[i:])) {
		r.by = nil
	}
	switch {
	case r.by != nil && r.by.quoted:
		code, _ := atoi(p[i:], 3)
		return r, quote != 0 && (replyShape(p[i:]) == shapeClear || !httpStatus(code) || index(p, "SMTP") >= 0 || hasSuffix([]byte(r.by.text), "_failure"))
	case r.by != nil:
	case replyShape(p[i:]) == shapeClear:
		_, text := splitEnhanced(p[i+4:])
		return r, len(bytes.Trim(text, "\"' ")) > 0 && (complains(p[:i]) || quote != 0 && len(before) == 0) // a line that is a quotation
	default:
		return r, quote == 0 && addressed(before) && complains(p[:i])
	}
	return r, true
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
	if rest := p[i+3:]; at.by != nil && (len(rest) == 0 || rest[0] == '\\') {
		if len(rest) == 0 && at.by.apart {
			t.codeAlone(b, e, at.by)
			return true
		}
		_, n := nextBreak(rest)
		t.retellApart(b, e, p[i:i+3], closing(p, i+3+n, at.quote), at.by)
		return true
	}
	r, ok := parseEscaped(unquoteHTML(b, closing(p, i, at.quote)), &b.text)
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
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	rb.r.Code, _ = atoi(code, 3)
	if text = trimSpace(text); len(text) > 0 {
		l := replyLine{code: rb.r.Code, whole: text}
		l.enhanced, l.text = splitEnhanced(text)
		rb.add(&l)
	}
	r := rb.finish()
	t.retellAs(e, &r, s)
}

// tellsRefusal tells whether midst would find a reply in what a program that
// is none of mail's wrote into a log.
func tellsRefusal(msg []byte) bool {
	if index(msg, "mail") < 0 && index(msg, "smtp") < 0 && index(msg, "SMTP") < 0 {
		return false
	}
	for i := 1; i+3 < len(msg); i++ {
		if c := msg[i]; c != '4' && c != '5' || isAlnum(msg[i-1]) || msg[i-1] == '.' || !isReplyish(msg[i:]) || isAlnum(msg[i+3]) {
			continue
		}
		if _, ok := refusalAt(msg, i); ok {
			return true
		}
	}
	return false
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

// closing gives the text of a reply that stands at i and ends with what it is
// quoted by, or what the whole message is, or with the line.
func closing(p []byte, i int, quote byte) []byte {
	text := p[i:]
	escaped := quote == '"' && i > 1 && p[i-2] == '\\'
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
		if rest := text[at+j+n:]; !isReplyish(rest) || string(rest[:3]) != string(text[:3]) {
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
	for _, w := range [...]string{"ailed", "ailure", "rror", "ould not ", "annot ", "ejected", "efused", "xception", "Cause", "eturned", "esponse", "essage", "smtp", "SMTP", "Smtp"} {
		if index(text, w) >= 0 {
			return true
		}
	}
	return false
}

// midstCoded takes a line with a code in brackets at i: "SMTP Error (535):
// Authentication failed".
func (t *transcript) midstCoded(b *Batch, e *Event, p []byte, i int) bool {
	s := sayingBefore(trimSpace(p[:i-1]), true)
	if s == nil {
		return false
	}
	text := p[i+4:]
	if !hasPrefix(text, ": ") {
		text = nil
	}
	if len(text) > 0 {
		text = closing(p, i+6, 0)
	}
	t.retellApart(b, e, p[i:i+3], text, s)
	return true
}

// midstTuple takes a line with a tuple of Python at i, by itself or in the
// dictionary of refused recipients: "(554, b'no')", "{'a@b': (550, b'no')}".
func (t *transcript) midstTuple(b *Batch, e *Event, p []byte, i int) bool {
	if i+6 >= len(p) || p[i+5] != ' ' {
		return false
	}
	bytesOf := (p[i+6] == 'b' || p[i+6] == 'B') && i+7 < len(p) && (p[i+7] == '\'' || p[i+7] == '"')
	if !bytesOf && p[i+6] != '\'' && p[i+6] != '"' {
		return false
	}
	if bytes.HasSuffix(p[:i], []byte("': ")) || bytes.HasSuffix(p[:i], []byte("\": ")) {
		if j := bytes.LastIndexByte(p[:i], '{'); j >= 0 && (bytesOf || bytes.IndexByte(p[j:i], '@') > 0) {
			phase := PhaseUnknown
			if bytes.IndexByte(p[j:i], '@') > 0 || index(p, "RecipientsRefused") >= 0 {
				phase = PhaseRcpt
			}
			return t.refused(b, e, p[j+1:], phase, pythonFormat)
		}
	}
	r, _, ok := tuple(b, p[i:])
	if !ok || r.Code < 400 || !bytesOf && r.Enhanced == nil && index(p, "mail") < 0 && index(p, "smtp") < 0 && index(p, "SMTP") < 0 {
		return false
	}
	if r.Enhanced == nil && httpStatus(r.Code) && index(p, "SMTP") < 0 && index(p, "mail") < 0 {
		return false
	}
	t.retell(e, r, pythonFormat)
	e.Retold = e.Retold || t.again.had(e, pythonFormat)
	return true
}

// httpStatus tells whether a reply code is a status of HTTP as well, which
// clients of HTTP show in the same way.
func httpStatus(code int) bool { return code < 432 || code >= 500 && code <= 511 || code == 451 }

// dotnet takes a line in which System.Net.Mail tells a reply, whose enhanced
// code stands at i, without its code: "The server response was: 5.7.1 no".
func (t *transcript) dotnet(b *Batch, e *Event, p []byte, i int) bool {
	if scanEnhanced(p[i:]) == 0 {
		return false
	}
	known := false
	for _, s := range &dotnetSayings {
		known = known || hasSuffix(p[:i], s)
	}
	if !known {
		return false
	}
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	l := replyLine{whole: closing(p, i, 0)}
	if l.enhanced, l.text = splitEnhanced(l.whole); l.enhanced == nil {
		return false
	}
	rb.add(&l)
	t.retell(e, rb.finish(), dotnetFormat)
	e.Retold = e.Retold || t.again.had(e, dotnetFormat)
	return true
}
