package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// So many different unknown recipients from one client within this time are told
// of. Old mailing lists have unknown recipients, too, but not twenty in ten
// minutes for one small server.
const (
	unknownRecipients = 20
	unknownTime       = 10 * 60 * 1000
)

var _ = register(&Check{
	ID:    "rcpt/enumeration",
	Title: "one client asks for many recipients that do not exist",
	Why: "Twenty or more different unknown recipients from one address within ten minutes: somebody goes through a dictionary " +
		"to learn which addresses exist, or sends to a list that nobody cleans.",
	Silence: "Limit or block the client (smtpd_soft_error_limit, anvil, fail2ban). A backup MX of your own that relays what it " +
		"cannot check looks the same, and is better taught the recipients.",
	Level:  Warning,
	Inputs: Logs,
	Kinds:  conv.Reply | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if x.Session == nil || e.Phase != parser.PhaseRcpt || e.Status != parser.StatusRejected || x.Millis == 0 || len(e.Recipient) == 0 || !unknownUser(x) {
			return
		}
		c := kept[tally](x).at(hashOf(e.Host, e.Peer.IP), x.Millis, unknownTime/2)
		c.add(e.Line, x.Millis, hashOf(e.Recipient))
		if c.different() < unknownRecipients {
			return
		}
		line, since := c.start()
		x.Find(fmt.Sprintf("%d unknown recipients from %s within %s, the first on line %d", c.count(), e.Peer.IP, span(max(x.Millis-since, 1000)), line))
		c.clear()
	},
})

// unknownUser tells whether a refusal is about a mailbox that does not exist.
func unknownUser(x *Look) bool {
	if enh := x.Event.Reply.Enhanced; len(enh) > 0 {
		switch {
		case bytes.HasSuffix(enh, []byte(".1.1")):
			return true
		case !bytes.HasSuffix(enh, []byte(".0.0")) && !bytes.Contains(enh, []byte(".1.")):
			return false
		}
	}
	return x.class() == "invalid-recipient"
}

// class gives what the catalog says is the cause of a reply or diagnostic; empty
// where it knows nothing.
func (x *Look) class() catalog.Class {
	e := x.Event
	q := catalog.Query{
		Code: e.Reply.Code, Enhanced: e.Reply.Enhanced, Phase: e.Phase.String(), Text: e.Reply.Text, Diagnostic: e.Diagnostic, Peer: e.Peer.Name, Best: true,
	}
	if e.Kind == parser.KindDiagnostic {
		q.Enhanced = e.DSN
	}
	if m := x.Memo.Lookup(&q); m.Entry != nil {
		return m.Entry.Class
	}
	return ""
}
