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

// sourceKinds are the readers that an input has one of each, in the order in
// which they are asked.
var sourceKinds []sourceKind

type sourceKind struct {
	starts      string // the octets with which alone an entry can begin
	behindBlank bool   // only behind a blank line, and at the top
	make        func(sq *sequencer) sourceReader
}

// registerSource adds a reader; its file calls it in its init function. The
// reader is asked about lines that begin with one of the octets of starts, and
// about all lines from one that it took to the first that it did not.
func registerSource(starts string, make func(sq *sequencer) sourceReader) {
	sourceKinds = append(sourceKinds, sourceKind{starts: starts, make: make})
}

// registerSourceBehindBlank is registerSource for a reader whose entries begin
// behind blank lines and at the top of the input only.
func registerSourceBehindBlank(starts string, make func(sq *sequencer) sourceReader) {
	sourceKinds = append(sourceKinds, sourceKind{starts: starts, behindBlank: true, make: make})
}

// sourceSet is a set of readers, by their places in sourceKinds.
type sourceSet uint32

// sources are the readers of one input, and which of them are to be asked.
type sources struct {
	list   []sourceReader
	starts [256]sourceSet // by the octet that a line begins with
	behind sourceSet      // those that begin behind blank lines only
	awake  sourceSet      // those that took the last line they were asked about
	active int            // the place of the one that took the last plain line; -1 for none
}

func (s *sources) init(sq *sequencer) {
	s.active = -1
	for i, kind := range sourceKinds {
		s.list = append(s.list, kind.make(sq))
		set := sourceSet(1) << i
		if sq.opts.Single {
			// Of a pasted piece little is left out.
			s.awake |= set
		}
		if kind.behindBlank {
			s.behind |= set
		}
		for k := range len(kind.starts) {
			s.starts[kind.starts[k]] |= set
		}
	}
}

// reader gives the reader that took the last plain line; nil for none.
func (s *sources) reader() sourceReader {
	if s.active < 0 {
		return nil
	}
	return s.list[s.active]
}

// leave notes that the reader that took the last plain line does not go on.
func (s *sources) leave(single bool) {
	if !single {
		s.awake &^= 1 << s.active
	}
	s.active = -1
}

// asked gives the readers that are to be asked about a line.
func (s *sources) asked(e *Event, behindBlank bool) sourceSet {
	var set sourceSet
	if len(e.Raw) > 0 {
		set = s.starts[e.Raw[0]]
	}
	if len(e.text) > 0 {
		set |= s.starts[e.text[0]]
	}
	if !behindBlank {
		set &^= s.behind
	}
	return set | s.awake
}

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

// plain finds the reader of a line that belongs to no log: the one that took
// the line before, then the others, then the transcript reader. A conversation
// in the middle of its text keeps the line: mail is what it carries. It gives
// true when a reader holds the event back.
func (sq *sequencer) plain(b *Batch, e *Event) bool {
	sq.walk.step(len(trimSpace(e.Raw)) == 0)
	s := &sq.sources
	if s.active >= 0 {
		if s.list[s.active].line(b, e) {
			return e.quirk == quirkHeld
		}
		s.leave(sq.opts.Single)
	}
	if !sq.trans.busy() {
		n := len(b.order)
		for set := s.asked(e, sq.walk.behindBlank); set != 0; set &= set - 1 {
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
