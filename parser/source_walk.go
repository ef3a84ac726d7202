package parser

// plainWalk is what is known of the plain lines that went before.
type plainWalk struct {
	behindBlank bool  // the line before was blank, or there was none
	blank       bool  // the line is
	lines       int64 // how many there were, this one too
	text        bool  // one before it was not blank
}

// step goes on to the next line.
func (w *plainWalk) step(blank bool) {
	w.behindBlank = w.blank || w.lines == 0
	w.text = w.text || w.lines > 0 && !w.blank
	w.blank = blank
	w.lines++
}

// atTop tells whether nothing but blank lines stand before the line of e.
func (w *plainWalk) atTop(e *Event) bool { return !w.text && e.Line == w.lines }
