// Package input turns the names on a command line into streams of plain bytes: files, standard input, and either of
// them compressed with gzip, zstd, xz or bzip2, told by the magic bytes and never by the name.
//
// [Open] is the one call. It gives a [Source], which is an [io.ReadCloser] with what the rest of the program wants to
// know of where the bytes come from: the name, the modification time (from which the year of a year-less log is
// reckoned), the stored size and how much of it has been read (for a progress line).
//
// What can be read is delivered before any error is. Compressed data that breaks off or is damaged ends in an [*Error]
// for which errors.Is(err, [ErrBrokenOff]) holds, never in a plain io.EOF; only io.EOF means that all was read. Data
// compressed twice is unpacked once.
//
// # Memory
//
// No file is held in memory. A plain Source needs 64 KiB. A compressed one adds three blocks of 256 KiB, by which the
// decompressor may run ahead of the reader, and what the decompressor needs: 0.1 MiB for gzip (RFC 1952), 4 MiB for
// bzip2, the window and 2 MiB for zstd (RFC 8878), the dictionary for xz, and up to twice that in an xz file of several
// blocks, where each brings a new one. Window and dictionary are capped by [Options.MaxWindow]; an error that names the
// cap, [ErrWindow], comes before the memory is taken.
package input

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/term"
)

// Stdin is the name that stands for standard input.
const Stdin = "-"

// DefaultMaxWindow is the cap on a decompressor's window where [Options.MaxWindow] gives none. It is what "xz -9" asks
// for, and eight times what "zstd -19" does.
const DefaultMaxWindow = 64 << 20

// minWindow keeps a cap from ruling out what every xz or zstd file may ask for.
const minWindow = 1 << 20

// storedBuffer is how much of the stored bytes is read at once when the reader asks for less, or a decompressor asks.
const storedBuffer = 64 << 10

// Options changes how a source is opened. The zero value is right for a command-line program.
type Options struct {
	// Stdin is read for the name "-"; nil means os.Stdin. It is never closed.
	Stdin io.Reader
	// MaxWindow caps, in bytes, the window (zstd) or dictionary (xz) that a compressed source may ask for. 0 means
	// DefaultMaxWindow; less than 1 MiB counts as 1 MiB.
	MaxWindow int64
}

func (o Options) maxWindow() int64 {
	if o.MaxWindow == 0 {
		return DefaultMaxWindow
	}
	return max(o.MaxWindow, minWindow)
}

// Open opens the file of that name, or standard input for "-", and looks at its first bytes to tell the compression.
// It therefore waits for the first byte of a pipe, and for up to ten when they look like the beginning of compressed
// data; a terminal is taken as plain and not waited for.
//
// An error is always an [*Error]: the file is missing, may not be read, or is a directory ([ErrDirectory]). What is wrong
// with the content is told by [Source.Read], after what could be read. The caller closes the Source.
func Open(name string, opts Options) (*Source, error) {
	if name == Stdin {
		return openStdin(opts)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, openError(name, err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = ErrDirectory
	}
	if err != nil {
		f.Close()
		return nil, openError(name, err)
	}
	s := &Source{Name: name, ModTime: info.ModTime(), Size: -1, file: f}
	s.stored.r = f
	if info.Mode().IsRegular() {
		s.Size = info.Size()
		s.stored.watch(f, info.Size())
	}
	s.start(opts)
	return s, nil
}

// openStdin leaves ModTime zero even for a redirected file: the caller's clock is what DESIGN has for standard input.
func openStdin(opts Options) (*Source, error) {
	s := &Source{Name: Stdin, Size: -1}
	s.stored.r = opts.Stdin
	if s.stored.r == nil {
		s.stored.r = os.Stdin
	}
	if f, ok := s.stored.r.(*os.File); ok {
		s.Terminal = isTerminal(f)
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, openError(Stdin, ErrDirectory)
		} else if err == nil && info.Mode().IsRegular() {
			// Whoever opened the file may have read some of it: (read line; smtplog annotate) < mail.log
			at, err := f.Seek(0, io.SeekCurrent)
			if err == nil {
				s.Size = max(info.Size()-at, 0)
				s.stored.watch(f, info.Size())
			}
		}
	}
	s.start(opts)
	return s, nil
}

// isTerminal asks without File.Fd, which would put a pipe into blocking mode.
func isTerminal(f *os.File) (is bool) {
	if conn, err := f.SyscallConn(); err == nil {
		_ = conn.Control(func(fd uintptr) { is = term.IsTerminal(int(fd)) })
	}
	return is
}

// start tells the compression and sets the decompressor going.
func (s *Source) start(opts Options) {
	s.done = make(chan struct{})
	s.plain = bufio.NewReaderSize(&s.stored, storedBuffer)
	if s.Terminal {
		return
	}
	s.Compression = sniff(s.plain)
	if s.Compression == None {
		return
	}
	d := newDecoder(s.Compression, s.plain, opts.maxWindow())
	if g, ok := d.(*gzipDecoder); ok && !g.stamp.IsZero() {
		s.ModTime = g.stamp
	}
	s.ahead = newReadAhead(d, s.done, s.decodeError)
}

// openError makes the *Error of what os.Open, Stat or the check for a directory gave.
func openError(name string, err error) *Error {
	e := &Error{Name: name, Op: "open", Err: bare(err)}
	switch {
	case errors.Is(err, ErrDirectory):
		e.Hint = directoryHint(name)
	case errors.Is(err, fs.ErrPermission):
		e.Hint = permissionHint(name)
	case errors.Is(err, fs.ErrNotExist):
		e.Hint = missingHint(name)
	}
	return e
}

// OpenError makes of what the system said when the file of that name was
// opened the [*Error] that Open would give, with the hint.
func OpenError(name string, err error) *Error { return openError(name, err) }
