package parser

import "bytes"

// maxLeads is how many things are taken off the beginning of a line before
// what it says.
const maxLeads = 9

// levels are the words by which logging libraries rank a line.
var levels = [...]string{
	"DEBUG", "INFO", "TRACE", "WARN", "WARNING", "ERROR", "NOTICE", "VERBOSE", "FINE", "FINER", "FINEST", "CONFIG", "SEVERE", "SUCCESS",
}

// takeLead takes one thing off the beginning of line that may stand before
// any line: a time, a level, a name in brackets, what a dialect's lead is. A
// time goes into s. It gives nil when there is nothing to take.
func takeLead(line []byte, s *Stamp) (rest []byte, l lead) {
	if len(line) == 0 {
		return nil, leadNone
	}
	switch c := line[0]; {
	case isBlank(c):
		return trimLeft(line), leadNone
	case isDigit(c):
		return takeNumber(line, s)
	case c == '[':
		return takeBracket(line, s)
	case c == '(':
		if i := index(line, ") "); i > 0 && i < 64 {
			return line[i+2:], leadPeer
		}
	case c == '|':
		return trimLeft(line[1:]), leadNone
	case c == '<':
		return takeAngle(line)
	case c == '-':
		// "12 --- [main]", "DEBUG - smtp - "
		if hasPrefix(line, "- ") || hasPrefix(line, "--- ") {
			return line[index(line, " ")+1:], leadNone
		}
		if hasPrefix(line, "-- : ") {
			return line[len("-- : "):], leadNone // Ruby's logger, without a name
		}
	case c == '*':
		if n := 2; len(line) > n && isDigit(line[1]) {
			// "*1 " of nginx.
			for n < len(line) && isDigit(line[n]) {
				n++
			}
			if n < len(line) && line[n] == ' ' {
				return line[n+1:], leadNone
			}
		}
	case isAlpha(c):
		return takeWord(line, s)
	}
	return nil, leadNone
}

// takeAngle takes a name or a level in angle brackets: "<k3v8d2> ", "<2> ".
func takeAngle(line []byte) ([]byte, lead) {
	n := 1
	for n < len(line) && n <= maxSessionName && isAlnum(line[n]) {
		n++
	}
	if n < 2 || n+1 >= len(line) || line[n] != '>' || line[n+1] != ' ' {
		return nil, leadNone
	}
	if isReplyish(line[1:n]) && n == 4 {
		return nil, leadNone
	}
	return line[n+2:], leadSession
}

// takeStamp takes a time off the beginning of line: a date and a time, a time
// alone, or the seconds since 1970 with a fraction.
func takeStamp(line []byte, s *Stamp) []byte {
	if len(line) < 10 || !isDigit(line[0]) || isDigit(line[1]) && isDigit(line[2]) && !isDigit(line[3]) {
		return line
	}
	if sec, n := atoi(line, 10); n == 10 && len(line) > 18 && line[10] == '.' {
		usec, digits := atoi(line[11:], 6)
		if rest := line[11+digits:]; digits > 2 && len(rest) > 0 && rest[0] == ' ' {
			if !s.HasTime {
				s.since1970(int64(sec), usec, digits)
			}
			return rest[1:]
		}
		return line
	}
	if rest, l := takeNumber(line, s); rest != nil && l == leadNone {
		return rest
	}
	return line
}

// takeNumber takes a time or a number.
func takeNumber(line []byte, s *Stamp) ([]byte, lead) {
	var at Stamp
	n := at.iso(line)
	if n == 0 {
		n = at.clock(line)
	}
	if n == 0 {
		n = at.numeric(line)
	}
	if n > 0 {
		rest := line[n:]
		for _, half := range [...]string{" AM", " PM", "AM", "PM", "Z"} {
			if hasPrefix(rest, half) {
				if hasSuffix([]byte(half), "PM") && at.Hour < 12 {
					at.Hour += 12
				}
				rest = rest[len(half):]
				break
			}
		}
		if len(rest) > 0 && rest[0] == ':' {
			rest = rest[1:]
		}
		if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' && rest[0] != ']' {
			return nil, leadNone
		}
		if !s.HasTime {
			*s = at
		}
		rest = trimLeft(rest)
		if hasPrefix(rest, "- ") {
			rest = rest[2:]
		}
		return rest, leadNone
	}
	if rest := takeLogcat(line); rest != nil {
		return rest, leadNone
	}
	if rest := takeWebSphere(line); rest != nil {
		return rest, leadNone
	}
	_, n = atoi(line, 10)
	rest := line[n:]
	if len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	switch {
	case hasPrefix(rest, "--- "):
		return rest, leadNone
	case len(rest) > 3 && rest[0] == '[' && isAlnum(rest[1]):
		// "5788[1911140]: "
		if i := bytes.IndexByte(rest[:min(len(rest), 24)], ']'); i > 0 && hasPrefix(rest[i:], "]: ") {
			return rest[i+3:], leadNone
		}
	}
	if i := index(line[:min(len(line), 48)], " - "); i > 0 && bytes.IndexByte(line[:i], ' ') < 0 && looksAddress(line[:i]) {
		return line[i+3:], leadNone // "192.0.2.1:25 - "
	}
	if len(rest) > 1 && (rest[0] == '<' || rest[0] == '>' || hasAnyPrefix(rest, behindNumber[:])) {
		return rest, leadNumber
	}
	return nil, leadNone
}

// takeLogcat takes what Android's log has behind the time: the numbers of the
// process and the thread, a letter for the level, and a tag.
func takeLogcat(line []byte) []byte {
	rest := line
	for range 2 {
		_, n := atoi(rest, 6)
		if n == 0 || n >= len(rest) || rest[n] != ' ' {
			return nil
		}
		rest = trimLeft(rest[n:])
	}
	if len(rest) < 5 || rest[1] != ' ' || !isAlpha(rest[0]) || rest[0] > 'Z' {
		return nil
	}
	if i := index(rest[:min(len(rest), 64)], ": "); i > 0 {
		return rest[i+2:]
	}
	return nil
}

// behindNumber is what stands behind the number of a process in the debugging
// of Exim: marks, what it does, and the further lines of a reply.
var behindNumber = [...]string{"SMTP<", "SMTP>", "SMTP|", "SMTP+", "SMTP~", "SMTP(", " SMTP", "  SMTP", "  LMTP", "Connecting to ", "      "}

// numbersProcess tells whether the digits that a line begins with are a process's
// and no reply code, though they may look like one: 308 in "308   SMTP<< 220 hi".
func numbersProcess(line []byte) bool {
	_, n := atoi(line, 10)
	rest := trimLeft(line[n:])
	if len(rest) < 6 || len(rest)+n == len(line) {
		return false
	}
	if rest[1] == 'M' && rest[2] == 'T' && rest[3] == 'P' && (rest[0] == 'S' || rest[0] == 'L') {
		c := rest[4]
		return c == '(' || (c == '<' || c == '>' || c == '|' || c == '+' || c == '~') && (rest[5] == '<' || rest[5] == '>' || rest[5] == '|')
	}
	return hasPrefix(rest, "Connecting to ") && index(rest, "]:") > 0 && index(rest, " ... ") > 0
}

// looksAddress tells whether word is an IP address, with or without a port.
func looksAddress(word []byte) bool {
	if i := bytes.LastIndexByte(word, ':'); i > 0 && looksIP(word[:i]) {
		return true
	}
	return looksIP(word)
}

// takeBracket takes a time or a name in brackets.
func takeBracket(line []byte, s *Stamp) ([]byte, lead) {
	end := bytes.IndexByte(line, ']')
	if end < 0 || end > 80 {
		return nil, leadNone
	}
	in := line[1:end]
	l := leadNone
	var at Stamp
	if n := at.iso(in); n > 0 {
		if in[10] == 'T' {
			l = leadMoment
		}
		if !s.HasTime {
			*s = at
		}
		if index(in, "::") > 0 {
			l = leadModule // "[2026-11-22T05:53:12Z DEBUG lettre::transport] "
		}
	} else if hasPrefix(in, "SMTP ") {
		l = leadSession // "[SMTP 192.0.2.9:54508] " of MailHog
	} else if index(in, "::") > 0 && bytes.IndexByte(in, ' ') < 0 {
		l = leadModule // "[2026-11-22 05:53:12.123][lettre::transport][DEBUG] "
	} else if n := at.clock(in); n > 0 && !s.HasTime {
		*s = at
	}
	rest := line[end+1:]
	if len(rest) > 0 && rest[0] == ':' {
		rest = rest[1:]
	}
	if len(rest) > 2 && rest[0] == '<' && isDigit(rest[1]) && rest[2] == '>' {
		rest = rest[3:] // "[2026-11-22 05:53:36]<2> " of NeoMutt
	}
	if len(rest) > 1 && rest[0] == '[' && (rest[1] != ' ' || line[0] == '[') {
		return rest, l // another follows: "[192.0.2.9][41217] "
	}
	if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' {
		return nil, leadNone
	}
	// One blank: a line of text may begin with others.
	if len(rest) > 0 {
		rest = rest[1:]
	}
	return rest, l
}
