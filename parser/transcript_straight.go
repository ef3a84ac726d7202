package parser

import "bytes"

// Most lines of a conversation are what they look like: a command, its reply,
// the text of the message. While nothing is open, they are told by their mark,
// or by their first words where there are none, and go the straight way; all
// others go by way of those who may know more of them.

// straight takes such a line. It gives false for any other, and has left
// everything alone then.
func (t *transcript) straight(b *Batch, l *plainLine) bool {
	c, d, text := &t.c, t.dialect, l.text
	if d == pairDialect || d.noisy || c.open.active || c.bdat > 0 || c.listed || t.half.line.raw != nil ||
		len(t.prefix) > 0 || len(t.held.lines) > 0 || len(text) == 0 || text[0] == '{' || t.sq.sources.awake != 0 && !c.body || t.sq.opts.Dialogue || t.sq.opts.Steps ||
		!l.lacks.not(glanceControl) && controlAt(text) >= 0 {
		return false
	}
	if len(d.client) == 0 {
		return t.straightBare(b, l)
	}
	if !d.straight || isDigit(text[0]) {
		return false
	}
	m, said := d.mark(text)
	switch {
	case m == nil || len(said) > 0 && said[len(said)-1] == '\\':
		return false
	case m.side == sideServer:
		return !c.body && c.auth == nil && startsReply(said) && t.straightReply(b, l, said)
	case c.auth != nil:
		return t.straightResponse(b, l)
	case c.body:
		return t.straightText(b, l, said)
	}
	return t.straightCommand(b, l, said)
}

// straightBare takes a line that nobody marked.
func (t *transcript) straightBare(b *Batch, l *plainLine) bool {
	text := l.text
	switch c := text[0]; {
	case t.c.auth != nil:
		return false
	case t.c.body:
		return t.spoken && !isDigit(c) && t.straightText(b, l, text)
	case isDigit(c):
		if replyShape(text) == shapeNone || t.sq.walk.blank || t.sq.sources.mayReply(text) != 0 || !t.straightReply(b, l, text) {
			return false
		}
	default:
		if s := commandShape(text); s == shapeNone || s == shapeWeak && bytes.IndexByte(text, ' ') > 0 || !t.straightCommand(b, l, text) {
			return false
		}
	}
	t.strange = 0
	return true
}

// straightText takes a line of the message's text.
func (t *transcript) straightText(b *Batch, l *plainLine, said []byte) bool {
	if !t.spoken {
		return false
	}
	t.straightClient(b, l)
	if len(said) == 1 && said[0] == '.' {
		t.c.endOfData(b)
	}
	return true
}

// straightResponse takes a response to a 334.
func (t *transcript) straightResponse(b *Batch, l *plainLine) bool {
	t.straightClient(b, l)
	t.c.responded(b)
	return true
}

// straightClient notes that the client said what l holds.
func (t *transcript) straightClient(b *Batch, l *plainLine) {
	t.spoke, t.spoken, t.fresh, t.c.any = sideClient, true, false, true
	t.c.watch.line = l.no
	b.formatLines(t.dialect.format)
}

// straightCommand takes a command that has no secrets. No event is made of it.
func (t *transcript) straightCommand(b *Batch, l *plainLine, said []byte) bool {
	c := &t.c
	if t.over || len(c.fifo) > 0 && c.fifo[len(c.fifo)-1].phase == PhaseAuth {
		return false
	}
	cmd, phase := ParseCommand(said)
	switch phase {
	case PhaseEhlo, PhaseMail, PhaseRcpt, PhaseData, PhaseRset, PhaseQuit, PhaseNoop, PhaseStarttls, PhaseVrfy, PhaseAuth:
	default:
		return false
	}
	if cmd.Secret {
		return false
	}
	t.straightClient(b, l)
	c.sent(b, cmd, phase)
	return true
}

// straightReply takes a reply of one line to a command.
func (t *transcript) straightReply(b *Batch, l *plainLine, said []byte) bool {
	c := &t.c
	if !c.greeted || len(said) > 3 && said[3] == '-' {
		return false
	}
	greets := said[0] == '2' && said[1] == '2' && said[2] == '0'
	if greets && (len(c.fifo) > 0 || !t.over && !t.greetsAgain(said)) || !greets && (len(c.fifo) == 0 || t.answers == 0) {
		return false
	}
	n := len(b.order)
	e := l.event(b)
	if greets {
		t.connect(b, e)
	}
	t.spoke, t.fresh = sideServer, false
	t.answers++
	c.server(b, e, said)
	t.understood(b, e)
	t.sq.extras(b, n)
	t.sq.emit(b, e)
	b.unspare(e, n)
	return true
}
