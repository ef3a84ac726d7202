package parser

import "bytes"

// midstTuple takes a line with a tuple of Python at i, by itself or in the
// dictionary of refused recipients: "(554, b'no')", "{'a@b': (550, b'no')}".
func (t *transcript) midstTuple(b *Batch, e *Event, p []byte, i int) bool {
	bytesOf, ok := tupleAt(p, i)
	if !ok {
		return false
	}
	if hasSuffix(p[:i], "': ") || hasSuffix(p[:i], "\": ") {
		if j := bytes.LastIndexByte(p[:i], '{'); j >= 0 && (bytesOf || bytes.IndexByte(p[j:i], '@') > 0) {
			phase := PhaseUnknown
			if bytes.IndexByte(p[j:i], '@') > 0 || index(p, "RecipientsRefused") >= 0 {
				phase = PhaseRcpt
			}
			return t.refused(b, e, p[j+1:], phase, pythonFormat)
		}
	}
	r, _, ok := tuple(b, p[i:])
	if !ok || !bytesOf && r.Enhanced == nil && index(p, "mail") < 0 && index(p, "smtp") < 0 && index(p, "SMTP") < 0 {
		return false
	}
	if r.Enhanced == nil && httpStatus(r.Code) && index(p, "SMTP") < 0 && index(p, "mail") < 0 {
		return false
	}
	t.retell(e, r, pythonFormat)
	e.Retold = e.Retold || t.again.had(e, pythonFormat)
	return true
}

// tupleAt tells whether a number and a string stand in the bracket at i, and
// whether the string is one of bytes, which few but servers' words are.
func tupleAt(p []byte, i int) (bytesOf, ok bool) {
	if len(p) < i+6 || !hasPrefix(p[i+4:], ", ") {
		return false, false
	}
	return stringOf(p[i+6:])
}

// stringOf tells whether p begins with a string of Python, and whether with one
// of bytes.
func stringOf(p []byte) (bytesOf, ok bool) {
	if len(p) > 0 && (p[0] == 'b' || p[0] == 'u') {
		bytesOf, p = p[0] == 'b', p[1:]
	}
	return bytesOf, len(p) > 0 && (p[0] == '\'' || p[0] == '"')
}

// refused takes what follows the brace of an SMTPRecipientsRefused.
func (t *transcript) refused(b *Batch, e *Event, rest []byte, phase Phase, by any) bool {
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
			anotherOf(b, e)
		}
		found = true
		e.Phase = phase
		if bytes.IndexByte(address, '@') >= 0 {
			e.Recipient = address
		}
		t.retell(e, r, pythonFormat)
		e.Retold = e.Retold || t.again.had(e, by)
		if !hasPrefix(after, "),") {
			return true
		}
		rest = trimLeft(after[2:])
	}
}

// anotherOf gives e out, and makes it the event of a further reply of the line.
// The line itself is shown with the first.
func anotherOf(b *Batch, e *Event) {
	b.give(e)
	*e = Event{Line: e.Line, Lines: 1, Time: e.Time, Host: e.Host, Program: e.Program, PID: e.PID, side: e.side}
}

// refusedList takes the SMTPRecipientsRefused of aiosmtplib:
// "[SMTPRecipientRefused(550, '5.1.1 no', 'a@b'), …]".
func (t *transcript) refusedList(b *Batch, e *Event, rest []byte, phase Phase, by any) bool {
	found := false
	for {
		i := index(rest, "SMTPRecipientRefused(")
		if i < 0 {
			return found
		}
		r, after, ok := tuple(b, rest[i+len("SMTPRecipientRefused"):])
		if !ok {
			return found
		}
		if found {
			anotherOf(b, e)
		}
		found = true
		if hasPrefix(after, ", ") {
			e.Recipient, after = unquoteString(b, after[2:])
		}
		e.Phase = phase
		t.retell(e, r, pythonFormat)
		e.Retold = e.Retold || t.again.had(e, by)
		rest = after
	}
}

// tuple reads "(550, b'5.1.1 no\n5.1.1 really')": a reply without the code
// before each line. rest is what follows the text, the bracket not taken off.
func tuple(b *Batch, p []byte) (r Reply, rest []byte, ok bool) {
	if len(p) < 6 || p[0] != '(' {
		return r, nil, false
	}
	code, digits := atoi(p[1:], 3)
	if digits != 3 || code < 200 || code > 599 {
		return r, nil, false
	}
	if _, quoted := tupleAt(p, 0); !quoted {
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
