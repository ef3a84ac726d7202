package parser

import (
	"strconv"
	"time"
)

// Stamp is a point of time as a log writes it. What the log does not tell is
// not there: see the Has methods.
type Stamp struct {
	Year          int16 // 0 when the log does not tell and it was not inferred
	Month         uint8 // 1 to 12; 0 when there is no date
	Day           uint8
	Hour, Min, S  uint8
	FracDigits    uint8 // digits of the fraction that the log gives
	Nsec          int32
	ZoneSec       int32 // seconds east of UTC
	HasZone       bool
	HasTime       bool
	YearInferred  bool
	relative      bool // the year is yet to be found by the sequencer
	relativeYears int16
}

// HasDate tells whether the stamp has a day of a month.
func (s *Stamp) HasDate() bool { return s.Month != 0 }

// Time gives the stamp as a time.Time; loc is used when the log gives no
// zone. The result is the zero Time when the stamp has no date or no year.
func (s *Stamp) Time(loc *time.Location) time.Time {
	if s.Month == 0 || s.Year == 0 {
		return time.Time{}
	}
	if s.HasZone {
		if s.ZoneSec == 0 {
			loc = time.UTC
		} else {
			loc = time.FixedZone("", int(s.ZoneSec))
		}
	}
	return time.Date(int(s.Year), time.Month(s.Month), int(s.Day), int(s.Hour), int(s.Min), int(s.S), int(s.Nsec), loc)
}

// Civil gives the seconds from 1970-01-01T00:00:00 to the stamp as if its
// clock ran in UTC. It orders stamps of one zone without a time.Location.
func (s *Stamp) Civil() int64 {
	return daysFromCivil(int(s.Year), int(s.Month), int(s.Day))*secondsADay + int64(s.daySecond())
}

// daySecond gives the second of the day, by the stamp's clock.
func (s *Stamp) daySecond() int32 {
	return int32(s.Hour)*3600 + int32(s.Min)*60 + int32(s.S)
}

// daysFromCivil counts the days from 1970-01-01 in the Gregorian calendar.
func daysFromCivil(y, m, d int) int64 {
	if m <= 2 {
		y--
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yoe := y - era*400
	mp := (m + 9) % 12
	doy := (153*mp+2)/5 + d - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return int64(era)*146097 + int64(doe) - 719468
}

// seconds reads a count of seconds with a fraction, such as "3.2" or "4e-05".
func seconds(b []byte) (float64, bool) {
	whole, n := atoi(b, 15)
	if n == 0 {
		return 0, false
	}
	if n == len(b) {
		return float64(whole), true
	}
	if b[n] == '.' {
		frac, d := atoi(b[n+1:], 9)
		if n+1+d == len(b) {
			// One division is exact to the last bit where the digits fit.
			return float64(whole*pow10[d]+frac) / float64(pow10[d]), true
		}
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return f, err == nil
}

var pow10 = [...]int{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}
