package input

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

// xzWalk hands on the bytes of an xz file and follows their structure, for what the library does not do: to refuse a
// block before its dictionary is allocated, to name a filter that is not supported, to bound the list of blocks, and to
// tell an end between streams from one anywhere else. It checks nothing that the library checks.
//
// The section numbers are those of the .xz file format, version 1.2.1.
type xzWalk struct {
	br        *bufio.Reader
	maxWindow int64

	next    func() error // looks at what comes after the left bytes, without taking any
	left    int64
	err     error
	check   int64  // size of the check field behind each block
	size    int64  // so far, of the block's data or of the index
	blocks  int    // of this stream
	numbers uint64 // still to come in the index
}

const (
	xzStreamHeader = 12
	xzStreamFooter = 12
	xzLZMA2        = 0x21
	// maxXZBlocks bounds the library's list of blocks to 16 MiB; "xz -T0" makes a block of 24 MiB of log.
	maxXZBlocks = 1 << 20
)

// xzChecks has the size of the check field by its type (2.1.1.2).
var xzChecks = [16]int64{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}

func newXZWalk(br *bufio.Reader, maxWindow int64) *xzWalk {
	w := &xzWalk{br: br, maxWindow: maxWindow}
	w.next = w.stream
	return w
}

// Read stops short at each place where the structure has to be looked at.
func (w *xzWalk) Read(p []byte) (int, error) {
	for w.left == 0 && w.err == nil {
		w.err = w.next()
	}
	if w.err != nil {
		return 0, w.err
	}
	n, err := w.br.Read(p[:min(int64(len(p)), w.left)])
	w.left -= int64(n)
	w.err = unexpected(err)
	return n, w.err
}

// peek gives n bytes or the reason why there are not so many.
func (w *xzWalk) peek(n int) ([]byte, error) {
	b, err := w.br.Peek(n)
	if err != nil {
		return nil, unexpected(err)
	}
	return b, nil
}

// pass lets n bytes through and has next look at what follows.
func (w *xzWalk) pass(n int64, next func() error) error {
	w.left, w.next = n, next
	return nil
}

// stream looks at a stream header (2.1.1) or at the padding between streams (2.2).
func (w *xzWalk) stream() error {
	if _, err := w.br.Peek(1); err != nil {
		return err
	}
	b, err := w.peek(4)
	if err != nil {
		return err
	}
	if string(b) == "\x00\x00\x00\x00" {
		return w.pass(4, w.stream)
	}
	if b, err = w.peek(xzStreamHeader); err != nil {
		return err
	}
	w.check, w.blocks = xzChecks[b[7]&0xf], 0
	return w.pass(xzStreamHeader, w.blockOrIndex)
}

// blockOrIndex looks at a block header (3.1), or finds the zero with which the index begins instead (4.1).
func (w *xzWalk) blockOrIndex() error {
	b, err := w.peek(1)
	if err != nil {
		return err
	}
	if b[0] == 0 {
		w.size = 1
		return w.pass(1, w.indexCount)
	}
	if w.blocks++; w.blocks > maxXZBlocks {
		return &unsupportedError{fmt.Sprintf("xz data of more than %d blocks", maxXZBlocks)}
	}
	header, err := w.peek((int(b[0]) + 1) * 4)
	if err != nil {
		return err
	}
	if err := w.filters(header); err != nil {
		return err
	}
	w.size = 0
	return w.pass(int64(len(header)), w.chunk)
}

// filters reads the filter flags of a block header (3.1.5). A header that is damaged is left to the library to name.
func (w *xzWalk) filters(header []byte) error {
	body := header[:len(header)-4]
	if crc32.ChecksumIEEE(body) != binary.LittleEndian.Uint32(header[len(body):]) {
		return nil
	}
	flags, rest := body[1], body[2:]
	for _, present := range []byte{0x40, 0x80} { // the compressed and the uncompressed size
		if flags&present != 0 {
			_, n := binary.Uvarint(rest)
			rest = rest[max(n, 0):]
		}
	}
	id, n := binary.Uvarint(rest)
	if n <= 0 {
		return nil
	}
	if flags&3 != 0 || id != xzLZMA2 {
		return &unsupportedError{"xz data with a filter other than LZMA2"}
	}
	if rest = rest[n:]; len(rest) < 2 {
		return nil
	}
	if dict := lzma2Dict(rest[1]); dict > w.maxWindow {
		return &windowError{XZ, dict, w.maxWindow}
	}
	return nil
}

// lzma2Dict decodes the size of a dictionary (5.3.1).
func lzma2Dict(bits byte) int64 {
	if bits &= 0x3f; bits >= 40 {
		return math.MaxUint32
	}
	return int64(2|bits&1) << (bits/2 + 11)
}

// chunk looks at the control byte of an LZMA2 chunk, and at the sizes behind it.
func (w *xzWalk) chunk() error {
	b, err := w.peek(1)
	if err != nil {
		return err
	}
	control := b[0]
	if control == 0 {
		// The end marker, the padding of the block to a multiple of four (3.3) and the check (3.4).
		w.size++
		return w.pass(1+padding(w.size)+w.check, w.blockOrIndex)
	}
	header := 3
	switch {
	case control >= 0xc0:
		header = 6
	case control >= 0x80:
		header = 5
	}
	if b, err = w.peek(header); err != nil {
		return err
	}
	at := 1
	if control >= 0x80 {
		at = 3
	}
	n := int64(header) + int64(binary.BigEndian.Uint16(b[at:])) + 1
	w.size += n
	return w.pass(n, w.chunk)
}

// indexCount looks at the number of records in the index (4.2).
func (w *xzWalk) indexCount() error {
	records, n, err := w.number()
	if err != nil {
		return err
	}
	if records > maxXZBlocks {
		return errXZIndex
	}
	w.numbers = 2 * records
	return w.pass(n, w.indexRecord)
}

// indexRecord looks at one of the two numbers of a record (4.3); after the last come padding, CRC32 and the footer.
func (w *xzWalk) indexRecord() error {
	if w.numbers == 0 {
		return w.pass(padding(w.size)+4+xzStreamFooter, w.stream)
	}
	_, n, err := w.number()
	if err != nil {
		return err
	}
	w.numbers--
	return w.pass(n, w.indexRecord)
}

var errXZIndex = errors.New("xz: the index does not fit the blocks")

// number looks at an integer of variable length (1.2) in the index.
func (w *xzWalk) number() (value uint64, n int64, err error) {
	b, err := w.br.Peek(9)
	value, k := binary.Uvarint(b)
	switch {
	case k > 0:
		w.size += int64(k)
		return value, int64(k), nil
	case err != nil:
		return 0, 0, unexpected(err)
	default:
		return 0, 0, errXZIndex
	}
}

// padding is how many bytes bring size to a multiple of four.
func padding(size int64) int64 { return -size & 3 }
