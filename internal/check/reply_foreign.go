package check

import (
	"fmt"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "reply/other-success",
	Title: "a success with the code of another command",
	Why: "220 is the greeting and the answer to STARTTLS, 235 says that AUTH succeeded, and nothing else does. Clients get along with " +
		"such a code by its first digit, if they do not wait for the one they know; often it means that client and server " +
		"are not at the same command any more.",
	Silence: "For servers of others: --disable reply/other-success.",
	Level:   Notice,
	Ref:     "RFC 5321 §4.3.2, RFC 4954 §6",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		code := x.Code()
		if code/100 != 2 || x.Event.Retold || x.Event.Step.Reply.Other != 0 {
			return
		}
		switch x.Sent.Verb {
		case conv.VerbAuth:
			if code == 235 || x.Event.Command.Verb != "AUTH" {
				return
			}
		case conv.VerbNone, conv.VerbOther, conv.VerbStartTLS:
			return
		default:
			if code != 220 && code != 235 {
				return
			}
		}
		if v, ok := x.Verdict(); !ok || v.Kind != catalog.Unusual {
			return // reply/legal speaks of a violation
		}
		x.Find(fmt.Sprintf("%d to %s: the code of another command", code, commandWord(x.Event)), x.Event.Phase.String(), codeText(code))
	},
})
