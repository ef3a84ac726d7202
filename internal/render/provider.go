package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/catalog"
)

// Provider appends all that is known of a provider: its servers, its playbook, and
// a line for each of its entries.
func (t *Text) Provider(dst []byte, p *catalog.Provider, book *catalog.Playbook, entries []*catalog.Entry) []byte {
	t.para.add(t.pens.strong, p.Name)
	t.dotted(t.pens.faint, p.ID)
	dst = t.para.appendTo(dst, "", indent, t.opts.Width)
	if len(p.Hosts) > 0 {
		dst = t.sentence(dst, indent, strings.Join(p.Hosts, ", "))
	}
	if p.URL != "" {
		dst = t.sentence(dst, indent, p.URL)
	}
	if book != nil {
		dst = append(dst, '\n')
		dst = t.book(dst, book)
	}
	if len(entries) == 0 {
		return dst
	}
	dst = append(dst, '\n')
	return t.List(dst, entries)
}

// book appends a playbook.
func (t *Text) book(dst []byte, p *catalog.Playbook) []byte {
	dst = append(t.pens.heading.append(dst, p.Title), '\n')
	dst = t.sentence(dst, indent, p.Short)
	if len(p.Log) > 0 {
		dst = t.title(dst, "book.log")
		for _, line := range p.Log {
			// A command is copied from here, so it is not wrapped.
			dst = append(append(append(dst, indent...), line...), '\n')
		}
	}
	dst = t.title(dst, "book.steps")
	for i, step := range p.Steps {
		number := strconv.Itoa(i+1) + ". "
		t.para.add(pen{}, step)
		dst = t.para.appendTo(dst, indent+number, indent+strings.Repeat(" ", len(number)), t.opts.Width)
	}
	dst = t.section(dst, "book.slow", p.Slow)
	dst = t.section(dst, "book.stop", p.Stop)
	if len(p.Avoid) > 0 {
		dst = t.title(dst, "book.avoid")
		for _, line := range p.Avoid {
			t.para.add(pen{}, line)
			dst = t.para.appendTo(dst, indent+"- ", indent+"  ", t.opts.Width)
		}
	}
	if len(p.Pages) > 0 {
		dst = t.title(dst, "book.pages")
	}
	for _, page := range p.Pages {
		line := page.What + ": " + page.URL
		if page.Seen != "" {
			line += " (" + t.sayOf("book.seen", "date", page.Seen) + ")"
		}
		dst = t.sentence(dst, indent, line)
	}
	return dst
}
