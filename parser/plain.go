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
	lacks     glance // see Event.lacks
}

// newPlain appends a line, of which the caller sets every field.
func (b *Batch) newPlain() *plainLine {
	n := len(b.plains)
	if n == cap(b.plains) {
		b.plains = append(b.plains, plainLine{})
	} else {
		b.plains = b.plains[:n+1]
	}
	return &b.plains[n]
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
