package check

import (
	"fmt"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "reply/legal",
	Title: "a reply that the command cannot have",
	Why: "RFC 5321 lists what each command can be answered with. A client meets a code that it does not know by its first " +
		"digit; where that digit leads to no state that the command has, client and server go on in different ones.",
	Level:  Warning,
	Ref:    "RFC 5321 §4.3.2",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	See: func(x *Look) {
		e := x.Event
		code := e.Reply.Code
		if code < 200 || code > 599 || code == 354 || code == 334 || e.Retold {
			return // those have a check of their own
		}
		if code == 353 && e.Phase == parser.PhaseMessage {
			return // QUIRK: Exim's PRDR has it, which is no RFC
		}
		if code == 221 && x.Conv != nil && x.Conv.Quit {
			return // it answers the QUIT; something else got no reply
		}
		if oddGreeting(e) || x.outOfStep() || x.Conv != nil && e.Command.Verb == "RSET" && refusesReset(x) {
			return // so have these
		}
		v, ok := x.Verdict()
		if !ok || v.Kind != catalog.Violation {
			return
		}
		x.Find(fmt.Sprintf("%d to %s: %s (%s)", code, commandWord(e), v.Note, v.Ref), e.Phase.String(), codeText(code))
	},
})

// commandWord names what a reply answers.
func commandWord(e *parser.Event) string {
	switch {
	case e.Phase == parser.PhaseConnect:
		return "the connection"
	case e.Command.Verb == ".", e.Command.Verb == "" && e.Phase == parser.PhaseMessage:
		return "the end of the data"
	case e.Command.Verb != "":
		return e.Command.Verb
	}
	return "the command of the phase " + e.Phase.String()
}

var _ = register(&Check{
	ID:    "reply/354-only-data",
	Title: "354 to another command than DATA",
	Why: "A client that gets a 354 sends the message. Where the server does not expect one, it takes the lines of the message " +
		"for commands.",
	Level:  Error,
	Ref:    "RFC 5321 §4.3.2",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	Codes:  goOn,
	See:    seeIntermediate(354, parser.PhaseData, "DATA"),
})

var _ = register(&Check{
	ID:    "reply/334-only-auth",
	Title: "334 to another command than AUTH",
	Why: "A 334 asks for the next line of an authentication. A client that has begun none has nothing to say, and one that " +
		"answers all the same may give a password away.",
	Level:  Error,
	Ref:    "RFC 4954 §4",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	Codes:  goOn,
	See:    seeIntermediate(334, parser.PhaseAuth, "AUTH"),
})

// seeIntermediate looks for a code outside the phase that it belongs to, that of verb.
func seeIntermediate(code int, phase parser.Phase, verb string) func(*Look) {
	return func(x *Look) {
		e := x.Event
		if e.Reply.Code != code || e.Phase == phase || e.Retold {
			return
		}
		if e.Phase == parser.PhaseUnknown || e.Phase == parser.PhaseOther {
			return // what was answered is not known, or is no command of SMTP
		}
		if oddGreeting(e) || x.outOfStep() {
			return
		}
		if x.Conv != nil && x.Sent.Verb == conv.VerbRcpt && (!x.Conv.Whole || x.Conv.Mail == conv.MailNone) {
			return // commands are left out, DATA perhaps as well as MAIL
		}
		x.Find(fmt.Sprintf("%d to %s, which only %s can have", code, commandWord(e), verb), e.Phase.String())
	}
}
