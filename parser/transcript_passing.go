package parser

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
