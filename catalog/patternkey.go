package catalog

import (
	"cmp"
	"slices"
)

// gramCounts tells how common each run of four bytes is in replies.
type gramCounts map[uint32]int

func (g gramCounts) add(text string) {
	for i := 0; i+gram <= len(text); i++ {
		g[u32(text, uint32(i))]++
	}
}

// countGrams counts in patterns and in samples, which are what replies look like.
func (s *content) countGrams(patterns []pattern) gramCounts {
	counts := gramCounts{}
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

// place of a gram in a pattern.
type gramPlace struct{ part, at, count int }

// anchor picks the key of a pattern: it begins with the rarest run of four bytes in
// the pattern's literals, since the rarer the beginning, the more of a text is passed
// over. The pattern keeps where that is. The two rarest runs beyond the key go with
// it.
func (g gramCounts) anchor(p *pattern) finderKey {
	var list []gramPlace
	for i, q := range p.parts {
		for at := 0; at+gram <= len(q.text); at++ {
			list = append(list, gramPlace{i, at, g[u32(q.text, uint32(at))]})
		}
	}
	first := slices.MinFunc(list, func(a, b gramPlace) int { return cmp.Compare(a.count, b.count) })
	text := p.parts[first.part].text
	p.anchorPart, p.anchorAt = first.part, first.at
	key := finderKey{text: text[first.at:min(len(text), first.at+keyLength)]}
	key.more = [2]uint32{u32(key.text, 0), u32(key.text, 0)}
	// What the key covers is compared anyway, so another run tells more.
	list = slices.DeleteFunc(list, func(x gramPlace) bool {
		return x.part == first.part && x.at >= first.at && x.at+gram <= first.at+len(key.text)
	})
	slices.SortStableFunc(list, func(a, b gramPlace) int { return cmp.Compare(a.count, b.count) })
	for i := range min(len(list), len(key.more)) {
		key.more[i] = u32(p.parts[list[i].part].text, uint32(list[i].at))
	}
	return key
}
