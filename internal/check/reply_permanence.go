package check

import (
	"bytes"
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

// seePermanence compares a code with what the catalog says of the text. Where an
// entry was found by the codes alone the text must say what it says.
func seePermanence(x *Look) {
	e := x.Event
	digit := e.Reply.Code / 100
	if digit != 4 && digit != 5 || e.Retold {
		return
	}
	m := x.Match()
	if m.Entry == nil {
		return
	}
	said := m.By == catalog.ByText
	switch m.Entry.Class {
	case "invalid-recipient", "mailbox-disabled":
		said = said || m.Entry.Class == "invalid-recipient" && deniesMailbox(e.Reply.Text)
		if said && digit == 4 && m.Entry.Permanent.Bool() {
			x.Find(fmt.Sprintf("%d asks to try again, but the text says that the recipient is not there", e.Reply.Code),
				string(m.Entry.Class), codeText(e.Reply.Code))
		}
	case "greylist", "rate-limit", "server-busy":
		if said && digit == 5 && !m.Entry.Permanent.Bool() && m.Entry.Retry != "after-fix" {
			x.Find(fmt.Sprintf("%d refuses for good, but the cause passes: %s", e.Reply.Code, m.Entry.Class), m.Entry.ID, codeText(e.Reply.Code))
			return
		}
	}
	if digit == 5 && asksLater(e.Reply.Text) {
		x.Find(fmt.Sprintf("%d refuses for good, but the text asks to try again later", e.Reply.Code), codeText(e.Reply.Code))
	}
	// What else there is passes when somebody changes something, and which digit
	// fits is a matter of opinion.
}

// asksLater tells whether a text asks to try again by and by.
func asksLater(text [][]byte) bool {
	for _, line := range text {
		for _, words := range [...]string{"try again later", "try later", "retry later"} {
			if bytes.Contains(bytes.ToLower(line), []byte(words)) {
				return true
			}
		}
	}
	return false
}

// deniesMailbox tells whether a text says that there is no such mailbox.
func deniesMailbox(text [][]byte) bool {
	for _, line := range text {
		lower := bytes.ToLower(line)
		if bytes.Contains(lower, []byte("quota")) || bytes.Contains(lower, []byte("later")) {
			return false
		}
		for _, words := range [...]string{"unknown", "no such", "not exist", "nonexistent", "not found", "doesn't exist", "no mailbox"} {
			if bytes.Contains(lower, []byte(words)) {
				return true
			}
		}
	}
	return false
}
