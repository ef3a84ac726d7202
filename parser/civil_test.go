package parser

import (
	"testing"
	"time"
)

// Every day of a thousand years has the date that the standard library gives.
func TestCivil(t *testing.T) {
	for day := int64(-200000); day < 200000; day++ {
		y, m, d := civil(day)
		u := time.Unix(day*86400, 0).UTC()
		if y != u.Year() || m != int(u.Month()) || d != u.Day() {
			t.Fatalf("day %d: got %d-%d-%d, want %s", day, y, m, d, u.Format(time.DateOnly))
		}
	}
}

func TestSetUnix(t *testing.T) {
	for _, sec := range []int64{0, 1, 86399, 86400, -1, -86400, 951782400, 951868799, 1795326759, 4107542399} {
		var s Stamp
		s.setUnix(sec)
		u := time.Unix(sec, 0).UTC()
		if int(s.Year) != u.Year() || int(s.Month) != int(u.Month()) || int(s.Day) != u.Day() || int(s.Hour) != u.Hour() || int(s.Min) != u.Minute() || int(s.S) != u.Second() {
			t.Errorf("%d: got %+v, want %s", sec, s, u)
		}
	}
}
