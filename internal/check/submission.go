package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "submission/port",
	Title: "a submission server that takes mail from somebody it does not know",
	Why: "Port 587 and 465 are there for the domain's own users, and a server refuses MAIL there until the client has logged in. One that " +
		"does not is open to whoever finds it.",
	Silence: "Clients inside a protected network or with a certificate need not log in: --disable submission/port.",
	Level:   Warning,
	Ref:     "RFC 6409 §4.3, RFC 6409 §3.3",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbMail || x.Code() != 250 || c.Authenticated || !c.Whole {
			return
		}
		port := int(c.Port)
		if port == 0 {
			port = x.Event.Peer.Port
		}
		if !submission(port) || x.Conv.Loopback {
			return
		}
		x.Find(fmt.Sprintf("MAIL was accepted on port %d from a client that had not logged in", port))
	},
})
