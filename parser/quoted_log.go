package parser

import (
	"bytes"
	"slices"
)

// People paste lines of logs into text: behind the mark of a quotation, a list
// or a comment, between quotation marks or backticks, as a string in a
// program. Such lines come here when nobody else wanted them, and what they
// hold is read as if it stood alone.

// maxQuotedLeads is how many places of a line are tried as the beginning of
// one of a log.
const maxQuotedLeads = 4

// quotedLog takes a line of text that holds a line of a log. It gives true
// when a format understood what it holds: e is the log's event then, or, where
// nothing is to be told, the plain line that it was.
func (sq *sequencer) quotedLog(b *Batch, e *Event) bool {
	lacks := e.lacking()
	colon := !lacks.not(glanceColon)
	if e.quirk == quirkBinary || !colon && (len(e.Raw) == 0 || !quotedMark(e.Raw[0])) {
		return false
	}
	if sq.lc == nil {
		sq.lc = newLineContext(sq.opts)
	}
	lc := sq.lc
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

// glanceTag is of a tag that has a number.
var glanceTag = glanceAt("[]:")

// readQuoted lets a format read a line that stands in e.Raw at from; whole tells
// that the line has all that a line of that format's log begins with.
func (sq *sequencer) readQuoted(b *Batch, e *Event, inner []byte, from int, format *Format, whole bool) bool {
	nb := &sq.quoted
	nb.reset()
	nb.opts, nb.arena, nb.text = b.opts, b.arena, b.text
	defer func() {
		b.arena, b.text = nb.arena, nb.text
		nb.arena, nb.text = nil, nil
	}()
	if !sq.readInner(nb, inner, e.Line, format, whole) || len(nb.events) > 1 {
		return false
	}
	if to := from + len(inner); len(nb.opened) > 0 && len(nb.events) == 1 && !sq.wrap.active && (to == len(e.Raw) || stringGoesOn(e.Raw, from, to)) {
		sq.wrap.keepOpen(e, from, to, format, whole)
		e.quirk = quirkTold
		return true
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
	secs := int32(s.Hour)*3600 + int32(s.Min)*60 + int32(s.S)
	at := yearSecond(s.Month, s.Day, secs)
	last := &sq.quotedAt
	year := last.year
	const half = 183 * secondsADay
	switch {
	case year == 0 && sq.opts.Year != 0:
		year = sq.opts.Year
	case year == 0:
		year = firstYear(sq.opts.modified(), s.Month, s.Day, secs)
	case at-last.at > half:
		year--
	case at-last.at < -half:
		year++
	}
	s.Year, s.YearInferred = int16(year), true
	*last = quotedDate{year, at}
}

// quotedFrom finds the beginning of a line of a log within a line of text, and
// the format that is to read it; whole as of readQuoted.
func (lc *lineContext) quotedFrom(line []byte, lacks glance) (from int, format *Format, whole bool) {
	if lacks.not(glanceDigit) {
		return 0, nil, false // of stamps, processes, codes
	}
	if from, format = lc.quotedHeader(line); format != nil {
		return from, format, !lc.f.framed
	}
	if !lacks.not(glanceTag) {
		if from, format = lc.quotedTag(line); format != nil {
			return from, format, false
		}
	}
	if from, format = lc.quotedWords(line); format != nil {
		return from, format, false
	}
	if from = quotedPostfix(line, lacks); from >= 0 {
		return from, postfixFormat, false
	}
	from, format = quotedTail(line, lacks)
	return from, format, false
}

// quotedHeader looks for a stamp that a host and the tag of a mail program
// stand behind, or, in logs of one program, its words.
func (lc *lineContext) quotedHeader(line []byte) (from int, format *Format) {
	if i := marksBefore(line); i > 0 && i < len(line) && line[i] == '@' {
		if format = lc.behindStamp(line[i:]); format != nil {
			return i, format // multilog's
		}
	}
	tries := 0
	for i := 7; i+6 <= len(line) && tries < maxQuotedLeads; i++ {
		n := bytes.IndexByte(line[i:], ':')
		if n < 0 {
			break
		}
		if i += n; i+6 > len(line) || line[i+3] != ':' || !isDigit(line[i-1]) || !isDigit(line[i+1]) || !isDigit(line[i+4]) {
			continue
		}
		tries++
		for _, back := range [...]int{9, 8, 13} { // "Nov 22 05:", "Nov 3 05:", "2026-11-22T05:"
			s := i - back
			if s < 1 || isAlnum(line[s-1]) {
				continue
			}
			if format = lc.behindStamp(line[s:]); format != nil {
				return s, format
			}
		}
		i += 5
	}
	return 0, nil
}

// behindStamp gives the format of a line that begins with a stamp; nil for none.
// The frame says framed where a tag told it.
func (lc *lineContext) behindStamp(line []byte) *Format {
	f := &lc.f
	f.parse(line)
	words := f.msg
	if f.framed {
		if p := lc.programs.find(f.program); p.format != nil {
			return p.format
		}
		words = f.body // what looks like a tag may be words
		f.framed = false
	}
	if !f.stamp.HasDate() {
		return nil
	}
	format, _ := sniffed(words)
	return format
}

// quotedWords looks, behind the marks that may stand before a line, for words
// that only one program writes, without stamp and tag.
func (lc *lineContext) quotedWords(line []byte) (from int, format *Format) {
	i := marksBefore(line)
	if i == 0 || len(line)-i < minQuotedWords || hasPrefix(line[i:], "at ") {
		return 0, nil // no log's words, but every stack's
	}
	if format, _ = sniffed(line[i:]); format == postfixFormat {
		return 0, nil // see quotedPostfix
	}
	return i, format
}

const (
	maxQuotedMarks = 48
	minQuotedWords = 24
)

// marksBefore gives how many such marks stand before what line says.
func marksBefore(line []byte) int {
	i := 0
	for i < len(line) && i < maxQuotedMarks && quotedMark(line[i]) {
		i++
	}
	return i
}

// onlyMarks tells whether nothing but such marks stand in b.
func onlyMarks(b []byte) bool {
	for _, c := range b {
		if !quotedMark(c) {
			return false
		}
	}
	return true
}

// quotedMark tells whether c may stand before a line that was pasted: to set it
// off, as a mark of a quotation, a list or a comment, or a string's.
func quotedMark(c byte) bool {
	switch c {
	case ' ', '\t', '>', '|', '*', '-', '#', '/', ';', '`', '"', '\'':
		return true
	}
	return false
}

// quotedTag looks for the tag of a mail program, which has a number, where
// the header before it was left out. A name alone may be any program's, unless
// the line begins with it.
func (lc *lineContext) quotedTag(line []byte) (from int, format *Format) {
	k := 0
	for range maxQuotedLeads {
		n := index(line[k:], "]: ")
		if n < 0 {
			break
		}
		i := k + n - 1
		k += n + 3
		for i >= 0 && (isHex(line[i]) || line[i] == '.') {
			i-- // of dma's queue
		}
		if i < 1 || line[i] != '[' {
			continue
		}
		s := i
		for s > 0 && (isAlnum(line[s-1]) || line[s-1] == '/' || line[s-1] == '-' || line[s-1] == '_' || line[s-1] == '.') {
			s--
		}
		if s == i || bytes.IndexByte(line[s:i], '/') < 0 && !onlyMarks(line[:s]) {
			continue
		}
		if p := lc.programs.find(line[s:i]); p.format != nil {
			return s, p.format
		}
	}
	return 0, nil
}

// quotedEnd tells where a line ends that stands in a text: before the mark that
// closes a quotation, behind the brackets of a delivery that a mark follows.
func quotedEnd(line []byte, from int) int {
	end := behindReason(line, from)
	if end < len(line) || from == 0 {
		return end
	}
	q := line[from-1]
	switch q {
	case '`':
		// It marks a piece of the text: more may follow.
		if i := bytes.IndexByte(line[from:], '`'); i > 0 {
			return from + i
		}
		return end
	case '\'', '"':
	default:
		return end
	}
	// Within, the same mark may stand: only what closes at the end does.
	closed := false
	i := end
	for ; i > from; i-- {
		c := line[i-1]
		if c == q {
			closed, end = true, i-1
			continue
		}
		if isAlnum(c) || c == '>' || closed && c != ' ' && c != ',' {
			break
		}
	}
	if !closed {
		return len(line)
	}
	return end
}

// behindReason gives where the brackets behind a delivery's status end, if a
// mark follows them; the end of the line if none does.
func behindReason(line []byte, from int) int {
	at := index(line[from:], "status=")
	if at < 0 {
		return len(line)
	}
	depth := 0
	for i := from + at; i < len(line); i++ {
		switch line[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth > 0 {
				continue
			}
			if depth == 0 && i+1 < len(line) && (isQuote(line[i+1]) || line[i+1] == '\\') {
				return i + 1
			}
			return len(line)
		}
	}
	return len(line)
}

func isQuote(c byte) bool { return c == '`' || c == '"' || c == '\'' }

// looksPattern tells a regular expression that is made to find such a line
// from the line.
func looksPattern(text []byte) bool {
	for i := 0; i+1 < len(text); i++ {
		switch text[i] {
		case '\\':
			switch text[i+1] {
			case '[', ']', '(', ')', 'S', 'd', 'w', 's', '.':
				return true
			}
		case '.':
			if text[i+1] == '*' || text[i+1] == '+' {
				return true
			}
		case '(':
			if text[i+1] == '?' {
				return true
			}
		}
	}
	return false
}
