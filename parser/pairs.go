package parser

import (
	"bytes"
	"strings"
)

// pairOf gives the value of "key=value", "key="a value"" or "key=<a value>" at
// the beginning of s or behind one of the bytes that part the pairs; the
// brackets stay. key has its equals sign. A value whose quote is missing was cut
// and goes to the end. nil for none: "subtype=" is no "type=".
func pairOf(s []byte, key, parted string) []byte {
	for at := 0; ; {
		i := index(s[at:], key)
		if i < 0 {
			return nil
		}
		i += at
		at = i + 1
		if i > 0 && strings.IndexByte(parted, s[i-1]) < 0 {
			continue
		}
		v := s[i+len(key):]
		if len(v) == 0 {
			return v
		}
		switch v[0] {
		case '"':
			v = v[1:]
			if j := bytes.IndexByte(v, '"'); j >= 0 {
				v = v[:j]
			}
			return v
		case '<':
			if j := bytes.IndexByte(v, '>'); j >= 0 {
				return v[:j+1]
			}
		}
		if j := bytes.IndexAny(v, parted); j >= 0 {
			v = v[:j]
		}
		return v
	}
}
