package input

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
	"testing"
	"testing/iotest"
)

// The walk changes nothing in a file that is whole, and sees its end between two streams.
func TestXZWalk(t *testing.T) {
	data := testdata(t, "sample.xz")
	w := newXZWalk(bufio.NewReaderSize(bytes.NewReader(data), storedBuffer), DefaultMaxWindow)
	if err := iotest.TestReader(w, data); err != nil {
		t.Error(err)
	}
	if w.err != io.EOF || w.left != 0 {
		t.Errorf("ended with %v, %d bytes left; want io.EOF, 0", w.err, w.left)
	}
}

func TestXZWalkBlocks(t *testing.T) {
	data := testdata(t, "sample.xz")
	for blocks, want := range map[int]error{maxXZBlocks - 3: nil, maxXZBlocks - 2: ErrUnsupported} {
		w := newXZWalk(bufio.NewReaderSize(bytes.NewReader(data), storedBuffer), DefaultMaxWindow)
		if _, err := io.CopyN(io.Discard, w, xzStreamHeader); err != nil {
			t.Fatal(err)
		}
		w.blocks = blocks
		if _, err := io.Copy(io.Discard, w); !errors.Is(err, want) {
			t.Errorf("three blocks after %d: error %v, want %v", blocks, err, want)
		}
	}
}

func TestLZMA2Dict(t *testing.T) {
	for bits, want := range map[byte]int64{0: 4 << 10, 1: 6 << 10, 22: 8 << 20, 28: 64 << 20, 30: 128 << 20, 39: 3 << 30, 40: math.MaxUint32, 63: math.MaxUint32} {
		if got := lzma2Dict(bits); got != want {
			t.Errorf("lzma2Dict(%d) = %d, want %d", bits, got, want)
		}
	}
}
