package parser

// setUnix sets date and clock to the second sec since 1970-01-01, UTC.
func (s *Stamp) setUnix(sec int64) {
	days := floorDiv(sec, secondsADay)
	y, m, d := civil(days)
	s.Year, s.Month, s.Day = int16(y), uint8(m), uint8(d)
	clock := int(sec - days*secondsADay)
	s.Hour, s.Min, s.S = uint8(clock/3600), uint8(clock/60%60), uint8(clock%60)
}

// floorDiv divides and rounds down.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// civil gives the date of a day, counted from 1970-01-01. It counts years from
// March on, so that a leap day is the last of its year, in spans of 400 years,
// which are all of one length.
func civil(days int64) (y, m, d int) {
	const span = 400*365 + 97
	days += 719468 // since the first of March of the year 0
	spans := floorDiv(days, span)
	n := int(days - spans*span)
	year := (n - n/(4*365) + n/(100*365+24) - n/(span-1)) / 365
	n -= 365*year + year/4 - year/100
	m = (5*n + 2) / 153
	d = n - (153*m+2)/5 + 1
	y = int(spans)*400 + year
	if m += 3; m > 12 {
		m -= 12
		y++
	}
	return y, m, d
}
