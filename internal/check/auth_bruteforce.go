package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// From so many failed logins on, and within this time, they are told of: people
// mistype a password twice, and a program that has an old one asks every few
// minutes.
const (
	loginFailures = 10
	loginTime     = 10 * 60 * 1000
	// loginsInOne is for a conversation that is shown: nobody types five wrong
	// passwords without hanging up, and no time is needed to tell.
	loginsInOne = 5
)

var _ = register(&Check{
	ID:    "auth/bruteforce",
	Title: "many failed logins from one client",
	Why: "Ten failed logins within ten minutes from one address (or five in one session) are not a person who forgot the " +
		"password: somebody guesses, or a program with an old password knocks until the account is locked.",
	Silence: "If the client is a program of your own, give it the new password; else block the address at the firewall, or let " +
		"fail2ban do it. A gateway behind which many users sit looks like one client: --disable auth/bruteforce.",
	Level:  Warning,
	Inputs: Logs | Dialogues | Captures,
	Kinds:  conv.Reply | conv.Diagnostic,
	Codes:  noCode | permanent,
	See:    seeBruteforce,
})

type loginTally struct {
	clients tally
	// shown is how often logins failed in conversations that are shown, by a
	// hash of their number.
	shown [256]struct {
		id    uint64
		n     int32
		first int64
	}
}

func seeBruteforce(x *Look) {
	e := x.Event
	if e.Phase != parser.PhaseAuth || e.Retold {
		return
	}
	if x.Conv != nil {
		if e.Reply.Code == 535 {
			x.failedLogin()
		}
		return
	}
	if e.Origin != parser.OriginOwn || e.Status != parser.StatusRejected || len(e.Peer.IP) == 0 || x.Millis == 0 {
		return
	}
	if c := e.Reply.Code; e.Kind == parser.KindReply && c != 535 && c != 0 {
		return // 503, 530 and the like are no wrong password
	}
	c := kept[loginTally](x).clients.at(hashOf(e.Host, e.Peer.IP), x.Millis, loginTime/2)
	c.add(e.Line, x.Millis, 0)
	if c.count() < loginFailures {
		return
	}
	line, since := c.start()
	x.Find(fmt.Sprintf("%d failed logins from %s within %s, the first on line %d", c.count(), e.Peer.IP, span(max(x.Millis-since, 1000)), line))
	c.clear()
}

// failedLogin counts in the conversation at hand.
func (x *Look) failedLogin() {
	c := &kept[loginTally](x).shown[x.Conv.ID%256]
	if c.id != x.Conv.ID {
		c.id, c.n, c.first = x.Conv.ID, 0, x.Event.Line
	}
	if c.n++; c.n == loginsInOne {
		x.Find(fmt.Sprintf("%d failed logins in one session, the first on line %d", c.n, c.first))
	}
}
