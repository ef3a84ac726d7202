package input

import (
	"io"
	"os"
	"sync/atomic"
)

// stored reads the bytes as they are stored, counts them, and remembers why they ended: a decompressor's error alone
// would not tell a damaged file from a failing disk.
//
// One goroutine reads; n may be loaded by any.
type stored struct {
	r   io.Reader
	n   atomic.Int64
	err error

	file *os.File // nil unless a regular file
	size int64    // of file when it was opened
}

// watch has the end of f compared with the size that it had when it was opened.
func (s *stored) watch(f *os.File, size int64) {
	s.file, s.size = f, size
}

// Read keeps to the first error, io.EOF too, so that looking at the first bytes of a short pipe does not ask it twice.
func (s *stored) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.r.Read(p)
	s.n.Add(int64(n))
	if err == io.EOF && s.shrunk() {
		err = ErrShrunk
	}
	s.err = err
	return n, err
}

// shrunk asks the file again and does not trust the first size alone: file systems such as sysfs state sizes that have
// nothing to do with what can be read.
func (s *stored) shrunk() bool {
	if s.file == nil {
		return false
	}
	info, err := s.file.Stat()
	return err == nil && info.Size() < s.size
}

// failed is the error of the store itself; nil while all is well and at its end.
func (s *stored) failed() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}
