package catalog

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// content is what a catalog is made of, before it is made ready for lookups.
type content struct {
	entries   []Entry
	commands  []Command
	providers []Provider
	playbooks []Playbook
	refs      []rfc
	sources   sources // of the files that were read
	// made holds patterns that need not be made again.
	made map[patternSource]pattern
	// found and hints are the patterns, once they have been made.
	found, hints []pattern
}

// sort brings the content into the one order that the compiled form has, so that
// the order of files and of entries in them does not matter.
func (s *content) sort() {
	slices.SortFunc(s.entries, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(s.providers, func(a, b Provider) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(s.playbooks, func(a, b Playbook) int { return strings.Compare(a.Provider, b.Provider) })
	slices.SortFunc(s.commands, func(a, b Command) int { return strings.Compare(a.Verb, b.Verb) })
	slices.SortFunc(s.refs, func(a, b rfc) int { return cmp.Compare(a.number, b.number) })
	for i := range s.commands {
		slices.SortStableFunc(s.commands[i].Replies, compareReplies)
	}
}

// compile writes the content in the form that open reads. The same content gives
// the same bytes.
func (s *content) compile() ([]byte, error) {
	s.sort()
	patterns, hints := s.found, s.hints
	if patterns == nil && hints == nil {
		var err error
		if patterns, hints, err = s.patterns(); err != nil {
			return nil, err
		}
	}
	keys := s.keys(patterns)
	w := &wireWriter{}
	w.number(len(s.entries))
	samples := 0
	for i := range s.entries {
		samples += len(s.entries[i].Samples)
	}
	w.number(samples)
	for i := range s.entries {
		writeEntry(w, &s.entries[i])
	}
	writeProviders(w, s.providers)
	writePlaybooks(w, s.playbooks)
	writeCommands(w, s.commands)
	w.text(string(writeTexts(patterns, hints, buildFinder(keys))))
	refs := &wireWriter{}
	writeRefs(refs, s.refs)
	w.text(string(refs.bytes()))
	return append([]byte(compiledMagic), w.bytes()...), nil
}

func writeEntry(w *wireWriter, e *Entry) {
	for _, s := range []string{
		e.ID, e.Title, string(e.Class), e.Provider, string(e.Actor), string(e.Retry), e.Meaning, e.When, e.Use,
		string(e.Standard), e.Confidence, e.Enhanced, e.Historic,
	} {
		w.text(s)
	}
	w.number(int(e.Permanent))
	w.number(e.Code)
	w.number(int(e.layer))
	w.flag(e.OnlyFrom)
	w.flag(e.Vague)
	for _, list := range [][]string{e.Fix, e.Related, e.Refs, e.Phases, e.Marker, e.Match, e.Hint, e.Subject} {
		w.texts(list)
	}
	w.number(len(e.Samples))
	for i := range e.Samples {
		sample := &e.Samples[i]
		w.text(sample.Reply)
		w.text(sample.Text)
		w.text(sample.After)
		w.flag(sample.Placed)
	}
}

func writeProviders(w *wireWriter, list []Provider) {
	w.number(len(list))
	for i := range list {
		w.text(list[i].ID)
		w.text(list[i].Name)
		w.text(list[i].URL)
		w.texts(list[i].Hosts)
	}
}

func writeCommands(w *wireWriter, list []Command) {
	w.number(len(list))
	for i := range list {
		w.text(list[i].Verb)
		w.text(list[i].Phase)
		w.number(len(list[i].Replies))
		for j := range list[i].Replies {
			r := &list[i].Replies[j]
			w.number(r.Code)
			for _, s := range []string{string(r.Kind), r.Enhanced, r.With, r.Must, r.Note} {
				w.text(s)
			}
			w.flag(r.Observed)
			w.texts(r.Refs)
			w.texts(r.Except)
		}
	}
}

func writePatterns(w *wireWriter, list []pattern) {
	w.number(len(list))
	for i := range list {
		p := &list[i]
		w.number(int(p.entry))
		w.number(int(p.tier))
		w.number(int(p.literal))
		for _, place := range [...]gramPlace{p.anchor, p.more[0], p.more[1]} {
			w.number(int(place.part))
			w.number(int(place.at))
		}
		w.flag(p.wordStart)
		w.flag(p.wordEnd)
		w.text(p.source)
		w.number(len(p.parts))
		for _, q := range p.parts {
			w.number(int(q.kind))
			if q.kind == partLiteral {
				w.text(q.text)
			}
		}
	}
}

func writeFinder(w *wireWriter, f finder) {
	var b []byte
	if f.blocks != nil {
		for _, n := range f.blocks {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
	}
	for _, k := range f.keys {
		b = binary.LittleEndian.AppendUint64(b, k.text)
		b = binary.LittleEndian.AppendUint32(b, k.number)
		b = binary.LittleEndian.AppendUint32(b, k.more)
	}
	w.text(string(b))
}

// keys anchors the patterns that are not yet, and gives the keys of all.
func (s *content) keys(patterns []pattern) []finderKey {
	var loose []*pattern
	for i := range patterns {
		if !patterns[i].dropped {
			loose = append(loose, &patterns[i])
		}
	}
	if len(loose) > 0 {
		counts := s.countGrams(patterns)
		for _, p := range loose {
			counts.drop(p)
		}
		// Once more, since what a key costs depends on the others.
		for _, p := range loose {
			counts.hold(p.key().text, ^uint32(0))
			counts.drop(p)
		}
	}
	keys := make([]finderKey, len(patterns))
	for i := range patterns {
		keys[i] = patterns[i].key()
	}
	return keys
}

// patterns makes the patterns of all entries ready: those that the finder looks for,
// the strongest first, and the hints. Those of a catalog that was ready before
// are taken from there.
func (s *content) patterns() (found, hints []pattern, err error) {
	var faults []error
	for i := range s.entries {
		e := &s.entries[i]
		add := func(tier tier, key string, sources []string, to *[]pattern) {
			for _, source := range sources {
				p, ok := s.made[patternSource{source, tier}]
				if !ok {
					var err error
					if p, err = parsePattern(source, tier); err != nil {
						fault := e.fault(source, "%s", key)
						fault.Err = err
						faults = append(faults, fault)
					}
				}
				p.entry = int32(i)
				*to = append(*to, p)
			}
		}
		add(tierMarker, "marker", e.Marker, &found)
		if e.Vague {
			add(tierVague, "match", e.Match, &found)
		} else {
			add(tierPhrase, "match", e.Match, &found)
		}
		add(tierHint, "hint", e.Hint, &hints)
	}
	// The strongest first, as lookups want them.
	slices.SortStableFunc(found, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(b.tier, a.tier), cmp.Compare(b.literal, a.literal))
	})
	return found, hints, errors.Join(faults...)
}

// patternSource is a pattern as it stands in the data.
type patternSource struct {
	text string
	tier tier
}

// made gives the patterns of a catalog by what they were made of.
func (c *Catalog) made() map[patternSource]pattern {
	x := c.texts()
	m := make(map[patternSource]pattern, len(x.patterns)+len(x.hints))
	for _, list := range [...][]pattern{x.patterns, x.hints} {
		for i := range list {
			m[patternSource{list[i].source, list[i].tier}] = list[i]
		}
	}
	return m
}
