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
	s.since1970(int64(whole), int32(frac*pow10[9-digits]), uint8(digits))
}

// since1970 sets the stamp to a number of seconds since 1970, in UTC.
func (s *Stamp) since1970(secs int64, nsec int32, digits uint8) {
	if secs >= year10000 {
		return
	}
	days, rest := secs/secondsADay, secs%secondsADay
	y, m, d := civilFromDays(days)
	*s = Stamp{
		Year: int16(y), Month: uint8(m), Day: uint8(d),
		Hour: uint8(rest / 3600), Min: uint8(rest / 60 % 60), S: uint8(rest % 60),
		Nsec: nsec, FracDigits: digits, HasTime: true, HasZone: true,
	}
}

// year10000 is the first second that no stamp can write.
const year10000 = 253402300800

// micros reads microseconds since 1970, as the journal writes them.
func (s *Stamp) micros(b []byte) {
	v, n := atoi(b, 18)
	if n < 16 || n != len(b) {
		return
	}
	s.since1970(int64(v/1e6), int32(v%1e6)*1000, 6)
}

// civilFromDays is the inverse of daysFromCivil.
func civilFromDays(z int64) (y, m, d int) {
	z += 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = int(doy - (153*mp+2)/5 + 1)
	m = int(mp + 3)
	if m > 12 {
		m -= 12
	}
	y = int(yoe + era*400)
	if m <= 2 {
		y++
	}
	return y, m, d
}
