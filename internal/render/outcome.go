package render

import "github.com/smtplog/smtplog/parser"

// Outcome is what a reply means for the message, by its first digit
// (RFC 5321 §4.2.1).
type Outcome uint8

// The outcomes. OutcomeDiagnostic is that of a reason without a reply.
const (
	OutcomeOther Outcome = iota // 1yz and what no RFC knows
	OutcomePositive
	OutcomeTemporary
	OutcomePermanent
	OutcomeDiagnostic
)

// OutcomeOf gives the outcome of an event. A reply whose code the log does not
// tell goes by the class of its enhanced code (RFC 3463 §2), then by what became
// of the message, and at last by the class of the status that the log has beside
// it.
func OutcomeOf(e *parser.Event) Outcome {
	if e.Kind == parser.KindDiagnostic {
		return OutcomeDiagnostic
	}
	digit := e.Reply.Code / 100
	if digit == 0 && len(e.Reply.Enhanced) > 0 {
		digit = int(e.Reply.Enhanced[0] - '0')
	}
	if digit == 0 {
		switch e.Status {
		case parser.StatusSent, parser.StatusDeliverable:
			return OutcomePositive
		case parser.StatusDeferred:
			return OutcomeTemporary
		case parser.StatusBounced, parser.StatusExpired:
			return OutcomePermanent
		}
		if len(e.DSN) > 0 {
			digit = int(e.DSN[0] - '0')
		}
	}
	switch digit {
	case 2, 3:
		return OutcomePositive
	case 4:
		return OutcomeTemporary
	case 5:
		return OutcomePermanent
	}
	return OutcomeOther
}

// Failed tells whether an event is no success: a reply of 4yz or 5yz, or a
// message that did not go through whatever was answered.
func Failed(e *parser.Event) bool {
	switch e.Status {
	case parser.StatusDeferred, parser.StatusBounced, parser.StatusExpired, parser.StatusRejected, parser.StatusUndeliverable:
		return true
	}
	switch OutcomeOf(e) {
	case OutcomePositive:
		return false
	case OutcomeDiagnostic:
		return e.Status != parser.StatusSent && e.Status != parser.StatusDeliverable
	}
	return true
}
