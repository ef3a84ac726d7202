package parser

// tai64n reads the stamps of multilog and tai64n, "@400000005f0000000000abcd":
// seconds of TAI since 1970 and nanoseconds, in hexadecimal. It gives the
// number of bytes read, 0 for none.
//
// QUIRK: the programs that write them add ten seconds to the time of Unix,
// whatever number of leap seconds there were.
func (s *Stamp) tai64n(b []byte) int {
	if len(b) < 26 || b[0] != '@' || b[1] != '4' || b[25] != ' ' {
		return 0
	}
	var sec, nsec uint64
	bad := byte(0)
	for _, c := range b[1:17] {
		d := hexDigits[c]
		bad |= d
		sec = sec<<4 | uint64(d)
	}
	for _, c := range b[17:25] {
		d := hexDigits[c]
		bad |= d
		nsec = nsec<<4 | uint64(d)
	}
	if bad > 15 {
		return 0
	}
	sec -= 1 << 62
	if sec < 10 || sec > 1<<37 || nsec > 999999999 {
		return 0
	}
	s.unix(int64(sec-10), int(nsec), 9)
	return 25
}

// splogger reads "1054194593.322921 ", the stamps of splogger; it gives the number
// of bytes read with the blank, 0 for none.
func (s *Stamp) splogger(b []byte) int {
	sec, n := atoi(b, 11)
	if n < 9 || n+2 >= len(b) || b[n] != '.' {
		return 0
	}
	frac, d := atoi(b[n+1:], 9)
	end := n + 1 + d
	if d == 0 || end >= len(b) || b[end] != ' ' {
		return 0
	}
	s.unix(int64(sec), frac, d)
	return end + 1
}

// hexDigits are the values of the lower case hexadecimal digits; 255 for what
// is none.
var hexDigits = func() (t [256]byte) {
	for c := range t {
		switch c := byte(c); {
		case isDigit(c):
			t[c] = c - '0'
		case 'a' <= c && c <= 'f':
			t[c] = c - 'a' + 10
		default:
			t[c] = 255
		}
	}
	return t
}()

// behindTAI64N takes off e.text the stamp that the frame of the line has read;
// ok tells whether there was one.
func (e *Event) behindTAI64N() (rest []byte, ok bool) {
	if len(e.text) < 26 || e.text[0] != '@' || e.text[25] != ' ' || !e.Time.HasDate() {
		return e.text, false
	}
	return e.text[26:], true
}
