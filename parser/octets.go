package parser

import "encoding/binary"

// each has a one in every octet.
const each = 0x0101010101010101

// eightOctets gives the first eight octets of b, of which the first is the
// lowest; zeros stand for what is not there.
func eightOctets(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.LittleEndian.Uint64(b)
	}
	n := len(b)
	if n >= 4 { // the octets in the middle come twice, at the same place
		return uint64(binary.LittleEndian.Uint32(b)) | uint64(binary.LittleEndian.Uint32(b[n-4:]))<<(8*n-32)
	}
	var w uint64
	for i, c := range b {
		w |= uint64(c) << (8 * i)
	}
	return w
}

// beginning is what a text begins with: at most eight octets.
type beginning struct{ octets, mask uint64 }

// beginningOf gives that of a text that is not empty.
func beginningOf(text string) beginning {
	head := []byte(text[:min(len(text), 8)])
	return beginning{eightOctets(head), ^uint64(0) >> (64 - 8*len(head))}
}

// of tells whether a line begins so, of which first are the first eight octets.
func (x beginning) of(first uint64) bool { return first&x.mask == x.octets }

// beginnings are those of many texts, by the octet that each begins with.
type beginnings [256][]beginning

func (x *beginnings) add(text string) {
	x[text[0]] = append(x[text[0]], beginningOf(text))
}

// of tells whether a line, which is not empty, begins as one of the texts does.
func (x *beginnings) of(line []byte) bool {
	list := x[line[0]]
	if len(list) == 0 {
		return false
	}
	first := eightOctets(line)
	for _, t := range list {
		if t.of(first) {
			return true
		}
	}
	return false
}

// zeros marks the first octet of word that is 0, by its highest bit, and may mark
// any behind it.
func zeros(word uint64) uint64 { return (word - each) &^ word & (each * 0x80) }

// octetsOf marks the octets of word that are c, by the highest bit of each.
func octetsOf(word uint64, c byte) uint64 {
	const low7 = 0x7f7f7f7f7f7f7f7f
	x := word ^ uint64(c)*each
	return ^(x&low7 + low7 | x | low7)
}
