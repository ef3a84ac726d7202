package catalog

import (
	"fmt"
	"slices"
	"strings"
)

// HandbookPage is a page of the catalog in Markdown.
type HandbookPage struct {
	// Name is that of its file.
	Name string
	// Text is the whole page.
	Text string
}

// Handbook gives the catalog as pages in Markdown, in the order of their names: one
// for each provider, with its playbook, and one for each group of entries that
// belong to none. The first one, README.md, lists the others.
func (c *Catalog) Handbook() []HandbookPage {
	groups := map[string][]*Entry{}
	for i := range c.entries {
		name := c.entries[i].handbookGroup()
		groups[name] = append(groups[name], &c.entries[i])
	}
	for i := range c.providers {
		if id := c.providers[i].ID; c.Playbook(id) != nil && groups[id] == nil {
			groups[id] = []*Entry{}
		}
	}
	var names []string
	for name := range groups {
		names = append(names, name)
	}
	slices.Sort(names)
	pages := []HandbookPage{{Name: "README.md", Text: c.contents(names, groups)}}
	for _, name := range names {
		pages = append(pages, HandbookPage{Name: name + ".md", Text: c.chapter(name, groups[name])})
	}
	return pages
}

// handbookGroup gives the provider of an entry, or what it is about.
func (e *Entry) handbookGroup() string {
	switch {
	case e.Provider != "":
		return e.Provider
	case e.Code != 0 && !e.ByText():
		return fmt.Sprintf("codes-%dxx", e.digit())
	case !e.ByText():
		_, rest, _ := strings.Cut(e.Enhanced, ".")
		subject, _, _ := strings.Cut(rest, ".")
		if subject == "*" {
			subject = "x"
		}
		return "enhanced-x." + subject
	}
	group, _, _ := strings.Cut(e.ID, "/")
	return group
}

// chapterTitle names what a page is about.
func (c *Catalog) chapterTitle(name string) string {
	if p := c.Provider(name); p != nil {
		return p.Name
	}
	if digit, ok := strings.CutPrefix(name, "codes-"); ok {
		return "Reply codes " + digit
	}
	if subject, ok := strings.CutPrefix(name, "enhanced-"); ok {
		return "Enhanced codes " + strings.ToUpper(subject) + ".*"
	}
	switch name {
	case "local":
		return "Diagnostics: what a mail server writes itself"
	case "text":
		return "Wordings that any server may use"
	}
	return name
}

func (c *Catalog) contents(names []string, groups map[string][]*Entry) string {
	var b strings.Builder
	b.WriteString("# The catalog\n\nWhat smtplog says of replies, written out of catalog/data by `make docs`. " +
		"`smtplog catalog show ID` shows one entry, `smtplog catalog search WORD` finds some.\n\n| page | entries | playbook |\n|---|---|---|\n")
	for _, name := range names {
		book := ""
		if p := c.Playbook(name); p != nil {
			book = inCell(p.Title)
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %d | %s |\n", inCell(c.chapterTitle(name)), name, len(groups[name]), book)
	}
	return b.String()
}

func (c *Catalog) chapter(name string, entries []*Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", c.chapterTitle(name))
	if p := c.Provider(name); p != nil {
		b.WriteString(p.markdown())
	}
	if p := c.Playbook(name); p != nil {
		b.WriteString("\n" + p.markdown())
	}
	if len(entries) > 0 {
		b.WriteString("\n| entry | cause | what it says |\n|---|---|---|\n")
	}
	for _, e := range entries {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", e.ID, e.Class, inCell(e.Title))
	}
	for _, e := range entries {
		b.WriteString("\n" + e.markdown(English()))
	}
	return b.String()
}

// inCell makes a text fit for a cell of a table.
func inCell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func (p *Provider) markdown() string {
	var b strings.Builder
	if len(p.Hosts) > 0 {
		fmt.Fprintf(&b, "\nIts servers: %s and the names below.\n", quoted(p.Hosts))
	}
	if p.URL != "" {
		fmt.Fprintf(&b, "\nIts own page: <%s>\n", p.URL)
	}
	return b.String()
}

func (p *Playbook) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s\n", p.Title, p.Short)
	list := func(heading, mark string, items []string) {
		if len(items) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n**%s.**\n\n", heading)
		for i, item := range items {
			sign := mark
			if mark == "" {
				sign = fmt.Sprintf("%d.", i+1)
			}
			fmt.Fprintf(&b, "%s %s\n", sign, item)
		}
	}
	l := English()
	list(l.Text("book.log"), "*", codeSpans(p.Log))
	list(l.Text("book.steps"), "", p.Steps)
	for _, part := range []struct{ key, text string }{{"book.slow", p.Slow}, {"book.stop", p.Stop}} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n**%s.** %s\n", l.Text(part.key), part.text)
		}
	}
	list(l.Text("book.avoid"), "*", p.Avoid)
	var pages []string
	for _, page := range p.Pages {
		line := fmt.Sprintf("%s: <%s>", page.What, page.URL)
		if page.Seen != "" {
			line += seenMark + page.Seen + ")"
		}
		pages = append(pages, line)
	}
	list(l.Text("book.pages"), "*", pages)
	return b.String()
}

// codeSpans puts what is a command into a code span; what is a sentence stays.
func codeSpans(lines []string) []string {
	list := slices.Clone(lines)
	for i, line := range list {
		if first := strings.TrimLeft(line, " "); first != "" && first[0] >= 'a' && first[0] <= 'z' && !strings.Contains(line, "`") {
			list[i] = "`" + line + "`"
		}
	}
	return list
}
