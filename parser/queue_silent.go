package parser

// silentListing reads a queue listing that tells no reason why mail waits: its
// lines are known, so that they are not taken for anything else.
type silentListing struct {
	format *Format
	// begins knows a line with which a listing or an entry begins, goesOn one
	// that may follow it.
	begins, goesOn func(line []byte) bool
	in             bool
}

func (l *silentListing) end(*Batch) {}

func (l *silentListing) line(b *Batch, e *Event) bool {
	if l.in = l.begins(e.text) || l.in && l.goesOn(e.text); !l.in {
		return false
	}
	e.Format = l.format
	b.formatLines(l.format)
	return true
}
