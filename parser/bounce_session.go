package parser

import "bytes"

// sessionReader reads the transcript that Sendmail puts into a bounce:
//
//	... while talking to mx.example.com.:
//	>>> RCPT To:<ann@example.com>
//	<<< 550 5.1.1 <ann@example.com>... User Unknown
//	550 5.1.1 <ann@example.com>... User unknown
//
// Lines with arrows went over the wire; those without are the MTA's own words
// for its client.
type sessionReader struct {
	said    []report
	reasons []report // own words without a code
	peer    Peer
	cmd     Command
	phase   Phase
	open    []mailLine // lines of the reply that goes on
	remote  bool       // something went over the wire
	late    bool
}

// mailArrow takes the mark off a line of a dialogue.
func mailArrow(t []byte) (s side, text []byte) {
	if len(t) < 3 || t[0] != '>' && t[0] != '<' && t[0] != '-' && t[0] != 'S' && t[0] != 'R' {
		return sideNone, nil
	}
	for _, a := range [...]struct {
		mark string
		s    side
	}{
		{">>> ", sideClient}, {"<<< ", sideServer}, {"Sent >>> ", sideClient}, {"Received <<< ", sideServer},
		{"--> ", sideClient}, {"<-- ", sideServer}, {">>>", sideClient}, {"<<<", sideServer},
	} {
		if hasPrefix(t, a.mark) {
			return a.s, trimLeft(t[len(a.mark):])
		}
	}
	return sideNone, nil
}

// line takes the next line of the transcript.
func (d *sessionReader) line(l mailLine) {
	t := trimSpace(l.text)
	if len(t) > 25 && (isAlpha(t[0]) || isDigit(t[0])) {
		// MDaemon puts the time before each line.
		var at Stamp
		n := at.weekday(t)
		if n == 0 {
			n = at.iso(t)
		}
		if n > 0 && n < len(t) && t[n] == ':' {
			t = trimLeft(t[n+1:])
		}
	}
	s, text := mailArrow(t)
	switch s {
	case sideClient:
		d.flush(OriginRemote)
		d.remote = true
		d.command(text)
		return
	case sideServer:
		d.remote = true
		r, ok := parseReplyLine(text)
		if !ok {
			return
		}
		if len(d.open) > 0 {
			if first, _ := parseReplyLine(d.open[0].text); first.code != r.code {
				d.flush(OriginRemote)
			}
		}
		d.open = append(d.open, mailLine{text: text, no: l.no, whole: l.shown()})
		if !r.more {
			d.flush(OriginRemote)
		}
		return
	}
	d.flush(OriginRemote)
	if i := index(t, "hile talking to "); i >= 0 {
		w, _ := word(t[i+16:])
		w = bytes.TrimRight(w, ":.")
		d.peer = dsnHost(w)
		d.cmd, d.phase = Command{}, PhaseConnect
		return
	}
	if index(t, "Message will be deleted from queue") >= 0 || index(t, "could not be delivered for ") >= 0 {
		d.late = true
	}
	if startsReply(t) && (t[0] == '4' || t[0] == '5') {
		d.open = append(d.open, mailLine{text: t, no: l.no, whole: l.shown()})
		d.flush(OriginOwn)
		return
	}
	if i := index(t, "... "); i > 0 && len(d.reasons) < maxReports {
		a := bareAddress(t[:i])
		if a == nil && t[0] == '<' {
			a = bracketed(t)
		}
		if reason := trimSpace(t[i+4:]); a != nil && len(reason) > 0 {
			reason = bytes.TrimPrefix(reason, []byte("Deferred: "))
			if !startsReply(reason) {
				d.reasons = append(d.reasons, report{recipient: a, origin: OriginLocal, reason: reason, no: l.no, raw: l.shown()})
			}
		}
	}
}

// command notes what was sent last.
//
// QUIRK: Sendmail shows the last command that it sent, which with pipelining
// (RFC 2920 §3.1) is DATA when recipients are refused; it also shows no dot.
// So what follows DATA may answer RCPT, DATA or the message, and no phase is
// told.
func (d *sessionReader) command(text []byte) {
	d.cmd, d.phase = ParseCommand(text)
	if d.cmd.Verb == "DATA" {
		d.cmd, d.phase = Command{}, PhaseUnknown
	}
	if d.phase == PhaseOther && d.cmd.Verb != "" {
		if lookupVerb([]byte(d.cmd.Verb)) == nil {
			d.cmd, d.phase = Command{}, PhaseUnknown
		}
	}
}

// flush ends the reply that goes on.
func (d *sessionReader) flush(origin Origin) {
	if len(d.open) == 0 {
		return
	}
	open := d.open
	d.open = nil
	if len(d.said) >= maxReports {
		return
	}
	var text [][]byte
	rb := replyBuilder{lines: &text}
	for i, l := range open {
		r, _ := parseReplyLine(l.text)
		if i == 0 {
			rb.r.Code = r.code
		}
		rb.add(&r)
	}
	s := report{hasReply: true, reply: rb.finish(), origin: origin, raw: open[0].shown(), no: open[0].no, lines: len(open)}
	if origin == OriginRemote {
		s.cmd, s.phase, s.peer = d.cmd, d.phase, d.peer
		if s.reply.Code == 220 && d.cmd.Verb == "" && len(d.said) == 0 {
			s.phase = PhaseConnect
		}
		if s.phase == PhaseRcpt {
			s.recipient = PathOf(s.cmd.Arg)
		}
	} else if len(s.reply.Text) > 0 {
		if i := index(s.reply.Text[0], "..."); i > 0 {
			a := trimSpace(s.reply.Text[0][:i])
			if p := bareAddress(a); p != nil {
				s.recipient = p
			} else if len(a) > 0 && a[0] == '<' {
				s.recipient = bracketed(a)
			}
		}
	}
	d.said = append(d.said, s)
}

func (d *sessionReader) finish() { d.flush(OriginRemote) }
