package parser

import "bytes"

// logfmtPairs steps over "key=value key="a value"", or with another separator
// over "key=value; key=value": what loggers of Go and others write behind a
// message. A value in quotes ends with its quote, whatever stands in it.
type logfmtPairs struct {
	rest []byte
	sep  byte // what ends a value without quotes: ' ' or ';'

	key, value []byte
	escaped    bool // value still has its escapes
}

// next steps to the next pair; false when there is none. A value whose quote
// is missing was cut, and goes to the end.
func (p *logfmtPairs) next() bool {
	for len(p.rest) > 0 && (p.rest[0] == ' ' || p.rest[0] == p.sep) {
		p.rest = p.rest[1:]
	}
	n := 0
	for n < len(p.rest) && (isAlnum(p.rest[n]) || p.rest[n] == '_' || p.rest[n] == '.' || p.rest[n] == '-') {
		n++
	}
	if n == 0 || n >= len(p.rest) || p.rest[n] != '=' {
		return false
	}
	p.key, p.rest, p.escaped = p.rest[:n], p.rest[n+1:], false
	if len(p.rest) > 0 && p.rest[0] == '"' {
		s := jsonScanner{in: p.rest}
		v, escaped, ok := s.str()
		if !ok {
			p.value, p.rest = p.rest[1:], nil
			return true
		}
		p.value, p.escaped, p.rest = v, escaped, p.rest[s.at:]
		return true
	}
	i := bytes.IndexByte(p.rest, p.sep)
	if i < 0 {
		i = len(p.rest)
	}
	p.value, p.rest = p.rest[:i], p.rest[i:]
	return true
}

// text gives the value without its escapes.
func (p *logfmtPairs) text(b *Batch) []byte {
	if p.escaped {
		return unescapeJSON(b, p.value)
	}
	return p.value
}
