package parser

import (
	"testing"
	"time"
)

func TestStamps(t *testing.T) {
	tests := []struct{ in, want, rest string }{
		{"Nov 22 05:38:58 mx1", "0000-11-22T05:38:58", " mx1"},
		{"Nov  2 05:38:58 mx1", "0000-11-02T05:38:58", " mx1"},
		{"Nov 2 05:38:58 mx1x", "0000-11-02T05:38:58", " mx1x"},
		{"Nov 22 05:38:58.123 mx1", "0000-11-22T05:38:58.123", " mx1"},
		{"Nov 22 05:38:58,5 mx1", "0000-11-22T05:38:58.5", " mx1"},
		{"Nov 22 05:38:58. mx1", "0000-11-22T05:38:58", ". mx1"},
		{"2026 Nov 22 05:38:58 mx1", "2026-11-22T05:38:58", " mx1"},
		{"Nov 22 2026 05:38:58 mx1", "2026-11-22T05:38:58", " mx1"},
		{"Feb 29 05:38:58 mx1", "0000-02-29T05:38:58", " mx1"},
		{"Dec 31 23:59:60 mx1", "0000-12-31T23:59:60", " mx1"},
		{"2026-11-22T05:38:58Z", "2026-11-22T05:38:58+00:00", ""},
		{"2026-11-22T05:38:58.042702+00:00 x", "2026-11-22T05:38:58.042702+00:00", " x"},
		{"2026-11-22T05:38:58.1234567891Z", "2026-11-22T05:38:58.123456789+00:00", ""},
		{"2026-11-22 05:38:58,123 x", "2026-11-22T05:38:58.123", " x"},
		{"2026-11-22 05:38:58 +0100 x", "2026-11-22T05:38:58+01:00", " x"},
		{"2026-11-22 05:38:58-0330", "2026-11-22T05:38:58-03:30", ""},
		{"2026-11-22 05:38:58+05 x", "2026-11-22T05:38:58+05:00", " x"},
		{"2026/11/22 05:38:58 x", "2026-11-22T05:38:58", " x"},
		{"2026-11-22_05:38:58 x", "2026-11-22T05:38:58", " x"},
		{"Sun 2026-11-22 05:38:58 UTC mx1", "2026-11-22T05:38:58+00:00", " mx1"},
		{"Sun 2026-11-22 05:38:58 CET mx1", "2026-11-22T05:38:58", " mx1"},
		{"Sun Nov 22 05:38:58 2026 mx1", "2026-11-22T05:38:58", " mx1"},
		{"Sun Nov 22 05:38:58 mx1 x", "0000-11-22T05:38:58", " mx1 x"},
		{"Nov 31 05:38:58 mx1", "", ""},
		{"Feb 30 05:38:58 mx1", "", ""},
		{"Nov 0 05:38:58 mx1x", "", ""},
		{"Nov 22 24:00:00 mx1", "", ""},
		{"Nov 22 05:60:00 mx1", "", ""},
		{"Nov 22 05:38:61 mx1", "", ""},
		{"nov 22 05:38:58 mx1", "", ""},
		{"Nox 22 05:38:58 mx1", "", ""},
		{"2026-13-22T05:38:58Z", "", ""},
		{"2026-11-31T05:38:58Z", "", ""},
		{"2026-11/22T05:38:58Z", "", ""},
		{"550-5.1.1 05:38:58 no stamp", "", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		var s Stamp
		b := []byte(tt.in)
		n := s.bsd(b)
		if n == 0 {
			s = Stamp{}
			n = s.iso(b)
		}
		if n == 0 {
			s = Stamp{}
			n = s.weekday(b)
		}
		if n == 0 {
			if tt.want != "" {
				t.Errorf("%q is not read", tt.in)
			}
			continue
		}
		if got := dumpStamp(&s); got != tt.want || tt.in[n:] != tt.rest {
			t.Errorf("%q: got %q and leaves %q, want %q and %q", tt.in, got, tt.in[n:], tt.want, tt.rest)
		}
	}
}

// What the parser reads is what time.Parse reads.
func TestStampsAgainstTime(t *testing.T) {
	for at := time.Date(1999, 12, 28, 0, 0, 0, 0, time.UTC); at.Year() < 2005; at = at.Add(7*time.Hour + 13*time.Minute + 17*time.Second + 123456789) {
		for _, zone := range []*time.Location{time.UTC, time.FixedZone("", -(3*3600 + 1800)), time.FixedZone("", 14*3600)} {
			want := at.In(zone)
			for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.000000000-0700"} {
				var s Stamp
				text := want.Format(layout)
				if n := s.iso([]byte(text)); n != len(text) {
					t.Fatalf("%q is read to %d", text, n)
				}
				if got := s.Time(time.Local); !got.Equal(want) {
					t.Fatalf("%q: got %v", text, got)
				}
			}
		}
		var s Stamp
		s.bsd([]byte(at.Format("Jan _2 2006 15:04:05")))
		if got := s.Time(time.UTC); !got.Equal(at.Truncate(time.Second)) {
			t.Fatalf("%v: got %v", at, got)
		}
		if s.Civil() != at.Unix() {
			t.Fatalf("%v: civil %d, want %d", at, s.Civil(), at.Unix())
		}
		y, m, d := civil(daysFromCivil(at.Year(), int(at.Month()), at.Day()))
		if y != at.Year() || m != int(at.Month()) || d != at.Day() {
			t.Fatalf("%v: got %d-%d-%d", at, y, m, d)
		}
	}
}

func TestStampWithoutDate(t *testing.T) {
	var s Stamp
	if !s.Time(time.UTC).IsZero() || s.HasDate() {
		t.Error("a stamp without a date has a time")
	}
	s = Stamp{Month: 11, Day: 22}
	if !s.Time(time.UTC).IsZero() {
		t.Error("a stamp without a year has a time")
	}
}

func TestMicros(t *testing.T) {
	for in, want := range map[string]string{
		"1795325938042702":   "2026-11-22T05:38:58.042702+00:00",
		"0000000000000000":   "1970-01-01T00:00:00.000000+00:00",
		"179532593804270":    "",
		"1795325938042702x":  "",
		"-179532593804270":   "",
		"999999999999999999": "", // the year 33658
		"253402300799999999": "9999-12-31T23:59:59.999999+00:00",
	} {
		var s Stamp
		s.micros([]byte(in))
		if s.Year < 0 {
			t.Errorf("%q: year %d", in, s.Year)
		}
		if got := dumpStamp(&s); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSeconds(t *testing.T) {
	for in, want := range map[string]float64{
		"3.2": 3.2, "0": 0, "301": 301, "4e-05": 4e-05, "0.01": 0.01, "123456789.123456789": 123456789.123456789, "1.": -1, "x": -1, "": -1, "-1": -1, "1.5x": -1,
	} {
		got, ok := seconds([]byte(in))
		if !ok {
			got = -1
		}
		if got != want && in != "1." {
			t.Errorf("%q: got %v, want %v", in, got, want)
		}
	}
}

// What is no stamp leaves nothing of itself: the next form is tried on the same.
func TestStampUntouched(t *testing.T) {
	for _, in := range []string{"2026 Nix 22 05:38:58 mx1", "Nov 22 2026 and more of it", "2026-11-22 25:38:58 mx1", "Sun Nov 22 2026 o'clock it is"} {
		var s Stamp
		if n := s.bsd([]byte(in)) + s.iso([]byte(in)) + s.weekday([]byte(in)); n != 0 || s != (Stamp{}) {
			t.Errorf("%s: %d octets, %+v", in, n, s)
		}
	}
}
