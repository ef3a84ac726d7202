package render

import (
	"strings"

	"github.com/smtplog/smtplog/parser"
)

// Format appends what there is to say of a format: its name, what is read of
// it and what is not, and an example, whose lines are not wrapped.
func (t *Text) Format(dst []byte, f *parser.Format) []byte {
	t.para.add(t.pens.strong, f.Name)
	if f.Title != f.Name {
		t.dotted(pen{}, f.Title)
	}
	dst = t.para.appendTo(dst, "", indent, t.opts.Width)
	if f.Reads != "" {
		dst = t.sentence(dst, indent, t.say("format.reads")+" "+f.Reads)
	}
	if f.Leaves != "" {
		dst = t.sentence(dst, indent, t.say("format.leaves")+" "+f.Leaves)
	}
	for line := range strings.SplitSeq(strings.TrimRight(f.Example, "\n"), "\n") {
		if line != "" {
			dst = append(dst, indent...)
			dst = t.pens.faint.append(dst, "> ")
			dst = append(t.appendShown(dst, []byte(line)), '\n')
		}
	}
	return dst
}

// Title appends a line that stands over a list.
func (t *Text) Title(dst []byte, title string) []byte {
	return append(t.pens.strong.append(dst, title), '\n')
}
