package check

import (
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// lastDoubt is the attempt that was told of last: some programs tell of it on
// two lines.
type lastDoubt struct {
	key    uint64
	millis int64
}

var _ = register(&Check{
	ID:    "dup/after-dot",
	Title: "the connection broke between the end of the message and the reply",
	Why: "Once the final dot is sent the server may have the message, though its 250 did not come. The client has to send again, " +
		"and the recipient gets two. A server must answer the dot quickly; slow content filters before the reply are the usual cause.",
	Silence: "Let the filter answer within seconds, or scan after the 250; a client should wait ten minutes for the reply to the dot.",
	Level:   Warning,
	Ref:     "RFC 5321 §4.5.3.2.6, RFC 5321 §6.1",
	Inputs:  Logs | Captures,
	Kinds:   conv.Diagnostic | conv.Closed,
	See: func(x *Look) {
		e := x.Event
		if x.Kind == conv.Closed {
			c := x.Conv
			switch x.Close {
			case parser.CloseClient, parser.CloseServer, parser.CloseLost:
				if c.Wire && c.Awaits(conv.VerbDot) {
					x.Find("the connection was closed before the reply to the final dot")
				}
			}
			return
		}
		if e.Phase != parser.PhaseMessage || e.Role != parser.RoleClient || e.Origin != parser.OriginLocal || e.Retold {
			return
		}
		if !x.says("end of data") && !x.says("during client data status") && !x.says(`sending final "."`) {
			return
		}
		if !x.says("timed out") && !x.says("timeout") && !x.says("lost connection") && !x.says("closed connection") && !x.says("reset") {
			return
		}
		last := kept[lastDoubt](x)
		key := keyOf(e.Host, e.QueueID, e.Peer.IP)
		same := last.key == key && x.Millis-last.millis < 5000
		last.key, last.millis = key, x.Millis
		if !same {
			x.Find("no reply to the final dot: the message may arrive twice")
		}
	},
})
