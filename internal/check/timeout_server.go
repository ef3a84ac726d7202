package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// serverPatience is how many milliseconds a server should wait for a command,
// less a second because logs round.
const serverPatience = (5*60 - 1) * 1000

var _ = register(&Check{
	ID:    "timeout/server",
	Title: "the server waited less than five minutes for a command",
	Why: "A server should wait five minutes for the next command: clients are slow when their DNS or their disks are. One that " +
		"is less patient breaks off sessions that would have gone on, and gets them again from the start.",
	Silence: "Servers under load cut it short on purpose (Postfix's stress-adaptive smtpd_timeout, postscreen); then this tells of " +
		"the load. --disable timeout/server if it is policy.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.5.3.2.7",
	Inputs: Logs | Dialogues | Captures,
	Kinds:  conv.SessionBroken | conv.Answer,
	See: func(x *Look) {
		if x.Kind == conv.SessionBroken {
			c := x.Session
			if x.Close != parser.CloseTimeout || !c.Opened || c.Mixed || c.Began == 0 || x.Millis == 0 {
				return
			}
			if took := x.Millis - c.Began; took >= 0 && took < serverPatience {
				x.Find(fmt.Sprintf("the whole session was %s old when the server gave up waiting", span(max(took, 1000))))
			}
			return
		}
		e, c := x.Event, x.Conv
		if e.Reply.Code != 421 || x.Sent.Verb != conv.VerbNone || e.Phase == parser.PhaseConnect || c.Spoke == 0 || x.Millis == 0 {
			return
		}
		if !bytes.Equal(e.Reply.Enhanced, []byte("4.4.2")) && !x.says("timeout") && !x.says("timed out") && !x.says("idle") {
			return
		}
		if waited := x.Millis - c.Spoke; waited >= 0 && waited < serverPatience {
			x.Find(fmt.Sprintf("421 after %s without a command", span(max(waited, 1000))))
		}
	},
})
