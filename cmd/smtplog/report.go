package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// report gathers what the checks find in all inputs.
type report struct {
	a      *annotate
	engine *check.Engine
	set    check.Set
	failOn check.Level
	ledger check.Ledger
	files  []string
	live   bool  // causes are told as they come
	last   *feed // the one whose event came last

	// Findings are written one by one, or all of them as one document.
	write    func(dst []byte, c *check.Folded) []byte
	document func(dst []byte, r *render.Checked) []byte
}

func newReport(a *annotate, set check.Set, failOn check.Level, o render.TextOptions) *report {
	r := &report{a: a, last: &feed{}, engine: check.NewEngine(set, o.Catalog), set: set, failOn: failOn}
	switch a.format.value {
	case formatJSON:
		r.write = render.FindingJSON
	case formatGitHub:
		r.write = render.GitHub
	case formatSARIF:
		r.document = render.SARIF
	case formatJUnit:
		r.document = render.JUnit
		r.ledger.PerFile = true
	default:
		r.write = render.NewText(o).Finding
	}
	follow := a.following
	r.live = r.document == nil && (follow.following() || follow.journal.given && follow.byName)
	return r
}

// reads notes an input, whether anything is found in it or not.
func (r *report) reads(name string) {
	if !slices.Contains(r.files, name) {
		r.files = append(r.files, name)
	}
}

// scan gives the scan of one input. Everything is done in input order, while the
// workers parse what comes next; what was found is told at the end.
func (r *report) scan() func(*feed, parser.Options) (parser.Stats, error) {
	return func(f *feed, o parser.Options) (parser.Stats, error) {
		r.reads(f.name)
		scanner := parser.Scanner{Options: o, InOrder: func(b *parser.Batch) {
			for _, e := range b.Events() {
				r.event(nil, f, e)
			}
		}}
		return scanner.Run(f, nil, func(*parser.Batch) error {
			r.a.walk.progress.tick(f, r.a.walk.stats.Replies)
			return nil
		})
	}
}

// event takes the next event, and appends what is to be told at once.
func (r *report) event(dst []byte, f *feed, e *parser.Event) []byte {
	r.last = f
	found := r.engine.Event(e)
	for i := range found {
		if r.a.sel.any && !r.a.sel.found(&r.a.explainer, e, &found[i]) {
			continue
		}
		dst = r.add(dst, f, &found[i])
	}
	return dst
}

// add notes a finding. Of those that are told at once, the first is told, and
// then the tenth, the hundredth and so on.
func (r *report) add(dst []byte, f *feed, x *check.Finding) []byte {
	file := f.name
	if f.place != nil && x.Line > 0 {
		file, x.Line = f.place(x.Line)
	}
	c := r.ledger.Add(x, file)
	if !r.live || c == nil {
		return dst
	}
	n := c.Count
	for n > 1 && n%10 == 0 {
		n /= 10
	}
	if n != 1 {
		return dst
	}
	return r.write(dst, c)
}

// end takes what only the end shows, and tells what was not told yet.
func (r *report) end() error {
	var out []byte
	found := r.engine.End()
	for i := range found {
		out = r.add(out, r.last, &found[i])
	}
	switch {
	case r.document != nil:
		out = r.document(nil, r.checked())
	case !r.live:
		for _, c := range r.ledger.Causes() {
			out = r.write(out, c)
		}
	}
	if n := r.ledger.Beyond; n > 0 {
		r.a.p.warn("%s of further causes are counted but not told", plural(n, "finding", "findings"))
	}
	return writeAll(r.a.p.stdout, out)
}

// checked is the run, for a document.
func (r *report) checked() *render.Checked {
	c := &render.Checked{
		Version: programVersion(), Checks: r.set.Checks(), Files: r.files,
		Causes: r.ledger.Causes(), Beyond: r.ledger.Beyond, FailOn: r.failOn, Catalog: r.a.explainer.Catalog,
	}
	for _, err := range r.a.walk.unread {
		u := render.Unread{Message: err.Error()}
		var of *input.Error
		if errors.As(err, &of) {
			u.File = of.Name
		}
		c.Unread = append(c.Unread, u)
	}
	return c
}

// closingLine tells what was found in how much.
func (r *report) closingLine() string {
	var b strings.Builder
	n := &r.ledger.Count
	if r.ledger.Worst() == 0 {
		b.WriteString("nothing found")
	} else {
		var parts []string
		for _, p := range []struct {
			level     check.Level
			one, more string
		}{{check.Error, "error", "errors"}, {check.Warning, "warning", "warnings"}, {check.Notice, "notice", "notices"}} {
			if k := n[p.level]; k > 0 {
				parts = append(parts, plural(k, p.one, p.more))
			}
		}
		b.WriteString(strings.Join(parts, ", "))
	}
	st := &r.a.walk.stats
	b.WriteString(" in " + plural(st.Lines, "line", "lines"))
	k := r.engine.Counts()
	if k.Begun > 0 {
		b.WriteString(", " + plural(k.Begun, "conversation", "conversations"))
		if torn := k.Begun - k.Whole; torn > 0 {
			b.WriteString(" (" + thousands(torn) + " without the beginning)")
		}
	}
	if names := (wording{}).sources(st); names != "" {
		b.WriteString(" (" + names + ")")
	}
	if k.Incomplete > 0 {
		b.WriteString("; " + plural(k.Incomplete, "conversation", "conversations") + " given up before the end")
	}
	return b.String()
}

// found tells whether what was found at an event is wanted: the event must be.
func (s *selection) found(x *render.Explainer, e *parser.Event, f *check.Finding) bool {
	if !s.line(e) || !s.queue(e) || !s.address(e) {
		return false
	}
	if !s.failed && len(s.tests) == 0 {
		return true
	}
	if e.Kind < parser.KindReply {
		return false
	}
	r := x.Record(e)
	r.Findings = []check.Finding{*f}
	return s.wants(x, r)
}
