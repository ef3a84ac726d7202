package parser

import "bytes"

// Summary logs show no dialogue, but say when a client's session begins, what
// broke it off, and when it is over. With Options.Steps such a line is an event
// with a step of one of the kinds below; without, it is the housekeeping that
// it always was. Which session a line belongs to is told by the process that
// wrote it.

// SessionTotals is what a server counted when a client left: commands by kind.
type SessionTotals struct {
	// Known is true when the log tells them.
	Known                  bool
	Auth, Mail, Rcpt, Data Tally
	Commands               Tally
}

// Tally counts commands: those that were accepted, and all.
type Tally struct{ Accepted, All int32 }

// summary tells whether an event is a step of a session of a summary log, or of
// a notification's way, and nothing else.
func (e *Event) summary() bool {
	return e.Step != nil && e.Step.Kind >= StepSessionOpen && e.Kind < KindReply
}

// sessionStep makes e a step of a client's session; nil when nobody wants steps.
func (b *Batch) sessionStep(e *Event, kind StepKind, peer Peer) *Step {
	if !b.opts.Steps {
		return nil
	}
	s := b.newStep()
	s.Kind, s.Server = kind, true
	e.Step, e.Role, e.Peer = s, RoleServer, peer
	return s
}

// postfixSession reads what smtpd(8) writes of a session: "connect from
// name[address]", "disconnect from … ehlo=1 mail=0/1 commands=1/2", "lost
// connection after RCPT from …". It gives unknownLine for anything else, and
// when nobody wants steps.
func postfixSession(lc *lineContext, b *Batch, e *Event, msg []byte) outcome {
	if !b.opts.Steps {
		return unknownLine
	}
	switch {
	case hasPrefix(msg, "connect from "):
		if p, _, ok := sessionPeer(msg[13:]); ok {
			b.markAhead(markOpen, &lc.f, msg[13:])
			b.sessionStep(e, StepSessionOpen, p)
			return foundEvent
		}
	case hasPrefix(msg, "disconnect from "):
		if p, rest, ok := sessionPeer(msg[16:]); ok {
			b.markAhead(markClose, &lc.f, msg[16:])
			b.sessionStep(e, StepSessionClose, p).Text = rest
			return foundEvent
		}
	default:
		for i := range breaks {
			k := &breaks[i]
			if !hasPrefix(msg, k.words) {
				continue
			}
			rest := msg[len(k.words):]
			at := index(rest, " from ")
			if at < 0 {
				return unknownLine
			}
			p, _, ok := sessionPeer(rest[at+6:])
			if !ok {
				return unknownLine
			}
			s := b.sessionStep(e, StepSessionBroken, p)
			s.Close = k.why
			if k.why == CloseErrors {
				dropped(e, dSMTPD, msg) // it is a record, too
				return foundEvent
			}
			if v := lookupVerb(rest[:at]); v != nil {
				e.Command.Verb, e.Phase = v.name, v.phase
			} else if st, ok := stagePhase(rest[:at]); ok {
				e.Command.Verb, e.Phase = st.verb, st.phase
			} else if hasPrefix(rest, "DATA (") {
				// "lost connection after DATA (123 bytes) from"
				e.Command.Verb, e.Phase = ".", PhaseMessage
			}
			return foundEvent
		}
	}
	return unknownLine
}

// breaks are the words by which smtpd(8) tells why it ended a session.
var breaks = [...]struct {
	words string
	why   Close
}{
	{"lost connection after ", CloseLost}, {"timeout after ", CloseTimeout}, {"too many errors after ", CloseErrors},
}

// sessionPeer reads "name[address]" or "name[address]:port", and gives what
// stands behind it.
func sessionPeer(text []byte) (p Peer, rest []byte, ok bool) {
	n := clientEnd(text)
	if n <= 0 {
		return p, nil, false
	}
	p = parsePeer(text[:n])
	p.Port = 0 // the client's own
	return p, text[n:], p.IP != nil
}

// Totals gives what the server counted, of a StepSessionClose; it reads Text.
func (s *Step) Totals() SessionTotals {
	if s.Kind != StepSessionClose {
		return SessionTotals{}
	}
	return totalsOf(s.Text)
}

// totalsOf reads "ehlo=1 mail=1 rcpt=0/3 quit=1 commands=3/6": where there is a
// slash, what was accepted and what was sent.
func totalsOf(text []byte) (t SessionTotals) {
	for {
		text = trimLeft(text)
		eq := bytes.IndexByte(text, '=')
		if eq <= 0 {
			return t
		}
		key := text[:eq]
		val := text[eq+1:]
		accepted, n := atoi(val, 9)
		if n == 0 {
			return t
		}
		all := accepted
		val = val[n:]
		if len(val) > 0 && val[0] == '/' {
			var m int
			if all, m = atoi(val[1:], 9); m == 0 {
				return t
			}
			val = val[1+m:]
		}
		x := Tally{int32(accepted), int32(all)}
		switch string(key) {
		case "auth":
			t.Auth = x
		case "mail":
			t.Mail = x
		case "rcpt":
			t.Rcpt = x
		case "data":
			t.Data = x
		case "commands":
			t.Commands, t.Known = x, true
		}
		text = val
	}
}

// eximSession reads what Exim writes of a connection that a client made; the
// first and the second only with log_selector smtp_connection.
//
//	SMTP connection from [192.0.2.9] (TCP/IP connection count = 1)
//	SMTP connection from client [192.0.2.9] closed by QUIT
//	SMTP connection from client [192.0.2.9] lost D=3s
//	unexpected disconnection while reading SMTP command from client [192.0.2.9]
//	SMTP command timeout on connection from client [192.0.2.9]
func eximSession(b *Batch, e *Event, msg []byte) outcome {
	if !b.opts.Steps {
		return unknownLine
	}
	kind, why := StepSessionBroken, CloseLost
	var rest []byte
	switch {
	case hasPrefix(msg, "SMTP connection from "):
		rest = msg[21:]
		why = CloseUnknown
	case hasPrefix(msg, "unexpected disconnection while reading SMTP command from "):
		rest = msg[57:]
	case hasPrefix(msg, "SMTP command timeout on "):
		i := index(msg, "connection from ")
		if i < 0 {
			return unknownLine
		}
		rest, why = msg[i+16:], CloseTimeout
	default:
		return unknownLine
	}
	p, rest := eximNamedHostAt(rest)
	if p.IP == nil {
		return unknownLine
	}
	p.Port = 0 // the client's own
	if why == CloseUnknown {
		switch {
		case hasPrefix(rest, " (TCP/IP connection count"):
			kind = StepSessionOpen
		case hasPrefix(rest, " closed by "):
			kind = StepSessionClose
		case hasPrefix(rest, " lost"):
			kind, why = StepSessionClose, CloseLost
		default:
			return unknownLine
		}
	}
	b.sessionStep(e, kind, p).Close = why
	return foundEvent
}

// sendmailSession reads what Sendmail writes of a connection that a client
// made: "connect from name [192.0.2.9]" (LogLevel 12), "lost input channel from
// name [192.0.2.9] to MTA after rcpt", "name [192.0.2.9] did not issue
// MAIL/EXPN/VRFY/ETRN during connection to MTA", "timeout waiting for input
// from name [192.0.2.9] during server cmd read".
func sendmailSession(b *Batch, e *Event, msg []byte) outcome {
	if !b.opts.Steps {
		return unknownLine
	}
	var p Peer
	kind, why := StepSessionBroken, CloseUnknown
	switch {
	case hasPrefix(msg, "connect from "):
		kind, p = StepSessionOpen, sendmailPeer(msg[13:])
	case hasPrefix(msg, "lost input channel from "):
		i := index(msg, " to ")
		if i < 24 {
			return unknownLine
		}
		why, p = CloseLost, sendmailPeer(msg[24:i])
	case hasPrefix(msg, "timeout waiting for input from "):
		i := index(msg, " during server cmd read")
		if i < 31 {
			return unknownLine
		}
		why, p = CloseTimeout, sendmailPeer(msg[31:i])
	default:
		i := index(msg, " did not issue MAIL/EXPN/VRFY/ETRN during connection to ")
		if i <= 0 {
			return unknownLine
		}
		kind, p = StepSessionClose, sendmailPeer(msg[:i])
	}
	if p.IP == nil {
		return unknownLine
	}
	p.Port = 0
	b.sessionStep(e, kind, p).Close = why
	return foundEvent
}

// postfixNotification reads what bounce(8) writes when it makes a message of a
// failure: "sender non-delivery notification: 14E5C99", behind the queue id of
// the message that failed.
func postfixNotification(b *Batch, e *Event, id, text []byte) outcome {
	const words = "sender non-delivery notification: "
	if !b.opts.Steps || id == nil || !hasPrefix(text, words) {
		return unknownLine
	}
	made := text[len(words):]
	if !looksQueueID(made) {
		return unknownLine
	}
	s := b.newStep()
	s.Kind, s.Text = StepBounce, made
	e.Step, e.QueueID = s, id
	return foundEvent
}
