package catalog

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// entryText is what a language says for an entry; what is empty is said in English.
type entryText struct {
	ID      string   `toml:"-"`
	Title   string   `toml:"title"`
	Meaning string   `toml:"meaning"`
	When    string   `toml:"when"`
	Use     string   `toml:"use"`
	Fix     []string `toml:"fix"`
}

// playbookText is what a language says for a playbook.
type playbookText struct {
	Provider string   `toml:"-"`
	Title    string   `toml:"title"`
	Short    string   `toml:"short"`
	Slow     string   `toml:"slow"`
	Stop     string   `toml:"stop"`
	Log      []string `toml:"log"`
	Steps    []string `toml:"steps"`
	Avoid    []string `toml:"avoid"`
}

// LoadLang reads the words of a language from a TOML file, named after it: "de" is
// in "de.toml". See catalog/lang/README.md for its form. The error joins all faults
// that were found, each an [*Error] with its line; errors of fsys come as they are.
//
// Whether what the file names exists depends on the catalog: see
// [Catalog.VerifyLang].
func LoadLang(fsys fs.FS, file string) (*Lang, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	text := string(data)
	l := &Lang{
		name: strings.TrimSuffix(path.Base(file), ".toml"), texts: map[string]string{},
		file: file, lines: linesOfKeys(text),
	}
	sections := map[string]toml.Primitive{}
	meta, err := toml.Decode(text, &sections)
	if err != nil {
		return nil, syntaxFault(file, text, err)
	}
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		if err := l.read(&meta, name, sections[name]); err != nil {
			faults = append(faults, syntaxFault(file, text, err))
		}
	}
	for _, key := range meta.Undecoded() {
		faults = append(faults, &Error{File: file, Line: l.lines[key.String()], Input: key.String(), Message: "unknown key"})
	}
	return l, errors.Join(faults...)
}

// read takes one section of a file.
func (l *Lang) read(meta *toml.MetaData, section string, value toml.Primitive) error {
	switch section {
	case "entry":
		entries := map[string]entryText{}
		if err := meta.PrimitiveDecode(value, &entries); err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(entries)) {
			e := entries[id]
			e.ID = id
			l.entries = append(l.entries, e)
		}
	case "playbook":
		playbooks := map[string]playbookText{}
		if err := meta.PrimitiveDecode(value, &playbooks); err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(playbooks)) {
			p := playbooks[id]
			p.Provider = id
			l.playbooks = append(l.playbooks, p)
		}
	default:
		words := map[string]string{}
		if err := meta.PrimitiveDecode(value, &words); err != nil {
			return err
		}
		for key, word := range words {
			l.texts[section+"."+key] = word
		}
	}
	return nil
}

// linesOfKeys gives the line of every table and key of a file, by its full name.
func linesOfKeys(text string) map[string]int {
	lines := map[string]int{}
	table := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") {
			table = strings.TrimSuffix(line[1:], "]")
			lines[table] = i + 1
			continue
		}
		if key, _, ok := strings.Cut(line, " ="); ok && !strings.HasPrefix(line, "#") {
			lines[table+"."+key] = i + 1
			lines[table+"."+strings.Trim(key, `"'`)] = i + 1
		}
	}
	return lines
}
