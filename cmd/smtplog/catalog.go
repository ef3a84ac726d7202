package main

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/spf13/cobra"
)

func (p *program) catalogCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "catalog",
		Short: "list, search, show, verify or export the explanations",
		Long: `The catalog holds what the program says about replies. Every entry has an id,
such as rfc/252.`,
		Example: `smtplog catalog search "mailbox full"
smtplog catalog list --class greylist
smtplog catalog show rfc/5.7.26
smtplog catalog export --format markdown > catalog.md`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			if err := writeAll(p.stderr, helpText(cmd)); err != nil {
				return err
			}
			return errIncomplete
		},
	}
	cmd.AddCommand(p.catalogListCommand(), p.catalogSearchCommand(), p.catalogShowCommand(),
		p.catalogMatchCommand(), p.catalogNewCommand(), p.catalogVerifyCommand(), p.catalogExportCommand())
	p.addCatalog(cmd.PersistentFlags())
	return cmd
}

// filterFlags pick entries of the catalog.
type filterFlags struct {
	class, provider, phase, code, kind string
}

func addFilter(cmd *cobra.Command) *filterFlags {
	f := &filterFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.class, "class", "", "only entries of this `CAUSE`, such as greylist")
	flags.StringVar(&f.provider, "provider", "", "only the wording of this `PROVIDER`, such as gmail")
	flags.StringVar(&f.phase, "phase", "", "only entries made for this `PHASE`, such as rcpt")
	flags.StringVar(&f.code, "code", "", "only this `CODE`: 550, 5.7.1, 5.7.* or 5xx")
	flags.StringVar(&f.kind, "kind", "", "only entries of this `KIND`: reply, enhanced, text, diagnostic")
	return f
}

// entries gives the entries that the flags pick.
func (f *filterFlags) entries(c *catalog.Catalog) ([]*catalog.Entry, error) {
	keys := onlyKeys(c)
	kinds := []string{string(catalog.KindReply), string(catalog.KindEnhanced), string(catalog.KindText), string(catalog.KindDiagnostic)}
	for _, check := range []struct {
		flag, value string
		words       []string
	}{
		{"class", f.class, keys["class"]}, {"provider", f.provider, keys["provider"]},
		{"phase", f.phase, keys["phase"]}, {"kind", f.kind, kinds},
	} {
		if check.value == "" || isWordOf(check.value, check.words) {
			continue
		}
		return nil, wrongUse("--%s %q: %v", check.flag, check.value, unknownWord(check.value, check.words))
	}
	if f.code != "" && !isEnhancedPattern(f.code) {
		if _, err := catalog.ParseCode(f.code); err != nil {
			return nil, wrongUse("--code: %v", err)
		}
	}
	return c.List(catalog.Filter{
		Class: catalog.Class(f.class), Provider: f.provider, Phase: f.phase, Code: f.code, Kind: catalog.EntryKind(f.kind),
	}), nil
}

func isWordOf(word string, words []string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}
