package main

import (
	"strconv"
	"strings"
	"time"
)

// timeForms are the ways to write a point of time, those with a zone of their
// own first.
var timeForms = []string{
	time.RFC3339,
	"2006-01-02T15:04:05",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04",
	"2006-01-02 15:04",
	"2006-01-02",
}

// timeHelp lists what --since and --until take.
const timeHelp = `possible are "2026-11-22", "2026-11-22 05:30", "2026-11-22T05:30:00+01:00", "05:30" (today), ` +
	`"2h ago", "30 min ago", "3 days ago", "yesterday", "today", "now"`

// parseTime reads a point of time. Words and times of a day are reckoned from
// now; what has no zone of its own is of loc.
func parseTime(text string, now time.Time, loc *time.Location) (time.Time, error) {
	word := strings.ToLower(strings.TrimSpace(text))
	now = now.In(loc)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, loc)
	switch word {
	case "now":
		return now, nil
	case "today":
		return midnight, nil
	case "yesterday":
		return midnight.AddDate(0, 0, -1), nil
	}
	if before, ok := strings.CutSuffix(word, " ago"); ok {
		return timeAgo(before, text, now)
	}
	for _, form := range timeForms {
		if t, err := time.ParseInLocation(form, strings.ToUpper(word), loc); err == nil {
			return t, nil
		}
	}
	for _, form := range []string{"15:04", "15:04:05"} {
		if t, err := time.ParseInLocation(form, word, loc); err == nil {
			return time.Date(now.Year(), now.Month(), now.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc), nil
		}
	}
	return time.Time{}, badTime(text)
}

func badTime(text string) error { return wrongUse("%q is no time; %s", text, timeHelp) }

// timeAgo reads what stands before "ago": a number and a unit, with or without
// a blank between, also several ("1h 30m").
func timeAgo(before, text string, now time.Time) (time.Time, error) {
	rest := strings.TrimSpace(before)
	if rest == "" {
		return time.Time{}, badTime(text)
	}
	for rest != "" {
		digits := 0
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
			digits++
		}
		n, err := strconv.Atoi(rest[:digits])
		if err != nil || n > 1e6 {
			return time.Time{}, badTime(text)
		}
		rest = strings.TrimSpace(rest[digits:])
		letters := 0
		for letters < len(rest) && rest[letters] >= 'a' && rest[letters] <= 'z' {
			letters++
		}
		switch rest[:letters] {
		case "s", "sec", "secs", "second", "seconds":
			now = now.Add(-time.Duration(n) * time.Second)
		case "m", "min", "mins", "minute", "minutes":
			now = now.Add(-time.Duration(n) * time.Minute)
		case "h", "hr", "hrs", "hour", "hours":
			now = now.Add(-time.Duration(n) * time.Hour)
		case "d", "day", "days":
			now = now.AddDate(0, 0, -n)
		case "w", "week", "weeks":
			now = now.AddDate(0, 0, -7*n)
		default:
			return time.Time{}, badTime(text)
		}
		rest = strings.TrimSpace(rest[letters:])
	}
	return now, nil
}

// parseZone reads a time zone: a name of the IANA database, "local", "UTC", or
// an offset such as "+02:00".
func parseZone(text string, local *time.Location) (*time.Location, error) {
	if text == "" || strings.EqualFold(text, "local") {
		return local, nil
	}
	for _, form := range []string{"-07:00", "-0700", "-07"} {
		if t, err := time.Parse(form, text); err == nil {
			_, offset := t.Zone()
			return time.FixedZone(text, offset), nil
		}
	}
	if loc, err := time.LoadLocation(text); err == nil {
		return loc, nil
	}
	return nil, wrongUse("--tz %q is no time zone; give a name such as Europe/Berlin, UTC, local, or an offset such as +02:00", text)
}
