package parser

import "bytes"

// tell takes a line outside the dialogue in which a program says what the
// server said: an exception, or a message of its own. The event becomes a
// reply; one that the conversation had is told again.
func (t *transcript) tell(b *Batch, e *Event) bool {
	p := trimLeft(e.text)
	t.smtp = false
	if len(p) < 12 {
		return false
	}
	smtp := !e.lacking().not(glanceCapital) && index(p, "SMTP") >= 0
	t.smtp = smtp
	if smtp && (t.exception(b, e, p) || t.coded(b, e, p)) || t.toldAs(b, e, dialectsBy.tells[p[0]], p) {
		return true
	}
	if (smtp || !e.lacks.not(glanceQuote) && bytes.IndexByte(p, '"') >= 0 && index(p, "xpected response code") >= 0) && t.toldAs(b, e, dialectsBy.every, p) {
		return true
	}
	if isAlpha(p[0]) {
		return false
	}
	at := e.Time
	for range maxLeads {
		if p, _ = takeLead(p, &at); len(p) == 0 {
			return false
		}
		if t.toldAs(b, e, dialectsBy.tells[p[0]], p) {
			e.Time = at
			return true
		}
	}
	return false
}

// toldAs takes a line that may be one of some tellings.
func (t *transcript) toldAs(b *Batch, e *Event, list []tellingOf, p []byte) bool {
	for i := range list {
		if t.told(b, e, &list[i], p) {
			return true
		}
	}
	return false
}

// told takes one line that may be such a telling.
func (t *transcript) told(b *Batch, e *Event, tg *tellingOf, p []byte) bool {
	if !hasPrefix(p, tg.prefix) || tg.has != "" && index(p, tg.has) < 0 || tg.suffix != "" && index(p, tg.suffix) < 0 || tg.within && (t.dialect != tg.d || t.over) {
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
	if tg.d.format == swiftFormat {
		if j := index(text, swiftLog); j > 0 {
			text = text[:j]
		}
	}
	if tg.suffix != "" {
		if j := lastIndex(text, tg.suffix); j >= 0 {
			text = text[:j]
		}
	}
	for _, end := range tg.ends {
		j := index(text, end)
		if len(end) == 1 {
			j = lastIndex(text, end) // the text may have such in it
		}
		if j >= 0 {
			text = text[:j]
			break
		}
	}
	if tg.mark == messageMark && index(p, authenticatorMark) >= 0 && t.authenticators(b, e, tg, p) {
		return true
	}
	text = unquoteHTML(b, text)
	if tg.joint != "" {
		return t.toldApart(b, e, tg, text)
	}
	if replyShape(text) == shapeNone || tg.sent && !tellsSent(text) {
		return false
	}
	parse := parseFlat
	if tg.d.glued {
		parse = parseGlued
	} else if tg.d.format == rubyFormat {
		parse = parseEscaped
	}
	r, ok := parse(text, &b.text)
	if !ok {
		return false
	}
	if len(text) > 3 && startsReply(text) && text[3] == '-' {
		t.part = partAt{e.Line, [3]byte(text)}
	}
	t.retell(e, r, tg.d.format)
	e.Phase = tg.phase
	if tg.d.format == rubyFormat && r.Code/10 != 53 && hasPrefix(p, "Net::SMTPAuth") {
		e.Phase = PhaseAuth // see rubyAuth
	}
	e.Retold = e.Retold || t.again.had(e, tg.telling)
	if tg.d.format == swiftFormat {
		t.flatLog(b, e, p)
	}
	return true
}

// tellsSent tells a reply to a message that was sent (RFC 5321 §4.2.5) from a
// number of things that were: a 250 with an enhanced code, or with an "OK".
func tellsSent(text []byte) bool {
	return hasPrefix(text, "250 ") && (replyShape(text) == shapeClear || startsFold(text[4:], "OK"))
}

// toldApart takes a reply whose code and text stand apart: "550, response:
// 5.1.1 no".
func (t *transcript) toldApart(b *Batch, e *Event, tg *tellingOf, text []byte) bool {
	if len(text) < 3+len(tg.joint) || !isReplyish(text) || text[0] < '2' || text[0] > '5' || !hasPrefix(text[3:], tg.joint) {
		return false
	}
	code, _ := atoi(text, 3)
	t.retell(e, codedReply(b, code, text[3+len(tg.joint):]), tg.d.format)
	e.Phase = tg.phase
	e.Retold = e.Retold || t.again.had(e, tg.telling)
	return true
}

// retell makes e a reply that a program told.
func (t *transcript) retell(e *Event, r Reply, f *Format) {
	e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
	e.Role, e.Dialogue = RoleClient, true
	e.Peer = t.peer
	e.Format = f
	e.Retold = t.c.had(e)
}

// exceptions are those of smtplib, by what they tell of the command that was
// answered. SMTPDataError is raised for DATA and for the message.
var exceptions = [...]struct {
	name  string
	phase Phase
}{
	{"SMTPRecipientsRefused: ", PhaseRcpt}, {"SMTPSenderRefused: ", PhaseMail}, {"SMTPDataError: ", PhaseUnknown},
	{"SMTPAuthenticationError: ", PhaseAuth}, {"SMTPHeloError: ", PhaseEhlo}, {"SMTPConnectError: ", PhaseConnect},
	{"SMTPResponseException: ", PhaseUnknown},
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
			return t.refused(b, e, rest[1:], x.phase, x)
		}
		if hasPrefix(rest, "[SMTPRecipientRefused(") {
			return t.refusedList(b, e, rest, x.phase, x)
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
		t.retell(e, r, pythonFormat)
		e.Retold = e.Retold || t.again.had(e, x)
		return true
	}
	return false
}
