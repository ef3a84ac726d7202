package render

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/tally"
)

// Groups is what went wrong, ready to be told.
type Groups struct {
	Tally *tally.Tally
	// List is the groups of the Tally, the largest first.
	List []*tally.Group
	// Records is how many records were read, successes too, retold ones not.
	Records int64
	// Full is how many groups are told in full, Brief how many after them have a line.
	Full, Brief int
}

// flushAt is how much is written in one piece.
const flushAt = 60 << 10

// A Flush writes what was appended and gives the memory back, emptied.
type Flush func([]byte) ([]byte, error)

// Groups tells what went wrong: a heading, the groups, and what is left out.
func (t *Text) Groups(dst []byte, g *Groups, flush Flush) error {
	dst = t.groupsHead(dst, g)
	var err error
	counted := 0
	if len(g.List) > 0 {
		counted = Width(t.number(g.List[0].Count))
	}
	brief := t.opts.Detail == DetailBrief
	for i, group := range g.List[:g.Full+g.Brief] {
		full := i < g.Full && !brief
		if full || i == g.Full || i == 0 {
			dst = append(dst, '\n')
		}
		dst = t.group(dst, g, group, counted, full)
		if len(dst) >= flushAt {
			if dst, err = flush(dst); err != nil {
				return err
			}
		}
	}
	_, err = flush(t.groupsEnd(dst, g))
	return err
}

func (t *Text) groupsHead(dst []byte, g *Groups) []byte {
	total := g.Tally.Total()
	if total.Count == 0 {
		return t.sentence(dst, "", t.opts.Lang.Format("group.nothing", "all", t.number(g.Records)))
	}
	t.para.add(t.pens.heading, t.say("group.by_"+g.Tally.By().String()))
	t.para.add(pen{}, t.say("word.colon")+t.opts.Lang.Format("group.of", "n", t.number(total.Count), "all", t.number(g.Records), "share", t.share(total.Count, g.Records)))
	dst = t.para.appendTo(dst, "", indent, t.opts.Width)
	return t.groupFacts(dst, total)
}

// groupsEnd tells what was left out, and what no entry knew.
func (t *Text) groupsEnd(dst []byte, g *Groups) []byte {
	total := g.Tally.Total()
	by := g.Tally.By().String()
	hidden, rest := g.List[g.Full+g.Brief:], g.Tally.Rest()
	var left int64
	for _, group := range hidden {
		left += group.Count
	}
	if left > 0 {
		dst = append(dst, '\n')
		dst = t.sentence(dst, "", t.more("group.more_"+by, int64(len(hidden)), tally.Exact, left, total.Count)+" "+t.say("group.all"))
	}
	if rest.Count > 0 {
		n, how := rest.Groups.Rounded()
		dst = append(dst, '\n')
		dst = t.sentence(dst, "", t.more("group.more_"+by, n, how, rest.Count, total.Count)+" "+t.say("group.no_room"))
	}
	if g.Full > 0 && t.opts.Detail == DetailFirst && g.List[0].Main() != nil {
		dst = append(dst, '\n')
		dst = t.sentence(dst, "", t.opts.Lang.Format("group.show", "id", g.List[0].Main().ID))
	}
	if n := total.Unexplained; n > 0 {
		dst = append(dst, '\n')
		dst = t.sentence(dst, "", t.plural("group.not_explained", n, "n", t.number(n)))
	}
	return dst
}

func (t *Text) more(key string, n int64, how tally.Precision, count, all int64) string {
	return t.plural(key, n, "n", t.precisely(n, how), "count", t.number(count), "share", t.share(count, all))
}

// group tells one group: in full, or in one line.
func (t *Text) group(dst []byte, g *Groups, group *tally.Group, counted int, full bool) []byte {
	number, part := t.number(group.Count), t.share(group.Count, g.Tally.Total().Count)
	lead := strings.Repeat(" ", counted-Width(number)) + number + strings.Repeat(" ", 2+len("49.5 %")-Width(part)) + part + "  "
	rest := strings.Repeat(" ", Width(lead)+2)
	by, e := g.Tally.By(), group.Main()
	sign, p := t.groupMark(e)
	t.para.add(p, sign+" ")
	if !full {
		t.para.add(pen{}, t.groupTitle(by, group))
		if e == nil || by == tally.ByEntry {
			return t.named(dst, e, lead, rest)
		}
		// As much of the cause as the line holds; its title says most.
		title := len(t.para.runs)
		for _, cause := range [][]string{{e.Title, e.ID}, {e.Title}, {e.ID}} {
			t.para.runs = t.para.runs[:title]
			for _, piece := range cause {
				t.dotted(t.pens.faint, piece)
			}
			if Width(rest)+t.para.width() <= t.opts.Width {
				break
			}
		}
		return t.para.appendTo(dst, lead, rest, t.opts.Width)
	}
	t.para.add(t.pens.strong, t.groupTitle(by, group))
	dst = t.para.appendTo(dst, string(t.pens.strong.append(nil, lead)), rest, t.opts.Width)
	if by == tally.ByEntry && e != nil {
		t.filed(e)
		t.dotted(t.pens.faint, e.ID)
		dst = t.para.appendTo(dst, indent, indent, t.opts.Width)
	}
	dst = t.groupFacts(dst, group)
	if by != tally.ByProvider {
		dst = t.groupProviders(dst, group)
	}
	if by != tally.ByEntry {
		dst = t.groupCauses(dst, group)
	}
	dst = t.groupSteps(dst, group)
	return t.groupExample(dst, group.Example)
}

// named ends a paragraph with the id of an entry, which is not broken off from what parts
// it: it stands on a line of its own where it does not fit.
func (t *Text) named(dst []byte, e *catalog.Entry, lead, rest string) []byte {
	switch {
	case e == nil:
	case Width(rest)+t.para.width()+Width(t.signs.separator)+Width(e.ID) <= t.opts.Width:
		t.dotted(t.pens.faint, e.ID)
	default:
		dst = t.para.appendTo(dst, lead, rest, t.opts.Width)
		lead = rest
		t.para.add(t.pens.faint, e.ID)
	}
	return t.para.appendTo(dst, lead, rest, t.opts.Width)
}

func (t *Text) groupMark(e *catalog.Entry) (string, pen) {
	if e != nil && e.Permanent == catalog.Permanent {
		return t.signs.bad, t.pens.bad
	}
	return t.signs.warn, t.pens.warn
}

// groupTitle names what the failures of a group have in common.
func (t *Text) groupTitle(by tally.By, group *tally.Group) string {
	switch by {
	case tally.ByEntry:
		if e := group.Main(); e != nil {
			return e.Title
		}
		return t.say("group.unknown")
	case tally.ByClass:
		return group.Key + t.say("word.colon") + t.opts.Lang.Class(catalog.Class(group.Key))
	case tally.ByProvider:
		switch {
		case group.Own():
			return t.say("group.own")
		case group.Other():
			return t.say("group.other")
		case t.opts.Catalog != nil:
			if p := t.opts.Catalog.Provider(group.Key); p != nil {
				return p.Name
			}
		}
	case tally.ByDomain:
		if group.Key == "" {
			return t.say("group.no_recipient")
		}
	case tally.ByRelay:
		if group.Key == "" {
			return t.say("group.no_server")
		}
	}
	return shown([]byte(group.Key))
}

// mostNamed bounds the providers and the causes that are named.
const mostNamed = 4

// exampleLines is about how many lines the example may take.
const exampleLines = 3
