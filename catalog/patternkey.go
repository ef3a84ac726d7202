package catalog

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

// rarest gives the piece of the pattern's literals that begins with the rarest run
// of four bytes: the rarer the beginning, the more of a text is passed over.
func (g gramCounts) rarest(p *pattern) string {
	best, key := -1, ""
	for _, q := range p.parts {
		for i := 0; i+gram <= len(q.text); i++ {
			count := g[u32(q.text, uint32(i))]
			if best < 0 || count < best {
				best, key = count, q.text[i:min(len(q.text), i+keyLength)]
			}
		}
	}
	return key
}
