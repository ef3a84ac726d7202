package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// groupOver tells whether the reply is the last of a group of commands that were
// sent together (RFC 2920 §3.1). Only when all of them have their replies is it
// certain that they were, and that the input does not leave replies out.
func (x *Look) groupOver() bool {
	return x.Sent.Ahead > 0 && x.Conv.Whole && len(x.Conv.Outstanding()) == 1 && x.Code() != 334
}

var _ = register(&Check{
	ID:    "pipe/announced",
	Title: "commands sent together though PIPELINING was not announced",
	Why: "A client waits for the reply to each command unless the server announced PIPELINING. A server without it may throw away what " +
		"came too early, or take it for a sign of a spam program and refuse.",
	Level:  Error,
	Ref:    "RFC 2920 §3.1",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Answer | conv.Diagnostic | conv.Faulted,
	See: func(x *Look) {
		switch x.Kind {
		case conv.Faulted:
			if x.Event.Step.Fault == parser.FaultPipelining {
				x.Find("the client sent a command before the reply to the one before, and PIPELINING was not announced", "logged")
			}
			return
		case conv.Diagnostic:
			if x.outOfOrder("smtp protocol synchronization error (next input sent too soon: pipelining was not advertised") {
				x.Find("the client sent a command before the reply to the one before, and PIPELINING was not announced", "logged")
			}
			return
		}
		c := x.Conv
		if !x.groupOver() || lastOfGroup(x.Sent.Behind) || x.Sent.Verb.Hello() {
			return
		}
		switch {
		case c.Hello == conv.VerbHELO:
		case c.Hello == conv.VerbNone && !c.HelloSince:
		case c.Hello != conv.VerbNone && c.Offer.Known && !c.Offer.Extensions.Has(conv.ExtPipelining):
		default:
			return
		}
		if x.Once() {
			x.FindAt(x.Sent.Line, fmt.Sprintf("%s sent before the reply to the command before, and PIPELINING was not announced", commandWord(x.Event)), "shown")
		}
	},
})

// lastOfGroup tells whether a command must be the last of its group, so that
// nothing is sent before its reply. STARTTLS and AUTH have rules of their own,
// and so has what comes after QUIT.
func lastOfGroup(v conv.Verb) bool {
	switch v {
	case conv.VerbEHLO, conv.VerbLHLO, conv.VerbHELO, conv.VerbData, conv.VerbVrfy, conv.VerbExpn, conv.VerbNoop,
		conv.VerbStartTLS, conv.VerbAuth, conv.VerbQuit:
		return true
	}
	return false
}

var verbNames = map[conv.Verb]string{
	conv.VerbEHLO: "EHLO", conv.VerbLHLO: "LHLO", conv.VerbData: "DATA", conv.VerbVrfy: "VRFY", conv.VerbExpn: "EXPN", conv.VerbNoop: "NOOP",
}

var _ = register(&Check{
	ID:    "pipe/last",
	Title: "something was sent before the reply to EHLO, DATA, VRFY, EXPN or NOOP",
	Why: "What these commands are answered decides what can come next, so a group of commands ends with them. A client that goes on all " +
		"the same sends its message into the command stream, or uses extensions that the server does not have.",
	Level:  Error,
	Ref:    "RFC 2920 §3.1",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Answer | conv.Reply | conv.Diagnostic | conv.Faulted,
	Codes:  permanent,
	See: func(x *Look) {
		if x.Kind == conv.Faulted {
			if x.Event.Step.Fault == parser.FaultGroup {
				x.Find("the client did not wait for a reply that it had to wait for", "logged")
			}
			return
		}
		if x.Kind != conv.Answer {
			if x.outOfOrder("smtp protocol synchronization error (next input sent too soon: pipelining was advertised", "improper use of smtp command pipelining") {
				x.Find("the client did not wait for a reply that it had to wait for", "logged")
			}
			return
		}
		verb := verbNames[x.Sent.Behind]
		if verb == "" || !x.groupOver() || x.Sent.Behind == conv.VerbEHLO && x.Conv.Offer.Extensions.Has(conv.ExtPipeConnect) || !x.Once() {
			return // a client that was here before knows what EHLO is answered
		}
		x.FindAt(x.Sent.Line, fmt.Sprintf("%s sent before the reply to %s", commandWord(x.Event), verb), verb)
	},
})

var _ = register(&Check{
	ID:    "pipe/check-all",
	Title: "a message sent though no recipient was accepted",
	Why: "A client that sends commands together has to look at all replies. Where the server answers 354 to DATA although it refused " +
		"every recipient, the client ends the data at once with a lone dot; a message that is sent goes to nobody.",
	Level:  Error,
	Ref:    "RFC 2920 §3.1, RFC 5321 §3.3",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbDot || !c.Whole || c.Mail != conv.MailAccepted || c.Accepted > 0 || c.Asked > 0 || c.Refused == 0 {
			return
		}
		if t := x.Event.Step.Content; t == nil || t.Lines == 0 {
			return
		}
		x.Find(fmt.Sprintf("the message was sent though all recipients were refused (%d of %d)", c.Refused, c.Refused))
	},
})

var _ = register(&Check{
	ID:    "pipe/server-order",
	Title: "replies to a group of commands are missing or out of order",
	Why: "A server answers the commands of a group one by one, in their order, and loses none. A client cannot tell otherwise which " +
		"recipient was refused.",
	Level:  Error,
	Ref:    "RFC 2920 §3.2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		if x.Code() != 354 || !x.outOfStep() || !x.Conv.Whole {
			return
		}
		x.Find(fmt.Sprintf("354 can only be for DATA, and %s, sent before it, has no reply yet", commandWord(x.Event)))
	},
})

// outOfStep tells whether the reply can only be that to another command, which
// waits, too, than to the one whose turn it is.
func (x *Look) outOfStep() bool {
	if x.Conv == nil || x.Event.Kind != parser.KindReply {
		return false
	}
	switch x.Event.Reply.Code {
	case 354:
		return x.Event.Phase != parser.PhaseData && x.Conv.Awaits(conv.VerbData)
	case 221:
		return x.Event.Phase != parser.PhaseQuit && x.Conv.Awaits(conv.VerbQuit)
	}
	return false
}
