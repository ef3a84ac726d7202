package check

import "github.com/smtplog/smtplog/internal/conv"

var _ = register(&Check{
	ID:    "seq/mail-before-rcpt",
	Title: "RCPT without an accepted MAIL",
	Why: "RCPT belongs to a transaction, and MAIL begins one. A server must refuse it outside of one (503), so nothing that the " +
		"client sends from here on reaches anybody.",
	Level:  Error,
	Ref:    "RFC 5321 §3.3, RFC 5321 §4.1.4",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Commanded | conv.Diagnostic,
	See: func(x *Look) {
		if x.Kind != conv.Commanded {
			if x.outOfOrder("sender not yet given") {
				x.Find("the server says: "+x.reason(), "logged")
			}
			return
		}
		if x.Sent.Verb != conv.VerbRcpt {
			return
		}
		switch x.Conv.Mail {
		case conv.MailNone:
			if x.Conv.Commands > 0 { // else the input leaves out what came before
				x.Find("RCPT, and no MAIL "+sinceWhen(x.Conv), "none")
			}
		case conv.MailRefused:
			if x.heard() {
				x.Find("RCPT though MAIL was refused", "refused")
			}
		}
	},
})

// sinceWhen tells since when there was no MAIL: what ended the transaction before,
// if there was one.
func sinceWhen(c *conv.Conversation) string {
	switch c.Ended {
	case conv.VerbRset:
		return "since RSET"
	case conv.VerbEHLO, conv.VerbHELO, conv.VerbLHLO:
		return "since the last hello"
	case conv.VerbStartTLS:
		return "since STARTTLS"
	case conv.VerbDot, conv.VerbBdat:
		return "since the last message"
	}
	return "before it"
}
