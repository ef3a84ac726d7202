package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// failedTLS remembers with which server TLS failed for a message, and which
// machines log what they encrypt.
type failedTLS struct {
	any      bool
	messages [1024]struct {
		key    uint64
		millis int64
		line   int64
	}
	logging [64]uint64
}

// downgradeTime is how many milliseconds after a failed handshake a delivery in
// clear counts as its result.
const downgradeTime = 3600 * 1000

var _ = register(&Check{
	ID:    "tls/downgrade",
	Title: "delivered in clear after TLS had failed",
	Why: "The handshake failed, and the message went over the same way without encryption. That is what opportunistic TLS is for " +
		"when a server is broken; it is also what an attacker in between gets who breaks every handshake.",
	Silence: "Ask the server's postmaster to mend TLS, or demand it (smtp_tls_policy_maps, hosts_require_tls, MTA-STS, DANE); then the " +
		"message waits instead.",
	Level:  Notice,
	Ref:    "RFC 3207 §6",
	Inputs: Logs,
	Kinds:  conv.Diagnostic | conv.Attempt,
	See: func(x *Look) {
		e := x.Event
		if e.Role != parser.RoleClient || e.Kind == parser.KindDiagnostic && e.Phase != parser.PhaseTLS && e.Phase != parser.PhaseStarttls {
			return
		}
		if e.Kind == parser.KindDiagnostic {
			if x.Kind != conv.Diagnostic || e.Retold {
				return
			}
			if x.says("delivering unencrypted to ") {
				x.Find("TLS failed, and the message went in clear", string(e.Peer.IP))
				return
			}
			if len(e.QueueID) == 0 || len(e.Peer.IP) == 0 || x.Millis == 0 || !x.says("handshake") && !x.says("cannot start tls") {
				return
			}
			key := keyOf(e.Host, e.QueueID, e.Peer.IP)
			k := kept[failedTLS](x)
			k.any = true
			m := &k.messages[key%1024]
			m.key, m.millis, m.line = key, x.Millis, e.Line
			return
		}
		if x.Kind != conv.Attempt || e.Status != parser.StatusSent {
			return
		}
		k := kept[failedTLS](x)
		host := keyOf(e.Host) | 1
		if e.TLS.Version != nil {
			k.logging[host>>32%64] = host
			return
		}
		if !k.any {
			return
		}
		key := keyOf(e.Host, e.QueueID, e.Peer.IP)
		m := &k.messages[key%1024]
		if m.key != key || k.logging[host>>32%64] != host || x.Millis-m.millis > downgradeTime {
			return
		}
		x.Find(fmt.Sprintf("TLS failed with %s on line %d, and the message went to it in clear", e.Peer.IP, m.line))
	},
})
