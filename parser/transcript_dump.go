package parser

// dumpWidth is how many bytes a line of an ASCII trace shows at most.
const dumpWidth = 0x40

// chunk puts the lines of a trace together: what was sent or received at
// once, shown with offsets ("0000: 250 Ok"), a line of SMTP cut after every
// dumpWidth bytes.
type chunk struct {
	side  side // whose it is; sideNone for none
	total int  // of how many bytes
	off   int  // of the part that is kept
	part  []byte
	line  int64 // where it began
}

// begin starts a chunk; text is "50 bytes (0x32)".
func (c *chunk) begin(s side, text []byte) {
	c.side, c.off, c.part = s, 0, c.part[:0]
	c.total, _ = atoi(text, 9)
}

// dumpLine reads "0040: text".
func dumpLine(line []byte) (off int, text []byte, ok bool) {
	off, digits := hexValue(line, 8)
	if digits < 4 || digits >= len(line) || line[digits] != ':' {
		return 0, nil, false
	}
	text = line[digits+1:]
	if len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	return off, text, true
}

// add takes the next line of the chunk.
func (c *chunk) add(t *transcript, b *Batch, e *Event, off int, text []byte) {
	switch {
	case len(c.part) == 0:
		c.off, c.line = off, e.Line
	case off == c.off+len(c.part):
	default:
		c.flush(t, b, e)
		c.off, c.line = off, e.Line
	}
	end := off + len(text)
	if len(text) == dumpWidth && end+2 < c.total && len(c.part) < MaxLine {
		// The rest of the line may follow: it does when the next offset
		// leaves no room for a CRLF.
		c.part = append(c.part, text...)
		return
	}
	if len(c.part) > 0 {
		c.part = append(c.part, text...)
		text = b.keep(c.part)
		c.part = c.part[:0]
		e.Line = c.line
	}
	t.say(b, e, c.side, text)
}

// flush hands on a line that was kept because it might have gone on.
func (c *chunk) flush(t *transcript, b *Batch, at *Event) {
	if len(c.part) == 0 {
		return
	}
	x := Event{Line: c.line, Lines: 1}
	if at != nil {
		x.Time = at.Time
	}
	text := b.keep(c.part)
	c.part = c.part[:0]
	t.say(b, &x, c.side, text)
	lines := b.stats.programs
	t.understood(b, &x)
	b.stats.programs = lines
	t.give(b, x)
}

// endOfInput hands on what is kept when no more comes.
func (t *transcript) endOfInput(b *Batch) { t.chunk.flush(t, b, nil) }
