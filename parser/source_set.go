package parser

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
