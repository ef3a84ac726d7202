package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/catalog"
)

// ComparisonMarkdown appends a comparison as a page in Markdown (CommonMark).
// lang may be nil.
func ComparisonMarkdown(dst []byte, c *catalog.Comparison, lang *catalog.Lang) []byte {
	m := markdown{dst: dst, lang: lang}
	m.line("# " + c.A.Code + " / " + c.B.Code)
	m.line(escapeMarkdown(c.Opening))
	for _, side := range []*catalog.Side{&c.A, &c.B} {
		e := side.Entry
		m.line("## " + side.Code + ": " + escapeMarkdown(e.Title))
		m.section("heading.meaning", e.Meaning)
		m.section("heading.when", e.When)
		if len(e.Fix) == 0 {
			m.section("heading.fix", lang.Text("label.no_fix"))
		} else {
			m.heading("heading.fix")
			m.list(e.Fix, true)
		}
	}
	m.dst = append(m.dst, "## "+lang.Text("heading.differences")+"\n\n"...)
	m.list(c.Differences, true)
	if len(c.When) > 0 {
		m.dst = append(m.dst, "## "+lang.Text("heading.choose")+"\n\n"...)
		m.list(c.When, false)
	}
	m.dst = append(m.dst, "## "+lang.Text("heading.more")+"\n\n"...)
	more := append([]string(nil), c.Refs...)
	if len(c.Related) > 0 {
		more = append(more, lang.Text("heading.related")+lang.Text("word.colon")+strings.Join(c.Related, ", "))
	}
	m.list(more, false)
	// The last block needs no empty line behind it.
	return append([]byte(strings.TrimRight(string(m.dst), "\n")), '\n')
}

type markdown struct {
	dst  []byte
	lang *catalog.Lang
}

func (m *markdown) line(s string) { m.dst = append(m.dst, s+"\n\n"...) }

func (m *markdown) heading(key string) { m.line("### " + m.lang.Text(key)) }

func (m *markdown) section(key, text string) {
	m.heading(key)
	m.line(escapeMarkdown(text))
}

func (m *markdown) list(items []string, numbered bool) {
	for i, s := range items {
		mark := "- "
		if numbered {
			mark = strconv.Itoa(i+1) + ". "
		}
		m.dst = append(m.dst, mark+escapeMarkdown(s)+"\n"...)
	}
	m.dst = append(m.dst, '\n')
}

// escapeMarkdown keeps signs of a text from being taken for markup. Backquotes
// stay: the catalog sets commands in them, where nothing else is escaped.
func escapeMarkdown(s string) string {
	var b strings.Builder
	code := false
	for _, r := range s {
		if r == '`' {
			code = !code
		}
		if !code && strings.ContainsRune(`\*_<>[]#|`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
