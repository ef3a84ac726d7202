package parser

import (
	"bytes"
	"slices"
)

// server takes a line that the server sent. It gives true when e is now a
// whole reply; the lines before the last of a reply, and those that are no
// reply at all, stay KindLine.
func (c *conversation) server(b *Batch, e *Event, text []byte) bool {
	c.any = true
	c.watch.line = e.Line
	e.Dialogue = true
	l, ok := parseReplyLine(text)
	if !ok {
		c.strangeStep(b, e, text)
		return false
	}
	o := &c.open
	if o.active && o.code != l.code {
		o.shape.Other = l.code
		c.mixed = true
		c.abandonReply(b)
		c.breakOff()
	}
	if b.opts.Steps {
		c.see(b, text, &l)
	}
	if l.more {
		if !o.active {
			o.begin(l.code, e)
			o.shape = b.shape
		}
		o.add(&l)
		return false
	}
	if o.active {
		o.add(&l)
		raw := e.Line
		o.take(b, e)
		if e.Lines > 1 && raw == e.Line {
			e.Lines = 1
		}
	} else {
		e.Kind = KindReply
		e.Lines = 1
		rb := replyBuilder{lines: &b.text, start: len(b.text)}
		rb.r.Code = l.code
		rb.add(&l)
		e.Reply = rb.finish()
	}
	c.answer(b, e)
	return true
}

// abandonReply gives out a multi-line reply that will not be finished: the
// client speaks, or another code came.
func (c *conversation) abandonReply(b *Batch) {
	if !c.open.active {
		return
	}
	x := b.extra()
	c.open.from.tell(b, x)
	c.open.take(b, x)
	b.shape.Unfinished = !c.listed
	c.answer(b, x)
}

// breakOff notes that a line with another code came before the reply that was
// given out last was whole. RFC 5321 §4.2.1 has a reply go on until a line
// without a hyphen, so what begins with the line answers the same command.
func (c *conversation) breakOff() {
	c.mixed = false
	c.again = c.broken != nil
}

// answer pairs a reply with the command that waits for it.
func (c *conversation) answer(b *Batch, e *Event) {
	code := e.Reply.Code
	if c.again {
		c.again = false
		c.fifo = slices.Insert(c.fifo, 0, *c.broken)
		c.held += c.broken.weight()
	}
	c.broken = nil
	unseen := false
	if code == 220 && len(c.fifo) > 0 && c.fifo[0].cmd.Verb == "QUIT" {
		// A greeting: the answer to QUIT was not waited for.
		c.reset()
	}
	if code == 220 && c.nrecent == 0 && len(c.fifo) > 0 && !c.waitsForTLS() && !c.watch.torn {
		// No command but STARTTLS is answered so (RFC 5321 §4.3.2): the client
		// spoke before the greeting.
		c.greeted = true
		e.Phase = PhaseConnect
		c.replyStep(b, e, nil)
		c.remember(e)
		return
	}
	if len(c.fifo) == 0 {
		switch {
		case c.body, c.bdat > 0:
			// The end of the text was not shown, and this is what came after it.
			if c.body {
				c.endOfData(b)
				unseen = true
			}
			c.bdat = 0
		case c.auth != nil:
			// The response was not shown.
			p := *c.auth
			b.talk.responded(c.auth)
			c.auth = nil
			c.push(b, p)
		case !c.greeted && (c.opened || code == 220):
			c.greeted = true
			e.Phase = PhaseConnect
		}
	} else if c.body && c.fifo[0].phase != PhaseMessage {
		c.body = false
	}
	c.overtake(b, code)
	c.asked = c.watch.commands
	if len(c.fifo) > 0 {
		p := c.fifo[0]
		n := copy(c.fifo, c.fifo[1:])
		c.fifo[n] = pending{} // or what it holds lives as long as the conversation
		if c.fifo = c.fifo[:n]; cap(c.fifo) == 1 {
			b.talk.emptied(c.fifo)
			c.fifo = nil
		}
		c.held -= p.weight()
		c.pair(b, e, &p)
		c.replyStep(b, e, &p)
		if unseen && e.Step != nil {
			e.Step.Content = c.takeContent()
		}
		if c.mixed && p.no != 0 {
			broken := p
			c.broken = &broken
		} else {
			b.talk.answered(&p)
		}
	} else {
		c.replyStep(b, e, nil)
	}
	c.greeted = true
	if e.TLS.Version == nil && c.tls != nil && c.tls.Version != nil {
		e.TLS = *c.tls
	}
	c.remember(e)
}

// overtake drops the commands that wait before the one that alone is answered
// with code: 354 answers DATA (RFC 5321 §4.3.2) and 334 AUTH (RFC 4954 §4). Where
// no reply came since that was sent, those to the commands before it are missing
// here; where one did, the commands were sent together, and they may come yet.
func (c *conversation) overtake(b *Batch, code int) {
	phase := PhaseAuth
	switch {
	case len(c.fifo) < 2 || code != 334 && code != 354:
		return
	case code == 354:
		phase = PhaseData
	}
	n := slices.IndexFunc(c.fifo, func(p pending) bool { return p.phase == phase })
	if n < 1 || c.fifo[n].no <= c.asked {
		return
	}
	for i := range c.fifo[:n] {
		p := &c.fifo[i]
		c.held -= p.weight()
		if p.phase == PhaseRcpt {
			c.dropRecipients() // for nobody knows whether this one was accepted
		}
		b.talk.answered(p)
	}
	c.fifo = slices.Delete(c.fifo, 0, n)
}

// pair fills in what the command tells of its reply, and takes the state of
// the conversation on.
func (c *conversation) pair(b *Batch, e *Event, p *pending) {
	code := e.Reply.Code
	e.Command = Command{Verb: p.cmd.Verb, Arg: b.keep(p.cmd.Arg), Secret: p.cmd.Secret, SecretAt: p.cmd.SecretAt}
	e.Phase = p.phase
	if p.recipient != nil && e.Recipient == nil {
		e.Recipient = b.keep(p.recipient)
	}
	switch p.phase {
	case PhaseMail, PhaseRcpt, PhaseData, PhaseMessage:
		if e.Sender == nil {
			e.Sender = b.keep(c.sender)
		}
	}
	if c.mixed {
		return // the line that broke it off decides
	}
	switch {
	case p.phase == PhaseRcpt && code/100 == 2:
		if len(c.rcpts) < maxRecipients && p.recipient != nil {
			c.rcpts = append(c.rcpts, p.recipient)
			p.alone = false
			c.held += pendingWeight + len(p.recipient)
		}
	case p.phase == PhaseData && code == 354:
		c.body = true
	case p.phase == PhaseAuth && code == 334:
		c.auth = b.talk.ask(pending{cmd: p.cmd, phase: PhaseAuth, no: p.no, line: p.line, alone: p.alone})
		p.alone = false
		c.auth.cmd.Arg = mechanism(p.cmd.Arg)
		c.auth.cmd.Secret = false
	case p.phase == PhaseMessage && code == 353:
		// PRDR: one reply a recipient, then one for all.
		rest := c.fifo
		c.fifo = nil
		p.alone = false
		dot := pending{cmd: p.cmd, phase: PhaseMessage, no: p.no, line: p.line}
		c.perRecipient(b, dot)
		c.push(b, dot)
		c.fifo = append(c.fifo, rest...)
	case p.cmd.Verb == "BDAT":
		c.bdat = 0
	}
}

// waitsForTLS tells whether the command that waits first is a STARTTLS.
func (c *conversation) waitsForTLS() bool {
	return len(c.fifo) > 0 && c.fifo[0].phase == PhaseStarttls
}

// mechanism gives the first word of an AUTH argument.
func mechanism(arg []byte) []byte {
	if i := bytes.IndexByte(arg, ' '); i >= 0 {
		return arg[:i]
	}
	return arg
}
