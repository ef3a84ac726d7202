package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// So many messages that are newly deferred for one destination within the time,
// and not one delivered for at least the pause, are told of: a greylist lets
// those pass that come again after some minutes.
const (
	growing      = 20
	growingTime  = 2 * 3600 * 1000
	growingPause = 15 * 60 * 1000
)

var _ = register(&Check{
	ID:    "queue/growth",
	Title: "mail to one destination piles up",
	Why: "Twenty more messages for one domain were deferred, and none was delivered for a quarter of an hour: the server is down or " +
		"unreachable, refuses this sender, or somebody sends a flood. The longer it lasts the more comes at once when it ends.",
	Silence: "Look at the reason of the first; if the mail is unwanted, take it out of the queue. For a destination that is known to be down: --disable queue/growth.",
	Level:   Warning,
	Inputs:  Logs,
	Kinds:   conv.Attempt,
	See: func(x *Look) {
		e := x.Event
		domain := domainOf(e.Recipient)
		if x.Millis == 0 || domain == nil {
			return
		}
		if e.Status == parser.StatusSent {
			if c := kept[tally](x).find(keyOf(e.Host, domain)); c != nil {
				c.clear()
				c.told = false
			}
			return
		}
		if e.Status != parser.StatusDeferred {
			return
		}
		c := kept[tally](x).at(keyOf(e.Host, domain), x.Millis, growingTime/2)
		if x.Delivery.Attempts == 0 {
			c.add(e.Line, x.Millis, hashOf(e.QueueID))
		}
		if c.told || c.different() < growing {
			return
		}
		line, since := c.start()
		if x.Millis-since < growingPause {
			return
		}
		c.told = true
		x.Find(fmt.Sprintf("%d messages to %s deferred within %s and none delivered, the first on line %d", c.count(), domain, span(max(x.Millis-since, 1000)), line), string(domain))
	},
})
