package parser

// The forms in which logs write a stamp: of syslog, of RFC 3339 and its kin, of
// journalctl and of ctime.

// months are the English names that BSD syslog writes (RFC 3164 §4.1.2).
const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

// month reads an English month abbreviation; 0 for none.
func month(b []byte) uint8 {
	if len(b) < 3 {
		return 0
	}
	for i := 0; i < len(months); i += 3 {
		if b[0] == months[i] && b[1] == months[i+1] && b[2] == months[i+2] {
			return uint8(i/3 + 1)
		}
	}
	return 0
}

// two reads two digits; ok is false when they are none.
func two(b []byte) (v uint8, ok bool) {
	h, l := b[0]-'0', b[1]-'0'
	return h*10 + l, h <= 9 && l <= 9
}

// clock reads hh:mm:ss[.fraction] into s and gives the number of bytes read;
// 0 when b does not begin with a time of day.
func (s *Stamp) clock(b []byte) int {
	if len(b) < 8 || b[2] != ':' || b[5] != ':' {
		return 0
	}
	h, ok1 := two(b)
	m, ok2 := two(b[3:])
	sec, ok3 := two(b[6:])
	if !ok1 || !ok2 || !ok3 || h > 23 || m > 59 || sec > 60 {
		return 0
	}
	s.Hour, s.Min, s.S, s.HasTime = h, m, sec, true
	if len(b) > 9 && (b[8] == '.' || b[8] == ',') && isDigit(b[9]) {
		n := 9
		frac, scale := int32(0), int32(1e8)
		for n < len(b) && isDigit(b[n]) {
			frac += int32(b[n]-'0') * scale
			scale /= 10
			n++
		}
		s.Nsec = frac
		s.FracDigits = uint8(min(n-9, 9))
		return n
	}
	return 8
}

// validDay tells whether the day can stand in the month, in some year.
func validDay(m, d uint8) bool {
	switch m {
	case 2:
		return d >= 1 && d <= 29
	case 4, 6, 9, 11:
		return d >= 1 && d <= 30
	}
	return m >= 1 && m <= 12 && d >= 1 && d <= 31
}

// bsd reads "Mmm dd hh:mm:ss" (RFC 3164 §4.1.2), also with the year before the
// month ("2006 Jan _2"), with the year behind the day ("Jan _2 2006"), and with
// a fraction; it gives the number of bytes read, 0 for none.
func (s *Stamp) bsd(b []byte) int {
	if len(b) < 15 {
		return 0
	}
	i, year := 0, s.Year // which s keeps where b is no such stamp
	if isDigit(b[0]) {
		y, n := atoi(b, 4)
		if n != 4 || b[4] != ' ' || y < 1970 {
			return 0
		}
		i, year = 5, int16(y)
	}
	if len(b) < i+15 || b[i+3] != ' ' {
		return 0
	}
	m := month(b[i:])
	if m == 0 {
		return 0
	}
	i += 4
	if b[i] == ' ' {
		i++
	}
	d, n := atoi(b[i:], 2)
	if n == 0 || !validDay(m, uint8(d)) {
		return 0
	}
	i += n
	if i >= len(b) || b[i] != ' ' {
		return 0
	}
	i++
	if year == 0 && len(b) >= i+13 && isDigit(b[i]) && isDigit(b[i+1]) && isDigit(b[i+2]) && isDigit(b[i+3]) && b[i+4] == ' ' {
		y, _ := atoi(b[i:], 4)
		i, year = i+5, int16(y)
	}
	n = s.clock(b[i:])
	if n == 0 {
		return 0
	}
	s.Year, s.Month, s.Day = year, m, uint8(d)
	s.relative = year == 0
	return i + n
}

// iso reads an RFC 3339 §5.6 date-time, also with a blank for the T, with a
// comma for the point, without a zone, and with a zone of four digits; it
// gives the number of bytes read, 0 for none.
func (s *Stamp) iso(b []byte) int {
	if len(b) < 19 || b[4] != '-' && b[4] != '/' || b[7] != b[4] || (b[10] != 'T' && b[10] != ' ' && b[10] != '_') {
		return 0
	}
	y, n := atoi(b, 4)
	m, ok1 := two(b[5:])
	d, ok2 := two(b[8:])
	if n != 4 || !ok1 || !ok2 || !validDay(m, d) {
		return 0
	}
	n = s.clock(b[11:])
	if n == 0 {
		return 0
	}
	s.Year, s.Month, s.Day = int16(y), m, d
	i := 11 + n
	return i + s.zone(b[i:])
}

// weekday reads "Sun 2026-11-22 05:38:58 UTC" and "Sun Nov 22 05:38:58 2026".
// A zone that has a name only, and is not UTC, is left out: names of zones are
// ambiguous.
func (s *Stamp) weekday(b []byte) int {
	if len(b) < 24 || !isAlpha(b[0]) || !isAlpha(b[1]) || !isAlpha(b[2]) || b[3] != ' ' {
		return 0
	}
	if month(b[4:]) != 0 {
		n := s.bsd(b[4:])
		if n == 0 {
			return 0
		}
		n += 4
		if s.relative && len(b) >= n+5 && b[n] == ' ' {
			if y, d := atoi(b[n+1:], 4); d == 4 && y >= 1970 {
				s.Year, s.relative = int16(y), false
				n += 5
			}
		}
		return n
	}
	if !isDigit(b[4]) {
		return 0
	}
	n := s.iso(b[4:])
	if n == 0 {
		return 0
	}
	n += 4
	if !s.HasZone && n+1 < len(b) && b[n] == ' ' {
		z := n + 1
		for z < len(b) && b[z] != ' ' && (b[z]-'A' <= 25 || b[z] == '+' || b[z] == '-' || isDigit(b[z])) {
			z++
		}
		if name := b[n+1 : z]; len(name) >= 3 && len(name) <= 5 && z < len(b) && b[z] == ' ' {
			s.HasZone = string(name) == "UTC" || string(name) == "GMT"
			n = z
		}
	}
	return n
}

// zone reads Z, +hh:mm, +hhmm or +hh, also behind one blank.
func (s *Stamp) zone(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	if b[0] == 'Z' {
		s.HasZone = true
		return 1
	}
	i := 0
	if b[0] == ' ' && len(b) > 5 && (b[1] == '+' || b[1] == '-') && isDigit(b[2]) && isDigit(b[3]) && isDigit(b[4]) && isDigit(b[5]) {
		i = 1
	}
	if len(b) < i+3 || (b[i] != '+' && b[i] != '-') {
		return 0
	}
	h, ok := two(b[i+1:])
	if !ok || h > 15 {
		return 0
	}
	sec := int32(h) * 3600
	n := i + 3
	j := n
	if j < len(b) && b[j] == ':' {
		j++
	}
	if len(b) >= j+2 {
		if m, ok := two(b[j:]); ok && m < 60 {
			sec += int32(m) * 60
			n = j + 2
		}
	}
	if b[i] == '-' {
		sec = -sec
	}
	s.ZoneSec, s.HasZone = sec, true
	return n
}
