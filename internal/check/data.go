package check

import (
	"fmt"
	"math/bits"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "data/headers",
	Title: "a message without From or Date, or with a field twice",
	Why: "A message has one From and one Date, and most other fields at most once. Large providers refuse mail that lacks them or has two From, " +
		"for it is made to show another author than the one that was checked.",
	Level:  Warning,
	Ref:    "RFC 5322 §3.6",
	Inputs: Captures,
	Kinds:  conv.Content | conv.Commanded,
	See: func(x *Look) {
		h := &x.Conv.Header
		if !x.Conv.Wire {
			return // transcripts leave lines out, the empty one behind the header too
		}
		if x.Kind == conv.Content {
			if h.Over {
				return // the first line of another message
			}
			f := conv.FieldOf(x.Event.Step.Text)
			if f&h.Fields != 0 {
				name := string(conv.FieldName(x.Event.Step.Text))
				x.Find("the message has "+name+" more than once", name)
			}
			return
		}
		// A program that submits may leave Date to the server.
		c := x.Conv
		if x.Sent.Verb != conv.VerbDot || !c.Whole || !h.Over || h.Lines == 0 {
			return
		}
		need := conv.FieldFrom | conv.FieldDate
		if c.Authenticated || c.Port == 587 {
			need = conv.FieldFrom
		}
		switch missing := need &^ h.Fields; {
		case bits.OnesCount16(uint16(missing)) == 2:
			x.Find("the message has neither From nor Date", "both")
		case missing&conv.FieldFrom != 0:
			x.Find("the message has no From", "from")
		case missing != 0:
			x.Find("the message has no Date", "date")
		}
	},
})

var _ = register(&Check{
	ID:    "data/return-path",
	Title: "a message that is sent has a Return-Path already",
	Why: "Return-Path is what the server writes that delivers the message, to keep the sender that MAIL told. One that is there " +
		"before says nothing, or something wrong.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Content,
	See: func(x *Look) {
		text := x.Event.Step.Text
		if len(text) < 12 || text[0]|0x20 != 'r' || x.Conv.Hello == conv.VerbLHLO || !foldPrefix(text, "return-path:") {
			return // what is delivered by LMTP has it
		}
		x.Find("the message has a Return-Path")
	},
})

var _ = register(&Check{
	ID:    "data/dot-stuffing",
	Title: "a line that begins with a dot was sent with one dot only",
	Why: "A client puts a dot before each line of the message that begins with one, and the server takes it off again. Without that the line " +
		"loses its dot, and a line of one dot ends the message.",
	Level:  Error,
	Ref:    "RFC 5321 §4.5.2",
	Inputs: Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		t := x.Event.Step.Content
		if !t.HasEnds() || t.Unstuffed == 0 {
			return
		}
		lines := "1 line"
		if t.Unstuffed > 1 {
			lines = fmt.Sprintf("%d lines", t.Unstuffed)
		}
		x.Find(lines + " of the message with one dot in front, which the server takes off")
	},
})

var _ = register(&Check{
	ID:    "utf8/commands",
	Title: "an address beyond ASCII without SMTPUTF8",
	Why: "An address with letters beyond ASCII may be sent only in a transaction whose MAIL has the parameter SMTPUTF8, and only to servers that " +
		"announce it. Others refuse the address, or damage it.",
	Level:  Error,
	Ref:    "RFC 5321 §2.4, RFC 6531 §3.4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		e, c := x.Event, x.Conv
		var address []byte
		switch x.Sent.Verb {
		case conv.VerbMail:
			if conv.UsesOf(e.Command.Arg).Has(conv.ExtSMTPUTF8) {
				return
			}
			address = e.Sender
		case conv.VerbRcpt:
			if c.Uses.Has(conv.ExtSMTPUTF8) || c.Mail != conv.MailSent && c.Mail != conv.MailAccepted {
				return
			}
			address = e.Recipient
		default:
			return
		}
		if beyondASCII(address) {
			x.Find("the address of "+e.Command.Verb+" has letters beyond ASCII, and MAIL has no SMTPUTF8", e.Command.Verb)
		}
	},
})

// beyondASCII tells whether an address has octets beyond ASCII, but for the
// dots and quotation marks that people put into a transcript.
func beyondASCII(p []byte) bool {
	for i := 0; i < len(p); i++ {
		if p[i] < 0x80 {
			continue
		}
		if p[i] == 0xe2 && i+2 < len(p) && p[i+1] == 0x80 {
			i += 2
			continue
		}
		return true
	}
	return false
}
