package tail

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/smtplog/smtplog/internal/input"
)

// log is one file of the log: the one that has the name, or one that was
// rotated away.
type log struct {
	name   string
	file   *os.File
	packed bool
	src    *input.Source // the plain bytes of a packed file, opened when its turn comes

	off   int64  // of the next byte to be read, before compression
	lines int64  // whole lines before half
	half  []byte // read, but its end has not come
	head  []byte // the first bytes
	back  []byte // the bytes before off

	begun     bool // it was seen that something is in it
	complete  bool // nobody writes to it any more
	zeros     bool // zeros at the beginning are none of the log
	atEnd     bool // the last look found nothing new
	lastFound time.Time

	identity [2]uint64 // device and inode
	info     fs.FileInfo

	// What was handled, of what was read.
	doneOff   int64
	doneLines int64
	doneBack  []byte
	inFlight  int
	ended     bool
}

// errNotRegular is for what cannot be followed.
var errNotRegular = errors.New("is no regular file and cannot be followed")

// errPacked is for what does not grow.
var errPacked = errors.New("is compressed and does not grow; read it without following")

// openLog opens a file and tells whether it is packed.
func (r *Reader) openLog(name string) (*log, error) {
	f, err := r.o.World.Open(name)
	if err != nil {
		return nil, input.OpenError(name, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = input.ErrDirectory
	case !info.Mode().IsRegular():
		err = errNotRegular
	}
	if err != nil {
		f.Close()
		return nil, input.OpenError(name, err)
	}
	l := &log{name: name, file: f, info: info, lastFound: r.o.World.Now()}
	l.identity[0], l.identity[1] = identityOf(f)
	magic := make([]byte, input.MagicSize)
	n, _ := f.ReadAt(magic, 0)
	// Of a file that is being packed nothing may be written yet.
	l.packed = input.IsPacked(magic[:n]) || n < len(magic) && slices.Contains(packings, filepath.Ext(name))
	return l, nil
}

func (l *log) close() {
	if l.src != nil {
		l.src.Close()
		l.src = nil
	}
	if l.file != nil {
		l.file.Close()
		l.file = nil
	}
}

// same tells whether two logs are one file.
func (l *log) same(o *log) bool {
	if l == nil || o == nil || l.file == nil || o.file == nil {
		return false
	}
	a, err := l.file.Stat()
	if err != nil {
		return false
	}
	b, err := o.file.Stat()
	return err == nil && os.SameFile(a, b)
}

// found is what a look at a file gave.
type found uint8

const (
	foundNothing found = iota
	foundData          // perhaps none yet: it is to be read again at once
	foundCut           // it is not the file any more that was read
)

// read looks for more; the data is in buf.
//
// The bytes before are read again with every look, and the first ones when there
// is something: they tell a file that was cut and has grown since from one that
// has only grown, whatever its size. Neither would do alone: the ends of lines
// are often alike.
func (l *log) read(buf []byte) ([]byte, found, error) {
	if l.packed {
		return l.unpack(buf)
	}
	k := len(l.back)
	n, err := l.file.ReadAt(buf[:k+blockSize], l.off-int64(k))
	if n < k || !bytes.Equal(buf[:k], l.back) {
		if err != nil && err != io.EOF {
			return nil, foundNothing, err
		}
		return nil, foundCut, nil
	}
	if n > k {
		// A file that is cut and written to during the read gives bytes of
		// both, or zeros; its beginning is not the same any more then.
		var again [2 * backSize]byte
		m := min(n, k+backSize)
		if j, _ := l.file.ReadAt(again[:m], l.off-int64(k)); !bytes.Equal(again[:j], buf[:m]) {
			return nil, foundData, nil
		}
		head := l.head[:min(len(l.head), backSize)]
		if j, _ := l.file.ReadAt(again[:len(head)], 0); !bytes.Equal(again[:j], head) {
			return nil, foundCut, nil
		}
		return buf[k:n], foundData, nil
	}
	if err == io.EOF {
		err = nil
	}
	return nil, foundNothing, err
}

// unpack is read for a packed file, which is complete.
func (l *log) unpack(buf []byte) ([]byte, found, error) {
	if l.src == nil {
		src, err := unpacked(l.file)
		if err != nil {
			return nil, foundNothing, err
		}
		l.src = src
		if _, err := io.CopyN(io.Discard, src, l.off); err != nil {
			if err == io.EOF {
				err = nil
			}
			return nil, foundNothing, err
		}
	}
	n, err := l.src.Read(buf[:blockSize])
	if n > 0 {
		return buf[:n], foundData, nil
	}
	if err == io.EOF {
		err = nil
	}
	return nil, foundNothing, err
}

// unpacked gives the plain bytes of a packed file from its beginning.
func unpacked(f *os.File) (*input.Source, error) {
	return input.Open(input.Stdin, input.Options{Stdin: io.NewSectionReader(f, 0, 1<<62)})
}

// remember keeps what the file is known by; data was read at l.off.
func (l *log) remember(data []byte) {
	if room := headSize - len(l.head); room > 0 && l.off == int64(len(l.head)) {
		l.head = append(l.head, data[:min(room, len(data))]...)
	}
	l.off += int64(len(data))
	l.back = lastBytes(l.back, data)
}

// lastBytes keeps the last backSize bytes of old and data, in old's memory.
func lastBytes(old, data []byte) []byte {
	if len(data) >= backSize {
		return append(old[:0], data[len(data)-backSize:]...)
	}
	old = append(old, data...)
	if n := len(old) - backSize; n > 0 {
		old = old[:copy(old, old[n:])]
	}
	return old
}

// seek begins in the middle of a file.
func (l *log) seek(off, lines int64) {
	l.off, l.lines = off, lines
	l.doneOff, l.doneLines = off, lines
	l.head = make([]byte, min(off, headSize))
	l.back = make([]byte, min(off, backSize))
	read, done := l.readerAt()
	defer done()
	l.head = l.head[:read(l.head, 0)]
	l.back = l.back[:read(l.back, off-int64(len(l.back)))]
	l.doneBack = bytes.Clone(l.back)
}

// readerAt gives a way to look at bytes of the file at growing offsets.
func (l *log) readerAt() (read func(b []byte, at int64) int, done func()) {
	if !l.packed {
		return func(b []byte, at int64) int {
			if at < 0 {
				return 0
			}
			n, _ := l.file.ReadAt(b, at)
			return n
		}, func() {}
	}
	src, err := unpacked(l.file)
	if err != nil {
		return func([]byte, int64) int { return 0 }, func() {}
	}
	var seen []byte // the beginning, which may be asked for twice
	var at int64
	return func(b []byte, from int64) int {
		n := 0
		if from < int64(len(seen)) && from >= 0 {
			n = copy(b, seen[from:])
			from += int64(n)
		}
		if n == len(b) || from < at {
			return n
		}
		skipped, err := io.CopyN(io.Discard, src, from-at)
		at += skipped
		if err != nil {
			return n
		}
		m, _ := io.ReadFull(src, b[n:])
		if at == int64(len(seen)) && at < headSize {
			seen = append(seen, b[n:n+m]...)
		}
		at += int64(m)
		return n + m
	}, func() { src.Close() }
}

// position is where reading stands.
func (l *log) position() Position {
	return Position{
		Device: l.identity[0], Inode: l.identity[1],
		HeadLen: len(l.head), Head: fingerprint(l.head),
		Offset: l.off, Lines: l.lines,
		BackLen: len(l.back), Back: fingerprint(l.back),
	}
}

// matches compares the file with a position.
func (l *log) matches(p *Position) match {
	read, done := l.readerAt()
	defer done()
	return p.in(read)
}
