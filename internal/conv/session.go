package conv

import "github.com/smtplog/smtplog/parser"

// Session is what a summary log tells of a client's connection to the server
// that wrote it: refusals, and how it ended. Not everything that was said is
// told, so what is counted here is never too much and may be too little. It is
// borrowed until the check returns, and as it was before the step.
type Session struct {
	// First is the line on which it was first seen.
	First int64
	// Began and Spoke are the times of the first and the last line in
	// milliseconds of the log's clock; 0 where it tells none.
	Began, Spoke int64
	// Refused counts the replies that refused something, AuthFailed those of
	// them to AUTH, RcptRefused those to RCPT.
	Refused, AuthFailed, RcptRefused int32
	// Broken is why it broke off; CloseUnknown while it did not.
	Broken parser.Close
	// Opened is true when the line that tells of the connection was seen.
	Opened bool
	// Mixed is true when the log does not tell its processes apart: connections
	// of one client at the same time are then one.
	Mixed bool

	peer uint64 // the client's address, as hash has it
}

// sessionKey names the session of a line; 0 where the log does not tell.
func sessionKey(e *parser.Event) (key uint64, mixed bool) {
	if len(e.Peer.IP) == 0 {
		return 0, false
	}
	h := hash(hash(hashStart, e.Host), e.Program)
	if e.PID != 0 {
		h = (h ^ uint64(e.PID)) * 1099511628211
	} else {
		h, mixed = hash(h, e.Peer.IP), true
	}
	if h == 0 {
		h = 1
	}
	return h, mixed
}

// is tells whether the session is with that client.
func (c *Session) is(e *parser.Event) bool {
	return c.peer == hash(hashStart, e.Peer.IP)
}

// sessionOf gives the slot of the session that a line is of, a new one where it
// is not known, -1 where the log does not tell whose it is. With fresh it begins
// another in any case.
func (a *Assembler) sessionOf(e *parser.Event, millis int64, fresh bool) int32 {
	key, mixed := sessionKey(e)
	if key == 0 {
		return -1
	}
	slot := a.sessions.find(key)
	if slot >= 0 {
		a.sessions.touch(slot)
		c := a.open.at(slot)
		silent := millis != 0 && c.Spoke != 0 && millis-c.Spoke > a.limits.Idle
		if !fresh && c.is(e) && !silent {
			return slot
		}
	} else {
		if a.sessions.full() {
			a.sessions.remove(a.sessions.oldest)
		}
		slot = a.sessions.add(key)
		a.counts.Sessions++
	}
	c := a.open.at(slot)
	*c = Session{Mixed: mixed, First: e.Line, Began: millis, peer: hash(hashStart, e.Peer.IP)}
	return slot
}

// session takes a line that tells of a session and of nothing else.
func (a *Assembler) session(s *Step) {
	e := s.Event
	s.Millis = a.clock.millis(&e.Time)
	switch e.Step.Kind {
	case parser.StepBounce:
		s.Kind = Bounced
		a.visit(s)
		return
	case parser.StepSessionFault:
		s.Kind = Faulted
		a.visit(s)
		return
	}
	slot := a.sessionOf(e, s.Millis, e.Step.Kind == parser.StepSessionOpen)
	if slot < 0 {
		return
	}
	c := a.open.at(slot)
	s.Session = c
	switch e.Step.Kind {
	case parser.StepSessionOpen:
		s.Kind = SessionOpened
		a.visit(s)
		c.Opened = true
	case parser.StepSessionBroken:
		s.Kind, s.Close = SessionBroken, e.Step.Close
		a.visit(s)
		c.Broken = e.Step.Close
	case parser.StepSessionClose:
		s.Kind, s.Close = SessionClosed, e.Step.Close
		a.visit(s)
		a.sessions.remove(slot)
		return
	}
	c.Spoke = s.Millis
}

// refused takes a reply by which a server refused a client something, as its
// log tells it. It finds the session before the checks are asked.
func (a *Assembler) refused(s *Step) (slot int32) {
	e := s.Event
	if e.Origin != parser.OriginOwn || e.Role != parser.RoleServer || e.Retold {
		return -1
	}
	slot = a.sessionOf(e, s.Millis, false)
	if slot >= 0 {
		s.Session = a.open.at(slot)
	}
	return slot
}

// count adds what the checks have seen.
func (c *Session) count(s *Step) {
	c.Spoke = s.Millis
	if s.Event.Status != parser.StatusRejected {
		return
	}
	c.Refused++
	switch s.Event.Phase {
	case parser.PhaseAuth:
		c.AuthFailed++
	case parser.PhaseRcpt:
		c.RcptRefused++
	}
}
