package check

import (
	"fmt"
	"math"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "param/size",
	Title: "SIZE that was not announced, or a message beyond the limit that was",
	Why: "A server that announces SIZE with a number takes no message that is longer. A client that reads it returns such a message " +
		"at once; one that does not sends megabytes to be refused, and tries again.",
	Level:  Warning,
	Ref:    "RFC 1870 §3, RFC 1870 §6, RFC 1870 §6.3",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See:    seeSize,
})

func seeSize(x *Look) {
	switch x.Sent.Verb {
	case conv.VerbMail:
		seeDeclared(x)
	case conv.VerbDot:
		c, limit := x.Event.Step.Content, x.Conv.Offer.Size
		// Dots that were doubled are none of the message.
		if c == nil || limit == 0 || c.Octets-c.Lines <= limit {
			return
		}
		x.Find(fmt.Sprintf("a message of %d octets, and the server announced a limit of %d", c.Octets, limit), "content")
	}
}

var seeDeclared = parameters(func(x *Look, _, value []byte, belongs conv.Extensions) {
	if belongs != conv.ExtSize {
		return
	}
	offer := &x.Conv.Offer
	if !offer.Extensions.Has(conv.ExtSize) {
		x.Find("MAIL with SIZE, but the server did not announce it", "unannounced")
		return
	}
	if n := decimal(value); offer.Size > 0 && n > offer.Size {
		x.Find(fmt.Sprintf("SIZE=%d, and the server announced a limit of %d", n, offer.Size), "declared")
	}
})

// decimal reads a number, -1 for what is none.
func decimal(p []byte) int64 {
	if len(p) == 0 {
		return -1
	}
	var n int64
	for _, c := range p {
		if c < '0' || c > '9' {
			return -1
		}
		if n > math.MaxInt64/10-1 {
			return math.MaxInt64
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

var _ = register(&Check{
	ID:    "param/8bit-content",
	Title: "octets beyond ASCII in a message that was declared to have none",
	Why: "Without BODY=8BITMIME a message is one of seven bits. Where the next server cannot take more, nobody knows that it has to " +
		"be converted: the octets are cut or the message refused, and its signature breaks.",
	Silence: "Most servers pass such messages on as they are: --disable param/8bit-content.",
	Level:   Warning,
	Ref:     "RFC 6152 §3, RFC 5321 §2.4",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		c := x.Event.Step.Content
		if x.Sent.Verb != conv.VerbDot || c == nil || !c.EightBit || x.Conv.Mail != conv.MailAccepted || !x.Conv.Whole {
			return
		}
		if x.Conv.Uses != 0 {
			return // SMTPUTF8 lets the header have them (RFC 6531 §3.6)
		}
		x.Find("8-bit octets in the message, and MAIL did not say BODY=8BITMIME")
	},
})
