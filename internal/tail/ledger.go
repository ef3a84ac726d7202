package tail

import (
	"slices"
	"sort"
)

// ledger knows of every line that was given where it stands, and of every file
// how much of it was handled.
type ledger struct {
	given    int64 // lines that were given
	segments []segment
	chunks   []chunk
	logs     []*log // those of which something may still be handled
}

// segment is a run of lines of one file.
type segment struct {
	from int64 // number of its first line among those that were given
	line int64 // its number in the file
	of   *log
}

// chunk is what one look at a file gave, until it was handled.
type chunk struct {
	upto       int64
	of         *log
	off, lines int64
	back       [backSize]byte
	nback      int
}

// maxSegments bounds what Place remembers. What is asked for is near the end.
const maxSegments = 256

// open notes that a file is being read.
func (g *ledger) open(l *log) {
	g.logs = append(g.logs, l)
}

// openBefore notes that a file is being read that stands before another one.
func (g *ledger) openBefore(l, o *log) {
	i := slices.Index(g.logs, o)
	if i < 0 {
		i = len(g.logs)
	}
	g.logs = slices.Insert(g.logs, i, l)
}

// begin notes that the next lines are of l.
func (g *ledger) begin(l *log) {
	if n := len(g.segments); n > 0 && g.segments[n-1].of == l {
		return
	}
	if len(g.segments) == maxSegments {
		g.segments = append(g.segments[:0], g.segments[maxSegments/2:]...)
	}
	g.segments = append(g.segments, segment{g.given + 1, l.lines + 1, l})
}

// enter notes that whole lines up to off were given.
func (g *ledger) enter(l *log, off int64, out []byte) {
	c := chunk{upto: g.given, of: l, off: off, lines: l.lines}
	c.nback = copy(c.back[:], out[max(0, len(out)-backSize):])
	g.chunks = append(g.chunks, c)
	l.inFlight++
}

// end notes that a file was read to its end.
func (g *ledger) end(l *log) {
	l.ended = true
	g.drop(l)
}

// drop forgets a file of which all was handled.
func (g *ledger) drop(l *log) {
	if !l.ended || l.inFlight > 0 {
		return
	}
	for i, o := range g.logs {
		if o == l {
			g.logs = append(g.logs[:i:i], g.logs[i+1:]...)
			return
		}
	}
}

// Done notes that all lines up to that number, counted from the first that was
// given, were handled.
func (g *ledger) Done(upto int64) {
	n := 0
	for n < len(g.chunks) && g.chunks[n].upto <= upto {
		c := &g.chunks[n]
		l := c.of
		l.doneOff, l.doneLines = c.off, c.lines
		l.doneBack = append(l.doneBack[:0], c.back[:c.nback]...)
		l.inFlight--
		g.drop(l)
		n++
	}
	g.chunks = g.chunks[:copy(g.chunks, g.chunks[n:])]
}

// Place gives the number that a line has in its file; line counts those that
// were given.
func (g *ledger) Place(line int64) int64 {
	i := sort.Search(len(g.segments), func(i int) bool { return g.segments[i].from > line }) - 1
	if i < 0 {
		return line
	}
	return g.segments[i].line + line - g.segments[i].from
}

// Positions gives the places up to which the files were handled, the oldest
// file first.
func (r *Reader) Positions() []Position {
	var list []Position
	for _, l := range r.logs {
		p := Position{Name: r.name, Offset: l.doneOff, Lines: l.doneLines, AtEnd: l.doneOff == l.off && l.atEnd}
		p.Device, p.Inode = l.identity[0], l.identity[1]
		head := l.head[:min(int64(len(l.head)), l.doneOff)]
		p.HeadLen, p.Head = len(head), fingerprint(head)
		p.BackLen, p.Back = len(l.doneBack), fingerprint(l.doneBack)
		list = append(list, p)
	}
	return list
}
