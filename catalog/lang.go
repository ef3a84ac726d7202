package catalog

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed lang/*.toml
var langFiles embed.FS

// Lang holds the words of one language: headings, labels and sentences around the
// entries. What a language does not have is said in English.
//
// A Lang never changes once it is made and may be used by several goroutines. A
// nil Lang is English.
type Lang struct {
	name  string
	texts map[string]string
}

const english = "en"

// openLang is asked for one language at a time, so that a program parses no more
// than the one it speaks, and English only where that one has a gap.
var openLang = func() map[string]func() *Lang {
	opened := map[string]func() *Lang{}
	for _, name := range Langs() {
		opened[name] = sync.OnceValue(func() *Lang { return readLang(name) })
	}
	return opened
}()

// Langs gives the names of the languages there are, sorted.
func Langs() []string {
	files, _ := fs.Glob(langFiles, "lang/*.toml")
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "lang/"), ".toml")
	}
	slices.Sort(files)
	return files
}

// English gives the English words.
func English() *Lang { return openLang[english]() }

// readLang panics on a file that cannot be read: it is part of the program, and a
// test reads all of them.
func readLang(name string) *Lang {
	text, err := langFiles.ReadFile("lang/" + name + ".toml")
	var sections map[string]map[string]string
	if err == nil {
		err = toml.Unmarshal(text, &sections)
	}
	if err != nil {
		panic(fmt.Sprintf("catalog: lang/%s.toml: %v", name, err))
	}
	l := &Lang{name: name, texts: map[string]string{}}
	for section, keys := range sections {
		for key, value := range keys {
			l.texts[section+"."+key] = value
		}
	}
	return l
}

// LangFor gives the language that the flag names, such as "id" or "id_ID.UTF-8".
// With an empty flag it is the first of LC_ALL, LC_MESSAGES and LANG that is set,
// as env tells them; one that is not there gives English. A flag that names a
// language that is not there is an error, and comes with English.
func LangFor(flag string, env func(string) string) (*Lang, error) {
	if flag != "" {
		if open, ok := openLang[langName(flag)]; ok {
			return open(), nil
		}
		return English(), fmt.Errorf("no language %q; there are %s", flag, strings.Join(Langs(), ", "))
	}
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(variable); value != "" {
			if open, ok := openLang[langName(value)]; ok {
				return open(), nil
			}
			break
		}
	}
	return English(), nil
}

// langName takes the language out of the name of a locale: "id" out of
// "id_ID.UTF-8@variant".
func langName(locale string) string {
	if i := strings.IndexAny(locale, "_-.@"); i >= 0 {
		locale = locale[:i]
	}
	return strings.ToLower(locale)
}

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
// names and values in turn.
func (l *Lang) Format(key string, pairs ...string) string {
	braced := slices.Clone(pairs)
	for i := 0; i < len(braced); i += 2 {
		braced[i] = "{" + braced[i] + "}"
	}
	return strings.NewReplacer(braced...).Replace(l.Text(key))
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

// Keys gives all keys for which there are texts in some language, sorted.
func Keys() []string {
	keys := map[string]bool{}
	for _, name := range Langs() {
		for k := range openLang[name]().texts {
			keys[k] = true
		}
	}
	sorted := make([]string, 0, len(keys))
	for k := range keys {
		sorted = append(sorted, k)
	}
	slices.Sort(sorted)
	return sorted
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
	return strings.Join(list[:last], ", ") + " " + l.Text("word.and") + " " + list[last]
}
