package parser

import "bytes"

// Fault is what a summary log says that a client did against the protocol, where
// no reply tells it.
type Fault uint8

// The faults.
const (
	FaultNone Fault = iota
	// FaultEarly: it spoke before the greeting (RFC 5321 §3.1).
	FaultEarly
	// FaultPipelining: it sent commands together, and the server had not announced
	// PIPELINING (RFC 2920 §3.1).
	FaultPipelining
	// FaultGroup: it went on before it had the reply to a command that has to be the
	// last of its group (RFC 2920 §3.1).
	FaultGroup
	// FaultBareLF: it ended a line in LF without a CR (RFC 5321 §2.3.8).
	FaultBareLF
)

// postfixFaults are the words by which smtpd(8) and postscreen(8) tell them.
var postfixFaults = [...]struct {
	words string
	d     daemon
	fault Fault
}{
	{"PREGREET ", dPostscreen, FaultEarly},
	{"COMMAND PIPELINING from ", dPostscreen, FaultPipelining},
	{"BARE NEWLINE from ", dPostscreen, FaultBareLF},
	{"improper command pipelining after ", dSMTPD, FaultGroup},
	{"bare <LF> received after ", dSMTPD, FaultBareLF},
}

// postfixFault reads what Postfix writes of a client that does not keep to the
// protocol, and gives unknownLine for anything else, and when nobody wants steps;
// what the client said instead of waiting may be a secret all the same:
//
//	PREGREET 14 after 0.05 from [192.0.2.7]:40000: EHLO ylmf-pc\r\n
//	COMMAND PIPELINING from [192.0.2.7]:40000 after EHLO: MAIL FROM:<a@b.c>\r\n
//	BARE NEWLINE from [192.0.2.7]:40000 after EHLO
//	improper command pipelining after EHLO from unknown[192.0.2.7]: MAIL FROM:<a@b.c>\r\n
func postfixFault(b *Batch, e *Event, d daemon, msg []byte) outcome {
	for i := range postfixFaults {
		k := &postfixFaults[i]
		if d != k.d || !hasPrefix(msg, k.words) {
			continue
		}
		at := index(msg, " from ")
		if at < 0 {
			return unknownLine
		}
		p, rest, ok := sessionPeer(msg[at+6:])
		if !ok {
			return unknownLine
		}
		// smtpd(8) has the command before the client, postscreen(8) behind it.
		after := rest
		if d == dSMTPD {
			after = msg[len(k.words):at]
		} else if hasPrefix(rest, " after ") {
			after = rest[7:]
		}
		fault := k.fault
		w, _ := word(after)
		if n := len(w); n > 0 && w[n-1] == ':' {
			w = w[:n-1]
		}
		if v := lookupVerb(w); v != nil && v.phase != PhaseOther && fault != FaultEarly {
			e.Command.Verb, e.Phase = v.name, v.phase
		}
		if said := trimLeft(bytes.TrimPrefix(rest, []byte(":"))); fault == FaultGroup && e.Command.Verb == "AUTH" && len(said) > 0 {
			if first, _ := word(said); lookupVerb(first) == nil {
				e.markSecret(said) // RFC 4954 §4: it answers the 334 that is to come
			}
		}
		if !b.opts.Steps {
			e.Command, e.Phase = Command{}, PhaseUnknown
			return unknownLine
		}
		if fault == FaultGroup && !endsGroup(e.Command.Verb) {
			// smtpd(8) is as strict with other commands only where the client has said
			// HELO, and was announced nothing.
			fault = FaultPipelining
		}
		b.sessionStep(e, StepSessionFault, p).Fault = fault
		return foundEvent
	}
	return unknownLine
}

// endsGroup tells whether a command has to be the last of its group: those that
// RFC 2920 §3.1 names, and those whose reply changes what can follow.
func endsGroup(verb string) bool {
	switch verb {
	case "EHLO", "DATA", "VRFY", "EXPN", "TURN", "QUIT", "NOOP", "AUTH", "STARTTLS":
		return true
	}
	return false
}
