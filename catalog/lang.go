package catalog

import (
	"slices"
	"strings"
)

// Lang holds the words of one language: headings, labels and sentences around the
// entries, and the texts of entries and playbooks. What a language does not have is
// said in English.
//
// A Lang never changes once it is made and may be used by several goroutines. A
// nil Lang is English.
type Lang struct {
	name      string
	texts     map[string]string // by "section.key"
	entries   []entryText       // by id
	playbooks []playbookText    // by provider

	file  string
	lines map[string]int // of the keys of a file that was read
}

const english = "en"

// Name gives the name of the language, such as "en".
func (l *Lang) Name() string {
	if l == nil {
		return english
	}
	return l.name
}

// Has tells whether the language has a text of its own for a key.
func (l *Lang) Has(key string) bool {
	if l == nil {
		return English().Has(key)
	}
	_, ok := l.texts[key]
	return ok
}

// Text gives the text for a key such as "heading.meaning", in English where the
// language does not have it, and the key itself where English has not.
func (l *Lang) Text(key string) string {
	if l != nil {
		if s, ok := l.texts[key]; ok {
			return s
		}
	}
	if s, ok := English().texts[key]; ok {
		return s
	}
	return key
}

// Format gives the text for a key with each "{name}" in it replaced; pairs holds
// names and values in turn. Values are not looked into.
func (l *Lang) Format(key string, pairs ...string) string {
	text := l.Text(key)
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			break
		}
		b.WriteString(before)
		if i := indexOfName(pairs, name); i >= 0 {
			b.WriteString(pairs[i+1])
		} else {
			b.WriteString("{" + name + "}")
		}
		text = after
	}
	b.WriteString(text)
	return b.String()
}

func indexOfName(pairs []string, name string) int {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return i
		}
	}
	return -1
}

// Count gives the text for a number of things: that of key with "_one" behind it
// for 1, with "_other" for the rest. The number is given as it is to be shown, in
// place of "{n}".
func (l *Lang) Count(key string, n int, number string) string {
	form := "_other"
	if n == 1 {
		form = "_one"
	}
	return l.Format(key+form, "n", number)
}

// Class gives a line that explains a class.
func (l *Lang) Class(c Class) string { return describe(l, "class.", classes, c) }

// Actor gives a line that explains an actor.
func (l *Lang) Actor(a Actor) string { return describe(l, "actor.", actors, a) }

// Retry gives a line that explains what trying again does.
func (l *Lang) Retry(r Retry) string { return describe(l, "retry.", retries, r) }

// Note gives what the language says for the note of a [Verdict].
func (l *Lang) Note(english string) string {
	if l != nil {
		if s, ok := l.texts[noteSection+english]; ok {
			return s
		}
	}
	return english
}

// noteSection is that of notes, which go by their English words.
const noteSection = "note."

// Keys gives the keys of all words that a language should have, sorted; not those
// of entries, playbooks and notes.
func Keys() []string {
	var keys []string
	for k := range English().texts {
		keys = append(keys, k)
	}
	keys = append(keys, described("class.", classes)...)
	keys = append(keys, described("actor.", actors)...)
	keys = append(keys, described("retry.", retries)...)
	slices.Sort(keys)
	return slices.Compact(keys)
}

func described[T ~string](section string, list []Description[T]) []string {
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = section + string(list[i].Name)
	}
	return keys
}

// describe takes the English words from the list itself, which is where they
// stand for programs too.
func describe[T ~string](l *Lang, section string, list []Description[T], name T) string {
	if l != nil {
		if s, ok := l.texts[section+string(name)]; ok {
			return s
		}
	}
	for i := range list {
		if list[i].Name == name {
			return list[i].Text
		}
	}
	return string(name)
}

// join puts a list into words: "a, b and c".
func (l *Lang) join(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], l.Text("word.comma")) + l.Text("word.and") + list[last]
}
