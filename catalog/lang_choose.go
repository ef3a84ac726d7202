package catalog

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed lang/*.bin
var langFiles embed.FS

// openLang is asked for one language at a time, so that a program opens no more
// than the one it speaks, and English only where that one has a gap.
var openLang = func() map[string]func() *Lang {
	opened := map[string]func() *Lang{}
	for _, name := range Langs() {
		opened[name] = sync.OnceValue(func() *Lang { return builtInLang(name) })
	}
	return opened
}()

// Langs gives the names of the languages there are, sorted.
func Langs() []string {
	files, _ := fs.Glob(langFiles, "lang/*.bin")
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "lang/"), ".bin")
	}
	slices.Sort(files)
	return files
}

// English gives the English words.
func English() *Lang { return openLang[english]() }

// builtInLang panics on a file that cannot be read: it is part of the program, and
// a test reads all of them.
func builtInLang(name string) *Lang {
	data, err := langFiles.ReadFile("lang/" + name + ".bin")
	var l *Lang
	if err == nil {
		l, err = openLangData(string(data))
	}
	if err != nil {
		panic(fmt.Sprintf("catalog: lang/%s.bin: %v; run go generate", name, err))
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
