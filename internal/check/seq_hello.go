package check

import (
	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "seq/ehlo-before-mail",
	Title: "MAIL without EHLO or HELO",
	Why: "A client has to introduce itself before it begins a transaction. Without that it cannot know what the server can do, and " +
		"a server may refuse the mail (503).",
	Level:  Error,
	Ref:    "RFC 5321 §4.1.1.1, RFC 5321 §4.1.4",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Commanded | conv.Reply | conv.Diagnostic,
	Codes:  permanent,
	See: func(x *Look) {
		if x.Kind != conv.Commanded {
			if x.outOfOrder("send helo/ehlo first", "say helo first", "send helo first", "send ehlo first", "ehlo/helo first") {
				x.Find("the server says: "+x.reason(), "logged")
			}
			return
		}
		c := x.Conv
		switch {
		case x.Sent.Verb != conv.VerbMail || !c.Whole:
		case c.Hellos == 0 && c.Encrypted != conv.Yes:
			x.Find("MAIL, and no EHLO or HELO before it", "none")
		case c.HelloRefused && !c.Awaits(conv.VerbEHLO) && !c.Awaits(conv.VerbHELO) && !c.Awaits(conv.VerbLHLO):
			x.Find("MAIL though EHLO or HELO was refused", "refused")
		}
	},
})

var _ = register(&Check{
	ID:    "seq/ehlo-resets",
	Title: "EHLO in the middle of a transaction",
	Why: "EHLO and HELO do what RSET does: the server forgets the sender and the recipients. A client that goes on with RCPT or " +
		"DATA after it is refused.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.1.4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if !x.Sent.Verb.Hello() || c.Mail != conv.MailAccepted || c.Awaits(conv.VerbDot) || c.Awaits(conv.VerbBdat) {
			return
		}
		x.Find(x.Event.Command.Verb+" in the middle of a transaction, which it ends", x.Event.Command.Verb)
	},
})
