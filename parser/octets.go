package parser

import "encoding/binary"

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

// octetsOf marks the octets of word that are c, by the highest bit of each.
func octetsOf(word uint64, c byte) uint64 {
	const low7 = 0x7f7f7f7f7f7f7f7f
	x := word ^ uint64(c)*0x0101010101010101
	return ^(x&low7 + low7 | x | low7)
}
