package parser

// exim -v, exim -d and exim -bh show lines of the logs between those of a
// conversation: "LOG: MAIN", and on the next line, two blanks before it, what
// was logged.

var eximHostFormat = register(&Format{
	Name:    "exim-bh",
	Title:   "exim -bh, a session as if from a host",
	Example: "**** SMTP testing session as if from host 192.0.2.9\n**** but without any ident (RFC 1413) callback.\n**** This is not for real!\n\n220 mx.example.org ESMTP Exim 4.98\nEHLO me.example.net\n250 mx.example.org Hello me.example.net [192.0.2.9]\nQUIT\n221 mx.example.org closing connection",
	Reads:   "the replies, with the commands that a terminal shows",
	Leaves:  "what the ACLs looked at, and what would have been logged",
})

func init() {
	registerSource(sourceKind{starts: digits + " \tLE", behindCode: " L", make: func(sq *sequencer) sourceReader { return &eximLogged{sq: sq} }})
}

// eximLogged reads the logged lines in the output of exim -v and -d, and steps
// over the headers that a reject log has behind its lines.
type eximLogged struct {
	sq      *sequencer
	next    bool // the next line is one that was logged
	headers int  // so many lines of a reject log's headers were seen
}

// maxHeaders bounds what is taken for the headers of one message.
const maxHeaders = 2000

func (r *eximLogged) end(*Batch) {}

func (r *eximLogged) line(b *Batch, e *Event) bool {
	text := eximDebugLead(e.text)
	if r.next {
		r.next = false
		if hasPrefix(text, "  ") && len(text) > 2 && text[2] != ' ' {
			r.logged(b, e, text[2:])
			return true
		}
	}
	if hasPrefix(text, "LOG: ") && eximLogNames(text[5:]) {
		r.next = true
		r.taken(b, e)
		return true
	}
	if hasPrefix(text, "LOG: ") && r.sq.trans.dialect == nil && sniffExim(text[5:]) {
		// exim -bh, of which the conversation was left out.
		r.logged(b, e, text[5:])
		return true
	}
	if r.header(e.text) {
		r.taken(b, e)
		return true
	}
	return false
}

// taken counts a line.
func (r *eximLogged) taken(b *Batch, e *Event) {
	e.Format = exim
	b.formatLines(exim)
	if !r.sq.opts.Secrets && e.Secret.Empty() {
		e.Secret = FindSecret(e.Raw)
	}
}

// logged reads a line that was logged. What the conversation had is told
// again.
func (r *eximLogged) logged(b *Batch, e *Event, text []byte) {
	line, raw, lines, time, cut := e.Line, e.Raw, e.Lines, e.Time, e.Cut
	if eximLine(b, e, text) != foundEvent {
		*e = Event{Line: line, Raw: raw, Lines: lines, Time: time, Cut: cut}
		r.taken(b, e)
		return
	}
	r.taken(b, e)
	e.side, e.text = sideNone, nil
	r.sq.trans.interrupt(b)
	if e.Kind == KindReply {
		e.Retold = r.sq.trans.c.had(e)
	}
	if e.quirk >= quirkHost && !e.Retold {
		r.sq.exim.retold(e)
	}
	if d := r.sq.trans.dialect; e.Origin == OriginOwn && d != nil && d.role == RoleServer {
		// The client was answered before it was logged, and that is shown.
		e.Retold = true
	}
}

// eximDebugLead takes the time and the process off a line of debug output.
func eximDebugLead(p []byte) []byte {
	if len(p) > 9 && p[2] == ':' && p[5] == ':' && isDigit(p[0]) {
		var s Stamp
		if n := s.clock(p); n > 0 && n < len(p) && p[n] == ' ' {
			p = p[n+1:]
		}
	}
	_, n := atoi(trimLeft(p), 8)
	if n > 0 {
		if q := trimLeft(p)[n:]; len(q) > 1 && q[0] == ' ' {
			return q[1:]
		}
	}
	return p
}

// eximLogNames tells whether b names logs: "MAIN", "MAIN REJECT", "MAIN PANIC
// DIE".
func eximLogNames(b []byte) bool {
	for len(b) > 0 {
		w, rest := word(b)
		switch string(w) {
		case "MAIN", "REJECT", "PANIC", "DIE", "PANIC_DIE":
		default:
			return false
		}
		b = rest
	}
	return true
}

// header knows the headers of a message that was refused, as a reject log has
// them: the envelope, then lines with a letter for the kind of header before
// them.
func (r *eximLogged) header(p []byte) bool {
	if hasPrefix(p, "Envelope-from: <") {
		r.headers = 1
		return true
	}
	if r.headers == 0 {
		return false
	}
	if r.headers++; r.headers < maxHeaders && len(p) > 1 {
		if hasPrefix(p, "Envelope-to: ") || p[0] == '\t' || hasPrefix(p, "    ") {
			return true
		}
		if p[1] == ' ' && (p[0] == ' ' || p[0] == '*' || p[0]-'A' <= 25) && len(p) > 4 && isAlpha(p[2]) {
			for _, c := range p[2:] {
				if c == ':' {
					return true
				}
				if c <= ' ' || c >= 0x7f {
					break
				}
			}
		}
	}
	r.headers = 0
	return false
}
