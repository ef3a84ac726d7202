package input

import (
	"bufio"
	"io"
)

// A decoder unpacks one source. Its Read gives io.EOF only at a place where the format allows the data to end.
type decoder interface {
	io.Reader
	// warning is what Source.Warning tells, after io.EOF.
	warning() string
	close()
}

// newDecoder never fails: what is wrong with the data is told by the decoder's Read.
func newDecoder(c Compression, br *bufio.Reader, maxWindow int64) decoder {
	switch c {
	case Gzip:
		return newGzip(br)
	case Zstd:
		return newZstd(br, maxWindow)
	case XZ:
		return newXZ(br, maxWindow)
	default:
		return newBzip2(br)
	}
}

// garbage is the warning for data of another kind behind the compressed data.
func garbage(c Compression) string {
	return "what follows the end of the " + string(c) + " data is not " + string(c) + " and was ignored"
}
