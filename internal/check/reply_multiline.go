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

var _ = register(&Check{
	ID:    "reply/multiline-enh",
	Title: "the lines of a reply do not have the same enhanced code",
	Why: "A server that announces ENHANCEDSTATUSCODES begins each line of a reply with the same one. Clients differ in which line " +
		"they read, and the bounce tells the code of the one or of the other.",
	Silence: "For servers of others: --disable reply/multiline-enh.",
	Level:   Warning,
	Ref:     "RFC 2034 §4",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		r := &x.Event.Step.Reply
		if r.Lines < 2 || r.Differ == 0 && (r.Plain == 0 || r.Plain == r.Lines) || r.Other != 0 || !announcesEnhanced(x) {
			return
		}
		switch {
		case r.Differ > 0:
			x.Find(fmt.Sprintf("%d %s: another enhanced code on another line of it", x.Code(), x.Event.Reply.Enhanced), codeText(x.Code()))
		default:
			x.Find(fmt.Sprintf("%d %s: %d of %d lines have no enhanced code", x.Code(), x.Event.Reply.Enhanced, r.Plain, r.Lines),
				codeText(x.Code()))
		}
	},
})

var _ = register(&Check{
	ID:    "reply/multiline-end",
	Title: "the last line of a reply never came",
	Why: "A hyphen behind the code says that another line follows. A client waits for the one without it, and in the end drops " +
		"the connection; what it says before then is said without knowing the answer.",
	Silence: "A transcript from which lines were left out shows it too: --disable reply/multiline-end.",
	Level:   Error,
	Ref:     "RFC 5321 §4.2, RFC 5321 §4.2.1",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		if x.Conv.Torn == 0 || !x.Conv.Whole || len(x.Conv.Outstanding()) > 0 {
			return
		}
		if f := x.Conv.Format; f != nil && f.Name == "iis" {
			return // it logs the first line of a reply
		}
		x.FindAt(x.Conv.Torn, "the lines of the reply all have a hyphen behind the code, and the client goes on")
	},
})
