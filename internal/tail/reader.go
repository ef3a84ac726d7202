package tail

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/smtplog/smtplog/internal/input"
)

// Reader gives the lines of one log. It belongs to one goroutine.
type Reader struct {
	name string
	o    Options

	cur *log   // the file that has the name; nil while there is none
	old []*log // files before it, the oldest first, that may have more

	started  bool
	over     bool
	buf      []byte
	out      []byte // read and not yet given
	unread   []byte
	torn     *log // gave the beginning of a line that is too long to be held
	told     string
	poll     time.Duration
	timer    *time.Timer
	by       announced
	lastData time.Time
	idleTold bool
	goneAt   time.Time // since when no file has the name
	known    []*known  // the files of the log, the oldest first
	noted    bool      // known has all that were there when reading began
	looked   look      // the last look that settled everything
	names    int       // how many rotated files it looked at

	ledger
}

// NewReader makes a reader of the log of that name; nothing is opened before
// the first Read.
func NewReader(name string, o Options) *Reader {
	o.fill()
	r := &Reader{name: name, o: o, poll: slowPoll, names: fewNames}
	if o.Wake == nil || !eventsReliable {
		r.poll = fastPoll
	}
	r.lastData = o.World.Now()
	r.buf = make([]byte, backSize+blockSize)
	return r
}

// Read gives whole lines, several at a time; what ends without a line end is
// the last half line of a file that is read once, or part of a line over 1 MiB.
// It waits for more when the log is followed. The error is io.EOF at the end,
// Options.Idle, or an [*input.Error].
func (r *Reader) Read(p []byte) (int, error) {
	for {
		if len(r.unread) > 0 {
			n := copy(p, r.unread)
			r.unread = r.unread[n:]
			return n, nil
		}
		if r.over || r.stopped() {
			return 0, io.EOF
		}
		more, err := r.step()
		switch {
		case err != nil:
			return 0, err
		case len(r.unread) > 0:
			r.found()
			continue
		case more:
			continue
		case r.o.Mode == Once:
			r.over = true
			if r.cur != nil && !r.o.Hold && len(r.cur.half) > 0 {
				r.put(r.cur, r.cur.half)
				r.cur.half = nil
			}
			continue
		}
		if r.o.Idle != nil && !r.idleTold && r.o.World.Now().Sub(r.lastData) >= idleAfter {
			r.idleTold = true
			return 0, r.o.Idle
		}
		if r.o.Quiet != nil {
			r.o.Quiet()
		}
		if !r.wait() {
			return 0, io.EOF
		}
	}
}

// step looks once at every file, in the order of their lines, until one has
// something. It gives true when it should be called again at once.
func (r *Reader) step() (bool, error) {
	if !r.started {
		return r.start()
	}
	for i, l := range r.old {
		switch got, err := r.pull(l); {
		case got == foundData:
			return true, nil
		case got == foundCut || err != nil || l.complete || r.o.Mode == Once:
			if err != nil {
				r.o.Warn(asInputError(l.name, err))
			}
			r.old = append(r.old[:i:i], r.old[i+1:]...)
			r.finish(l)
			return true, nil
		}
	}
	if r.cur == nil {
		return r.first()
	}
	data, got, err := r.look(r.cur)
	// A file of which nothing or little was read shows no sign when it is filled,
	// copied and cut. What was read now may be of the time after.
	if (r.cur.off == 0 || r.cur.off < sure && got == foundData) && r.o.Mode != Once && r.survey() {
		return true, nil
	}
	if got == foundData {
		r.keep(r.cur, data)
	}
	switch {
	case got == foundData:
		return true, nil
	case got == foundCut:
		r.restart()
		return true, nil
	case err != nil:
		if r.o.Mode != ByName {
			return false, asInputError(r.name, err)
		}
		r.complain(asInputError(r.name, err))
	}
	if r.o.Mode == ByName && r.moved() {
		return true, nil
	}
	r.letGo()
	return len(r.unread) > 0, nil
}

func asInputError(name string, err error) error {
	var e *input.Error
	if errors.As(err, &e) {
		e.Name = name
		return e
	}
	return &input.Error{Name: name, Op: "read", Err: err}
}

// complain tells what is wrong, once as long as it stays the same.
func (r *Reader) complain(err error) {
	if text := err.Error(); text != r.told {
		r.told = text
		r.o.Warn(err)
	}
}

// first opens the log where no file had its name before.
func (r *Reader) first() (bool, error) {
	if r.o.Mode != ByName {
		l, err := r.openCurrent()
		if err != nil {
			r.over = true
			return false, err
		}
		r.take(l)
		return true, nil
	}
	if r.next() {
		return true, nil
	}
	r.letGo()
	return len(r.unread) > 0, nil
}

// openCurrent opens the file that has the name, which must be able to grow.
func (r *Reader) openCurrent() (*log, error) {
	l, err := r.openLog(r.name)
	if err == nil && l.packed {
		l.close()
		return nil, input.OpenError(r.name, errPacked)
	}
	return l, err
}

// take makes l the file that has the name.
func (r *Reader) take(l *log) {
	r.cur = l
	r.told, r.goneAt = "", time.Time{}
	if !slices.ContainsFunc(r.known, func(k *known) bool { return k.log == l }) {
		r.known = append(r.known, &known{info: l.info, log: l})
	}
	r.open(l)
	if r.o.Moved != nil {
		r.o.Moved()
	}
}

// finish leaves a file behind; half a line at its end is given as it is.
func (r *Reader) finish(l *log) {
	if len(l.half) > 0 {
		r.put(l, l.half, []byte{'\n'})
		l.half = nil
		r.enter(l, l.off, l.back)
	}
	r.left(l)
	l.close()
	r.end(l)
}

// letGo leaves files behind that were rotated away and have been quiet for
// long, but not before the new file has something: as long as it has not, the
// program that writes may not have opened it.
func (r *Reader) letGo() {
	now := r.o.World.Now()
	if r.cur != nil && !r.goneAt.IsZero() && len(r.cur.half) > 0 && now.Sub(r.goneAt) > linger {
		l := r.cur
		r.put(l, l.half, []byte{'\n'})
		l.half = nil
		r.enter(l, l.off, l.back)
		return
	}
	for i, l := range r.old {
		last := i == len(r.old)-1
		if len(r.old) <= maxLinger && (now.Sub(l.lastFound) <= linger || last && (r.cur == nil || r.cur.off == 0)) {
			continue
		}
		r.old = append(r.old[:i:i], r.old[i+1:]...)
		r.finish(l)
		return
	}
}

// Close lets go of all files.
func (r *Reader) Close() error {
	for _, l := range append(r.old, r.cur) {
		if l != nil {
			l.close()
		}
	}
	r.over = true
	return nil
}

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
