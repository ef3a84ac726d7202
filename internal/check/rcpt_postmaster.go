package check

import (
	"bytes"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "rcpt/postmaster",
	Title: "postmaster is not known",
	Why: "Every domain that takes mail must take it for postmaster, and a server must know <postmaster> without a domain: it is " +
		"where others report what goes wrong. A domain without one is listed as such, and learns of its faults last.",
	Silence: "Make postmaster an alias of somebody who reads it.",
	Level:   Warning,
	Ref:     "RFC 5321 §4.5.1",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	Codes:   permanent,
	See: func(x *Look) {
		e := x.Event
		if e.Reply.Code < 500 || e.Phase != parser.PhaseRcpt || e.Retold {
			return
		}
		to := e.Recipient
		if len(to) == 0 {
			to = parser.PathOf(e.Command.Arg)
		}
		local := to
		if d := domainOf(to); d != nil {
			local = to[:len(to)-len(d)-1]
		}
		if !bytes.EqualFold(local, []byte("postmaster")) {
			return
		}
		switch x.class() {
		case "invalid-recipient", "mailbox-disabled":
			x.Find("mail to postmaster is refused: there is no such mailbox", string(domainOf(to)))
		}
	},
})
