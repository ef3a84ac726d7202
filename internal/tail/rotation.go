package tail

import (
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
	if os.SameFile(info, r.cur.info) {
		r.goneAt, r.told = time.Time{}, ""
		return false
	}
	return r.next()
}

// next goes on with the file that has the name now, and with those that came
// before it and went between two looks.
func (r *Reader) next() bool {
	l, err := r.openCurrent()
	if err != nil {
		// Between two names of a rotation there may be no file for a moment.
		if r.cur == nil || !isMissing(err) {
			r.complain(err)
		}
		return false
	}
	l.close()
	return r.survey()
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
	r.cur = &log{name: l.name, file: l.file, info: l.info, identity: l.identity, zeros: true, lastFound: r.o.World.Now()}
	l.file = nil
	i := slices.IndexFunc(r.known, func(k *known) bool { return k.log == l })
	if i < 0 {
		r.known = append(r.known, &known{log: l})
		i = len(r.known) - 1
	}
	r.known[i].info = nil // that is the new one's
	r.known = slices.Insert(r.known, i+1, &known{info: l.info, log: r.cur})
	r.looked = look{}
	r.open(r.cur)
	r.survey()
	if l.file == nil {
		r.finish(l)
	}
}

// survey finds the files that came since the last look and puts them in their
// place: those that were copied from the log before it was cut, those that had
// its name and have another one by now, and the one that has it. It gives false
// when there is none.
func (r *Reader) survey() bool {
	if v, err := r.glance(r.names); err == nil && v.unchanged(&r.looked) {
		return false
	}
	v, err := r.observe()
	if err != nil {
		// The directory may not be listed: only the name is known.
		v = r.onlyName()
	}
	defer v.close()
	r.recognize(v)
	p := r.sort(v)
	if p.cut {
		r.restart()
		return true
	}
	r.arrange(v, &p)
	r.takeCopy(v)
	for _, i := range p.before {
		l := v.give(i)
		l.complete = true
		r.old = append(r.old, l)
		r.openBefore(l, r.cur)
	}
	if p.next >= 0 {
		if r.cur != nil {
			r.retire(r.cur)
		}
		for _, i := range p.after {
			l := v.give(i)
			r.retire(l)
			r.open(l)
		}
		r.take(v.give(p.next))
	}
	r.looked = look{}
	if !p.unsettled {
		r.looked = v.look
	}
	return p.next >= 0 || len(p.before) > 0
}

// takeCopy goes on in the copy of a file that was cut, where reading stood in
// the file.
func (r *Reader) takeCopy(v *view) {
	for i, k := range v.of {
		if k == nil || k.log == nil || k.log.file != nil || v.logs[i] == nil {
			continue
		}
		c, l := v.give(i), k.log
		l.name, l.file, l.packed, l.info, l.identity = c.name, c.file, c.packed, c.info, c.identity
		l.complete = true
		r.old = append(r.old, l)
	}
}

// places says which files of a view are new, by their places in it.
type places struct {
	before    []int // than the file that is followed
	after     []int // than that, and before next
	next      int   // the file that has the name now; -1 if it is none that is new
	cut       bool  // there is a copy of the file that is followed, and it holds something else by now
	unsettled bool  // something may be new, or none, and is to be looked at again
}

// sort tells what of a view is new. A file that nothing is known of is new if
// it is newer than all that are known.
func (r *Reader) sort(v *view) places {
	p := places{next: v.last()}
	named := p.next
	if named >= 0 && (v.logs[named] == nil || v.logs[named].packed) {
		p.next = -1
		p.unsettled = v.of[named] == nil && r.o.Mode == ByName
	}
	cur, older := -1, -1
	for i, k := range v.of {
		switch {
		case k == nil:
		case k.log != nil && k.log == r.cur:
			cur = i
		case cur < 0:
			older = i
		}
	}
	if cur < 0 && older < 0 && !r.noted {
		return p
	}
	taken := func(i int) bool {
		same := func(j int) bool { return os.SameFile(v.infos[i], v.infos[j]) }
		return slices.ContainsFunc(p.before, same) || slices.ContainsFunc(p.after, same)
	}
	for i := older + 1; i < len(v.names); i++ {
		l := v.logs[i]
		switch {
		case l == nil || v.of[i] != nil || i == named || taken(i):
		case i < cur:
			switch {
			case older < 0 && !r.noted:
			case r.unfinished(l, r.cur):
				p.unsettled = true
			case r.cur.off == 0:
				p.before = append(p.before, i)
			case r.copyOf(l, r.cur):
				p.cut = true
			}
		case p.next < 0:
			p.unsettled = r.o.Mode == ByName
		case !l.packed || !r.unfinished(l, v.logs[p.next]):
			p.after = append(p.after, i)
		}
	}
	return p
}

// arrange remembers the files of a view in the order of their lines. Those that
// have no name any more are remembered as long as they are read.
func (r *Reader) arrange(v *view, p *places) {
	var list []*known
	var cur *known
	rest := r.known
	if v.part {
		// Those that are older than all that was looked at stay.
		n := slices.IndexFunc(rest, func(k *known) bool { return slices.Contains(v.of, k) })
		n = max(0, n)
		list, rest = slices.Clone(rest[:n]), rest[n:]
	}
	// until puts those without a name before k, where they stood.
	until := func(k *known) {
		for len(rest) > 0 {
			o := rest[0]
			rest = rest[1:]
			switch {
			case o == k:
				return
			case o.log != nil && o.log == r.cur:
				cur = o
			case o.log != nil && !slices.Contains(v.of, o) || v.blind:
				list = append(list, o)
			}
		}
	}
	for i, k := range v.of {
		switch {
		case k != nil && k.log != nil && k.log == r.cur:
			k.info, cur = v.infos[i], k
		case k != nil:
			k.info = v.infos[i]
			if slices.Contains(rest, k) {
				until(k)
			}
			if !slices.Contains(list, k) {
				list = append(list, k)
			}
		case v.logs[i] == nil && v.infos[i] != nil && i != v.last():
			list = append(list, &known{info: v.infos[i]})
		}
	}
	until(nil)
	for _, i := range p.before {
		list = append(list, &known{info: v.infos[i], log: v.logs[i]})
	}
	if cur != nil {
		list = append(list, cur)
	}
	if p.next >= 0 {
		for _, i := range append(p.after, p.next) {
			list = append(list, &known{info: v.infos[i], log: v.logs[i]})
		}
	}
	for len(list) > 2*maxKnown {
		list = list[1:]
	}
	r.known = list
}
