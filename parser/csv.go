package parser

import (
	"bytes"
	"math/bits"
)

// maxFields is how many fields of one line are kept; formats have up to 60.
const maxFields = 80

// csvLine holds the fields of one line of comma-separated values (RFC 4180
// §2). The fields point into the line, or into memory of the batch where
// quotes had to be taken out of them.
type csvLine struct {
	f []([]byte)
}

// split cuts a line at sep. A field in quotation marks may hold sep, and two
// marks stand for one. What follows a closing mark stays with the field.
func (c *csvLine) split(b *Batch, line []byte, sep byte) {
	c.f = c.f[:0]
	for len(c.f) < maxFields {
		if len(line) > 0 && line[0] == '"' {
			field, rest, ok := quotedField(b, line[1:], sep)
			c.f = append(c.f, field)
			if !ok {
				return
			}
			line = rest
			continue
		}
		n := c.plain(line, sep)
		if n < 0 {
			return
		}
		line = line[n:]
	}
}

// plain cuts fields without quotation marks, up to one that has them; it gives
// where that begins, -1 when the line is at its end. Eight octets are looked at
// at a time: fields are short.
func (c *csvLine) plain(line []byte, sep byte) int {
	from := 0
	for i := 0; i < len(line); i += 8 {
		for at := octetsOf(eightOctets(line[i:]), sep); at != 0; at &= at - 1 {
			k := i + bits.TrailingZeros64(at)>>3
			c.f = append(c.f, line[from:k])
			from = k + 1
			if len(c.f) == maxFields {
				return -1
			}
			if from < len(line) && line[from] == '"' {
				return from
			}
		}
	}
	c.f = append(c.f, line[from:])
	return -1
}

// quotedField reads a field behind its opening mark. ok is false when it is
// the last of the line, closed or not.
func quotedField(b *Batch, s []byte, sep byte) (field, rest []byte, ok bool) {
	i := bytes.IndexByte(s, '"')
	if i < 0 {
		return s, nil, false
	}
	if i+1 == len(s) {
		return s[:i], nil, false
	}
	if s[i+1] == sep {
		return s[:i], s[i+2:], true
	}
	n := len(b.arena)
	for {
		b.arena = append(b.arena, s[:i]...)
		s = s[i+1:]
		if len(s) == 0 || s[0] == sep {
			break
		}
		if s[0] == '"' {
			b.arena = append(b.arena, '"')
			s = s[1:]
		}
		if i = bytes.IndexByte(s, '"'); i < 0 {
			if i = bytes.IndexByte(s, sep); i < 0 {
				i = len(s)
			}
			b.arena = append(b.arena, s[:i]...)
			s = s[i:]
			break
		}
	}
	field = b.arena[n:len(b.arena):len(b.arena)]
	if len(s) == 0 {
		return field, nil, false
	}
	return field, s[1:], true
}

// at gives a field by its place, nil for none.
func (c *csvLine) at(i int) []byte {
	if i < 0 || i >= len(c.f) {
		return nil
	}
	return c.f[i]
}
