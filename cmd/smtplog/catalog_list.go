package main

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

func (p *program) catalogListCommand() *cobra.Command {
	var format *choice
	var l *look
	var filter *filterFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "list the entries, a line each",
		Example: `smtplog catalog list --code 5.7.*
smtplog catalog list --kind diagnostic --class network`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			c, err := p.openCatalog()
			if err != nil {
				return err
			}
			entries, err := filter.entries(c)
			if err != nil {
				return err
			}
			return p.listEntries(entries, format.value, l)
		},
	}
	filter = addFilter(cmd)
	format = addChoice(cmd, "format", "what to write", "text", "json")
	l = addLook(cmd)
	return cmd
}

func (p *program) catalogSearchCommand() *cobra.Command {
	var format *choice
	var l *look
	cmd := &cobra.Command{
		Use:   "search WORD…",
		Short: "find the entries that have all these words",
		Example: `smtplog catalog search greylisting
smtplog catalog search "reverse dns"`,
		RunE: func(_ *cobra.Command, words []string) error {
			if strings.TrimSpace(strings.Join(words, "")) == "" {
				return wrongUse("catalog search takes one word or more to look for")
			}
			c, err := p.openCatalog()
			if err != nil {
				return err
			}
			options, err := l.options(p)
			if err != nil {
				return err
			}
			// Words of both languages find an entry.
			found := append(options.Catalog.Search(strings.Join(words, " ")), c.Search(strings.Join(words, " "))...)
			return p.listEntries(found, format.value, l)
		},
	}
	format = addChoice(cmd, "format", "what to write", "text", "json")
	l = addLook(cmd)
	return cmd
}

// listEntries writes a line for each entry, named once, in the language that was
// asked for. None is no failure of the program but an answer that scripts want to
// tell apart.
func (p *program) listEntries(entries []*catalog.Entry, format string, l *look) error {
	if len(entries) == 0 {
		p.warn("no such entry in the catalog")
		return errNothing
	}
	options, err := l.options(p)
	if err != nil {
		return err
	}
	entries = inCatalog(entries, options.Catalog)
	if format == "json" {
		return catalog.WriteJSON(p.stdout, entries)
	}
	return writeAll(p.stdout, render.NewText(options).List(nil, entries))
}

// inCatalog gives the entries of the same ids in a catalog, each once.
func inCatalog(entries []*catalog.Entry, c *catalog.Catalog) []*catalog.Entry {
	seen := make(map[string]bool, len(entries))
	var list []*catalog.Entry
	for _, e := range entries {
		if !seen[e.ID] {
			seen[e.ID] = true
			list = append(list, c.Entry(e.ID))
		}
	}
	return list
}
