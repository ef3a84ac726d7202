package parser

import "bytes"

// tell takes a line outside the dialogue in which a program says what the
// server said: an exception, or a message of its own. The event becomes a
// reply; one that the conversation had is told again.
func (t *transcript) tell(b *Batch, e *Event) bool {
	p := trimLeft(e.text)
	if len(p) < 12 {
		return false
	}
	smtp := index(p, "SMTP") >= 0
	if smtp && t.exception(b, e, p) || t.toldAs(b, e, dialectsBy.tells[p[0]], p) || smtp && t.toldAs(b, e, dialectsBy.every, p) {
		return true
	}
	if isAlpha(p[0]) {
		return false
	}
	var at Stamp
	rest, _ := takeLead(p, &at)
	if len(rest) == 0 || !t.toldAs(b, e, dialectsBy.tells[rest[0]], rest) {
		return false
	}
	if !e.Time.HasTime {
		e.Time = at
	}
	return true
}

// toldAs takes a line that may be one of some tellings.
func (t *transcript) toldAs(b *Batch, e *Event, list []*telling, p []byte) bool {
	for _, tg := range list {
		if t.told(b, e, tg, p) {
			return true
		}
	}
	return false
}

// told takes one line that may be such a telling.
func (t *transcript) told(b *Batch, e *Event, tg *telling, p []byte) bool {
	if !hasPrefix(p, tg.prefix) || tg.suffix != "" && index(p, tg.suffix) < 0 {
		return false
	}
	from := len(tg.prefix)
	if hasSuffix(p[:from], tg.mark) {
		from -= len(tg.mark)
	}
	i := index(p[from:], tg.mark)
	if i < 0 {
		return false
	}
	text := p[from+i+len(tg.mark):]
	if tg.suffix != "" {
		if j := lastIndex(text, tg.suffix); j >= 0 {
			text = text[:j]
		}
	}
	text = unquoteHTML(b, text)
	if replyShape(text) == shapeNone {
		return false
	}
	r, ok := parseFlat(text, &b.text)
	if !ok {
		return false
	}
	t.retell(b, e, r)
	e.Phase = tg.phase
	return true
}

// retell makes e a reply that a program told.
func (t *transcript) retell(b *Batch, e *Event, r Reply) {
	e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
	e.Role, e.Dialogue = RoleClient, true
	e.Peer = t.peer
	e.Format = pythonFormat
	if t.dialect != nil {
		e.Format = t.dialect.format
	}
	e.Retold = t.c.had(e)
	b.stats.countFormat(e.Format.Name)
}

// exceptions are those of smtplib, by what they tell of the command that was
// answered. SMTPDataError is raised for DATA and for the message.
var exceptions = [...]struct {
	name  string
	phase Phase
}{
	{"SMTPRecipientsRefused: ", PhaseRcpt}, {"SMTPSenderRefused: ", PhaseMail}, {"SMTPDataError: ", PhaseUnknown},
	{"SMTPAuthenticationError: ", PhaseAuth}, {"SMTPHeloError: ", PhaseEhlo}, {"SMTPConnectError: ", PhaseConnect},
	{"SMTPResponseException: ", PhaseUnknown}, {"SMTPNotSupportedError: ", PhaseUnknown},
}

// exception takes an exception of smtplib: "SMTPDataError: (554, b'5.7.1
// no')", "SMTPRecipientsRefused: {'a@b': (550, b'no'), …}", one reply a
// recipient.
func (t *transcript) exception(b *Batch, e *Event, p []byte) bool {
	for i := range exceptions {
		x := &exceptions[i]
		at := index(p, x.name)
		if at < 0 {
			continue
		}
		rest := p[at+len(x.name):]
		if hasPrefix(rest, "{") {
			return t.refused(b, e, rest[1:], x.phase)
		}
		r, rest, ok := tuple(b, rest)
		if !ok {
			return false
		}
		e.Phase = x.phase
		if x.phase == PhaseMail && hasPrefix(rest, ", ") {
			s, _ := unquoteString(b, rest[2:])
			e.Sender = s
		}
		t.retellAs(b, e, r)
		return true
	}
	return false
}

// refused takes what follows the brace of an SMTPRecipientsRefused.
func (t *transcript) refused(b *Batch, e *Event, rest []byte, phase Phase) bool {
	found := false
	for {
		address, after := unquoteString(b, rest)
		if !hasPrefix(after, ": ") {
			return found
		}
		r, after, ok := tuple(b, after[2:])
		if !ok {
			return found
		}
		if found {
			// The one before is an event of its own, in front of this one.
			x := *e
			b.order = append(b.order, &x)
			*e = Event{Line: e.Line, Lines: 1, Time: e.Time}
		}
		found = true
		e.Phase, e.Recipient = phase, address
		t.retellAs(b, e, r)
		i := bytes.IndexByte(after, ',')
		if i != 1 || len(after) < 3 {
			return true
		}
		rest = trimLeft(after[2:])
	}
}

// retellAs is retell for an exception of Python.
func (t *transcript) retellAs(b *Batch, e *Event, r Reply) {
	phase := e.Phase
	t.retell(b, e, r)
	e.Phase, e.Format = phase, pythonFormat
}

// tuple reads "(550, b'5.1.1 no\n5.1.1 really')": a reply without the code
// before each line. rest is what follows the text, the bracket not taken off.
func tuple(b *Batch, p []byte) (r Reply, rest []byte, ok bool) {
	if len(p) < 6 || p[0] != '(' {
		return r, nil, false
	}
	code, digits := atoi(p[1:], 3)
	if digits != 3 || code < 200 || code > 599 || !hasPrefix(p[4:], ", ") {
		return r, nil, false
	}
	text, rest := unquoteString(b, p[6:])
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	rb.r.Code = code
	for {
		line := text
		i := bytes.IndexByte(text, '\n')
		if i >= 0 {
			line = text[:i]
		}
		l := replyLine{code: code, whole: trimEOL(line)}
		l.enhanced, l.text = splitEnhanced(l.whole)
		rb.add(&l)
		if i < 0 {
			break
		}
		text = text[i+1:]
	}
	return rb.finish(), rest, true
}
