package tally

import (
	"cmp"
	"slices"
	"strings"
)

const (
	// mostWordings and wordingBudget bound what is kept of texts, whichever is reached
	// first.
	mostWordings  = 20_000
	wordingBudget = 6 << 20
	// wordingSize is about what a wording takes beside its texts.
	wordingSize = 600
	// longestSample bounds the texts of a sample, in octets.
	longestSample = 2048
)

// Unknown is the texts of a whole reading that no entry explains, those that differ in names
// and numbers alone being one. It belongs to one goroutine.
type Unknown struct {
	index    map[string]int32
	wordings []*Wording
	budget   budget
	reserve  budget
	count    int64
	rest     Rest
	numbers  []int32
}

// Wording is texts that are the same but for names, numbers and ids.
type Wording struct {
	// Group counts them; its Key is what they have in common, as [catalog.Fold] writes it.
	// Its providers are those whose words or servers they are.
	Group
	// Sample is the first of them.
	Sample Sample
}

// NewUnknown makes an Unknown.
func NewUnknown() *Unknown {
	return &Unknown{index: map[string]int32{}, budget: wordingBudget, reserve: reserve}
}

// Add takes the words of a batch, which are then to be reset.
func (u *Unknown) Add(w *Words) {
	u.numbers = u.numbers[:0]
	for i := range w.keys.spans {
		u.numbers = append(u.numbers, u.wording(w.keys.key(i)))
	}
	u.count += int64(len(w.facts))
	for i := range w.facts {
		f := &w.facts[i]
		n := u.numbers[f.group]
		if n < 0 {
			u.rest.Count++
			continue
		}
		wording := u.wordings[n]
		if wording.Count == 0 {
			wording.Sample = SampleOf(f.event, longestSample)
			for _, line := range append(wording.Sample.Query.Text, wording.Sample.Query.Diagnostic) {
				u.budget -= budget(len(line))
			}
		}
		wording.add(f, &u.budget)
	}
}

func (u *Unknown) wording(text []byte) int32 {
	if n, ok := u.index[string(text)]; ok {
		return n
	}
	if len(u.wordings) >= mostWordings || !u.budget.take(wordingSize+len(text)) {
		u.rest.Groups.Add(hash(text), &u.reserve)
		return -1
	}
	n := int32(len(u.wordings))
	wording := &Wording{Group: Group{Key: string(text)}}
	u.wordings = append(u.wordings, wording)
	u.index[wording.Key] = n
	return n
}

// Count gives how many texts there were, the same ones counted as often as they came.
func (u *Unknown) Count() int64 { return u.count }

// Rest gives what had no room.
func (u *Unknown) Rest() *Rest { return &u.rest }

// Wordings gives the wordings, the commonest first; of those as common the one that comes
// first in the order of its text.
func (u *Unknown) Wordings() []*Wording {
	slices.SortFunc(u.wordings, func(a, b *Wording) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Key, b.Key))
	})
	for i, w := range u.wordings {
		w.sort()
		u.index[w.Key] = int32(i)
	}
	return u.wordings
}
