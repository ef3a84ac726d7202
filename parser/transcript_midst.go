package parser

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
