package parser

import "bytes"

// recite takes what the server said of a program that repeats all lines of a
// reply so far with each further one: only the last is new.
//
// QUIRK: lettre logs its buffer, which holds the reply as far as it was read.
func (t *transcript) recite(b *Batch, e *Event, text []byte) {
	again := 0
	if t.c.open.active {
		again = t.recited
	}
	n := 0
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = nil
		}
		n++
		if n > again || text == nil {
			t.serverSays(b, e, trimEOL(line))
		}
	}
	t.recited = n
}
