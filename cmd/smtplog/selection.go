package main

import (
	"strings"
	"sync/atomic"
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
	"github.com/spf13/cobra"
)

// selectionFlags are the filters of the commands that read logs.
type selectionFlags struct {
	only          []string
	failed        bool
	since, until  string
	hosts, queues []string
	addresses     []string
}

func addSelection(cmd *cobra.Command) *selectionFlags {
	f := &selectionFlags{}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.only, "only", nil, "only these `REPLIES`: 4xx, 550, 5.7.*, diagnostic, class=, provider=, phase=, status=, origin=, verdict=, finding=; commas for any of them, repeated for all")
	flags.BoolVar(&f.failed, "failed", false, "only what is no success")
	flags.StringVar(&f.since, "since", "", "only from this `TIME` on: \"2026-11-22 05:30\", \"05:30\", \"2h ago\", yesterday")
	flags.StringVar(&f.until, "until", "", "only before this `TIME`")
	flags.StringSliceVar(&f.hosts, "host", nil, "only what this `MACHINE` logged")
	flags.StringSliceVar(&f.queues, "queue-id", nil, "only the message with this `ID`")
	flags.StringSliceVar(&f.addresses, "address", nil, "only this sender or recipient `ADDRESS`; *@example.com for a domain")
	return f
}

// selection tells which records are wanted. It may be used by several
// goroutines.
type selection struct {
	tests        []test
	failed       bool
	since, until time.Time
	loc          *time.Location
	hosts        []string
	queues       []string
	addresses    []addressPattern
	needsCatalog bool
	any          bool // something is left out

	// undated counts what --since and --until could not place.
	undated atomic.Int64
}

// selection makes the flags ready; c has the words for --only, now and loc are for times.
func (f *selectionFlags) selection(c *catalog.Catalog, now time.Time, loc *time.Location) (*selection, error) {
	s := &selection{failed: f.failed, loc: loc, hosts: lower(f.hosts), queues: f.queues}
	var err error
	if s.tests, err = parseOnly(c, f.only); err != nil {
		return nil, err
	}
	for i := range s.tests {
		s.needsCatalog = s.needsCatalog || s.tests[i].needsCatalog
	}
	for _, bound := range []struct {
		name, text string
		t          *time.Time
	}{{"since", f.since, &s.since}, {"until", f.until, &s.until}} {
		if bound.text == "" {
			continue
		}
		if *bound.t, err = parseTime(bound.text, now, loc); err != nil {
			return nil, wrongUse("--%s: %v", bound.name, err)
		}
	}
	if !s.since.IsZero() && !s.until.IsZero() && !s.since.Before(s.until) {
		return nil, wrongUse("--since %s is not before --until %s", s.since.Format(time.RFC3339), s.until.Format(time.RFC3339))
	}
	for _, text := range f.addresses {
		a, err := parseAddress(text)
		if err != nil {
			return nil, err
		}
		s.addresses = append(s.addresses, a)
	}
	s.any = len(s.tests)+len(s.hosts)+len(s.queues)+len(s.addresses) > 0 || s.failed || s.bounded()
	return s, nil
}

// asksForFindings tells whether what checks find decides.
func (f *selectionFlags) asksForFindings() bool {
	return strings.Contains(strings.ToLower(strings.Join(f.only, ",")), "finding=")
}

func (s *selection) bounded() bool { return !s.since.IsZero() || !s.until.IsZero() }

// line tells whether a line is of the time and of the machine asked for.
func (s *selection) line(e *parser.Event) bool {
	if len(s.hosts) > 0 && !isOneOf(e.Host, s.hosts) {
		return false
	}
	return !s.bounded() || s.inTime(&e.Time)
}

// wants tells whether a reply or a diagnostic is wanted, and completes it if it
// is. The catalog is asked only where it has to be.
func (s *selection) wants(x *render.Explainer, r *render.Record) bool {
	if s.any && !s.event(r) {
		return false
	}
	x.Complete(r)
	if !s.needsCatalog {
		return true
	}
	for i := range s.tests {
		if t := &s.tests[i]; t.needsCatalog && !t.holds(r) {
			return false
		}
	}
	return true
}

// event tells what can be told without the catalog.
func (s *selection) event(r *render.Record) bool {
	e := r.Event
	if s.failed && !render.Failed(e) || !s.queue(e) || !s.address(e) {
		return false
	}
	if !s.line(e) {
		if s.bounded() && !e.Time.HasDate() {
			s.undated.Add(1)
		}
		return false
	}
	for i := range s.tests {
		if t := &s.tests[i]; !t.needsCatalog && !t.holds(r) {
			return false
		}
	}
	return true
}

// inTime tells whether a stamp lies from since on and before until.
func (s *selection) inTime(stamp *parser.Stamp) bool {
	t := stamp.Time(s.loc)
	if t.IsZero() {
		return false
	}
	return (s.since.IsZero() || !t.Before(s.since)) && (s.until.IsZero() || t.Before(s.until))
}

func (s *selection) queue(e *parser.Event) bool {
	if len(s.queues) == 0 {
		return true
	}
	for _, q := range s.queues {
		if string(e.QueueID) == q {
			return true
		}
	}
	return false
}

func (s *selection) address(e *parser.Event) bool {
	if len(s.addresses) == 0 {
		return true
	}
	for _, a := range s.addresses {
		if a.about(e) {
			return true
		}
	}
	return false
}

func isOneOf(b []byte, list []string) bool {
	for _, w := range list {
		if equalFold(b, w) {
			return true
		}
	}
	return false
}

func lower(list []string) []string {
	for i, s := range list {
		list[i] = strings.ToLower(s)
	}
	return list
}
