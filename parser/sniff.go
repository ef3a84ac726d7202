package parser

import (
	"math/bits"
	"strings"
)

// sniffers are the formats that can tell their lines without a header.
var sniffers sniffing

// sniffing finds the formats that are to be asked about a message.
type sniffing struct {
	list   [64]knower
	narrow int         // how many there are that few octets begin
	wide   int         // … and that any octet begins; they are asked last
	first  [256]uint64 // they, a bit each, by the octet that a message begins with
	behind [256]uint64 // … and by the octet behind its letters and digits
	// holding are those that want an octet which many of them want, by that octet.
	holding [4]holders
	// words are those whose messages begin with certain words, by the first octet;
	// they are asked before the others.
	words [256][]wordKnower
	named beginnings // these words, whoever named them
}

// holders are formats whose messages hold a certain octet.
type holders struct {
	octet glance
	set   uint64
}

// wordKnower is a knower of messages that begin with a text.
type wordKnower struct {
	knower
	text beginning
}

// sniffer knows the messages of a format by their look, or some of them.
type sniffer struct {
	// sniff tells whether a message without a header is of the format.
	sniff func(msg []byte) bool
	// starts holds the octets with which alone a message that sniff knows can
	// begin; empty for any.
	starts string
	// behind holds the octets that may follow the letters and digits with which
	// such a message begins, or begin it where it begins with neither; empty for
	// any.
	behind string
	// holds are octets that all such messages have in them.
	holds string
	// words are texts with which many of the messages begin, and next to none of
	// other formats: about such a message the sniffer is asked before all others.
	words []string
}

// knower is a sniffer as it is asked.
type knower struct {
	sniff  func(msg []byte) bool
	want   glance // of the octets that the messages hold
	format *Format
}

func (s *sniffing) add(f *Format, by *sniffer) {
	if s.narrow+s.wide == len(s.list) {
		panic("parser: no bit is left for format " + f.Name)
	}
	at := s.narrow
	if by.starts == "" {
		at = len(s.list) - 1 - s.wide
		s.wide++
	} else {
		s.narrow++
	}
	bit := uint64(1) << at
	s.list[at] = knower{by.sniff, glanceAt(by.holds), f}
	for i, c := range [len(s.holding)]byte{'=', ':', '_', '"'} {
		s.holding[i].octet = glanceBits[c]
		if s.list[at].want.may(glanceBits[c]) {
			s.holding[i].set |= bit
		}
	}
	for i := range s.first {
		if by.starts == "" || strings.IndexByte(by.starts, byte(i)) >= 0 {
			s.first[i] |= bit
		}
		if by.behind == "" || strings.IndexByte(by.behind, byte(i)) >= 0 {
			s.behind[i] |= bit
		}
	}
	for _, text := range by.words {
		s.named.add(text)
		s.words[text[0]] = append(s.words[text[0]], wordKnower{s.list[at], beginningOf(text)})
	}
}

// find gives the format that knows a message by its look, nil for none, and
// what octets are in the message where that had to be known.
func (s *sniffing) find(msg []byte) (f *Format, seen glance) {
	if len(msg) == 0 {
		return nil, 0
	}
	if list := s.words[msg[0]]; list != nil {
		first := eightOctets(msg)
		for i := range list {
			if k := &list[i]; k.text.of(first) && k.sniff(msg) {
				return k.format, 0
			}
		}
	}
	set := s.first[msg[0]]
	if n := alnumRun(msg); n < len(msg) {
		set &= s.behind[msg[n]]
	}
	for set != 0 {
		k := &s.list[bits.TrailingZeros64(set)]
		set &= set - 1
		if k.want != 0 {
			if seen == 0 {
				seen = glanceOf(msg)
				for _, h := range s.holding {
					if !seen.may(h.octet) {
						set &^= h.set
					}
				}
			}
			if !seen.may(k.want) {
				continue
			}
		}
		if k.sniff(msg) {
			return k.format, seen
		}
	}
	return nil, seen
}

// begins tells whether a message begins with words that a sniffer named.
func (s *sniffing) begins(msg []byte) bool { return len(msg) > 0 && s.named.of(msg) }

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
