package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// earlyBounce is the age from which on a message that was deferred may be
// returned without a word here.
const earlyBounce = 4 * 3600 * 1000

var _ = register(&Check{
	ID:    "perm/4xx",
	Title: "returned after a temporary refusal",
	Why: "A 4yz asks to come again. Mail that cannot be transmitted at once must be queued and tried again; who returns it " +
		"within hours makes a greylisting, a full mailbox or a busy server lose the message.",
	Silence: "If it is set so on purpose (smtp_reply_filter, smtp_delivery_status_filter, a transport that never queues): --disable perm/4xx.",
	Level:   Error,
	Ref:     "RFC 5321 §4.2.1, RFC 5321 §4.5.4.1",
	Inputs:  Logs,
	Kinds:   conv.Attempt,
	See: func(x *Look) {
		e := x.Event
		code := e.Reply.Code
		if e.Status != parser.StatusBounced || e.Kind != parser.KindReply || code < 400 || code >= 500 || e.Origin != parser.OriginRemote {
			return
		}
		if enh := e.Reply.Enhanced; len(enh) > 0 && enh[0] != '4' {
			return // the two codes disagree, which is another matter
		}
		age := int64(-1)
		switch {
		case e.HasDelay && e.Format.Name != "exim": // whose delay may be that of the attempt
			age = int64(e.Delay * 1000)
		case x.Delivery.Attempts > 0 && x.Millis != 0 && x.Delivery.First.Millis != 0:
			age = x.Millis - x.Delivery.First.Millis
		}
		if age < 0 || age >= earlyBounce {
			return
		}
		x.Find(fmt.Sprintf("returned to the sender %s after it came, for a reply %d", span(age), code), codeText(code))
	},
})
