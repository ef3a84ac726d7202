// Package tail reads logs that grow and are rotated. A [Reader] is an
// [io.Reader] that gives whole lines of one log, waits for more when there are
// none, and is told by name or by descriptor which file it follows; it also
// says where each line stands ([Reader.Place]), keeps account of what was
// handled ([Reader.Done]) and begins where an earlier run ended
// ([Options.Resume]).
//
// # What is promised
//
// Every line that was written with its end is given once, through rename and
// create, deletion, compression and a symbolic link that is pointed elsewhere.
// When a file is copied and cut, what was not read before is read from the
// copy. Lines that are written between a rotation program's copy and its cut
// are lost to everybody, and a file that is made and deleted between two looks
// was never seen.
//
// # How files are told apart
//
// A rotation changes names one after the other. What is new is told from one
// look at all names, which is taken again until it shows the same names of the
// same files before and after the files were opened. All files that were
// seen are remembered in the order of their lines, by device and inode and, since
// copies and packed files have other ones, by what they hold. A file is new if it
// is none of them and newer than all of them; so nothing is read twice, and
// nothing before what was written earlier.
//
// Half a line is held back until its end comes; at the end of a file that was
// rotated away it is given as it is, with an end.
//
// # Memory
//
// A Reader holds a block of 128 KiB, half a line of up to 1 MiB, for each file
// that it keeps open a little over 1 KiB, and some hundred bytes for each of up
// to 512 rotated files.
package tail

import (
	"io/fs"
	"os"
	"time"
)

// Mode says how a log is read.
type Mode uint8

// The modes.
const (
	// Once reads to the end that the log has now.
	Once Mode = iota
	// ByName follows whatever file has the name.
	ByName
	// ByDescriptor follows the file that had the name at the beginning.
	ByDescriptor
)

// World is what a Reader sees of the machine, so that tests can give it
// another one. What is nil is the machine's own.
type World struct {
	Now  func() time.Time
	Open func(name string) (*os.File, error)
	Stat func(name string) (fs.FileInfo, error)
	List func(dir string) ([]fs.DirEntry, error)
	// Wait returns when something may have changed, after d at the latest, and
	// false when reading is to end.
	Wait func(d time.Duration) bool

	// between is called where something may happen to the files between two
	// things that are done with them.
	between func()
}

// Options says how a log is read. The zero value reads all of it once.
type Options struct {
	Mode Mode
	// Last begins with the last lines of the file, that many; with all when
	// All is set.
	Last int64
	All  bool
	// Hold keeps back half a line at the end of the log, though no more is
	// waited for: it is read next time.
	Hold bool
	// Number has the lines before the last ones counted, so that Place is
	// right; else the first line given is number 1.
	Number bool
	// Resume are the positions of an earlier run; Last and All do not matter
	// then.
	Resume []Position
	// Stop ends the reading when it is closed: Read gives io.EOF after what is
	// at hand.
	Stop <-chan struct{}
	// Idle is the error that Read gives, once, when nothing came for a few
	// seconds; nil for none.
	Idle error
	// Wake announces that something may have changed. Nil has the log looked
	// at often.
	Wake <-chan struct{}
	// Moved is called when another file has the name; nil for nothing.
	Moved func()
	// Quiet is called before waiting, with nothing left to give; nil for
	// nothing.
	Quiet func()
	// Warn gets what the user should know while reading goes on; nil for
	// nobody.
	Warn  func(error)
	World World
}

const (
	blockSize = 128 << 10
	maxHalf   = 1 << 20 // of half a line that is held back
	headSize  = 1024    // first bytes by which a file is known again
	backSize  = 256     // bytes before a position by which it is known again

	// sure is how much of a file must have been read for its first bytes and
	// those before the place to show whether it was cut. Files that begin alike
	// may do so for a while.
	sure = 16 << 10

	fastPoll = 50 * time.Millisecond
	slowPoll = time.Second
	// linger is how long a file that was rotated away is watched for lines of
	// a program that has not yet opened the new one.
	linger    = 10 * time.Second
	idleAfter = 5 * time.Second
	// maxLinger bounds the files that are watched so.
	maxLinger = 64
)

func (o *Options) fill() {
	w := &o.World
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.Open == nil {
		w.Open = openShared
	}
	if w.Stat == nil {
		w.Stat = os.Stat
	}
	if w.between == nil {
		w.between = func() {}
	}
	if w.List == nil {
		w.List = os.ReadDir
	}
	if o.Warn == nil {
		o.Warn = func(error) {}
	}
}
