package main

import (
	"bufio"

	"github.com/smtplog/smtplog/catalog"
	"github.com/spf13/cobra"
)

func (p *program) catalogExportCommand() *cobra.Command {
	var format *choice
	var filter *filterFlags
	l := &look{}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "write the entries as TOML, JSON or Markdown",
		Example: `smtplog catalog export --provider gmail
smtplog catalog export --format json | jq -r .id
smtplog catalog export --format markdown --code 4xx > temporary.md`,
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
			lang, err := l.language(p)
			if err != nil {
				return err
			}
			c = c.In(lang)
			entries = inCatalog(entries, c)
			w := bufio.NewWriter(p.stdout)
			switch format.value {
			case "json":
				err = catalog.WriteJSON(w, entries)
			case "markdown":
				err = catalog.WriteMarkdown(w, entries, lang)
			default:
				err = c.WriteTOML(w, entries)
			}
			if err != nil {
				return err
			}
			return w.Flush()
		},
	}
	format = addChoice(cmd, "format", "what to write", "toml", "json", "markdown")
	filter = addFilter(cmd)
	l.addLang(cmd)
	return cmd
}
