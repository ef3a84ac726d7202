package parser

import "bytes"

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
	if n := at.weekday(line); n > 0 && n < len(line) {
		// "Sun 2026-11-22 05:38:58: " of MDaemon
		rest := line[n:]
		if hasPrefix(rest, ": ") {
			rest = rest[1:]
		}
		if rest[0] == ' ' {
			if !s.HasTime {
				*s = at
			}
			return trimLeft(rest), leadWeekday
		}
	}
	n := 0
	for n < len(line) && (isAlnum(line[n]) || line[n] == '_' || line[n] == '-' || line[n] == '.') {
		n++
	}
	if n == len(line) {
		return nil, leadNone
	}
	if rest := takeWebSphere(line); rest != nil {
		return rest, leadNone
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
	}
	rest := line[n:]
	switch {
	case hasSuffix(line[:n], "Exception"), hasSuffix(line[:n], "Error"):
		// What follows was not said here: it is told again.
	case hasPrefix(rest, ": ") && (line[0] >= 'a' || bytes.IndexByte(line[:n], '.') > 0):
		return rest[2:], leadProgram
	case (hasPrefix(rest, " - ") || hasPrefix(rest, " : ")) && (bytes.IndexByte(line[:n], '.') > 0 || bytes.IndexByte(line[:n], '_') > 0):
		return rest[3:], leadProgram
	case hasPrefix(rest, "() "):
		return rest[3:], leadNone // the name of a function
	case hasPrefix(line, "UTC - "):
		return rest[3:], leadNone
	case n == 1 && (line[0] == 'O' || line[0] == 'R') && rest[0] == ' ':
		if rest = rest[1:]; hasPrefix(rest, "DEBUG") || replyShape(rest) != shapeNone || commandShape(rest) != shapeNone {
			return rest, leadNone // see takeWebSphere
		}
	case n == 1 && len(line) > 2 && rest[0] == '/' && isAlnum(line[2]):
		// "D/SMTP " of Mozilla, "I/System.out(  123): " of Android.
		if i := bytes.IndexByte(line, ' '); i > 2 && i < 24 && isAlnum(line[i-1]) {
			return line[i+1:], leadNone
		}
		if i := index(line, "): "); i > 2 && i < 48 {
			return line[i+3:], leadNone
		}
	case hasPrefix(line, "SMTP <"), hasPrefix(line, "SMTP >"):
		return line[5:], leadNone // "SMTP <<< 250 Ok"
	case hasPrefix(line, "SMTP ("):
		if i := index(rest, "): "); i > 0 {
			return rest[i+3:], leadAddressee
		}
		if i := index(rest, ") "); i > 0 {
			if rest = trimLeft(rest[i+1:]); hasPrefix(rest, "<--") || hasPrefix(rest, "-->") {
				return rest, leadProxy
			}
		}
	case hasPrefix(rest, "::"):
		// "lettre::transport::smtp: "
		if i := index(rest, ": "); i > 0 && i < 80 && bytes.IndexByte(rest[:i], ' ') < 0 {
			return rest[i+2:], leadModule
		}
	}
	return nil, leadNone
}

// numeric reads a date that is all numbers in another order or with other
// marks than ISO 8601 has, and the time behind it, as Outlook and Android
// write them: "2026.11.22 05:53:12", "11-22 05:53:12.123". The date of one
// without a year is left out.
func (s *Stamp) numeric(b []byte) int {
	if len(b) > 19 && b[4] == '.' && b[7] == '.' && b[10] == ' ' {
		iso := [20]byte{}
		copy(iso[:19], b)
		iso[4], iso[7], iso[19] = '-', '-', ' '
		return s.iso(iso[:]) / 19 * 19 // nothing where it is not read to its seconds
	}
	if len(b) > 17 && b[2] == '.' && b[5] == '.' && (b[8] == ' ' || b[10] == ' ' && len(b) > 19) {
		return s.dayFirst(b)
	}
	if len(b) > 15 && isDigit(b[1]) && b[2] == '-' && isDigit(b[4]) && b[5] == ' ' {
		var at Stamp
		if n := at.clock(b[6:]); n > 0 {
			*s = at
			return 6 + n
		}
	}
	return 0
}

// dayFirst reads "22.11.26 05:53:12" and "22.11.2026 05:53:12".
func (s *Stamp) dayFirst(b []byte) int {
	d, ok1 := two(b)
	m, ok2 := two(b[3:])
	y, n := atoi(b[6:], 4)
	if !ok1 || !ok2 || n != 2 && n != 4 || !validDay(m, d) || b[6+n] != ' ' {
		return 0
	}
	if n == 2 {
		y += 2000
	}
	var at Stamp
	c := at.clock(b[7+n:])
	if c == 0 {
		return 0
	}
	at.Year, at.Month, at.Day = int16(y), m, d
	*s = at
	return 7 + n + c
}

// takeWebSphere takes what WebSphere's logs have behind the time: the number of the
// thread, the name of a component, and a letter, O for what a program wrote to its
// output and R for errors. People leave all but the letter away.
func takeWebSphere(line []byte) []byte {
	n := 0
	for n < len(line) && n < 9 && isHex(line[n]) {
		n++
	}
	if n != 8 || n == len(line) || line[n] != ' ' {
		return nil
	}
	_, rest := word(line[n+1:])
	rest = trimLeft(rest)
	if len(rest) < 2 || rest[0] != 'O' && rest[0] != 'R' || rest[1] != ' ' {
		return nil
	}
	return rest[2:]
}
