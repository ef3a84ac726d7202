package parser

import "strings"

// sourceKinds are the readers that an input has one of each, in the order in
// which they are asked.
var sourceKinds []sourceKind

type sourceKind struct {
	starts      string // the octets with which alone an entry can begin
	behindBlank bool   // only behind a blank line, and at the top
	apart       bool   // only where no conversation goes on
	aside       bool   // in a conversation, only behind a blank line
	// notReply tells that no entry begins as a reply does, with its code.
	notReply bool
	// behindCode holds the octets that may stand behind what looks like a code and
	// a blank, where an entry begins so; empty for any.
	behindCode string
	// words are texts with which lines of its entries begin, and no line of a log
	// that formats know without a header.
	words []string
	make  func(sq *sequencer) sourceReader
}

// registerSource adds a reader; its file calls it in its init function. The
// reader is asked about lines that begin with one of the octets of starts, and
// about all lines from one that it took to the first that it did not.
func registerSource(starts string, make func(sq *sequencer) sourceReader) {
	addSource(sourceKind{starts: starts, make: make})
}

// registerSourceBehindBlank is registerSource for a reader whose entries begin
// behind blank lines and at the top of the input only.
func registerSourceBehindBlank(starts string, make func(sq *sequencer) sourceReader) {
	addSource(sourceKind{starts: starts, behindBlank: true, make: make})
}

// registerSourceApart is registerSource for a reader whose entries do not stand in
// conversations.
func registerSourceApart(starts string, make func(sq *sequencer) sourceReader) {
	addSource(sourceKind{starts: starts, apart: true, make: make})
}

// addSource adds a reader of which more is known.
func addSource(kind sourceKind) {
	if len(sourceKinds) == maxSources {
		panic("parser: no bit is left for another source")
	}
	sourcesBy.add(&kind, 1<<len(sourceKinds))
	sourceKinds = append(sourceKinds, kind)
}

// sourceSet is a set of readers, by their places in sourceKinds.
type sourceSet uint32

const maxSources = 32 // the bits of a sourceSet

// sources are the readers of one input, and which of them are to be asked.
type sources struct {
	list []sourceReader
	// passing are those of list that are passingReaders, nil for the others.
	passing []passingReader
	awake   sourceSet // those that took the last line they were asked about
	active  int       // the place of the one that took the last plain line; -1 for none
}

// sourcesBy tells which readers may be asked about a line.
var sourcesBy sourceIndex

type sourceIndex struct {
	starts  [256]sourceSet // by the octet that a line begins with
	replies [256]sourceSet // where it begins as a reply does, by the octet that its text begins with
	behind  sourceSet      // those that begin behind blank lines only
	apart   sourceSet      // those that do not begin in conversations
	aside   sourceSet      // those that begin there behind blank lines only
	words   [256][]firstOctets
}

// firstOctets are the first octets of a text, at most eight.
type firstOctets struct{ text, mask uint64 }

// knows tells whether a line begins with words that only entries do.
func (x *sourceIndex) knows(line []byte) bool {
	list := x.words[line[0]]
	if len(list) == 0 {
		return false
	}
	first := eightOctets(line)
	for _, w := range list {
		if first&w.mask == w.text {
			return true
		}
	}
	return false
}

func (x *sourceIndex) add(kind *sourceKind, set sourceSet) {
	if kind.behindBlank {
		x.behind |= set
	}
	if kind.apart {
		x.apart |= set
	}
	if kind.aside {
		x.aside |= set
	}
	for _, w := range kind.words {
		head := []byte(w[:min(len(w), 8)])
		x.words[w[0]] = append(x.words[w[0]], firstOctets{eightOctets(head), ^uint64(0) >> (64 - 8*len(head))})
	}
	for i := range len(kind.starts) {
		x.starts[kind.starts[i]] |= set
	}
	if kind.notReply || !strings.ContainsAny(kind.starts, "2345") {
		return
	}
	for c := range x.replies {
		if kind.behindCode == "" || strings.IndexByte(kind.behindCode, byte(c)) >= 0 {
			x.replies[c] |= set
		}
	}
}

func (s *sources) init(sq *sequencer) {
	s.active = -1
	for i, kind := range sourceKinds {
		r := kind.make(sq)
		passing, _ := r.(passingReader)
		s.list, s.passing = append(s.list, r), append(s.passing, passing)
		if sq.opts.Single {
			s.awake |= 1 << i // of a pasted piece little is left out
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

// mayReply gives the readers that are to be asked about a line of a conversation,
// in the midst of it, that begins as a reply does.
func (s *sources) mayReply(text []byte) sourceSet {
	return sourcesBy.replies[octet(text, len("250 "))]&^(sourcesBy.behind|sourcesBy.apart|sourcesBy.aside) | s.awake
}

// octet gives an octet of text, a blank where it has none.
func octet(text []byte, at int) byte {
	if at < len(text) {
		return text[at]
	}
	return ' '
}

// asked gives the readers that are to be asked about a line.
func (s *sources) asked(e *Event, behindBlank, talking bool) sourceSet {
	var set sourceSet
	if len(e.Raw) > 0 {
		set = sourcesBy.starts[e.Raw[0]]
	}
	if len(e.text) > 0 {
		set |= sourcesBy.starts[e.text[0]]
		if len(e.text) == len(e.Raw) && startsReply(e.text) {
			set = sourcesBy.replies[octet(e.text, len("250 "))]
		}
	}
	if !behindBlank {
		set &^= sourcesBy.behind
		if talking {
			set &^= sourcesBy.aside
		}
	}
	set |= s.awake
	if talking {
		set &^= sourcesBy.apart
	}
	return set
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
