package input

import (
	"bufio"
	"io"
	"time"

	"github.com/klauspost/compress/gzip"
)

// gzipDecoder unpacks the members of a gzip file one after the other (RFC 1952 §2.2). It goes from member to member
// itself, because the library takes the zeros that fill up a tape block for a damaged member.
type gzipDecoder struct {
	br    *bufio.Reader
	z     *gzip.Reader
	err   error
	warn  string
	stamp time.Time // MTIME of the first member, zero where it has none
}

func newGzip(br *bufio.Reader) *gzipDecoder {
	g := &gzipDecoder{br: br}
	z, err := gzip.NewReader(br)
	if err != nil {
		g.err = unexpected(err)
		return g
	}
	z.Multistream(false)
	g.z = z
	// MTIME 0 means that there is none, and the library hands it on as the year 1970.
	if z.ModTime.Unix() > 0 {
		g.stamp = z.ModTime
	}
	return g
}

func (g *gzipDecoder) Read(p []byte) (int, error) {
	for g.err == nil {
		n, err := g.z.Read(p)
		if err == io.EOF {
			err = g.next()
		}
		g.err = err
		if n > 0 || len(p) == 0 {
			return n, nil
		}
	}
	return 0, g.err
}

// next goes on to the member that follows, or gives io.EOF where none does.
func (g *gzipDecoder) next() error {
	head, err := g.br.Peek(2)
	switch {
	case len(head) == 0:
		return err
	case head[0] != 0x1f || len(head) == 2 && head[1] != 0x8b:
		return g.rest()
	case len(head) == 1:
		return unexpected(err)
	}
	if err := g.z.Reset(g.br); err != nil {
		return unexpected(err)
	}
	g.z.Multistream(false)
	return nil
}

// rest looks through what follows the last member: zeros are padding, all else is worth a warning.
func (g *gzipDecoder) rest() error {
	for {
		c, err := g.br.ReadByte()
		if err != nil {
			return err
		}
		if c != 0 {
			g.warn = garbage(Gzip)
			return io.EOF
		}
	}
}

func (g *gzipDecoder) warning() string { return g.warn }
func (g *gzipDecoder) close()          {}

// unexpected is for places where data may not end.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
