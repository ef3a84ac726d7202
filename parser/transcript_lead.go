package parser

import (
	"bytes"
	"time"
)

// maxLeads is how many things are taken off the beginning of a line before
// what it says.
const maxLeads = 6

// levels are the words by which logging libraries rank a line.
var levels = [...]string{"DEBUG", "INFO", "TRACE", "WARN", "WARNING", "ERROR", "NOTICE", "FINE", "VERBOSE"}

// takeLead takes one thing off the beginning of line that may stand before
// any line: a time, a level, a name in brackets, what a dialect's lead is. A
// time goes into s. It gives nil when there is nothing to take.
func takeLead(line []byte, s *Stamp) (rest []byte, l lead) {
	if len(line) == 0 {
		return nil, leadNone
	}
	switch c := line[0]; {
	case c == ' ' || c == '\t':
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
	case isAlpha(c):
		return takeWord(line, s)
	}
	return nil, leadNone
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
				s.unix(int64(sec), usec, digits)
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

// unix sets s to a number of seconds since 1970 and a fraction of so many
// digits.
func (s *Stamp) unix(sec int64, frac, digits int) {
	for i := digits; i < 9; i++ {
		frac *= 10
	}
	u := time.Unix(sec, int64(frac)).UTC()
	y, m, d := u.Date()
	*s = Stamp{
		Year: int16(y), Month: uint8(m), Day: uint8(d), Hour: uint8(u.Hour()), Min: uint8(u.Minute()), S: uint8(u.Second()),
		Nsec: int32(frac), FracDigits: uint8(digits), HasZone: true, HasTime: true,
	}
}

// takeNumber takes a time or a number.
func takeNumber(line []byte, s *Stamp) ([]byte, lead) {
	var at Stamp
	n := at.iso(line)
	if n == 0 {
		n = at.clock(line)
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
	_, n = atoi(line, 10)
	rest := line[n:]
	if len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	if len(rest) > 1 && (rest[0] == '<' || rest[0] == '>' || hasAnyPrefix(rest, behindNumber[:])) {
		return rest, leadNumber
	}
	return nil, leadNone
}

// behindNumber is what stands behind the number of a process in the debugging
// of Exim: marks, what it does, and the further lines of a reply.
var behindNumber = [...]string{"SMTP", " SMTP", "  SMTP", "  LMTP", "Connecting to ", "      "}

// takeBracket takes a time or a name in brackets.
func takeBracket(line []byte, s *Stamp) ([]byte, lead) {
	end := bytes.IndexByte(line, ']')
	if end < 0 || end > 48 {
		return nil, leadNone
	}
	in := line[1:end]
	var at Stamp
	if n := at.iso(in); n > 0 && !s.HasTime {
		*s = at
	} else if n := at.clock(in); n > 0 && !s.HasTime {
		*s = at
	}
	rest := line[end+1:]
	if len(rest) > 0 && rest[0] == ':' {
		rest = rest[1:]
	}
	if len(rest) > 0 && rest[0] != ' ' && rest[0] != '\t' {
		return nil, leadNone
	}
	// One blank: a line of text may begin with others.
	if len(rest) > 0 {
		rest = rest[1:]
	}
	return rest, leadNone
}

// takeWord takes a time that begins with a month, a level and its logger, a
// Perl object or the name of a program.
func takeWord(line []byte, s *Stamp) ([]byte, lead) {
	var at Stamp
	if n := at.bsd(line); n > 0 && n < len(line) && line[n] == ' ' {
		if !s.HasTime {
			*s = at
		}
		return trimLeft(line[n:]), leadNone
	}
	n := 0
	for n < len(line) && (isAlnum(line[n]) || line[n] == '_' || line[n] == '-' || line[n] == '.') {
		n++
	}
	if n == len(line) {
		return nil, leadNone
	}
	for _, level := range &levels {
		if string(line[:n]) != level {
			continue
		}
		rest := line[n:]
		if rest[0] == ':' {
			// "DEBUG:mail.log:text"
			rest = rest[1:]
			if i := bytes.IndexByte(rest, ':'); i > 0 && i < 40 && bytes.IndexByte(rest[:i], ' ') < 0 {
				return rest[i+1:], leadNone
			}
			return trimLeft(rest), leadNone
		}
		if rest[0] == ' ' {
			return trimLeft(rest), leadNone
		}
		return nil, leadNone
	}
	if line[n] == ':' && n+1 < len(line) && line[n+1] == ':' || line[n] == '=' {
		if i := index(line[:min(len(line), 100)], "=GLOB(0x"); i >= 0 {
			if j := bytes.IndexByte(line[i:], ')'); j > 0 && j < 32 {
				return line[i+j+1:], leadObject
			}
		}
		return nil, leadNone
	}
	if line[n] == ':' && n+2 < len(line) && line[n+1] == ' ' && line[0] >= 'a' {
		return line[n+2:], leadProgram
	}
	return nil, leadNone
}
