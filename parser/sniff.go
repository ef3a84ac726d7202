package parser

import (
	"math/bits"
	"strings"
)

// sniffers are the formats that can tell their lines without a header.
var sniffers sniffing

// sniffing finds the formats that are to be asked about a message.
type sniffing struct {
	list   [64]*Format
	want   [64]glance  // of the octets that the messages of each hold
	narrow int         // how many formats there are that few octets begin
	wide   int         // … and that any octet begins; they are asked last
	first  [256]uint64 // the formats, a bit each, by the octet that a message begins with
	behind [256]uint64 // … and by the octet behind its letters and digits
}

func (s *sniffing) add(f *Format) {
	if s.narrow+s.wide == len(s.list) {
		panic("parser: no bit is left for format " + f.Name)
	}
	at := s.narrow
	if f.starts == "" {
		at = len(s.list) - 1 - s.wide
		s.wide++
	} else {
		s.narrow++
	}
	bit := uint64(1) << at
	s.list[at], s.want[at] = f, glanceAt(f.holds)
	for i := range s.first {
		if f.starts == "" || strings.IndexByte(f.starts, byte(i)) >= 0 {
			s.first[i] |= bit
		}
		if f.behind == "" || strings.IndexByte(f.behind, byte(i)) >= 0 {
			s.behind[i] |= bit
		}
	}
}

// find gives the format that knows a message by its look, nil for none, and
// what octets are in the message where that had to be known.
func (s *sniffing) find(msg []byte) (f *Format, seen glance) {
	if len(msg) == 0 {
		return nil, 0
	}
	set := s.first[msg[0]]
	if n := alnumRun(msg); n < len(msg) {
		set &= s.behind[msg[n]]
	}
	for ; set != 0; set &= set - 1 {
		i := bits.TrailingZeros64(set)
		if want := s.want[i]; want != 0 {
			if seen == 0 {
				seen = glanceOf(msg)
			}
			if !seen.may(want) {
				continue
			}
		}
		if s.list[i].sniff(msg) {
			return s.list[i], seen
		}
	}
	return nil, seen
}

// alnumRun gives the number of letters and digits that b begins with.
func alnumRun(b []byte) int {
	n := 0
	for n < len(b) && isAlnum(b[n]) {
		n++
	}
	return n
}

// The octets that starts is made of.
const (
	digits    = "0123456789"
	lowerHex  = digits + "abcdef"
	letters   = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnumText = digits + letters
	blanks    = " \t\v\f\r"
)
