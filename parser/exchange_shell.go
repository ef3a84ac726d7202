package parser

import "bytes"

// What Exchange's shell, its queue viewer and the message trace of Microsoft 365
// show of a delivery: lists of names and values, in which a status has the form
// that it has in the tracking log, broken as the window was wide.
//
//	Recipients      : {ann@example.com}
//	RecipientStatus : {[{LRT=…};{LED=550 5.1.1 User unknown};{FQDN=mx.example.com};{IP=192.0.2.1}]}
//	LastError       : 451 4.4.0 Primary target IP address responded with: "421 4.2.1 Unable to connect." …
//	Reason: [{LED=250 2.1.5 RESOLVER.OOF.IntToExt; …};{MSG=};{FQDN=};{IP=};{LRT=}]

var exchangeShell = register(&Format{
	Name:    "exchange-shell",
	group:   groupLogs,
	Title:   "Microsoft Exchange and 365, what Get-MessageTrackingLog, Get-Queue and the message trace show",
	Example: "Recipients      : {ann@example.com}\nRecipientStatus : {[{LRT=};{LED=550 5.1.1 User unknown};{FQDN=mx.example.com};{IP=192.0.2.1}]}",
	Reads:   "the status of a recipient ({LED=…}), with the recipient that stands before it, and a queue's LastError, on one line or several",
	Leaves:  "statuses that are no reply; tables, which cut them off",
})

// shellReader reads them.
type shellReader struct {
	sq        *sequencer
	recipient []byte
	status    Status
	smtp      bool  // it was SMTP that told of it
	since     int64 // the line on which one of these was told

	raw    []byte // the line on which a status begins
	text   []byte // of a status that goes on, from its first octet on
	braces bool   // … until its brace is closed
	first  int64
	lines  int
	blank  bool
}

func init() {
	registerSource(sourceKind{starts: pasteMarks + "[{(\"'" + utf8Mark[:1] + "\xe2" + alnumText, apart: true, make: func(sq *sequencer) sourceReader { return &shellReader{sq: sq} }})
}

// glanceLED is of a line of such a list with a status; the others have a colon.
var glanceLED = glanceAt(ledMark)

const (
	maxShellLines = 24  // of one status
	maxShellNear  = 200 // between a recipient and its status
)

func (r *shellReader) end(b *Batch) { r.finish(b, nil) }

func (r *shellReader) line(b *Batch, e *Event) bool {
	taken := r.lines > 0 && r.more(b, e) || r.lines == 0 && r.starts(b, e)
	if taken {
		b.formatLines(exchangeShell)
	}
	return taken
}

// starts takes a line with which a status begins, and learns of others.
func (r *shellReader) starts(b *Batch, e *Event) bool {
	if e.lacking().not(glanceLED) && e.lacks.not(glanceColon) {
		return false
	}
	text := trimSpace(trimPaste(e.text))
	if len(text) < 8 {
		return false
	}
	if !e.lacks.not(glanceLED) {
		if i := index(text, ledMark); i >= 0 {
			if before := bytes.TrimRight(text[:i], `[{'" `); len(before) > 0 && before[len(before)-1] == ',' {
				return false // a field of the tracking log
			}
			r.begin(e, text[i+len(ledMark):], true)
			if ledEnd(r.text) < 0 && index(text[:i+1], "[{") < 0 {
				r.finish(b, e) // quoted in a sentence, which goes on for itself
				return true
			}
			return r.grow(b, e)
		}
	}
	name, value, listed := shellMember(text)
	if !listed {
		if said := bareExchange(text); said != nil {
			r.begin(e, said, false)
			r.finish(b, e)
			return true
		}
		return false
	}
	switch string(name) {
	case "Recipients", "Recipient", "RecipientAddress", "To":
		r.since = e.Line
		r.recipient = append(r.recipient[:0], oneAddress(value)...)
	case "EventId", "Event":
		r.since = e.Line
		r.status = trackingStatus(value)
	case "Source":
		r.smtp = string(value) == "SMTP"
	case "LastError":
		if startsReply(value) {
			r.begin(e, value, false)
			return r.grow(b, e)
		}
	case "RecipientStatus", "RecipientStatuses":
		// Exchange 2007 and 2010 have the status without a mark.
		if status := bytes.TrimLeft(value, "{'"); len(status) < len(value) && startsReply(status) {
			r.begin(e, status, true)
			return r.grow(b, e)
		}
	}
	return false
}

// begin begins a status.
func (r *shellReader) begin(e *Event, text []byte, braces bool) {
	r.text, r.braces = append(r.text[:0], text...), braces
	r.first, r.lines, r.blank = e.Line, 1, false
	r.raw = append(r.raw[:0], e.Raw...)
}

// grow tells whether the status is complete with the line of e, which then
// stands for it.
func (r *shellReader) grow(b *Batch, e *Event) bool {
	if r.braces && ledEnd(r.text) >= 0 || r.lines >= maxShellLines {
		r.finish(b, e)
		return true
	}
	e.Format = exchangeShell
	return true
}

// more takes a further line of a status.
func (r *shellReader) more(b *Batch, e *Event) bool {
	text := trimSpace(trimPaste(e.text))
	_, _, listed := shellMember(text)
	switch {
	case len(text) == 0 && !r.blank && r.braces:
		r.blank = true
		r.lines++
		return true
	case len(text) == 0, listed, hasPrefix(trimSpace(e.text), "```"), startsReply(text) && (len(r.text) < 3 || string(text[:3]) != string(r.text[:3])), !r.braces && e.text[0] != ' ' && e.text[0] != '\t':
		r.finish(b, nil)
		return false
	}
	r.blank = false
	r.text = append(append(r.text, ' '), text...)
	r.lines++
	return r.grow(b, e)
}

// finish gives the status out, in the place of e or before it.
func (r *shellReader) finish(b *Batch, e *Event) {
	if r.lines == 0 {
		return
	}
	lines := r.lines
	r.lines = 0
	text := r.text
	var peer Peer
	if r.braces {
		text = text[:ledLength(text)]
		peer, _ = ledPeer(r.text[len(text):])
		peer.Name, peer.IP = b.keep(peer.Name), b.keep(peer.IP)
	}
	kept := b.keep(trimSpace(text))
	if !startsReply(kept) {
		return
	}
	if e == nil {
		e = b.extra()
	}
	if (e.Raw == nil || lines > 1) && !r.sq.opts.Lines {
		e.Raw = b.keep(r.raw) // else each line is shown in its place
	}
	e.Format, e.Line, e.Lines, e.Peer = exchangeShell, r.first, lines, peer
	exchangeReply(b, e, kept, r.braces && (peer.Name != nil || peer.IP != nil || r.smtp))
	if r.since > 0 && r.first-r.since < maxShellNear {
		e.Recipient, e.Status = b.keep(r.recipient), r.status
	}
	if !r.braces || e.Status == StatusUnknown && e.Reply.Code/100 == 4 {
		e.Status = StatusDeferred // it waits in a queue
	}
	r.recipient, r.status, r.smtp, r.since = r.recipient[:0], StatusUnknown, false, 0
}

// ledEnd gives the length of the text of a status up to its closing brace; -1
// where it is not there.
func ledEnd(text []byte) int {
	if i := index(text, "};{"); i >= 0 {
		return i
	}
	if i := index(text, "}]"); i >= 0 {
		return i
	}
	if n := len(text); n > 0 && text[n-1] == '}' {
		if i := nextStatus(text); i > 0 {
			return i
		}
		return n - 1
	}
	return -1
}

// nextStatus gives the length of the first of several statuses in one pair of
// braces, "550 5.1.1 a, 250 2.1.5 b"; 0 where there is one.
func nextStatus(text []byte) int {
	for at := 0; ; {
		i := index(text[at:], ", ")
		if i < 0 {
			return 0
		}
		at += i + 2
		if startsReply(text[at:]) && scanEnhanced(text[min(at+4, len(text)):]) > 0 {
			return at - 2
		}
	}
}

// ledLength is ledEnd for a text that may break off.
func ledLength(text []byte) int {
	if n := ledEnd(text); n >= 0 {
		return n
	}
	return len(text)
}

// shellMember reads "Name : value" of a list: a name of one word, and a colon
// with blanks on both sides, or right behind the name.
func shellMember(text []byte) (name, value []byte, ok bool) {
	n := 0
	for n < len(text) && n < 40 && isAlnum(text[n]) {
		n++
	}
	if n < 2 || !isAlpha(text[0]) {
		return nil, nil, false
	}
	rest := trimLeft(text[n:])
	if len(rest) == 0 || rest[0] != ':' || len(rest) > 1 && rest[1] != ' ' {
		return nil, nil, false
	}
	return text[:n], trimSpace(rest[1:]), true
}

// oneAddress gives the address of "{ann@example.com}" or "ann@example.com"; nil
// where there are several, or none.
func oneAddress(v []byte) []byte {
	v = bytes.Trim(v, "{}")
	if bytes.IndexByte(v, '@') < 1 || bytes.IndexByte(v, ' ') >= 0 || bytes.IndexByte(v, ',') >= 0 {
		return nil
	}
	return v
}

// exchangeRelayed begin what Exchange alone says of a next hop, in its own words
// and with a code of its own, and what the hop said in quotation marks.
var exchangeRelayed = [...]string{"Primary target IP address responded with", "Error encountered while communicating with primary "}

// bareExchange gives such a status that stands on a line of its own, as a queue
// viewer shows it, maybe quoted; nil for none.
func bareExchange(text []byte) []byte {
	for len(text) > 0 && (pasteFirst[text[0]] || text[0] == '"' || text[0] == '\'' || text[0] == '_') || hasPrefix(text, "\u201c") {
		if text[0] == 0xe2 {
			text = text[len("\u201c"):]
			continue
		}
		text = text[1:]
	}
	line, ok := parseReplyLine(text)
	if !ok || line.enhanced == nil || line.code < 400 || line.code > 599 {
		return nil
	}
	for _, w := range exchangeRelayed {
		if hasPrefix(line.text, w) {
			return bytes.TrimRight(text, "*_`\u201c\u201d")
		}
	}
	return nil
}
