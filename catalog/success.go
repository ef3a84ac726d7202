package catalog

import "encoding/binary"

// successFilter tells of most replies that are no failure that no text can match
// them. Such replies are the most of any log, and few patterns count in them, so one
// look at the bytes as they came saves nearly all of a lookup.
type successFilter struct {
	bits []uint64 // by hash of a gram without regard to case; nil for no pattern at all
	all  bool     // a pattern has no run that this filter could look for
}

const successBits = 16

func successHash(g uint32) uint32 { return (g | 0x20202020) * 0x9e3779b1 >> (32 - successBits) }

// successCounts tells how common each run is in replies that are no failure.
type successCounts [1 << successBits]uint8

// u32 reads a little-endian number. The compiler makes one load of it.
func u32(s string, at uint32) uint32 {
	b := s[at : at+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// newSuccessFilter makes the filter for the patterns that count in success.
func newSuccessFilter(list []pattern, terms []terms, entries []Entry) successFilter {
	var f successFilter
	var counts *successCounts
	for i := range list {
		if !terms[i].is(termSuccess) {
			continue
		}
		if f.bits == nil {
			f.bits = make([]uint64, 1<<successBits/64)
			counts = countSuccess(entries)
		}
		h, ok := counts.rarest(&list[i])
		if !ok {
			f.all = true
			continue
		}
		f.bits[h>>6] |= 1 << (h & 63)
	}
	return f
}

// countSuccess counts in the samples of codes: those of texts are what is looked for.
func countSuccess(entries []Entry) *successCounts {
	counts := &successCounts{}
	for i := range entries {
		if entries[i].ByText() {
			continue
		}
		for j := range entries[i].Samples {
			text := entries[i].Samples[j].Reply
			if text == "" || text[0] != '2' {
				continue
			}
			for at := 0; at+gram <= len(text); at++ {
				if n := &counts[successHash(u32(text, uint32(at)))]; *n < 255 {
					*n++
				}
			}
		}
	}
	return counts
}

// rarest gives the hash of the rarest run of four ASCII letters and digits in a
// pattern: those stand in a text as it came just as they stand in it normalised, but
// for case.
func (c *successCounts) rarest(p *pattern) (hash uint32, ok bool) {
	for _, q := range p.parts {
		for at := 0; at+gram <= len(q.text); at++ {
			g := u32(q.text, uint32(at))
			if h := successHash(g); isPlain(g) && (!ok || c[h] < c[hash]) {
				hash, ok = h, true
			}
		}
	}
	return hash, ok
}

func isPlain(g uint32) bool {
	for range gram {
		if !isWordByte(byte(g)) {
			return false
		}
		g >>= 8
	}
	return true
}

// mayMatch tells whether some pattern may stand in the lines of a reply. A pattern's
// run of letters may stand over the end of no line.
func (f *successFilter) mayMatch(lines [][]byte) bool {
	if f.all || f.bits == nil {
		return f.all
	}
	for _, line := range lines {
		for i := 0; i+gram <= len(line); i++ {
			h := successHash(binary.LittleEndian.Uint32(line[i:]))
			if f.bits[h>>6]>>(h&63)&1 != 0 {
				return true
			}
		}
	}
	return false
}
