package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// A fourth attempt within this time is told of: greylisting is satisfied by a
// second one after some minutes, and queues that begin with short pauses have
// three.
const (
	hastyAttempts = 3
	hastyTime     = 10 * 60 * 1000
)

var _ = register(&Check{
	ID:    "retry/interval",
	Title: "tried again and again within minutes",
	Why: "A destination that deferred a message should be left alone for half an hour, but for one quick second try that " +
		"greylisting needs. Four attempts in ten minutes are what receivers count as abuse, and answer with the next deferral.",
	Silence: "A queue that is flushed by hand looks like this once. Else lengthen minimal_backoff_time (Postfix), the retry rules " +
		"(Exim) or the queue interval (Sendmail).",
	Level:  Notice,
	Ref:    "RFC 5321 §4.5.4.1",
	Inputs: Logs,
	Kinds:  conv.Attempt,
	See: func(x *Look) {
		d := x.Delivery
		if d.Attempts != hastyAttempts || x.Event.Status != parser.StatusDeferred || d.Last.Status != parser.StatusDeferred || x.Millis == 0 || d.First.Millis == 0 {
			return
		}
		took := x.Millis - d.First.Millis
		if took < hastyAttempts*1000 || took >= hastyTime || x.Millis-d.Last.Millis < 1000 {
			return // told twice, or over a longer time
		}
		x.Find(fmt.Sprintf("the fourth attempt within %s, the first on line %d", span(took), d.First.Line))
	},
})

// queueBirths is of how many messages it is remembered when they came.
const queueBirths = 4096

type births [queueBirths]struct {
	key    uint64
	millis int64
}

// shortLife is the queue lifetime from which on nothing is said.
const shortLife = 24 * 3600 * 1000

var _ = register(&Check{
	ID:    "retry/give-up",
	Title: "given up within a day",
	Why: "Mail that cannot be delivered for now should be tried for four to five days: servers are down over a weekend. Who gives " +
		"up within a day bounces mail that would have arrived.",
	Silence: "Short lifetimes are right for one-time passwords and for bounces, which may have a shorter one. Else raise " +
		"maximal_queue_lifetime (Postfix), the retry rules (Exim) or Timeout.queuereturn (Sendmail).",
	Level:  Notice,
	Ref:    "RFC 5321 §4.5.4.1",
	Inputs: Logs,
	Kinds:  conv.Attempt | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if e.Status == parser.StatusSent || x.Millis == 0 || len(e.QueueID) == 0 || e.Format == nil || e.Format.Name == "exim" {
			return // Exim's delay is that of the attempt
		}
		deferred := x.Kind == conv.Attempt && e.Status == parser.StatusDeferred && e.HasDelay
		if !deferred && (x.Kind != conv.Diagnostic || e.Status != parser.StatusExpired) {
			return
		}
		key := keyOf(e.Host, e.QueueID)
		b := &kept[births](x)[key%queueBirths]
		switch {
		case deferred:
			if b.key != key {
				b.key, b.millis = key, x.Millis-int64(e.Delay*1000)
			}
		case b.key == key:
			if age := x.Millis - b.millis; age >= 0 && age < shortLife {
				x.Find(fmt.Sprintf("given up after %s in the queue", span(age)))
			}
			b.key = 0
		}
	},
})
