package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/catalog"
)

// Comparison appends two codes side by side.
func (t *Text) Comparison(dst []byte, c *catalog.Comparison) []byte {
	dst = t.sentence(dst, "", c.Opening)
	for _, side := range []*catalog.Side{&c.A, &c.B} {
		dst = append(dst, '\n')
		sign, p := t.signs.warn, t.pens.warn
		switch side.Entry.Permanent {
		case catalog.Permanent:
			sign, p = t.signs.bad, t.pens.bad
		case catalog.PermanenceUnsaid:
			sign, p = t.signs.good, t.pens.good
		}
		t.para.add(p, sign+" ")
		t.para.add(p, side.Code)
		t.dotted(t.pens.strong, side.Entry.Title)
		dst = t.para.appendTo(dst, "", indent, t.opts.Width)
		t.filed(side.Entry)
		t.dotted(t.pens.faint, side.Entry.ID)
		dst = t.para.appendTo(dst, indent, indent, t.opts.Width)
		dst = t.section(dst, "heading.meaning", side.Entry.Meaning)
		dst = t.section(dst, "heading.when", side.Entry.When)
		dst = t.title(dst, "heading.fix")
		if side.Entry.Retry == "" && len(side.Entry.Fix) == 0 {
			dst = t.sentence(dst, indent, t.say("label.no_fix"))
			continue
		}
		dst = t.steps(dst, side.Entry, false, indent)
	}
	dst = append(dst, '\n')
	dst = t.numbered(dst, "heading.differences", c.Differences)
	if len(c.When) > 0 {
		dst = t.title(dst, "heading.choose")
		for _, s := range c.When {
			t.para.add(pen{}, s)
			dst = t.para.appendTo(dst, indent, indent+indent, t.opts.Width)
		}
	}
	if len(c.Related)+len(c.Refs) > 0 {
		dst = t.title(dst, "heading.more")
		if len(c.Related) > 0 {
			dst = t.sentence(dst, indent, t.say("heading.related")+t.say("word.colon")+strings.Join(c.Related, ", "))
		}
		if len(c.Refs) > 0 {
			for _, ref := range c.Refs {
				dst = t.sentence(dst, indent, t.reference(ref))
			}
		}
	}
	return dst
}

// reference names a section with its title and where it can be read.
func (t *Text) reference(ref string) string {
	text := ref
	if t.opts.Catalog != nil {
		if title := t.opts.Catalog.RefTitle(ref); title != "" {
			text += ", " + title
		}
	}
	if url := catalog.RefURL(ref); url != "" && url != ref {
		text += ": " + url
	}
	return text
}

func (t *Text) numbered(dst []byte, key string, list []string) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = t.title(dst, key)
	for i, s := range list {
		t.para.add(pen{}, s)
		number := strconv.Itoa(i+1) + ". "
		dst = t.para.appendTo(dst, indent+number, indent+strings.Repeat(" ", len(number)), t.opts.Width)
	}
	return dst
}

// ComparisonJSON appends a comparison as one JSON object and a line feed.
func ComparisonJSON(dst []byte, c *catalog.Comparison) []byte {
	dst = append(dst, '{')
	dst = appendSide(dst, "a", &c.A)
	dst = appendSide(dst, "b", &c.B)
	dst = appendStrings(dst, "differences", c.Differences)
	dst = appendStrings(dst, "when", c.When)
	dst = appendMember(dst, "opening", c.Opening)
	dst = appendStrings(dst, "related", c.Related)
	dst = appendStrings(dst, "refs", c.Refs)
	return append(dst, '}', '\n')
}

// appendSide appends one side: its code, and what explains it.
func appendSide(dst []byte, name string, s *catalog.Side) []byte {
	dst = append(appendName(dst, name), '{')
	dst = appendMember(dst, "code", s.Code)
	explained := append(appendEntry(nil, s.Entry, true), '}')
	dst = append(dst, ',')
	return append(dst, explained[1:]...)
}
