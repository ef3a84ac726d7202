package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "seq/rcpt-before-data",
	Title: "DATA without an accepted recipient",
	Why: "A message needs somebody to go to. A client that asks for DATA though no RCPT was accepted is told 503 or 554, or, where the " +
		"server lets it go on, sends a message to nobody; the reason is in the replies to RCPT.",
	Level:  Error,
	Ref:    "RFC 5321 §3.3, RFC 5321 §4.1.4",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Commanded | conv.Diagnostic,
	See: func(x *Look) {
		if x.Kind != conv.Commanded {
			if x.outOfOrder("valid rcpt command must precede data") {
				x.Find("the server says: "+x.reason(), "logged")
			}
			return
		}
		c := x.Conv
		if x.Sent.Verb != conv.VerbData && x.Sent.Verb != conv.VerbBdat || c.Accepted > 0 || c.Asked > 0 || c.Chunks > 0 || c.LastChunk || c.ChunkFailed {
			return
		}
		verb := x.Event.Command.Verb
		switch {
		case c.Mail == conv.MailNone:
			x.Find(verb+", and no MAIL "+sinceWhen(c), "none", verb)
		case c.Mail == conv.MailUnknown || c.Mail == conv.MailSent && c.Refused == 0:
		case c.Refused > 0 && !x.heard():
		case c.Mail == conv.MailRefused:
			if !x.heard() {
				return
			}
			x.Find(verb+" though MAIL was refused", "refused", verb)
		case c.Refused > 0:
			x.Find(fmt.Sprintf("%s though all recipients were refused (%d of %d)", verb, c.Refused, c.Refused), "all refused", verb)
		default:
			x.Find(verb+", and no RCPT before it", "no rcpt", verb)
		}
	},
})

var _ = register(&Check{
	ID:    "seq/nested-mail",
	Title: "MAIL inside a transaction",
	Why: "One transaction has one MAIL. A second one before the message was sent, or before RSET, has to be refused (503); a server " +
		"that takes it leaves open to whom the recipients before it belong.",
	Level:  Error,
	Ref:    "RFC 5321 §4.1.4",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Commanded | conv.Reply | conv.Diagnostic,
	Codes:  permanent,
	See: func(x *Look) {
		if x.Kind != conv.Commanded {
			if x.outOfOrder("sender already given", "sender already specified", "nested mail command") {
				x.Find("the server says: "+x.reason(), "logged")
			}
			return
		}
		c := x.Conv
		if x.Sent.Verb != conv.VerbMail || c.Mail != conv.MailAccepted || c.Awaits(conv.VerbDot) || c.Awaits(conv.VerbBdat) || c.Awaits(conv.VerbData) {
			return
		}
		x.Find("MAIL though the transaction before it is neither sent nor reset")
	},
})

var _ = register(&Check{
	ID:    "seq/rset-clears",
	Title: "RSET that is refused, or has no effect",
	Why: "RSET without an argument is always answered 250, and clears the transaction. Where it does not, the next message can go to " +
		"the recipients of the one before.",
	Level:  Error,
	Ref:    "RFC 5321 §4.1.1.5",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c, code := x.Conv, x.Code()
		switch {
		case x.Sent.Verb == conv.VerbRset:
			if refusesReset(x) {
				x.Find(fmt.Sprintf("RSET is answered with %d", code), codeText(code))
			}
		case x.Sent.Verb == conv.VerbRcpt && code/100 == 2 && c.Mail == conv.MailNone && c.Ended == conv.VerbRset && c.Before.Number == x.Sent.Number:
			x.Find("a recipient is accepted after RSET, and no MAIL before it", "survives")
		}
	},
})

// refusesReset tells whether a reply refuses a RSET that has to be accepted.
func refusesReset(x *Look) bool {
	code := x.Code()
	return code != 250 && code != 221 && code != 421 && code != 554 && code >= 200 && x.Conv.Greeting == 220 && len(x.Event.Command.Arg) == 0 && x.Event.Step.Reply.Other == 0
}
