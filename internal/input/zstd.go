package input

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
)

// zstdDecoder unpacks the frames of a zstd file (RFC 8878) without goroutines of its own: the read-ahead is one already,
// and more would each hold a window.
type zstdDecoder struct {
	z         *zstd.Decoder
	err       error
	maxWindow int64
}

func newZstd(br *bufio.Reader, maxWindow int64) *zstdDecoder {
	z, err := zstd.NewReader(br,
		zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(uint64(maxWindow)),
		zstd.WithDecoderMaxMemory(1<<63), // else a frame of more than 64 GiB is refused, though streamed
	)
	return &zstdDecoder{z: z, err: err, maxWindow: maxWindow}
}

func (d *zstdDecoder) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.z.Read(p)
	switch {
	case err == nil || err == io.EOF:
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		err = &windowError{Zstd, 0, d.maxWindow}
	case errors.Is(err, zstd.ErrUnknownDictionary):
		err = &unsupportedError{"zstd data that was packed with a dictionary"}
	}
	d.err = err
	return n, err
}

func (d *zstdDecoder) warning() string { return "" }

func (d *zstdDecoder) close() {
	if d.z != nil {
		d.z.Close()
	}
}
