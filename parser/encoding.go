package parser

import (
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// textReader is the one place that knows of byte order marks: it stands
// between the input and the blocks of lines. A UTF-8 mark is taken off, text
// in UTF-16 is turned into UTF-8 while it is read, and all else goes through
// as it is. Line numbers stay, because every line end stays one.
//
// QUIRK: Windows. PowerShell's > writes UTF-16 with a mark, and Exchange, IIS
// and Notepad write UTF-8 with one.
type textReader struct {
	r    io.Reader
	enc  encoding
	in   []byte // read and not yet handed on
	err  error  // of r; handed on when in is used up
	buf  []byte // memory of in
	high rune   // the first half of a surrogate pair
}

type encoding uint8

const (
	encUnknown encoding = iota
	encBytes            // UTF-8, or anything else that has ASCII line ends
	encLittle           // UTF-16LE
	encBig              // UTF-16BE
)

const utf8Mark = "\xef\xbb\xbf"

// utf16Chunk is how many bytes of UTF-16 are read at a time.
const utf16Chunk = 32 << 10

func newTextReader(r io.Reader) io.Reader { return &textReader{r: r} }

// errSmallBuffer is what a caller gets whose buffer holds no character.
var errSmallBuffer = errors.New("parser: buffer too small for a character")

// Read gives UTF-8. It reads r at most once, so that a reader that gives
// nothing is noticed where all readers are.
func (t *textReader) Read(p []byte) (int, error) {
	switch t.enc {
	case encUnknown:
		return t.first(p)
	case encBytes:
		if len(t.in) > 0 {
			n := copy(p, t.in)
			t.in = t.in[n:]
			return n, nil
		}
		if t.err != nil {
			return 0, t.err
		}
		return t.r.Read(p)
	}
	return t.utf16(p)
}

// first reads until it is clear whether there is a mark.
func (t *textReader) first(p []byte) (int, error) {
	if t.buf == nil {
		t.buf = make([]byte, 0, utf16Chunk)
	}
	n, err := t.r.Read(t.buf[len(t.buf):min(cap(t.buf), len(t.buf)+len(p))])
	t.buf = t.buf[:len(t.buf)+n]
	t.err = err
	t.in = t.buf
	switch {
	case hasPrefix(t.in, "\xff\xfe"):
		t.enc, t.in = encLittle, t.in[2:]
	case hasPrefix(t.in, "\xfe\xff"):
		t.enc, t.in = encBig, t.in[2:]
	case hasPrefix(t.in, utf8Mark):
		t.enc, t.in = encBytes, t.in[len(utf8Mark):]
	case err == nil && mayBeMark(t.in):
		return 0, nil
	default:
		t.enc = encBytes
	}
	if n == 0 && len(t.in) == 0 {
		return 0, err
	}
	if t.enc == encBytes && len(t.in) == 0 {
		return 0, t.err
	}
	return t.Read(p)
}

// mayBeMark tells whether b is the beginning of a mark.
func mayBeMark(b []byte) bool {
	switch len(b) {
	case 0:
		return true
	case 1:
		return b[0] == 0xff || b[0] == 0xfe || b[0] == utf8Mark[0]
	case 2:
		return string(b) == utf8Mark[:2]
	}
	return false
}

// utf16 turns what is there of UTF-16 into UTF-8. Halves of a character that
// have no other half become U+FFFD.
func (t *textReader) utf16(p []byte) (int, error) {
	if len(t.in) < 2 && t.err == nil {
		n := copy(t.buf[:cap(t.buf)], t.in)
		var m int
		m, t.err = t.r.Read(t.buf[n:cap(t.buf)])
		t.in = t.buf[:n+m]
	}
	out := p[:0]
	for len(t.in) >= 2 && len(p)-len(out) >= 2*utf8.UTFMax {
		r := rune(t.in[0]) | rune(t.in[1])<<8
		if t.enc == encBig {
			r = rune(t.in[0])<<8 | rune(t.in[1])
		}
		t.in = t.in[2:]
		if t.high != 0 {
			whole := utf16.DecodeRune(t.high, r)
			out = utf8.AppendRune(out, whole)
			t.high = 0
			if whole != utf8.RuneError {
				continue
			}
		}
		if r >= 0xd800 && r < 0xdc00 {
			t.high = r
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	if len(out) == 0 && len(t.in) >= 2 && len(p) < 2*utf8.UTFMax {
		return 0, errSmallBuffer
	}
	if len(t.in) < 2 && t.err != nil {
		if (len(t.in) == 1 || t.high != 0) && len(p)-len(out) >= utf8.UTFMax {
			out = utf8.AppendRune(out, utf8.RuneError)
			t.in, t.high = nil, 0
		}
		if len(t.in) == 0 && t.high == 0 {
			return len(out), t.err
		}
	}
	return len(out), nil
}
