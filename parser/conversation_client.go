package parser

import "bytes"

// client takes a line that the client sent; e becomes a command, or a line of
// text.
func (c *conversation) client(b *Batch, e *Event, text []byte) {
	c.watch.line = e.Line
	asked, body, waiting := c.auth != nil, c.expectsBody(), len(c.fifo)
	c.clientLine(b, e, text)
	if b.opts.Steps {
		c.clientStep(b, e, text, asked, body, waiting)
	}
}

func (c *conversation) clientLine(b *Batch, e *Event, text []byte) {
	c.any = true
	e.Dialogue = true
	c.abandonReply(b)
	if c.auth != nil {
		c.response(b, e, text)
		return
	}
	if c.bdat > 0 && !c.looksCommand(text) {
		c.bdat -= int64(len(text)) + 2
		e.Kind = KindLine
		return
	}
	if c.body {
		e.Kind = KindLine
		e.Phase = PhaseMessage
		if len(text) == 1 && text[0] == '.' {
			c.endOfData(b)
			e.Kind = KindCommand
			e.Command = Command{Verb: "."}
		}
		return
	}
	cmd, phase := ParseCommand(text)
	if cmd.Verb == "" || c.nrecent == 0 && phase == PhaseOther && (cmd.Verb == "PROXY" || c.opened && !wordOfLetters(cmd.Verb)) {
		// What a load balancer puts before the conversation is none of it.
		e.Kind = KindLine
		return
	}
	c.command(b, e, cmd, phase)
}

// passClient takes a line that the client sent where nobody wants to see it. It
// gives false, and has left everything alone, where more than that is to be told.
func (c *conversation) passClient(b *Batch, text []byte, line int64) bool {
	if c.open.active || c.bdat > 0 || b.opts.Steps || b.opts.Dialogue || b.opts.Lines {
		return false
	}
	switch {
	case c.auth != nil:
		c.responded(b)
	case c.body:
		if len(text) == 1 && text[0] == '.' {
			c.endOfData(b)
		}
	default:
		cmd, phase := ParseCommand(text)
		if phase == PhaseOther || cmd.Verb == "" {
			return false
		}
		c.sent(b, cmd, phase)
	}
	c.any = true
	c.watch.line = line
	return true
}

// looksCommand tells whether a line that came while octets of a BDAT chunk
// are missing is a command after all: logs leave the chunk out.
func (c *conversation) looksCommand(text []byte) bool {
	cmd, phase := ParseCommand(text)
	return phase != PhaseOther && cmd.Verb != "" && len(text) < 512
}

// command takes a command that was sent.
func (c *conversation) command(b *Batch, e *Event, cmd Command, phase Phase) {
	e.Kind = KindCommand
	e.Command = cmd
	e.Phase = phase
	if cmd.Secret {
		e.markSecret(cmd.Arg[cmd.SecretAt:])
	}
	path := c.sent(b, cmd, phase)
	switch phase {
	case PhaseMail:
		e.Sender = b.keep(path)
	case PhaseRcpt:
		e.Recipient, e.Sender = b.keep(path), b.keep(c.sender)
	}
}

// sent waits for the reply to a command, and gives the path that it names, if any.
func (c *conversation) sent(b *Batch, cmd Command, phase Phase) (path []byte) {
	c.greeted = true // a client that speaks has been greeted, or does not care
	c.watch.commands++
	p := pending{cmd: cmd, phase: phase, alone: true}
	p.cmd.Arg = b.talk.copyArg(cmd.Arg)
	switch cmd.Verb {
	case "LHLO":
		c.lmtp = true
		c.forget()
	case "EHLO", "HELO", "RSET":
		c.forget()
	case "MAIL", "SEND", "SOML", "SAML":
		c.forget()
		if path = keptPath(cmd.Arg, p.cmd.Arg); path != nil {
			c.sender = append(c.sender[:0], path...)
		}
		c.prdr = index(cmd.Arg, " PRDR") > 0 || index(cmd.Arg, " prdr") > 0
	case "RCPT":
		path = keptPath(cmd.Arg, p.cmd.Arg)
		p.recipient = path
	case "BDAT":
		n, digits := atoi(cmd.Arg, 12)
		if digits > 0 {
			c.bdat = int64(n)
		}
		if hasSuffix(cmd.Arg, "LAST") || hasSuffix(cmd.Arg, "last") {
			if c.lmtp && len(c.rcpts) > 0 {
				c.perRecipient(b, p)
				return nil
			}
		}
	}
	c.push(b, p)
	return path
}

// keptPath is PathOf for an argument of which kept is a copy, perhaps cut: what
// it gives has memory of its own.
func keptPath(arg, kept []byte) []byte {
	if len(kept) == len(arg) {
		return PathOf(kept)
	}
	return bytes.Clone(PathOf(arg))
}

// endOfData notes the line with the dot, or that the body must be over.
func (c *conversation) endOfData(b *Batch) {
	c.body = false
	c.watch.commands++
	dot := pending{cmd: Command{Verb: "."}, phase: PhaseMessage}
	if c.lmtp && len(c.rcpts) > 0 {
		c.perRecipient(b, dot)
		return
	}
	if len(c.rcpts) == 1 {
		dot.recipient = c.rcpts[0]
	}
	c.push(b, dot)
}

// perRecipient waits for one reply a recipient (RFC 2033 §4.2).
func (c *conversation) perRecipient(b *Batch, p pending) {
	p.alone = false
	for _, r := range c.rcpts {
		p.recipient = r
		c.push(b, p)
		p.content = nil
	}
	c.dropRecipients()
}

// response takes the line by which a client answers a 334.
func (c *conversation) response(b *Batch, e *Event, text []byte) {
	e.Kind = KindLine
	e.Phase = PhaseAuth
	if t := trimSpace(trimEOL(text)); len(t) > 0 && !(len(t) == 1 && (t[0] == '*' || t[0] == '=')) {
		e.markSecret(t)
	}
	c.responded(b)
}

// responded waits for what the server says to a response.
func (c *conversation) responded(b *Batch) {
	p := *c.auth
	b.talk.responded(c.auth)
	c.auth = nil
	c.push(b, p)
}

// wordOfLetters tells whether a word is made of letters.
func wordOfLetters(word string) bool {
	for _, x := range []byte(word) {
		if x < 'A' || x > 'Z' {
			return false
		}
	}
	return true
}
