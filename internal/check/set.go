package check

import (
	"fmt"
	"slices"
)

// Set is a choice of checks.
type Set struct{ on []*Check }

// Everything is the set of all checks.
func Everything() Set { return Set{all} }

// NewSet chooses checks by patterns such as "tls/*"; it is Everything changed by
// them.
func NewSet(enable, disable []string) (Set, error) { return Everything().Change(enable, disable) }

// PatternError is a pattern that names no check.
type PatternError struct{ Pattern string }

// Error names the pattern.
func (e *PatternError) Error() string { return fmt.Sprintf("no check is called %q", e.Pattern) }

func known(pattern string) error {
	if !slices.ContainsFunc(all, func(c *Check) bool { return Match(pattern, c.ID) }) {
		return &PatternError{pattern}
	}
	return nil
}

// Change chooses checks by patterns such as "tls/*". With only enable, only those
// that it names are on, whatever the set is; with only disable, those of the set
// that it does not name. With both, the longer pattern that names a check counts,
// disable where they are the same, and what neither names is as in the set. A
// pattern that names no check is a [PatternError].
func (s Set) Change(enable, disable []string) (Set, error) {
	for _, p := range slices.Concat(enable, disable) {
		if err := known(p); err != nil {
			return Set{}, err
		}
	}
	var changed Set
	for _, c := range all {
		at := slices.IndexFunc(s.on, func(x *Check) bool { return x.ID == c.ID })
		yes, no := longest(enable, c.ID), longest(disable, c.ID)
		on := yes > no
		if yes < 0 && no < 0 {
			on = at >= 0 && (len(enable) == 0 || len(disable) > 0)
		}
		switch {
		case on && at >= 0:
			changed.on = append(changed.on, s.on[at])
		case on:
			changed.on = append(changed.on, c)
		}
	}
	return changed, nil
}

// Levels gives another level to checks by patterns: where several name one, the
// longest counts. A pattern that names no check at all is a [PatternError].
func (s Set) Levels(by map[string]Level) (Set, error) {
	var patterns []string
	for p := range by {
		patterns = append(patterns, p)
	}
	slices.Sort(patterns)
	for _, p := range patterns {
		if err := known(p); err != nil {
			return Set{}, err
		}
	}
	changed := Set{slices.Clone(s.on)}
	for i, c := range changed.on {
		n := longest(patterns, c.ID)
		for _, p := range patterns {
			if len(p) == n && Match(p, c.ID) {
				other := *c
				other.Level = by[p]
				changed.on[i] = &other
			}
		}
	}
	return changed, nil
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
