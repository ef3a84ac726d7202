package check

import (
	"bytes"
	"fmt"
	"net/netip"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// A list with dead addresses on it hits a few at a time; thirty of one client
// within ten minutes are guesses, or a list so old that it is to be stopped too.
const (
	strangers       = 30
	strangersWindow = 10 * 60 * 1000
)

var _ = register(&Check{
	ID:    "rcpt/enumeration",
	Title: "one client asks for many recipients that do not exist",
	Why: fmt.Sprintf("%d recipients of one client were unknown here within %d minutes. Somebody tries names to find out which exist, or "+
		"sends to a list that nobody cares for.", strangers, strangersWindow/60000),
	Silence: "Let the server slow such clients down: smtpd_soft_error_limit and smtpd_hard_error_limit of Postfix, " +
		"smtp_max_unknown_commands and ratelimit of Exim. A provider that forwards for many is no attacker: --disable rcpt/enumeration.",
	Level:  Warning,
	Ref:    "RFC 5321 §7.3",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	See: func(x *Look) {
		e := x.Event
		if e.Phase != parser.PhaseRcpt || e.Reply.Code/100 != 5 || e.Retold || e.Role == parser.RoleClient {
			return
		}
		if e.Origin != parser.OriginOwn && e.Origin != parser.OriginWire || x.Class() != "invalid-recipient" {
			return
		}
		client := x.client()
		if client == 0 || x.Strangers.add(client, x.now(), strangersWindow) < strangers {
			return
		}
		x.Strangers.forget(client)
		x.Find(fmt.Sprintf("%d unknown recipients within %d minutes", strangers, strangersWindow/60000))
	},
})

var _ = register(&Check{
	ID:    "relay/denied",
	Title: "somebody of one's own was refused to send",
	Why: "The client has a private address, so it stands in one's own network, and the server would not relay for it. It has " +
		"not logged in, it uses port 25 instead of 587, or its network is missing in the list of those that may relay.",
	Silence: "A guest network that is not to send is refused rightly: --disable relay/denied.",
	Level:   Notice,
	Ref:     "RFC 6409 §3.3",
	Inputs:  Logs,
	Kinds:   conv.Reply,
	See: func(x *Look) {
		e := x.Event
		if e.Origin != parser.OriginOwn || e.Phase != parser.PhaseRcpt || e.Reply.Code < 400 || e.Retold || len(e.Peer.IP) == 0 {
			return
		}
		if !deniesRelay(e.Reply.Text) || !private(e.Peer.IP) {
			return
		}
		x.Find(fmt.Sprintf("%s was refused relaying", e.Peer.IP), string(e.Peer.IP))
	},
})

// private tells whether an address is one of a private network, a loopback
// excepted.
func private(ip []byte) bool {
	a, err := netip.ParseAddr(string(ip))
	return err == nil && a.Unmap().IsPrivate()
}

// deniesRelay tells whether a text says that relaying is refused.
func deniesRelay(text [][]byte) bool {
	for _, line := range text {
		var room [256]byte
		lower := lowered(room[:0], line)
		if i := bytes.Index(lower, []byte("relay")); i >= 0 && containsAny(lower[i:], refusing[:]) {
			return true
		}
	}
	return false
}

var refusing = [...]string{"denied", "not permitted", "not allowed", "prohibited", "not authorized"}
