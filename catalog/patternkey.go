package catalog

import (
	"cmp"
	"slices"
)

// gramPlace is where in a pattern a run of four bytes stands: in which part, and how
// far in.
type gramPlace struct{ part, at int }

func (p *pattern) gramAt(place gramPlace) uint32 {
	return u32(p.parts[place.part].text, uint32(place.at))
}

// gramCounts tells how common each run of four bytes is in replies, by its hash.
type gramCounts [1 << filterBits]uint32

func (g *gramCounts) add(text string) {
	for i := 0; i+gram <= len(text); i++ {
		g[gramHash(u32(text, uint32(i)))]++
	}
}

func (g *gramCounts) of(p *pattern, place gramPlace) uint32 { return g[gramHash(p.gramAt(place))] }

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

// drop anchors a pattern: its key begins with the rarest run of four bytes in its
// literals, since the rarer the beginning, the more of a text is passed over. The two
// rarest runs beyond the key go with it.
func (g *gramCounts) drop(p *pattern) {
	var list []gramPlace
	for i, q := range p.parts {
		for at := 0; at+gram <= len(q.text); at++ {
			list = append(list, gramPlace{i, at})
		}
	}
	rarer := func(a, b gramPlace) int { return cmp.Compare(g.of(p, a), g.of(p, b)) }
	p.anchor = slices.MinFunc(list, rarer)
	p.more = [2]gramPlace{p.anchor, p.anchor}
	// What the key covers is compared anyway, so another run tells more.
	end := p.anchor.at + len(p.key().text)
	list = slices.DeleteFunc(list, func(x gramPlace) bool {
		return x.part == p.anchor.part && x.at >= p.anchor.at && x.at+gram <= end
	})
	slices.SortStableFunc(list, rarer)
	copy(p.more[:], list)
	p.dropped = true
}

// key gives what the finder looks for.
func (p *pattern) key() finderKey {
	text := p.parts[p.anchor.part].text
	return finderKey{
		text: text[p.anchor.at:min(len(text), p.anchor.at+keyLength)],
		more: [2]uint32{p.gramAt(p.more[0]), p.gramAt(p.more[1])},
	}
}
