package main

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// checking asks the checks about what is read; nil asks none.
type checking struct {
	annotator *check.Annotator
	notes     check.Notes // for events that come one by one
}

// newChecking asks the checks of a set, which consult a catalog. With records, whatever is found goes to
// replies and diagnostics.
func newChecking(set check.Set, c *catalog.Catalog, records bool) *checking {
	return &checking{annotator: check.NewAnnotator(check.NewEngine(set, c), records)}
}

// inOrder gives what a scan is to do with its batches before they are worked
// on; their notes go with them.
func (c *checking) inOrder() func(*parser.Batch) {
	if c == nil {
		return nil
	}
	return func(b *parser.Batch) {
		n, ok := b.Notes.(*check.Notes)
		if !ok {
			n = &check.Notes{}
			b.Notes = n
		}
		n.Reset()
		c.annotator.Annotate(b.Events(), n)
	}
}

// noteOf gives what is to be said of an event of a batch that went through
// inOrder.
func noteOf(b *parser.Batch, e *parser.Event) (note check.Note) {
	if n, ok := b.Notes.(*check.Notes); ok && e.Note != 0 {
		note = n.Of(e)
	}
	return note
}

// event takes the next event by itself. The note is valid until the next call.
func (c *checking) event(e *parser.Event) (note check.Note) {
	if c == nil {
		return note
	}
	c.notes.Reset()
	e.Note = 0
	c.annotator.Annotate([]*parser.Event{e}, &c.notes)
	return c.notes.Of(e)
}

// placed gives a record, and what was found of it, the lines that they have in
// the file that the record is from, and gives the name of that file.
func placed(r *render.Record, place func(int64) (string, int64)) string {
	old := r.Line
	name, line := place(old)
	r.Line = line
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Line == old {
			f.Line = line
			continue
		}
		file, at := place(f.Line)
		if file != name {
			at = 0 // it stands in another file, which the record does not name
		}
		f.Line = at
	}
	return name
}
