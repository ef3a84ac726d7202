package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// bouncesKept is of how many notifications it is remembered that they are some.
const bouncesKept = 4096

type bounces [bouncesKept]uint64

// note remembers a queue id as a notification's.
func (b *bounces) note(key uint64) { b[key%bouncesKept] = key }

func (b *bounces) has(key uint64) bool { return key != 0 && b[key%bouncesKept] == key }

var _ = register(&Check{
	ID:    "bounce/backscatter",
	Title: "a bounce that could not be delivered",
	Why: "A message was accepted, could not be delivered, and was returned to a sender who cannot be reached, or whose server " +
		"refuses the bounce. As a rule the sender was forged: where the address does exist, its owner gets the spam from you, and " +
		"you get listed for backscatter. Refuse unknown recipients while the client is connected, and there is nothing to bounce.",
	Silence: "A server that refuses the null sender makes it look the same; see null-sender/refused.",
	Level:   Warning,
	Ref:     "RFC 5321 §6.2",
	Inputs:  Logs,
	Kinds:   conv.Bounced | conv.Attempt | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		switch x.Kind {
		case conv.Bounced:
			kept[bounces](x).note(keyOf(e.Host, e.Step.Text))
		case conv.Attempt:
			if e.Status != parser.StatusBounced || e.Reply.Code < 500 || e.Origin != parser.OriginRemote {
				return
			}
			b := kept[bounces](x)
			key := keyOf(e.Host, e.QueueID)
			if b.has(key) {
				x.Find(fmt.Sprintf("a bounce could not be delivered either: %d", e.Reply.Code), codeText(e.Reply.Code))
			}
		case conv.Diagnostic:
			if e.Status == parser.StatusHeld && containsFold(e.Diagnostic, "frozen (delivery error message)") {
				x.Find("a message from <>, a bounce as a rule, could not be delivered and is frozen")
			}
		}
	},
})

var _ = register(&Check{
	ID:    "bounce/of-bounce",
	Title: "a bounce that answers a bounce",
	Why: "A notification must never be answered with another: two servers that do so send each other mail without end. The " +
		"sender of a notification is <>, and where it cannot be delivered it is dropped, or given to the local postmaster.",
	Silence: "Find what gives the notification a sender.",
	Level:   Error,
	Ref:     "RFC 5321 §4.5.4, RFC 5321 §6.1",
	Inputs:  Logs,
	Kinds:   conv.Bounced,
	See: func(x *Look) {
		e := x.Event
		b := kept[bounces](x)
		if b.has(keyOf(e.Host, e.QueueID)) {
			x.Find("a notification was made of a message that is one itself")
		}
		b.note(keyOf(e.Host, e.Step.Text))
	},
})
