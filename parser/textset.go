package parser

import "encoding/binary"

// textSet finds which of many texts stand in another. It passes over that one
// once, however many there are: four octets at each place tell which of the
// texts, if any, may begin there.
type textSet struct {
	texts []string
	first [textSlots]uint8 // of a list of places in texts, from 1
	next  []uint8
}

const textSlots = 1 << textBits

const textBits = 10

// textSlot is the list of the texts that begin with these four octets.
func textSlot(four uint32) uint32 { return four * 0x9e3779b1 >> (32 - textBits) }

// newTextSet makes a set of at most 255 texts of at least four octets each.
func newTextSet(texts ...string) *textSet {
	s := &textSet{texts: texts, next: make([]uint8, len(texts)+1)}
	if len(texts) > 255 {
		panic("parser: too many texts in one set")
	}
	for i := len(texts) - 1; i >= 0; i-- { // so that lists are in the order of texts
		slot := textSlot(binary.LittleEndian.Uint32([]byte(texts[i])))
		s.next[i+1], s.first[slot] = s.first[slot], uint8(i+1)
	}
	return s
}

// in tells whether one of the texts stands in b.
func (s *textSet) in(b []byte) bool {
	_, which := s.find(b)
	return which >= 0
}

// begins tells whether b begins with one of the texts.
func (s *textSet) begins(b []byte) bool {
	if len(b) < 4 {
		return false
	}
	for n := s.first[textSlot(binary.LittleEndian.Uint32(b))]; n != 0; n = s.next[n] {
		if hasPrefix(b, s.texts[n-1]) {
			return true
		}
	}
	return false
}

// find gives the first place in b where one of the texts stands, and which;
// -1 for none.
func (s *textSet) find(b []byte) (at, which int) {
	for i := 0; i+4 <= len(b); i++ {
		for n := s.first[textSlot(binary.LittleEndian.Uint32(b[i:]))]; n != 0; n = s.next[n] {
			if hasPrefix(b[i:], s.texts[n-1]) {
				return i, int(n - 1)
			}
		}
	}
	return -1, -1
}

// all tells which of the first 64 texts stand in b, as bits.
func (s *textSet) all(b []byte) (which uint64) {
	for i := 0; i+4 <= len(b); i++ {
		for n := s.first[textSlot(binary.LittleEndian.Uint32(b[i:]))]; n != 0; n = s.next[n] {
			if hasPrefix(b[i:], s.texts[n-1]) {
				which |= 1 << (n - 1)
			}
		}
	}
	return which
}
