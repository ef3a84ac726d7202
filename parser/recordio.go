package parser

import "bytes"

// recordio stands between tcpserver and a server and logs both sides, "12345 <
// EHLO …" for what the client sent, "12345 > 250 …" for the answer.

var recordioFormat = register(&Format{
	Name:    "recordio",
	group:   groupLogs,
	Title:   "recordio, in front of a server",
	Example: "@400000005f0000000000abcd 12345 > 220 mx.example.com ESMTP\n@400000005f0000010000abcd 12345 < EHLO me.example.net\n@400000005f0000010000bbcd 12345 > 250 mx.example.com",
	Reads:   "the conversations of any number of processes at a time",
	Leaves:  "messages",
})

func init() {
	registerSource(sourceKind{starts: "@" + digits, behindCode: "<>", make: func(sq *sequencer) sourceReader { return &recordio{sq: sq} }})
}

// recordio reads such lines, with the stamps of multilog or of tai64nlocal.
type recordio struct{ sq *sequencer }

func (r *recordio) end(*Batch) {}

// passes takes what a client sent.
func (r *recordio) passes(b *Batch, l *plainLine) bool {
	line := l.text
	if len(line) > 26 && line[0] == '@' && line[25] == ' ' && l.time.HasDate() {
		line = line[26:]
	}
	pid, text, server := recordioLine(line)
	if text == nil || server {
		return false
	}
	t := &r.sq.convs
	if !t.passClient(b, t.find(convKey{pid: pid, program: t.names.hash(nil, nil)}), recordioText(text), l.no) {
		return false
	}
	b.formatLines(recordioFormat)
	return true
}

// recordioLine takes "12345 > 220 mx …" apart; text is nil where line is no such.
func recordioLine(line []byte) (pid int, text []byte, server bool) {
	pid, n := atoi(line, 8)
	if n < 2 || n+3 > len(line) || line[n] != ' ' || line[n+1] != '<' && line[n+1] != '>' || line[n+2] != ' ' {
		return 0, nil, false
	}
	return pid, line[n+3:], line[n+1] == '>'
}

// recordioText takes the mark of a line that goes on off what a client sent.
func recordioText(text []byte) []byte { return bytes.TrimSuffix(text, []byte{'+'}) }

func (r *recordio) line(b *Batch, e *Event) bool {
	line, stamped := e.behindTAI64N()
	if len(line) < 8 {
		return false
	}
	if !stamped && isDigit(line[0]) && len(line) > 30 {
		var s Stamp
		if n := s.iso(line); n > 0 && n < len(line) && line[n] == ' ' {
			line, stamped = line[n+1:], true
		}
	}
	pid, text, server := recordioLine(line)
	if text == nil {
		return false
	}
	if r.sq.sources.reader() != sourceReader(r) && !(server && (hasPrefix(text, "220 ") || hasPrefix(text, "220-") || stamped && startsReply(text))) {
		return false // it begins with what a server says
	}
	if !server {
		text = recordioText(text)
	}
	e.Format, e.PID, e.Role, e.Origin = recordioFormat, pid, RoleServer, OriginOwn
	b.formatLines(recordioFormat)
	e.text, e.side = text, sideClient
	if server {
		e.side = sideServer
	}
	t := &r.sq.convs
	if server && hasPrefix(text, "220") {
		if c := t.find(t.keyOf(e)); c != nil && len(c.fifo) == 0 && c.nrecent > 0 {
			// The process took another connection.
			c.finish(b, CloseUnknown)
			c.connect()
		}
	}
	t.line(b, e)
	return true
}
