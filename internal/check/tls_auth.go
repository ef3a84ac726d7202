package check

import (
	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "tls/auth-in-clear",
	Title: "a password sent over an unencrypted connection",
	Why: "PLAIN, LOGIN and the bearer tokens carry what whoever listens can use. RFC 4954 §4 asks sites not to take them " +
		"without encryption, and RFC 8314 asks for TLS on every submission.",
	Silence: "On a loopback or inside a tunnel it does no harm: --disable tls/auth-in-clear.",
	Level:   Error,
	Ref:     "RFC 4954 §4, RFC 4954 §9, RFC 8314 §3",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded | conv.Response,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbAuth || x.Sent.Mechanism&conv.MechClear == 0 || x.Sent.Encrypted != conv.No || x.onlyName() {
			return
		}
		if x.Kind == conv.Commanded && !x.Event.Command.Secret && x.Event.Command.SecretAt == 0 {
			return // the mechanism alone: the server may still refuse it
		}
		if x.Kind == conv.Response && cancels(x.Event.Step.Text) || !x.Once() {
			return
		}
		x.Find("credentials sent while the connection was not encrypted", "clear")
	},
})

// cancels tells whether the line by which a client answers a 334 gives up
// (RFC 4954 §4), or says nothing.
func cancels(text []byte) bool {
	return len(text) == 0 || len(text) == 1 && (text[0] == '*' || text[0] == '=')
}
