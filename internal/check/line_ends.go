package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "line/bare-lf",
	Title: "a line that ends in LF without CR",
	Why: "Lines end in CR and LF, both. Some servers take LF alone for the end of a line too, others do not, and where two of them stand one " +
		"behind the other, a message can be made to hold another one (SMTP smuggling). Servers begin to refuse it.",
	Level:  Error,
	Ref:    "RFC 5321 §2.3.8, RFC 5321 §4.1.1.4",
	Inputs: Captures | Logs | Dialogues,
	Kinds:  conv.Commanded | conv.Reply | conv.Faulted,
	See: func(x *Look) {
		e := x.Event
		s := e.Step
		if x.Kind == conv.Faulted {
			if s.Fault == parser.FaultBareLF {
				x.Find("the client ended a line in LF alone", "logged")
			}
			return
		}
		if x.Kind == conv.Reply && bareLFReply(e) {
			x.Find("the server says: "+x.reason(), "logged")
			return
		}
		if s == nil {
			return
		}
		switch t := s.Content; {
		case t.HasEnds() && t.BareLF > 0 && !(x.Conv != nil && x.Conv.Uses.Has(conv.ExtBinaryMIME)):
			x.Find(fmt.Sprintf("lines of the message that end in LF alone: %d of %d", t.BareLF, t.Lines), "text")
		case x.Kind == conv.Commanded && s.End == parser.EndLF:
			x.Find("the line of "+commandWord(e)+" ends in LF alone", "command")
		case x.Kind == conv.Reply && s.Reply.BareLF > 0:
			x.Find("the reply has lines that end in LF alone", "reply")
		}
	},
})

// bareLFReply tells whether a reply complains of it, as Postfix, qmail and
// Exchange do.
func bareLFReply(e *parser.Event) bool {
	r := &e.Reply
	if r.Code < 400 || len(r.Text) == 0 || e.Retold {
		return false
	}
	switch {
	case r.Code == 451 && foldPrefix(r.Text[0], "see http"):
		return says(r.Text[:1], []string{"smtplf"})
	case r.Code == 521, string(r.Enhanced) == "5.5.2", string(r.Enhanced) == "5.6.11":
		return says(r.Text, []string{"bare <lf>", "bare lf ", "bare newline", "barelinefeedsareillegal"})
	}
	return false
}

var _ = register(&Check{
	ID:    "line/bare-cr",
	Title: "a CR in a message that no LF follows",
	Why: "CR may stand only before LF. Programs differ in whether a CR alone ends a line, so what is one line to the one is two to the " +
		"other; signatures break, and messages can be made to look other than what was checked.",
	Level:  Error,
	Ref:    "RFC 5321 §2.3.8",
	Inputs: Captures,
	Kinds:  conv.Commanded | conv.Reply,
	See: func(x *Look) {
		s := x.Event.Step
		if s == nil || !s.Content.HasEnds() || s.Content.BareCR == 0 || x.Conv != nil && x.Conv.Uses.Has(conv.ExtBinaryMIME) {
			return
		}
		x.Find(fmt.Sprintf("the message has %d CR that no LF follows", s.Content.BareCR), "text")
	},
})
