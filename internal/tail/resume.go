package tail

import (
	"bytes"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/smtplog/smtplog/internal/input"
)

// ErrGone is the warning that the file of a position is not to be found: lines
// of it, and of files that were rotated away since, may not have been read.
var ErrGone = errors.New("the file that the checkpoint knows is gone; beginning with the one that is there, and lines between may be missing")

// start opens the log and finds the place to begin at.
func (r *Reader) start() (bool, error) {
	r.started = true
	if len(r.o.Resume) > 0 {
		return r.resume()
	}
	l, err := r.openNoted()
	if err != nil {
		if r.o.Mode != ByName {
			r.over = true
			return false, err
		}
		r.complain(err)
		return false, nil
	}
	if !r.o.All {
		off, lines, err := lastLines(l.file, r.o.Last, r.o.Number)
		if err != nil {
			l.close()
			r.over = true
			return false, asInputError(r.name, err)
		}
		l.seek(off, lines)
	}
	r.take(l)
	return true, nil
}

// openNoted opens the log and notes which rotated files there are at that moment.
func (r *Reader) openNoted() (*log, error) {
	for try := 1; ; try++ {
		l, err := r.openCurrent()
		if r.o.Mode == Once || r.note(l) || try == maxTries {
			return l, err
		}
		if l != nil {
			l.close()
		}
	}
}

// resume goes on where an earlier run ended: the files that it knew are found
// again by device, inode and what they hold, also when they were renamed,
// copied or compressed, and those that came after them are read whole.
func (r *Reader) resume() (bool, error) {
	set := r.openSet()
	from := map[*log]*Position{}
	missing := false
	for i := range r.o.Resume {
		p := &r.o.Resume[i]
		l := findPosition(set, p)
		if l == nil {
			missing = missing || !p.AtEnd || i == len(r.o.Resume)-1
			continue
		}
		from[l] = p
	}
	first := slices.IndexFunc(set, func(l *log) bool { return from[l] != nil })
	if missing {
		r.o.Warn(&input.Error{Name: r.name, Op: "resume", Err: ErrGone})
	}
	if first < 0 {
		first = max(0, len(set)-1)
		if len(set) > 0 && set[first].name != r.name {
			first = len(set) // the name itself is missing
		}
	}
	r.noted = len(set) > 0
	for _, l := range set {
		r.known = append(r.known, &known{info: l.info, log: l})
	}
	for i, l := range set[:first] {
		r.known[i].log = nil
		if i >= len(set)-maxPacked {
			r.known[i].seen(l)
		}
		l.close()
	}
	for i, l := range set[first:] {
		if p := from[l]; p != nil {
			l.seek(p.Offset, p.Lines)
		}
		if l.name == r.name {
			r.take(l)
			continue
		}
		// Only the newest may still be written to.
		l.complete = l.packed || first+i < len(set)-2
		r.old = append(r.old, l)
		r.open(l)
	}
	return true, nil
}

// openSet opens the files of the log, the oldest first, the one that has the
// name last. The newest are opened first: what is rotated meanwhile moves
// towards the older ones, and is met twice rather than not at all.
func (r *Reader) openSet() []*log {
	for range 5 {
		names, _ := Rotated(r.name)
		var set []*log
		if l, err := r.openCurrent(); err == nil {
			set = append(set, l)
		} else if r.o.Mode == ByName || !isMissing(err) {
			r.complain(err)
		}
		for i := len(names) - 1; i >= 0; i-- {
			l, err := r.openLog(names[i])
			switch {
			case isMissing(err):
			case err != nil:
				r.o.Warn(err)
			case slices.ContainsFunc(set, l.same):
				l.close()
			default:
				set = append(set, l)
			}
		}
		slices.Reverse(set)
		if again, _ := Rotated(r.name); slices.Equal(names, again) && r.stillCurrent(set) {
			return set
		}
		for _, l := range set {
			l.close()
		}
	}
	return nil
}

// stillCurrent tells whether the last of the set is the file that has the name.
func (r *Reader) stillCurrent(set []*log) bool {
	now, err := r.openCurrent()
	if err != nil {
		return len(set) == 0 || set[len(set)-1].name != r.name
	}
	defer now.close()
	return len(set) > 0 && now.same(set[len(set)-1])
}

// findPosition finds the file of a position, first by its number, then by what
// it holds: a number is given to another file when the first is gone.
func findPosition(set []*log, p *Position) *log {
	for _, l := range set {
		if l.identity == [2]uint64{p.Device, p.Inode} && (p.Offset == 0 || l.matches(p) == matchFull) {
			return l
		}
	}
	for _, l := range slices.Backward(set) {
		if l.matches(p) == matchFull {
			return l
		}
	}
	for _, l := range slices.Backward(set) {
		// A copy that was made before the last lines were written.
		if l.name != set[len(set)-1].name && l.matches(p) == matchShort {
			read, done := l.readerAt()
			p.Offset = length(read, p.Offset)
			done()
			return l
		}
	}
	return nil
}

// length gives how many bytes can be read, at most limit.
func length(read func(b []byte, at int64) int, limit int64) int64 {
	var at int64
	b := make([]byte, 64<<10)
	for at < limit {
		n := read(b[:min(int64(len(b)), limit-at)], at)
		if n == 0 {
			break
		}
		at += int64(n)
	}
	return at
}

// lastLines gives the offset at which the last n whole lines of f begin, and
// when count is set the number of lines before it.
func lastLines(f io.ReaderAt, n int64, count bool) (off, before int64, err error) {
	size, err := sizeOf(f)
	if err != nil {
		return 0, 0, err
	}
	b := make([]byte, 64<<10)
	// One line end more than lines are wanted.
	left := n + 1
	for at := size; at > 0 && left > 0 && off == 0; {
		from := max(0, at-int64(len(b)))
		k, err := f.ReadAt(b[:at-from], from)
		if err != nil && err != io.EOF {
			return 0, 0, err
		}
		for i := k - 1; i >= 0; i-- {
			if b[i] != '\n' {
				continue
			}
			if left--; left == 0 {
				off = from + int64(i) + 1
				break
			}
		}
		at = from
	}
	if !count {
		return off, 0, nil
	}
	for at := int64(0); at < off; {
		k, err := f.ReadAt(b[:min(int64(len(b)), off-at)], at)
		before += int64(countLines(b[:k]))
		at += int64(k)
		if err != nil && (err != io.EOF || k == 0) {
			return 0, 0, err
		}
	}
	return off, before, nil
}

func sizeOf(f io.ReaderAt) (int64, error) {
	if s, ok := f.(interface{ Size() int64 }); ok {
		return s.Size(), nil
	}
	info, err := f.(*os.File).Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func countLines(b []byte) int { return bytes.Count(b, []byte{'\n'}) }
