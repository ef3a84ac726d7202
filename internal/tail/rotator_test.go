package tail

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// rotator writes to a log and rotates it, one system call at a time, so that a
// test can have each of them happen between any two things that a reader does.
type rotator struct {
	*scenario
	rng *rand.Rand
	way way

	begin     string // what every file begins with
	rotations int    // that are left
	files     int    // that were made
	lines     int    // that were written
	given     int    // the number of the last line that the reader gave
	expect    strings.Builder
	last      map[string]int // of each rotated file, the number of its last line

	packer *gzip.Writer
	queue  []func() // system calls that are due
	stages []func(o *rotator)
	happen []string
}

// way is one way to rotate, in stages: each is planned when those before it are done.
type way struct {
	name   string
	vanish bool // a file that the reader has not opened is lost
	stages []func(o *rotator)
}

// ways has those of logrotate (with its delaycompress, compress, dateext,
// copytruncate), of newsyslog, and of people.
var ways = []way{
	{"rename", false, []func(o *rotator){shift, rename, create}},
	{"rename with a late writer", false, []func(o *rotator){shift, rename, createLate}},
	{"rename and pack the second", false, []func(o *rotator){shift, rename, create, packNumber(2)}},
	{"rename and pack the second with a late writer", false, []func(o *rotator){shift, rename, createLate, packNumber(2)}},
	{"pack the first and rename", false, []func(o *rotator){packNumber(1), shift, rename, create}},
	{"rename and pack", false, []func(o *rotator){shift, rename, create, packNumber(1)}},
	{"pack in place", false, []func(o *rotator){shift, func(o *rotator) { o.pack(o.name, o.name+".1.gz") }, create}},
	{"dates", false, []func(o *rotator){renameDate, create}},
	{"dates, packed late", false, []func(o *rotator){packDates, renameDate, create}},
	{"dates, packed", false, []func(o *rotator){renameDate, create, packDates}},
	{"copy and cut", false, []func(o *rotator){shift, copyCut}},
	{"copy and cut, packed", false, []func(o *rotator){shift, copyCut, packNumber(1)}},
	{"copy and cut, packed later", false, []func(o *rotator){packNumber(1), shift, copyCut}},
	{"delete", true, []func(o *rotator){func(o *rotator) { o.do("deletes", func() { o.check(os.Remove(o.name)) }) }, create}},
	{"symlink", true, []func(o *rotator){switchLink}},
}

// do plans one system call.
func (o *rotator) do(what string, f func()) {
	o.queue = append(o.queue, func() {
		o.note(what)
		f()
	})
}

// note keeps the last of what happened.
func (o *rotator) note(what string) {
	if len(o.happen) >= 3000 {
		o.happen = append(o.happen[:0], o.happen[150:]...)
	}
	o.happen = append(o.happen, what)
}

// step does the next system call; false when there is none to do now.
func (o *rotator) step() bool {
	for len(o.queue) == 0 {
		switch {
		case len(o.stages) > 0:
			o.stages[0](o)
			o.stages = o.stages[1:]
		case o.rotations == 0:
			return false
		case o.rng.IntN(3) > 0:
			o.put()
		case o.may():
			o.rotations--
			o.stages = o.way.stages
		default:
			return false
		}
	}
	next := o.queue[0]
	o.queue = o.queue[1:]
	next()
	return true
}

// may tells whether the log can be rotated and nothing is lost. What is older
// than the last eight is deleted when all of it was given.
func (o *rotator) may() bool {
	names, err := Rotated(o.name)
	o.check(err)
	for _, n := range names[:max(0, len(names)-8)] {
		if o.last[n] > o.given {
			return false
		}
		o.do(fmt.Sprintf("deletes %s, to line %d", filepath.Base(n), o.last[n]), func() { o.check(os.Remove(n)) })
	}
	if !o.way.vanish {
		return true
	}
	info, err := os.Stat(o.name)
	return err == nil && o.reader.cur != nil && os.SameFile(info, o.reader.cur.info)
}

// put writes some lines, and sometimes halves of them.
func (o *rotator) put() {
	var b strings.Builder
	if info, err := os.Stat(o.name); err == nil && info.Size() == 0 {
		b.WriteString(o.begin)
	}
	for range 1 + o.rng.IntN(4) {
		o.lines++
		fmt.Fprintf(&b, "line %d\n", o.lines)
	}
	text := b.String()
	at := len(text)
	if o.rng.IntN(4) == 0 {
		at = o.rng.IntN(len(text))
	}
	o.expect.WriteString(text)
	o.do(fmt.Sprintf("writes to line %d", o.lines), func() { o.write(text[:at]) })
	if at < len(text) {
		o.do("writes the rest", func() { o.write(text[at:]) })
	}
}

func (o *rotator) move(from, to string) {
	o.do(filepath.Base(from)+" becomes "+filepath.Base(to), func() {
		n, ok := o.last[from]
		if !ok {
			n = o.lines
		}
		o.check(os.Rename(from, to))
		delete(o.last, from)
		o.last[to] = n
	})
}

func shift(o *rotator) {
	names, err := Rotated(o.name)
	o.check(err)
	for _, n := range names {
		if r, _ := parseRotated(strings.TrimPrefix(n, o.name)); r.number >= 0 {
			ext := ""
			if r.packed {
				ext = filepath.Ext(n)
			}
			o.move(n, fmt.Sprintf("%s.%d%s", o.name, r.number+1, ext))
		}
	}
}

func rename(o *rotator) { o.move(o.name, o.name+".1") }

// renameDate gives names of the kind of logrotate's dateext, a second apart.
func renameDate(o *rotator) {
	o.files++
	o.move(o.name, fmt.Sprintf("%s-%d", o.name, 20261122050000+o.files))
}

func create(o *rotator) { o.do("creates", o.create) }

// createLate has the program that writes open the new file some lines later.
func createLate(o *rotator) {
	o.do("creates, but is not opened", func() { o.check(os.WriteFile(o.name, nil, 0o644)) })
	for range o.rng.IntN(3) {
		o.lines++
		text := fmt.Sprintf("line %d\n", o.lines)
		o.expect.WriteString(text)
		o.last[o.name+".1"] = o.lines
		o.do("writes late "+text, func() { o.write(text) })
	}
	o.do("opens", o.create)
}

func packNumber(n int) func(o *rotator) {
	return func(o *rotator) {
		if name := fmt.Sprintf("%s.%d", o.name, n); exists(name) {
			o.pack(name, name+".gz")
		}
	}
}

func packDates(o *rotator) {
	if name := fmt.Sprintf("%s-%d", o.name, 20261122050000+o.files-o.rng.IntN(2)); exists(name) {
		o.pack(name, name+".gz")
	}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// pack writes the packed file in three pieces, the first of them empty.
func (o *rotator) pack(from, to string) {
	var packed bytes.Buffer
	var out *os.File
	half := 0
	o.do("creates "+filepath.Base(to), func() {
		data, err := os.ReadFile(from)
		o.check(err)
		if o.packer == nil {
			o.packer = gzip.NewWriter(&packed)
		}
		z := o.packer
		z.Reset(&packed)
		_, err = z.Write(data[:len(data)/2])
		o.check(err)
		o.check(z.Flush())
		half = packed.Len()
		_, err = z.Write(data[len(data)/2:])
		o.check(err)
		o.check(z.Close())
		out, err = os.Create(to)
		o.check(err)
	})
	o.do("packs half", func() { _, err := out.Write(packed.Next(half)); o.check(err) })
	o.do("packs the rest", func() { _, err := out.Write(packed.Bytes()); o.check(err); o.check(out.Close()) })
	o.do("removes "+filepath.Base(from), func() {
		n, ok := o.last[from]
		if !ok {
			n = o.lines
		}
		o.last[to] = n
		o.check(os.Remove(from))
	})
}

// copyCut copies in three pieces, the first of them empty.
func copyCut(o *rotator) {
	var data []byte
	var out *os.File
	o.do("begins a copy", func() {
		var err error
		data, err = os.ReadFile(o.name)
		o.check(err)
		out, err = os.Create(o.name + ".1")
		o.check(err)
		o.last[o.name+".1"] = o.lines
	})
	o.do("copies half", func() { _, err := out.Write(data[:len(data)/2]); o.check(err) })
	o.do("copies the rest", func() { _, err := out.Write(data[len(data)/2:]); o.check(err); o.check(out.Close()) })
	o.do("cuts", func() { o.check(os.Truncate(o.name, 0)) })
}

func switchLink(o *rotator) {
	o.files++
	target := fmt.Sprintf("%s/target%d", o.dir, o.files)
	o.do("links", func() {
		o.check(os.WriteFile(target, nil, 0o644))
		o.check(os.Symlink(target, o.name+".new"))
	})
	o.do("switches", func() { o.check(os.Rename(o.name+".new", o.name)) })
	create(o)
}
