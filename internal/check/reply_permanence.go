package check

import (
	"fmt"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "reply/temporary-permanent",
	Title: "the code says to try again and the text that it is useless, or the other way round",
	Why: "The first digit decides what a client does: 4yz keeps the message and tries again, 5yz returns it. Where the cause in " +
		"the text lasts, a 4yz keeps a message for days that nobody will ever take, and its sender learns of it when it is too " +
		"late; where the cause passes, a 5yz throws a message away that would have gone through an hour later.",
	Silence: "Servers do it on purpose: Postfix tells strangers 450 while a lookup is unsure, providers refuse for good what they " +
		"want less of. For those, --disable reply/temporary-permanent.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.2.1",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	See:    seePermanence,
})

// seePermanence compares a code with what the catalog says of the text. An entry
// that was found by the code alone says nothing that the code does not.
func seePermanence(x *Look) {
	e := x.Event
	digit := e.Reply.Code / 100
	if digit != 4 && digit != 5 || e.Retold {
		return
	}
	m := x.Match()
	if m.Entry == nil || m.By != catalog.ByText || !m.Entry.Permanent.Known() {
		return
	}
	switch m.Entry.Class {
	case "invalid-recipient", "mailbox-disabled", "greylist", "rate-limit",
		"server-busy", "mailbox-full":
	default:
		// What else there is passes when somebody changes something; which digit
		// fits is a matter of opinion.
		return
	}
	switch {
	case digit == 4 && m.Entry.Permanent.Bool():
		x.Find(fmt.Sprintf("%d asks to try again, but the cause lasts: %s", e.Reply.Code, m.Entry.Title), m.Entry.ID, codeText(e.Reply.Code))
	case digit == 5 && !m.Entry.Permanent.Bool() && m.Entry.Retry != "after-fix":
		x.Find(fmt.Sprintf("%d refuses for good, but the cause passes: %s", e.Reply.Code, m.Entry.Title), m.Entry.ID, codeText(e.Reply.Code))
	}
}
