package input

import (
	"bufio"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
)

// A Source is one input: the plain bytes of a file or of standard input.
//
// The fields are set by [Open] and not changed afterwards. Read and Warning belong to one goroutine; Consumed and Close
// may be called from any, Close also while a Read is waiting.
type Source struct {
	// Name is the name as it was given to Open, "-" for standard input.
	Name string
	// ModTime is when the content was last written: the stamp that the first gzip member carries (RFC 1952 §2.3.1,
	// MTIME) where it has one, else the file's modification time. Zero for standard input without such a stamp.
	ModTime time.Time
	// Size is the stored size in bytes, before decompression, when the source was opened; -1 where there is no telling
	// (a pipe, a terminal, a device). The file may grow while it is read.
	Size int64
	// Compression is None for plain bytes.
	Compression Compression
	// Terminal says that standard input is a terminal, so that a person has to be told that the program waits.
	Terminal bool

	file   *os.File // nil for standard input, which is not ours to close
	stored stored
	plain  *bufio.Reader
	ahead  *readAhead // nil for plain bytes

	err       error
	done      chan struct{}
	closeOnce sync.Once
	closeErr  error
}

// Read gives the next plain bytes, as [io.Reader] has it. The error is io.EOF when all was read and an [*Error]
// otherwise: what the system said, [ErrBrokenOff], [ErrWindow], [ErrUnsupported], [ErrShrunk], or fs.ErrClosed after
// Close. It stays the same once it has come.
func (s *Source) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if s.closed() {
		return 0, s.fail(fs.ErrClosed)
	}
	var n int
	var err error
	if s.ahead != nil {
		n, err = s.ahead.Read(p)
	} else {
		n, err = s.plain.Read(p)
	}
	if err == nil {
		return n, nil
	}
	return n, s.fail(err)
}

// fail keeps the error with which the source ends. One that came because of Close says so and nothing else.
func (s *Source) fail(err error) error {
	switch {
	case err == io.EOF:
	case s.closed():
		err = s.readError(fs.ErrClosed)
	default:
		if _, typed := err.(*Error); !typed {
			err = s.readError(err)
		}
	}
	s.err = err
	return err
}

func (s *Source) closed() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// Consumed is how many of the stored bytes have been taken so far, from 0 to Size. It runs ahead of Read by what is
// buffered. Any goroutine may ask.
func (s *Source) Consumed() int64 { return s.stored.n.Load() }

// Warning is what the user should be told of a source that was nevertheless read to its end: that something other than
// padding follows the compressed data and was left aside. It is known when Read has given io.EOF, is empty where there is
// nothing to tell, and does not repeat the name.
func (s *Source) Warning() string {
	if s.ahead == nil {
		return ""
	}
	return s.ahead.warning
}

// Close lets go of the file and stops the decompressor; of a named file it returns when both are gone. Standard input
// is not closed, and a decompressor that waits for more of it ends when that read returns. Further calls do nothing and
// give the same error.
func (s *Source) Close() error {
	s.closeOnce.Do(func() {
		close(s.done)
		if s.file == nil {
			return
		}
		// First the file, so that a decompressor waiting on a named pipe is woken.
		if err := s.file.Close(); err != nil {
			s.closeErr = &Error{Name: s.Name, Op: "close", Err: bare(err)}
		}
		if s.ahead != nil {
			<-s.ahead.exited
		}
	})
	return s.closeErr
}
