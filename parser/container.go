package parser

import "bytes"

// What container engines put around the lines of a program:
//
//	2026-11-22T05:38:58.1Z stdout F …    Kubernetes, CRI logs; P for a part of a line
//	2026-11-22T05:38:58.1Z …             docker logs -t, kubectl logs --timestamps
//	mail-1  | …                          docker compose
//	[pod/mail-0/postfix] …               kubectl logs --prefix
//	mail-0 postfix 2026-11-22T05:38:58Z …  stern, before a stamp alone
//	0|mail  | …                          PM2

// maxLayers is how many of these may stand before one line.
const maxLayers = 3

// stream tells apart what a container writes to its two outputs: the parts
// of a long line are put together for each.
type stream uint8

const (
	streamNone stream = iota
	streamOut
	streamErr
	streams
)

// wrapped peels containers' prefixes off a line that has no other header. It
// gives false, and leaves f alone, when there is none.
func (f *frame) wrapped(line []byte) bool {
	b := line
	if stamped := len(b) > 10 && b[4] == b[7] && isDigit(b[0]); !stamped && !mayWrap(b) {
		return false // as nearly all
	}
	var g frame
	for range maxLayers {
		n := containerPrefix(b)
		if n == 0 {
			n = podPrefix(b)
		}
		if n == 0 {
			n = g.criPrefix(b)
		}
		if n == 0 {
			n = sternPrefix(b)
		}
		if n == 0 {
			break
		}
		b = b[n:]
		inner := frame{}
		if p := b; len(p) > 0 && p[0] == '<' {
			inner.parse(p)
		} else if len(p) >= 16 {
			inner.header(p)
		}
		if inner.framed {
			if !inner.stamp.HasDate() || inner.stamp.relative && g.stamp.HasDate() {
				inner.stamp = g.stamp
			}
			inner.stream, inner.part = g.stream, g.part
			inner.body = b
			*f = inner
			return true
		}
		if g.stream == streamNone && inner.stamp.HasDate() {
			// Exim's own logs have a stamp and no tag.
			inner.inner = true
			*f = inner
			return true
		}
	}
	if len(b) == len(line) {
		return false
	}
	if n := bareTag(b); n > 0 && g.tag(b[:n]) {
		g.msg, g.body, g.framed = trimLeft(b[n+1:]), b, true
		*f = g
		return true
	}
	g.msg, g.body, g.inner = trimLeft(b), b, true
	*f = g
	return true
}

// mayWrap tells, by the first word of a line and what stands behind it, whether
// it is worth while to look for what a container puts before lines.
func mayWrap(b []byte) bool {
	n := 0
	for n < len(b) && n < 64 && ofTag[b[n]] {
		n++
	}
	if n == len(b) {
		return false
	}
	switch b[n] {
	case '[':
		return n == 0 && hasPrefix(b, "[pod/") || bareTag(b) > 0
	case '|':
		return containerPrefix(b) > 0
	case ' ':
		k := n
		for k < len(b) && b[k] == ' ' {
			k++
		}
		return k < len(b) && b[k] == '|' && containerPrefix(b) > 0 || bytes.IndexByte(b[:n], '-') > 0 && sternPrefix(b) > 0
	}
	return false
}

// ofTag are the octets that names of programs and containers are made of.
var ofTag = func() (t [256]bool) {
	for c := range t {
		t[c] = isAlnum(byte(c)) || c == '-' || c == '_' || c == '/' || c == '.'
	}
	return t
}()

// bareTag gives the length of a "program[123]" that stands before ": " without
// a header: the engine has the time, and the host.
func bareTag(b []byte) int {
	i := 0
	for i < len(b) && i < 64 && ofTag[b[i]] {
		i++
	}
	if i == 0 || i >= len(b) || b[i] != '[' {
		return 0
	}
	_, n := atoi(b[i+1:], 10)
	if i += 1 + n; n == 0 || i+2 >= len(b) || b[i] != ']' || b[i+1] != ':' {
		return 0
	}
	return i + 1
}

// criPrefix gives the length of a stamp and, in CRI logs, of stream and tag;
// 0 for none. A stamp alone counts only before another stamp.
func (f *frame) criPrefix(b []byte) int {
	if len(b) < 20 || !isDigit(b[0]) {
		return 0
	}
	var s Stamp
	n := s.iso(b)
	if n == 0 || n >= len(b) || b[n] != ' ' {
		return 0
	}
	rest := b[n+1:]
	const tag = "stdout F "
	if len(rest) >= len(tag)-1 && (hasPrefix(rest, "stdout ") || hasPrefix(rest, "stderr ")) && (rest[7] == 'F' || rest[7] == 'P') &&
		(len(rest) == len(tag)-1 || rest[8] == ' ' || rest[8] == ':') {
		f.stamp, f.part = s, rest[7] == 'P'
		f.stream = streamOut
		if rest[3] == 'e' {
			f.stream = streamErr
		}
		for i := 8; i < len(rest); i++ {
			if rest[i] == ' ' {
				return n + 1 + i + 1 // further tags stand behind colons
			}
		}
		return len(b)
	}
	var inner Stamp
	if inner.bsd(rest) > 0 || inner.iso(rest) > 0 || len(rest) > 2 && rest[0] == '<' && priority(rest) > 0 {
		f.stamp = s
		return n + 1
	}
	return 0
}

// part is a line of a container that was written in pieces, as far as it has
// come.
type part struct {
	text []byte
	n    int // pieces
	line int64
}

// partial takes a piece of a line, or a line that the worker could not know
// to be whole: the first of its block.
func (sq *sequencer) partial(b *Batch, e *Event) {
	p := &sq.parts[e.stream]
	if p.n == 0 {
		p.line = e.Line
	}
	if len(p.text)+len(e.text) <= MaxLine {
		p.text = append(p.text, e.text...)
	}
	p.n++
	if e.quirk == quirkPart {
		e.side, e.text = sideNone, nil
		b.stats.Plain++
		sq.emit(b, e)
		return
	}
	text, n, line := p.text, p.n, p.line
	*p = part{}
	sq.again(b, e, text, n, line)
	if cap(text) <= 64<<10 {
		p.text = text[:0]
	}
}

// again reads a line that was put together.
func (sq *sequencer) again(b *Batch, e *Event, text []byte, n int, line int64) {
	// The last piece has the prefix that a whole line would have.
	lead := e.Raw[:len(e.Raw)-len(e.text)]
	if !bytes.HasSuffix(e.Raw, e.text) {
		lead = nil
	}
	sq.read(b, e, n, func(lc *lineContext, nb *Batch) {
		for i := range lc.whole {
			lc.whole[i] = true
		}
		lc.line(nb, append(append([]byte(nil), lead...), text...), line)
	})
}

// context gives what is needed to read lines here. Most inputs have none that
// is, so it is made for the first.
func (sq *sequencer) context() *lineContext {
	if sq.lc == nil {
		sq.lc = newLineContext(sq.opts)
	}
	return sq.lc
}

// read lets a worker's reader read here, in memory of its own; what it finds
// comes in the place of e.
func (sq *sequencer) read(b *Batch, e *Event, n int, with func(lc *lineContext, nb *Batch)) {
	nb := &Batch{opts: b.opts}
	lc := sq.context()
	lc.f.stamp = Stamp{}
	with(lc, nb)
	for i := range nb.marks {
		sq.mark(b, &nb.marks[i])
	}
	for i := range nb.plains {
		nb.events = append(nb.events, *nb.plains[i].event(nb))
	}
	for i := range nb.events {
		x := &nb.events[i]
		if !x.Time.HasDate() || x.Time.relative || e.Time.HasZone && !x.Time.HasZone {
			x.Time = e.Time
		}
		if x.Raw != nil {
			x.Raw = e.Raw
		}
		if !x.Secret.Empty() {
			x.Secret = Span{0, int32(len(e.Raw))}
		}
		x.Lines = n
		sq.event(b, x)
	}
	nb.countFormats()
	b.stats.Add(&nb.stats)
}
