package catalog

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// rfc is one RFC and those of its sections that may be named.
type rfc struct {
	number    int
	title     string
	confirmed bool
	sections  []section // by name
}

type section struct{ name, title string }

// refTable finds RFCs by number.
type refTable struct{ list []rfc }

func (t *rfcTable) rfc() rfc {
	r := rfc{number: t.Number, title: t.Title, confirmed: t.Confirmed}
	for _, name := range slices.Sorted(maps.Keys(t.Sections)) {
		r.sections = append(r.sections, section{name, t.Sections[name]})
	}
	return r
}

func rfcName(number int) string { return "RFC " + strconv.Itoa(number) }

func (t *refTable) find(number int) *rfc {
	i, ok := slices.BinarySearchFunc(t.list, number, func(r rfc, n int) int { return r.number - n })
	if !ok {
		return nil
	}
	return &t.list[i]
}

func (r *rfc) section(name string) *section {
	i, ok := slices.BinarySearchFunc(r.sections, name, func(s section, n string) int { return strings.Compare(s.name, n) })
	if !ok {
		return nil
	}
	return &r.sections[i]
}

// splitRef takes apart "RFC 5321 §4.3.2" and "RFC 5321". ok is false for what is no
// reference to an RFC, such as a web address.
func splitRef(ref string) (number int, sectionName string, ok bool) {
	rest, ok := strings.CutPrefix(ref, "RFC ")
	if !ok {
		return 0, "", false
	}
	digits, sectionName, hasSection := strings.Cut(rest, " §")
	number, err := strconv.Atoi(digits)
	return number, sectionName, err == nil && (!hasSection || sectionName != "")
}

// refFault tells what is wrong with a reference, or nothing.
func (c *Catalog) refFault(ref string) string {
	number, name, ok := splitRef(ref)
	if !ok {
		if strings.Contains(ref, "RFC") || strings.TrimSpace(ref) == "" {
			return "a reference is written like RFC 5321 §4.2.3"
		}
		return seenFault(ref)
	}
	r := c.refs().find(number)
	switch {
	case r == nil:
		return "refs.toml does not have this RFC"
	case name != "" && r.section(name) == nil:
		return "refs.toml does not have this section"
	}
	return ""
}

// seenMark parts a web address from the day on which its page was last read.
const seenMark = " (seen "

// seenFault tells what is wrong with a reference to no RFC, or nothing. It may have
// "(seen 2026-11-22)" behind it.
func seenFault(ref string) string {
	url, day, hasDay := strings.Cut(ref, seenMark)
	if strings.Contains(ref, "://") && !isWebAddress(url) {
		return "a web address begins with https:// and has no space"
	}
	if date, ok := strings.CutSuffix(day, ")"); hasDay && (!ok || !isDate(date)) {
		return "the day on which a page was read is written like (seen 2026-11-22)"
	}
	return ""
}

// UnconfirmedRefs gives the references of entries and commands whose sections could
// not be held against the text of their RFC, in order and each once.
func (c *Catalog) UnconfirmedRefs() []string {
	found := map[string]bool{}
	look := func(refs []string) {
		for _, ref := range refs {
			if number, name, ok := splitRef(ref); ok && name != "" {
				if r := c.refs().find(number); r == nil || !r.confirmed {
					found[ref] = true
				}
			}
		}
	}
	for i := range c.entries {
		look(c.entries[i].Refs)
	}
	for i := range c.commands {
		for j := range c.commands[i].Replies {
			look(c.commands[i].Replies[j].Refs)
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// RefTitle gives the title of a section or of an RFC that is named as in
// "RFC 5321 §4.3.2" or "RFC 5321"; empty where it is not known.
func (c *Catalog) RefTitle(ref string) string {
	number, name, ok := splitRef(ref)
	if !ok {
		return ""
	}
	r := c.refs().find(number)
	if r == nil {
		return ""
	}
	if name == "" {
		return r.title
	}
	if s := r.section(name); s != nil {
		return s.title
	}
	return ""
}

// RefURL gives the address at which a reference can be read: that of the RFC
// Editor for an RFC, the reference itself where it is an address, else nothing.
func RefURL(ref string) string {
	if strings.HasPrefix(ref, "https://") || strings.HasPrefix(ref, "http://") {
		url, _, _ := strings.Cut(ref, seenMark)
		return url
	}
	number, name, ok := splitRef(ref)
	if !ok {
		return ""
	}
	url := "https://www.rfc-editor.org/rfc/rfc" + strconv.Itoa(number)
	switch {
	case name == "":
		return url
	case name[0] >= 'A' && name[0] <= 'Z':
		return url + "#appendix-" + name
	}
	return url + "#section-" + name
}

func writeRefs(w *wireWriter, list []rfc) {
	w.number(len(list))
	for i := range list {
		w.number(list[i].number)
		w.text(list[i].title)
		w.flag(list[i].confirmed)
		w.number(len(list[i].sections))
		for _, s := range list[i].sections {
			w.text(s.name)
			w.text(s.title)
		}
	}
}

// readRefs is called when the references are first asked for. A broken section
// gives what could be read; that the catalog as a whole is not broken has been
// made sure of.
func readRefs(data string) *refTable {
	r := newWireReader(data)
	t := &refTable{list: make([]rfc, r.count())}
	for i := range t.list {
		t.list[i].number, t.list[i].title, t.list[i].confirmed = r.number(), r.text(), r.flag()
		t.list[i].sections = make([]section, r.count())
		for j := range t.list[i].sections {
			t.list[i].sections[j] = section{r.text(), r.text()}
		}
	}
	return t
}
