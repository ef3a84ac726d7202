package main

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

func (p *program) catalogShowCommand() *cobra.Command {
	var format *choice
	var l *look
	cmd := &cobra.Command{
		Use:   "show ID…",
		Short: "show entries in full",
		Example: `smtplog catalog show rfc/252
smtplog catalog show --format json rfc/5.1.1`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return entryIDs(catalog.Default()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, ids []string) error {
			if len(ids) == 0 {
				e := wrongUse("catalog show takes the id of an entry, such as rfc/252")
				e.hint = "to find one: smtplog catalog search WORD, smtplog catalog list"
				return e
			}
			return p.showEntries(ids, format.value, l)
		},
	}
	format = addChoice(cmd, "format", "what to write", "text", "json")
	l = addLook(cmd)
	return cmd
}

func entryIDs(c *catalog.Catalog) []string {
	var ids []string
	for e := range c.Entries() {
		ids = append(ids, e.ID)
	}
	return ids
}

func (p *program) showEntries(ids []string, format string, l *look) error {
	options, err := l.options(p)
	if err != nil {
		return err
	}
	var entries []*catalog.Entry
	for _, id := range ids {
		e := options.Catalog.Entry(id)
		if e == nil {
			hint := "to find one: smtplog catalog search WORD"
			if n := nearest(id, entryIDs(options.Catalog)); n != "" {
				hint = "did you mean " + n + "? " + hint
			}
			p.warn("no entry %q; %s", id, hint)
			return errNothing
		}
		entries = append(entries, e)
	}
	if format == "json" {
		return catalog.WriteJSON(p.stdout, entries)
	}
	text := render.NewText(options)
	var out []byte
	for i, e := range entries {
		if i > 0 {
			out = append(out, '\n')
		}
		out = text.Entry(out, e)
	}
	return writeAll(p.stdout, out)
}
