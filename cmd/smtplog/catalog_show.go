package main

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

func (p *program) catalogShowCommand() *cobra.Command {
	var format *choice
	var l *look
	cmd := &cobra.Command{
		Use:   "show ID…",
		Short: "show entries in full, or a provider with its playbook",
		Example: `smtplog catalog show rfc/252
smtplog catalog show gmail
smtplog catalog show --format json rfc/5.1.1`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return append(providerIDs(catalog.Default()), entryIDs(catalog.Default())...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, ids []string) error {
			if len(ids) == 0 {
				e := wrongUse("catalog show takes the id of an entry or of a provider, such as rfc/252 or gmail")
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

func providerIDs(c *catalog.Catalog) []string {
	var ids []string
	for _, p := range c.Providers() {
		ids = append(ids, p.ID)
	}
	return ids
}

func entryIDs(c *catalog.Catalog) []string {
	var ids []string
	for e := range c.Entries() {
		ids = append(ids, e.ID)
	}
	return ids
}

// showEntries shows what the ids name: entries, or a provider with all of its own.
func (p *program) showEntries(ids []string, format string, l *look) error {
	options, err := l.options(p)
	if err != nil {
		return err
	}
	c := options.Catalog
	for _, id := range ids {
		if c.Entry(id) == nil && c.Provider(id) == nil {
			hint := "to find one: smtplog catalog search WORD"
			if n := nearest(id, append(entryIDs(c), providerIDs(c)...)); n != "" {
				hint = "did you mean " + n + "? " + hint
			}
			p.warn("no entry %q; %s", id, hint)
			return errNothing
		}
	}
	text := render.NewText(options)
	var out bytes.Buffer
	for i, id := range ids {
		e, provider := c.Entry(id), c.Provider(id)
		switch {
		case format == "json" && e != nil:
			err = catalog.WriteJSON(&out, []*catalog.Entry{e})
		case format == "json":
			err = writeProviderJSON(&out, c, provider)
		default:
			if i > 0 {
				out.WriteByte('\n')
			}
			if e != nil {
				out.Write(text.Entry(nil, e))
			} else {
				out.Write(text.Provider(nil, provider, c.Playbook(id), c.List(catalog.Filter{Provider: id})))
			}
		}
		if err != nil {
			return err
		}
	}
	return writeAll(p.stdout, out.Bytes())
}

// writeProviderJSON writes a provider, its playbook and the ids of its entries.
func writeProviderJSON(w io.Writer, c *catalog.Catalog, provider *catalog.Provider) error {
	shown := struct {
		catalog.ProviderRecord
		Playbook *catalog.PlaybookRecord `json:"playbook,omitempty"`
		Entries  []string                `json:"entries"`
	}{ProviderRecord: provider.Record(), Entries: []string{}}
	if book := c.Playbook(provider.ID); book != nil {
		r := book.Record()
		shown.Playbook = &r
	}
	for _, e := range c.List(catalog.Filter{Provider: provider.ID}) {
		shown.Entries = append(shown.Entries, e.ID)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(shown)
}
