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
	// 50,000. There are as many sessions of summary logs as conversations. Beyond,
	// the one that was silent longest is given up.
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
