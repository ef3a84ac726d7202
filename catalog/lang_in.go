package catalog

import "slices"

// In gives the catalog with the texts of its entries and playbooks in a language,
// as far as the language has them; ids, classes and everything that entries are
// found by stay as they are. Entries and playbooks that were laid over the lowest
// catalog keep their own words. lang may be nil.
//
// The catalog itself is not changed; it is given back where there is nothing to
// change. The two have different entries at different places in memory.
func (c *Catalog) In(lang *Lang) *Catalog {
	if lang == nil || len(lang.entries)+len(lang.playbooks) == 0 {
		return c
	}
	d := &Catalog{
		entries: slices.Clone(c.entries), commands: c.commands, providers: c.providers,
		playbooks: slices.Clone(c.playbooks),
		basic:     c.basic, enhanced: c.enhanced, coded: c.coded,
		texts: c.texts, hosts: c.hosts, every: c.every, verbs: c.verbs,
		sources: c.sources, refsSection: c.refsSection, refs: c.refs,
	}
	// Both lists are in the order of their ids.
	texts := lang.entries
	for i := range d.entries {
		e := &d.entries[i]
		for len(texts) > 0 && texts[0].ID < e.ID {
			texts = texts[1:]
		}
		if len(texts) > 0 && texts[0].ID == e.ID && e.layer == 0 {
			texts[0].over(e)
		}
	}
	for i := range lang.playbooks {
		if p := d.Playbook(lang.playbooks[i].Provider); p != nil && p.layer == 0 {
			lang.playbooks[i].over(p)
		}
	}
	return d
}

func (t *entryText) over(e *Entry) {
	say(&e.Title, t.Title)
	say(&e.Meaning, t.Meaning)
	say(&e.When, t.When)
	say(&e.Use, t.Use)
	sayAll(&e.Fix, t.Fix)
}

func (t *playbookText) over(p *Playbook) {
	say(&p.Title, t.Title)
	say(&p.Short, t.Short)
	say(&p.Slow, t.Slow)
	say(&p.Stop, t.Stop)
	sayAll(&p.Log, t.Log)
	sayAll(&p.Steps, t.Steps)
	sayAll(&p.Avoid, t.Avoid)
}

func say(to *string, text string) {
	if text != "" {
		*to = text
	}
}

// sayAll leaves a list alone that is not as long: whoever has one step too few
// misses something.
func sayAll(to *[]string, list []string) {
	if len(list) == len(*to) {
		*to = list
	}
}
