package tail

import (
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/smtplog/smtplog/internal/input"
)

// moved looks whether another file has the name, and goes on with it if so.
func (r *Reader) moved() bool {
	info, err := r.o.World.Stat(r.name)
	if err != nil {
		// While there is no other file, the one that is open is read on: the
		// program that writes to it has it open too.
		if r.goneAt.IsZero() {
			r.goneAt = r.o.World.Now()
		}
		if !isMissing(err) {
			r.complain(input.OpenError(r.name, err))
		}
		return false
	}
	if have, err := r.cur.file.Stat(); err == nil && os.SameFile(info, have) {
		r.goneAt, r.told = time.Time{}, ""
		return false
	}
	l, err := r.openCurrent()
	if err != nil {
		r.complain(err)
		return false
	}
	if l.same(r.cur) {
		l.close()
		return false
	}
	_, _, newer := r.unseen(l)
	r.retire(r.cur)
	for _, n := range newer {
		r.retire(n)
		r.open(n)
	}
	r.take(l)
	return true
}

// retire puts a file among those that were rotated away. It is watched on: the
// program that writes may not have opened the new one yet.
func (r *Reader) retire(l *log) {
	l.complete = l.complete || l.packed
	l.lastFound = r.o.World.Now()
	r.old = append(r.old, l)
}

// restart begins the file that has the name anew: it was cut, or written over.
// What was not read of it is read from its copy, if there is one.
func (r *Reader) restart() {
	l := r.cur
	fresh := &log{name: l.name, file: l.file, identity: l.identity, zeros: true, lastFound: r.o.World.Now()}
	l.file = nil
	r.cur = fresh
	twin, how, newer := r.unseen(l)
	if twin != nil && how == matchFull {
		l.name, l.file, l.packed, l.identity = twin.name, twin.file, twin.packed, twin.identity
		l.complete = true
		r.old = append(r.old, l)
	} else {
		if twin != nil {
			twin.close()
		}
		r.finish(l)
	}
	for _, n := range newer {
		n.complete = true
		r.old = append(r.old, n)
		r.open(n)
	}
	r.open(fresh)
}

// maxUnseen bounds how many rotated files are looked at for one that is known.
const maxUnseen = 64

// unseen looks through the rotated files, the newest first, for those that came
// and went between two looks: all that are newer than the one that was read
// last. That is r.cur when next, the file that now has the name, is given;
// when the file was cut it is the copy, which is given back as twin. Where
// nothing known is found, nothing is unseen.
func (r *Reader) unseen(next *log) (twin *log, how match, newer []*log) {
	for try := 1; ; try++ {
		before := r.lookAround()
		twin, how, newer = r.walk(next)
		if try == maxTries || before.same(r.lookAround()) {
			return twin, how, newer
		}
		// Names moved on while they were looked at, and may have been met in
		// the wrong order.
		closeAll(newer)
		if twin != nil {
			twin.close()
		}
	}
}

// maxTries is how often the rotated files are looked at again when they are
// rotated meanwhile.
const maxTries = 20

// sight is which file had which name at a time.
type sight struct {
	names []string
	infos []fs.FileInfo
}

// lookAround looks at the newest files only: a rotation changes all of them.
func (r *Reader) lookAround() sight {
	names, _ := Rotated(r.name)
	v := sight{names: append(names, r.name)}
	v.names = v.names[max(0, len(v.names)-4):]
	for _, n := range v.names {
		info, _ := os.Stat(n)
		v.infos = append(v.infos, info)
	}
	return v
}

func (v sight) same(o sight) bool {
	return slices.Equal(v.names, o.names) && slices.EqualFunc(v.infos, o.infos, func(a, b fs.FileInfo) bool {
		return a == nil && b == nil || a != nil && b != nil && os.SameFile(a, b)
	})
}

// walk is one attempt of unseen.
func (r *Reader) walk(next *log) (twin *log, how match, newer []*log) {
	names, err := Rotated(r.name)
	if err != nil {
		return nil, matchNone, nil
	}
	read, present := r.cur, next
	cut := next.file == nil
	if cut {
		read, present = next, r.cur
	}
	p := read.position()
	known := func(l *log) bool {
		return l.same(read) || slices.ContainsFunc(r.old, func(o *log) bool { return o.same(l) })
	}
	// What is met on the way was there before whatever comes now.
	r.rotated = r.rotated[:0]
	for i := len(names) - 1; i >= 0 && len(newer) < maxUnseen; i-- {
		l, err := r.openLog(names[i])
		if err != nil {
			continue
		}
		if l.same(next) {
			// It was rotated away just now, and what is newer is newer than it.
			l.close()
			closeAll(newer)
			newer, r.rotated = nil, r.rotated[:0]
			continue
		}
		if slices.ContainsFunc(newer, l.same) {
			l.close()
			continue
		}
		seen := known(l)
		m := matchNone
		if !seen {
			m = l.matches(&p)
		}
		if !seen && m == matchNone && i >= len(names)-2 && unfinished(l, present) {
			l.close()
			continue
		}
		if info, err := l.file.Stat(); err == nil {
			r.rotated = append(r.rotated, info)
		}
		switch {
		case !seen && m == matchNone:
			newer = append(newer, l)
			continue
		case cut && !seen:
			twin = l
		default:
			l.close()
		}
		slices.Reverse(newer)
		return twin, m, newer
	}
	closeAll(newer)
	return nil, matchNone, nil
}
