package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// slowParts is what is told of each part of a delay: from how many seconds on a
// delivery is a slow one, and where its time went. The first part has no limit:
// it has in it what came before this attempt.
var slowParts = [4]struct {
	limit float32
	where string
}{
	1: {60, "more than a minute in the queue manager: too few delivery processes, or a destination that is throttled"},
	2: {30, "more than half a minute until the server was ready: DNS, the connection, a slow greeting or TLS"},
	3: {60, "more than a minute in the session: a server that answers late, or big messages over a thin line"},
}

// A tenth of all deliveries, and ten at least, must be slow.
const (
	slowLeast  = 10
	slowOneIn  = 10
	slowsTotal = 20
)

// slowness counts deliveries, and the slow ones by the part that was slow.
type slowness struct {
	total int64
	slow  [4]int64
	first [4]int64 // the line of the first
}

var _ = register(&Check{
	ID:    "queue/delay-split",
	Title: "deliveries are slow, and where",
	Why: "Postfix logs four parts of each delay (delays=a/b/c/d): before the queue manager, in the queue manager, setting up the " +
		"connection, and sending. Where a tenth of what was delivered took over a minute in one of them, that is where to look.",
	Silence: "Slow servers of others (greet delays, tarpits) show in the third and fourth part and cannot be mended here: --disable queue/delay-split.",
	Level:   Notice,
	Inputs:  Logs,
	Kinds:   conv.Attempt | conv.End,
	See: func(x *Look) {
		k := kept[slowness](x)
		if x.Kind == conv.End {
			for i := range k.slow {
				if k.total >= slowsTotal && k.slow[i] >= slowLeast && k.slow[i]*slowOneIn >= k.total {
					x.FindAt(k.first[i], fmt.Sprintf("%d of %d deliveries spent %s", k.slow[i], k.total, slowParts[i].where))
				}
			}
			return
		}
		e := x.Event
		if !e.HasDelays || e.Status != parser.StatusSent {
			return
		}
		k.total++
		for i := 1; i < 4; i++ {
			if e.Delays[i] < slowParts[i].limit {
				continue
			}
			if k.slow[i]++; k.slow[i] == 1 {
				k.first[i] = e.Line
			}
		}
	},
})
