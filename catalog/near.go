package catalog

import (
	"cmp"
	"slices"
	"strings"
)

const mostNear = 6

// Near gives entries whose codes look like one that is not known, the likeliest
// first: two digits that changed places, one digit that is wrong, and then codes
// with the same first and second digit or the same class and subject. A code that
// cannot be read gives none.
func (c *Catalog) Near(code string) []*Entry {
	asked, err := ParseCode(code)
	if err != nil {
		return nil
	}
	type candidate struct {
		rank  int
		entry *Entry
	}
	var list []candidate
	for i := range c.entries {
		e := &c.entries[i]
		if e.ByText() || e.phases != 0 || e.Code > 0 && e.Code < 10 || strings.Contains(e.Enhanced, "*") {
			continue
		}
		if rank := nearness(asked, e); rank > 0 {
			list = append(list, candidate{rank, e})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(a.entry.ID, b.entry.ID))
	})
	var near []*Entry
	for _, n := range list[:min(len(list), mostNear)] {
		near = append(near, n.entry)
	}
	return near
}

// nearness ranks how much a code looks like that of an entry, 1 the most; 0 is
// not at all or the same.
func nearness(asked Asked, e *Entry) int {
	if e.Code != 0 {
		if asked.Code < 10 || asked.Code == e.Code {
			return 0
		}
		return digitNearness(Asked{Code: asked.Code}.String(), codeName(e), 2)
	}
	if asked.Enhanced == "" || asked.Enhanced == e.Enhanced {
		return 0
	}
	x, _ := parseEnhanced(asked.Enhanced)
	y, _ := parseEnhanced(e.Enhanced)
	switch {
	case x.class() == y.class() && x.subject() == y.detail() && x.detail() == y.subject():
		return 1
	case x.subject() == y.subject() && x.detail() == y.detail():
		return 2
	case x.class() == y.class() && x.subject() == y.subject():
		return 3 + digitNearness(asked.Enhanced, e.Enhanced, 0)
	}
	return 0
}

// digitNearness ranks two texts: 1 for neighbours that changed places, 2 for one
// place that differs or one that is missing, 3 for the same first characters.
func digitNearness(a, b string, same int) int {
	if len(a) == len(b) {
		var differ []int
		for i := range len(a) {
			if a[i] != b[i] {
				differ = append(differ, i)
			}
		}
		switch {
		case len(differ) == 2 && differ[0]+1 == differ[1] && a[differ[0]] == b[differ[1]] && a[differ[1]] == b[differ[0]]:
			return 1
		case len(differ) == 1:
			return 2
		}
	}
	if a[:same] == b[:same] {
		return 3
	}
	return 0
}
