package check

import (
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "reply/lmtp-503",
	Title: "LMTP: DATA is accepted though no recipient was",
	Why: "An LMTP server answers once for each recipient, so after DATA without any there would be no reply to the message at all. It has " +
		"to refuse DATA with 503.",
	Level:  Error,
	Ref:    "RFC 2033 §4.2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbData || x.Code() != 354 || c.Hello != conv.VerbLHLO || !c.Whole || c.Accepted > 0 || c.Asked > 0 {
			return
		}
		if c.Mail != conv.MailNone && c.Refused == 0 && c.Mail != conv.MailAccepted {
			return
		}
		x.Find("354 to DATA, and no recipient was accepted")
	},
})

var _ = register(&Check{
	ID:    "reply/lmtp-verbs",
	Title: "LMTP and SMTP on one port",
	Why: "LMTP has LHLO in the place of EHLO and HELO, so that neither side takes the one protocol for the other: the number of replies " +
		"to a message differs. A server that takes both cannot know how many to send.",
	Level:  Warning,
	Ref:    "RFC 2033 §4.1",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c, v := x.Conv, x.Sent.Verb
		if !v.Hello() || x.Code()/100 != 2 || x.Event.Step.Reply.Other != 0 {
			return
		}
		verb := x.Event.Command.Verb
		switch {
		case c.SaysLMTP && v != conv.VerbLHLO:
			x.Find("the server greets with LMTP and accepts "+verb, "greeting")
		case c.Hello != conv.VerbNone && (c.Hello == conv.VerbLHLO) != (v == conv.VerbLHLO):
			x.Find("the server accepts "+verb+" after the other protocol's hello", "both")
		}
	},
})

var _ = register(&Check{
	ID:    "reply/lmtp-port",
	Title: "LMTP on port 25",
	Why: "Port 25 is SMTP's. A server that speaks LMTP there has no queue to keep what it cannot deliver at once, and whoever sends mail " +
		"to the port expects one.",
	Level:  Error,
	Ref:    "RFC 2033 §5",
	Inputs: Captures | Dialogues,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbLHLO || x.Code()/100 != 2 || c.Port != 25 || !c.Wire && c.Role == parser.RoleServer {
			return
		}
		x.Find("LHLO is accepted on port 25")
	},
})
