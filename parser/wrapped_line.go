package parser

import "bytes"

// Mail programs and forums wrap the long lines of a log that was pasted. A
// format says of a line that its end is missing (Batch.opened); the sequencer
// keeps such a line back while lines without a header follow at once, and reads
// them as one if that makes a whole of it. If it does not, each goes its way.

const (
	maxWrapped     = 12      // physical lines of one line of a log
	maxWrappedText = 4 << 10 // and its octets
)

// wrapped is a line of a log whose end is missing, as far as it has come.
type wrapped struct {
	active bool
	quote  byte // the mark of the strings that it is put together of; 0 for none
	format *Format
	first  brokenLine
	more   []brokenLine
	text   []byte // all of it, as one line
	// counted: the first line counts as one of its format already.
	counted bool
	whole   bool // of readInner
}

// brokenLine is one physical line of it.
type brokenLine struct {
	plainLine
	from  int // where in raw it begins; what stands before the first may stand before the others
	place int // where in the text of all
	size  int
}

// secret gives what must not be shown of the physical line, by what must not be
// of all of them.
func (l *brokenLine) secret(s Span) Span {
	from, to := max(int(s.From)-l.place, 0), min(int(s.To)-l.place, l.size)
	if from >= to {
		return FindSecret(l.raw)
	}
	return Span{int32(l.from + from), int32(l.from + to)}
}

// notOpen takes it back that the end of the last event's line is missing.
func (b *Batch) notOpen() {
	if b.isOpen() {
		b.opened = b.opened[:len(b.opened)-1]
	}
}

// opens notes that the end of a line is missing.
func (b *Batch) opens() { b.opened = append(b.opened, int32(len(b.events)-1)) }

// isOpen tells whether the end of the last event's line is missing. Such a line
// is kept though it tell nothing: the rest may follow.
func (b *Batch) isOpen() bool {
	n := len(b.opened)
	return n > 0 && int(b.opened[n-1]) == len(b.events)-1
}

// unlessCut gives the outcome of a line, and notes where it breaks off. What it
// is without its end it is all the same if none follows: a line that merely looks
// cut is not one that nobody knew.
func (b *Batch) unlessCut(o outcome, cut bool) outcome {
	if cut {
		b.opens()
	}
	return o
}

// keepOpen keeps back a line whose end is missing, of which the log's part
// stands from from to to; whole as of readInner.
func (w *wrapped) keepOpen(e *Event, from, to int, format *Format, whole bool) {
	raw := append([]byte(nil), e.Raw...)
	*w = wrapped{active: true, format: format, whole: whole, more: w.more[:0], text: append(w.text[:0], raw[from:to]...)}
	w.first = brokenLine{plainLine{raw: raw, text: raw, no: e.Line, time: e.Time}, from, 0, to - from}
	if to < len(raw) {
		w.quote = raw[to]
	}
}

// keepOpen keeps back a line of the log whose end is missing. Inside of a mail it
// is only quoted, and the mail has its lines.
func (sq *sequencer) keepOpen(b *Batch, e *Event) {
	if !sq.goesOn || sq.sources.active >= 0 || e.Cut || len(e.Raw) > maxWrappedText {
		sq.event(b, e)
		return
	}
	sq.wrap.keepOpen(e, 0, len(e.Raw), e.Format, true)
	sq.wrap.counted = true
}

// next is the number of the line that may go on.
func (w *wrapped) next() int64 { return w.first.no + int64(len(w.more)) + 1 }

// takes tells whether a plain line may go on the one that is kept back, and
// keeps it, too.
func (w *wrapped) takes(l *plainLine, lc *lineContext) bool {
	piece := l.raw
	if w.quote != 0 {
		piece = stringPiece(piece, w.quote)
	} else if rest, ok := bytes.CutPrefix(piece, w.first.raw[:w.first.from]); ok {
		piece = rest
	} else if n := carried(piece); n > 0 {
		piece = piece[n:]
	}
	if w.quote == 0 {
		piece = trimSpace(piece)
	}
	if l.binary || l.no != w.next() || len(piece) == 0 || hasPrefix(piece, "```") ||
		len(w.more)+2 > maxWrapped || len(w.text)+len(piece) > maxWrappedText {
		return false
	}
	if spoken(piece) || isQuote(piece[0]) && bytes.Count(w.text, piece[:1])%2 == 0 {
		return false // or a string of its own
	}
	if len(l.raw) != len(l.text) {
		return false // a member of an object, or behind a container's stamp: nobody breaks a line there
	}
	if _, format := lc.quotedHeader(l.raw); format != nil || bareTag(piece) > 0 || quotedAction(piece) >= 0 {
		return false // it is a line of a log itself
	}
	kept := brokenLine{plainLine: *l, from: cap(l.raw) - cap(piece), size: len(piece)}
	kept.raw = append([]byte(nil), l.raw...)
	kept.text = kept.raw
	for n := len(w.text); n > 0 && w.text[n-1] == ' ' && w.quote == 0; n-- {
		w.text = w.text[:n-1]
	}
	if w.quote == 0 && !solid(w.text) {
		w.text = append(w.text, ' ')
	}
	kept.place = len(w.text)
	w.more = append(w.more, kept)
	w.text = append(w.text, piece...)
	return true
}

// spoken tells a line of a conversation from words that happen to stand before
// a colon ("said: ", "rejected: ").
func spoken(line []byte) bool {
	n := alnumRun(line)
	if n > 2 && !startsFold(line, "SERVER:") && !startsFold(line, "CLIENT:") {
		return false
	}
	_, _, ok := labelled(line)
	return ok
}

// plainLine takes a plain line in its order.
func (sq *sequencer) plainLine(b *Batch, l *plainLine) {
	for w := &sq.wrap; w.active; {
		if w.takes(l, sq.context()) {
			if c := w.text[len(w.text)-1]; w.format != postfixFormat || c == ')' || index(w.text, " proto=") > 0 {
				sq.joined(b)
			}
			return
		}
		sq.unwrap(b)
	}
	if sq.passes(b, l) {
		return
	}
	sq.at = l.no
	n := len(b.order)
	e := l.event(b)
	sq.event(b, e)
	b.unspare(e, n)
}

// solid tells whether a text ends in a word that has '_' for its blanks and is
// longer than any line is that it was broken from: what goes on goes on in it.
func solid(text []byte) bool {
	word := text[bytes.LastIndexByte(text, ' ')+1:]
	return len(word) > minSolid && bytes.Count(word, []byte("_")) > 2
}

const minSolid = 24

// joined gives the lines out as one if they make a whole.
func (sq *sequencer) joined(b *Batch) {
	w := &sq.wrap
	nb := &Batch{opts: b.opts}
	if !sq.readInner(nb, append([]byte(nil), w.text...), w.first.no, w.format, w.whole) || len(nb.opened) > 0 || len(nb.events) != 1 {
		return
	}
	x := &nb.events[0]
	if x.Kind < KindReply || x.side != sideNone && x.side != sideFollow {
		return
	}
	w.active = false
	if !sq.opts.Secrets {
		x.hideSecrets(nb) // while Raw has all that a reply can tell
		if x.Secret.Empty() {
			x.Secret = FindSecret(w.text)
		}
	}
	sq.trans.interrupt(b) // what it holds stood before
	for i := range w.more {
		l := &w.first
		if i > 0 {
			l = &w.more[i-1]
		}
		e := b.spare()
		e.Raw, e.Line, e.Lines, e.Time, e.Format, e.Dialogue = l.raw, l.no, 1, l.time, x.Format, true
		if !sq.opts.Secrets {
			e.Secret = l.secret(x.Secret)
		}
		b.formatLines(x.Format)
		sq.emit(b, e)
	}
	last := &w.more[len(w.more)-1]
	if !w.counted {
		b.formatLines(x.Format)
	}
	x.Raw, x.Line, x.Lines = last.raw, w.first.no, len(w.more)+1
	if !sq.opts.Secrets {
		x.Secret = last.secret(x.Secret)
	}
	sq.timeOf(x, &w.first.time)
	e := b.spare()
	*e = *x
	sq.event(b, e)
}

// unwrapAll gives up all that is kept back: what comes next goes on with none of it.
func (sq *sequencer) unwrapAll(b *Batch) {
	for sq.wrap.active {
		sq.unwrap(b)
	}
}

// unwrap gives up the line that is kept back: it was cut, and nothing goes on
// with it. Of those behind it one may be kept back then.
func (sq *sequencer) unwrap(b *Batch) {
	w := &sq.wrap
	w.active = false
	first, more := w.first, w.more
	w.more = nil
	nb := &Batch{opts: b.opts}
	known := sq.readInner(nb, first.raw[first.from:first.from+first.size], first.no, w.format, w.whole)
	if len(nb.events) == 1 {
		x := &nb.events[0]
		if !known {
			x.Format, x.side = nil, sideNone // words of a text, and it goes by as it came
		}
		if !x.Secret.Empty() {
			x.Secret.From += int32(first.from)
			x.Secret.To += int32(first.from)
		}
		x.Raw, x.Line, x.Lines = first.raw, first.no, 1
		sq.timeOf(x, &first.time)
		if x.Format != nil && !w.counted {
			b.formatLines(x.Format)
		}
		e := b.spare()
		*e = *x
		sq.event(b, e)
	}
	for i := range more {
		sq.plainLine(b, &more[i].plainLine)
	}
}

// timeOf gives an event that was read here its time.
func (sq *sequencer) timeOf(x *Event, at *Stamp) {
	if at.HasDate() && !at.relative || at.relative && at.YearInferred {
		x.Time = *at
		return
	}
	sq.dateQuoted(&x.Time)
}

// readInner lets a format read a line of a log into nb: one with a header, one
// that begins with the tag of its program, or a program's words alone. A line
// that is whole finds its format by itself. It gives false when no log has such
// a line: words that a program's begin with, and nothing that it writes, are
// words of a text.
func (sq *sequencer) readInner(nb *Batch, inner []byte, no int64, format *Format, whole bool) bool {
	lc := sq.context()
	for i := range lc.whole {
		lc.whole[i] = true
	}
	lc.head = head{}
	f := &lc.f
	f.parse(inner)
	if whole || f.framed && lc.programs.find(f.program).format == format {
		lc.line(nb, inner, no)
		return len(nb.plains) == 0
	}
	*f = frame{msg: inner}
	lc.part = dUnknown
	if n := index(inner, "]: ") + 1; n > 1 && (n == bareTag(inner) || format.owns(inner[:max(bytes.IndexByte(inner[:n], '['), 0)])) && f.tag(inner[:n]) {
		if p := lc.programs.find(f.program); p.format == format {
			f.msg, f.framed, lc.part = trimLeft(inner[n+1:]), true, p.part
		}
	}
	lc.understood(nb, format, inner, no)
	return f.framed || len(nb.events) == 0 || nb.events[len(nb.events)-1].side != sideNoise
}
