// Package conv puts conversations and deliveries together from the events of a
// scan: what was offered, whether the connection is encrypted, how far a
// transaction has come, what the attempts before this one were told.
//
// An [Assembler] takes events in input order and hands each on as a [Step], with
// the state as it was before. It belongs to one goroutine, may take events of
// several scans, and allocates nothing an event.
package conv

import "github.com/smtplog/smtplog/parser"

// Limits bound what an Assembler keeps. The zero value of each stands for its
// default.
type Limits struct {
	// Conversations and Deliveries are how many are open at a time: 20,000 and
	// 50,000. There are as many sessions of summary logs as conversations. Beyond, the one that was silent longest is given up.
	Conversations, Deliveries int
	// Idle is after how many milliseconds of the log's time a conversation that
	// says nothing is over: 30 minutes; RFC 5321 §4.5.3.2 asks for timeouts of
	// ten at most.
	Idle int64
}

const (
	defaultConversations = 20000
	defaultDeliveries    = 50000
	defaultIdle          = 30 * 60 * 1000
)

// Counts is what an Assembler has seen.
type Counts struct {
	// Begun and Whole count conversations, Whole those seen from the beginning.
	// Incomplete are those that were given up for want of room or silence.
	Begun, Whole, Incomplete int64
	// Deliveries counts those that did not succeed at once, Forgotten those
	// that were given up for want of room.
	Deliveries, Forgotten int64
	// Sessions counts those of clients that summary logs tell of.
	Sessions int64
}

// Assembler puts conversations together.
type Assembler struct {
	limits Limits
	visit  func(*Step)
	counts Counts

	convs  *table
	list   slab[Conversation]
	latest int64
	clock  clock

	sessions *table
	open     slab[Session]

	deliveries *table
	attempts   slab[Delivery]

	step  Step
	fresh Delivery
}

// New makes an Assembler that hands its steps to visit.
func New(l Limits, visit func(*Step)) *Assembler {
	if l.Conversations == 0 {
		l.Conversations = defaultConversations
	}
	if l.Deliveries == 0 {
		l.Deliveries = defaultDeliveries
	}
	if l.Idle == 0 {
		l.Idle = defaultIdle
	}
	return &Assembler{limits: l, visit: visit, convs: newTable(l.Conversations), sessions: newTable(l.Conversations), deliveries: newTable(l.Deliveries)}
}

// Counts gives what was seen so far.
func (a *Assembler) Counts() Counts { return a.counts }

// Conversation gives the conversation of an event, in the state after it; nil
// for none, and once it is over. It is valid until the next call.
func (a *Assembler) Conversation(e *parser.Event) *Conversation {
	if e.Step == nil {
		return nil
	}
	if s := a.convs.find(e.Step.Conversation); s >= 0 {
		return a.list.at(s)
	}
	return nil
}

// Event takes the next event.
func (a *Assembler) Event(e *parser.Event) {
	s := &a.step
	*s = Step{Event: e}
	if e.Step != nil {
		if e.Step.Conversation == 0 {
			a.session(s)
		} else {
			a.shown(s)
		}
		return
	}
	switch e.Kind {
	case parser.KindReply:
		s.Kind = Reply
	case parser.KindDiagnostic:
		s.Kind = Diagnostic
	default:
		return
	}
	s.Millis = a.clock.millis(&e.Time)
	if slot := a.refused(s); slot >= 0 {
		a.visit(s)
		a.open.at(slot).count(s)
		return
	}
	a.visit(s)
	if key := deliveryKey(e); key != 0 {
		a.attempt(s, key)
	}
}

// End tells that there are no more events.
func (a *Assembler) End() {
	for a.convs.oldest >= 0 {
		a.close(a.convs.oldest, nil, parser.CloseInput)
	}
	a.step = Step{Kind: End}
	a.visit(&a.step)
}

// attempt takes an attempt to deliver a message.
func (a *Assembler) attempt(s *Step, key uint64) {
	slot := a.deliveries.find(key)
	s.Kind = Attempt
	if slot < 0 {
		a.fresh = Delivery{}
		s.Delivery = &a.fresh
		a.visit(s)
		if s.Event.Status == parser.StatusSent {
			return
		}
		if a.deliveries.full() {
			a.counts.Forgotten++
			a.deliveries.remove(a.deliveries.oldest)
		}
		a.counts.Deliveries++
		slot = a.deliveries.add(key)
		*a.attempts.at(slot) = Delivery{}
	} else {
		a.deliveries.touch(slot)
		s.Delivery = a.attempts.at(slot)
		a.visit(s)
	}
	d := a.attempts.at(slot)
	t := toldOf(s.Event, s.Millis)
	if d.Attempts == 0 {
		d.First = t
	}
	d.Last = t
	d.Attempts++
}

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
