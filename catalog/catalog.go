// Package catalog explains SMTP replies: what a reply code, an enhanced status
// code or the text of a well-known refusal means, whether retrying helps, whose
// move it is, and whether the server was allowed to answer so.
//
// Use [Default] for the built-in catalog, [Load] for files of one's own and
// [Catalog.Overlay] to lay those over it. [Catalog.Lookup] finds the entry for a
// reply, [Catalog.Verdict] holds a reply code against the command it answers, and
// [Catalog.Compare] sets two codes side by side.
//
// The words are TOML files in catalog/data, which a generator compiles into one
// embedded file, so that opening the catalog parses nothing.
//
// The package follows RFC 5321 §4.2 and §4.3 for reply codes, RFC 3463 and
// RFC 2034 for enhanced status codes, and the IANA registry of RFC 5248. It
// promises that a lookup does not allocate and that its outcome does not depend
// on the order of files.
//
// A Catalog never changes once it is made and may be used by several goroutines.
// The entries it hands out are shared: read them, do not write to them.
package catalog

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./gen

//go:embed data/compiled.bin
var compiled string

// Catalog is a set of entries with all that is needed to find them.
type Catalog struct {
	entries   []Entry // by ID
	commands  []Command
	providers []Provider
	playbooks []Playbook // by provider

	basic    [1000]codeSlot
	enhanced []enhancedSlot // by key
	coded    []int32        // numbers of the entries that the slots span

	texts func() *textIndex
	hosts map[string]int32 // host name suffix to index in providers
	every *verbTable       // the row for any command, nil where there is none
	verbs map[string]*verbTable

	sources     sources // of the files that were read, so that faults tell lines
	refsSection string  // decoded when it is first asked for
	refs        func() *refTable
	scratch     sync.Pool
}

var openDefault = sync.OnceValue(func() *Catalog {
	c, err := open(compiled)
	if err != nil {
		panic("catalog: the embedded catalog cannot be read; run go generate: " + err.Error())
	}
	return c
})

// Default gives the built-in catalog. It is opened on the first call, without
// parsing; all calls give the same Catalog.
func Default() *Catalog { return openDefault() }

// Len gives the number of entries.
func (c *Catalog) Len() int { return len(c.entries) }

// Entries goes over all entries in the order of their ids.
func (c *Catalog) Entries() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := range c.entries {
			if !yield(&c.entries[i]) {
				return
			}
		}
	}
}

// Entry gives the entry with this id, or nil.
func (c *Catalog) Entry(id string) *Entry {
	i, ok := slices.BinarySearchFunc(c.entries, id, func(e Entry, id string) int { return strings.Compare(e.ID, id) })
	if !ok {
		return nil
	}
	return &c.entries[i]
}

// Commands gives the table of commands and the replies they may get, in the
// order of their verbs.
func (c *Catalog) Commands() []Command { return c.commands }

// Providers gives the mail providers and programs that entries name, in the
// order of their ids.
func (c *Catalog) Providers() []Provider { return c.providers }

// Provider gives the provider with this id, or nil.
func (c *Catalog) Provider(id string) *Provider {
	i, ok := c.findProvider(id)
	if !ok {
		return nil
	}
	return &c.providers[i]
}

func (c *Catalog) findProvider(id string) (int, bool) {
	return slices.BinarySearchFunc(c.providers, id, func(p Provider, id string) int { return strings.Compare(p.ID, id) })
}
