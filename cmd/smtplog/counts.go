package main

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/catalog"
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

// closingLine tells what was read and found; lang may be nil.
func closingLine(c *counts, st *parser.Stats, filtered bool, lang *catalog.Lang) string {
	w := wording{lang}
	replies, diagnostics := c.replies(), c.outcomes[render.OutcomeDiagnostic]
	what := w.count("summary.replies", replies)
	switch {
	case filtered:
		// What was not asked for counts too, so that nobody takes a few for all.
		all := st.Replies + st.Diagnostics - st.Retold
		what = strings.Replace(w.count("summary.some", all), "{shown}", w.number(replies+diagnostics), 1)
	case diagnostics > 0:
		what = lang.Format("summary.both", "replies", what, "diagnostics", w.count("summary.diagnostics", diagnostics))
	}
	line := lang.Format("summary.found", "what", what, "lines", w.count("summary.lines", st.Lines))
	if names := w.sources(st); names != "" {
		line = lang.Format("summary.found_sources", "what", what, "lines", w.count("summary.lines", st.Lines), "sources", names)
	}
	var parts []string
	for _, part := range []struct {
		outcome render.Outcome
		key     string
	}{
		{render.OutcomePermanent, "permanent"}, {render.OutcomeTemporary, "temporary"},
		{render.OutcomePositive, "positive"}, {render.OutcomeOther, "other"},
	} {
		if n := c.outcomes[part.outcome]; n > 0 {
			parts = append(parts, w.count("summary."+part.key, n))
		}
	}
	if filtered && diagnostics > 0 {
		parts = append(parts, w.count("summary.diagnostics", diagnostics))
	}
	if len(parts) > 0 {
		line += lang.Text("word.colon") + strings.Join(parts, lang.Text("word.comma"))
	}
	for _, odd := range []struct {
		n   int64
		key string
	}{
		{c.unexplained, "not_explained"}, {st.Unparsed, "not_understood"}, {st.Binary, "binary"}, {st.Cut, "cut"},
	} {
		if odd.n > 0 {
			line += lang.Text("word.semicolon") + w.count("summary."+odd.key, odd.n)
		}
	}
	return line
}

// wording puts numbers into the words of a language.
type wording struct{ lang *catalog.Lang }

// number writes a number in groups of three digits.
func (w wording) number(n int64) string { return grouped(n, w.lang.Text("word.group")) }

// count tells a number of things.
func (w wording) count(key string, n int64) string {
	return w.lang.Count(key, int(min(n, math.MaxInt32)), w.number(n))
}

// sources lists the formats that were read and the programs that were not, the
// largest first.
func (w wording) sources(st *parser.Stats) string {
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
			names = append(names, w.lang.Format("summary.skipped", "name", printable(c.Name), "n", w.number(c.Lines)))
		default:
			names = append(names, w.lang.Format("summary.source", "name", c.Name, "n", w.number(c.Lines)))
		}
	}
	if rest > 0 {
		names = append(names, w.lang.Format("summary.others", "n", w.number(rest)))
	}
	if st.Plain > 0 && len(names) > 0 {
		names = append(names, w.lang.Format("summary.plain", "n", w.number(st.Plain)))
	}
	return strings.Join(names, w.lang.Text("word.comma"))
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
func thousands(n int64) string { return grouped(n, ",") }

func grouped(n int64, separator string) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}
