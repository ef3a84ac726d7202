package catalog

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Likeness finds the entry whose samples are worded most like a text. It is made for
// telling where new wording belongs, and allocates; lookups do not use it. It may be used
// by one goroutine at a time.
type Likeness struct {
	c       *Catalog
	words   map[string]int32
	weights []float64 // of words: rare ones say more
	samples []likeSample
	index   [][]int32 // word to samples
	shared  []float64 // scratch, by sample
}

type likeSample struct {
	entry  int32
	words  int32
	weight float64
}

const (
	// A text is near an entry if so much of their words is the same, that of rare words
	// counting more; less is enough where they are of the same provider.
	nearEnough     = 0.5
	nearEnoughHome = 0.35
)

// NewLikeness makes ready what is compared: the samples of the entries by text.
func (c *Catalog) NewLikeness() *Likeness {
	l := &Likeness{c: c, words: map[string]int32{}}
	var texts [][]int32
	for i := range c.entries {
		e := &c.entries[i]
		if !e.ByText() {
			continue
		}
		for k := range e.Samples {
			q := e.Samples[k].query("")
			if words := l.numbers(q.folded(), true); len(words) > 0 {
				texts = append(texts, words)
				l.samples = append(l.samples, likeSample{entry: int32(i), words: int32(len(words))})
			}
		}
	}
	l.index = make([][]int32, len(l.words))
	for s, words := range texts {
		for _, w := range words {
			l.index[w] = append(l.index[w], int32(s))
		}
	}
	l.weights = make([]float64, len(l.words))
	for w := range l.weights {
		l.weights[w] = l.rarity(len(l.index[w]))
	}
	for s, words := range texts {
		for _, w := range words {
			l.samples[s].weight += l.weights[w]
		}
	}
	l.shared = make([]float64, len(l.samples))
	return l
}

// rarity gives the weight of a word that so many samples have.
func (l *Likeness) rarity(samples int) float64 {
	return math.Log(1 + float64(len(l.samples))/float64(1+samples))
}

// Nearest gives the entry that is worded most like a text folded by [Fold], and how much of
// the words is the same, from 0 to 1. Entries of the provider with this id, which may be
// empty, come before others. Where none is near enough it gives nil.
func (l *Likeness) Nearest(folded, provider string) (*Entry, float64) {
	var known []int32
	weight := 0.0
	for _, w := range l.numbers(folded, false) {
		if w < 0 {
			weight += l.rarity(0)
			continue
		}
		known = append(known, w)
		weight += l.weights[w]
	}
	if len(known) < 2 {
		return nil, 0 // one word is no wording
	}
	clear(l.shared)
	for _, w := range known {
		for _, s := range l.index[w] {
			l.shared[s] += l.weights[w]
		}
	}
	var best *Entry
	bestScore, bestHome := 0.0, false
	for s := range l.shared {
		if l.shared[s] == 0 {
			continue
		}
		e := &l.c.entries[l.samples[s].entry]
		home := provider != "" && e.Provider == provider
		score := 2 * l.shared[s] / (weight + l.samples[s].weight)
		switch {
		case !home && score < nearEnough || score < nearEnoughHome:
		case best == nil || home && !bestHome || home == bestHome && score > bestScore:
			best, bestScore, bestHome = e, score, home
		}
	}
	return best, bestScore
}

// numbers gives the numbers of the words of a folded text, each once. Words that are new
// get one if add is set, else -1 each.
func (l *Likeness) numbers(folded string, add bool) []int32 {
	var list []int32
	seen := map[string]bool{}
	for len(folded) > 0 {
		if folded[0] == '{' {
			if name, ok := className(folded[1:]); ok {
				folded = folded[len(name)+2:]
				continue
			}
		}
		end := strings.IndexFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 0 {
			end = len(folded)
		}
		if end == 0 {
			folded = folded[1:]
			continue
		}
		word := normal(folded[:end])
		folded = folded[end:]
		if len(word) < 3 || seen[word] {
			continue
		}
		seen[word] = true
		n, ok := l.words[word]
		switch {
		case ok:
		case add:
			n = int32(len(l.words))
			l.words[word] = n
		default:
			n = -1
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}
