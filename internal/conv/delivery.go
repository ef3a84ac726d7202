package conv

import "github.com/smtplog/smtplog/parser"

// Told is what one attempt to deliver a message came to.
type Told struct {
	Line   int64
	Millis int64 // 0 where the input tells no time
	// Server names who was asked: a hash of its name, or of its address; 0 where
	// the log does not tell.
	Server uint64
	// Code is the reply's; 0 of a diagnostic. Class is the first digit of the
	// enhanced status, or of the code where there is none; 0 for neither.
	Code   int16
	Class  uint8
	Status parser.Status
	Phase  parser.Phase
}

// Delivery is one message to one recipient over its attempts (RFC 5321
// §4.5.4.1), as it was before the attempt that a check is asked about. Its
// attempts are known from the first that did not succeed.
type Delivery struct {
	// Attempts is how many came before; First and Last tell of them, and are
	// the same where there was one.
	Attempts    int32
	First, Last Told
}

// deliveryKey names a delivery, 0 where the event is none. A line that tells
// what became of a message counts, also where an earlier line told the reply.
func deliveryKey(e *parser.Event) uint64 {
	if e.Status == parser.StatusUnknown || len(e.QueueID) == 0 || len(e.Recipient) == 0 || e.Origin == parser.OriginOwn {
		return 0
	}
	switch e.Status {
	case parser.StatusSent, parser.StatusDeferred, parser.StatusBounced, parser.StatusExpired:
	default:
		return 0
	}
	h := hash(hash(hash(hashStart, e.Host), e.QueueID), e.Recipient)
	if h == 0 {
		h = 1
	}
	return h
}

// toldOf gives what an event tells of an attempt.
func toldOf(e *parser.Event, millis int64) Told {
	t := Told{Line: e.Line, Millis: millis, Status: e.Status, Phase: e.Phase, Code: int16(e.Reply.Code), Class: uint8(e.Reply.Code / 100)}
	switch {
	case len(e.Reply.Enhanced) > 0:
		t.Class = e.Reply.Enhanced[0] - '0'
	case t.Class == 0 && len(e.DSN) > 0:
		t.Class = e.DSN[0] - '0'
	}
	switch {
	case len(e.Peer.Name) > 0:
		t.Server = hash(hashStart, e.Peer.Name)
	case len(e.Peer.IP) > 0:
		t.Server = hash(hashStart, e.Peer.IP)
	}
	return t
}
