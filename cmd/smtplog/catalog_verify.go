package main

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/spf13/cobra"
)

func (p *program) catalogVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify [FILE…]",
		Short: "test the entries and their samples, those of your own files too",
		Long: `Tests that every sample finds its own entry, that codes and sections exist, and
that nothing that has to be there is missing. Files in TOML are laid over the
built-in catalog first; a folder stands for the files in it.`,
		Example: `smtplog catalog verify
smtplog catalog verify my-relay.toml`,
		RunE: func(_ *cobra.Command, files []string) error { return p.verify(files) },
	}
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
func (p *program) verify(files []string) error {
	c, err := p.catalogToVerify(files)
	var faults []string
	switch {
	case err != nil:
		faults = faultLines(err)
	default:
		for _, f := range c.Verify() {
			faults = append(faults, f.Error())
		}
	}
	if len(faults) == 0 {
		p.warn("%s, no fault%s", plural(int64(c.Len()), "entry", "entries"), unsampled(c))
		return nil
	}
	if err := writeAll(p.stdout, []byte(strings.Join(faults, "\n")+"\n")); err != nil {
		return err
	}
	p.warn("%s", plural(int64(len(faults)), "fault", "faults"))
	return errNothing
}
