package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/internal/check"
)

// FindingSchema names the form of findings in JSON; a member that goes or
// changes makes another number.
const FindingSchema = "smtplog.finding/1"

// FindingJSON appends a cause as one JSON object and a line feed.
func FindingJSON(dst []byte, f *check.Folded) []byte {
	dst = append(dst, '{')
	dst = appendMember(dst, "schema", FindingSchema)
	dst = appendMember(dst, "file", f.File)
	if f.Line > 0 {
		dst = appendInt(dst, "line", f.Line)
	}
	dst = appendFinding(dst, &f.Finding)
	if f.Count > 1 {
		dst = appendInt(dst, "count", f.Count)
		dst = append(appendName(dst, "last"), '{')
		if f.LastFile != f.File {
			dst = appendMember(dst, "file", f.LastFile)
		}
		dst = appendInt(dst, "line", f.LastLine)
		dst = append(dst, '}')
	}
	return append(dst, '}', '\n')
}

// Finding appends a cause as one line, which begins as compilers' do: with the
// file and the line.
func (t *Text) Finding(dst []byte, f *check.Folded) []byte {
	place := string(appendVisible(nil, []byte(f.File))) + ":"
	if f.Line > 0 {
		place += strconv.FormatInt(f.Line, 10) + ":"
	}
	dst = t.pens.strong.append(dst, place)
	dst = append(dst, ' ')
	dst = t.levelPen(f.Level).append(dst, f.Level.String()+":")
	dst = append(dst, ' ')
	dst = appendVisible(dst, []byte(f.Message))
	dst = append(dst, ' ')
	tail := "[" + f.Check.ID
	if f.Check.Ref != "" {
		tail += ", " + f.Check.Ref
	}
	dst = t.pens.faint.append(dst, tail+"]")
	dst = append(dst, again(f)...)
	return append(dst, '\n')
}

func (t *Text) levelPen(l check.Level) pen {
	switch l {
	case check.Error:
		return t.pens.bad
	case check.Warning:
		return t.pens.warn
	}
	return pen{}
}

// CheckList appends checks, each with its ID, its level, its title and the
// sections that it rests on. The last two share a column in which they are
// wrapped.
func (t *Text) CheckList(dst []byte, checks []*check.Check) []byte {
	const levelWidth = len("warning")
	idWidth := 0
	for _, c := range checks {
		idWidth = max(idWidth, len(c.ID))
	}
	rest := strings.Repeat(" ", idWidth+levelWidth+4)
	for _, c := range checks {
		word := c.Level.String()
		first := t.pens.strong.append(nil, c.ID)
		first = append(first, rest[:idWidth-len(c.ID)+2]...)
		first = t.levelPen(c.Level).append(first, word)
		first = append(first, rest[:levelWidth-len(word)+2]...)
		refs := briefRefs(c.Ref)
		t.para.add(pen{}, c.Title)
		together := len(rest)+t.para.width()+Width(t.signs.separator+refs) <= t.opts.Width
		if together {
			t.dotted(t.pens.faint, refs)
		}
		dst = t.para.appendTo(dst, string(first), rest, t.opts.Width)
		if !together && refs != "" {
			t.para.add(t.pens.faint, refs)
			dst = t.para.appendTo(dst, rest, rest, t.opts.Width)
		}
	}
	return dst
}

// CheckCard appends all there is to say of a check.
func (t *Text) CheckCard(dst []byte, c *check.Check) []byte {
	dst = t.pens.strong.append(dst, c.ID)
	dst = append(dst, ": "...)
	dst = append(dst, c.Title...)
	dst = append(dst, "\n\n"...)
	part := func(text string) {
		if text != "" {
			t.para.add(pen{}, text)
			dst = append(t.para.appendTo(dst, "", "", t.opts.Width), '\n')
		}
	}
	part(c.Why)
	part(Silence(c))
	dst = append(dst, "level:    "+c.Level.String()+"\n"...)
	dst = append(dst, "found in: "+strings.Join(InputWords(c.Inputs), ", ")+"\n"...)
	for ref := range strings.SplitSeq(c.Ref, ", ") {
		if ref == "" {
			continue
		}
		dst = append(dst, "see:      "+ref...)
		if title := t.opts.Catalog.RefTitle(ref); title != "" {
			dst = append(dst, ", "+title...)
		}
		dst = append(dst, '\n')
	}
	return dst
}

// CheckJSON appends a check as one JSON object and a line feed.
func CheckJSON(dst []byte, c *check.Check) []byte {
	dst = append(dst, '{')
	dst = appendMember(dst, "id", c.ID)
	dst = appendMember(dst, "level", c.Level.String())
	dst = appendMember(dst, "title", c.Title)
	dst = appendMember(dst, "why", c.Why)
	dst = appendMember(dst, "silence", c.Silence)
	dst = appendMember(dst, "ref", c.Ref)
	var words [][]byte
	for _, w := range InputWords(c.Inputs) {
		words = append(words, []byte(w))
	}
	dst = appendStrings(dst, "inputs", words)
	return append(dst, '}', '\n')
}

// InputWords names kinds of input.
func InputWords(in check.Input) []string {
	var words []string
	for _, w := range []struct {
		in   check.Input
		word string
	}{{check.Dialogues, "dialogues"}, {check.Captures, "captures"}, {check.Logs, "logs"}} {
		if in&w.in != 0 {
			words = append(words, w.word)
		}
	}
	return words
}
