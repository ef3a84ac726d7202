package main

import (
	"github.com/smtplog/smtplog/internal/check"
	"github.com/spf13/cobra"
)

// checkFlags are the flags that only smtplog check has.
type checkFlags struct {
	failOn  *choice
	set     *checkSetFlags
	explain string
	list    bool
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
and 0 also for an input without any reply, which is warned of.

What to write for whom: sarif is SARIF 2.1.0, for code scanning; junit is XML
with a test suite for each file and a test case for each check, for CI; github
are the annotations of GitHub Actions; json is one object a line.

The nearest smtplog.toml, here or in a directory above, else the user's own
($XDG_CONFIG_HOME/smtplog/smtplog.toml), stands for flags that are not given.`,
		Example: `smtplog check mail.log
swaks --to ann@example.com 2>&1 | smtplog check
smtplog check --fail-on error --disable 'retry/*' transcript.txt
smtplog check --enable 'tls/*' --format json mail.log
smtplog check --format junit --fail-on error transcripts/*.txt > report.xml
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
	a.format = addChoice(cmd, "format", "what to write", checkFormats...)
	a.formatGiven = func() bool { return flags.Changed("format") }
	f.failOn = addChoice(cmd, "fail-on", "what makes the exit status 1", "warning", "error", "notice")
	f.set = addCheckSet(cmd)
	flags.StringVar(&f.explain, "explain", "", "tell what a check looks for and why, by its `ID`")
	_ = cmd.RegisterFlagCompletionFunc("explain", cobra.FixedCompletions(checkIDs(), cobra.ShellCompDirectiveNoFileComp))
	flags.BoolVar(&f.list, "list", false, "list the checks that the flags choose: ID, level, title, sections")
	a.following = addFollow(cmd)
	a.selection = addSelection(cmd)
	a.reading = addReading(cmd)
	p.addCatalog(flags)
	a.look = addLook(cmd)
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "no closing line on standard error")
	return cmd
}

// The formats of smtplog check.
const (
	formatText   = "text"
	formatJSON   = "json"
	formatSARIF  = "sarif"
	formatJUnit  = "junit"
	formatGitHub = "github"
)

var checkFormats = []string{formatText, formatJSON, formatSARIF, formatJUnit, formatGitHub}

// check reads the inputs and tells what is wrong in them.
func (a *annotate) check(f *checkFlags, files []string) error {
	if err := a.following.check(files); err != nil {
		return err
	}
	if err := a.prepare(); err != nil {
		return err
	}
	set, err := a.p.checkSet(f.set)
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
	level, _ := check.ParseLevel(f.failOn.value)
	a.report = newReport(a, set, level, options)
	if err := a.read(files, nil); err != nil {
		return err
	}
	if err := a.report.end(); err != nil {
		return err
	}
	if !a.quiet && !(a.walk.failed && a.walk.stats.Lines == 0) {
		a.p.warn("%s", a.report.closingLine())
	}
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
