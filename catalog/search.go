package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// Search gives the entries that have all words of text in them, letters folded:
// those first that have them in their id, code or title, then those that are found
// by them, then the rest; equals in the order of their ids.
func (c *Catalog) Search(text string) []*Entry {
	words := strings.Fields(normal(text))
	if len(words) == 0 {
		return nil
	}
	type found struct {
		entry *Entry
		rank  int
	}
	var list []found
	for i := range c.entries {
		e := &c.entries[i]
		rank := 0
		for _, w := range words {
			r := e.rank(w)
			if r == 0 {
				rank = 0
				break
			}
			rank = max(rank, r)
		}
		if rank > 0 {
			list = append(list, found{e, rank})
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(a.rank, b.rank) })
	entries := make([]*Entry, len(list))
	for i, f := range list {
		entries[i] = f.entry
	}
	return entries
}

// rank tells where a word stands, 1 being the best place, 0 nowhere.
func (e *Entry) rank(word string) int {
	has := func(texts ...string) bool {
		for _, t := range texts {
			if strings.Contains(normal(t), word) {
				return true
			}
		}
		return false
	}
	switch {
	case !e.ByText() && codeName(e) == word:
		return 1
	case has(e.ID, e.Title):
		return 2
	case has(e.Marker...) || has(e.Match...) || has(e.Hint...):
		return 3
	case has(e.Meaning, e.When, e.Use, string(e.Class), e.Provider) || has(e.Fix...):
		return 4
	}
	return 0
}
