package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "auth/announced-clear",
	Title: "PLAIN or LOGIN offered over an unencrypted connection",
	Why: "A client that is set up carelessly sends its password as soon as it is asked, and the server asks before anything is " +
		"encrypted. RFC 4954 asks sites not to permit that.",
	Silence: "Postfix: smtpd_tls_auth_only=yes; Exim: server_advertise_condition with $tls_in_cipher. On a loopback or inside a tunnel " +
		"it does no harm: --disable auth/announced-clear.",
	Level:  Notice,
	Ref:    "RFC 4954 §4, RFC 8314 §3",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		e := x.Event
		if e.Phase != parser.PhaseEhlo || x.Code() != 250 || x.Sent.Verb != conv.VerbEHLO || x.Conv.Encrypted == conv.Yes {
			return
		}
		var offer conv.Offer
		offer.Read(e.Reply.Text)
		if x.Conv.Encrypted != conv.No && (x.Conv.Port == 465 || !offer.Extensions.Has(conv.ExtStartTLS)) {
			return // it may be encrypted from the beginning
		}
		if offer.Mechanisms&(conv.MechPlain|conv.MechLogin) == 0 || x.Conv.StartTLS == 220 || !x.Once() {
			return
		}
		x.Find("the answer to EHLO offers to take a password before the connection is encrypted")
	},
})

var _ = register(&Check{
	ID:    "auth/once",
	Title: "AUTH where it must not be",
	Why: "After an AUTH that succeeded there is no other one in a session, and there is none inside a transaction: the server must " +
		"answer 503. A client that sends it has lost its place in the conversation.",
	Level:  Error,
	Ref:    "RFC 4954 §4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbAuth {
			return
		}
		switch {
		case x.Conv.Authenticated:
			x.Find("AUTH after an AUTH that succeeded", "again")
		case x.Conv.Mail == conv.MailAccepted || x.Conv.Mail == conv.MailSent:
			x.Find("AUTH inside a transaction", "transaction")
		}
	},
})

var _ = register(&Check{
	ID:    "auth/mechanism",
	Title: "AUTH with a mechanism that was not announced",
	Why: "The answer to EHLO lists the mechanisms that the server takes, and it can be another list under TLS. A client that " +
		"tries one that is not there is refused (504), after it may have given the password away.",
	Level:  Warning,
	Ref:    "RFC 4954 §3, RFC 4954 §4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		m, offer := x.Sent.Mechanism, &x.Conv.Offer
		if x.Sent.Verb != conv.VerbAuth || m == 0 || !offer.Known || x.Event.Command.Verb != "AUTH" || waitsForHello(x.Conv) {
			return
		}
		if offer.Mechanisms&m != 0 {
			return
		}
		name := firstWord(x.Event.Command.Arg)
		if !offer.Extensions.Has(conv.ExtAuth) {
			x.Find(fmt.Sprintf("AUTH %s, but the server did not announce AUTH", name), "none")
			return
		}
		if m == conv.MechOther && len(name) > 20 {
			return // not the name of a mechanism
		}
		x.Find(fmt.Sprintf("AUTH %s, which the answer to EHLO does not list", name), string(name))
	},
})

func firstWord(p []byte) []byte {
	for i, c := range p {
		if c == ' ' || c == '\t' {
			return p[:i]
		}
	}
	return p
}

var _ = register(&Check{
	ID:    "auth/cancel",
	Title: "an AUTH that was given up is not answered with 501",
	Why: "A client gives up an exchange with a line of one asterisk, and the server must reject the AUTH with 501. Any other refusal " +
		"looks like a wrong password, and counts as one where failures are counted.",
	Silence: "For servers of others: --disable auth/cancel.",
	Level:   Notice,
	Ref:     "RFC 4954 §4",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		if !x.Conv.Cancelled || x.Sent.Verb != conv.VerbAuth || x.Code() == 501 || x.Code() == 421 {
			return
		}
		x.Find(fmt.Sprintf("%d after the client gave up", x.Code()), codeText(x.Code()))
	},
})
