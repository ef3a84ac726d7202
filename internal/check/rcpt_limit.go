package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "rcpt/min-100",
	Title: "fewer than a hundred recipients taken in a transaction",
	Why: "Every server must have room for a hundred recipients in a transaction, and to refuse a message for too many with fewer " +
		"RCPT commands breaks the standard. Clients send in pieces of a hundred, and what is refused waits for the next run of the queue.",
	Silence: "A smaller limit may be a policy on purpose; tell the senders, or --disable rcpt/min-100.",
	Level:   Warning,
	Ref:     "RFC 5321 §4.5.3.1.8, RFC 5321 §4.5.3.1.10",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbRcpt || x.Code() < 400 || !c.Whole || c.Mail != conv.MailAccepted || c.Accepted >= 100 || !tooManyRecipients(x) || !x.Once() {
			return
		}
		x.Find(fmt.Sprintf("too many recipients, after %d were accepted", c.Accepted))
	},
})

var _ = register(&Check{
	ID:    "retry/552-rcpt",
	Title: "552 for too many recipients",
	Why: "The code for too many recipients is 452: the rest is sent in another transaction. 552 is a mistake of RFC 821's, and a " +
		"client that takes it at its word gives recipients up that would get their mail a minute later.",
	Silence: "Set the server to 452. A client should treat this 552 as temporary.",
	Level:   Warning,
	Ref:     "RFC 5321 §4.5.3.1.10",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	Codes:   permanent,
	See: func(x *Look) {
		if x.Code() != 552 || x.Event.Retold || x.Event.Command.Verb != "RCPT" || !tooManyRecipients(x) {
			return
		}
		if x.Conv != nil && !x.Once() {
			return
		}
		x.Find("552 says never, where 452 would say: the rest in another transaction")
	},
})

// tooManyRecipients tells whether a reply to RCPT is about their number.
func tooManyRecipients(x *Look) bool {
	r := &x.Event.Reply
	switch string(r.Enhanced) {
	case "4.5.3", "5.5.3":
		return true
	}
	for _, line := range r.Text {
		if containsFold(line, "too many recipients") || containsFold(line, "too many rcpt") {
			return true
		}
	}
	return false
}

// containsFold tells whether a text has a phrase in it, whatever the case of its
// ASCII letters; the phrase is in lower case.
func containsFold(text []byte, phrase string) bool {
	first := phrase[0]
	for i := 0; i+len(phrase) <= len(text); i++ {
		if lower(text[i]) != first {
			continue
		}
		n := 1
		for n < len(phrase) && lower(text[i+n]) == phrase[n] {
			n++
		}
		if n == len(phrase) {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if c-'A' <= 25 {
		c += 'a' - 'A'
	}
	return c
}

// says tells whether the reply's text, or the diagnostic, has a phrase in it.
func (x *Look) says(phrase string) bool {
	for _, line := range x.Event.Reply.Text {
		if containsFold(line, phrase) {
			return true
		}
	}
	return containsFold(x.Event.Diagnostic, phrase)
}
