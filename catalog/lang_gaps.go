package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// LangGap tells what a language lacks of one kind of texts.
type LangGap struct {
	// Kind is "words", "notes", "codes" (entries that are found by a code), "texts"
	// (entries that are found by their text) or "playbooks".
	Kind string
	// Total is how many there are, Missing has a line for each that is not whole.
	Total   int
	Missing []string
}

// LangGaps gives what a language lacks, one gap for each kind, in a fixed order;
// those without anything missing too.
func (c *Catalog) LangGaps(l *Lang) []LangGap {
	return []LangGap{c.wordGap(l), c.noteGap(l), c.entryGap(l, "codes", false), c.entryGap(l, "texts", true), c.playbookGap(l)}
}

func (c *Catalog) wordGap(l *Lang) LangGap {
	g := LangGap{Kind: "words"}
	for _, key := range Keys() {
		g.Total++
		if !l.Has(key) && l.Name() != english {
			g.Missing = append(g.Missing, key)
		}
	}
	return g
}

func (c *Catalog) noteGap(l *Lang) LangGap {
	g := LangGap{Kind: "notes"}
	for _, note := range c.notes() {
		g.Total++
		if !l.Has(noteSection+note) && l.Name() != english {
			g.Missing = append(g.Missing, fmt.Sprintf("%s%q", noteSection, note))
		}
	}
	return g
}

func (c *Catalog) entryGap(l *Lang, kind string, byText bool) LangGap {
	g := LangGap{Kind: kind}
	for i := range c.entries {
		e := &c.entries[i]
		if e.ByText() != byText || e.layer > 0 {
			continue
		}
		g.Total++
		t := l.entry(e.ID)
		g.miss(l, fmt.Sprintf("entry.%q", e.ID), []textPair{
			{"title", e.Title, t.Title}, {"meaning", e.Meaning, t.Meaning}, {"when", e.When, t.When},
			{"fix", strings.Join(e.Fix, ""), strings.Join(t.Fix, "")},
		})
	}
	return g
}

func (c *Catalog) playbookGap(l *Lang) LangGap {
	g := LangGap{Kind: "playbooks"}
	for i := range c.playbooks {
		p := &c.playbooks[i]
		if p.layer > 0 {
			continue
		}
		g.Total++
		t := l.playbook(p.Provider)
		g.miss(l, "playbook."+p.Provider, []textPair{
			{"title", p.Title, t.Title}, {"short", p.Short, t.Short},
			{"log", strings.Join(p.Log, ""), strings.Join(t.Log, "")},
			{"steps", strings.Join(p.Steps, ""), strings.Join(t.Steps, "")},
			{"slow", p.Slow, t.Slow}, {"stop", p.Stop, t.Stop},
			{"avoid", strings.Join(p.Avoid, ""), strings.Join(t.Avoid, "")},
		})
	}
	return g
}

// textPair is a text in English and in another language.
type textPair struct{ key, english, other string }

// miss notes the texts that English has and the other language has not.
func (g *LangGap) miss(l *Lang, name string, pairs []textPair) {
	if l.Name() == english {
		return
	}
	var missing []string
	there := 0
	for _, p := range pairs {
		switch {
		case p.other != "":
			there++
		case p.english != "":
			missing = append(missing, p.key)
		}
	}
	switch {
	case len(missing) == 0:
	case there == 0:
		g.Missing = append(g.Missing, name)
	default:
		g.Missing = append(g.Missing, name+": "+strings.Join(missing, ", "))
	}
}

// entry gives what the language says for an entry.
func (l *Lang) entry(id string) entryText {
	if l == nil {
		return entryText{}
	}
	i, ok := slices.BinarySearchFunc(l.entries, id, func(t entryText, id string) int { return strings.Compare(t.ID, id) })
	if !ok {
		return entryText{}
	}
	return l.entries[i]
}

// playbook gives what the language says for a playbook.
func (l *Lang) playbook(provider string) playbookText {
	if l == nil {
		return playbookText{}
	}
	i, ok := slices.BinarySearchFunc(l.playbooks, provider, func(t playbookText, id string) int { return strings.Compare(t.Provider, id) })
	if !ok {
		return playbookText{}
	}
	return l.playbooks[i]
}

// notes gives all notes that a verdict may have, sorted.
func (c *Catalog) notes() []string {
	list := verdictNotes()
	for i := range c.commands {
		for j := range c.commands[i].Replies {
			if note := c.commands[i].Replies[j].Note; note != "" {
				list = append(list, note)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
