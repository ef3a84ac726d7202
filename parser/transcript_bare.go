package parser

import "bytes"

// insideBare takes a line of a conversation that has no marks: who speaks is
// told by what can be said.
func (t *transcript) insideBare(b *Batch, e *Event) bool {
	c, d := &t.c, t.dialect
	if d.noisy {
		e.text = t.unlead(e)
	}
	p := e.text
	if !(c.expectsBody() && t.spoken) {
		p = trimLeft(p)
		if n, ok := dialectsBy.note(d, p, t.lacking()); ok {
			t.note(b, e, n, p)
			return true
		}
		if d != bareDialect {
			if n, ok := dialectsBy.note(bareDialect, p, t.lacking()); ok {
				t.note(b, e, n, p)
				return true
			}
		}
	}
	switch {
	case c.body && t.spoken:
		t.clientSays(b, e, e.text)
	case replyShape(p) != shapeNone && t.answered(b, p):
		t.serverSays(b, e, p)
		t.strange = 0
	case len(trimSpace(p)) == 0 && c.auth == nil:
	case c.auth != nil && t.spoke == sideServer && (!d.noisy || isBase64(p)):
		t.clientSays(b, e, p)
	case commandShape(p) != shapeNone || t.strange == 0 && !d.noisy && knownVerb(p):
		if t.over && len(c.fifo) == 0 {
			t.connect(b, e)
			c.opened = false
		}
		t.clientSays(b, e, p)
		t.strange = 0
	default:
		return t.stray(b, e, p)
	}
	return true
}

// unlead takes off what a logging library put before a line of a program that
// marks neither side: what stood before the last line that was understood, or
// whatever may stand before any line when what follows is of a conversation.
func (t *transcript) unlead(e *Event) []byte {
	if rest, ok := t.prefix.strip(e.text); ok && len(t.prefix) > 0 {
		return rest
	}
	at := e.Time
	p := e.text
	for range maxLeads {
		if p, _ = takeLead(p, &at); p == nil {
			return e.text
		}
		if replyShape(p) != shapeNone || commandShape(p) != shapeNone {
			if at := len(e.text) - len(p); len(t.prefix) > 0 && len(trimLeft(e.text[:at])) == 0 {
				return p // the further lines of a reply, which have no such lead
			}
			t.prefix = append(t.prefix[:0], e.text[:len(e.text)-len(p)]...)
			e.Time = at
			return p
		}
		if n, ok := dialectsBy.note(t.dialect, p, t.lacking()); ok && n.kind != noteNoise {
			return p
		}
	}
	return e.text
}

// answered tells whether the server can say line now, when nothing but the
// line tells that it was the server.
func (t *transcript) answered(b *Batch, line []byte) bool {
	c := &t.c
	r, _ := parseReplyLine(line)
	switch {
	case len(c.fifo) > 0, c.auth != nil, c.body, c.bdat > 0:
		return true
	case c.open.active && c.open.code == r.code, r.code == 421:
		return true
	case t.answers > 0 && defines(line):
		return false
	case t.over:
		return greetingShape(line) != shapeNone
	case !t.spoken && (t.strange == 0 || t.dialect.noisy):
		// The commands are not shown.
		return true
	case t.typed != nil && r.code >= 500:
		cmd, phase := ParseCommand(t.typed)
		p := pending{cmd: cmd, phase: phase}
		p.cmd.Arg = bytes.Clone(cmd.Arg)
		c.push(b, p)
		return true
	}
	return replyShape(line) == shapeClear
}

// maxStrange is how many lines in a row may be no part of an unmarked
// conversation before it is taken to be over.
const maxStrange = 3

// stray takes a line that an unmarked conversation cannot make anything of.
func (t *transcript) stray(b *Batch, e *Event, p []byte) bool {
	t.typed = nil
	if fence(p) {
		return false
	}
	if t.over && !t.dialect.noisy {
		t.leave(b)
		return false
	}
	if t.dialect.noisy {
		if hasPrefix(p, "HTTP/") || hasPrefix(p, "* OK") || hasPrefix(p, "+OK") {
			t.leave(b) // it is no conversation of SMTP
		}
		return false
	}
	if s := t.sight(e.text, &Stamp{}); s.kind == sightNote && s.note.kind == noteOpen || s.kind != sightNone && (s.d != nil && (s.d.sure || s.d.listed) || known(&s.label)) {
		t.leave(b)
		return false
	}
	t.strange++
	if t.strange > maxStrange {
		t.leave(b)
		return false
	}
	if isAlpha(p[0]) && len(p) < 512 && !mentionsReply(p) { // or it tells of one
		t.typed = append([]byte(nil), p...)
	}
	return true
}

// knownVerb tells whether line begins with a verb of mail, whatever follows but
// a reply: "Send failed: 550 5.7.1 no" tells of one.
func knownVerb(line []byte) bool {
	verb, _ := word(line)
	v := lookupVerb(verb)
	return v != nil && v.phase != PhaseOther && bytes.Count(line, []byte(" ")) < maxTypedWords && !mentionsReply(line)
}

// maxTypedWords is how many words a mistyped command can have: more are prose
// that begins with a verb, "Mail server connection failed …".
const maxTypedWords = 5

// isBase64 tells whether p can be a response to a 334 (RFC 4954 §4).
func isBase64(p []byte) bool {
	p = trimSpace(p)
	for _, c := range p {
		if !isAlnum(c) && c != '+' && c != '/' && c != '=' && c != '*' {
			return false
		}
	}
	return true
}
