package parser

import "bytes"

// signsOneSided are those of an object that may be such a line.
const signsOneSided = signTnx | signDirection

// object takes a line that is a JSON object by which a logging library tells
// what one side said: Nodemailer's through pino, bunyan or winston, and
// go-mail's. Other objects are left alone.
func (t *transcript) object(b *Batch, e *Event) bool {
	if signsOf(e.text)&signsOneSided == 0 {
		return false
	}
	var o object
	if !o.read(b, e) {
		return false
	}
	d := nodemailerDialect
	if o.side != sideNone && len(o.tnx) == 0 {
		d = goMailDialect
	}
	if t.dialect != d {
		if t.dialect != nil {
			t.leave(b)
		}
		t.interrupt(b)
		t.begin(b)
		t.dialect = d
	}
	t.turn(b, e, d, o.id, true)
	if o.side == sideNone {
		if n, ok := dialectsBy.note(d, o.text, 0); ok {
			t.note(b, e, n, o.text)
		}
		return true
	}
	if o.side == sideClient {
		t.several(b, e, o.text)
		return true
	}
	made := digitEscaped(e.text)
	for text := o.text; len(text) > 0; {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = nil
		}
		if line = trimEOL(line); made && isReplyish(line) {
			continue // a code made of escapes stands nowhere
		}
		t.serverSays(b, e, line)
	}
	return true
}

// digitEscaped tells whether text has a digit as an escape of JSON, which no
// program writes.
func digitEscaped(text []byte) bool {
	const mark = `\u003`
	for {
		i := index(text, mark)
		if i < 0 {
			return false
		}
		if text = text[i+len(mark):]; len(text) > 0 && isDigit(text[0]) {
			return true
		}
	}
}

// object is what such an object says.
type object struct {
	side    side
	tnx, id []byte
	text    []byte
}

// read reads the object that e.text is, and its time.
func (o *object) read(b *Batch, e *Event) bool {
	s := jsonScanner{in: e.text}
	if !s.open() {
		return false
	}
	for s.member() {
		name := string(s.name)
		from := s.at
		v, ok := s.value(b)
		if !ok {
			return false
		}
		switch name {
		case "tnx":
			o.tnx = v
		case "sid":
			o.id = v
		case "cid":
			if o.id == nil {
				o.id = v
			}
		case "msg", "message":
			if o.text == nil {
				o.text = trimEOL(v)
			}
		case "direction":
			if index(e.text[from:s.at], `"from":"server"`) >= 0 {
				o.side = sideServer
			} else if index(e.text[from:s.at], `"from":"client"`) >= 0 {
				o.side = sideClient
			}
		case "time", "timestamp":
			if e.Time.HasTime {
				break
			}
			if ms, n := atoi(v, 13); n == 13 {
				e.Time.since1970(int64(ms/1000), ms%1000, 3)
			} else {
				e.Time.iso(v)
			}
		}
	}
	switch string(o.tnx) {
	case "server":
		o.side = sideServer
	case "client":
		o.side = sideClient
	}
	return o.text != nil && (len(o.tnx) > 0 || o.side != sideNone)
}
