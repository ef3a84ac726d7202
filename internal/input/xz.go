package input

import (
	"bufio"
	"io"

	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
)

// xzDecoder unpacks the streams of an xz file, with an xzWalk between the stored bytes and the library.
type xzDecoder struct {
	walk *xzWalk
	z    *xz.Reader
	err  error
}

func newXZ(br *bufio.Reader, maxWindow int64) *xzDecoder {
	d := &xzDecoder{walk: newXZWalk(br, maxWindow)}
	// The library takes the larger of this and what the block asks for.
	d.z, d.err = xz.ReaderConfig{DictCap: lzma.MinDictCap}.NewReader(d.walk)
	d.err = d.walk.blame(d.err)
	return d
}

func (d *xzDecoder) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.z.Read(p)
	d.err = d.walk.blame(err)
	return n, d.err
}

func (d *xzDecoder) warning() string { return "" }
func (d *xzDecoder) close()          {}

// blame settles what a library error means. What the walk refused comes first. The library's io.EOF holds only if the walk
// saw the end between two streams, for the library takes an end within a block header for the end of the file.
func (w *xzWalk) blame(err error) error {
	switch {
	case err == nil:
		return nil
	case w.err != nil && w.err != io.EOF:
		return w.err
	case err == io.EOF && w.err == nil:
		return io.ErrUnexpectedEOF
	}
	return err
}
