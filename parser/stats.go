package parser

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
}

// Count is a number of lines by name.
type Count struct {
	Name  string
	Lines int64
	// Skipped is true for a program whose lines are not mail's, false for a
	// format that was read.
	Skipped bool
}

// maxPrograms bounds the list of names that are counted singly.
const maxPrograms = 24

// Counts gives the lines by format, and by program for those that were
// skipped, the largest first as far as the callers add them so.
func (s *Stats) Counts() []Count { return s.programs }

func (s *Stats) reset() {
	p := s.programs[:0]
	*s = Stats{programs: p}
}

// count adds n lines to the format or the program called name. The name is
// copied only when it is new.
func (s *Stats) count(name []byte, skipped bool, n int64) {
	for i := range s.programs {
		c := &s.programs[i]
		if c.Skipped == skipped && string(name) == c.Name {
			c.Lines += n
			return
		}
	}
	if len(s.programs) >= maxPrograms {
		last := &s.programs[len(s.programs)-1]
		if last.Name != "other" {
			s.programs = append(s.programs, Count{Name: "other", Skipped: true})
			last = &s.programs[len(s.programs)-1]
		}
		last.Lines += n
		return
	}
	s.programs = append(s.programs, Count{Name: string(name), Lines: n, Skipped: skipped})
}

// countFormat is count for a name that is a constant.
func (s *Stats) countFormat(name string) {
	for i := range s.programs {
		c := &s.programs[i]
		if !c.Skipped && c.Name == name {
			c.Lines++
			return
		}
	}
	s.count([]byte(name), false, 1)
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
		s.count([]byte(c.Name), c.Skipped, c.Lines)
	}
}
