package parser

import "bytes"

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
			// The one before is an event of its own, in front of this one.
			b.give(e)
			*e = Event{Line: e.Line, Lines: 1, Time: e.Time}
		}
		found = true
		e.Phase = phase
		if bytes.IndexByte(address, '@') >= 0 {
			e.Recipient = address
		}
		t.retell(e, r, pythonFormat)
		e.Retold = e.Retold || t.again.had(e, by)
		i := bytes.IndexByte(after, ',')
		if i != 1 || len(after) < 3 {
			return true
		}
		rest = trimLeft(after[2:])
	}
}

// refusedList takes the SMTPRecipientsRefused of aiosmtplib:
// "[SMTPRecipientRefused(550, '5.1.1 no', 'a@b'), …]".
func (t *transcript) refusedList(b *Batch, e *Event, rest []byte, phase Phase) bool {
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
			b.give(e)
			*e = Event{Line: e.Line, Lines: 1, Time: e.Time}
		}
		found = true
		if hasPrefix(after, ", ") {
			e.Recipient, after = unquoteString(b, after[2:])
		}
		e.Phase = phase
		t.retell(e, r, pythonFormat)
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
