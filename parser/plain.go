package parser

// plainLine is a line that belongs to no log, as a worker leaves it to the
// sequencer. Most of them are text and come to nothing, and an event is ten
// times as large: it is made where it is wanted.
type plainLine struct {
	raw, text []byte
	no        int64
	time      Stamp
	at        int32 // it stands before the event of this index
	binary    bool
	lacks     glance // what does not stand in raw; 0 where it was not looked for
}

// event gives the line as an event in memory of b.
func (l *plainLine) event(b *Batch) *Event {
	e := b.spare()
	e.Raw, e.Line, e.Lines, e.Cut = l.raw, l.no, 1, b.cut
	e.Time = l.time
	e.side, e.text = sidePlain, l.text
	e.lacks = l.lacks
	if l.binary {
		e.quirk = quirkBinary
	}
	return e
}

// spareChunk is how many events are made room for at a time.
const spareChunk = 16

// spare gives an empty event that no line has a place for in b.events. It
// stays where it is until the batch is used again.
func (b *Batch) spare() *Event {
	chunk := b.nspares / spareChunk
	if chunk == len(b.spares) {
		b.spares = append(b.spares, make([]Event, spareChunk))
	}
	e := &b.spares[chunk][b.nspares%spareChunk]
	b.nspares++
	e.reset()
	return e
}

// unspare takes back the event that spare gave last, unless it is among the
// events that were given out since b.order had n of them.
func (b *Batch) unspare(e *Event, n int) {
	for _, x := range b.order[n:] {
		if x == e {
			return
		}
	}
	if last := b.nspares - 1; e == &b.spares[last/spareChunk][last%spareChunk] {
		b.nspares = last
	}
}

// give puts a copy of e out, before the event that is being worked on.
func (b *Batch) give(e *Event) {
	x := b.spare()
	*x = *e
	b.order = append(b.order, x)
}
