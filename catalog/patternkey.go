package catalog

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// gramPlace is where in a pattern a run of bytes stands: in which part, and how far
// in.
type gramPlace struct{ part, at int }

// gramCounts tells how common runs of bytes are in replies, by their hashes.
type gramCounts struct {
	grams  [1 << countBits]uint32
	keys   [1 << countBits]uint32     // as long as a key is at most
	blocks [1 << gramBits]uint32      // what the finder looks at by its gram
	passed [1 << gramBits << 4]uint32 // what its filter lets pass by the same bit
}

const countBits = 18

func countHash(w uint64) uint32 { return uint32(w * 0x9e3779b97f4a7c15 >> (64 - countBits)) }

func (g *gramCounts) add(text string) {
	for at := 0; at+gram <= len(text); at++ {
		w := keyWord(text[at:])
		block := blockOf(gramHash(w))
		g.grams[countHash(w&0xffffffff)]++
		g.keys[countHash(w)]++
		g.blocks[block]++
		g.passed[block<<4|blockBit(w)]++
	}
}

// cost tells how often a key takes time for nothing: where the filter lets its
// beginning pass, where it is compared because its gram stands there, where it does.
func (g *gramCounts) cost(key string) uint32 {
	w := keyWord(key)
	block := blockOf(gramHash(w))
	passed := g.passed[block<<4|blockBit(w)]
	switch n := g.grams[countHash(w&0xffffffff)]; {
	case len(key) < gram+2:
		return n + 2*g.blocks[block]
	case len(key) < keyLength:
		return n + 2*passed
	default:
		return n + passed + g.keys[countHash(w)]
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
	}
	for i := range s.entries {
		for j := range s.entries[i].Samples {
			sample := &s.entries[i].Samples[j]
			counts.add(normal(sample.Reply + sample.Text))
		}
	}
	return counts
}

// drop anchors a pattern: where its key costs the least, and where its two rarest grams
// beyond the key are.
func (g *gramCounts) drop(p *pattern) {
	var list []gramPlace
	for i, q := range p.parts {
		for at := 0; at+gram <= len(q.text) && at < maxText; at++ {
			list = append(list, gramPlace{i, at})
		}
	}
	p.anchor = slices.MinFunc(list, func(a, b gramPlace) int { return cmp.Compare(g.cost(p.keyAt(a)), g.cost(p.keyAt(b))) })
	p.more = [2]gramPlace{p.anchor, p.anchor}
	// What the key covers is compared anyway, so another run tells more.
	end := p.anchor.at + len(p.keyAt(p.anchor))
	list = slices.DeleteFunc(list, func(x gramPlace) bool {
		return x.part == p.anchor.part && x.at >= p.anchor.at && x.at+gram <= end
	})
	slices.SortStableFunc(list, func(a, b gramPlace) int { return cmp.Compare(g.common(p, a), g.common(p, b)) })
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
