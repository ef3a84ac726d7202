package parser

// An object that was printed over several lines, as documentation, dashboards
// and jq show the events of mail services, is put together and read like one
// that stands on a line.
const (
	maxBlockJSON      = 64 << 10
	maxBlockJSONLines = 1024
)

type jsonBlockReader struct {
	sq    *sequencer
	text  []byte
	first int64 // the line on which the object begins
	lines int
	depth int
}

func init() {
	sourceReaders = append(sourceReaders, func(sq *sequencer) sourceReader { return &jsonBlockReader{sq: sq} })
}

func (r *jsonBlockReader) end(*Batch) { r.drop() }

func (r *jsonBlockReader) drop() {
	r.text, r.lines, r.depth = r.text[:0], 0, 0
}

// line takes the lines from a lone bracket to the one that closes it; what
// does not look like JSON in between ends it.
func (r *jsonBlockReader) line(b *Batch, e *Event) bool {
	text := trimSpace(e.text)
	if r.lines == 0 {
		if len(text) != 1 || text[0] != '{' {
			return false
		}
		r.first = e.Line
	} else if !jsonLooking(text) || len(r.text)+len(text) > maxBlockJSON || r.lines > maxBlockJSONLines {
		r.drop()
		return false
	}
	r.lines++
	r.text = append(append(r.text, text...), ' ')
	r.depth += brackets(text)
	if r.depth > 0 {
		b.stats.Plain++
		return true
	}
	format := objectFormat(r.text)
	if format == nil {
		b.stats.Plain++
		r.drop()
		return true
	}
	r.sq.object(b, e, format, r.text, r.first)
	r.drop()
	return true
}

// object reads an object that was put together.
func (sq *sequencer) object(b *Batch, e *Event, format *Format, text []byte, line int64) {
	e.quirk = quirkTold
	sq.read(b, e, 1, func(lc *lineContext, nb *Batch) {
		whole := nb.keep(text)
		lc.f = frame{msg: whole}
		lc.part = dUnknown
		lc.understood(nb, format, whole, line)
	})
}

// jsonLooking tells whether a line can be one of a printed object.
func jsonLooking(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	switch c := text[0]; {
	case c == '"', c == '{', c == '}', c == '[', c == ']', c == '-', isDigit(c):
		return true
	}
	return hasPrefix(text, "true") || hasPrefix(text, "false") || hasPrefix(text, "null")
}

// brackets counts the brackets that a line opens, less those that it closes.
func brackets(text []byte) int {
	n, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			n++
		case c == '}' || c == ']':
			n--
		}
	}
	return n
}
