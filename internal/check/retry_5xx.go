package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "retry/5xx",
	Title: "tried again after a permanent refusal",
	Why: "A 5yz says that the same message to the same recipient will never pass. Asking again costs both sides, delays the " +
		"news to the sender, and is what blocklists take for a spammer.",
	Silence: "soft_bounce and the like do it on purpose while something is tested: --disable retry/5xx for that time.",
	Level:   Error,
	Ref:     "RFC 5321 §4.2.1, RFC 5321 §4.2.5",
	Inputs:  Logs,
	Kinds:   conv.Attempt,
	See: func(x *Look) {
		d := x.Delivery
		last := &d.Last
		if d.Attempts == 0 || last.Code < 500 || last.Class != 5 || x.Millis == 0 || last.Millis == 0 {
			return
		}
		switch last.Phase {
		case parser.PhaseMail, parser.PhaseRcpt, parser.PhaseData, parser.PhaseMessage:
		default:
			// What a greeting or a HELO is answered is about the host; another may
			// have been asked since.
			return
		}
		waited := x.Millis - last.Millis
		if waited < 60_000 {
			return // another server of the same domain, or the same attempt told twice
		}
		x.Find(fmt.Sprintf("refused for good with %d on line %d, and tried again %s later", last.Code, last.Line, span(waited)))
	},
})

// span gives milliseconds in the largest unit that leaves a whole number worth
// telling.
func span(ms int64) string {
	s := ms / 1000
	switch {
	case s < 120:
		return fmt.Sprintf("%d s", s)
	case s < 120*60:
		return fmt.Sprintf("%d min", s/60)
	case s < 48*3600:
		return fmt.Sprintf("%d h", s/3600)
	}
	return fmt.Sprintf("%d days", s/86400)
}
