package parser

import (
	"bytes"
	"strings"
)

// heldLine is a line that is held back, in memory of its own.
type heldLine struct {
	raw, text []byte
	line      int64
	time      Stamp
	cut       bool

	host, program []byte // of the log that it stands in, if any
	pid           int
}

// held is what may be the beginning of a conversation.
type held struct {
	lines []heldLine
	bytes int
	quiet int

	d              *dialect // whose marks or notes were seen; nil for none
	prefix         prefix   // what stood before all lines so far
	noted          *dialect // whose note of an opening was seen
	learned        bool     // the lines have labels
	server, client label
	greeting       int // shape of a greeting
	commands       int // sum of shapes
	replies        int
	clear          int // replies of shapeClear
	refused        bool
	mixed          bool // replies have labels that differ
	unended        int  // code of a reply whose last line was not seen; 0 for none
	whole          bool // a refusal of several lines was seen, to its end
	offers         int  // lines of a reply that offer what is known, see RFC 5321 §2.2.2
	offered        bool // such a reply was seen, to its end
	codes          codeList
	last           sightKind
	score          int
}

// chatter tells whether a line is what the program that made the connection tells
// besides: of the certificate, say, before the greeting.
func (h *held) chatter(line []byte) bool {
	if h.noted == nil {
		return false
	}
	_, ok := dialectsBy.note(h.noted, line, 0)
	return ok
}

// room tells whether one more line can be held.
func (h *held) room(e *Event) bool {
	return len(h.lines) < maxOpeningLines && h.bytes+len(e.Raw) < maxOpeningBytes
}

// hold keeps a copy of the line.
func (h *held) hold(e *Event) {
	h.lines = append(h.lines, heldOf(e))
	h.bytes += len(e.Raw)
}

// heldOf keeps a copy of a line.
func heldOf(e *Event) heldLine {
	return heldLine{
		raw: bytes.Clone(e.Raw), text: bytes.Clone(e.text), line: e.Line, time: e.Time, cut: e.Cut,
		host: bytes.Clone(e.Host), program: bytes.Clone(e.Program), pid: e.PID,
	}
}

// fits tells whether a line can be of the conversation that the held lines may
// be of.
func (h *held) fits(s *sighting) bool {
	if !h.prefix.is(s.prefix) && (h.commands > 0 || h.replies > 0) {
		return false
	}
	if s.kind == sightNote || h.commands == 0 && h.replies == 0 {
		return true
	}
	if s.d != nil || h.d != nil {
		return s.d == h.d || h.d == nil && s.d == h.noted && h.likes(s.d)
	}
	if known(&s.label) && h.learned {
		// Arrows go with arrows.
		return (s.label.arrow != 0) == (h.server.arrow != 0 || h.client.arrow != 0)
	}
	if known(&s.label) == h.learned {
		return true
	}
	if s.kind == sightReply && h.last == sightReply && known(&h.server) {
		r, _ := parseReplyLine(s.text)
		return r.code == h.unended // only the first line of a reply may have a label
	}
	// Lines with one arrow are a client's whose server has no mark.
	return s.label.arrow == '>' && s.kind == sightCommand || h.learned && h.client.arrow == '>' && !known(&h.server)
}

// see adds what a line says.
func (h *held) see(s *sighting) {
	if h.prefix == nil || s.kind != sightNote {
		h.prefix = append(prefix(nil), s.prefix...)
	}
	switch s.kind {
	case sightNote:
		if s.note.kind == noteOpen {
			h.noted = s.d
		}
	case sightCommand:
		h.d = s.d
		if known(&s.label) {
			h.learned = true
			h.client = s.label.keep()
		}
		h.commands += s.shape
		h.score += s.shape
	case sightReply:
		h.d = s.d
		if known(&s.label) {
			h.learned = true
			h.mixed = h.mixed || known(&h.server) && !s.label.same(&h.server)
			h.server = s.label.keep()
		}
		r, _ := parseReplyLine(s.text)
		h.whole = h.whole || h.unended == r.code && r.code >= 400 && !r.more && h.last == sightReply
		if offers(&r) {
			h.offers++
		}
		h.offered = h.offered || h.offers > 2 && h.unended == 250 && r.code == 250 && !r.more && h.last == sightReply
		h.unended = 0
		if r.more {
			h.unended = r.code
		}
		g := greetingShape(s.text)
		h.greeting = max(h.greeting, g)
		h.codes.see(r.code, s.text, g != shapeNone)
		h.replies++
		h.refused = h.refused || refusalShape(s.text)
		if s.shape == shapeClear {
			h.clear++
		}
		switch {
		case g != shapeNone:
			h.score += g
		case h.last == sightCommand || h.last == sightReply || h.noted != nil:
			h.score += s.shape
		case s.shape == shapeClear:
			h.score++
		}
	}
	h.last = s.kind
}

// enough tells whether the held lines are the beginning of a conversation.
func (h *held) enough(mail bool) bool {
	switch {
	case h.codes.is(h):
		return false
	case h.d != nil && h.d.sure:
		return h.replies > 0 || h.commands > 0
	case h.noted != nil && (h.noted.noisy || h.lines[0].program != nil):
		// Nothing of a log is held back.
		return true
	case h.noted != nil && h.replies > 0 && (h.learned || h.noted != bareDialect || h.greeting > 0 || h.refused || h.commands > 0):
		return true
	case h.whole && !mail && h.commands == 0 && h.replies < 16 && h.noted == nil:
		return true // nothing else looks so (RFC 5321 §4.2.1)
	case h.offered && !mail && h.commands == 0 && !h.learned && len(h.prefix) == 0:
		return true
	case h.d != nil && h.d.listed:
		return h.replies > 0 && h.commands > 0
	case len(h.prefix) > 0 && !mail && h.commands == 0 && h.clear > 2:
		return true // a client that logs the replies alone
	case h.quoted():
		return !mail && h.replies > 1 && h.greeting+h.clear > 0 && h.score > 2
	case h.learned && h.server.isGlued() && h.score < 3:
		return false // of disks, and what is free on them
	case h.learned && h.replies > 0 && h.commands > 0:
		return !known(&h.server) && !mail && h.score > 1 || known(&h.server) && !h.server.same(&h.client)
	case h.learned:
		return h.replies > 1 && h.clear > 0 && !mail && !h.mixed && h.server.usual() == sideServer && len(h.server.text) > 1
	case mail:
		return false
	}
	return (h.commands > 0 || h.greeting > 0) && h.replies > 0 && h.score > 2
}

// quoted tells that both sides have the same mark before them: what a mail
// program puts before the lines of the mail that is answered, or the name under
// which a program logs.
func (h *held) quoted() bool {
	return h.d == nil && known(&h.server) && known(&h.client) && (h.client.arrow == '>' || h.client.arrow == 0) && h.server.same(&h.client)
}

// likes tells whether the labels are marks of d.
func (h *held) likes(d *dialect) bool {
	has := func(marks []string, l *label) bool {
		if !known(l) {
			return true
		}
		if l.isGlued() {
			return false
		}
		for _, m := range marks {
			if n := len(l.text); strings.HasPrefix(m, string(l.text)) && (m[n:] == " " || m[n:] == ": ") {
				return true
			}
		}
		return false
	}
	return has(d.server, &h.server) && has(d.client, &h.client)
}
