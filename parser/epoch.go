package parser

// epoch reads the time since 1970 as a number: of seconds, with or without a
// fraction, or of thousandths, millionths or billionths of one.
func (s *Stamp) epoch(v []byte) {
	whole, n := atoi(v, 19)
	frac, digits := 0, 0
	rest := v[n:]
	switch n {
	case 10:
		if len(rest) > 1 && rest[0] == '.' {
			frac, digits = atoi(rest[1:], 9)
			rest = rest[1+digits:]
		}
	case 13, 16, 19:
		digits = n - 10
		frac = whole % pow10[digits]
		whole /= pow10[digits]
	default:
		return
	}
	if len(rest) > 0 {
		return
	}
	s.since1970(int64(whole), frac, digits)
}

// since1970 sets the stamp to a number of seconds since 1970, in UTC, and a
// fraction of so many digits.
func (s *Stamp) since1970(secs int64, frac, digits int) {
	if secs >= year10000 {
		return
	}
	*s = Stamp{Nsec: int32(frac * pow10[9-digits]), FracDigits: uint8(digits), HasTime: true, HasZone: true}
	s.setUnix(secs)
}

// year10000 is the first second that no stamp can write.
const year10000 = 253402300800

// micros reads microseconds since 1970, as the journal writes them.
func (s *Stamp) micros(b []byte) {
	v, n := atoi(b, 18)
	if n < 16 || n != len(b) {
		return
	}
	s.since1970(int64(v/1e6), v%1e6, 6)
}
