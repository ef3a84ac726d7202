package parser

import (
	"cmp"
	"slices"
)

// Stats counts what a scan read. Every line is in exactly one of the counts
// of formats, Skipped, Unparsed, Binary and Plain.
type Stats struct {
	Lines int64
	Bytes int64
	// Replies and Diagnostics count the events of these kinds, Retold those
	// of them that tell again what was told.
	Replies, Diagnostics, Retold int64
	// Unparsed counts lines of a known mail program that no reader knew.
	Unparsed int64
	// Binary counts lines with bytes that no text has.
	Binary int64
	// Cut counts lines over MaxLine.
	Cut int64
	// Plain counts lines that belong to no log and no conversation.
	Plain int64

	programs []Count
	other    int64 // lines of programs beyond the list
}

// Count is a number of lines by name.
type Count struct {
	Name  string
	Lines int64
	// Skipped is true for a program whose lines are not mail's, false for a
	// format that was read.
	Skipped bool
}

const (
	// maxPrograms bounds the list of programs that are counted singly.
	maxPrograms = 24
	// maxBlockPrograms is the same for one block. It is larger, so that which
	// programs are listed does not depend on how the input was cut into blocks.
	maxBlockPrograms = 512
)

// Counts gives the lines by format, and by program for those that were
// skipped, the largest first; programs beyond the first few are counted
// together as "other", which comes last.
func (s *Stats) Counts() []Count {
	list := slices.Clone(s.programs)
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Lines, a.Lines), cmp.Compare(a.Name, b.Name))
	})
	if s.other > 0 {
		list = append(list, Count{Name: "other", Lines: s.other, Skipped: true})
	}
	return list
}

func (s *Stats) reset() {
	p := s.programs[:0]
	*s = Stats{programs: p}
}

// count adds n lines to the format or the program called name. The name is
// copied only when it is new.
func (s *Stats) count(name []byte, skipped bool, n int64) {
	s.countUpTo(maxBlockPrograms, name, skipped, n)
}

// countUpTo is count with a list of at most max names of programs; formats are
// few, and always listed.
func (s *Stats) countUpTo(max int, name []byte, skipped bool, n int64) {
	programs := 0
	for i := range s.programs {
		c := &s.programs[i]
		if c.Skipped == skipped && string(name) == c.Name {
			c.Lines += n
			return
		}
		if c.Skipped {
			programs++
		}
	}
	if skipped && programs >= max {
		s.other += n
		return
	}
	s.programs = append(s.programs, Count{Name: string(name), Lines: n, Skipped: skipped})
}

// Add adds what t counted.
func (s *Stats) Add(t *Stats) {
	s.Lines += t.Lines
	s.Bytes += t.Bytes
	s.Replies += t.Replies
	s.Diagnostics += t.Diagnostics
	s.Retold += t.Retold
	s.Unparsed += t.Unparsed
	s.Binary += t.Binary
	s.Cut += t.Cut
	s.Plain += t.Plain
	for i := range t.programs {
		c := &t.programs[i]
		s.countUpTo(maxPrograms, []byte(c.Name), c.Skipped, c.Lines)
	}
	s.other += t.other
}
