package check

import (
	"bytes"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "loop/hops",
	Title: "mail goes round in circles, or would",
	Why: "The message came back to a server that had it before, would have gone from a server to itself, or passed so many that it " +
		"must have met one twice. An MX, a forward or a transport points back to where the mail came from; only the limit ends it.",
	Silence: "Follow the Received headers of one such message: the servers that come again are the loop.",
	Level:   Error,
	Ref:     "RFC 5321 §6.3",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply | conv.Diagnostic,
	Codes:   noCode | refusal,
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
		x.Find("a mail loop", string(domainOf(e.Recipient)))
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
