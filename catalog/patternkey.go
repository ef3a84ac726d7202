package catalog

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// gramPlace is where in a pattern a run of bytes stands: in which part, and how far
// in.
type gramPlace struct{ part, at uint16 }

// gramCounts tells how common runs of bytes are in replies, by their hashes, and which
// keys there are so far.
type gramCounts struct {
	grams  [1 << countBits]uint32
	keys   [1 << countBits]uint32 // as long as a key is at most
	passed [1 << gramBits][16]uint32
	held   [1 << gramBits][16]uint32 // so many keys set this bit of the finder's filter
	listed [1 << gramBits]uint32     // so many are in this list
}

const countBits = 18

func countHash(w uint64) uint32 { return uint32(w * 0x9e3779b97f4a7c15 >> (64 - countBits)) }

func (g *gramCounts) add(text string) {
	for at := 0; at+gram <= len(text); at++ {
		w := keyWord(text[at:])
		g.grams[countHash(w&0xffffffff)]++
		g.keys[countHash(w)]++
		g.passed[blockOf(gramHash(w))][blockBit(w)]++
	}
}

// What it costs, roughly in nanoseconds, that the filter does not pass over a place,
// that a key is compared, and that it is found.
const (
	passCost    = 8
	compareCost = 1
	findCost    = 4
)

// cost tells what it costs to have one more key.
func (g *gramCounts) cost(key string) uint32 {
	w := keyWord(key)
	block := blockOf(gramHash(w))
	bits := blockBits(w, len(key))
	before, more, found := uint32(0), uint32(0), uint32(0)
	for bit, n := range g.passed[block] {
		set := bits>>bit&1 != 0
		switch {
		case g.held[block][bit] > 0:
			before += n
		case set:
			more += n
		}
		if set {
			found += n
		}
	}
	if len(key) == keyLength {
		found = g.keys[countHash(w)]
	}
	return more*(passCost+compareCost*g.listed[block]) + (before+more)*compareCost + found*findCost
}

// hold counts a key in, or out again where by is the greatest number.
func (g *gramCounts) hold(key string, by uint32) {
	w := keyWord(key)
	block := blockOf(gramHash(w))
	g.listed[block] += by
	bits := blockBits(w, len(key))
	for bit := range g.held[block] {
		g.held[block][bit] += by * (bits >> bit & 1)
	}
}

// common tells how common the gram at a place is.
func (g *gramCounts) common(p *pattern, place gramPlace) uint32 {
	return g.grams[countHash(keyWord(p.keyAt(place))&0xffffffff)]
}

// countGrams counts in patterns and in samples, which are what replies look like.
func (s *content) countGrams(patterns []pattern) *gramCounts {
	counts := &gramCounts{}
	for i := range patterns {
		for _, q := range patterns[i].parts {
			counts.add(q.text)
		}
		if p := &patterns[i]; p.dropped {
			counts.hold(p.keyAt(p.anchor), 1)
		}
	}
	for i := range s.entries {
		for j := range s.entries[i].Samples {
			sample := &s.entries[i].Samples[j]
			counts.add(normal(sample.Reply + sample.Text))
		}
	}
	return counts
}

// drop anchors a pattern: where its key costs the least, and where two rare grams beyond
// the key are.
func (g *gramCounts) drop(p *pattern) {
	var list []gramPlace
	least := uint32(math.MaxUint32)
	for i, q := range p.parts[:min(len(p.parts), math.MaxUint16)] {
		for at := 0; at+gram <= len(q.text) && at < maxText; at++ {
			place := gramPlace{uint16(i), uint16(at)}
			list = append(list, place)
			if n := g.cost(p.keyAt(place)); n < least {
				least, p.anchor = n, place
			}
		}
	}
	g.hold(p.keyAt(p.anchor), 1)
	p.more = [2]gramPlace{p.anchor, p.anchor}
	// What the key covers is compared anyway, so another run tells more.
	end := int(p.anchor.at) + len(p.keyAt(p.anchor))
	list = slices.DeleteFunc(list, func(x gramPlace) bool {
		return x.part == p.anchor.part && x.at >= p.anchor.at && int(x.at)+gram <= end
	})
	// The rest of the key's literal is compared soon, that of the pattern late.
	slices.SortStableFunc(list, func(a, b gramPlace) int {
		return cmp.Or(cmp.Compare(boolInt(a.part == p.anchor.part), boolInt(b.part == p.anchor.part)), cmp.Compare(g.common(p, a), g.common(p, b)))
	})
	copy(p.more[:], list)
	p.dropped = true
}

// key gives what the finder looks for.
func (p *pattern) key() finderKey {
	return finderKey{p.keyAt(p.anchor), [2]string{p.keyAt(p.more[0])[:gram], p.keyAt(p.more[1])[:gram]}}
}

func (p *pattern) keyAt(place gramPlace) string {
	text := p.parts[place.part].text[place.at:]
	return text[:min(len(text), keyLength)]
}

// keyWord gives the first bytes of a key as the finder sees them.
func keyWord(key string) uint64 {
	var b [keyLength]byte
	copy(b[:], key)
	return binary.LittleEndian.Uint64(b[:])
}
