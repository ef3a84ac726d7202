package parser

import "bytes"

// prettyStart tells whether a line begins an object that is written on several
// lines.
func prettyStart(line []byte) bool {
	t := trimSpace(line)
	return len(t) == 1 && t[0] == '{'
}

// prettyLine takes a line of such an object.
func (j *journalReader) prettyLine(b *Batch, e *Event) bool {
	line := e.Raw
	if len(j.pretty) == 0 && j.depth == 0 {
		if !prettyStart(line) {
			// Between the objects of an array; anything else ends the input.
			t := trimSpace(line)
			return len(t) == 0 && j.lines == 0 || len(t) == 1 && (t[0] == ',' || t[0] == ']' || t[0] == '[')
		}
		j.pretty = append(j.pretty, '{')
		j.depth, j.first = 1, e.Line
		return true
	}
	if len(j.pretty)+len(line) > maxEntry {
		return false
	}
	t := trimSpace(line)
	if name := prettyName(t); name != nil && j.depth <= maxInner && memberOf(name) == jsonMessage && len(j.raw) == 0 {
		j.raw = append(j.raw[:0], line...)
		j.no, j.cut = e.Line, e.Cut
	}
	if j.depth == 1 && len(t) > 0 && (bytes.IndexByte([]byte(`"}],{[`), t[0]) < 0 || rubyMember(t)) {
		return false // no object after all
	}
	at := len(j.pretty)
	j.pretty = append(append(j.pretty, ' '), t...)
	if signsOf(j.pretty[at:])&signReplyText != 0 {
		j.said, j.saidNo = append(j.said[:0], line...), e.Line
		j.saids++
	}
	j.count(t)
	if j.depth == 0 {
		j.lines++
		j.flush(b)
		j.begin(journalPretty)
		j.lines = -1
	}
	return true
}

// prettyName gives the name of the member that a line begins with.
func prettyName(t []byte) []byte {
	if len(t) < 4 || t[0] != '"' {
		return nil
	}
	i := bytes.IndexByte(t[1:], '"')
	if i < 0 {
		return nil
	}
	rest := trimLeft(t[2+i:])
	if len(rest) == 0 || rest[0] != ':' {
		return nil
	}
	return t[1 : 1+i]
}

// count follows the brackets; a string ends on its line (RFC 8259 §7).
func (j *journalReader) count(t []byte) {
	quoted := false
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			j.depth++
		case c == '}' || c == ']':
			if j.depth > 0 {
				j.depth--
			}
		}
	}
}

// object reads the object that is complete.
func (j *journalReader) object(b *Batch, lines int64) {
	lc := j.lc
	text := b.keep(j.pretty)
	if n := len(text); n > 0 && text[n-1] == ',' {
		text = text[:n-1]
	}
	if format := objectFormat(text, signsOf(text)); format != nil && j.depth == 0 && j.last != nil {
		// An entry of another kind, as documentation, dashboards and jq show
		// the events of mail services.
		b.stats.Plain += max(lines-1, 0)
		j.tell(b, format, text)
		return
	}
	if len(text) > 0 && (!lc.json.parse(b, text, &lc.f) || !lc.f.framed) && j.last != nil && isWebhook(b, text, signsOf(text)) {
		b.stats.Plain += max(lines-1, 0)
		j.tell(b, webhook, text)
		return
	}
	if len(text) == 0 || !lc.json.parse(b, text, &lc.f) {
		b.stats.Plain += max(lines, 0)
		return
	}
	if len(j.raw) == 0 {
		b.stats.Plain += max(lines, 0)
		return
	}
	j.entry(b, lines)
}

// tell reads an object that is an entry itself. It stands where the only reply in
// it stands; where all lines are shown, behind its last.
func (j *journalReader) tell(b *Batch, format *Format, text []byte) {
	line := j.first
	if j.saids == 1 {
		line = j.saidNo
		if !j.sq.opts.Lines {
			j.last.Raw = b.keep(j.said)
		}
	}
	j.sq.object(b, j.last, format, text, line)
}

// object reads an object that was put together, and is an entry itself.
func (sq *sequencer) object(b *Batch, e *Event, format *Format, text []byte, line int64) {
	e.quirk = quirkTold
	// What is found goes past the reader that put the object together.
	active := sq.sources.active
	sq.sources.active = -1
	defer func() { sq.sources.active = active }()
	sq.read(b, e, 1, func(lc *lineContext, nb *Batch) {
		whole := nb.keep(text)
		lc.f = frame{msg: whole}
		lc.part = dUnknown
		lc.understood(nb, format, whole, line)
	})
}
