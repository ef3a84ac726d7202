package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

const shortWhy = "RFC 5321 §4.5.3.2 tells how long a client should wait before it gives up: busy servers answer late. Who is " +
	"less patient gives up on servers that would have taken the mail, and tries all of it again."

const shortSilence = "A short timeout may be right where another server waits to be tried; else raise it (smtp_helo_timeout, " +
	"smtp_mail_timeout and so on in Postfix, command_timeout in Exim, Timeout.* in Sendmail)."

var _ = register(&Check{
	ID: "timeout/greeting", Title: "gave up waiting for the greeting within five minutes",
	Why: shortWhy, Silence: shortSilence, Level: Notice, Ref: "RFC 5321 §4.5.3.2.1", Inputs: Logs, Kinds: conv.Diagnostic,
	See: func(x *Look) { seeImpatience(x, "the greeting", 300, parser.PhaseConnect, parser.PhaseConnect) },
})

var _ = register(&Check{
	ID: "timeout/mail-rcpt", Title: "gave up waiting for the reply to MAIL or RCPT within five minutes",
	Why: shortWhy, Silence: shortSilence, Level: Notice, Ref: "RFC 5321 §4.5.3.2.2, RFC 5321 §4.5.3.2.3", Inputs: Logs, Kinds: conv.Diagnostic,
	See: func(x *Look) {
		seeImpatience(x, "the reply to MAIL or RCPT", 300, parser.PhaseMail, parser.PhaseRcpt)
	},
})

var _ = register(&Check{
	ID: "timeout/data", Title: "gave up waiting for the reply to DATA within two minutes, or to the final dot within ten",
	Why:     shortWhy + " Behind the final dot it also makes duplicates: the server may have taken the message.",
	Silence: shortSilence, Level: Warning, Ref: "RFC 5321 §4.5.3.2.4, RFC 5321 §4.5.3.2.6", Inputs: Logs, Kinds: conv.Diagnostic,
	See: func(x *Look) {
		switch {
		case x.Event.Phase == parser.PhaseData:
			seeImpatience(x, "the reply to DATA", 120, parser.PhaseData, parser.PhaseData)
		case x.says("end of data") || x.says("during client data status"):
			seeImpatience(x, "the reply to the final dot", 600, parser.PhaseMessage, parser.PhaseMessage)
		}
	},
})

// seeImpatience tells of a client that gave up in one of two phases before so
// many seconds had gone.
func seeImpatience(x *Look, what string, limit float64, one, two parser.Phase) {
	e := x.Event
	if e.Phase != one && e.Phase != two || e.Role != parser.RoleClient || e.Origin != parser.OriginLocal || !e.HasDelay {
		return
	}
	if !x.says("timed out while") && !x.says("smtp timeout after") && !x.says("timeout waiting for input") {
		return
	}
	// It waited no longer than all of it took.
	took := e.Delay
	if e.HasDelays {
		took = min(took, float64(e.Delays[2])+float64(e.Delays[3]))
	}
	if took >= limit-1 {
		return
	}
	x.Find(fmt.Sprintf("gave up on %s after %s at most; %s are due", what, span(max(int64(took*1000), 1000)), span(int64(limit*1000))), what)
}
