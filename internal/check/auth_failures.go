package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// A person who mistypes a password gives up after a few, and a mail program with
// an old one tries every few minutes: ten within ten minutes is neither.
const (
	passwordFailures = 10
	passwordWindow   = 10 * 60 * 1000
)

var _ = register(&Check{
	ID:    "auth/bruteforce",
	Title: "one client fails to log in again and again",
	Why: fmt.Sprintf("%d logins of one client failed within %d minutes. Somebody tries passwords; one that is found is used to send "+
		"spam in its owner's name.", passwordFailures, passwordWindow/60000),
	Silence: "Let fail2ban, crowdsec or the MTA's own limits stop it. A scanner of your own is no attack: --disable auth/bruteforce.",
	Level:   Warning,
	Ref:     "RFC 4954 §9",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if e.Phase != parser.PhaseAuth || e.Retold || e.Origin == parser.OriginLocal || e.Origin == parser.OriginRemote {
			return
		}
		// What a diagnostic of this server's own tells of an AUTH is that it failed.
		if x.Kind == conv.Reply && e.Reply.Code != 535 || x.Kind == conv.Diagnostic && e.Status != parser.StatusRejected {
			return
		}
		client := x.client()
		if client == 0 || x.Passwords.add(client, x.now(), passwordWindow) < passwordFailures {
			return
		}
		x.Passwords.forget(client)
		x.Find(fmt.Sprintf("%d failed logins within %d minutes", passwordFailures, passwordWindow/60000))
	},
})
