package catalog

import (
	"io/fs"
	"maps"
	"slices"
)

// langMagic begins a compiled language; its last byte is the version of the layout.
const langMagic = "smtplog-lang\x01"

// CompileLang reads a language like LoadLang and gives the compiled form that the
// program embeds. It is meant for the generator.
func CompileLang(fsys fs.FS, file string) ([]byte, error) {
	l, err := LoadLang(fsys, file)
	if err != nil {
		return nil, err
	}
	return l.compile(), nil
}

// compile writes a language in the form that openLangData reads. The same words
// give the same bytes.
func (l *Lang) compile() []byte {
	w := &wireWriter{}
	w.text(l.name)
	w.number(len(l.texts))
	for _, key := range slices.Sorted(maps.Keys(l.texts)) {
		w.text(key)
		w.text(l.texts[key])
	}
	w.number(len(l.entries))
	for i := range l.entries {
		e := &l.entries[i]
		for _, s := range []string{e.ID, e.Title, e.Meaning, e.When, e.Use} {
			w.text(s)
		}
		w.texts(e.Fix)
	}
	w.number(len(l.playbooks))
	for i := range l.playbooks {
		p := &l.playbooks[i]
		for _, s := range []string{p.Provider, p.Title, p.Short, p.Slow, p.Stop} {
			w.text(s)
		}
		for _, list := range [][]string{p.Log, p.Steps, p.Avoid} {
			w.texts(list)
		}
	}
	return append([]byte(langMagic), w.bytes()...)
}

// openLangData makes a language of its compiled form, into which its strings point.
func openLangData(data string) (*Lang, error) {
	if len(data) < len(langMagic) || data[:len(langMagic)] != langMagic {
		return nil, errCompiled
	}
	r := newWireReader(data[len(langMagic):])
	l := &Lang{name: r.text()}
	words := r.count()
	l.texts = make(map[string]string, words)
	for range words {
		key := r.text()
		l.texts[key] = r.text()
	}
	l.entries = make([]entryText, r.count())
	for i := range l.entries {
		l.entries[i] = entryText{ID: r.text(), Title: r.text(), Meaning: r.text(), When: r.text(), Use: r.text(), Fix: r.texts()}
	}
	l.playbooks = make([]playbookText, r.count())
	for i := range l.playbooks {
		l.playbooks[i] = playbookText{
			Provider: r.text(), Title: r.text(), Short: r.text(), Slow: r.text(), Stop: r.text(),
			Log: r.texts(), Steps: r.texts(), Avoid: r.texts(),
		}
	}
	if !r.done() {
		return nil, errCompiled
	}
	return l, nil
}
