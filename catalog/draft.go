package catalog

import (
	"strconv"
	"strings"
)

// Draft is a reply or a diagnostic that an entry is to be made for.
type Draft struct {
	Query Query
	// Verb is the command that was answered, as in [Sample]; it counts only if Placed is
	// set.
	Verb   string
	Placed bool
	// Provider is whose words they are; nil where that is to be told by the peer and by
	// the text.
	Provider *Provider
	// Near is the entry whose class, actor and retry are proposed; nil for the one that
	// [Catalog.Lookup] gives.
	Near *Entry
}

// Drafts writes several drafts into one file, so that they do not get into each other's way:
// none has the id or the phrase of another.
type Drafts struct {
	c       *Catalog
	ids     map[string]bool
	phrases map[string]bool
}

// NewDrafts makes a writer of drafts.
func (c *Catalog) NewDrafts() *Drafts {
	return &Drafts{c: c, ids: map[string]bool{}, phrases: map[string]bool{}}
}

// Skeleton writes a draft as an entry to be filled in; see [Catalog.Skeleton]. It gives
// nothing for a text that is too short to be found by its words.
func (ds *Drafts) Skeleton(d *Draft) string {
	if len(phrasesOf(d.Query.folded())) == 0 {
		return ""
	}
	var b strings.Builder
	ds.c.skeleton(&b, d, ds)
	return b.String()
}

// id makes an id that is taken by no other draft and no entry.
func (ds *Drafts) id(c *Catalog, wanted string) string {
	id := wanted
	for n := 2; ds != nil && (ds.ids[id] || c.Entry(id) != nil); n++ {
		id = wanted + "-" + strconv.Itoa(n)
	}
	if ds != nil {
		ds.ids[id] = true
	}
	return id
}

// order puts the phrase to be proposed first: where another draft has it already, the whole
// text, which is longer than any of its phrases and so wins over the other draft.
func (ds *Drafts) order(phrases []string, whole string) []string {
	if ds == nil || len(phrases) == 0 {
		return phrases
	}
	if ds.phrases[normal(phrases[0])] {
		if _, err := parsePattern(whole, tierPhrase); err == nil {
			phrases = append([]string{whole}, phrases...)
		}
	}
	ds.phrases[normal(phrases[0])] = true
	return phrases
}
