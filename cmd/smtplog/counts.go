package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/internal/tally"
	"github.com/smtplog/smtplog/parser"
)

// counts is what was found, without what was told again.
type counts struct {
	shown    int64 // records given out, retold ones too
	outcomes [5]int64
	// unexplained is failures whose text no entry explains.
	unexplained int64
}

func (c *counts) add(r *render.Record) {
	c.shown++
	if r.Retold {
		return
	}
	c.outcomes[render.OutcomeOf(r.Event)]++
	if render.Failed(r.Event) && tally.Unexplained(r.Event, &r.Match) {
		c.unexplained++
	}
}

func (c *counts) sum(d *counts) {
	c.shown += d.shown
	c.unexplained += d.unexplained
	for i := range c.outcomes {
		c.outcomes[i] += d.outcomes[i]
	}
}

// all is what was found, diagnostics too.
func (c *counts) all() int64 { return c.replies() + c.outcomes[render.OutcomeDiagnostic] }

func (c *counts) replies() int64 {
	var n int64
	for o, k := range c.outcomes {
		if render.Outcome(o) != render.OutcomeDiagnostic {
			n += k
		}
	}
	return n
}

// maxNames bounds the list of formats in the closing line.
const maxNames = 6

// closingLine tells what was read and found.
func closingLine(c *counts, st *parser.Stats, filtered bool) string {
	var b strings.Builder
	replies, diagnostics := c.replies(), c.outcomes[render.OutcomeDiagnostic]
	if filtered {
		// What was not asked for counts too, so that nobody takes a few for all.
		all := st.Replies + st.Diagnostics - st.Retold
		b.WriteString(thousands(replies+diagnostics) + " of ")
		b.WriteString(plural(all, "reply or diagnostic", "replies and diagnostics"))
	} else {
		b.WriteString(plural(replies, "reply", "replies"))
		if diagnostics > 0 {
			b.WriteString(" and " + plural(diagnostics, "diagnostic", "diagnostics"))
		}
	}
	b.WriteString(" in " + plural(st.Lines, "line", "lines"))
	if names := sources(st); names != "" {
		b.WriteString(" (" + names + ")")
	}
	var parts []string
	for _, part := range []struct {
		outcome render.Outcome
		name    string
	}{
		{render.OutcomePermanent, "permanent"}, {render.OutcomeTemporary, "temporary"},
		{render.OutcomePositive, "positive"}, {render.OutcomeOther, "other"},
	} {
		if n := c.outcomes[part.outcome]; n > 0 {
			parts = append(parts, thousands(n)+" "+part.name)
		}
	}
	if filtered && diagnostics > 0 {
		parts = append(parts, plural(diagnostics, "diagnostic", "diagnostics"))
	}
	if len(parts) > 0 {
		b.WriteString(": " + strings.Join(parts, ", "))
	}
	if c.unexplained > 0 {
		b.WriteString("; " + thousands(c.unexplained) + " not explained by text")
	}
	for _, odd := range []struct {
		n         int64
		one, more string
	}{
		{st.Unparsed, "line not understood", "lines not understood"},
		{st.Binary, "binary line", "binary lines"},
		{st.Cut, "line cut at 1 MiB", "lines cut at 1 MiB"},
	} {
		if odd.n > 0 {
			b.WriteString("; " + plural(odd.n, odd.one, odd.more))
		}
	}
	return b.String()
}

// sources lists the formats that were read and the programs that were not, the
// largest first.
func sources(st *parser.Stats) string {
	list := slices.Clone(st.Counts())
	slices.SortStableFunc(list, func(a, b parser.Count) int {
		switch {
		case a.Skipped != b.Skipped:
			if a.Skipped {
				return 1
			}
			return -1
		case a.Lines != b.Lines:
			if a.Lines > b.Lines {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	var names []string
	var rest int64
	for i, c := range list {
		switch {
		case i >= maxNames:
			rest += c.Lines
		case c.Skipped:
			names = append(names, printable(c.Name)+" skipped "+thousands(c.Lines))
		default:
			names = append(names, c.Name+" "+thousands(c.Lines))
		}
	}
	if rest > 0 {
		names = append(names, "others "+thousands(rest))
	}
	if st.Plain > 0 && len(names) > 0 {
		names = append(names, "plain text "+thousands(st.Plain))
	}
	return strings.Join(names, ", ")
}

// printable keeps a program's name from doing things to the terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return '?'
	}, name)
}

func plural(n int64, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + more
}

// thousands writes a number with commas between groups of three digits.
func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
