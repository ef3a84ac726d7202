package parser

import "bytes"

// again knows the replies that were told outside of conversations: an
// exception names its cause once more, a program prints what it caught.
type again struct {
	list [8]toldOnce
	next int

	// from and to are where the last reply stood that was told again, first and
	// then.
	from, to int64
}

// toldOnce is a reply that was told.
type toldOnce struct {
	hash      uint64
	line      int64
	by        any // what told it
	time      Stamp
	recipient []byte // memory of its own
}

// maxAgain is how many lines further on a reply can be told again.
const maxAgain = 64

// had tells whether the reply that e is was told shortly before in other words,
// of the same recipient and in the same second, as far as the lines say; by is
// what tells it now. The same words twice are two failures, unless what was
// told before the first time was told again before the second.
func (a *again) had(e *Event, by any) bool {
	x := toldOnce{e.hash(), e.Line, by, e.Time, bytes.Clone(e.Recipient)}
	for i := range a.list {
		o := &a.list[i]
		if o.line == 0 || o.hash != x.hash || o.by == by && !(a.from < o.line && o.line < a.to) || x.line-o.line > maxAgain {
			continue
		}
		if o.time.HasTime && x.time.HasTime && (o.time.S != x.time.S || o.time.Min != x.time.Min) {
			continue
		}
		if len(o.recipient) == 0 || len(x.recipient) == 0 || bytes.Equal(o.recipient, x.recipient) {
			a.from, a.to = o.line, x.line
			return true
		}
	}
	a.list[a.next%len(a.list)] = x
	a.next++
	return false
}
