package render

import (
	"strconv"
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/tally"
	"github.com/smtplog/smtplog/parser"
)

// GroupSchema names the form of the object that tells of groups.
const GroupSchema = "smtplog.group/1"

// groupsJSON writes groups as one object; docs/grouping.md tells its members.
type groupsJSON struct {
	detail Detail
	zone   zone
	by     tally.By
	c      *catalog.Catalog
	all    int64 // failures
}

// JSON appends the groups as one object and a line feed: the first Full of them. Stamps
// without a zone of their own are of zone loc.
func (g *Groups) JSON(dst []byte, c *catalog.Catalog, loc *time.Location, detail Detail, flush Flush) error {
	total := g.Tally.Total()
	j := groupsJSON{detail: detail, zone: zone{loc: loc}, by: g.Tally.By(), c: c, all: total.Count}
	dst = append(dst, '{')
	dst = appendMember(dst, "schema", GroupSchema)
	dst = appendMember(dst, "by", j.by.String())
	dst = appendInt(dst, "records", g.Records)
	dst = appendInt(dst, "failed", total.Count)
	dst = j.facts(dst, total)
	dst = append(appendName(dst, "groups"), '[')
	var err error
	for i, group := range g.List[:g.Full] {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = j.group(dst, group)
		if len(dst) >= flushAt {
			if dst, err = flush(dst); err != nil {
				return err
			}
		}
	}
	dst = append(dst, ']')
	if hidden := g.List[g.Full:]; len(hidden) > 0 {
		var left int64
		for _, group := range hidden {
			left += group.Count
		}
		dst = append(appendName(dst, "left_out"), '{')
		dst = appendInt(dst, "groups", int64(len(hidden)))
		dst = append(appendInt(dst, "count", left), '}')
	}
	if rest := g.Tally.Rest(); rest.Count > 0 {
		dst = append(appendName(dst, "no_room"), '{')
		dst = appendDistinct(dst, "groups", &rest.Groups)
		dst = append(appendInt(dst, "count", rest.Count), '}')
	}
	_, err = flush(append(dst, '}', '\n'))
	return err
}

func (j *groupsJSON) group(dst []byte, group *tally.Group) []byte {
	dst = append(dst, '{')
	switch {
	case j.by == tally.ByProvider && group.Own():
		dst = append(appendName(dst, "this_server"), "true"...)
	case j.by == tally.ByProvider && group.Other():
		dst = append(appendName(dst, "no_provider"), "true"...)
	default:
		dst = appendMember(dst, "key", group.Key)
	}
	if j.by == tally.ByProvider {
		if p := j.c.Provider(group.Key); p != nil {
			dst = appendMember(dst, "name", p.Name)
		}
	}
	dst = appendInt(dst, "count", group.Count)
	dst = appendName(dst, "share")
	dst = strconv.AppendFloat(dst, float64(group.Count)/float64(j.all), 'f', 4, 64)
	dst = j.facts(dst, group)
	if e := group.Main(); e != nil && j.detail != DetailNone {
		dst = appendName(dst, "explain")
		dst = appendEntry(dst, e, j.detail == DetailFull)
		if j.detail != DetailFull {
			dst = appendStrings(dst, "fix", e.Fix)
		}
		dst = append(dst, '}')
	}
	if x := group.Example; x != nil {
		dst = append(appendName(dst, "example"), '{')
		dst = appendMember(dst, "file", x.File)
		dst = appendInt(dst, "line", x.Line)
		dst = appendMember(dst, "text", x.Text)
		if x.Cut {
			dst = append(appendName(dst, "cut"), "true"...)
		}
		dst = append(dst, '}')
	}
	return append(dst, '}')
}

// facts appends what is told of all failures and of each group alike.
func (j *groupsJSON) facts(dst []byte, group *tally.Group) []byte {
	if group.Dated {
		dst = j.stamp(dst, "first", &group.First)
		dst = j.stamp(dst, "last", &group.Last)
	}
	statuses := false
	for i, n := range group.Statuses {
		if i == 0 || n == 0 {
			continue
		}
		if !statuses {
			dst = append(appendName(dst, "statuses"), '{')
			statuses = true
		}
		dst = appendInt(dst, parser.Status(i).String(), n)
	}
	if statuses {
		dst = append(dst, '}')
	}
	if group.Here > 0 {
		dst = appendInt(dst, "own", group.Here)
	}
	if group.Unexplained > 0 {
		dst = appendInt(dst, "not_explained_by_text", group.Unexplained)
	}
	dst = appendDistinct(dst, "recipients", &group.Recipients)
	dst = appendDistinct(dst, "servers", &group.Servers)
	dst = j.providers(dst, group)
	return j.entries(dst, group)
}

func (j *groupsJSON) stamp(dst []byte, name string, s *parser.Stamp) []byte {
	dst = append(appendName(dst, name), '"')
	return append(j.zone.appendStamp(dst, s), '"')
}

func (j *groupsJSON) providers(dst []byte, group *tally.Group) []byte {
	if len(group.Providers) == 0 || j.by == tally.ByProvider {
		return dst
	}
	dst = append(appendName(dst, "providers"), '[')
	for i, p := range group.Providers {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendMember(append(dst, '{'), "id", p.Provider.ID)
		dst = appendMember(dst, "name", p.Provider.Name)
		dst = append(appendInt(dst, "count", p.Count), '}')
	}
	dst = append(dst, ']')
	if group.MoreProviders > 0 {
		dst = appendInt(dst, "more_providers", group.MoreProviders)
	}
	return dst
}

func (j *groupsJSON) entries(dst []byte, group *tally.Group) []byte {
	if len(group.Entries) == 0 || j.by == tally.ByEntry {
		return dst
	}
	dst = append(appendName(dst, "entries"), '[')
	for i, e := range group.Entries {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '{')
		if e.Entry != nil {
			dst = appendMember(dst, "id", e.Entry.ID)
		}
		dst = append(appendInt(dst, "count", e.Count), '}')
	}
	dst = append(dst, ']')
	if group.MoreEntries > 0 {
		dst = appendInt(dst, "more_entries", group.MoreEntries)
	}
	return dst
}

// appendDistinct appends a number of different things, and how sure it is where it is
// not exact; nothing where there are none.
func appendDistinct(dst []byte, name string, d *tally.Distinct) []byte {
	n, how := d.Count()
	if n == 0 {
		return dst
	}
	dst = append(appendName(dst, name), '{')
	dst = appendInt(dst, "count", n)
	if how != tally.Exact {
		dst = appendMember(dst, "precision", how.String())
	}
	return append(dst, '}')
}
