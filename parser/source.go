package parser

import "math/bits"

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
	r, ok := sq.sources.reader().(wholeReader)
	if !ok || !r.takesAll() {
		return false
	}
	sq.walk.step(false)
	x := Event{Raw: e.Raw, Line: e.Line, Lines: 1, Cut: e.Cut, side: sidePlain, text: e.Raw, quirk: quirkCounted}
	if !r.line(b, &x) {
		sq.sources.leave(sq.opts.Single)
		return false
	}
	*e = x
	return true
}

// plain finds the reader of a line that belongs to no log: the one that took
// the line before, then the others, then the transcript reader. A conversation
// in the middle of its text keeps the line: mail is what it carries. It gives
// true when a reader holds the event back.
func (sq *sequencer) plain(b *Batch, e *Event) bool {
	sq.walk.step(blank(e.Raw))
	s := &sq.sources
	if s.active >= 0 {
		if s.list[s.active].line(b, e) {
			return e.quirk == quirkHeld
		}
		s.leave(sq.opts.Single)
	}
	if sq.trans.idle() && stackLine(e.Raw) {
		sq.trans.plain(b, e)
		return false
	}
	if !sq.trans.busy() {
		n := len(b.order)
		for set := s.asked(e, sq.walk.behindBlank, sq.trans.dialect != nil); set != 0; set &= set - 1 {
			i := bits.TrailingZeros32(uint32(set))
			if s.list[i].line(b, e) {
				s.active = i
				s.awake |= 1 << i
				if len(sq.trans.held.lines) > 0 {
					// What was held back stood before this line.
					later := append([]*Event(nil), b.order[n:]...)
					b.order = b.order[:n]
					sq.trans.interrupt(b)
					b.order = append(b.order, later...)
				}
				return e.quirk == quirkHeld
			}
			if !sq.opts.Single {
				s.awake &^= 1 << i
			}
		}
	}
	if e.quirk == quirkBinary {
		b.stats.Binary++
		return false
	}
	return sq.trans.line(b, e)
}
