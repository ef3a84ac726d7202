package parser

import "bytes"

// postfixQueueFormat is what postqueue -p (mailq) and postqueue -j print.
var postfixQueueFormat = register(&Format{
	Name:    "postfix-queue",
	group:   groupQueues,
	Title:   "Postfix's queue, postqueue -p (mailq) and postqueue -j",
	Example: "4jXHtl37jt      386 Sun Nov 22 05:45:13  me@example.net\n(host mx.example.com[192.0.2.1] said: 450 4.2.0 <ann@example.com>: Greylisted (in reply to RCPT TO command))\n                                         ann@example.com",
	Reads:   "for every recipient that waits, why: the peer's reply, or Postfix's own words",
	Leaves:  "messages that were not tried yet",
})

func init() {
	registerSource(sourceKind{starts: blanks + ">-" + alnumText, notReply: true, make: func(*sequencer) sourceReader { return &postfixListing{} }})
	registerSource(sourceKind{starts: "{", make: func(*sequencer) sourceReader { return &postfixQueueJSON{} }})
}

// maxReason is how many octets of a reason are kept for its recipients.
const maxReason = 8 << 10

// postfixListing reads the listing for people: an entry's first line, then
// reasons in brackets, each with the recipients that it is for.
type postfixListing struct {
	in         bool   // the line before was of the listing
	lead       []byte // what a paste has before each line
	id, sender []byte
	reason     []byte
	open       bool  // the reason goes on, for the listing was wrapped
	at         int64 // the line of the reason
}

func (q *postfixListing) end(*Batch) {}

func (q *postfixListing) line(b *Batch, e *Event) bool {
	line := e.text
	switch {
	case q.in:
		line = q.unled(line)
	case len(line) > 0 && line[0] != '-' && pasteFirst[line[0]]:
		if e.lacking().not(glanceQueueHeader) {
			return false
		}
		rest := trimPaste(line)
		if !postfixQueueHeader(rest) {
			return false // the entries of what was pasted stand behind one
		}
		q.lead = append(q.lead[:0], line[:len(line)-len(rest)]...)
		line = rest
	case len(line) > 0 && line[0] != '-' && e.lacking().not(glanceDigit):
		return false // sizes and dates have digits
	default:
		q.lead = q.lead[:0]
	}
	if postfixQueueHeader(line) {
		q.in = true
		q.own(b, e)
		q.id, q.reason, q.open = q.id[:0], q.reason[:0], false
		return true
	}
	if id, sender := postfixQueueEntry(line); id != nil {
		q.in = true
		q.id, q.sender = append(q.id[:0], id...), append(q.sender[:0], sender...)
		q.reason, q.open = q.reason[:0], false
		q.own(b, e)
		return true
	}
	text := trimSpace(line)
	if !q.in || len(q.id) == 0 && len(text) > 0 {
		q.in = false
		return false
	}
	switch {
	case len(text) == 0:
		q.reason, q.open = q.reason[:0], false
	case q.open && len(q.reason) < maxReason:
		q.reason = append(q.reason, ' ')
		q.goesOn(text)
	case text[0] == '(':
		q.reason, q.at = q.reason[:0], e.Line
		q.goesOn(text[1:])
	case hasPrefix(line, "        "), len(q.reason) > 0 && waitingFor(text):
		q.recipient(b, e, text)
	case hasPrefix(text, "-- ") && hasSuffix(text, "."):
		q.own(b, e)
		q.in = false
		return true
	default:
		q.in = false
		return false
	}
	q.own(b, e)
	return true
}

// goesOn takes a piece of the reason; its brackets close with the last.
func (q *postfixListing) goesOn(text []byte) {
	n := len(text)
	if q.open = n == 0 || text[n-1] != ')'; !q.open {
		n--
	}
	q.reason = append(q.reason, text[:min(n, maxReason)]...)
}

// unled takes off what a paste has before each line.
func (q *postfixListing) unled(line []byte) []byte {
	if len(q.lead) == 0 {
		return line
	}
	if rest, ok := bytes.CutPrefix(line, q.lead); ok {
		return rest
	}
	if string(line) == string(bytes.TrimRight(q.lead, " ")) {
		return nil
	}
	return line
}

// glanceQueueHeader is of the line above a listing.
var glanceQueueHeader = glanceAt("-Queue ID- Arrival Time")

func (q *postfixListing) own(b *Batch, e *Event) {
	e.Format = postfixQueueFormat
	b.formatLines(postfixQueueFormat)
}

// waitingFor tells whether text is an address, for pages take the blanks away
// that stand before a recipient; and some hide the address, too.
func waitingFor(text []byte) bool {
	if bytes.IndexByte(text, ' ') >= 0 {
		return string(text) == hiddenAddress
	}
	return bytes.IndexByte(text, '@') > 0
}

// hiddenAddress is what Cloudflare puts in the place of addresses.
const hiddenAddress = "[email protected]"

// recipient makes e the reason why a recipient waits.
func (q *postfixListing) recipient(b *Batch, e *Event, address []byte) {
	if len(q.reason) == 0 {
		return
	}
	e.Line = q.at
	e.QueueID, e.Sender = b.keep(q.id), b.keep(q.sender)
	if string(address) != hiddenAddress {
		e.Recipient = address
	}
	e.Status = StatusDeferred
	postfixReason(b, e, dUnknown, b.keep(q.reason))
}

// postfixQueueHeader knows "-Queue ID-  --Size-- ----Arrival Time----
// -Sender/Recipient-------".
func postfixQueueHeader(line []byte) bool {
	s := bytes.TrimLeft(line, "-")
	return len(s) < len(line) && hasPrefix(s, "Queue ID-") && index(s, "-Arrival Time-") > 0
}

// postfixQueueEntry reads "4jXHtl37jt*     386 Sun Nov 22 05:45:13  me@example.net".
// The mark behind the id is '*' for active, '!' for held, '#' for expired.
func postfixQueueEntry(line []byte) (id, sender []byte) {
	n := 0
	for n < len(line) && n < 24 && isAlnum(line[n]) {
		n++
	}
	if n < 5 || n+30 > len(line) || !looksQueueID(line[:n]) {
		return nil, nil
	}
	rest := line[n:]
	if rest[0] == '*' || rest[0] == '!' || rest[0] == '#' {
		rest = rest[1:]
	}
	if rest[0] != ' ' {
		return nil, nil
	}
	rest = trimLeft(rest)
	_, digits := atoi(rest, 12)
	if digits == 0 || digits >= len(rest) || rest[digits] != ' ' {
		return nil, nil
	}
	rest = trimLeft(rest[digits:])
	var s Stamp
	if len(rest) < 20 || !isAlpha(rest[0]) || rest[3] != ' ' {
		return nil, nil
	}
	m := s.bsd(rest[4:])
	if m == 0 || 4+m >= len(rest) {
		return nil, nil
	}
	sender = trimSpace(rest[4+m:])
	if len(sender) == 0 {
		return nil, nil
	}
	if string(sender) == "MAILER-DAEMON" {
		sender = []byte("<>")
	}
	return line[:n], sender
}

// postfixQueueJSON reads the listing for programs: an object a line.
type postfixQueueJSON struct {
	walk       jsonWalk
	id, sender []byte
	recipients []postfixQueued
}

// postfixQueued is a recipient in such an object, and why it waits.
type postfixQueued struct{ address, reason []byte }

// item begins a recipient.
func (q *postfixQueueJSON) item(path []byte) {
	if string(path) == "recipients[]" {
		q.recipients = append(q.recipients, postfixQueued{})
	}
}

// leaf takes a value.
func (q *postfixQueueJSON) leaf(path, v []byte) {
	switch string(path) {
	case "queue_id":
		q.id = v
	case "sender":
		q.sender = v
	case "recipients[].address":
		if n := len(q.recipients); n > 0 { // a name may be any text
			q.recipients[n-1].address = v
		}
	case "recipients[].delay_reason":
		if n := len(q.recipients); n > 0 {
			q.recipients[n-1].reason = v
		}
	}
}

func (*postfixQueueJSON) end(*Batch) {}

// postqueueStart begins the objects that postqueue itself writes.
const postqueueStart = `{"queue_name": "`

func (q *postfixQueueJSON) line(b *Batch, e *Event) bool {
	line := e.text
	if len(line) < 40 || line[0] != '{' || index(line, `"queue_id"`) < 0 || index(line, `"recipients"`) < 0 {
		return false
	}
	q.id, q.sender, q.recipients = nil, nil, q.recipients[:0]
	if !q.walk.walk(b, line, q) || len(q.id) == 0 {
		return false
	}
	e.Format = postfixQueueFormat
	b.formatLines(postfixQueueFormat)
	if string(q.sender) == "MAILER-DAEMON" {
		q.sender = []byte("<>")
	}
	last := -1
	for i := range q.recipients {
		if len(q.recipients[i].reason) > 0 {
			last = i
		}
	}
	raw := e.Raw
	for i := range q.recipients {
		r := &q.recipients[i]
		if len(r.reason) == 0 {
			continue
		}
		x := e
		if i != last {
			x = b.extraLike(e)
			x.Dialogue = false
			x.Line, x.Lines = e.Line, 1
		}
		x.Raw = raw
		raw = nil
		x.QueueID, x.Recipient, x.Status = q.id, r.address, StatusDeferred
		if len(q.sender) > 0 {
			x.Sender = q.sender
		}
		postfixReason(b, x, dUnknown, r.reason)
	}
	return true
}
