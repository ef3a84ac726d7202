package tail

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// look is which file had which name at a time, the oldest file first.
type look struct {
	names []string
	infos []fs.FileInfo // nil where the name led to nothing any more
	named bool          // the last one has the name of the log itself
	part  bool          // there are older files than these
}

// fewNames is how many of the newest rotated files are looked at first. One that
// is known is mostly among them, and the others are of no interest then.
const fewNames = 6

// maxKnown bounds the rotated files that are looked at and remembered, the
// newest of a set.
const maxKnown = 256

// glance collects the names of the n newest rotated files once. Names may move on
// meanwhile: what it gives is true only if another glance gives the same.
func (r *Reader) glance(n int) (look, error) {
	dir, base := filepath.Split(r.name)
	if dir == "" {
		dir = "."
	}
	entries, err := r.o.World.List(dir)
	if err != nil {
		return look{}, err
	}
	names := rotatedOf(r.name, base, entries)
	v := look{names: names[max(0, len(names)-n):], part: len(names) > n}
	for _, n := range v.names {
		info, _ := r.o.World.Stat(n)
		v.infos = append(v.infos, info)
	}
	if info, err := r.o.World.Stat(r.name); err == nil {
		v.names, v.infos, v.named = append(v.names, r.name), append(v.infos, info), true
	}
	return v, nil
}

// same tells whether the same files have the same names.
func (v *look) same(o *look) bool {
	return slices.Equal(v.names, o.names) && slices.EqualFunc(v.infos, o.infos, func(a, b fs.FileInfo) bool {
		return a == nil && b == nil || a != nil && b != nil && os.SameFile(a, b)
	})
}

// unchanged tells besides that no rotated file was written to.
func (v *look) unchanged(o *look) bool {
	return len(v.names) == len(o.names) && v.same(o) && slices.EqualFunc(v.rotated(), o.rotated(), func(a, b fs.FileInfo) bool {
		return a == nil || a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
	})
}

// rotated are the files but for the one that has the name.
func (v *look) rotated() []fs.FileInfo {
	if v.named {
		return v.infos[:len(v.infos)-1]
	}
	return v.infos
}

// last is the place of the file that has the name of the log; -1 if there is none.
func (v *look) last() int {
	if v.named {
		return len(v.names) - 1
	}
	return -1
}

// view is a look with what is known of the files, and with those open of which
// more must be known.
type view struct {
	look
	of    []*known // nil for a file that is not known
	logs  []*log   // nil for a file that was not opened
	blind bool     // the rotated files are not to be seen
}

// give gives an open file away; the view does not close it any more.
func (v *view) give(i int) *log {
	l := v.logs[i]
	v.logs[i] = nil
	return l
}

// maxTries is how often the files are looked at again when their names move on
// meanwhile. Only where numbers of files are no numbers of files can so many
// looks differ, and nothing better is to be had there.
const maxTries = 100

// maxUnseen bounds how many rotated files are opened at once.
const maxUnseen = 64

// observe looks at the files of the log at one moment. A rotation changes names one
// by one, and packing a file gives it another number: what two moments tell
// together may never have been. So the names are collected before and after the
// files are opened, until both are the same.
func (r *Reader) observe() (*view, error) {
	var opened []*log
	defer func() { closeAll(opened) }()
	r.names = fewNames
	before, err := r.glance(r.names)
	for try := 1; ; try++ {
		if err != nil {
			return nil, err
		}
		v := &view{look: before, of: make([]*known, len(before.names)), logs: make([]*log, len(before.names))}
		r.identify(v)
		if v.part && v.unknown(r) == 0 && r.names < maxKnown {
			r.names = min(8*r.names, maxKnown)
			before, err = r.glance(r.names)
			continue
		}
		steady := r.openUnknown(v, opened)
		before, err = r.glance(r.names)
		if err == nil && (steady && before.same(&v.look) || try == maxTries) {
			opened = slices.DeleteFunc(opened, func(l *log) bool { return slices.Contains(v.logs, l) })
			return v, nil
		}
		for _, l := range v.logs {
			if l != nil && !slices.Contains(opened, l) {
				opened = append(opened, l)
			}
		}
	}
}

// onlyName is the view of a directory that may not be listed.
func (r *Reader) onlyName() *view {
	v := &view{blind: true}
	info, err := r.o.World.Stat(r.name)
	if err == nil {
		v.names, v.infos, v.named = []string{r.name}, []fs.FileInfo{info}, true
	}
	v.of, v.logs = make([]*known, len(v.names)), make([]*log, len(v.names))
	r.identify(v)
	if !r.openUnknown(v, nil) {
		v.close()
		return &view{blind: true}
	}
	return v
}

// openUnknown opens the files that may be newer than those that are known, but for
// those that were opened before. It gives false when a name does not lead to the
// file any more that was seen.
func (r *Reader) openUnknown(v *view, opened []*log) bool {
	for i := max(0, v.unknown(r), len(v.names)-maxUnseen); i < len(v.names); i++ {
		if v.infos[i] == nil || v.of[i] != nil || i == v.last() && r.o.Mode != ByName {
			continue
		}
		k := slices.IndexFunc(opened, func(l *log) bool { return os.SameFile(l.info, v.infos[i]) })
		if k >= 0 && !slices.Contains(v.logs, opened[k]) {
			v.logs[i] = opened[k]
			v.logs[i].name = v.names[i]
			continue
		}
		l, err := r.openLog(v.names[i])
		switch {
		case isMissing(err):
			return false
		case err != nil:
			if i != v.last() {
				r.complain(err)
			}
			continue
		case !os.SameFile(l.info, v.infos[i]):
			l.close()
			return false
		}
		v.logs[i] = l
	}
	return true
}

// unknown gives the place behind the newest file that is known from before:
// what is newer may be new. The file that is followed does not count as long as
// it may have been cut without a sign of it: its copies stand before it.
func (v *view) unknown(r *Reader) int {
	for i := len(v.of) - 1; i >= 0; i-- {
		if k := v.of[i]; k != nil && (k.log == nil || k.log != r.cur || k.log.off >= sure) {
			return i + 1
		}
	}
	return 0
}

func (v *view) close() { closeAll(v.logs) }

func closeAll(logs []*log) {
	for _, l := range logs {
		if l != nil {
			l.close()
		}
	}
}
