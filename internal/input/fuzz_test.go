package input

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// fuzzOutput keeps a small input that unpacks to gigabytes from stopping the fuzzer.
const fuzzOutput = 1 << 20

// FuzzDecompress: whatever the bytes are, reading them ends, in io.EOF or an *Error; what is not compressed comes out as
// it went in; and how the bytes are cut into pieces changes nothing.
func FuzzDecompress(f *testing.F) {
	for _, sample := range samples {
		data := testdata(f, sample.file)
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func(r io.Reader) ([]byte, Compression, error) {
			s, err := Open(Stdin, Options{Stdin: r, MaxWindow: minWindow})
			if err != nil {
				t.Fatalf("Open: %v", err)
			}
			defer s.Close()
			out, err := io.ReadAll(io.LimitReader(s, fuzzOutput))
			var e *Error
			if err != nil && (!errors.As(err, &e) || err.Error() == "" || e.Name != Stdin) {
				t.Errorf("error %#v, want an *Error", err)
			}
			return out, s.Compression, err
		}
		out, c, err := read(bytes.NewReader(data))
		if c == None && (err != nil || !bytes.Equal(out, data[:min(len(data), fuzzOutput)])) {
			t.Errorf("plain bytes were changed, error %v", err)
		}
		again, c2, err2 := read(iotest.HalfReader(bytes.NewReader(data)))
		if c != c2 || !bytes.Equal(out, again) || (err == nil) != (err2 == nil) {
			t.Errorf("in pieces: %d bytes, %q, %v; whole: %d bytes, %q, %v", len(again), c2, err2, len(out), c, err)
		}
	})
}
