package parser

import "bytes"

// sendmailQueueFormat is what mailq of Sendmail prints.
var sendmailQueueFormat = register(&Format{
	Name:    "sendmail-queue",
	group:   groupQueues,
	Title:   "Sendmail's queue, mailq",
	Example: "-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------\n6AM5To2Z000683       38 Sun Nov 22 05:29 <me@example.net>\n                 (Deferred: 451 4.3.5 Server configuration error)\n\t\t\t\t\t <ann@example.com>",
	Reads:   "for every recipient of a message that waits, what was said last: the peer's reply, or Sendmail's own words",
	Leaves:  "messages that were not tried yet; the ends of replies, which Sendmail cuts off",
})

func init() {
	registerSource(sourceKind{starts: "-" + alnumText, notReply: true, make: func(*sequencer) sourceReader { return &sendmailQueue{} }})
}

// sendmailQueue reads the listing: an entry's first line, a reason in
// brackets, recipients.
type sendmailQueue struct {
	in         bool
	id, sender []byte
	reason     []byte
	at         int64
}

func (q *sendmailQueue) end(*Batch) {}

func (q *sendmailQueue) line(b *Batch, e *Event) bool {
	line := e.text
	if !q.in && len(line) > 0 && line[0] != '-' && e.lacking().not(glanceDigit) {
		return false // ids have digits
	}
	text := bytes.TrimSpace(line)
	id, sender := sendmailQueueEntry(line)
	switch {
	case hasPrefix(line, "-----Q-ID-----"):
		q.in, q.id = true, q.id[:0]
	case id != nil && (q.in || len(sender) > 0):
		q.in = true
		q.id, q.sender, q.reason = append(q.id[:0], id...), append(q.sender[:0], sender...), q.reason[:0]
	case !q.in:
		return false
	case len(text) == 0, hasPrefix(text, "Total requests: "), hasSuffix(text, "Queue status..."), line[0] == '\t' && text[0] == '/':
		q.id = q.id[:0]
	case text[0] == '(' && text[len(text)-1] == ')' && line[0] <= ' ':
		q.reason = append(q.reason[:0], text[1:min(len(text)-1, maxReason)]...)
		q.at = e.Line
	case text[len(text)-1] == ')' && index(text, "   (") > 0 && line[0] <= ' ':
		// "      8BITMIME   (Deferred: …)": the body's type stands before.
		i := index(text, "   (")
		q.reason = append(q.reason[:0], text[i+4:len(text)-1]...)
		q.at = e.Line
	case len(q.id) > 0 && line[0] <= ' ' && (text[0] == '<' || bytes.IndexByte(text, ' ') < 0):
		q.recipient(b, e, text)
	default:
		q.in = false
		return false
	}
	e.Format = sendmailQueueFormat
	b.formatLines(sendmailQueueFormat)
	return true
}

// recipient makes e the reason why a recipient waits.
func (q *sendmailQueue) recipient(b *Batch, e *Event, address []byte) {
	if len(q.reason) == 0 {
		return
	}
	reason := b.keep(q.reason)
	e.Line, e.Status = q.at, StatusDeferred
	e.QueueID = b.keep(q.id)
	if s := b.keep(q.sender); len(s) > 0 {
		e.Sender = s
		if s[0] == '<' {
			e.Sender = bracketed(s)
		} else if string(s) == "MAILER-DAEMON" {
			e.Sender = []byte("<>")
		}
	}
	if address[0] == '<' {
		e.Recipient = bracketed(address)
	} else {
		e.Recipient = address
	}
	text := bytes.TrimPrefix(reason, []byte("Deferred: "))
	if startsReply(text) && !ownCode(text) {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
			return
		}
	}
	e.Kind, e.Origin, e.Diagnostic, e.Phase = KindDiagnostic, OriginLocal, reason, sendmailPhase(text)
}

// sendmailQueueEntry reads "6AM5To2Z000683*      38 Sun Nov 22 05:29 <me@example.net>".
// The mark behind the id is '*' for one that is worked on, 'X' for a load that
// is too high, '-' for one that is too young; -v puts more between.
func sendmailQueueEntry(line []byte) (id, sender []byte) {
	n := 0
	for n < len(line) && n < 24 && isAlnum(line[n]) {
		n++
	}
	if n < 7 || n+24 > len(line) {
		return nil, nil
	}
	end := n
	if line[n] == '*' || line[n] == '-' {
		end++
	} else if line[n-1] == 'X' {
		n--
	}
	if line[end] != ' ' {
		return nil, nil
	}
	if n < 14 && !looksSendmailID(line[:n]) {
		// Ids end in the digits of a process.
		return nil, nil
	}
	rest := trimLeft(line[end:])
	for range 2 { // the size, and with -v the priority
		_, digits := atoi(rest, 12)
		if digits == 0 || digits >= len(rest) || rest[digits] != ' ' && rest[digits] != '+' {
			break
		}
		rest = bytes.TrimLeft(rest[digits:], " +")
	}
	// "Sun Nov 22 05:29 "
	if len(rest) < 17 || rest[3] != ' ' || month(rest[4:]) == 0 || rest[13] != ':' || rest[16] != ' ' {
		return nil, nil
	}
	return line[:n], trimSpace(rest[16:])
}
