package conv

import "github.com/smtplog/smtplog/parser"

// kinds are the kinds of the parser's steps.
var kinds = [...]Kind{
	parser.StepReply: Answer, parser.StepCommand: Commanded, parser.StepResponse: Response, parser.StepContent: Content,
	parser.StepStrange: Strange, parser.StepOpen: Opened, parser.StepTLS: Encrypted, parser.StepClose: Closed,
}

// shown takes a step of a conversation that the input shows.
func (a *Assembler) shown(s *Step) {
	e := s.Event
	p := e.Step
	s.Kind, s.Millis = kinds[p.Kind], a.clock.millis(&e.Time)
	slot := a.convs.find(p.Conversation)
	if p.Kind == parser.StepClose {
		if slot >= 0 {
			a.close(slot, e, p.Close)
		}
		return
	}
	if slot < 0 {
		slot = a.begin(e, s.Millis)
	} else {
		a.convs.touch(slot)
	}
	c := a.list.at(slot)
	s.Conv = c
	if len(e.Peer.IP) > 0 {
		c.Loopback = loopback(e.Peer.IP)
	}
	if p.Torn {
		c.Whole = false
	}
	switch p.Kind {
	case parser.StepCommand:
		s.Sent = Command{
			Verb: verbOf(e.Command.Verb), Number: p.Number, Line: e.Line, Millis: s.Millis,
			Encrypted: c.encryptedNext(), Ahead: p.Waiting, Behind: c.newest(),
			Octets: int32(p.Octets), Crossed: p.Crossed,
		}
		if s.Sent.Verb == VerbBdat {
			s.Sent.Last = lastChunk(e.Command.Arg)
		}
		if s.Sent.Verb == VerbAuth {
			mechanism, _ := word(e.Command.Arg)
			s.Sent.Mechanism = MechanismOf(mechanism)
		}
		a.visit(s)
		c.command(s)
	case parser.StepReply:
		s.Sent = c.find(p.Number)
		if s.Sent.Verb == VerbNone {
			s.Sent.Verb = verbOf(e.Command.Verb)
		}
		s.Kind = Reply
		a.visit(s)
		s.Kind = Answer
		a.visit(s)
		c.reply(s)
	case parser.StepTLS:
		a.visit(s)
		if c.Encrypted != Yes || c.starts {
			c.handshake()
		}
	case parser.StepResponse:
		s.Sent = c.find(p.Number)
		a.visit(s)
		c.Cancelled = len(p.Text) == 1 && p.Text[0] == '*'
		if c.Told < 255 {
			c.Told++
		}
	case parser.StepContent:
		a.visit(s)
		c.Header.line(p.Text)
	default:
		a.visit(s)
	}
	c.Last = e.Line
	if s.Millis != 0 {
		c.Spoke = s.Millis
		a.silence(s.Millis)
	}
	if e.Peer.Port != 0 {
		c.Port = int32(e.Peer.Port)
	}
}

func loopback(ip []byte) bool {
	return len(ip) > 4 && string(ip[:4]) == "127." || string(ip) == "::1"
}

// encryptedNext tells whether what the client sends now is encrypted.
func (c *Conversation) encryptedNext() Tri {
	if c.starts {
		return Yes
	}
	return c.Encrypted
}

// begin makes room for a conversation and gives its slot.
func (a *Assembler) begin(e *parser.Event, millis int64) int32 {
	if a.convs.full() {
		a.close(a.convs.oldest, nil, parser.CloseForgotten)
	}
	slot := a.convs.add(e.Step.Conversation)
	c := a.list.at(slot)
	*c = Conversation{waiting: c.waiting[:0]}
	c.ID, c.Shown = e.Step.Conversation, true
	c.Whole = first(e)
	c.Format, c.Role, c.First, c.Began = e.Format, e.Role, e.Line, millis
	c.Wire = e.Format != nil && e.Format.Name == "pcap"
	if c.Wire {
		c.Encrypted = No
	}
	if c.Whole {
		c.Mail = MailNone
		a.counts.Whole++
	}
	a.counts.Begun++
	return slot
}

// first tells whether a step is the first of a conversation that was seen from
// its beginning; one that was given up and goes on is not.
func first(e *parser.Event) bool {
	return e.Step.Index == 1 && (e.Step.Opened || e.Kind == parser.KindReply && e.Phase == parser.PhaseConnect)
}

// close ends a conversation.
func (a *Assembler) close(slot int32, e *parser.Event, why parser.Close) {
	c := a.list.at(slot)
	s := &a.step
	if e == nil {
		// It is not the event at hand that ends it.
		saved := *s
		defer func() { *s = saved }()
	}
	*s = Step{Kind: Closed, Event: e, Conv: c, Close: why}
	if why == parser.CloseForgotten {
		a.counts.Incomplete++
	}
	a.visit(s)
	a.convs.remove(slot)
}

// silence gives up conversations that said nothing for long. Logs are a little
// out of order, so only the time that has come counts.
func (a *Assembler) silence(now int64) {
	if now <= a.latest {
		return
	}
	a.latest = now
	for {
		slot := a.convs.oldest
		if slot < 0 {
			return
		}
		c := a.list.at(slot)
		if c.Spoke == 0 || now-c.Spoke < a.limits.Idle || now-c.Spoke > maxJump {
			return
		}
		a.close(slot, nil, parser.CloseForgotten)
	}
}

// maxJump is a step of the clock that tells of another log rather than of
// silence: ten years.
const maxJump = 10 * 365 * 86400 * 1000
