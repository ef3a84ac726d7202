package check

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/smtplog/smtplog/internal/conv"
)

// parameters asks about each parameter of a MAIL or RCPT whose server's
// announcements are known. An EHLO that was not answered yet makes them unknown.
func parameters(see func(x *Look, keyword, value []byte, belongs conv.Extensions)) func(*Look) {
	return func(x *Look) {
		switch x.Sent.Verb {
		case conv.VerbMail, conv.VerbRcpt:
		default:
			return
		}
		params := conv.Parameters(x.Event.Command.Arg)
		if len(params) == 0 || !x.Conv.Offer.Known || waitsForHello(x.Conv) {
			return
		}
		for len(params) > 0 {
			var keyword, value []byte
			keyword, value, params = conv.Parameter(params)
			if len(keyword) > 0 {
				see(x, keyword, value, conv.ParameterOf(keyword, value))
			}
		}
	}
}

func waitsForHello(c *conv.Conversation) bool {
	return c.Awaits(conv.VerbEHLO) || c.Awaits(conv.VerbLHLO) || c.Awaits(conv.VerbHELO)
}

const paramWhy = " A client must not use a parameter whose extension the server did not announce (RFC 5321 §2.2); the server answers " +
	"555 or 501, and the message stays where it is."

const paramSilence = "Let the client look at the answer to EHLO, and leave out what it does not announce."

// unannounced registers a check for parameters of some extensions.
func unannounced(id, title, why, ref string, of conv.Extensions, names string) *Check {
	return register(&Check{
		ID: id, Title: title, Why: why + paramWhy, Silence: paramSilence, Level: Error, Ref: ref,
		Inputs: Dialogues | Captures, Kinds: conv.Commanded,
		See: parameters(func(x *Look, keyword, _ []byte, belongs conv.Extensions) {
			if belongs&of == 0 || x.Conv.Offer.Extensions.Has(belongs) {
				return
			}
			word := strings.ToUpper(string(keyword))
			x.Find(fmt.Sprintf("%s with %s, but the server did not announce %s", x.Event.Command.Verb, word, names), word)
		}),
	})
}

var (
	_ = unannounced("param/smtputf8", "SMTPUTF8 though it was not announced",
		"The parameter says that the addresses or the header are UTF-8, which a server without the extension cannot handle.",
		"RFC 6531 §3.4, RFC 5321 §2.2", conv.ExtSMTPUTF8, "SMTPUTF8")
	_ = unannounced("param/8bit", "BODY though 8BITMIME or BINARYMIME was not announced",
		"The parameter says which octets the message has. A server without the extension may take the eighth bit away, and with it "+
			"the text and the signature.",
		"RFC 6152 §3, RFC 3030 §3, RFC 5321 §2.2", conv.Ext8BitMIME|conv.ExtBinaryMIME, "8BITMIME or BINARYMIME")
	_ = unannounced("param/any", "a parameter of an extension that was not announced",
		"Parameters come with extensions.",
		"RFC 5321 §2.2, RFC 5321 §4.1.1.11",
		conv.ExtAuth|conv.ExtDeliverBy|conv.ExtFutureRelease|conv.ExtMTPriority|conv.ExtNoSoliciting|conv.ExtRRVS,
		"the extension that it belongs to")
)

var _ = register(&Check{
	ID:    "param/unknown",
	Title: "a parameter that no extension of the server has",
	Why: "All parameters belong to an extension that the server announces. This one belongs to none that RFCs name, and the server " +
		"announced nothing that it could belong to." + paramWhy,
	Silence: paramSilence,
	Level:   Error,
	Ref:     "RFC 5321 §2.2, RFC 5321 §4.1.1.11",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: parameters(func(x *Look, keyword, _ []byte, belongs conv.Extensions) {
		if belongs != conv.ExtOther || x.Conv.Offer.Extensions.Has(conv.ExtOther) {
			return
		}
		word := strings.ToUpper(string(keyword[:min(len(keyword), 40)]))
		x.Find(fmt.Sprintf("%s with %s, which nothing in the answer to EHLO announces", x.Event.Command.Verb, word), word)
	}),
})

var _ = register(&Check{
	ID:    "param/hello",
	Title: "a parameter after HELO",
	Why: "HELO opens a session without extensions, so neither MAIL nor RCPT can have parameters. A client that wants them says EHLO." +
		paramWhy,
	Silence: paramSilence,
	Level:   Error,
	Ref:     "RFC 5321 §2.2.1, RFC 5321 §4.1.1.1",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbMail && x.Sent.Verb != conv.VerbRcpt || x.Conv.Hello != conv.VerbHELO || !x.Conv.Whole {
			return
		}
		keyword, _, _ := conv.Parameter(conv.Parameters(x.Event.Command.Arg))
		if len(keyword) == 0 || waitsForHello(x.Conv) {
			return
		}
		word := strings.ToUpper(string(keyword[:min(len(keyword), 40)]))
		x.Find(fmt.Sprintf("%s with %s in a session that HELO opened", x.Event.Command.Verb, word), word)
	},
})

var _ = register(&Check{
	ID:    "param/dsn",
	Title: "parameters of delivery status notifications that cannot be so",
	Why: "RET, ENVID, NOTIFY and ORCPT belong to DSN, and NOTIFY=NEVER stands alone: with anything else it says at once that there is " +
		"to be a notification and that there is none." + paramWhy,
	Silence: paramSilence,
	Level:   Error,
	Ref:     "RFC 3461 §4, RFC 3461 §4.1",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: parameters(func(x *Look, keyword, value []byte, belongs conv.Extensions) {
		if belongs != conv.ExtDSN {
			return
		}
		word := strings.ToUpper(string(keyword))
		switch {
		case !x.Conv.Offer.Extensions.Has(conv.ExtDSN):
			x.Find(fmt.Sprintf("%s with %s, but the server did not announce DSN", x.Event.Command.Verb, word), word)
		case word == "NOTIFY" && neverAndMore(value):
			x.Find("NOTIFY=NEVER together with something else", "never")
		}
	}),
})

// neverAndMore tells whether the value of a NOTIFY has NEVER among others.
func neverAndMore(value []byte) bool {
	never := false
	for word := range bytes.SplitSeq(value, []byte{','}) {
		never = never || bytes.EqualFold(word, []byte("NEVER"))
	}
	return never && bytes.IndexByte(value, ',') >= 0
}

var _ = register(&Check{
	ID:    "param/requiretls",
	Title: "REQUIRETLS where it cannot be asked for",
	Why: "REQUIRETLS asks that a message goes over encrypted connections only, all the way. It is worth nothing on one that is not " +
		"encrypted, and a server that did not announce it will not heed it." + paramWhy,
	Silence: paramSilence,
	Level:   Error,
	Ref:     "RFC 8689 §2, RFC 8689 §4.2.1",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: parameters(func(x *Look, _, _ []byte, belongs conv.Extensions) {
		switch {
		case belongs != conv.ExtRequireTLS:
		case x.Sent.Encrypted == conv.No:
			x.Find("REQUIRETLS over a connection that is not encrypted", "clear")
		case !x.Conv.Offer.Extensions.Has(conv.ExtRequireTLS):
			x.Find("REQUIRETLS, but the server did not announce it", "unannounced")
		}
	}),
})
