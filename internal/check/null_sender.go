package check

import (
	"bytes"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "null-sender/refused",
	Title: "the null sender is refused",
	Why: "Bounces and other notifications come from <>. A server that refuses it never learns that its users' mail did not arrive, " +
		"and mailers that check senders by a callout refuse the domain's mail in turn.",
	Silence: "Accept MAIL FROM:<>; refuse unwanted bounces by recipient or by content instead.",
	Level:   Error,
	Ref:     "RFC 5321 §4.5.5, RFC 5321 §6.1",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	Codes:   permanent,
	See: func(x *Look) {
		e := x.Event
		if e.Reply.Code < 500 || e.Retold {
			return
		}
		if x.Conv != nil {
			if x.Sent.Verb != conv.VerbMail || !x.Conv.NullSender {
				return
			}
		} else if string(e.Sender) != "<>" || e.Origin != parser.OriginOwn || e.Status != parser.StatusRejected {
			return
		}
		if e.Phase == parser.PhaseMail && nullRefused(x) || x.Conv == nil && x.says("<>: sender address rejected") {
			x.Find("MAIL FROM:<> is refused for what it is", codeText(e.Reply.Code))
		}
	},
})

// nullRefused tells whether a refusal of MAIL is about the sender being empty,
// not about the client, the server's state or the message.
func nullRefused(x *Look) bool {
	r := &x.Event.Reply
	switch string(r.Enhanced) {
	case "5.1.7", "5.1.8":
		return true
	}
	switch r.Code {
	case 550, 551, 553, 554, 501:
	default:
		return false
	}
	for _, words := range [...]string{"null sender", "null reverse", "null return", "empty sender", "empty reverse", "empty envelope", "<>"} {
		if x.says(words) {
			return true
		}
	}
	return false
}

var _ = register(&Check{
	ID:    "null-sender/other",
	Title: "the null sender, and several recipients",
	Why: "What is sent from <> are notifications, and each goes to the sender of one message. Several recipients tell of " +
		"something else, for which the sender should be an address that can be answered: spam, or a program that hides from bounces.",
	Silence: "Send with a sender of your own, even if nobody reads it. Where a bounce to an alias goes on to several: " +
		"--disable null-sender/other.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.5.5",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbRcpt || !c.NullSender || c.Accepted+c.Refused+c.Asked < 1 || c.HelloTried == conv.VerbLHLO {
			return // what goes to a mail store by LMTP may have gone to an alias for several before
		}
		if c.Mail != conv.MailSent && c.Mail != conv.MailAccepted || !x.Once() {
			return
		}
		x.Find("a second recipient of a message from <>")
	},
})

// reportHeader is where a message's header is read.
type reportHeader struct {
	id     uint64
	report bool // in a Content-Type of multipart/report
}

var _ = register(&Check{
	ID:    "null-sender/bounce",
	Title: "a bounce with a sender",
	Why: "Notifications of failed delivery must have the null reverse-path. One that has a sender can itself be answered with a " +
		"bounce, and that one again: two such programs send each other mail until somebody stops them.",
	Silence: "Let the program send with MAIL FROM:<>.",
	Level:   Warning,
	Ref:     "RFC 5321 §4.5.5, RFC 5321 §6.1",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Content,
	See: func(x *Look) {
		c, text := x.Conv, x.Event.Step.Text
		if len(text) == 0 || c.Mail != conv.MailAccepted || c.NullSender {
			return
		}
		h := kept[reportHeader](x)
		if h.id != c.ID {
			*h = reportHeader{id: c.ID}
		}
		if text[0] != ' ' && text[0] != '\t' {
			h.report = len(text) > 13 && bytes.EqualFold(text[:13], []byte("content-type:")) && containsFold(text, "multipart/report")
		}
		if h.report && (containsFold(text, "report-type=delivery-status") || containsFold(text, `report-type="delivery-status"`)) {
			h.report = false
			x.Find("a delivery status notification whose reverse-path is not <>")
		}
	},
})
