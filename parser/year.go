package parser

import "time"

// yearWalk finds the years of stamps that have none. Stamps walk forward: one
// that lies more than a day before the last belongs to the next year, and one
// that lies nearly a year after it is a stray of the year before.
//
// Within a block the years are counted from the block's first stamp; the
// sequencer, who knows the block before, makes them absolute.
type yearWalk struct {
	seen       bool
	firstMonth uint8
	firstDay   uint8
	firstSecs  int32 // second of the day
	lastMonth  uint8
	lastDay    uint8
	lastSecs   int32
	years      int16 // since the first stamp
}

const secondsADay = 86400

// yearSecond is the second of a leap year at which a stamp lies; it is used
// for order only, so that the missing 29 February of other years is no harm.
func yearSecond(m, d uint8, secs int32) int32 {
	return int32(daysBefore[m]+uint16(d)-1)*secondsADay + secs
}

// daysBefore counts the days of a leap year before each month.
var daysBefore = [13]uint16{0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335}

// yearStep is by how many years the stamp at now lies in another year than
// the stamp at last.
func yearStep(last, now int32) int16 {
	switch d := now - last; {
	case d < -secondsADay:
		// Earlier by more than a day: a year has begun. New Year's Eve after
		// New Year's Day is the case below.
		return 1
	case d > 366*secondsADay-secondsADay:
		return -1
	}
	return 0
}

// see puts a stamp in its place and gives the years since the block's first.
func (w *yearWalk) see(s *Stamp) {
	secs := s.daySecond()
	if !w.seen {
		w.seen = true
		w.firstMonth, w.firstDay, w.firstSecs = s.Month, s.Day, secs
		w.lastMonth, w.lastDay, w.lastSecs = s.Month, s.Day, secs
		return
	}
	if s.Month != w.lastMonth || s.Day != w.lastDay {
		w.years += yearStep(yearSecond(w.lastMonth, w.lastDay, w.lastSecs), yearSecond(s.Month, s.Day, secs))
		w.lastMonth, w.lastDay = s.Month, s.Day
	}
	w.lastSecs = secs
	s.relativeYears = w.years
}

// firstYear gives the year in which a log begins: the latest that puts its
// first stamp no later than a day after modified, the time at which the file
// was last written.
func firstYear(modified time.Time, m, d uint8, secs int32) int {
	limit := modified.Add(24 * time.Hour)
	y := limit.Year()
	for i := 0; i < 8; i++ {
		t := time.Date(y, time.Month(m), int(d), 0, 0, int(secs), 0, modified.Location())
		// 29 February exists in leap years only: go back to one.
		if t.Month() == time.Month(m) && !t.After(limit) {
			return y
		}
		y--
	}
	return modified.Year()
}

// yearAlone gives the year of a stamp that stands behind none whose year is known:
// the year that was given, or that fits when the input was written.
func (sq *sequencer) yearAlone(s *Stamp) int {
	if sq.opts.Year != 0 {
		return sq.opts.Year
	}
	return firstYear(sq.opts.modified(), s.Month, s.Day, s.daySecond())
}
