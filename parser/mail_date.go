package parser

import "strings"

// mailZones are the names of zones that RFC 5322 §4.3 defines, in hours east
// of UTC; all others are ambiguous.
var mailZones = map[string]int32{
	"GMT": 0, "UT": 0, "UTC": 0, "Z": 0, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
}

// mailStamp reads the date of a header field (RFC 5322 §3.3), "Sun, 22 Nov
// 2026 05:45:33 +0000", with or without the weekday, the seconds and the zone.
// What is none gives a stamp without a date.
//
// QUIRK: old mailers write "Sun Nov 22 05:45:33 2026".
func mailStamp(value string) (s Stamp) {
	f := strings.Fields(value)
	if len(f) > 0 && (strings.HasSuffix(f[0], ",") || len(f[0]) == 3 && isAlpha(f[0][0])) {
		f = f[1:]
	}
	if len(f) < 4 {
		return Stamp{}
	}
	day, mon, year, clock, zone := f[0], f[1], f[2], f[3], ""
	if month([]byte(day)) != 0 {
		day, mon, clock, year = f[1], f[0], f[2], f[3]
	} else if len(f) > 4 {
		zone = f[4]
	}
	d, n := atoi([]byte(day), 2)
	y, digits := atoi([]byte(year), 4)
	s.Month, s.Day = month([]byte(mon)), uint8(d)
	if n != len(day) || digits != len(year) || digits < 2 || !validDay(s.Month, s.Day) {
		return Stamp{}
	}
	switch {
	case digits == 2 && y < 50:
		y += 2000
	case digits < 4:
		y += 1900 // RFC 5322 §4.3
	}
	s.Year = int16(y)
	if len(clock) == 5 {
		clock += ":00"
	}
	if s.clock([]byte(clock)) == 0 {
		return Stamp{}
	}
	if zone != "" {
		if s.zone([]byte(zone)) == 0 {
			if h, ok := mailZones[zone]; ok {
				s.HasZone, s.ZoneSec = true, h*3600
			}
		}
	}
	return s
}
