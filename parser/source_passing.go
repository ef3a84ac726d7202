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

// passes takes a line of a message's text from a conversation whose two sides are
// told apart by marks alone, or by nothing.
func (t *transcript) passes(b *Batch, l *plainLine) bool {
	c, d, text := &t.c, t.dialect, l.text
	if !c.body || c.bdat > 0 || c.auth != nil || c.open.active || c.listed || t.half.line.raw != nil || !t.spoken || t.sq.opts.Dialogue || t.sq.opts.Steps ||
		len(t.prefix) > 0 || len(t.held.lines) > 0 || len(text) == 0 || isDigit(text[0]) || text[0] == '{' || !l.lacks.not(glanceControl) && controlAt(text) >= 0 {
		return false
	}
	switch {
	case d == pairDialect || d.noisy || !d.plain():
		return false
	case len(d.client) > 0:
		m, said := dialectsBy.mark(d, text, leadNone)
		if m == nil || m.side != sideClient {
			return false
		}
		text = said
	}
	if len(text) == 1 && text[0] == '.' {
		return false
	}
	t.spoke, t.fresh, c.any = sideClient, false, true
	c.watch.line = l.no
	b.formatLines(d.format)
	return true
}
