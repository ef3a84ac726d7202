package parser

import (
	"bytes"
	"slices"
)

// People paste lines of logs into text: behind the mark of a quotation, a list
// or a comment, between quotation marks or backticks, as a string in a
// program. Such lines come here when nobody else wanted them, and what they
// hold is read as if it stood alone.

// quotedLog takes a line of text that holds a line of a log. It gives true
// when a format understood what it holds: e is the log's event then, or, where
// nothing is to be told, the plain line that it was.
func (sq *sequencer) quotedLog(b *Batch, e *Event) bool {
	lacks := e.lacking()
	colon := !lacks.not(glanceColon)
	if e.quirk == quirkBinary || !colon && marksBefore(e.Raw) == 0 {
		return false
	}
	lc := sq.context()
	var from int
	var format *Format
	whole := false
	if colon {
		from, format, whole = lc.quotedFrom(e.Raw, lacks)
	} else {
		from, format = lc.quotedWords(e.Raw)
	}
	if format == nil {
		inner := loggedPaste(e.Raw)
		return colon && (inner != nil && sq.readQuoted(b, e, inner, cap(e.Raw)-cap(inner), nil, true) || sq.quotedObject(b, e))
	}
	inner := e.Raw[from:quotedEnd(e.Raw, from)]
	if looksPattern(inner) || index(e.Raw[:from], `{"`) >= 0 {
		return false // what an object holds is told by its names
	}
	return sq.readQuoted(b, e, inner, from, format, whole)
}

// glanceColon is of what every line of a log holds that has a stamp or a tag.
var glanceColon = glanceBits[':']

// readQuoted lets a format read a line that stands in e.Raw at from; whole tells
// that the line has all that a line of that format's log begins with.
func (sq *sequencer) readQuoted(b *Batch, e *Event, inner []byte, from int, format *Format, whole bool) bool {
	nb := &sq.quoted
	nb.reset()
	nb.opts, nb.arena, nb.text = b.opts, b.arena, b.text
	escaped := bytes.IndexByte(e.Raw[:from], '"') >= 0 && index(inner, `\"`) >= 0
	if escaped {
		inner = nb.unescaped(inner)
	}
	known := sq.readInner(nb, inner, e.Line, format, whole)
	// What the line's marks give out below goes behind what was read.
	b.arena, b.text = nb.arena, nb.text
	nb.arena, nb.text = nil, nil
	to := from + len(inner)
	goesOn := !escaped && stringGoesOn(e.Raw, from, to)
	if len(nb.events) > 1 || !known && !goesOn {
		return false
	}
	if len(nb.opened) > 0 && len(nb.events) == 1 && !sq.wrap.active && (goesOn || to == len(e.Raw)) && e.Line == sq.at {
		// A line that was held back is not the last one, behind which the rest comes.
		sq.wrap.keepOpen(e, from, to, nb.events[0].Format, whole)
		e.quirk = quirkTold
		return true
	}
	if !known {
		return false
	}
	if !slices.ContainsFunc(nb.counts, func(n int64) bool { return n > 0 }) {
		return false
	}
	if len(nb.events) > 0 && (nb.events[0].side == sidePlain || nb.events[0].side == sidePartial) {
		return false
	}
	nb.countFormats()
	b.stats.Add(&nb.stats)
	for i := range nb.marks {
		m := &nb.marks[i]
		sq.mark(b, m)
	}
	if len(nb.events) == 0 {
		if sq.opts.Lines && !sq.opts.Secrets {
			e.Secret = FindSecret(e.Raw)
		}
		return true
	}
	x := nb.events[0]
	if !x.Secret.Empty() {
		x.Secret.From += int32(from)
		x.Secret.To += int32(from)
		if escaped {
			x.Secret.To = int32(len(e.Raw)) // it stands further on than where it was read
		}
	}
	if x.Step != nil {
		step := b.steps.next(stepChunk)
		*step = *x.Step
		x.Step = step
	}
	x.Raw, x.Line, x.Lines, x.Cut = e.Raw, e.Line, 1, e.Cut
	sq.dateQuoted(&x.Time)
	if !x.Time.HasDate() {
		x.Time = e.Time
	}
	*e = x
	sq.found = true
	return true
}

// quotedDate is the stamp of the last quoted line whose year was found; its year
// is 0 before the first.
type quotedDate struct {
	year int
	at   int32 // second of the year
}

// dateQuoted gives a stamp its year. Lines that are quoted need not be of the
// time of those around them, nor in order: each gets the year that puts it nearest
// to the quoted line before.
func (sq *sequencer) dateQuoted(s *Stamp) {
	if !s.relative {
		return
	}
	at := yearSecond(s.Month, s.Day, s.daySecond())
	last := &sq.quotedAt
	year := last.year
	const half = 183 * secondsADay
	switch {
	case year == 0:
		year = sq.yearAlone(s)
	case at-last.at > half:
		year--
	case at-last.at < -half:
		year++
	}
	s.Year, s.YearInferred = int16(year), true
	*last = quotedDate{year, at}
}
