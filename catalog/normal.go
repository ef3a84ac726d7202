package catalog

import (
	"encoding/binary"
	"slices"
	"unicode"
	"unicode/utf8"
)

// maxText bounds what is searched of one reply. Replies are bounded to some
// lines by RFC 5321 §4.5.3.1.5; what is longer is a dump whose tail says nothing.
const maxText = 64 << 10

// folded maps each byte to what it is compared as: ASCII letters in lower case,
// white space as a space, others as they are.
var folded = func() (t [256]byte) {
	for i := range t {
		switch {
		case i >= 'A' && i <= 'Z':
			t[i] = byte(i) + 'a' - 'A'
		case i == ' ' || i >= '\t' && i <= '\r':
			t[i] = ' '
		default:
			t[i] = byte(i)
		}
	}
	return t
}()

// isSpace has 1 for white space.
var isSpace = func() (t [256]byte) {
	for i, b := range folded {
		if b == ' ' {
			t[i] = 1
		}
	}
	return t
}()

// appendNormal appends text as it is compared: letters in lower case, each run of
// white space as one space, none at the beginning of dst. Texts appended one
// after the other are to be parted by a space of their own.
func appendNormal(dst, text []byte) []byte {
	// More than there can be, so that what is written before it is known whether it
	// stays has a place.
	dst = slices.Grow(dst, len(text)+8)
	n := len(dst)
	out := dst[:n+len(text)+8]
	before := uint64(0x80)
	if n > 0 {
		before = uint64(isSpace[out[n-1]]) << 7
	}
	at := 0
	for ; at+8 <= len(text); at += 8 {
		w := binary.LittleEndian.Uint64(text[at:])
		spaces := spacesIn(w)
		if w&highs != 0 {
			return appendNormalUTF8(out[:n], text[at:])
		}
		if (spaces<<8|before)&spaces|controlsIn(w) != 0 {
			n, before = normalBytes(out, n, text[at:at+8], before)
			continue
		}
		binary.LittleEndian.PutUint64(out[n:], lower(w))
		n, before = n+8, spaces>>56
	}
	left := len(text) - at
	if left == 0 {
		return out[:n]
	}
	if at > 0 {
		// The last eight bytes, of which the first were done, with letters behind them.
		w := binary.LittleEndian.Uint64(text[len(text)-8:])>>(64-8*left) | 'x'*ones<<(8*left)
		if spaces := spacesIn(w); w&highs|(spaces<<8|before)&spaces|controlsIn(w) == 0 {
			binary.LittleEndian.PutUint64(out[n:], lower(w))
			return out[:n+left]
		}
	}
	for _, c := range text[at:] {
		if c >= utf8.RuneSelf {
			return appendNormalUTF8(out[:n], text[at:])
		}
	}
	n, _ = normalBytes(out, n, text[at:], before)
	return out[:n]
}

// normalBytes is appendNormal for some bytes of ASCII, which it writes to out from n
// on. before is 0x80 where a space, or nothing, stands before them.
func normalBytes(out []byte, n int, text []byte, before uint64) (end int, after uint64) {
	for _, c := range text {
		out[n] = folded[c]
		space := uint64(isSpace[c]) << 7
		if space&before == 0 {
			n++
		}
		before = space
	}
	return n, before
}

// What follows looks at eight bytes of ASCII at once, and tells of each by its
// highest bit.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

func spacesIn(w uint64) uint64 { return ^(w ^ ' '*ones + 0x7f*ones) & highs }

// controlsIn finds what comes before the space, so all white space that is none.
func controlsIn(w uint64) uint64 { return ^(w + (0x80-' ')*ones) & highs }

func lower(w uint64) uint64 {
	return w | (w+(0x80-'A')*ones)&^(w+(0x80-'Z'-1)*ones)&highs>>2
}

// appendNormalUTF8 is appendNormal for a text that is not all ASCII.
// Bytes that are no UTF-8 stay as they are.
func appendNormalUTF8(dst, text []byte) []byte {
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(dst, text[0])
		case unicode.IsSpace(r):
			if len(dst) > 0 && dst[len(dst)-1] != ' ' {
				dst = append(dst, ' ')
			}
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		text = text[n:]
	}
	return dst
}

// normal gives a string as it is compared.
func normal(s string) string { return string(appendNormal(nil, []byte(s))) }
