package catalog

import (
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
	// A byte more than there can be, so that what is written before it is known
	// whether it stays has a place.
	dst = slices.Grow(dst, len(text)+1)
	out, n := dst[:len(dst)+len(text)+1], len(dst)
	before := byte(1)
	if n > 0 {
		before = isSpace[out[n-1]]
	}
	// No branch depends on the text: where words end cannot be foreseen.
	high := byte(0)
	for _, c := range text {
		high |= c
		out[n] = folded[c]
		space := isSpace[c]
		n += int(1 &^ (space & before))
		before = space
	}
	if high >= utf8.RuneSelf {
		return appendNormalUTF8(dst, text)
	}
	return out[:n]
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
