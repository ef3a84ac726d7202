package parser

// passingReader is a sourceReader that knows lines of which nothing is told but
// that they were there: most of a log that shows everything are such lines, and
// no event is made of them where nobody is to see every line.
type passingReader interface {
	sourceReader
	// passes takes such a line from a log that the reader is in the middle of, and
	// counts it. It gives false for any other line, and has left everything alone
	// then.
	passes(b *Batch, l *plainLine) bool
}

// passes takes a plain line that becomes no event. It gives false for lines that
// may become one.
func (sq *sequencer) passes(b *Batch, l *plainLine) bool {
	if l.binary || sq.opts.Lines {
		return false
	}
	s := &sq.sources
	switch {
	case s.active >= 0:
		if r := s.passing[s.active]; r == nil || !r.passes(b, l) {
			return false
		}
	case !sq.trans.busy() || !sq.trans.passes(b, l):
		return false
	}
	sq.walk.step(blank(l.raw))
	return true
}
