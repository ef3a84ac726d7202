package parser

// sourceReader reads input that has a structure of its own over several
// lines: a mail message, an entry of the journal, a queue listing. It lives in
// the sequencer, gets only lines that belong to no log, and gets them in order.
type sourceReader interface {
	// line takes the next line. It gives false when the line is none of its
	// own; it must then have left e alone. A reader that gave true is asked
	// first for the line after.
	line(b *Batch, e *Event) bool
	// end gives out what is open when the input is over.
	end(b *Batch)
}

// wholeReader is a sourceReader whose entries may hold any lines: those that
// look like a log's belong to it while takesAll gives true.
type wholeReader interface {
	sourceReader
	takesAll() bool
}

// claimed offers a line that a format has read to the reader that is in the
// middle of an entry. It gives false when the line is what it looks like.
func (sq *sequencer) claimed(b *Batch, e *Event) bool {
	if r, ok := sq.active.(wholeReader); !ok || !r.takesAll() {
		return false
	}
	x := Event{Raw: e.Raw, Line: e.Line, Lines: 1, Cut: e.Cut, side: sidePlain, text: e.Raw, quirk: quirkCounted}
	if !sq.active.line(b, &x) {
		sq.active = nil
		return false
	}
	*e = x
	return true
}

// sourceReaders makes the readers of one source, in the order in which they
// are asked. A reader's file adds itself in its init function.
var sourceReaders []func(sq *sequencer) sourceReader

// plain finds the reader of a line that belongs to no log: the one that took
// the line before, then the others, then the transcript reader. A conversation
// in the middle of its text keeps the line: mail is what it carries. It gives
// true when a reader holds the event back.
func (sq *sequencer) plain(b *Batch, e *Event) bool {
	if sq.active != nil {
		if sq.active.line(b, e) {
			return e.quirk == quirkHeld
		}
		sq.active = nil
	}
	if !sq.trans.busy() {
		n := len(b.order)
		for _, r := range sq.sources {
			if r.line(b, e) {
				sq.active = r
				if len(sq.trans.held.lines) > 0 {
					// What was held back stood before this line.
					later := append([]*Event(nil), b.order[n:]...)
					b.order = b.order[:n]
					sq.trans.interrupt(b)
					b.order = append(b.order, later...)
				}
				return e.quirk == quirkHeld
			}
		}
	}
	if e.quirk == quirkBinary {
		b.stats.Binary++
		return false
	}
	return sq.trans.line(b, e)
}
