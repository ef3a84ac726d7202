package parser

import "bytes"

// ownsLine tells lines without a header that no format of a log need be asked
// about: those that one sourceReader alone knows, and those behind blanks.
func ownsLine(line []byte) bool {
	return len(line) > 4 && (noLog(line) || owned(line) || sourcesBy.knows(line))
}

// multilogged leaves a line to the sequencer that has multilog's stamp and
// behind it what no format of a log begins with: a process and an arrow, say. It
// gives false for any other.
func (lc *lineContext) multilogged(b *Batch, line []byte, no int64) bool {
	const stamp = 26
	if len(line) < stamp || !noLog(line[stamp:]) || !noControl(line) {
		return false
	}
	lc.f = frame{}
	if lc.f.stamp.tai64n(line) == 0 {
		return false
	}
	lc.plain(b, line, line, no, lacksLater|glanceControl)
	return true
}

func owned(line []byte) bool {
	switch c := line[0]; {
	case c == '{':
		return hasPrefix(line, postqueueStart)
	case c == '_', c-'A' <= 25 && (line[1] == '_' || line[1]-'A' <= 25):
		n := exportName(line)
		return n < len(line) && line[n] == '=' || dmaQueueField(line)
	case c == 'F' || c == 'T':
		return dmaQueueField(line)
	case isDigit(c):
		return exchangeStamp(line) || webEntry(line) || listed(line)
	case isBlank(c):
		return indented(line)
	case line[1] == ',' || line[2] == ',':
		return pmtaType(line) != StatusUnknown && pmtaStamp(line)
	}
	return false
}

// exchangeStamp tells whether line begins as entries of Exchange's logs do: with
// a stamp and, right behind it, the next field.
func exchangeStamp(line []byte) bool {
	return len(line) > 26 && line[24] == ',' && line[23] == 'Z' && line[10] == 'T' && line[4] == '-' && isDigit(line[1]) && isDigit(line[2]) && isDigit(line[3])
}

// webEntry tells whether line begins as the entries of web servers' logs do, of
// which IIS is one: with a stamp, an address, and a word that is neither a tag
// nor a value.
func webEntry(line []byte) bool {
	if len(line) < 30 || line[4] != '-' || line[10] != ' ' || line[13] != ':' || line[16] != ':' || line[19] != ' ' || !isDigit(line[20]) {
		return false
	}
	n := 20
	for n < len(line) && n < 36 && (isDigit(line[n]) || line[n] == '.') {
		n++
	}
	if n >= len(line) || line[n] != ' ' || !looksIP(line[20:n]) {
		return false
	}
	for _, c := range line[n+1:] {
		switch c {
		case ' ':
			return true
		case ':', '[', ']', '(', '=', '|':
			return false
		}
	}
	return false
}

// stackLine tells whether line is of a stack as Java, JavaScript and .NET print
// it, "    at send (/srv/mail.js:3:50)": logs of programs are full of them.
func stackLine(line []byte) bool {
	i := 0
	for i < len(line) && isBlank(line[i]) {
		i++
	}
	last := len(line) - 1
	return i > 0 && hasPrefix(line[i:], "at ") && (line[last] == ')' || isDigit(line[last]) && bytes.IndexByte(line[i+3:], ' ') < 0 && bytes.IndexByte(line, ':') > 0)
}

// indented tells whether nothing stands in a line behind a blank by which a
// format knows the lines of its logs: all that may begin so have values behind
// equals signs, an object at their end, or a host or a reason in brackets; and
// no container's name stands there.
func indented(line []byte) bool {
	return line[len(line)-1] != '}' && bytes.IndexByte(line, '=') < 0 && bytes.IndexByte(line, '|') < 0 && (line[0] == ' ' || bytes.IndexByte(line, '(') < 0 && bytes.IndexByte(line, '[') < 0)
}

// noLog knows, by their first octets, the most of what transcripts are made of,
// and of the logs that sources read: nothing that a format sniffs at begins with
// a code, with one letter and a colon, with an arrow in brackets, with a process
// and an arrow or a word, or with a stamp and a comma.
func noLog(msg []byte) bool {
	if len(msg) < 3 {
		return len(msg) == 0
	}
	if !isDigit(msg[0]) {
		return msg[1] == ':' && msg[2] == ' ' || msg[0] == '[' && (msg[1] == '<' || msg[1] == '-' && msg[2] == '>')
	}
	if startsReply(msg) {
		return true
	}
	_, n := atoi(msg, 8)
	if n+2 >= len(msg) {
		return false
	}
	switch msg[n] {
	case ' ':
		c := msg[n+1]
		if n > 1 && (c == '<' || c == '>' || c == '=') {
			return msg[n+2] == ' ' || msg[n+2] == c
		}
		return n < 8 && c-'a' < 26 // too short a number for a time or an id
	case '-':
		return len(msg) > 24 && (msg[20] == ',' || msg[24] == ',') && msg[10] == 'T'
	}
	return false
}

// listed tells whether line begins an entry of a queue listing.
func listed(line []byte) bool {
	if line[4] == '-' {
		return false // a date
	}
	if id, _ := postfixQueueEntry(line); id != nil {
		return true
	}
	if id, sender := sendmailQueueEntry(line); id != nil && len(sender) > 0 {
		return true
	}
	id, _, _ := eximQueueEntry(line)
	return id != nil || courierQueueEntry(line)
}
