package tail

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
)

// known is a file that is read, was read, or was there when reading began. The
// Reader has them in the order of their lines: a file is as old as its place
// among those that are known, whatever its name has become.
type known struct {
	info fs.FileInfo // as it was last seen
	log  *log        // nil when it is not read any more
	pos  Position    // how far it was read
}

// open tells whether the file is held: nothing else can have its number then.
func (k *known) open() bool { return k.log != nil && k.log.file != nil }

// identify finds the files again that are known by their numbers. The number of
// a file that is not held may have been given to another one since, which
// was written later.
func (r *Reader) identify(v *view) {
	for i, info := range v.infos {
		if info == nil {
			continue
		}
		for _, k := range r.known {
			if k.open() && os.SameFile(k.log.info, info) || k.info != nil && os.SameFile(k.info, info) &&
				info.Size() == k.info.Size() && info.ModTime().Equal(k.info.ModTime()) {
				v.of[i] = k
				break
			}
		}
	}
}

// recognize finds those again that were packed or copied, by what they hold.
// Files may begin alike, or be alike: they are compared in the order in which
// they were written, and what is alike in full comes before what is only longer or
// shorter.
func (r *Reader) recognize(v *view) {
	for _, exact := range []bool{true, false} {
		from := 0
		for i := range v.names {
			if k := v.of[i]; k != nil {
				from = max(from, slices.Index(r.known, k)+1)
				continue
			}
			if v.logs[i] == nil || i == v.last() {
				continue
			}
			to := len(r.known)
			for _, k := range v.of[i+1:] {
				if k != nil {
					to = slices.Index(r.known, k)
					break
				}
			}
			for j := from; j < to; j++ {
				if k := r.known[j]; !slices.Contains(v.of, k) && r.holds(v.logs[i], k, exact) {
					v.of[i], from = k, j+1
					break
				}
			}
		}
	}
}

// holds tells whether a file has the bytes of one that is known: when exact,
// no fewer and no more, except of one that was cut, of which it is not known
// how long it was.
func (r *Reader) holds(l *log, k *known, exact bool) bool {
	if k.open() {
		how := r.compare(l, k.log)
		return how == equal || !exact && how == shorter
	}
	p := k.pos
	if k.log != nil {
		p = k.log.position()
	}
	read, done := l.readerAt()
	defer done()
	switch p.in(read) {
	case matchFull:
		return !exact || k.log != nil || read(make([]byte, 1), p.Offset) == 0
	case matchShort:
		// Lines that were read may have come after the copy was made.
		return !exact && k.log != nil && l.endsIn(k.log)
	}
	return false
}

// endsIn tells whether a file that is shorter than what was read of o agrees
// with the last bytes of that, as far as it has them.
func (l *log) endsIn(o *log) bool {
	read, done := l.readerAt()
	defer done()
	b := make([]byte, len(o.back))
	n := read(b, o.off-int64(len(b)))
	return bytes.Equal(b[:n], o.back[:n])
}

// copyOf tells whether a rotated file has what was read of another one.
func (r *Reader) copyOf(l, o *log) bool {
	p := o.position()
	return l.matches(&p) == matchFull
}

// relation says how the bytes of one file compare with those of another.
type relation uint8

const (
	different relation = iota
	equal
	shorter // it is the beginning of the other one
	empty   // it is the beginning of any
)

// compared is how many bytes are compared: lines of logs have times, and no two
// logs are alike for so long.
const compared = 1 << 20

func (r *Reader) compare(l, o *log) relation {
	readL, doneL := l.readerAt()
	defer doneL()
	readO, doneO := o.readerAt()
	defer doneO()
	a, b := make([]byte, 64<<10), make([]byte, 64<<10)
	for at := int64(0); at < compared; at += int64(len(a)) {
		n := readL(a, at)
		r.o.World.between()
		m := readO(b, at)
		switch {
		case n == 0 && at == 0:
			return empty
		case n > m || !bytes.Equal(a[:n], b[:n]):
			return different
		case n < m:
			return shorter
		case n < len(a):
			return equal
		}
	}
	return equal
}

// unfinished tells whether a rotated file may be a copy of what the log still
// holds, packed or not: the log is neither cut nor removed before its copy is
// complete. Such a copy is not needed, and must not be taken for a whole one.
func (r *Reader) unfinished(l, cur *log) bool {
	if cur == nil || cur.file == nil || cur.packed {
		return false
	}
	switch r.compare(l, cur) {
	case shorter, equal:
		return true
	case empty:
		size, _ := sizeOf(cur.file)
		return l.packed || size > 0
	}
	return false
}

// note remembers the files that are there when reading begins; false when they
// cannot be listed, or the log is another file than cur by now.
func (r *Reader) note(cur *log) bool {
	v, err := r.glance(maxKnown)
	if err != nil {
		return true
	}
	at := v.last()
	if cur != nil && (at < 0 || !os.SameFile(cur.info, v.infos[at])) {
		return false
	}
	r.known, r.noted = nil, true
	for i, info := range v.infos {
		if info == nil || i == at && cur == nil {
			continue
		}
		if i == at {
			r.known = append(r.known, &known{info: info, log: cur})
			continue
		}
		k := &known{info: info}
		if i >= len(v.infos)-maxPacked {
			if l, err := r.openLog(v.names[i]); err == nil {
				k.seen(l)
				l.close()
			}
		}
		r.known = append(r.known, k)
	}
	return true
}

// maxPacked is how many of the newest rotated files may be packed later: those
// before them are, or stay as they are.
const maxPacked = 8

// seen keeps by what a file is known, though nothing of it is read.
func (k *known) seen(l *log) {
	k.info = l.info
	if l.packed {
		return
	}
	o := log{file: l.file}
	o.seek(l.info.Size(), 0)
	k.pos = o.position()
}

// left notes how far a file was read that is not read any more; it is still
// open, or never was.
func (r *Reader) left(l *log) {
	for _, k := range r.known {
		if k.log != l {
			continue
		}
		if l.file != nil && os.SameFile(k.info, l.info) {
			if info, err := l.file.Stat(); err == nil {
				k.info = info
			}
		}
		k.pos, k.log = l.position(), nil
	}
}
