package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// Comparison sets two codes side by side. Its texts are whole sentences in the
// language that was asked for; entries are in the language of the catalog.
type Comparison struct {
	A, B Side
	// Opening is one sentence that sets the two against each other.
	Opening string
	// Differences holds one difference each, the most telling first.
	Differences []string
	// When tells when to use which.
	When []string
	// Related are codes worth reading next, Refs the sections that both rest on.
	Related, Refs []string
}

// Side is one of the codes of a comparison.
type Side struct {
	// Code is the code as one would type it.
	Code string
	// Entry is what the catalog says of it.
	Entry *Entry
	// By tells how close the entry comes to the code.
	By By

	asked Asked
}

// UnknownCodeError says that the catalog has nothing on a code.
type UnknownCodeError struct {
	Code string
	// Near are entries whose codes look like it.
	Near []*Entry
}

// Error names the code and, where there are any, codes that look like it.
func (e *UnknownCodeError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("nothing is known of %q", e.Code)
	}
	codes := make([]string, len(e.Near))
	for i, n := range e.Near {
		codes[i] = codeName(n)
	}
	return fmt.Sprintf("nothing is known of %q; near it are %s", e.Code, strings.Join(codes, ", "))
}

// Compare sets two codes side by side: reply codes, enhanced codes, both together
// ("550 5.1.1") or classes ("5xx"). A code that cannot be read is an error, one of
// which nothing is known an [*UnknownCodeError]. lang may be nil.
func (c *Catalog) Compare(a, b string, lang *Lang) (*Comparison, error) {
	x, err := c.side(a)
	if err != nil {
		return nil, err
	}
	y, err := c.side(b)
	if err != nil {
		return nil, err
	}
	if x.asked == y.asked {
		return nil, fmt.Errorf("%s", lang.Format("compare.same", "a", a, "b", b))
	}
	if !lang.Has("compare.says") {
		// Sentences and what is filled into them are of one language.
		lang = English()
	}
	p := &pairing{c: c, l: lang, a: x, b: y}
	p.a.places, p.b.places = c.placesOf(x.asked), c.placesOf(y.asked)
	return &Comparison{
		A: x.Side, B: y.Side,
		Opening:     p.opening(),
		Differences: p.differences(),
		When:        p.when(),
		Related:     without(union(x.Entry.Related, y.Entry.Related), codeName(x.Entry), codeName(y.Entry)),
		Refs:        union(x.Entry.Refs, y.Entry.Refs),
	}, nil
}

func (c *Catalog) side(code string) (placedSide, error) {
	asked, err := ParseCode(code)
	if err != nil {
		return placedSide{}, err
	}
	m := c.find(asked)
	if m.Entry == nil {
		return placedSide{}, &UnknownCodeError{Code: code, Near: c.Near(code)}
	}
	return placedSide{Side: Side{Code: asked.String(), Entry: m.Entry, By: m.By, asked: asked}}, nil
}

// union gives what is in either list, each once, in the order of a and then b.
func union(a, b []string) []string {
	var all []string
	for _, list := range [][]string{a, b} {
		for _, s := range list {
			if !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return all
}

func without(list []string, these ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return slices.Contains(these, s) })
}
