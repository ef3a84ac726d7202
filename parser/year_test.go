package parser

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestFirstYear(t *testing.T) {
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02 15:04:05", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	tests := []struct {
		modified, stamp string
		want            int
	}{
		{"2026-11-22 12:00:00", "Nov 22 05:00:00", 2026},
		{"2026-11-22 12:00:00", "Jan  1 00:00:00", 2026},
		{"2026-11-22 12:00:00", "Nov 23 11:59:59", 2026}, // less than a day ahead: a clock that is wrong, or another zone
		{"2026-11-22 12:00:00", "Nov 23 12:00:00", 2026},
		{"2026-11-22 12:00:00", "Nov 23 12:00:01", 2025},
		{"2026-11-22 12:00:00", "Dec 31 23:59:59", 2025},
		{"2026-01-01 00:30:00", "Dec 31 23:59:59", 2025},
		{"2025-12-31 23:30:00", "Jan  1 00:10:00", 2026}, // written by a host whose clock is ahead
		{"2026-03-01 00:00:00", "Feb 29 12:00:00", 2024},
		{"2024-03-01 00:00:00", "Feb 29 12:00:00", 2024},
		{"2024-02-28 13:00:00", "Feb 29 12:00:00", 2024},
		{"2024-02-28 11:00:00", "Feb 29 12:00:00", 2020},
		{"2027-06-01 00:00:00", "Feb 29 12:00:00", 2024},
		{"1903-06-01 00:00:00", "Feb 29 12:00:00", 1896}, // 1900 had none
	}
	for _, tt := range tests {
		var s Stamp
		if s.bsd([]byte(tt.stamp)) == 0 {
			t.Fatal(tt.stamp)
		}
		if got := firstYear(at(tt.modified), s.Month, s.Day, s.daySecond()); got != tt.want {
			t.Errorf("%s, written %s: got %d, want %d", tt.stamp, tt.modified, got, tt.want)
		}
	}
}

// The walk over the years of a log, line by line and with a block a line.
func TestYearWalk(t *testing.T) {
	tests := []struct {
		name   string
		stamps []string
		want   []int
	}{
		{"one year", []string{"Jan  1 00:00:00", "Jun  1 00:00:00", "Nov 22 05:00:00"}, []int{2026, 2026, 2026}},
		{"New Year", []string{"Dec 31 23:59:59", "Jan  1 00:00:00", "Jan  2 00:00:00"}, []int{2025, 2026, 2026}},
		{"seconds out of order over New Year", []string{"Dec 31 23:59:58", "Jan  1 00:00:01", "Dec 31 23:59:59", "Jan  1 00:00:00", "Dec 31 23:59:59", "Jan  1 00:00:02"}, []int{2025, 2026, 2025, 2026, 2025, 2026}},
		{"a straggler, and then the rest of the year", []string{"Jan  1 00:00:01", "Dec 31 23:59:59", "Jan  1 00:00:02", "Nov  1 00:00:00"}, []int{2026, 2025, 2026, 2026}},
		{"seconds out of order over midnight", []string{"Mar  3 00:00:01", "Mar  2 23:59:58", "Mar  3 00:00:02"}, []int{2026, 2026, 2026}},
		{"hours out of order", []string{"Mar  3 12:00:00", "Mar  2 13:00:00", "Mar  3 12:00:01"}, []int{2026, 2026, 2026}},
		{"a gap of eleven months", []string{"Feb 10 00:00:00", "Jan  8 00:00:00"}, []int{2026, 2027}},
		{"a gap of eleven months within the year", []string{"Jan  8 00:00:00", "Nov 20 00:00:00"}, []int{2026, 2026}},
		{"several years", []string{"Nov  1 00:00:00", "Mar  1 00:00:00", "Feb  1 00:00:00", "Jan  1 00:00:00"}, []int{2026, 2027, 2028, 2029}},
		{"29 February", []string{"Feb 28 23:00:00", "Feb 29 00:00:00", "Mar  1 00:00:00"}, []int{2026, 2026, 2026}},
		{"29 February first", []string{"Feb 29 00:00:00", "Mar  1 00:00:00", "Jan  1 00:00:00"}, []int{2024, 2024, 2025}},
	}
	for _, tt := range tests {
		var in strings.Builder
		for _, s := range tt.stamps {
			fmt.Fprintf(&in, "%s mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 a; from=<a@b> to=<c@d> proto=SMTP helo=<e>\n", s)
		}
		for _, cut := range []bool{false, true} {
			size := len(in.String())
			if cut {
				size = 1
			}
			var got []int
			opts := Options{Workers: 1, Modified: modified}
			_, err := Scan(&cutReader{[]byte(in.String()), func() int { return size }}, opts, func(e *Event) error {
				got = append(got, int(e.Time.Year))
				if !e.Time.YearInferred {
					t.Errorf("%s: the year is not told to be inferred", tt.name)
				}
				return nil
			})
			if err != nil || fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("%s, cut %v: got %v, want %v, error %v", tt.name, cut, got, tt.want, err)
			}
		}
	}
}

// A year that is given is that of the first stamp, and stamps with a year do
// not move it.
func TestYearGiven(t *testing.T) {
	log := "2019-05-05T05:05:05Z" + strings.TrimPrefix(strings.SplitN(newYearLog, "\n", 2)[0], "Dec 30 23:59:58") + "\n" + newYearLog
	want := []int{2019, 2001, 2001, 2002, 2001, 2002, 2002, 2002}
	var got []int
	_, err := Scan(strings.NewReader(log), Options{Year: 2001, Workers: 1}, func(e *Event) error {
		got = append(got, int(e.Time.Year))
		if e.Time.YearInferred == (e.Time.Year == 2019) {
			t.Errorf("line %d: inferred %v", e.Line, e.Time.YearInferred)
		}
		return nil
	})
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v, error %v", got, want, err)
	}
}
