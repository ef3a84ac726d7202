package parser

// spareChunk is how many events are made room for at a time.
const spareChunk = 16

// spare gives an empty event that no line has a place for in b.events. It
// stays where it is until the batch is used again.
func (b *Batch) spare() *Event {
	return b.spares.next(spareChunk)
}

// unspare takes back the event that spare gave last, unless it is among the
// events that were given out since b.order had n of them.
func (b *Batch) unspare(e *Event, n int) {
	for _, x := range b.order[n:] {
		if x == e {
			return
		}
	}
	b.spares.back(e, spareChunk)
}

// give puts a copy of e out, before the event that is being worked on.
func (b *Batch) give(e *Event) {
	x := b.spare()
	*x = *e
	b.order = append(b.order, x)
}
