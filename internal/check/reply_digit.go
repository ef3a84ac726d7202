package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "reply/first-digit",
	Title: "a reply code that begins with none of 2, 3, 4 and 5",
	Why: "The first digit is all that a client must understand of a reply. RFC 5321 knows 2, 3, 4 and 5; of any other one " +
		"nobody can say whether the command succeeded, and clients drop the connection.",
	Level:  Error,
	Ref:    "RFC 5321 §4.2, RFC 5321 §4.2.1",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		code := x.Code()
		if code >= 200 && code < 600 || code == 0 || x.Event.Phase == parser.PhaseUnknown || !x.Conv.Whole {
			return
		}
		x.Find(fmt.Sprintf("%d to %s: replies begin with 2, 3, 4 or 5", code, commandWord(x.Event)), x.Event.Phase.String(), codeText(code))
	},
})

var _ = register(&Check{
	ID:    "reply/second-digit",
	Title: "a reply code whose second digit RFC 5321 does not have",
	Why: "RFC 5321 gives a meaning to second digits of 0 to 5 and its grammar has no others. Clients get along with such a code " +
		"by its first digit; what the server wanted to say with the others belongs in an enhanced code.",
	Silence: "Codes such as 571 or 590 are private inventions that do no harm: --disable reply/second-digit.",
	Level:   Notice,
	Ref:     "RFC 5321 §4.2, RFC 5321 §4.2.1",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	See: func(x *Look) {
		code := x.Event.Reply.Code
		if code/10%10 < 6 || code < 200 || code > 599 || x.Event.Retold {
			return
		}
		x.Find(fmt.Sprintf("%d: the second digit is %d", code, code/10%10), codeText(code))
	},
})

var _ = register(&Check{
	ID:    "reply/bare-code",
	Title: "a reply without text",
	Why: "A code alone is a valid reply that clients must accept, but RFC 5321 asks servers for a text: it is what people and " +
		"logs go by when something fails.",
	Silence: "Harmless: --disable reply/bare-code.",
	Level:   Notice,
	Ref:     "RFC 5321 §4.2",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		r := &x.Event.Step.Reply
		if r.Bare == 0 || r.Bare < r.Lines || !r.Known || r.Unfinished || x.Code() == 334 {
			return // an empty challenge is a 334 without text (RFC 4954 §4)
		}
		x.Find(fmt.Sprintf("%d, and nothing behind it", x.Code()), codeText(x.Code()))
	},
})
