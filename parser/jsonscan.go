package parser

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// jsonScanner walks over the members of one object without building it
// (RFC 8259).
type jsonScanner struct {
	in   []byte
	at   int
	name []byte
	more bool
}

func (s *jsonScanner) blank() {
	for s.at < len(s.in) && (s.in[s.at] == ' ' || s.in[s.at] == '\t' || s.in[s.at] == '\r' || s.in[s.at] == '\n') {
		s.at++
	}
}

func (s *jsonScanner) open() bool {
	s.blank()
	if s.at >= len(s.in) || s.in[s.at] != '{' {
		return false
	}
	s.at++
	return true
}

// member steps to the next member's value; its name is in s.name.
func (s *jsonScanner) member() bool {
	s.blank()
	if s.more && s.at < len(s.in) && s.in[s.at] == ',' {
		s.at++
		s.blank()
	}
	s.more = true
	if s.at >= len(s.in) || s.in[s.at] != '"' {
		return false
	}
	raw, _, ok := s.str()
	if !ok {
		return false
	}
	s.name = raw
	s.blank()
	if s.at >= len(s.in) || s.in[s.at] != ':' {
		return false
	}
	s.at++
	s.blank()
	return s.at < len(s.in)
}

// str reads a string, its escapes still in it.
func (s *jsonScanner) str() (raw []byte, escaped, ok bool) {
	in, from := s.in, s.at+1
	i := from
	for i < len(in) {
		if i+8 <= len(in) {
			// Eight octets at a time: most of a string is neither.
			word := binary.LittleEndian.Uint64(in[i:])
			at := zeros(word^each*'"') | zeros(word^each*'\\')
			if at == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(at) >> 3
		}
		switch in[i] {
		case '\\':
			escaped = true
			i++
		case '"':
			s.at = i + 1
			return in[from:i], escaped, true
		}
		i++
	}
	return nil, false, false
}

// value reads a value as text: a string without its escapes, a number as it
// stands, an array of small numbers as bytes (so the journal writes text that
// is not UTF-8), of an array of strings the first. Other values give nil.
func (s *jsonScanner) value(b *Batch) ([]byte, bool) {
	switch c := s.in[s.at]; {
	case c == '"':
		raw, escaped, ok := s.str()
		if !ok {
			return nil, false
		}
		if escaped {
			return unescapeJSON(b, raw), true
		}
		return raw, true
	case c == '-' || isDigit(c):
		from := s.at
		for s.at < len(s.in) && s.in[s.at] != ',' && s.in[s.at] != '}' && s.in[s.at] != ' ' {
			s.at++
		}
		return s.in[from:s.at], true
	case c == '[':
		from := s.at
		if !s.skip() {
			return nil, false
		}
		if in := trimLeft(s.in[from+1 : s.at]); len(in) > 0 && in[0] == '"' {
			// Logstash keeps a value that it changed beside the new one.
			first := jsonScanner{in: in}
			return first.value(b)
		}
		return byteArray(b, s.in[from:s.at]), true
	}
	return nil, s.skip()
}

// byteArray reads "[72,101]"; nil when anything else stands in it.
func byteArray(b *Batch, in []byte) []byte {
	n := len(b.arena)
	for i := 1; i < len(in)-1; {
		v, d := atoi(in[i:], 3)
		if d == 0 || v > 255 {
			b.arena = b.arena[:n]
			return nil
		}
		b.arena = append(b.arena, byte(v))
		i += d
		for i < len(in) && (in[i] == ',' || in[i] == ' ') {
			i++
		}
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// skip steps over one value of any kind.
func (s *jsonScanner) skip() bool {
	depth := 0
	for s.at < len(s.in) {
		switch s.in[s.at] {
		case '"':
			if _, _, ok := s.str(); !ok {
				return false
			}
			if depth == 0 {
				return true
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return true
			}
			depth--
			if depth == 0 {
				s.at++
				return true
			}
		case ',':
			if depth == 0 {
				return true
			}
		}
		s.at++
	}
	return false
}

// unescapeJSON writes a string without its escapes into memory of the batch.
func unescapeJSON(b *Batch, raw []byte) []byte {
	n := len(b.arena)
	out := b.arena
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 >= len(raw) {
			plain := raw[i:]
			if k := bytes.IndexByte(plain[1:], '\\'); k >= 0 {
				plain = plain[:k+1]
			}
			out = append(out, plain...)
			i += len(plain) - 1
			continue
		}
		i++
		switch raw[i] {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			r, used := unicodeEscape(raw[i+1:])
			i += used
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, raw[i])
		}
	}
	b.arena = out
	return out[n:len(out):len(out)]
}

// unicodeEscape reads the four digits behind \u, and the other half of a
// surrogate pair.
func unicodeEscape(b []byte) (rune, int) {
	r, ok := hex4(b)
	if !ok {
		return utf8.RuneError, min(4, len(b))
	}
	if utf16.IsSurrogate(r) && len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if low, ok := hex4(b[6:]); ok {
			return utf16.DecodeRune(r, low), 10
		}
	}
	return r, 4
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range b[:4] {
		switch {
		case isDigit(c):
			r = r<<4 | rune(c-'0')
		case isHex(c):
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
