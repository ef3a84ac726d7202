package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "reply/251-551-text",
	Title: "251 or 551 without the address to use instead",
	Why: "251 and 551 say that the recipient is elsewhere, and where: RFC 5321 §3.4 has a forward-path in their text, by which the " +
		"sender can correct his address. Without it 551 tells no more than 550, and is taken for what it does not mean.",
	Silence: "A server that uses 551 for other refusals should say 550; for those of others, --disable reply/251-551-text.",
	Level:   Notice,
	Ref:     "RFC 5321 §3.4",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	Codes:   success | permanent,
	See: func(x *Look) {
		e := x.Event
		if code := e.Reply.Code; code != 251 && code != 551 || e.Retold {
			return
		}
		if e.Phase != parser.PhaseRcpt && e.Phase != parser.PhaseVrfy || len(e.Reply.Text) == 0 {
			return
		}
		for _, line := range e.Reply.Text {
			if bytes.IndexByte(line, '@') >= 0 {
				return
			}
		}
		x.Find(fmt.Sprintf("%d names no address", e.Reply.Code), codeText(e.Reply.Code))
	},
})
