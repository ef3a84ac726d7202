package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "reply/per-command",
	Title: "the replies do not match the commands in number",
	Why: "Each command gets one reply. With one too many or one too few, client and server take every reply that follows for that to " +
		"another command, and a refusal becomes a success.",
	Level:  Error,
	Ref:    "RFC 5321 §4.3.1, RFC 2920 §3.2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c, code := x.Conv, x.Code()
		if !c.Whole || c.Smuggled || x.lmtpCount() {
			return
		}
		switch {
		case code == 221 && x.outOfStep() && x.Sent.Verb != conv.VerbOther:
			x.Find(fmt.Sprintf("QUIT is answered, and %s, sent before it, is not", commandWord(x.Event)), "few")
		case x.Sent.Verb == conv.VerbNone && x.Event.Phase == parser.PhaseUnknown && x.Event.Step.Number == 0 && c.Commands > 0 &&
			mustAnswer(x) && x.Event.Step.Reply.Other == 0:
			x.Find(fmt.Sprintf("a reply %d that no command waits for", code), "many")
		}
	},
})

// mustAnswer tells whether the reply is none that can come unasked, or to what
// logs do not show: the responses of AUTH, and lines that a server could not
// read.
func mustAnswer(x *Look) bool {
	switch code := x.Code(); {
	case code == 354 && x.Conv.Before.Verb == conv.VerbData, code == 221 && x.Conv.Closing == 221:
		return true // more of them than commands, and not commands that are not shown
	case code == 421, code == 221, code/100 == 3, code == 235, code == 432, code == 454, code == 534, code == 535, code == 538:
		return false
	case code >= 400 && !x.Conv.Wire && x.Event.Role == parser.RoleServer:
		return false
	}
	return true
}

var _ = register(&Check{
	ID:    "reply/lmtp-count",
	Title: "LMTP: the replies to the message are not one for each recipient",
	Why: "After the message an LMTP server answers once for each recipient that it accepted. A client that gets fewer waits, and one that " +
		"gets more takes the rest for replies to its next commands.",
	Level:  Error,
	Ref:    "RFC 2033 §4.2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		if !x.lmtpCount() {
			return
		}
		c := x.Conv
		if x.Sent.Verb == conv.VerbNone {
			x.Find(fmt.Sprintf("one more reply to the message than the recipients that were accepted (%d)", c.Due), "many")
			return
		}
		x.Find(fmt.Sprintf("%d recipients were accepted, and replies to the message: %d", c.Due, c.Got), "few")
	},
})

// lmtpCount tells whether the reply shows that there were too few or too many
// for a message that was sent with LMTP.
func (x *Look) lmtpCount() bool {
	c := x.Conv
	if c.Due == 0 || !c.Whole {
		return false
	}
	switch x.Sent.Verb {
	case conv.VerbDot, conv.VerbBdat:
		return x.Code() == 221 && x.outOfStep() && c.Got < c.Due
	case conv.VerbNone:
		d := x.Code() / 100
		return c.Got >= c.Due && (c.Before.Verb == conv.VerbDot || c.Before.Verb == conv.VerbBdat) && x.Event.Step.Number == 0 &&
			x.Event.Phase == parser.PhaseUnknown && x.Code() != 421 && (d == 2 || d == 4 || d == 5)
	}
	return false
}
