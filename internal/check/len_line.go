package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// maxLine is the length of a command or a reply with its end (RFC 5321
// §4.5.3.1.4, §4.5.3.1.5), maxAuth that of what AUTH exchanges (RFC 4954 §4).
const (
	maxLine = 512
	maxAuth = 12288 + 2
)

var _ = register(&Check{
	ID:    "len/command",
	Title: "a command that is longer than commands may be",
	Why: "A server has to take lines of 512 octets; extensions that a command uses make room for what they add. What is longer may be " +
		"refused (500), cut off, or taken for two commands.",
	Level:  Warning,
	Ref:    "RFC 5321 §4.5.3.1.4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		n := int(x.Sent.Octets)
		if n <= maxLine {
			return
		}
		if limit := commandLimit(x); limit > 0 && n > limit {
			x.Find(fmt.Sprintf("%s has %d octets, and may have %d", commandWord(x.Event), n, limit), x.Event.Phase.String())
		}
	},
})

// commandLimit gives how long the command may be, 0 where that is not known.
// Each parameter is given all the room that its extension may have asked for.
func commandLimit(x *Look) int {
	switch x.Sent.Verb {
	case conv.VerbAuth:
		return maxAuth
	case conv.VerbMail:
		// RFC 1870 §3, RFC 6152 §2, RFC 6531 §3.2, RFC 3461 §4, RFC 4954 §3 and
		// what is not as well known.
		return 2 * maxLine
	case conv.VerbRcpt:
		return maxLine + 500 // RFC 3461 §4
	case conv.VerbOther, conv.VerbNone:
		return 0 // an extension may have a word for it, and it may be no command
	}
	return maxLine
}

var _ = register(&Check{
	ID:    "len/reply",
	Title: "a reply with a line that is longer than lines may be",
	Why: "A client has to take lines of 512 octets; what is longer it may cut off, with the link or the reason that stands at the end. " +
		"A server that has more to say uses several lines.",
	Level:  Warning,
	Ref:    "RFC 5321 §4.5.3.1.5",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		r := &x.Event.Step.Reply
		if r.Longest <= maxLine || !r.Known || x.Code() == 334 {
			return // a challenge may be longer (RFC 4954 §4)
		}
		x.Find(fmt.Sprintf("a line of the reply has %d octets, and may have %d", r.Longest, maxLine), x.Event.Phase.String())
	},
})

// maxText is the length of a line of a message with its end.
const maxText = 1000

var _ = register(&Check{
	ID:    "len/text",
	Title: "a message with a line of more than 998 octets",
	Why: "A line of a message has 998 octets at most, and its end. Servers refuse longer ones, or break them in two, by which signatures " +
		"(DKIM) and attachments are damaged.",
	Silence: "What is sent is at fault, not the server: have the program that writes the message encode it as quoted-printable or base64.",
	Level:   Error,
	Ref:     "RFC 5321 §4.5.3.1.6, RFC 5322 §2.1.1",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Commanded | conv.Reply | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		switch {
		case x.Kind == conv.Diagnostic:
			if !e.Retold && begins(e.Diagnostic, longLines) {
				x.Find("the message has lines that are too long: "+x.reason(), "logged")
			}
			return
		case e.Step == nil:
			if e.Reply.Code >= 500 && !e.Retold && len(e.Reply.Text) > 0 && begins(e.Reply.Text[0], longLines) {
				x.Find("the server says: "+x.reason(), "logged")
			}
			return
		case e.Step.Content == nil || x.Conv == nil || x.Conv.Uses.Has(conv.ExtBinaryMIME):
			return
		}
		if t := e.Step.Content; t.Longest > maxText {
			x.FindAt(t.LongestLine, fmt.Sprintf("a line of the message has %d octets, and may have %d", t.Longest, maxText), "shown")
		}
	},
})

var longLines = []string{"maximum allowed line length", "message has lines too long for transport"}

var _ = register(&Check{
	ID:    "len/short-512",
	Title: "a command is refused as too long that is not",
	Why:   "A server has to take command lines of 512 octets. One that refuses a shorter one as too long loses mail for long addresses.",
	Level: Error,
	Ref:   "RFC 5321 §4.5.3.1.4",
	// What a log shows of a command may be less than was sent.
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		code, n := x.Code(), x.Sent.Octets
		if code != 500 || n == 0 || n > maxLine || x.Sent.Verb == conv.VerbNone || x.Sent.Verb == conv.VerbDot || x.Sent.Verb == conv.VerbAuth {
			return
		}
		if !says(x.Event.Reply.Text, []string{"line too long", "command too long"}) || x.Event.Phase == parser.PhaseMessage {
			return
		}
		x.Find(fmt.Sprintf("%s, of %d octets, is refused as too long", commandWord(x.Event), n))
	},
})
