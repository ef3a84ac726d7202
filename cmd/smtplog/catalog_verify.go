package main

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/spf13/cobra"
)

func (p *program) catalogVerifyCommand() *cobra.Command {
	var gaps langGaps
	cmd := &cobra.Command{
		Use:   "verify [FILE…]",
		Short: "test the entries and their samples, those of your own files too",
		Long: `Tests that every sample finds its own entry, that codes and sections exist, and
that nothing that has to be there is missing. Files in TOML are laid over the
built-in catalog first; a folder stands for the files in it. Without files the
languages are tested too: what they name has to exist, and what they lack is
counted.`,
		Example: `smtplog catalog verify
smtplog catalog verify my-relay.toml
smtplog catalog verify --lang id`,
		RunE: func(_ *cobra.Command, files []string) error {
			if gaps.lang != "" {
				return p.verifyLang(gaps.lang)
			}
			gaps.told = len(files)+len(p.catalogFiles) == 0
			return p.verify(files, &gaps)
		},
	}
	cmd.Flags().StringVar(&gaps.lang, "lang", "", "test this `LANGUAGE` alone, and list what it lacks")
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(catalog.Langs(), cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&gaps.verbose, "verbose", false, "list what every language lacks")
	return cmd
}

// catalogToVerify lays files over the built-in catalog; without any, the user's own
// catalog as it counts in all commands.
func (p *program) catalogToVerify(files []string) (*catalog.Catalog, error) {
	files = append(files, p.catalogFiles...)
	if len(files) == 0 {
		if dir := p.userCatalog(); dir != "" {
			files = []string{dir}
		} else {
			return catalog.Default(), nil
		}
	}
	return catalog.Default().Extend(systemFiles{}, slashed(files)...)
}

// unsampled tells how many patterns are variants of a wording of which the entry has
// no sample. That is no fault, but the fewer the better.
func unsampled(c *catalog.Catalog) string {
	n := len(c.Unsampled())
	if n == 0 {
		return ""
	}
	return "; " + plural(int64(n), "pattern has", "patterns have") + " no sample"
}

// verify names every fault on standard output, which is the answer.
func (p *program) verify(files []string, gaps *langGaps) error {
	c, err := p.catalogToVerify(files)
	var faults []string
	switch {
	case err != nil:
		faults = faultLines(err)
	default:
		for _, f := range c.Verify() {
			faults = append(faults, f.Error())
		}
		if gaps.told {
			faults = append(faults, gaps.faults(c)...)
		}
	}
	if len(faults) > 0 {
		return p.tellFaults(faults)
	}
	if gaps.told {
		if err := gaps.tell(p, c); err != nil {
			return err
		}
	}
	p.warn("%s, no fault%s", plural(int64(c.Len()), "entry", "entries"), unsampled(c))
	return nil
}

func (p *program) tellFaults(faults []string) error {
	if err := writeAll(p.stdout, []byte(strings.Join(faults, "\n")+"\n")); err != nil {
		return err
	}
	p.warn("%s", plural(int64(len(faults)), "fault", "faults"))
	return errNothing
}
