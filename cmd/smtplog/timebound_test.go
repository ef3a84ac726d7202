package main

import (
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	loc := time.FixedZone("", 3600)
	now := time.Date(2026, 11, 22, 12, 30, 15, 0, loc)
	for text, want := range map[string]string{
		"2026-11-22":                "2026-11-22T00:00:00+01:00",
		"2026-11-22 05:30":          "2026-11-22T05:30:00+01:00",
		"2026-11-22 05:30:07":       "2026-11-22T05:30:07+01:00",
		"2026-11-22T05:30":          "2026-11-22T05:30:00+01:00",
		"2026-11-22T05:30:07":       "2026-11-22T05:30:07+01:00",
		"2026-11-22T05:30:07Z":      "2026-11-22T05:30:07Z",
		"2026-11-22t05:30:07z":      "2026-11-22T05:30:07Z",
		"2026-11-22T05:30:07-05:00": "2026-11-22T05:30:07-05:00",
		"05:30":                     "2026-11-22T05:30:00+01:00",
		"05:30:09":                  "2026-11-22T05:30:09+01:00",
		"now":                       "2026-11-22T12:30:15+01:00",
		" Today ":                   "2026-11-22T00:00:00+01:00",
		"yesterday":                 "2026-11-21T00:00:00+01:00",
		"2h ago":                    "2026-11-22T10:30:15+01:00",
		"2 hours ago":               "2026-11-22T10:30:15+01:00",
		"30 min ago":                "2026-11-22T12:00:15+01:00",
		"1h 30m ago":                "2026-11-22T11:00:15+01:00",
		"15s ago":                   "2026-11-22T12:30:00+01:00",
		"3 days ago":                "2026-11-19T12:30:15+01:00",
		"1 week ago":                "2026-11-15T12:30:15+01:00",
	} {
		got, err := parseTime(text, now, loc)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if got.Format(time.RFC3339) != want {
			t.Errorf("%q: got %s, want %s", text, got.Format(time.RFC3339), want)
		}
	}
	for _, text := range []string{"", "soon", "ago", " ago", "2 ago", "two hours ago", "2 parsecs ago", "2026-13-01", "25:00", "-2h ago", "99999999999999999999 s ago", "2026-11-22 05"} {
		if got, err := parseTime(text, now, loc); err == nil {
			t.Errorf("%q was read as %s", text, got)
		}
	}
}

func TestParseZone(t *testing.T) {
	for text, want := range map[string]int{"": 7200, "local": 7200, "UTC": 0, "+05:30": 19800, "-0800": -28800, "+02": 7200, "Asia/Tokyo": 32400} {
		loc, err := parseZone(text, time.FixedZone("", 7200))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if _, offset := time.Date(2026, 1, 1, 0, 0, 0, 0, loc).Zone(); offset != want {
			t.Errorf("%q: offset %d, want %d", text, offset, want)
		}
	}
	for _, text := range []string{"Mars/Olympus", "+2", "CETT"} {
		if _, err := parseZone(text, time.UTC); err == nil {
			t.Errorf("%q was taken for a zone", text)
		}
	}
}
