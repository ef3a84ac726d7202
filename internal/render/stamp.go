package render

import (
	"time"

	"github.com/smtplog/smtplog/parser"
)

// zone gives the offsets of a time zone for points of time that stand close
// together, as those of a log do. It belongs to one goroutine.
type zone struct {
	loc *time.Location
	// Between from and to, on the clock of the zone and in seconds from 1970,
	// the zone is offset seconds east of UTC for certain.
	from, to int64
	offset   int
}

// clockMargin keeps the cache away from where the offset changes, where one
// time of the clock can stand for two points of time or for none.
const clockMargin = 36 * 3600

// offsetAt gives the offset in seconds for a stamp that has none of its own,
// civil being its clock.
func (z *zone) offsetAt(s *parser.Stamp, civil int64) int {
	if civil >= z.from && civil < z.to {
		return z.offset
	}
	t := s.Time(z.loc)
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	z.offset, z.from, z.to = offset, minClock, maxClock
	if !start.IsZero() {
		z.from = start.Unix() + int64(offset) + clockMargin
	}
	if !end.IsZero() {
		z.to = end.Unix() + int64(offset) - clockMargin
	}
	return offset
}

const (
	minClock = -1 << 62
	maxClock = 1 << 62
)

// appendStamp appends a stamp as RFC 3339 §5.6 has it, with as many digits of
// the fraction as the log gives. The stamp must have a date and a year.
func (z *zone) appendStamp(dst []byte, s *parser.Stamp) []byte {
	offset := int(s.ZoneSec)
	if !s.HasZone {
		offset = z.offsetAt(s, s.Civil())
	}
	y := int(s.Year)
	dst = append(dst, byte('0'+y/1000%10), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10), '-')
	dst = append(appendTwo(dst, int(s.Month)), '-')
	dst = append(appendTwo(dst, int(s.Day)), 'T')
	dst = append(appendTwo(dst, int(s.Hour)), ':')
	dst = append(appendTwo(dst, int(s.Min)), ':')
	dst = appendTwo(dst, int(s.S))
	if s.FracDigits > 0 {
		dst = append(dst, '.')
		scale := int32(1e8)
		for range s.FracDigits {
			dst = append(dst, byte('0'+s.Nsec/scale%10))
			scale /= 10
		}
	}
	if offset == 0 {
		return append(dst, 'Z')
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	dst = append(dst, sign)
	dst = append(appendTwo(dst, offset/3600), ':')
	return appendTwo(dst, offset/60%60)
}

func appendTwo(dst []byte, n int) []byte {
	return append(dst, byte('0'+n/10%10), byte('0'+n%10))
}
