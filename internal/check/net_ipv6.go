package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// So many servers in different networks must be unreachable over IPv6.
const unreachableV6 = 3

// reach is what was reached over which version of the protocol.
type reach struct {
	v4, told bool
	networks [unreachableV6]uint64
	n        int
	first    int64
}

var _ = register(&Check{
	ID:    "net/ipv6-only-fail",
	Title: "servers are not reachable over IPv6, but over IPv4",
	Why: "Every delivery tries IPv6 first, fails, and goes on with IPv4: the machine believes that it has IPv6, and the way out is " +
		"missing. Each message waits for that, and one that finds no IPv4 address stays.",
	Silence: "Mend the route, or let the mailer use IPv4 only (inet_protocols = ipv4, disable_ipv6 = true).",
	Level:   Warning,
	Inputs:  Logs,
	Kinds:   conv.Reply | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if e.Role != parser.RoleClient || x.Conv != nil || len(e.Peer.IP) == 0 {
			return
		}
		v6 := bytes.IndexByte(e.Peer.IP, ':') >= 0
		if e.Kind == parser.KindReply {
			if e.Origin != parser.OriginRemote || bytes.HasPrefix(e.Peer.IP, []byte("127.")) {
				return
			}
			r := kept[reach](x)
			if v6 {
				r.n = 0 // it works
				return
			}
			r.v4 = true
			r.tell(x)
			return
		}
		if !v6 || e.Phase != parser.PhaseConnect || !x.says("network is unreachable") && !x.says("no route to host") {
			return
		}
		net := far(e.Peer.IP)
		if !net.IsValid() {
			return
		}
		r := kept[reach](x)
		a := net.Addr().As16()
		key := hashOf(a[:])
		for _, k := range r.networks[:r.n] {
			if k == key {
				return
			}
		}
		if r.n == 0 {
			r.first = e.Line
		}
		if r.n < unreachableV6 {
			r.networks[r.n] = key
			r.n++
		}
		r.tell(x)
	},
})

// tell tells it once both are known.
func (r *reach) tell(x *Look) {
	if r.told || !r.v4 || r.n < unreachableV6 {
		return
	}
	r.told = true
	x.FindAt(r.first, fmt.Sprintf("servers in %d networks are unreachable over IPv6, while IPv4 works", r.n))
}
