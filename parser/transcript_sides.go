package parser

// say hands a line of one side on.
func (t *transcript) say(b *Batch, e *Event, s side, text []byte) {
	if s == sideServer {
		t.serverSays(b, e, text)
	} else {
		t.clientSays(b, e, text)
	}
}

// serverSays takes what the server sent.
func (t *transcript) serverSays(b *Batch, e *Event, text []byte) {
	t.spoke = sideServer
	c := &t.c
	if c.listed {
		if l, _ := parseReplyLine(text); l.code != c.open.code {
			t.endListed(b)
		}
	}
	if !c.greeted && len(c.fifo) == 0 && !t.fresh && !greets(text) {
		// Something else came first: what was said before is not shown.
		c.greeted = true
	}
	t.fresh = false
	if len(c.fifo) == 0 && hasPrefix(text, "220") && (t.over || t.greetsAgain(text)) {
		t.connect(b, e)
	}
	if t.early(text) {
		waiting := c.fifo
		c.fifo, c.greeted, c.opened = nil, false, true
		defer func() { c.fifo = append(c.fifo, waiting...) }()
	}
	t.answers++
	n := len(b.order)
	unasked := len(c.fifo) == 0 && !c.body && c.auth == nil
	whole := c.server(b, e, text)
	t.dress(b, n)
	if whole && e.Reply.Code == 354 && unasked && (t.spoken || t.dialect != bareDialect) {
		// Only DATA is answered so (RFC 5321 §4.3.2), though it is not shown.
		c.body = true
	}
	if whole && e.Reply.Code == 334 && unasked {
		// Only AUTH is (RFC 4954 §4): what comes next is a secret.
		c.auth = &pending{cmd: Command{Verb: "AUTH"}, phase: PhaseAuth}
	}
}

// greetsAgain tells whether text is a greeting though the conversation had one
// and no leave was taken: the end of that one is not shown.
func (t *transcript) greetsAgain(text []byte) bool {
	return t.answers > 0 && !t.c.open.active && !t.c.body && t.c.auth == nil && t.c.bdat == 0 && greetingShape(text) == shapeClear
}

// early tells whether text is a greeting that commands were sent ahead of:
// the PROXY header of a balancer, or an EHLO that did not wait.
func (t *transcript) early(text []byte) bool {
	if t.answers > 0 || len(t.c.fifo) == 0 || !t.connected || !greets(text) {
		return false
	}
	for hasPrefix(text, "220") && len(t.c.fifo) > 0 && t.c.fifo[0].phase == PhaseOther {
		// The header of the PROXY protocol gets no reply.
		t.c.fifo = append(t.c.fifo[:0], t.c.fifo[1:]...)
	}
	return true
}

// greets tells whether a server can say text first (RFC 5321 §3.1, §4.3.2).
// A 220 with an enhanced code answers a STARTTLS: greetings have none
// (RFC 2034 §4).
func greets(text []byte) bool {
	if hasPrefix(text, "220") {
		return len(text) < 5 || scanEnhanced(text[4:]) == 0
	}
	return refusalShape(text) || !startsReply(text)
}

// clientSays takes what the client sent.
func (t *transcript) clientSays(b *Batch, e *Event, text []byte) {
	t.spoke, t.spoken = sideClient, true
	if t.over && len(t.c.fifo) == 0 && !t.c.body {
		if s := commandShape(text); s == shapeClear && startsFold(text, "EHLO") {
			t.connect(b, e)
			t.c.opened = false
		}
	}
	t.fresh = false
	if t.unseenResponse(text) {
		if e.Dialogue = true; !t.sq.opts.Secrets {
			e.markSecret(text)
		}
		return
	}
	if t.c.listed {
		t.endListed(b)
	}
	n := len(b.order)
	t.c.client(b, e, text)
	t.dress(b, n)
}

// endListed gives out the reply that is open, of a program that does not show
// which line is the last: something else came.
func (t *transcript) endListed(b *Batch) {
	n := len(b.order)
	t.c.abandonReply(b)
	t.dress(b, n)
	for _, x := range b.order[n:] {
		t.over = t.over || x.Phase == PhaseQuit
	}
}

// unseenResponse tells whether text answers a 334 that the program did not
// print: nothing but that follows an AUTH before its reply (RFC 4954 §4).
func (t *transcript) unseenResponse(text []byte) bool {
	c := &t.c
	if n := len(c.fifo); n == 0 || c.fifo[n-1].phase != PhaseAuth || c.auth != nil || c.body {
		return false
	}
	verb, _ := word(text)
	return len(text) > 3 && isBase64(text) && lookupVerb(verb) == nil
}
