package tail

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
)

// note remembers which rotated files there are.
func (r *Reader) note() {
	r.rotated = r.rotated[:0]
	names, _ := Rotated(r.name)
	for _, n := range names {
		if info, err := os.Stat(n); err == nil {
			r.rotated = append(r.rotated, info)
		}
	}
}

// noted tells whether a rotated file was there before.
func (r *Reader) noted(l *log) bool {
	info, err := l.file.Stat()
	return err == nil && slices.ContainsFunc(r.rotated, func(o fs.FileInfo) bool {
		return os.SameFile(o, info) && o.ModTime().Equal(info.ModTime())
	})
}

// unfinished tells whether a rotated file may be a copy of what the log still
// holds, packed or not: the log is neither cut nor removed before its copy is
// complete. Such a copy is not needed, and must not be taken for a whole one.
func unfinished(l, cur *log) bool {
	if cur == nil || cur.file == nil || cur.packed {
		return false
	}
	a, b := make([]byte, headSize), make([]byte, headSize)
	read, done := l.readerAt()
	defer done()
	n := read(a, 0)
	m, _ := cur.file.ReadAt(b, 0)
	k := min(n, m)
	return n == 0 && (m > 0 || l.packed) || k > 0 && bytes.Equal(a[:k], b[:k])
}

// copied looks for copies of a file of which nothing was read yet: it was
// filled, copied and cut between two looks, and shows no sign of it. A packed
// file is none: it is what packing made of one that was read.
func (r *Reader) copied() bool {
	if r.o.Mode == Once {
		return false
	}
	// One that was rotated away itself is the business of moved.
	have, err := r.cur.file.Stat()
	if err != nil {
		return false
	}
	if info, err := r.o.World.Stat(r.name); err != nil || !os.SameFile(info, have) {
		return false
	}
	before := r.lookAround()
	names, _ := Rotated(r.name)
	var newer []*log
	for _, n := range slices.Backward(names) {
		l, err := r.openLog(n)
		if err != nil {
			continue
		}
		if slices.ContainsFunc(newer, l.same) || unfinished(l, r.cur) && !r.noted(l) {
			l.close()
			continue
		}
		if l.same(r.cur) {
			// It was rotated away just now.
			l.close()
			closeAll(newer)
			return false
		}
		if l.packed || slices.ContainsFunc(r.old, l.same) || r.noted(l) {
			l.close()
			break
		}
		newer = append(newer, l)
	}
	if !before.same(r.lookAround()) {
		closeAll(newer)
		return true // to look once more
	}
	if len(newer) == 0 {
		return false
	}
	for _, l := range slices.Backward(newer) {
		l.complete = true
		r.old = append(r.old, l)
		r.open(l)
		if info, err := l.file.Stat(); err == nil {
			r.rotated = append(r.rotated, info)
		}
	}
	return true
}

func closeAll(logs []*log) {
	for _, l := range logs {
		l.close()
	}
}
