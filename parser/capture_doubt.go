package parser

// What is said here holds to one rule: a reply is told to answer a command only
// where the numbers of TCP leave no other.

// early tells whether the reply that is being read cannot answer the command
// that waits first: the client had it already when it sent the command, or the
// server had not received the command when it spoke. It answers something that
// was not captured, or nothing: "421 Timeout".
func (t *smtpTalk) early() bool {
	if len(t.sent) == 0 {
		return false
	}
	s := &t.sent[0]
	return s.has && before(t.reply.seq, s.ack) || t.reply.has && before(t.reply.ack, s.end)
}

// greets tells whether the reply that is being read is the greeting, and notes
// it: that is the first of a connection, whatever the client has said by then
// (RFC 5321 §3.1).
func (t *smtpTalk) greets(c *wireConn) bool {
	v := &t.conv
	first := c.side[c.server].syn && v.opened && v.nrecent == 0 && !v.watch.torn
	if first {
		v.greeted = false
	}
	return first
}

// follow keeps t.sent beside conv.fifo.
func (t *smtpTalk) follow(l *earlyLine, guess bool) {
	n := len(t.conv.fifo)
	if len(t.sent) > n {
		t.sent = append(t.sent[:0], t.sent[len(t.sent)-n:]...)
	}
	for len(t.sent) < n {
		s := sentCommand{}
		if l != nil {
			s = sentCommand{ack: l.from.ack, end: l.end, has: l.from.has, guess: guess}
		}
		t.sent = append(t.sent, s)
	}
}

// dropGuesses forgets what was taken for commands and was text.
func (t *smtpTalk) dropGuesses() {
	if len(t.sent) > 0 && t.sent[len(t.sent)-1].guess {
		t.dropPending()
	}
}

// dropPending forgets the commands that wait: their replies are missing.
func (t *smtpTalk) dropPending() {
	v := &t.conv
	for i := range v.fifo {
		v.held -= v.fifo[i].weight()
	}
	v.fifo, t.sent = v.fifo[:0], t.sent[:0]
}

// lost notes that a side's octets up to a place are missing.
func (t *smtpTalk) lost(c *wireConn, side int, n int64, to uint32) {
	v := &t.conv
	v.watch.torn = true
	if side != int(c.server) {
		if v.body {
			t.text += n
		} else {
			t.unsure(c)
			if t.doubt {
				t.dropPending()
			}
		}
		return
	}
	v.greeted = true
	t.doubt, t.doubtEnd = true, to
	switch {
	case !t.synced:
		// The client may have sent more than is known.
		t.dropPending()
		t.chained, t.sureFrom = false, to+1
	case len(v.fifo) > 1:
		// How many of them were answered is not to be told.
		t.dropPending()
		t.synced, t.chained, t.sureFrom = false, false, to
	}
}

// unsure notes that the client may have sent what was not captured. It is in
// step again when it has received more than the server said until now.
func (t *smtpTalk) unsure(c *wireConn) {
	t.synced, t.chained, t.sureFrom = false, false, c.side[c.server].next+1
}

// opensGroup tells whether a line is a command before which clients wait for
// all replies (RFC 2920 §3.1): hardly one sends it behind others.
func opensGroup(text []byte) bool {
	w, _ := word(text)
	v := lookupVerb(w)
	if v == nil {
		return false
	}
	switch v.phase {
	case PhaseEhlo, PhaseMail, PhaseAuth, PhaseStarttls:
		return true
	}
	return false
}

// overlooked finds, by what the client says next, that the end of a message or
// the answer to a challenge is missing.
func (t *smtpTalk) overlooked(l *earlyLine, text []byte) {
	v := &t.conv
	switch {
	case v.body && t.doubt && len(v.fifo) == 0 && l.from.has && !before(l.from.ack, t.doubtEnd):
		// Within a message the server says nothing: what is missing of it came
		// behind the end.
		v.body, t.text, t.doubt = false, 0, false
		t.synced, t.chained, t.sureFrom = false, false, t.doubtEnd
	case v.auth != nil && (t.doubt || !t.synced) && commandShape(text) == shapeClear:
		v.auth = nil
	}
}

// missed finds, by what the client says next, that the reply to its only
// command is missing.
func (t *smtpTalk) missed(l *earlyLine, text []byte) {
	v := &t.conv
	if !t.doubt || !l.from.has || before(l.from.ack, t.doubtEnd) || v.open.active {
		return
	}
	if len(v.fifo) == 1 {
		p := v.fifo[0]
		t.dropPending()
		if commandShape(text) == shapeNone {
			switch p.phase {
			case PhaseData:
				v.body = true
			case PhaseAuth:
				v.auth = &pending{cmd: p.cmd, phase: PhaseAuth}
				v.auth.cmd.Arg = mechanism(p.cmd.Arg)
				v.auth.cmd.Secret = false
			}
		}
	}
	t.doubt = false
}
