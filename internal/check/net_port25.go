package check

import (
	"bytes"
	"fmt"
	"net/netip"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// So many networks that have nothing to do with each other must all be silent,
// within this time and with no server in between that answered.
const (
	silentNetworks = 6
	silentTime     = 3600 * 1000
)

// silence is which networks did not answer since a server last did.
type silence struct {
	networks [silentNetworks]netip.Prefix
	n        int
	since    int64
	first    int64
	told     bool
}

var _ = register(&Check{
	ID:    "net/port25-blocked",
	Title: "no server answers on port 25",
	Why: "Servers in six unrelated networks timed out one after the other, and none answered: they are hardly all down. Most providers " +
		"of virtual machines and of home connections block outgoing port 25 until they are asked.",
	Silence: "Test with `nc -vz` to port 25 of a big provider; ask the hoster to open it, or send through a relay on 587.",
	Level:   Error,
	Inputs:  Logs,
	Kinds:   conv.Reply | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if e.Role != parser.RoleClient || x.Conv != nil {
			return
		}
		if e.Kind == parser.KindReply {
			s := kept[silence](x)
			if s.n > 0 && e.Origin == parser.OriginRemote && (e.Peer.Port == 25 || e.Peer.Port == 0) && far(e.Peer.IP).IsValid() {
				s.n, s.told = 0, false
			}
			return
		}
		if e.Phase != parser.PhaseConnect || e.Peer.Port != 25 || x.Millis == 0 || !x.says("connection timed out") && !x.says("operation timed out") {
			return
		}
		net := far(e.Peer.IP)
		if !net.IsValid() {
			return
		}
		s := kept[silence](x)
		if s.told {
			return
		}
		if s.n > 0 && (x.Millis-s.since > silentTime || x.Millis < s.since) {
			s.n = 0
		}
		for _, p := range s.networks[:s.n] {
			if p == net {
				return
			}
		}
		if s.n == 0 {
			s.since, s.first = x.Millis, e.Line
		}
		s.networks[s.n] = net
		if s.n++; s.n < silentNetworks {
			return
		}
		s.told = true
		x.Find(fmt.Sprintf("servers in %d unrelated networks did not answer on port 25 within %s, the first on line %d, and no other did", s.n, span(max(x.Millis-s.since, 1000)), s.first))
	},
})

// far gives the network of an address out in the Internet, of a size that
// different organizations seldom share; the zero Prefix for others.
func far(ip []byte) netip.Prefix {
	if bytes.HasPrefix(ip, []byte("IPv6:")) {
		ip = ip[5:]
	}
	if len(ip) == 0 || len(ip) > 45 {
		return netip.Prefix{}
	}
	a, err := netip.ParseAddr(string(ip))
	if err != nil || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() {
		return netip.Prefix{}
	}
	size := 16
	if a.Is6() {
		size = 32
	}
	p, _ := a.Prefix(size)
	return p
}
