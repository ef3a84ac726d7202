package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// VerifyLang tests the words of a language against English and the catalog: what it
// names exists, places to fill ({name}) and what stands in backquotes are those of
// English, lists are as long, and titles are no wider than 72 cells. It gives what
// is wrong; nil says that all is well. What is only missing is told by
// [Catalog.LangGaps].
func (c *Catalog) VerifyLang(l *Lang) []*Error {
	v := &langVerifier{l: l, keys: Keys(), notes: c.notes()}
	for _, key := range slices.Sorted(maps.Keys(l.texts)) {
		v.word(key)
	}
	for i := range l.entries {
		if e := c.Entry(l.entries[i].ID); e == nil || e.layer == 0 {
			v.entry(&l.entries[i], e) // what is laid over has words of its own
		}
	}
	for i := range l.playbooks {
		v.playbook(&l.playbooks[i], c.Playbook(l.playbooks[i].Provider))
	}
	return v.faults
}

type langVerifier struct {
	l           *Lang
	keys, notes []string // sorted
	faults      []*Error
}

func (v *langVerifier) fault(key, input, format string, args ...any) {
	f := &Error{File: v.l.file, Line: v.l.lines[key], Input: input, Message: key + ": " + fmt.Sprintf(format, args...)}
	if f.File == "" {
		f.File = "lang/" + v.l.name + ".toml"
	}
	v.faults = append(v.faults, f)
}

func (v *langVerifier) word(key string) {
	text := v.l.texts[key]
	if note, ok := strings.CutPrefix(key, noteSection); ok {
		if _, known := slices.BinarySearch(v.notes, note); !known {
			v.fault(key, "", "there is no such note")
		}
		return
	}
	if _, known := slices.BinarySearch(v.keys, key); !known {
		v.fault(key, text, "English has no such word")
		return
	}
	if !sameWords(placesToFill(text), placesToFill(English().Text(key))) {
		v.fault(key, text, "the places to fill are not those of English")
	}
}

func (v *langVerifier) entry(t *entryText, e *Entry) {
	key := fmt.Sprintf("entry.%q", t.ID)
	if e == nil {
		v.fault(key, "", "there is no such entry")
		return
	}
	v.title(key, t.Title)
	v.text(key+".meaning", t.Meaning, e.Meaning)
	v.text(key+".when", t.When, e.When)
	v.text(key+".use", t.Use, e.Use)
	v.list(key+".fix", t.Fix, e.Fix)
}

func (v *langVerifier) playbook(t *playbookText, p *Playbook) {
	key := "playbook." + t.Provider
	if strings.ContainsAny(t.Provider, "./") {
		key = fmt.Sprintf("playbook.%q", t.Provider)
	}
	if p == nil {
		v.fault(key, "", "there is no such playbook")
		return
	}
	v.title(key, t.Title)
	v.text(key+".short", t.Short, p.Short)
	v.text(key+".slow", t.Slow, p.Slow)
	v.text(key+".stop", t.Stop, p.Stop)
	v.list(key+".log", t.Log, p.Log)
	v.list(key+".steps", t.Steps, p.Steps)
	v.list(key+".avoid", t.Avoid, p.Avoid)
}

func (v *langVerifier) title(key, title string) {
	if n := cells(title); n > maxTitle {
		v.fault(key+".title", title, "the title is %d cells wide; at most %d are good", n, maxTitle)
	}
	if strings.HasSuffix(title, ".") || strings.HasSuffix(title, "。") {
		v.fault(key+".title", title, "the title ends in a full stop")
	}
}

// text compares a text with the English one, where there is one.
func (v *langVerifier) text(key, text, original string) {
	switch {
	case text == "":
	case original == "":
		v.fault(key, text, "English has no such text")
	case text != strings.TrimSpace(text):
		v.fault(key, text, "has white space at its ends")
	case !sameWords(backquoted(text), backquoted(original)):
		v.fault(key, text, "what stands in backquotes is not that of English")
	}
}

func (v *langVerifier) list(key string, list, original []string) {
	if len(list) == 0 {
		return
	}
	if len(list) != len(original) {
		v.fault(key, list[0], "%d of them, English has %d", len(list), len(original))
		return
	}
	for i := range list {
		v.text(key, list[i], original[i])
	}
}

// placesToFill gives the places of a text such as "{n}".
func placesToFill(text string) []string {
	var list []string
	for {
		_, rest, _ := strings.Cut(text, "{")
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			return list
		}
		list = append(list, name)
		text = after
	}
}

// backquoted gives what a text has in backquotes: commands and settings, which are
// the same in all languages.
func backquoted(text string) []string {
	var list []string
	for i, piece := range strings.Split(text, "`") {
		if i%2 == 1 {
			list = append(list, piece)
		}
	}
	return list
}

// sameWords tells whether two lists hold the same words, in whatever order and
// number.
func sameWords(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// cells gives the number of cells that a text takes on a terminal.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n++
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		}
	}
	return n
}
