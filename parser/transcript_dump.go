package parser

import "bytes"

// dumpWidth is how many bytes a line of an ASCII trace shows at most.
const dumpWidth = 0x40

// chunk puts the lines of a trace together: what was sent or received at
// once, shown with offsets ("0000: 250 Ok"), a line of SMTP cut after every
// dumpWidth bytes.
type chunk struct {
	side  side // whose it is; sideNone for none
	hex   bool // the lines show the bytes' values, too
	torn  bool // the part began in a line that is not wholly shown
	total int  // of how many bytes
	off   int  // of the part that is kept
	part  []byte
	line  int64 // where it began
}

// begin starts a chunk; text is "50 bytes (0x32)".
func (c *chunk) begin(s side, text []byte) {
	c.side, c.off, c.part, c.hex = s, 0, c.part[:0], false
	if hasPrefix(text, "0x") {
		c.total, _ = hexValue(text[2:], 8)
		return
	}
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
	if row, ok := hexRow(b, text, c.total-off); ok {
		c.addHex(t, b, e, off, row)
		return
	}
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
		c.hide(t, e)
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

// hexWidth is how many bytes a line of a hexadecimal trace shows at most.
const hexWidth = 16

// hexRow reads a line of a hexadecimal trace, "32 32 30 20 6d 78  220 mx",
// whose offset was taken off and of which left bytes are to come: their values
// and, as a proof, the bytes themselves with a dot for each that cannot be
// printed. The result is in memory of b.
func hexRow(b *Batch, text []byte, left int) ([]byte, bool) {
	want := min(left, hexWidth)
	if want <= 0 || len(text) < 4*want || len(text) > 80 {
		return nil, false
	}
	n := len(b.arena)
	rest := text
	for range want {
		rest = trimLeft(rest)
		v, digits := hexValue(rest, 2)
		if digits != 2 || len(rest) > 2 && rest[2] != ' ' {
			b.arena = b.arena[:n]
			return nil, false
		}
		b.arena = append(b.arena, byte(v))
		rest = rest[2:]
	}
	row := b.arena[n:len(b.arena):len(b.arena)]
	if len(rest) < want {
		b.arena = b.arena[:n]
		return nil, false
	}
	shown := rest[len(rest)-want:]
	for i, v := range row {
		if shown[i] != v && shown[i] != '.' || !blank(rest[:len(rest)-want]) {
			b.arena = b.arena[:n]
			return nil, false
		}
	}
	return row, true
}

// addHex takes the bytes of the next line of a hexadecimal chunk.
func (c *chunk) addHex(t *transcript, b *Batch, e *Event, off int, row []byte) {
	if len(c.part) > 0 && (!c.hex || off != c.off+len(c.part)) {
		c.flush(t, b, e)
	}
	c.hex = true
	for len(row) > 0 {
		if len(c.part) == 0 {
			c.off, c.line = off, e.Line
			// A code of which only a part stands in this line stands nowhere.
			c.torn = off%hexWidth > hexWidth-3
		}
		i := bytes.IndexByte(row, '\n')
		if i < 0 {
			if len(c.part) < MaxLine {
				c.part = append(c.part, row...)
			}
			c.hide(t, e)
			return
		}
		c.part = append(c.part, row[:i+1]...)
		c.hide(t, e)
		row, off = row[i+1:], off+i+1
		text := trimEOL(b.keep(c.part))
		c.part = c.part[:0]
		x := Event{Line: c.line, Lines: 1, Time: e.Time}
		c.hand(t, b, &x, text)
		t.give(b, x)
	}
}

// hide marks a line that shows a part of a client's line which holds a secret
// (RFC 4954 §4): the whole of it, its values not being readable as text.
func (c *chunk) hide(t *transcript, e *Event) {
	if c.side == sideClient && !t.sq.opts.Secrets && (t.c.auth != nil || startsFold(c.part, "AUTH ")) {
		e.Secret = Span{0, int32(len(e.Raw))}
	}
}

// hand hands on a whole line.
func (c *chunk) hand(t *transcript, b *Batch, e *Event, text []byte) {
	if c.torn && c.side == sideServer {
		c.torn = false
		var unseen Event
		if r, ok := parseReplyLine(text); ok && !r.more {
			unseen.Reply.Code = r.code
			t.c.answer(b, &unseen)
		}
		return
	}
	t.say(b, e, c.side, text)
	t.own(e) // the lines of the trace are counted where they stand
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
	text := trimEOL(b.keep(c.part))
	c.part = c.part[:0]
	c.hand(t, b, &x, text)
	t.give(b, x)
}

// endOfInput hands on what is kept when no more comes.
func (t *transcript) endOfInput(b *Batch) { t.chunk.flush(t, b, nil) }
