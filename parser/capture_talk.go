package parser

import (
	"bytes"
	"net/netip"
)

// smtpTalk is the conversation of a connection.
type smtpTalk struct {
	conv conversation
	sent []sentCommand // one for each of conv.fifo

	session, ip []byte
	port        int
	lead        [2][]byte // what stands before each side's lines, but for the time

	synced   bool    // the client's lines are known to be commands
	chained  bool    // … those since the last that was certain to be one
	bare     bool    // the client ends lines with LF alone
	ended    LineEnd // how the client's last line ended
	starting bool    // a STARTTLS was answered with 220
	told     bool    // the encryption was told
	doubt    bool    // replies are missing
	doubtEnd uint32
	sureFrom uint32 // a client that has received so much has no older command unanswered

	text int64 // octets of a message that were not told

	chunk chunkLook // what was seen of the chunk that is being read

	reply      place // where the reply began that is being read
	replyNo    int64 // its packet that came last
	replyLines int   // of how many packets it is made
}

// sentCommand is when a command was sent that waits for its reply.
type sentCommand struct {
	ack   uint32 // the client had received the replies before
	end   uint32 // a server that answers has received what is before
	has   bool   // ack is known
	guess bool   // it may be text of a message whose beginning is missing
}

func newSMTPTalk(c *wireConn) *smtpTalk {
	t := &smtpTalk{}
	server, client := c.key.a, c.key.b
	if c.server == 1 {
		server, client = client, server
	}
	t.ip, t.port = []byte(server.Addr().String()), int(server.Port())
	t.session = []byte(client.String() + "-" + server.String())
	t.lead[c.server] = wireLead(server, client)
	t.lead[1-c.server] = wireLead(client, server)
	return t
}

func wireLead(from, to netip.AddrPort) []byte {
	return []byte(from.String() + " > " + to.String() + "  ")
}

// line takes a line that a side said.
func (k *capture) line(b *Batch, c *wireConn, side int, text []byte, from place, end uint32, last int64, cut bool) {
	l := earlyLine{side: side, text: text, from: from, end: end, last: last, cut: cut}
	switch c.state {
	case wireUndecided:
		k.consider(b, c, &l)
	case wireSMTP:
		k.say(b, c, &l)
	}
}

// say takes a line of a conversation.
func (k *capture) say(b *Batch, c *wireConn, l *earlyLine) {
	bare := !l.cut && len(l.text) > 1 && l.text[len(l.text)-2] != '\r'
	text := trimEOL(l.text)
	c.talk.conv.onWire(l)
	if l.side == int(c.server) {
		k.serverLine(b, c, l, text)
	} else {
		k.clientLine(b, c, l, text, bare)
	}
}

// clientLine takes what the client said.
func (k *capture) clientLine(b *Batch, c *wireConn, l *earlyLine, text []byte, bare bool) {
	t := c.talk
	v := &t.conv
	guess, sure := false, true
	endBefore := t.ended
	t.ended = v.watch.end
	v.watch.crossed = l.from.has && before(l.from.ack, c.side[c.server].next)
	t.overlooked(l, text)
	if !v.body && v.auth == nil {
		if !t.synced {
			switch {
			case len(text) == 1 && text[0] == '.':
				t.dropGuesses()
				v.body = len(v.fifo) == 0 // what was sent before was text
			case commandShape(text) == shapeNone:
				t.dropGuesses()
				return
			}
			guess = true
			sure = opensGroup(text) || l.from.has && !before(l.from.ack, t.sureFrom) || t.chained
			t.chained = sure
		}
		t.missed(l, text)
	}
	if v.body {
		// RFC 5321 §4.1.1.4: the line with the dot ends with CRLF.
		//
		// QUIRK: clients that end all lines with LF end this one so too.
		if len(text) != 1 || text[0] != '.' || bare && !t.bare {
			t.text += int64(len(l.text))
			k.textLine(b, c, l, text, endBefore)
			return
		}
		if k.opts.Steps {
			content := v.watch.message()
			content.Ends = v.watch.end != EndUnknown
			content.Last = dotForm(l.text, endBefore, v.watch.end)
		}
		k.textEnd(b, c, l.side, &l.from)
	} else {
		t.bare = bare
	}
	if v.auth == nil && !v.body && bytes.IndexByte(text, 0) >= 0 {
		// A client that speaks TLS to a server that does not: how many commands
		// that is to the server is not to be told.
		k.note(b, c, l.side, []byte("[binary data]"), &l.from)
		return
	}
	n, arena := len(b.order), len(b.arena)
	e, said := k.event(b, c, l.side, text, &l.from, l.from.no)
	e.Cut = l.cut
	if !sure && !v.body {
		// Which of the replies to come is for this one is not to be told.
		e.Kind = KindCommand
		e.Command, e.Phase = ParseCommand(said)
		if e.Command.Secret {
			e.markSecret(e.Command.Arg[e.Command.SecretAt:])
		}
		k.emit(b, e, n)
		return
	}
	open := v.open
	if t.doubt {
		k.abandon(b, c)
	} else {
		// A client that sends its commands together may do so while a reply is
		// on its way (RFC 2920 §3.1).
		v.open = openReply{}
	}
	v.client(b, e, said)
	if !t.doubt {
		v.open = open
	}
	if e.Command.Verb == "BDAT" {
		// RFC 3030 §2: so many octets follow, whatever they are.
		t.text = v.bdat
		c.side[l.side].skip, v.bdat = v.bdat, 0
		t.chunk = chunkLook{}
	}
	t.follow(l, guess)
	if len(b.order) == n && !k.opts.Lines && !k.opts.Dialogue && e.Step == nil {
		b.dropEvent()
		b.arena = b.arena[:arena]
		return
	}
	k.emit(b, e, n)
}

// serverLine takes what the server said.
func (k *capture) serverLine(b *Batch, c *wireConn, l *earlyLine, text []byte) {
	t := c.talk
	v := &t.conv
	n, arena := len(b.order), len(b.arena)
	e, said := k.event(b, c, l.side, text, &l.from, l.from.no)
	e.Origin = OriginWire
	e.Cut = l.cut
	r, ok := parseReplyLine(text)
	if !ok {
		k.emit(b, e, n)
		return
	}
	if v.open.active && v.open.code != r.code {
		v.open.shape.Other = r.code
		v.mixed = true
		k.abandon(b, c)
		v.breakOff()
	}
	if !v.open.active {
		t.reply, t.replyNo, t.replyLines = l.from, l.from.no, 1
	}
	for _, no := range [...]int64{l.from.no, l.last} {
		if no > t.replyNo {
			t.replyNo = no
			t.replyLines++
		}
	}
	fifo := v.fifo
	first := t.greets(c)
	early := t.early() || first
	if early {
		v.fifo = nil
	}
	inStep := !early && len(t.sent) > 0 && t.sent[0].guess
	done := v.server(b, e, said)
	if early {
		v.fifo = fifo
		if e.Step != nil {
			e.Step.Waiting = int32(len(fifo))
		}
	}
	if v.open.active {
		v.open.lines = t.replyLines
	}
	if done {
		e.Lines, e.Time = t.replyLines, t.reply.at
		t.doubt = false
		switch {
		case e.Phase != PhaseUnknown:
			t.synced = t.synced || inStep
		case e.Reply.Code == 354:
			// RFC 5321 §4.3.2: only DATA is answered so. Which one is of no
			// consequence for what the client sends next.
			v.body = true
		case e.Reply.Code == 334:
			// RFC 4954 §4: what comes next is a secret.
			t.unsure(c)
		}
		if e.Phase == PhaseStarttls && e.Reply.Code == 220 {
			t.starting = true
		}
		if !v.body && t.text > 0 && c.side[1-l.side].skip == 0 {
			t.text = 0
		}
	}
	t.follow(nil, false)
	if !done && len(b.order) == n && !k.opts.Lines && !k.opts.Dialogue && e.Step == nil {
		b.dropEvent()
		b.arena = b.arena[:arena]
		return
	}
	k.emit(b, e, n)
}

// textLine takes a line of the message.
func (k *capture) textLine(b *Batch, c *wireConn, l *earlyLine, text []byte, before LineEnd) {
	v := &c.talk.conv
	if k.opts.Steps {
		v.watch.count(text, l.from.no)
		v.watch.countEnds(l.text, before, l.from.no)
	}
	if !k.opts.Lines && !v.watch.inHeader {
		return
	}
	e, said := k.event(b, c, l.side, text, &l.from, l.from.no)
	e.Phase, e.Cut = PhaseMessage, l.cut
	if k.opts.Steps {
		v.contentStep(b, e, said)
	}
	k.emit(b, e, len(b.order))
}

// abandon gives out a reply that is not finished.
func (k *capture) abandon(b *Batch, c *wireConn) {
	t := c.talk
	if !t.conv.open.active {
		return
	}
	n, fifo := len(b.order), t.conv.fifo
	first := t.greets(c)
	early := t.early() || first
	if early {
		t.conv.fifo = nil
	}
	t.conv.abandonReply(b)
	if early {
		t.conv.fifo = fifo
	}
	t.follow(nil, false)
	k.emit(b, nil, n)
}
