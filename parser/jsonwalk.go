package parser

import "bytes"

// jsonWalk visits the leaves of an object (RFC 8259) whose entries are mail
// events, each with its path: "bounce.bouncedRecipients[].status".
type jsonWalk struct {
	b    *Batch
	s    jsonScanner
	path []byte
	to   jsonVisitor
}

// jsonVisitor is told what stands in an object.
type jsonVisitor interface {
	// leaf gets a string without its escapes, or a number, which is good for as
	// long as the batch; path is only for the call.
	leaf(path, value []byte)
	// item is told that an element of an array begins.
	item(path []byte)
}

// objectReaders are what the readers of objects keep from line to line: memory
// alone.
type objectReaders struct {
	walk  jsonWalk
	ses   sesRecord
	kumo  kumoRecord
	maddy maddyRecord
}

// maxWalk is how deep objects may be nested.
const maxWalk = 16

// walk shows to the object that in begins with; what is malformed ends it.
func (w *jsonWalk) walk(b *Batch, in []byte, to jsonVisitor) bool {
	w.b, w.to = b, to
	w.s = jsonScanner{in: in}
	w.path = w.path[:0]
	w.s.blank()
	return w.s.at < len(in) && in[w.s.at] == '{' && w.value(0)
}

func (w *jsonWalk) value(depth int) bool {
	s := &w.s
	if depth > maxWalk || s.at >= len(s.in) {
		return false
	}
	n := len(w.path)
	switch s.in[s.at] {
	case '{':
		s.at++
		s.more = false
		for s.member() {
			if n > 0 {
				w.path = append(w.path, '.')
			}
			w.path = append(w.path, s.name...)
			if !w.value(depth + 1) {
				return false
			}
			w.path = w.path[:n]
			s.more = true
		}
		return s.end('}')
	case '[':
		s.at++
		w.path = append(w.path, '[', ']')
		for s.blank(); s.at < len(s.in) && s.in[s.at] != ']'; s.blank() {
			w.to.item(w.path)
			at := s.at
			if !w.value(depth+1) || s.at == at {
				return false
			}
			s.blank()
			if s.at < len(s.in) && s.in[s.at] == ',' {
				s.at++
			}
		}
		w.path = w.path[:n]
		return s.end(']')
	}
	if s.in[s.at] == '"' || s.in[s.at] == '-' || isDigit(s.in[s.at]) {
		from := s.at
		v, ok := s.value(w.b)
		if !ok || s.at == from {
			return false
		}
		w.to.leaf(w.path, trimJSONNumber(v))
		return true
	}
	return s.skip()
}

// trimJSONNumber takes off what may stand behind a number on its line.
func trimJSONNumber(v []byte) []byte {
	for len(v) > 0 && (v[len(v)-1] == '\n' || v[len(v)-1] == '\r' || v[len(v)-1] == ']') && isDigit(v[0]) {
		v = v[:len(v)-1]
	}
	return v
}

// end steps over the bracket that closes what is being read.
func (s *jsonScanner) end(bracket byte) bool {
	s.blank()
	if s.at >= len(s.in) || s.in[s.at] != bracket {
		return false
	}
	s.at++
	return true
}

// parseLines reads a reply whose lines are still apart.
func parseLines(b *Batch, text []byte) Reply {
	text = trimEOL(text)
	if bytes.IndexByte(text, '\n') >= 0 {
		n := len(b.arena)
		for _, c := range text {
			if c == '\r' {
				continue
			}
			if c == '\n' {
				c = ' '
			}
			b.arena = append(b.arena, c)
		}
		text = b.arena[n:len(b.arena):len(b.arena)]
	}
	r, _ := parseFlat(text, &b.text)
	return r
}

// another appends an event for a further reply of the line of base, whose
// first event has the raw line.
func (b *Batch) another(base *Event) *Event {
	copied := *base
	e := b.newEvent()
	*e = copied
	e.Raw, e.Secret = nil, Span{}
	return e
}
