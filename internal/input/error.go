package input

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// What an [Error] can wrap besides what the system says. All are to be asked for with errors.Is.
var (
	// ErrBrokenOff: the compressed data ends before its end, or is damaged. All that could be unpacked was delivered.
	ErrBrokenOff = errors.New("compressed data breaks off or is damaged")
	// ErrWindow: unpacking would need a larger window than Options.MaxWindow allows.
	ErrWindow = errors.New("compression window over the cap")
	// ErrUnsupported: the data is whole, but uses a part of its format that is not unpacked here.
	ErrUnsupported = errors.New("compressed in a way that is not supported")
	// ErrDirectory: the name is that of a directory.
	ErrDirectory = errors.New("is a directory")
	// ErrShrunk: a file was cut while it was read, as logrotate does with copytruncate.
	ErrShrunk = errors.New("file was cut while it was read")
)

// An Error says which source failed, at what, and why.
type Error struct {
	Name string // as given to Open
	Op   string // "open", "read", "decompress" or "close"
	Hint string // what the user can do about it, without a full stop; may be empty
	Err  error
}

// Error is one line: the name, the reason and, in brackets, the hint. A name that would not print as it is, is quoted.
func (e *Error) Error() string {
	s := label(e.Name) + ": " + e.Err.Error()
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

func label(name string) string {
	if name == Stdin {
		return "standard input"
	}
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}

// bare takes off the file name that the os package puts into its errors and that Error tells already.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

func (s *Source) readError(err error) *Error {
	if errors.Is(err, os.ErrClosed) {
		err = fs.ErrClosed
	}
	return &Error{Name: s.Name, Op: "read", Err: bare(err)}
}

// decodeError sorts what ended a decoder: the store failed, the data is whole and read, too large or strange to unpack,
// or broken.
func (s *Source) decodeError(err error) error {
	if cause := s.stored.failed(); cause != nil {
		return s.readError(cause)
	}
	if err == io.EOF {
		return err
	}
	e := &Error{Name: s.Name, Op: "decompress", Err: err}
	switch {
	case errors.Is(err, ErrWindow), errors.Is(err, ErrUnsupported):
		e.Hint = unpackHint(s.Compression, s.Name)
	case errors.Is(err, io.ErrUnexpectedEOF):
		e.Err = &brokenError{s.Compression, io.ErrUnexpectedEOF, 0}
		e.Hint = "what came before was read; the data was cut off, or is still being written"
	default:
		e.Err = &brokenError{s.Compression, err, s.stored.n.Load() - int64(s.plain.Buffered())}
		e.Hint = "what came before was read"
	}
	return e
}

// brokenError is ErrBrokenOff in detail.
type brokenError struct {
	compression Compression
	cause       error
	at          int64 // stored bytes that the decompressor had taken
}

func (e *brokenError) Error() string {
	if e.cause == io.ErrUnexpectedEOF {
		return string(e.compression) + " data breaks off"
	}
	return fmt.Sprintf("%s data is damaged at or before byte %d: %v", e.compression, e.at, e.cause)
}

func (e *brokenError) Is(target error) bool { return target == ErrBrokenOff }
func (e *brokenError) Unwrap() error        { return e.cause }

// windowError is ErrWindow in detail.
type windowError struct {
	compression Compression
	need        int64 // 0 where it is not known
	limit       int64
}

func (e *windowError) Error() string {
	if e.need == 0 {
		return fmt.Sprintf("%s data needs a window over the cap of %s", e.compression, mebibytes(e.limit))
	}
	return fmt.Sprintf("%s data needs a window of %s, over the cap of %s", e.compression, mebibytes(e.need), mebibytes(e.limit))
}

func (e *windowError) Is(target error) bool { return target == ErrWindow }

// mebibytes rounds up, so that what is over a cap never reads as equal to it.
func mebibytes(n int64) string {
	return fmt.Sprintf("%d MiB", (n+1<<20-1)>>20)
}

// unsupportedError is ErrUnsupported in detail.
type unsupportedError struct{ what string }

func (e *unsupportedError) Error() string        { return e.what + " is not supported" }
func (e *unsupportedError) Is(target error) bool { return target == ErrUnsupported }
