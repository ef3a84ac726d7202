package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "tls/offered",
	Title: "STARTTLS though it was not announced",
	Why: "A server that does not announce STARTTLS has none, or not for this client: it will refuse the command. Under TLS it " +
		"must not announce it, and a client must not ask again.",
	Silence: "Whoever tests whether STARTTLS was taken out on the way does it on purpose: --disable tls/offered.",
	Level:   Warning,
	Ref:     "RFC 3207 §4, RFC 3207 §4.2",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbStartTLS || waitsForHello(c) {
			return
		}
		switch {
		case c.Upgraded:
			x.Find("STARTTLS on a connection that STARTTLS has encrypted already", "again")
		case c.Offer.Known && !c.Offer.Extensions.Has(conv.ExtStartTLS):
			x.Find("STARTTLS, which the answer to EHLO did not announce", "unannounced")
		}
	},
})

var _ = register(&Check{
	ID:    "tls/stripped",
	Title: "STARTTLS was taken out on the way, or is missing where it must be",
	Why: "Some firewalls write X over what they do not know in the answer to EHLO, and whoever sits between client and server can take " +
		"STARTTLS away: the mail then goes in the clear, or, where policy forbids that, not at all.",
	Silence: "Turn off the SMTP inspection of the firewall (Cisco calls it fixup). For a server that simply has no TLS, change the " +
		"policy that asks for it.",
	Level:  Warning,
	Ref:    "RFC 3207 §6",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Answer | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if x.Kind == conv.Diagnostic {
			if bytes.Contains(e.Diagnostic, []byte("TLS is required, but was not offered")) {
				x.Find("TLS is required here, and the server did not offer it")
			}
			return
		}
		if e.Phase != parser.PhaseEhlo || x.Code() != 250 || len(e.Reply.Text) < 2 {
			return
		}
		for _, line := range e.Reply.Text[1:] {
			if masked(line) {
				x.Find(fmt.Sprintf("the answer to EHLO has %q: something on the way wrote over a keyword", line[:min(len(line), 40)]), "masked")
				return
			}
		}
	},
})

// masked tells whether a keyword is nothing but X, the last letter excepted.
func masked(line []byte) bool {
	n := 0
	for n < len(line) && line[n] == 'X' {
		n++
	}
	return n >= 6 && len(line)-n <= 1
}

var _ = register(&Check{
	ID:    "tls/no-buffered",
	Title: "commands sent behind STARTTLS before the handshake",
	Why: "What follows STARTTLS in the clear can come from anybody who can write into the connection. A server that keeps it and " +
		"carries it out after the handshake takes it for the client's (CVE-2011-0411); a client that sends it breaks the handshake.",
	Level:  Error,
	Ref:    "RFC 3207 §4, RFC 2920 §3.1",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbStartTLS || x.Event.Step.Waiting == 0 || !x.Conv.Whole {
			return
		}
		x.FindAt(x.Sent.Line, "other commands followed STARTTLS before it was answered")
	},
})

var _ = register(&Check{
	ID:    "tls/ehlo-again",
	Title: "no EHLO after STARTTLS",
	Why: "The handshake begins the session anew: what was announced in the clear, by whoever it may have been, counts no more, and " +
		"neither does the client's EHLO. A client that does not say it again goes by what an attacker may have told it.",
	Level:  Error,
	Ref:    "RFC 3207 §4.2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		starts := c.StartTLS == 220 && c.Encrypted != conv.Yes // the handshake is not shown
		if !c.Whole || c.HelloSince && !starts || !c.Upgraded && !starts || waitsForHello(c) {
			return
		}
		switch x.Sent.Verb {
		case conv.VerbMail, conv.VerbAuth:
			if x.Once() {
				x.Find(fmt.Sprintf("%s after STARTTLS, and no EHLO between them", x.Event.Command.Verb), x.Event.Command.Verb)
			}
		}
	},
})

var _ = register(&Check{
	ID:    "tls/454-handling",
	Title: "the message goes in the clear after STARTTLS was refused",
	Why: "454 says that TLS is not to be had for the moment. Going on without it is a choice: whoever can make the handshake fail " +
		"can read the message.",
	Silence: "That is how opportunistic encryption works: --disable tls/454-handling. Where it must not be, set a policy (DANE, " +
		"MTA-STS, or one of your own).",
	Level:  Notice,
	Ref:    "RFC 3207 §4, RFC 3207 §4.1, RFC 3207 §6",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbMail || c.StartTLS < 400 || c.Encrypted == conv.Yes || !x.Once() {
			return
		}
		x.Find(fmt.Sprintf("MAIL in the clear, after STARTTLS was answered with %d", c.StartTLS), codeText(int(c.StartTLS)))
	},
})
