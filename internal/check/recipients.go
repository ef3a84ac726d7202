package check

import (
	"bytes"
	"fmt"
	"net/netip"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "relay/denied",
	Title: "a client with a private address was refused relaying",
	Why: "A client with a private address is one of your own network, as a rule, and the server would not relay for it. It has " +
		"not logged in, it uses port 25 instead of 587, or its network is missing in the list of those that may relay.",
	Silence: "A guest network that is not to send is refused rightly: --disable relay/denied.",
	Level:   Notice,
	Ref:     "RFC 6409 §3.3",
	Inputs:  Logs,
	Kinds:   conv.Reply,
	Codes:   refusal,
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
