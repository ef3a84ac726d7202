package tally

import (
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// longestText bounds how much of a text is compared: what differs behind it is one text.
const longestText = 1024

// Words is the texts of one batch that no entry explains. It belongs to one goroutine at a
// time.
type Words struct {
	c     *catalog.Catalog
	loc   *time.Location
	keys  keyTable
	facts []fact
	text  []byte
	fold  []byte
}

// NewWords makes Words; loc is the zone of stamps without one.
func NewWords(c *catalog.Catalog, loc *time.Location) *Words {
	return &Words{c: c, loc: loc, keys: newKeyTable()}
}

// Reset empties the Words.
func (w *Words) Reset() {
	w.keys.reset()
	w.facts = w.facts[:0]
}

// Add takes the text of a failure that no entry explains; see [Unexplained]. The event is
// borrowed until Unknown took the Words.
func (w *Words) Add(e *parser.Event, m *catalog.Match) {
	w.text = w.text[:0]
	for _, line := range e.Reply.Text {
		if len(w.text) > 0 {
			w.text = append(w.text, ' ')
		}
		w.text = append(w.text, line...)
	}
	w.text = append(w.text, e.Diagnostic...)
	w.fold = catalog.Fold(w.fold[:0], w.text[:min(len(w.text), longestText)])
	n, _ := w.keys.number(w.fold)
	f := fact{event: e, entry: m.Entry, provider: providerOf(w.c, e, m.Entry), group: int32(n)}
	if name := relayOf(e); len(name) > 0 {
		f.server = hash(name)
	}
	f.at, f.dated = seconds(&e.Time, w.loc)
	w.facts = append(w.facts, f)
}
