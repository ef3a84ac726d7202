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
	high, ok1 := lowerHex8(eightOctets(b[1:]))
	low, ok2 := lowerHex8(eightOctets(b[9:]))
	nsec, ok3 := lowerHex8(eightOctets(b[17:]))
	if !ok1 || !ok2 || !ok3 {
		return 0
	}
	sec := high<<32 | low
	sec -= 1 << 62
	if sec < 10 || sec > 1<<37 || nsec > 999999999 {
		return 0
	}
	s.since1970(int64(sec-10), int(nsec), 9)
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
	s.since1970(int64(sec), frac, d)
	return end + 1
}

// lowerHex8 reads eight lower case hexadecimal digits at once, the first in the
// lowest octet of w; ok is false where others are among them.
func lowerHex8(w uint64) (v uint64, ok bool) {
	letters := w >> 6 & each
	v = w&(each*0x0f) + letters*9
	// Six more than a digit's value has a fifth bit where the digit is a letter,
	// and no value has one; and so much must make the octet again.
	ok = (v+each*6)>>4&each == letters && v&(each*0x10) == 0 && v+each*'0'+letters*('a'-'0'-10) == w
	v = (v<<4 | v>>8) & 0x00ff00ff00ff00ff
	v = (v<<8 | v>>16) & 0x0000ffff0000ffff
	return (v<<16 | v>>32) & 0xffffffff, ok
}

// behindTAI64N takes off e.text the stamp that the frame of the line has read;
// ok tells whether there was one.
func (e *Event) behindTAI64N() (rest []byte, ok bool) {
	if len(e.text) < 26 || e.text[0] != '@' || e.text[25] != ' ' || !e.Time.HasDate() {
		return e.text, false
	}
	return e.text[26:], true
}
