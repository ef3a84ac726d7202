package catalog

import "sync"

// textIndex is all by which entries are found by what a reply says. It is most of a
// catalog, and read out of the compiled form only when a text is looked up first: who
// asks for a code does not wait for it.
type textIndex struct {
	patterns  []pattern
	terms     []terms // of the patterns
	rests     string  // see cutLiterals
	finder    finder
	successes successFilter
	hints     []pattern
	hintTerms []terms
	hinted    map[string][]int32 // word to numbers of hints
	hintBits  [1 << hintBits / 64]uint64
}

// lazyTexts gives the index of a section of the compiled form, for a catalog whose
// entries and providers have been read. That the section is whole was seen when the
// form was cut up; that it is broken within is a fault of the compiler.
func (c *Catalog) lazyTexts(section string) func() *textIndex {
	return sync.OnceValue(func() *textIndex {
		x, ok := c.readTexts(section)
		if !ok {
			panic("catalog: the patterns of the compiled catalog are broken; run go generate")
		}
		return x
	})
}

func (c *Catalog) readTexts(section string) (*textIndex, bool) {
	r := newWireReader(section)
	x := &textIndex{patterns: readPatterns(r, c)}
	x.finder = readFinder(r, len(x.patterns))
	x.hints = readPatterns(r, c)
	if !r.done() {
		return nil, false
	}
	x.terms = c.termsOf(x.patterns)
	x.cutLiterals()
	x.successes = newSuccessFilter(x.patterns, x.terms, c.entries)
	x.hintTerms = c.termsOf(x.hints)
	x.indexHints()
	return x, true
}

func writeTexts(patterns, hints []pattern, f finder) []byte {
	w := &wireWriter{}
	writePatterns(w, patterns)
	writeFinder(w, f)
	writePatterns(w, hints)
	return w.bytes()
}
