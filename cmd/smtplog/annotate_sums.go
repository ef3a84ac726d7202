package main

import (
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/internal/tally"
)

// sums is what is counted over all records of a run; both are nil where they were not
// asked for.
type sums struct {
	groups  *tally.Tally
	unknown *tally.Unknown
}

// partSums is what is counted of some records before it is added to the sums.
type partSums struct {
	groups  *tally.Part
	unknown *tally.Words
}

// part makes an empty part.
func (s *sums) part(c *catalog.Catalog, loc *time.Location) partSums {
	var p partSums
	if s.groups != nil {
		p.groups = tally.NewPart(s.groups.By(), c, loc)
	}
	if s.unknown != nil {
		p.unknown = tally.NewWords(c, loc)
	}
	return p
}

// reset empties the part; what comes next comes from source.
func (p *partSums) reset(source tally.Source) {
	if p.groups != nil {
		p.groups.Reset(source)
	}
	if p.unknown != nil {
		p.unknown.Reset()
	}
}

// add counts a record if it is a failure that was not told before.
func (p *partSums) add(r *render.Record) {
	if p.groups == nil && p.unknown == nil || r.Retold || !render.Failed(r.Event) {
		return
	}
	if p.groups != nil {
		p.groups.Add(r.Event, &r.Match)
	}
	if p.unknown != nil && tally.Unexplained(r.Event, &r.Match) {
		p.unknown.Add(r.Event, &r.Match)
	}
}

// add adds a part; parts are added in input order.
func (s *sums) add(p *partSums) {
	if s.groups != nil {
		s.groups.Add(p.groups)
	}
	if s.unknown != nil {
		s.unknown.Add(p.unknown)
	}
}

// one adds a single record.
func (s *sums) one(p *partSums, r *render.Record, source tally.Source) {
	if s.groups == nil && s.unknown == nil {
		return
	}
	p.reset(source)
	p.add(r)
	s.add(p)
}

// source tells tallies where the lines of a feed stand.
func (a *annotate) source(f *feed) tally.Source {
	return tally.Source{Name: f.name, Place: f.place, Secrets: a.reading.secrets}
}
