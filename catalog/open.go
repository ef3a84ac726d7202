package catalog

import (
	"encoding/binary"
	"sync"
)

// open makes a catalog of its compiled form. All strings of the catalog point into
// data.
func open(data string) (*Catalog, error) {
	if len(data) < len(compiledMagic) || data[:len(compiledMagic)] != compiledMagic {
		return nil, errCompiled
	}
	r := newWireReader(data[len(compiledMagic):])
	c := &Catalog{entries: make([]Entry, r.count())}
	samples := make([]Sample, r.count())
	for i := range c.entries {
		samples = readEntry(r, &c.entries[i], samples)
	}
	c.providers = make([]Provider, r.count())
	for i := range c.providers {
		p := &c.providers[i]
		p.ID, p.Name, p.URL, p.Hosts = r.text(), r.text(), r.text(), r.texts()
	}
	c.playbooks = readPlaybooks(r)
	c.commands = make([]Command, r.count())
	for i := range c.commands {
		readCommand(r, &c.commands[i])
	}
	c.indexHosts()
	c.texts = c.lazyTexts(r.text())
	c.refsSection = r.text()
	c.refs = sync.OnceValue(func() *refTable { return readRefs(c.refsSection) })
	if !r.done() {
		return nil, errCompiled
	}
	c.indexCodes()
	c.indexVerbs()
	return c, nil
}

// readEntry reads an entry, whose samples it takes from the front of samples, and
// gives those that are left.
func readEntry(r *wireReader, e *Entry, samples []Sample) []Sample {
	e.ID, e.Title, e.Class = r.text(), r.text(), Class(r.text())
	e.Provider, e.Actor, e.Retry = r.text(), Actor(r.text()), Retry(r.text())
	e.Meaning, e.When, e.Use = r.text(), r.text(), r.text()
	e.Standard, e.Confidence, e.Enhanced = Standard(r.text()), r.text(), r.text()
	e.Historic = r.text()
	e.Permanent = Permanence(r.number())
	e.Code = r.number()
	e.layer = uint8(r.number())
	e.OnlyFrom = r.flag()
	e.Vague = r.flag()
	e.Fix, e.Related, e.Refs, e.Phases = r.texts(), r.texts(), r.texts(), r.texts()
	e.Marker, e.Match, e.Hint, e.Subject = r.texts(), r.texts(), r.texts(), r.texts()
	e.phases = phasesOf(e.Phases)
	e.about = subjectsOf(e.Subject)
	if e.Code >= len(Catalog{}.basic) {
		r.bad, e.Code = true, 0
	}
	n := r.number()
	if n > len(samples) {
		r.bad = true
		return samples
	}
	if n == 0 {
		return samples
	}
	e.Samples = samples[:n:n]
	for i := range e.Samples {
		e.Samples[i] = Sample{Reply: r.text(), Text: r.text(), After: r.text(), Placed: r.flag()}
	}
	return samples[n:]
}

func readCommand(r *wireReader, c *Command) {
	c.Verb, c.Phase = r.text(), r.text()
	c.Replies = make([]CommandReply, r.count())
	for i := range c.Replies {
		p := &c.Replies[i]
		p.Code = r.number()
		p.Kind, p.Enhanced = ReplyKind(r.text()), r.text()
		p.With, p.Must, p.Note = r.text(), r.text(), r.text()
		p.Observed = r.flag()
		p.Refs, p.Except = r.texts(), r.texts()
	}
}

func readPatterns(r *wireReader, c *Catalog) []pattern {
	list := make([]pattern, r.count())
	parts := make([]part, 0, 4*len(list))
	for i := range list {
		p := &list[i]
		p.entry, p.tier, p.literal = int32(r.number()), tier(r.number()), uint16(r.number())
		for _, place := range [...]*gramPlace{&p.anchor, &p.more[0], &p.more[1]} {
			place.part, place.at = uint16(r.number()), uint16(r.number())
		}
		p.dropped = p.tier != tierHint
		p.wordStart, p.wordEnd, p.source = r.flag(), r.flag(), r.text()
		from := len(parts)
		for range r.count() {
			q := part{kind: partKind(r.number())}
			if q.kind == partLiteral {
				q.text = r.text()
			}
			parts = append(parts, q)
		}
		p.parts = parts[from:len(parts):len(parts)]
		if int(p.entry) >= len(c.entries) || int(p.anchor.part) >= len(p.parts) {
			r.bad = true
			return nil
		}
		for _, q := range p.parts {
			p.captures |= q.kind.captures()
		}
	}
	return list
}

// readFinder reads the finder of so many patterns.
func readFinder(r *wireReader, patterns int) finder {
	b := stringBytes(r.text())
	if patterns == 0 {
		return finder{}
	}
	f := finder{blocks: &[1<<gramBits + 1]uint32{}, unit: unitOf(patterns)}
	const size, keySize = 4 * len(f.blocks), 16
	if len(b) < size+patterns*keySize {
		r.bad = true
		return finder{}
	}
	for i := range f.blocks {
		f.blocks[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	b = b[size:]
	f.keys = make([]foundKey, len(b)/keySize)
	for i := range f.keys {
		k := b[i*keySize : (i+1)*keySize]
		f.keys[i] = foundKey{binary.LittleEndian.Uint64(k), binary.LittleEndian.Uint32(k[8:]), binary.LittleEndian.Uint32(k[12:])}
	}
	return f
}
