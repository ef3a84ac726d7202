package check

import (
	"fmt"
	"slices"
)

// Set is a choice of checks.
type Set struct{ on []*Check }

// Everything is the set of all checks.
func Everything() Set { return Set{all} }

// NewSet chooses checks by patterns such as "tls/*". Without any in enable, all
// are on but those that disable names; with only enable, only those are on. Of
// patterns in both that name a check, the longer one counts, and disable where
// they are the same. A pattern that names no check is an error.
func NewSet(enable, disable []string) (Set, error) {
	for _, p := range slices.Concat(enable, disable) {
		if !slices.ContainsFunc(all, func(c *Check) bool { return Match(p, c.ID) }) {
			return Set{}, fmt.Errorf("no check is called %q", p)
		}
	}
	var s Set
	for _, c := range all {
		yes, no := longest(enable, c.ID), longest(disable, c.ID)
		on := yes > no
		if yes < 0 && no < 0 {
			on = len(enable) == 0 || len(disable) > 0
		}
		if on {
			s.on = append(s.on, c)
		}
	}
	return s, nil
}

// longest gives the length of the longest pattern that names an ID, -1 for none.
func longest(patterns []string, id string) int {
	n := -1
	for _, p := range patterns {
		if Match(p, id) {
			n = max(n, len(p))
		}
	}
	return n
}

// Checks gives the checks of the set, ordered by ID.
func (s Set) Checks() []*Check { return s.on }
