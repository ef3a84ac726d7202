package main

import (
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/internal/tally"
	"github.com/spf13/cobra"
)

// groupFlags ask for what went wrong, by cause.
type groupFlags struct {
	by       choice
	top      int
	topGiven func() bool
}

// defaultTop is how many groups text tells in full, and defaultBrief how many more have
// a line.
const (
	defaultTop   = 10
	defaultBrief = 40
)

func addGroup(cmd *cobra.Command) *groupFlags {
	f := &groupFlags{by: choice{words: tally.Names()}}
	flags := cmd.Flags()
	flags.Var(&f.by, "group", "tell what went wrong instead, counted by: entry, class, provider, recipient-domain, relay (--group alone: entry)")
	flags.Lookup("group").NoOptDefVal = tally.Names()[0]
	_ = cmd.RegisterFlagCompletionFunc("group", cobra.FixedCompletions(tally.Names(), cobra.ShellCompDirectiveNoFileComp))
	flags.IntVar(&f.top, "top", 0, "only the `N` largest groups, 0 for all (text: 10 in full and a line for 40 more; JSON: all)")
	f.topGiven = func() bool { return flags.Changed("top") }
	return f
}

// check refuses what does not go together.
func (f *groupFlags) check(all bool) error {
	switch {
	case f.by.value != "" && all:
		return wrongUse("--all shows lines and --group counts; give one of them")
	case f.by.value == "" && f.topGiven():
		return wrongUse("--top is for --group")
	case f.top < 0:
		return wrongUse("--top takes a number of groups from 0")
	}
	return nil
}

// tally gives what to count with; nil where groups were not asked for, or cannot be.
func (f *groupFlags) tally() *tally.Tally {
	if f == nil {
		return nil
	}
	by, ok := tally.ParseBy(f.by.value)
	if !ok {
		return nil
	}
	return tally.New(by)
}

// writeGroups writes the groups, if they were asked for.
func (a *annotate) writeGroups(o render.TextOptions) error {
	t := a.sums.groups
	if t == nil || a.counts.shown == 0 && a.format.value != "json" {
		return nil
	}
	a.sums.groups = nil // its memory is wanted for what else is to be written
	groups := t.Groups()
	report := render.Groups{Tally: t, List: groups, Records: a.counts.all()}
	out := make([]byte, 0, 64<<10)
	write := func(b []byte) ([]byte, error) {
		err := writeAll(a.p.stdout, b)
		return b[:0], err
	}
	if a.format.value == "json" {
		report.Full = len(groups)
		if a.group.top > 0 {
			report.Full = min(a.group.top, len(groups))
		}
		return report.JSON(out, a.explainer.Catalog, a.loc, a.detail, write)
	}
	switch {
	case a.group.top > 0:
		report.Full = min(a.group.top, len(groups))
	case a.group.topGiven():
		report.Full = len(groups)
	default:
		report.Full = min(defaultTop, len(groups))
		report.Brief = min(defaultBrief, len(groups)-report.Full)
	}
	return render.NewText(o).Groups(out, &report, write)
}
