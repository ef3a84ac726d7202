package parser

import (
	"bytes"
	"strconv"
)

// insideMarked takes a line of a conversation whose dialect is in the table.
func (t *transcript) insideMarked(b *Batch, e *Event, d *dialect) bool {
	p, l := e.text, leadNone
	var name []byte
	if e.PID > 0 {
		var digits [20]byte
		name = strconv.AppendInt(digits[:0], int64(e.PID), 10)
	}
	for range maxLeads {
		if t.chunk.side != sideNone {
			if off, text, ok := dumpLine(p); ok {
				t.chunk.add(t, b, e, off, text)
				return true
			}
		}
		if m, text := dialectsBy.mark(d, p, l); m != nil {
			if name != nil {
				t.turn(b, e, d, name, mayBegin(m.side, text))
			}
			t.marked(b, e, d, m.side, text)
			return true
		}
		if n, ok := dialectsBy.note(d, p, t.lacking()); ok {
			t.turn(b, e, d, name, n.kind == noteOpen)
			t.note(b, e, n, p)
			return true
		}
		rest, l2 := takeLead(p, &e.Time)
		if rest == nil {
			break
		}
		if l2 != leadNone {
			l = l2
		}
		if id := nameIn(p, rest); id != nil {
			name = id
		}
		p = rest
	}
	if len(name) > 0 && d.named {
		t.turn(b, e, d, name, false)
	}
	if d.bareServer && replyShape(e.text) != shapeNone && t.answered(b, e.text) {
		t.serverSays(b, e, e.text)
		return true
	}
	return t.goesOn(b, e, p)
}

// marked takes what a line of the table's dialect d says.
func (t *transcript) marked(b *Batch, e *Event, d *dialect, s side, text []byte) {
	t.c.listed = d.listed
	if d.dump {
		t.chunk.flush(t, b, e)
		t.chunk.begin(s, text)
		return
	}
	if d.decoded != "" && hasPrefix(text, d.decoded) {
		if s == sideClient && !t.sq.opts.Secrets {
			e.markSecret(text[len(d.decoded):])
		}
		return
	}
	// An LF alone behind a dot ends no message (RFC 5321 §4.1.1.4).
	if d.escapes && s == sideClient && index(text, `\n`) >= 0 && !hasPrefix(text, `.\n`) {
		t.several(b, e, unescapeLiteral(b, text))
		return
	}
	if d.stamped {
		text = behindStamp(text)
	}
	if len(d.tails) > 0 {
		text = cutTails(text, d.tails)
	}
	if d.listed && s == sideServer {
		text = listedReply(b, text)
	}
	if d.quote == quoteNone && !d.glued {
		t.say(b, e, s, t.unbroken(text))
		return
	}
	text = d.quote.unquote(b, text)
	if s == sideServer && isReplyish(text) && !bytes.Contains(e.text, text[:3]) {
		return // a code made of escapes stands nowhere
	}
	if d.glued && s == sideServer && len(text) > 3 && text[3] == '-' {
		t.unglue(b, e, text, d.glue)
		return
	}
	if s == sideServer && d.quote == quoteCRLF {
		t.recite(b, e, text)
		return
	}
	if s == sideServer || bytes.IndexByte(text, '\n') < 0 {
		t.say(b, e, s, text)
		return
	}
	t.several(b, e, text)
}

// unbroken takes Markdown's mark for the end of a line off what a side says,
// but not off the text of a message.
func (t *transcript) unbroken(text []byte) []byte {
	if n := len(text); n > 1 && text[n-1] == '\\' && (!t.c.expectsBody() || n == 2 && text[0] == '.') {
		return text[:n-1]
	}
	return text
}

// mayBegin tells whether text can be the first thing that a side says in a
// conversation (RFC 5321 §3.1, §3.2).
func mayBegin(s side, text []byte) bool {
	if s == sideServer {
		return greetingShape(text) != shapeNone
	}
	return startsFold(text, "EHLO ") || startsFold(text, "HELO ") || startsFold(text, "LHLO ")
}

// several takes several lines that the client sent and that stand on one: a
// message, or commands sent together (RFC 2920).
func (t *transcript) several(b *Batch, e *Event, text []byte) {
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = nil
		}
		line = trimEOL(line)
		if len(text) == 0 || t.c.expectsBody() && string(line) != "." {
			t.clientSays(b, e, line)
			continue
		}
		x := *e
		e.Raw = nil
		t.clientSays(b, &x, line)
		t.own(&x) // the line is counted with the last of them
		t.give(b, x)
	}
}

// give puts an event out before the one that is being worked on, when it is
// wanted.
func (t *transcript) give(b *Batch, x Event) {
	o := t.sq.opts
	if x.quirk == quirkTold {
		return
	}
	if x.Kind >= KindReply || o.Lines || o.Dialogue && x.Dialogue || x.Step != nil {
		b.give(&x)
	}
}

// goesOn takes a line without a mark that continues the one before it: a reply
// of which only the first line was marked, or a second command.
func (t *transcript) goesOn(b *Batch, e *Event, p []byte) bool {
	p = trimLeft(p)
	if t.c.open.active {
		if r, ok := parseReplyLine(p); ok && r.code == t.c.open.code {
			t.serverSays(b, e, p)
			return true
		}
	}
	if t.spoke == sideClient && !t.c.expectsBody() && t.c.auth == nil && commandShape(e.text) == shapeClear {
		t.clientSays(b, e, e.text)
		return true
	}
	return false
}

// insidePair takes a line of a conversation whose labels were learned.
func (t *transcript) insidePair(b *Batch, e *Event) bool {
	p := e.text
	var name []byte
	for range maxLeads {
		if l, text, ok := t.learnedLabel(p); ok {
			if !t.c.expectsBody() {
				text = cutEscapedEOL(trimLeft(text))
			}
			if s := t.sideOf(&l, text); s != sideNone {
				if name != nil {
					t.turn(b, e, pairDialect, name, mayBegin(s, text))
				}
				if s == sideServer || t.c.expectsBody() || t.c.auth != nil || t.c.bdat > 0 || !remarkOf(text) {
					t.say(b, e, s, t.unbroken(text))
				}
				return true
			}
		}
		rest, _ := takeLead(p, &e.Time)
		if rest == nil {
			break
		}
		if id := nameIn(p, rest); id != nil {
			name = id
		}
		p = rest
	}
	if len(name) > 0 {
		t.turn(b, e, pairDialect, name, false)
	}
	return t.goesOn(b, e, p)
}

// learnedLabel reads the label that line begins with. Where no blank stands behind
// the labels of the conversation, one that does is of what was said.
func (t *transcript) learnedLabel(line []byte) (label, []byte, bool) {
	for _, l := range [...]*label{&t.server, &t.client} {
		if l.isGlued() && hasPrefix(line, string(l.text)) {
			return label{text: line[:2]}, line[2:], true
		}
	}
	return labelOf(line)
}

// remarkOf tells whether text is what a client says of itself and not to the
// server, "Connected!", "Info: no AUTH": a verb has nothing but letters
// (RFC 5321 §2.4).
func remarkOf(text []byte) bool {
	w, _ := word(text)
	n := len(w) - 1
	return n > 1 && isAlpha(w[0]) && (w[n] == '!' || w[n] == ':' && isLevel(w[:n]))
}

// sideOf tells whose a label is; a label that was not seen before is learned
// when it is of the kind of the other and what stands behind it fits.
func (t *transcript) sideOf(l *label, text []byte) side {
	switch {
	case known(&t.server) && l.same(&t.server):
		return sideServer
	case known(&t.client) && l.same(&t.client):
		return sideClient
	case !known(&t.server) && l.arrow != 0 == (t.client.arrow != 0) && replyShape(text) != shapeNone:
		t.server = l.keep()
		return sideServer
	case !known(&t.client) && l.arrow != 0 == (t.server.arrow != 0) && (commandShape(text) != shapeNone || l.usual() == sideClient):
		t.client = l.keep()
		return sideClient
	}
	return sideNone
}

func known(l *label) bool { return len(l.text) > 0 }
