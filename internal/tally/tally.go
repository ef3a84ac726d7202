// Package tally counts what went wrong: failures by their cause, their provider,
// their recipients' domain or the server that refused, and the texts that no entry of
// the catalog explains.
//
// A [Part] takes the records of one batch and may be filled beside others; a [Tally]
// takes the parts in input order, so that what is counted does not depend on how the
// input was cut or by how many workers it was read. [Words] and [Unknown] do the same for
// texts.
//
// Memory is bounded whatever the input: there is a budget, and what comes once it is spent
// is counted together and said to be so.
package tally

import (
	"cmp"
	"slices"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

const (
	// mostGroups and groupBudget bound what a tally keeps, whichever is reached first.
	mostGroups  = 100_000
	groupBudget = 16 << 20
	// exampleBudget is what examples may take besides: a group does without one when it
	// is spent.
	exampleBudget = 4 << 20
	longestLine   = 512
	// reserve is what the sums over all groups may take, however many groups there are.
	reserve = 64 << 10
	// groupSize is about what a group takes, with its place in the map and the first
	// of each of its lists.
	groupSize = 480
	// mostNamed bounds the entries and the providers that a group names.
	mostNamed = 64
)

// Tally is the failures of a whole reading, in groups. It belongs to one goroutine.
type Tally struct {
	by       By
	index    map[string]int32
	groups   []*Group
	budget   budget
	examples budget
	reserve  budget
	total    Group // of all
	rest     Rest
	numbers  []int32 // of the groups of the part being taken
}

// Rest is what came after there was no room for more groups.
type Rest struct {
	// Count is the failures, Groups how many groups they would have been.
	Count  int64
	Groups Distinct
}

// New makes a tally by by.
func New(by By) *Tally {
	return &Tally{by: by, index: map[string]int32{}, budget: groupBudget, examples: exampleBudget, reserve: reserve}
}

// By gives what the groups are made by.
func (t *Tally) By() By { return t.by }

// Add takes a part, which must be of the same By and is then to be reset.
func (t *Tally) Add(p *Part) {
	t.numbers = t.numbers[:0]
	for i := range p.keys.spans {
		t.numbers = append(t.numbers, t.group(p, i))
	}
	for i := range p.facts {
		f := &p.facts[i]
		t.total.add(f, &t.reserve)
		n := t.numbers[f.group]
		if n < 0 {
			t.rest.Count++
			continue
		}
		t.groups[n].add(f, &t.budget)
	}
}

// group gives the number of the group of a key of the part, a new one if need be, or -1
// where there is no room.
func (t *Tally) group(p *Part, i int) int32 {
	key := p.keys.key(i)
	if n, ok := t.index[string(key)]; ok {
		return n
	}
	if len(t.groups) >= mostGroups || !t.budget.take(groupSize+len(key)) {
		t.rest.Groups.Add(hash(key), &t.reserve)
		return -1
	}
	n := int32(len(t.groups))
	g := &Group{Key: string(key)}
	t.groups = append(t.groups, g)
	t.index[g.Key] = n
	if first := &p.firsts[i]; t.examples.take(longestLine) {
		g.Example = first.example(&t.examples)
	}
	return n
}

// Total gives the sum of all groups and of what had no room.
func (t *Tally) Total() *Group { return &t.total }

// Rest gives what had no room.
func (t *Tally) Rest() *Rest { return &t.rest }

// Groups gives the groups, the largest first; of those as large the one whose key comes
// first.
func (t *Tally) Groups() []*Group {
	slices.SortFunc(t.groups, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Key, b.Key))
	})
	for i, g := range t.groups {
		g.sort()
		t.index[g.Key] = int32(i)
	}
	t.total.sort()
	return t.groups
}

// Unexplained tells whether no entry explains the text of a failure: what is said of it
// comes from a code that names no cause. A reply without a text has none to explain.
func Unexplained(e *parser.Event, m *catalog.Match) bool {
	if !hasText(e) {
		return false
	}
	switch m.By {
	case catalog.ByHint, catalog.ByText, catalog.ByMarker:
		return false
	case catalog.ByCode, catalog.ByEnhanced:
		return m.Entry.Vague || m.Entry.Class == "unknown"
	}
	return true
}

func hasText(e *parser.Event) bool {
	if len(e.Diagnostic) > 0 {
		return true
	}
	for _, line := range e.Reply.Text {
		if len(line) > 0 {
			return true
		}
	}
	return false
}
