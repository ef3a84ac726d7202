package parser

import "bytes"

// eximQueueFormat is what exim -bp (mailq) prints, and what exiqgrep, exipick
// and exiqsumm make of it. What exiqgrep -i and -b print begins with a message's
// id, as Exim's logs do, and is left to their reader.
var eximQueueFormat = register(&Format{
	Name:    "exim-queue",
	group:   groupQueues,
	Title:   "Exim's queue, exim -bp (mailq), exiqgrep and exiqsumm",
	Example: "25h  2.9K 1xV0LJ-0000DE-1d <> *** frozen ***\n          ann@example.com",
	Reads:   "messages that are frozen",
	Leaves:  "why mail waits, which the listing does not tell: the main log and the message logs (exim -Mvl) do; recipients that are done with (D)",
})

func init() {
	registerSource(sourceKind{starts: blanks + "C" + digits, behindCode: "m", make: func(*sequencer) sourceReader { return &eximListing{} }})
}

// eximListing reads the listing: an entry's line, then a line a recipient.
type eximListing struct{ in, summary bool }

func (q *eximListing) end(*Batch) {}

func (q *eximListing) line(b *Batch, e *Event) bool {
	line := e.text
	text := bytes.TrimSpace(line)
	id, sender, rest := eximQueueEntry(line)
	switch {
	case id != nil:
		q.in, q.summary = true, false
		if i := index(rest, "*** frozen ***"); i >= 0 {
			e.QueueID, e.Sender, e.Diagnostic = id, sender, rest[i:]
			e.Kind, e.Origin, e.Status, e.Phase = KindDiagnostic, OriginLocal, StatusHeld, PhaseQueue
			if string(sender) != "<>" {
				// The asterisks are those of the mark for bounces as well.
				e.Diagnostic = e.Diagnostic[4:10]
			}
		}
	case hasPrefix(text, "Count ") && hasSuffix(text, " Domain") && index(text, " Oldest ") > 0:
		q.in, q.summary = true, true
	case q.in && len(text) == 0:
	case q.in && q.summary && eximSummary(text):
	case q.in && !q.summary && eximRecipient(line):
	case eximMatches(text):
		q.in = true
	default:
		q.in = false
		return false
	}
	e.Format = eximQueueFormat
	b.formatLines(eximQueueFormat)
	return true
}

// eximQueueEntry reads "25h  2.9K 1xV0LJ-0000DE-1d <me@example.net> (user)
// *** frozen ***".
func eximQueueEntry(line []byte) (id, sender, rest []byte) {
	s := trimLeft(line)
	_, n := atoi(s, 5)
	if n == 0 || n > 4 || n+24 > len(s) || s[n] != 'm' && s[n] != 'h' && s[n] != 'd' || s[n+1] != ' ' {
		return nil, nil, nil
	}
	size, s := word(trimLeft(s[n+1:]))
	if len(size) == 0 || !isDigit(size[0]) {
		return nil, nil, nil
	}
	for i, c := range size {
		if !isDigit(c) && c != '.' && (i != len(size)-1 || c != 'K' && c != 'M' && c != 'G') {
			return nil, nil, nil
		}
	}
	if n = eximIDLen(s); n == 0 || n+2 > len(s) || s[n] != ' ' || s[n+1] != '<' {
		return nil, nil, nil
	}
	id, s = s[:n], s[n+1:]
	end := bytes.IndexByte(s, '>')
	if end < 0 {
		return nil, nil, nil
	}
	if sender = s[1:end]; len(sender) == 0 {
		sender = s[:2]
	}
	return id, sender, s[end+1:]
}

// eximRecipient knows "          ann@example.com", "        D ann@example.com"
// for one that is done with, and +D for an address that was made of another.
func eximRecipient(line []byte) bool {
	if len(line) < 11 || !hasPrefix(line, "       ") || line[9] != ' ' || line[10] == ' ' {
		return false
	}
	return (line[8] == ' ' || line[8] == 'D') && (line[7] == ' ' || line[7] == '+')
}

// eximMatches knows "2 matches out of 20 messages" of exiqgrep -c.
func eximMatches(text []byte) bool {
	_, n := atoi(text, 9)
	return n > 0 && hasPrefix(text[n:], " matches out of ") && hasSuffix(text, " messages")
}

// eximSummary knows the rows of exiqsumm, "    3   2322    74m     66m
// example.com", the rule and the total.
func eximSummary(text []byte) bool {
	if hasPrefix(text, "-----") {
		return true
	}
	words := 0
	for len(text) > 0 {
		var w []byte
		w, text = word(text)
		text = trimLeft(text)
		if words < 4 && (len(w) == 0 || !isDigit(w[0])) {
			return false
		}
		words++
	}
	return words == 5
}
