package main

import (
	"strings"

	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/spf13/cobra"
)

// checkFlags are the flags that only smtplog check has.
type checkFlags struct {
	failOn          *choice
	enable, disable []string
	explain         string
	list            bool
}

func (p *program) checkCommand() *cobra.Command {
	a := &annotate{p: p}
	f := &checkFlags{}
	cmd := &cobra.Command{
		Use:   "check [FILE…]",
		Short: "only what is wrong, for scripts and CI",
		Long: `Holds conversations, deliveries and replies against the RFCs and against
operational sense, and tells what it finds, one line for each cause: where it is
first seen, its level, what it is, the check that found it, the section that it
rests on, and how often it came again. What the input does not show draws no
finding.

The exit status is 1 when something was found that is as bad as --fail-on says,
and 0 also for an input without any reply, which is warned of.`,
		Example: `smtplog check mail.log
swaks --to ann@example.com 2>&1 | smtplog check
smtplog check --fail-on error --disable 'retry/*' transcript.txt
smtplog check --enable 'tls/*' --format json mail.log
smtplog check -F /var/log/mail.log
smtplog check --list
smtplog check --explain reply/class-mismatch`,
		RunE: func(_ *cobra.Command, files []string) error {
			switch {
			case f.list:
				return a.listChecks(f, files)
			case f.explain != "":
				return a.explainCheck(f, files)
			}
			return a.check(f, files)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	a.format = addChoice(cmd, "format", "what to write", "text", "json")
	f.failOn = addChoice(cmd, "fail-on", "what makes the exit status 1", "warning", "error", "notice")
	flags.StringSliceVar(&f.enable, "enable", nil, "only these `CHECKS`: tls/auth-in-clear, tls/*; with --disable, these all the same")
	flags.StringSliceVar(&f.disable, "disable", nil, "not these `CHECKS`; where both name a check, the longer pattern counts")
	flags.StringVar(&f.explain, "explain", "", "tell what a check looks for and why, by its `ID`")
	flags.BoolVar(&f.list, "list", false, "list the checks")
	a.following = addFollow(cmd)
	a.selection = addSelection(cmd)
	a.reading = addReading(cmd)
	p.addCatalog(flags)
	a.look = addLook(cmd)
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no closing line on standard error")
	return cmd
}

// set makes the flags a choice of checks.
func (f *checkFlags) set() (check.Set, error) {
	s, err := check.NewSet(f.enable, f.disable)
	if err != nil {
		e := wrongUse("%v", err)
		e.hint = "smtplog check --list tells which there are"
		return s, e
	}
	return s, nil
}

// check reads the inputs and tells what is wrong in them.
func (a *annotate) check(f *checkFlags, files []string) error {
	if err := a.following.check(files); err != nil {
		return err
	}
	if err := a.prepare(); err != nil {
		return err
	}
	set, err := f.set()
	if err != nil {
		return err
	}
	options, err := a.look.options(a.p)
	if err != nil {
		return err
	}
	a.reading.rotated = a.following.rotated
	if a.walk, err = a.p.newReading(a.reading, files); err != nil {
		return err
	}
	a.walk.options.Steps = true
	a.report = &report{
		a: a, engine: check.NewEngine(set, options.Catalog),
		live: a.following.following() || a.following.journal.given && a.following.byName,
	}
	if a.format.value != "json" {
		a.report.text = render.NewText(options)
	}
	if err := a.read(files, nil); err != nil {
		return err
	}
	if err := a.report.end(); err != nil {
		return err
	}
	if !a.quiet && !(a.walk.failed && a.walk.stats.Lines == 0) {
		a.p.warn("%s", a.report.closingLine())
	}
	level, _ := check.ParseLevel(f.failOn.value)
	switch {
	case a.walk.failed:
		return errIncomplete
	case a.report.ledger.Worst() >= level:
		return errNothing
	case a.walk.stats.Replies+a.walk.stats.Diagnostics == 0:
		a.p.warn("no reply was found, so there was nothing to check")
	}
	return nil
}

// listChecks writes the checks that the flags choose.
func (a *annotate) listChecks(f *checkFlags, files []string) error {
	set, err := f.set()
	if err != nil {
		return err
	}
	options, err := a.look.options(a.p)
	switch {
	case err != nil:
		return err
	case len(files) > 0:
		return wrongUse("--list reads no files, but was given %q", files[0])
	}
	text := render.NewText(options)
	var out []byte
	for _, c := range set.Checks() {
		if a.format.value == "json" {
			out = render.CheckJSON(out, c)
		} else {
			out = text.CheckLine(out, c)
		}
	}
	return writeAll(a.p.stdout, out)
}

// explainCheck writes what a check is about.
func (a *annotate) explainCheck(f *checkFlags, files []string) error {
	options, err := a.look.options(a.p)
	switch {
	case err != nil:
		return err
	case len(files) > 0:
		return wrongUse("--explain reads no files, but was given %q", files[0])
	}
	id := strings.ToLower(f.explain)
	c := check.Lookup(id)
	if c == nil {
		var names []string
		for _, c := range check.All() {
			names = append(names, c.ID)
		}
		e := wrongUse("--explain: no check is called %q", f.explain)
		e.hint = "smtplog check --list tells which there are"
		if n := nearest(id, names); n != "" {
			e.hint = "did you mean " + n + "?"
		}
		return e
	}
	if a.format.value == "json" {
		return writeAll(a.p.stdout, render.CheckJSON(nil, c))
	}
	return writeAll(a.p.stdout, render.NewText(options).CheckCard(nil, c, options.Catalog))
}
