package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/smtplog/smtplog/internal/input"
)

// feed is one input of a scan: a source, or several that are read as one.
type feed struct {
	io.Reader
	name     string
	size     int64 // as stored; -1 where there is no telling
	consumed func() int64
	// place tells where a line of the feed stands; nil when it is the line of
	// that number of the file called name. Any goroutine may call it.
	place func(line int64) (name string, no int64)
}

func feedOf(s *input.Source) *feed {
	return &feed{Reader: s, name: s.Name, size: s.Size, consumed: s.Consumed}
}

// maxLastLines bounds the last lines that are kept of what cannot be read twice.
const maxLastLines = 64 << 20

// lastLines leaves all but the last n lines of a feed away. again opens the
// same input once more; nil where that cannot be, and the lines are kept in
// memory as they come. It gives whether some of the n did not fit there.
func (f *feed) lastLines(n int64, again func() (io.ReadCloser, error)) (cut bool, err error) {
	if again == nil {
		return f.keepLast(n)
	}
	all, err := countLines(f.Reader)
	if err != nil && !errors.Is(err, input.ErrBrokenOff) {
		return false, err
	}
	r, err := again()
	if err != nil {
		return false, err
	}
	f.Reader = r
	return false, f.skip(max(0, all-n))
}

// countLines counts lines, the last also when it has no end.
func countLines(r io.Reader) (n int64, err error) {
	b := make([]byte, 256<<10)
	open := false
	for {
		k, err := r.Read(b)
		n += int64(bytes.Count(b[:k], []byte{'\n'}))
		if k > 0 {
			open = b[k-1] != '\n'
		}
		if err != nil {
			if open {
				n++
			}
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
	}
}

// skip reads n lines, which the numbers go on behind.
func (f *feed) skip(n int64) error {
	name := f.name
	f.place = func(line int64) (string, int64) { return name, line + n }
	b := make([]byte, 256<<10)
	for left := n; left > 0; {
		k, err := f.Read(b)
		rest := b[:k]
		for left > 0 {
			i := bytes.IndexByte(rest, '\n')
			if i < 0 {
				rest = nil
				break
			}
			rest = rest[i+1:]
			left--
		}
		if len(rest) > 0 {
			f.Reader = io.MultiReader(bytes.NewReader(rest), f.Reader)
		}
		if err != nil {
			return ignoreEOF(err)
		}
	}
	return nil
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// keepLast reads the feed to its end and keeps the last lines.
func (f *feed) keepLast(n int64) (cut bool, err error) {
	var kept []byte
	var before int64 // lines that were left away
	b := make([]byte, 256<<10)
	trim := 1 << 20
	for err == nil {
		var k int
		k, err = f.Read(b)
		kept = append(kept, b[:k]...)
		if len(kept) < trim && err == nil {
			continue
		}
		drop := lastStart(kept, n)
		if len(kept)-drop > maxLastLines {
			cut = true
			drop = len(kept) - maxLastLines
			drop += bytes.IndexByte(kept[drop:], '\n') + 1
		}
		before += int64(bytes.Count(kept[:drop], []byte{'\n'}))
		kept = append(kept[:0], kept[drop:]...)
		trim = max(1<<20, 2*len(kept))
	}
	name := f.name
	f.Reader = bytes.NewReader(kept)
	f.place = func(line int64) (string, int64) { return name, line + before }
	return cut, ignoreEOF(err)
}

// lastStart gives where the last n lines of b begin.
func lastStart(b []byte, n int64) int {
	end := len(b)
	if end > 0 && b[end-1] == '\n' {
		end--
	}
	if n == 0 {
		return len(b)
	}
	for ; n > 0; n-- {
		end = bytes.LastIndexByte(b[:max(end, 0)], '\n')
		if end < 0 {
			return 0
		}
	}
	return end + 1
}
