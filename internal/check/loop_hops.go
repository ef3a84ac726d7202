package check

import (
	"bytes"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "loop/hops",
	Title: "mail goes round in circles, or would",
	Why: "The message would have gone from a server to itself, or it passed so many servers that it must have met one of them twice. " +
		"An MX, a forward or a transport points back to where the mail came from, and only a limit ends it.",
	Silence: "Follow the Received headers of one such message: the servers that come again are the loop. Where a server would send to " +
		"itself, it has to know the domain as its own, or the MX record is wrong.",
	Level:  Error,
	Ref:    "RFC 5321 §6.3",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply | conv.Diagnostic,
	Codes:  noCode | refusal,
	See: func(x *Look) {
		e := x.Event
		if e.Retold || e.Status == parser.StatusUndeliverable || e.Role == parser.RoleServer && e.Origin == parser.OriginLocal {
			return // an address was only asked for
		}
		status := e.Reply.Enhanced
		if e.Kind == parser.KindDiagnostic {
			if e.Origin != parser.OriginLocal {
				return
			}
			status = e.DSN
		} else if e.Reply.Code < 400 && e.Reply.Code != 0 {
			return
		}
		if len(status) > 0 {
			if !bytes.HasSuffix(status, []byte(".4.6")) {
				if !bytes.HasSuffix(status, []byte(".0.0")) && !bytes.Contains(status, []byte(".4.")) {
					return
				}
				if !x.looped() {
					return
				}
			}
		} else if !x.looped() {
			return
		}
		message := "a mail loop"
		if x.says("loops back to m") || x.says("points to local host") {
			message = "a mail loop: the server would send the message to itself"
		}
		x.Find(message, string(domainOf(e.Recipient)))
	},
})

// looped tells a loop by its words.
func (x *Look) looped() bool {
	if !x.says("loop") && !x.says("hop") && !x.says("headers") && !x.says("lowest") {
		return false
	}
	for _, words := range [...]string{
		"loops back to myself", "loops back to me", "too many hops", "hop count exceeded", "mail loop detected", "routing loop",
		"mail forwarding loop", "looks like a mail loop", "too many \"received\" headers", "lowest numbered mx record points to local host",
	} {
		if x.says(words) {
			return true
		}
	}
	return false
}
