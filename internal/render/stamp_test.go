package render

import (
	"testing"
	"time"

	"github.com/smtplog/smtplog/parser"
)

func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip(err)
	}
	return loc
}

func TestAppendStamp(t *testing.T) {
	berlin := location(t, "Europe/Berlin")
	for _, c := range []struct {
		stamp parser.Stamp
		loc   *time.Location
		want  string
	}{
		{parser.Stamp{Year: 2026, Month: 11, Day: 22, Hour: 5, Min: 38, S: 58}, time.UTC, "2026-11-22T05:38:58Z"},
		{parser.Stamp{Year: 2026, Month: 11, Day: 22, Hour: 5, Min: 38, S: 58}, berlin, "2026-11-22T05:38:58+01:00"},
		{parser.Stamp{Year: 2026, Month: 7, Day: 1, Hour: 5}, berlin, "2026-07-01T05:00:00+02:00"},
		{parser.Stamp{Year: 2026, Month: 1, Day: 2, ZoneSec: -5*3600 - 1800, HasZone: true}, berlin, "2026-01-02T00:00:00-05:30"},
		{parser.Stamp{Year: 2026, Month: 1, Day: 2, HasZone: true}, berlin, "2026-01-02T00:00:00Z"},
		{parser.Stamp{Year: 2026, Month: 1, Day: 2, Nsec: 42702000, FracDigits: 6, HasZone: true}, berlin, "2026-01-02T00:00:00.042702Z"},
		{parser.Stamp{Year: 2026, Month: 1, Day: 2, Nsec: 500000000, FracDigits: 1, HasZone: true}, berlin, "2026-01-02T00:00:00.5Z"},
		{parser.Stamp{Year: 2016, Month: 12, Day: 31, Hour: 23, Min: 59, S: 60, HasZone: true}, berlin, "2016-12-31T23:59:60Z"},
	} {
		z := zone{loc: c.loc}
		if got := string(z.appendStamp(nil, &c.stamp)); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// TestZoneOffsets holds the kept offsets against those of package time, half
// hour by half hour through a year, in zones that change at odd places.
func TestZoneOffsets(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca"} {
		loc := location(t, name)
		z := zone{loc: loc}
		at := time.Date(2024, 12, 30, 0, 10, 0, 0, time.UTC)
		for range 370 * 48 {
			s := parser.Stamp{
				Year: int16(at.Year()), Month: uint8(at.Month()), Day: uint8(at.Day()),
				Hour: uint8(at.Hour()), Min: uint8(at.Minute()), HasTime: true,
			}
			_, want := s.Time(loc).Zone()
			if got := z.offsetAt(&s, s.Civil()); got != want {
				t.Fatalf("%s: offset %d at %s, want %d", name, got, at.Format("2006-01-02 15:04"), want)
			}
			at = at.Add(30 * time.Minute)
		}
	}
}
