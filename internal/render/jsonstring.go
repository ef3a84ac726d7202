package render

import (
	"encoding/binary"
	"unicode/utf8"
)

// plainJSON tells of each byte whether it stands in a JSON string as it is
// (RFC 8259 §7). DEL is escaped so that a record is safe to show on a terminal.
var plainJSON = func() (t [256]bool) {
	for c := 0x20; c < 0x7f; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

const hexDigits = "0123456789abcdef"

// appendString appends s as a JSON string with its quotes. Bytes that are not
// UTF-8 become U+FFFD, one for each.
func appendString[T string | []byte](dst []byte, s T) []byte {
	dst = append(dst, '"')
	from := len(dst)
	dst = append(dst, s...)
	if n := plainLength(dst[from:]); n < len(s) {
		return appendEscaped(dst[:from+n], s[n:])
	}
	return append(dst, '"')
}

// plainLength gives how many bytes at the beginning of b stand in a JSON string
// as they are, looking at eight at a time.
func plainLength(b []byte) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	n := 0
	for ; n+8 <= len(b); n += 8 {
		x := binary.LittleEndian.Uint64(b[n:])
		quote, slash, del := x^(ones*'"'), x^(ones*'\\'), x^(ones*0x7f)
		// A byte is found by the borrow that it causes: below a blank, or zero
		// once what is looked for is taken off. A borrow into a neighbour makes
		// it look odd as well, which costs no more than a second look.
		odd := (x - ones*' ') | (quote - ones) | (slash - ones) | (del - ones) | x
		if odd&highs != 0 {
			break
		}
	}
	for n < len(b) && plainJSON[b[n]] {
		n++
	}
	return n
}

// appendEscaped is the slow half of appendString: it appends the rest of a
// string and the closing quote.
func appendEscaped[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plainJSON[c] {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			var buf [utf8.UTFMax]byte
			r, n := utf8.DecodeRune(buf[:copy(buf[:], s[i:])])
			if n > 1 && r >= 0xa0 {
				i += n
				continue
			}
			dst = append(dst, s[from:i]...)
			if n > 1 { // C1 controls, which some terminals obey
				dst = append(dst, `\u00`...)
				dst = append(dst, hexDigits[r>>4], hexDigits[r&15])
			} else {
				dst = append(dst, "\ufffd"...)
			}
			i += n
			from = i
			continue
		}
		dst = append(dst, s[from:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, `\n`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '\t':
			dst = append(dst, `\t`...)
		default:
			dst = append(dst, `\u00`...)
			dst = append(dst, hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

// appendMember appends a comma, the name and the string; nothing where the
// string is empty.
func appendMember[T string | []byte](dst []byte, name string, value T) []byte {
	if len(value) == 0 {
		return dst
	}
	dst = appendName(dst, name)
	return appendString(dst, value)
}

// appendText is appendMember for the members of a record, of which every one but
// the first has a comma before it: head is the comma, the name and the colon.
func appendText[T string | []byte](dst []byte, head string, value T) []byte {
	if len(value) == 0 {
		return dst
	}
	dst = append(dst, head...)
	return appendString(dst, value)
}

// appendName appends a comma, which the first member of an object goes without,
// and the name.
func appendName(dst []byte, name string) []byte {
	if n := len(dst); n > 0 && dst[n-1] != '{' {
		dst = append(dst, ',')
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	return append(dst, '"', ':')
}

// appendStrings appends an array of strings as a member; nothing where there
// are none.
func appendStrings[T string | []byte](dst []byte, name string, values []T) []byte {
	if len(values) == 0 {
		return dst
	}
	dst = appendName(dst, name)
	dst = append(dst, '[')
	for i, v := range values {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, v)
	}
	return append(dst, ']')
}
