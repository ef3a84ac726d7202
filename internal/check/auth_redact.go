package check

import (
	"bytes"
	"encoding/base64"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "auth/redact",
	Title: "the transcript holds a password that anybody can read",
	Why:   "Base64 hides nothing. Whoever gets the transcript, in a bug report, a ticket or the log of a CI run, has the password.",
	Silence: "swaks --auth-hide-password and the like keep it out; smtplog never shows it unless asked with --show-secrets. For passwords " +
		"that open nothing: --disable auth/redact.",
	Level:  Notice,
	Inputs: Dialogues,
	Kinds:  conv.Commanded | conv.Response,
	See: func(x *Look) {
		m := x.Sent.Mechanism
		if x.Sent.Verb != conv.VerbAuth || m&conv.MechClear == 0 || x.Conv.Wire || x.onlyName() {
			return
		}
		var secret []byte
		if x.Kind == conv.Response {
			secret = x.Event.Step.Text
		} else if at := x.Event.Secret; !at.Empty() && int(at.To) <= len(x.Event.Raw) {
			secret = x.Event.Raw[at.From:at.To] // the command's argument is without it by now
		}
		if readable(secret, m) && x.Once() {
			x.Find("the credentials stand in the input, in base64")
		}
	},
})

// onlyName tells whether what the client says for LOGIN is the user's name: the
// password comes after it.
func (x *Look) onlyName() bool {
	return x.Sent.Mechanism == conv.MechLogin && (x.Kind == conv.Commanded || x.Conv.Told == 0)
}

// readable tells whether a secret is one, and not what somebody wrote over it.
func readable(secret []byte, m conv.Mechanisms) bool {
	secret = bytes.TrimSpace(secret)
	if len(secret) < 4 || len(secret) > 4096 {
		return false
	}
	plain, err := base64.StdEncoding.DecodeString(string(secret))
	if err != nil {
		return false
	}
	if covered(plain[bytes.LastIndexByte(plain, 0)+1:]) {
		return false
	}
	switch m {
	case conv.MechPlain:
		return bytes.Count(plain, []byte{0}) == 2
	case conv.MechXOAuth2, conv.MechOAuthBearer:
		return bytes.Contains(plain, []byte("Bearer "))
	}
	for _, c := range plain {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// covered tells whether what stands for a password was put there instead of it:
// Nodemailer and swaks --auth-hide-password do so before they encode it.
func covered(password []byte) bool {
	switch string(password) {
	case "/* secret */", "PROVIDED_BUT_REMOVED":
		return true
	}
	return len(bytes.Trim(password, "*xX.")) == 0 || containsFold(password, "redacted")
}
