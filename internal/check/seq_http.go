package check

import (
	"bytes"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "seq/http-on-smtp",
	Title: "HTTP on an SMTP port",
	Why: "A browser, a scanner or a page that makes browsers speak to mail servers sends HTTP. No mail comes of it; where the " +
		"server goes on to obey lines behind the header, somebody can have mail sent by strangers' browsers.",
	Silence: "Scanners do it to every server: --disable seq/http-on-smtp.",
	Level:   Notice,
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbOther || !bytes.Contains(x.Event.Command.Arg, []byte("HTTP/")) || !x.Once() {
			return
		}
		switch verb := x.Event.Command.Verb; verb {
		case "GET", "POST", "HEAD", "PUT", "OPTIONS", "CONNECT":
			x.Find("the client speaks HTTP: "+verb, verb)
		}
	},
})
