package input

import (
	"bufio"
	"compress/bzip2"
	"io"
)

// bzip2Decoder unpacks the streams of a bzip2 file one after the other.
type bzip2Decoder struct {
	z    io.Reader
	err  error
	warn string
}

func newBzip2(br *bufio.Reader) *bzip2Decoder {
	return &bzip2Decoder{z: bzip2.NewReader(br)}
}

// noFurtherStream is what the library says when two bytes follow a complete stream and begin no other.
const noFurtherStream = bzip2.StructuralError("bad magic value in continuation file")

func (d *bzip2Decoder) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.z.Read(p)
	if err == noFurtherStream {
		d.warn = garbage(Bzip2)
		err = io.EOF
	}
	d.err = err
	return n, err
}

func (d *bzip2Decoder) warning() string { return d.warn }
func (d *bzip2Decoder) close()          {}
