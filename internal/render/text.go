package render

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Gutter begins every line that the program puts under a line of the log, so
// that the log can be had back by leaving such lines out.
const Gutter = "    | "

// DefaultWidth is the width of a line where no terminal tells another.
const DefaultWidth = 80

// TextOptions says for whom text is written.
type TextOptions struct {
	// Catalog names the providers.
	Catalog *catalog.Catalog
	// Width is the number of cells of a line; 0 stands for DefaultWidth.
	Width int
	// Color asks for colours, Unicode for signs beyond ASCII.
	Color, Unicode bool
	// Terminal tells that the text goes to a terminal, which must not get
	// control bytes out of a log.
	Terminal bool
	// Secrets leaves secrets in the lines as they are.
	Secrets bool
	// Detail is how much is told of an entry.
	Detail Detail
	// Lang is the language of the labels; nil for English.
	Lang *catalog.Lang
}

// Text writes lines and what is to be said of them. It remembers what it told
// before, and belongs to one goroutine.
type Text struct {
	opts   TextOptions
	pens   palette
	para   paragraph
	masked []byte
	told   map[*catalog.Entry]bool
	noted  map[catalog.Verdict]bool
	booked map[string]bool // providers whose playbook was told
	signs  signs

	localTold bool
}

// signs are the marks of an annotation; colour and words say the same.
type signs struct{ good, warn, bad, separator string }

// NewText makes a writer of text.
func NewText(o TextOptions) *Text {
	if o.Width == 0 {
		o.Width = DefaultWidth
	}
	t := &Text{opts: o, pens: newPalette(o.Color), told: map[*catalog.Entry]bool{}, noted: map[catalog.Verdict]bool{}, booked: map[string]bool{}}
	t.signs = signs{"+", "!", "x", " - "}
	if o.Unicode {
		t.signs = signs{"✓", "!", "✗", " · "}
	}
	return t
}

// Heading appends the line that names the file that follows.
func (t *Text) Heading(dst []byte, name string) []byte {
	return append(t.pens.heading.append(dst, "==> "+string(appendVisible(nil, []byte(name)))+" <=="), '\n')
}

// mark gives the sign and the pen for a record: what becomes of the message,
// not what the first digit says.
func (t *Text) mark(r *Record) (string, pen) {
	switch {
	case r.Match.Entry != nil && r.Match.Entry.Permanent.Known():
		if r.Match.Entry.Permanent.Bool() {
			return t.signs.bad, t.pens.bad
		}
		return t.signs.warn, t.pens.warn
	case r.Judged && r.Verdict.Kind == catalog.Violation:
		return t.signs.warn, t.pens.warn
	}
	switch OutcomeOf(r.Event) {
	case OutcomePositive:
		return t.signs.good, t.pens.good
	case OutcomePermanent:
		return t.signs.bad, t.pens.bad
	}
	return t.signs.warn, t.pens.warn
}

// penOf gives the pen for the code of a reply by its first digit.
func (t *Text) penOf(e *parser.Event) pen {
	switch OutcomeOf(e) {
	case OutcomePositive:
		return t.pens.good
	case OutcomePermanent:
		return t.pens.bad
	}
	return t.pens.warn
}

// dotted adds a piece to the paragraph, parted from the one before.
func (t *Text) dotted(p pen, text string) {
	if text == "" {
		return
	}
	if len(t.para.runs) > 0 {
		t.para.add(t.pens.faint, t.signs.separator)
	}
	t.para.add(p, text)
}

// flush ends the paragraph under the gutter: first is put before its first line,
// rest before the others.
func (t *Text) flush(dst []byte, first, rest string) []byte {
	return t.para.appendTo(dst, Gutter+first, Gutter+rest, t.opts.Width)
}
