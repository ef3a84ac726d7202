package parser

import "bytes"

// courierQueueFormat is what mailq of Courier prints: a line with the size,
// the queue id and the date, one with user and sender, then the recipients,
// each with "delivered" or the like before it where it was dealt with.
var courierQueueFormat = register(&Format{
	Name:    "courier-queue",
	group:   groupQueues,
	Title:   "Courier's queue, mailq and mailq -batch",
	Example: "Size             Queue ID                                                    Date\nUser             From\nStatus           Recipient\n---------------- ---------------------------------------------------------\n382              0000000000000081.000000006B028327.000000C2                  Nov 22 05:52\ncourier          me@example.net\n                 ann@example.com",
	Reads:   "no record: the listing tells no reason, its lines are known and left alone",
	Leaves:  "why mail waits, which the log of courieresmtp tells",
})

func init() {
	registerSource(sourceKind{starts: "S.KM" + digits, behindCode: " ", make: func(*sequencer) sourceReader {
		return &silentListing{format: courierQueueFormat, begins: courierQueueEntry, goesOn: courierQueueLine}
	}})
}

// courierQueueEntry knows the heading, and "382   0000000000000081.000000006B028327.000000C2   Nov 22 05:52",
// also as "382;0000000000000081.000000006B028327.000000C2;1795326759;…".
func courierQueueEntry(line []byte) bool {
	if hasPrefix(line, "Size             Queue ID ") {
		return true
	}
	n := 0
	for n < len(line) && (isDigit(line[n]) || line[n] == '.' || line[n] == 'K' || line[n] == 'M') {
		n++
	}
	if n == 0 || n >= len(line) {
		return false
	}
	rest := line[n:]
	if rest[0] == ';' {
		rest = rest[1:]
	} else if len(rest) < 18-n || len(trimLeft(rest)) != len(line)-17 {
		return false
	} else {
		rest = line[17:]
	}
	dots := 0
	for i, c := range rest {
		switch {
		case c == '.':
			dots++
		case c == ' ' || c == ';':
			return dots == 2 && i > 20
		case !isHex(c):
			return false
		}
	}
	return false
}

// courierQueueLine knows the lines of an entry, a word at most before the
// second column, which begins where that of the heading does, and the count at
// the end.
func courierQueueLine(line []byte) bool {
	text := bytes.TrimSpace(line)
	switch {
	case len(text) == 0, hasPrefix(line, "Status           Recipient"), hasPrefix(line, "----------------"):
		return true
	case hasSuffix(text, " messages."), hasSuffix(text, " message."):
		return line[0] == ' '
	}
	if len(line) < 17 || line[16] != ' ' || len(line) > 17 && line[17] == ' ' {
		return false
	}
	_, rest := word(line[:17])
	return len(bytes.TrimLeft(rest, " ")) == 0
}
