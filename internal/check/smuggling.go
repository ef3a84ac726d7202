package check

import (
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "smuggling/dot",
	Title: "a dot that only some servers take for the end of the message",
	Why: "Only a dot between CRLF and CRLF ends a message. Where a bare LF or CR stands on one side, the server that sends takes it for text " +
		"and the one that receives may take it for the end, and what follows for commands: a second message, in the name of the first " +
		"server, from whomever its author likes (SMTP smuggling).",
	Silence: "Have the server that takes mail in refuse or repair such lines (Postfix: smtpd_forbid_bare_newline).",
	Level:   Error,
	Ref:     "RFC 5321 §4.1.1.4, RFC 5321 §2.3.8",
	Inputs:  Captures,
	Kinds:   conv.Commanded | conv.Answer,
	See: func(x *Look) {
		t := x.Event.Step.Content
		if t == nil || t.DotLine == 0 && t.Last == parser.DotNone {
			return
		}
		if t.Last != parser.DotNone {
			x.Find("the message is ended with "+t.Last.String()+", which is <CRLF>.<CRLF> only to some servers", t.Last.String())
			return
		}
		form := firstDot(t)
		x.FindAt(t.DotLine, "the message has "+form+", which some servers take for its end", form)
	},
})

// firstDot names a form that the message has.
func firstDot(t *parser.Content) string {
	for f, n := range t.Dots {
		if n > 0 {
			return parser.DotForm(f).String()
		}
	}
	return ""
}

var _ = register(&Check{
	ID:    "smuggling/accepted",
	Title: "the server takes another dot than <CRLF>.<CRLF> for the end of the message",
	Why: "A server that does so lets whoever can send a text through another server send messages of his own through it, which pass all " +
		"checks that look at the server they come from (SMTP smuggling).",
	Level:  Error,
	Ref:    "RFC 5321 §4.1.1.4",
	Inputs: Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbDot && x.Event.Command.Verb != "." || x.Code()/100 != 2 || !c.Whole || !c.Wire {
			return
		}
		if t := x.Event.Step.Content; t != nil {
			// It answers though no line with a dot of the right form came.
			if t.DotLine != 0 {
				form := firstDot(t)
				x.Find("the server takes "+form+" for the end of the message", form)
			}
			return
		}
		if c.Dot != parser.DotNone && c.Before.Verb == conv.VerbDot {
			x.Find("the server takes "+c.Dot.String()+" for the end of the message", c.Dot.String())
		}
	},
})
