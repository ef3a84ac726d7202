package parser

// unfinished is a line that tells a reply whose text is on the next line.
type unfinished struct {
	line heldLine
	by   *saying // nil for none
}

// exceptionAt is a line that names an exception and does not tell the reply.
type exceptionAt struct {
	line int64
	by   *saying // nil for none
}

// codeAlone holds back a line that ends in the code of a reply: "SMTPDataError:
// 554". Its text may follow.
func (t *transcript) codeAlone(b *Batch, e *Event, s *saying) {
	t.half.by = s
	t.half.line = heldOf(e)
}

// heal gives out the line that was held back for its text, which e may be; nil
// for none that can be.
func (t *transcript) heal(b *Batch, e *Event) {
	h := t.half
	t.half = unfinished{}
	x := h.line.event(b)
	text := x.text
	code := text[len(text)-3:]
	var rest []byte
	if e != nil && e.Line == x.Line+1 && len(trimSpace(e.text)) > 0 && !startsReply(e.text) {
		rest = e.text
		x.Lines = 2
	}
	t.retellApart(b, &x, code, b.keep(rest), h.by)
	b.formatLines(x.Format)
	t.give(b, x)
}

// namedIn gives what the name of an exception in line says, the reply standing
// below it: "SMTPDataError at /contact/", "Net::SMTPFatalError in Mailer#send".
func namedIn(line []byte) *saying {
	i := index(line, "SMTP")
	if i < 0 {
		return nil
	}
	n := i
	for n < len(line) && isAlpha(line[n]) {
		n++
	}
	s := sayingBefore(line[:n], false)
	if s == nil || s.format != rubyFormat && s.format != pythonFormat && s.format != javaMailFormat {
		return nil
	}
	return s
}

// below takes a line that begins with a refusal when the line before, or the
// one before that, names the exception that it is the message of.
func (t *transcript) below(b *Batch, e *Event) bool {
	p := trimLeft(e.text)
	if e.Line-t.named.line > 2 || !refusalShape(p) || replyShape(p) == shapeNone {
		return false
	}
	r, ok := parseFlat(p, &b.text)
	if !ok {
		return false
	}
	t.retellAs(e, &r, t.named.by)
	t.named.by = nil
	b.formatLines(e.Format)
	return true
}
