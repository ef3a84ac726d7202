package conv

import "github.com/smtplog/smtplog/parser"

// command takes a command that was sent.
func (c *Conversation) command(s *Step) {
	c.Commands++
	v := s.Sent.Verb
	c.Before = s.Sent
	if len(c.waiting) == maxCommands {
		c.Whole = false
		c.waiting = c.waiting[:0]
	}
	c.waiting = append(c.waiting, s.Sent)
	if c.starts {
		c.handshake()
	}
	switch v {
	case VerbEHLO, VerbHELO, VerbLHLO:
		c.HelloSince = true
		c.Hellos++
		c.end(v)
		c.since = s.Sent.Number
		c.LastChunk, c.ChunkFailed = false, false
	case VerbRset:
		c.end(v)
		c.since = s.Sent.Number
		c.LastChunk, c.ChunkFailed = false, false
	case VerbMail:
		c.Nested = open[c.Mail]
		c.end(c.Ended)
		c.LastChunk, c.ChunkFailed = false, false
		c.Mail = MailSent
		c.since = s.Sent.Number
		c.NullSender = string(s.Event.Sender) == "<>"
		c.Uses = UsesOf(s.Event.Command.Arg)
	case VerbRcpt:
		c.Asked++
	case VerbData:
		c.Header = Header{}
	case VerbBdat:
		c.Chunks++
		c.LastChunk = c.LastChunk || s.Sent.Last
		if s.Sent.Last {
			c.due()
		}
	case VerbDot:
		c.due()
		c.Dot = parser.DotNone
		if t := s.Event.Step.Content; t != nil {
			c.Dot = t.Last
		}
	case VerbAuth:
		c.Told = 0
		if cmd := &s.Event.Command; cmd.Secret || cmd.SecretAt != 0 {
			c.Told = 1
		}
	case VerbQuit:
		c.Quit = true
	}
}

// due notes how many replies the message has to get.
func (c *Conversation) due() {
	c.Due, c.Got = 0, 0
	if c.Hello == VerbLHLO && c.Asked == 0 && c.Whole {
		c.Due = c.Accepted
	}
}

// end ends the transaction; by is the verb that did it.
func (c *Conversation) end(by Verb) {
	if c.Mail != MailNone {
		c.Ended = by
	}
	c.Mail, c.NullSender, c.Uses = MailNone, false, 0
	c.Accepted, c.Refused, c.Asked, c.Chunks = 0, 0, 0, 0
}

// handshake makes the connection an encrypted one: what was said before counts
// no more (RFC 3207 §4.2).
func (c *Conversation) handshake() {
	c.Upgraded = c.Upgraded || c.starts
	c.starts = false
	c.Encrypted = Yes
	c.Offer, c.HelloSince, c.Hello, c.HelloRefused = Offer{}, false, VerbNone, false
	c.Authenticated = false
	c.end(VerbStartTLS)
	c.LastChunk, c.ChunkFailed = false, false
}

// reply takes a reply and the command that it answers.
func (c *Conversation) reply(s *Step) {
	c.Replies++
	e, code := s.Event, s.Event.Reply.Code
	positive := code/100 == 2
	c.Torn = 0
	if e.Step.Reply.Other != 0 {
		return // a line with another code came, and that is what counts
	}
	if e.Step.Reply.Unfinished {
		c.Torn = e.Line
	}
	if e.Phase == parser.PhaseConnect {
		c.Greeting = int16(code)
		if list := c.Outstanding(); c.Replies == 1 && len(list) > 0 {
			c.Early = list[0].Line
		}
		if len(e.Reply.Text) > 0 {
			name, _ := word(e.Reply.Text[0])
			c.Server = HashName(name)
			c.SaysLMTP = hasWord(e.Reply.Text[0], "LMTP")
		}
	}
	c.answer(e.Step.Number, code)
	switch s.Sent.Verb {
	case VerbEHLO, VerbHELO, VerbLHLO:
		c.HelloTried, c.HelloCode = s.Sent.Verb, int16(code)
		c.HelloRefused = !positive && c.Hello == VerbNone
		if positive {
			c.Hello = s.Sent.Verb
			c.Offer = Offer{}
			if s.Sent.Verb != VerbHELO && !e.Step.Reply.Unfinished {
				c.Offer.Read(e.Reply.Text)
			}
			if c.Offer.Extensions.Has(ExtStartTLS) && c.Encrypted == Unknown && c.Port != portImplicitTLS {
				// RFC 3207 §4.2: a server under TLS does not announce it; some do.
				c.Encrypted = No
			}
		}
	case VerbStartTLS:
		c.starts = code == 220
		c.StartTLS = int16(code)
	case VerbAuth:
		c.Cancelled = false
		c.Authenticated = c.Authenticated || code == 235
	case VerbMail:
		switch {
		case c.Mail != MailSent || s.Sent.Number < c.since:
		case positive:
			c.Mail = MailAccepted
		case c.Nested == Yes || c.Nested == Unknown && code == 503:
			// A MAIL inside a transaction is refused (RFC 5321 §4.1.4), and that one goes on.
			c.Mail = MailUnknown
		default:
			c.Mail = MailRefused
		}
	case VerbRcpt:
		switch {
		case s.Sent.Number < c.since:
			// Its transaction is over.
		case positive:
			c.Asked = max(c.Asked-1, 0)
			c.Accepted++
		default:
			c.Asked = max(c.Asked-1, 0)
			c.Refused++
		}
	case VerbData:
		if code != 354 && c.Mail == MailAccepted && c.Accepted > 0 {
			// RFC 5321 §4.1.1.4: whether the buffers are cleared is the server's.
			c.Mail = MailUnknown
		}
	case VerbDot:
		if t := e.Step.Content; t != nil && t.DotLine != 0 {
			c.Smuggled = true
		}
		c.delivered(VerbDot)
	case VerbBdat:
		switch {
		case s.Sent.Last && (positive || c.Due > 0):
			c.delivered(VerbBdat)
		case !positive:
			// RFC 3030 §2: the state is indeterminate until RSET.
			c.ChunkFailed = true
			if c.Mail != MailNone {
				c.Mail = MailUnknown
			}
		}
	}
	if code == 421 || code == 221 && (c.Quit || s.Sent.Verb == VerbNone) {
		c.Closing = int16(code)
	}
}

// delivered notes that the message was taken or refused, to one recipient or to
// all.
func (c *Conversation) delivered(by Verb) {
	c.Got++
	if !c.Awaits(VerbMail) {
		c.end(by)
	}
}

// answer notes that the command of that number has its reply; those before it
// were answered too, seen or not.
func (c *Conversation) answer(number int32, code int) {
	if number == 0 {
		return
	}
	n := 0
	for n < len(c.waiting) && c.waiting[n].Number < number {
		n++
	}
	if n > 0 {
		c.waiting = append(c.waiting[:0], c.waiting[n:]...)
	}
	if len(c.waiting) > 0 && c.waiting[0].Number == number && code != 334 {
		c.waiting[0].answered = true
	}
}
