package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "reply/multiline-code",
	Title: "the lines of a reply have different codes",
	Why: "Clients differ in which line of a reply they go by: some take the first, some the last. A reply whose lines have " +
		"different codes is a success to the one and a failure to the other.",
	Level:  Error,
	Ref:    "RFC 5321 §4.2.1",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		r := &x.Event.Step.Reply
		if r.Other == 0 || !x.Conv.Whole {
			return
		}
		x.Find(fmt.Sprintf("a line of the reply %d- is followed by one with the code %d", x.Code(), r.Other),
			codeText(x.Code()), codeText(r.Other))
	},
})
