package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/tally"
	"github.com/smtplog/smtplog/parser"
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

// groupFacts tells when it was, what became of it and whom it met.
func (t *Text) groupFacts(dst []byte, group *tally.Group) []byte {
	var facts []string
	if group.Dated {
		facts = append(facts, Span(&group.First, &group.Last, t.say("group.to")))
	}
	for i, n := range group.Statuses {
		if i > 0 && n > 0 {
			facts = append(facts, t.opts.Lang.Format("group.statuses", "n", t.number(n), "status", t.say("status."+parser.Status(i).String())))
		}
	}
	for _, met := range []struct {
		key  string
		many *tally.Distinct
	}{{"group.recipients", &group.Recipients}, {"group.servers", &group.Servers}} {
		if n, how := met.many.Rounded(); n > 0 {
			facts = append(facts, t.plural(met.key, n, "n", t.precisely(n, how)))
		}
	}
	return t.pieces(dst, facts)
}

// pieces appends short pieces of text, as many a line as fit, none of them broken.
func (t *Text) pieces(dst []byte, list []string) []byte {
	for _, piece := range list {
		cells := len(indent) + t.para.width()
		if len(t.para.runs) > 0 && cells+Width(t.signs.separator)+Width(piece) > t.opts.Width {
			dst = t.para.appendTo(dst, indent, indent, t.opts.Width)
		}
		t.dotted(pen{}, piece)
	}
	if len(t.para.runs) == 0 {
		return dst
	}
	return t.para.appendTo(dst, indent, indent, t.opts.Width)
}

// Span tells from when to when, the date once where it is the same, word standing
// between.
func Span(first, last *parser.Stamp, word string) string {
	from, to := clock(first), clock(last)
	if from == to {
		return from
	}
	if day, rest, ok := strings.Cut(to, " "); ok && strings.HasPrefix(from, day+" ") {
		to = rest
	}
	return from + " " + word + " " + to
}

// clock writes a stamp to the second, as the log has it.
func clock(s *parser.Stamp) string {
	b := strconv.AppendInt(nil, int64(s.Year), 10)
	b = appendTwo(append(b, '-'), int(s.Month))
	b = appendTwo(append(b, '-'), int(s.Day))
	if s.HasTime {
		b = appendTwo(append(b, ' '), int(s.Hour))
		b = appendTwo(append(b, ':'), int(s.Min))
		b = appendTwo(append(b, ':'), int(s.S))
	}
	return string(b)
}

// mostNamed bounds the providers and the causes that are named.
const mostNamed = 4

// groupProviders names the providers that were met.
func (t *Text) groupProviders(dst []byte, group *tally.Group) []byte {
	if len(group.Providers) == 0 {
		return dst
	}
	t.para.add(pen{}, t.say("group.at")+" ")
	left := group.Count
	for i, p := range group.Providers {
		if i == mostNamed {
			break
		}
		if i > 0 {
			t.para.add(pen{}, t.say("word.comma"))
		}
		t.para.add(pen{}, p.Provider.Name+" "+t.number(p.Count))
		left -= p.Count
	}
	if left > 0 {
		t.para.add(pen{}, t.say("word.comma")+t.say("group.others")+" "+t.number(left))
	}
	return t.para.appendTo(dst, indent, indent, t.opts.Width)
}

// groupCauses names the entries that explain a group.
func (t *Text) groupCauses(dst []byte, group *tally.Group) []byte {
	cells := Width(t.number(group.Entries[0].Count))
	left := group.Count
	for i, c := range group.Entries {
		if i == mostNamed {
			break
		}
		number := t.number(c.Count)
		lead := indent + strings.Repeat(" ", max(0, cells-Width(number))) + number + "  "
		if c.Entry == nil {
			t.para.add(pen{}, t.say("group.unknown"))
		} else {
			t.para.add(pen{}, c.Entry.Title)
		}
		dst = t.named(dst, c.Entry, lead, strings.Repeat(" ", Width(lead)))
		left -= c.Count
	}
	if n := len(group.Entries) - mostNamed; n > 0 {
		how := tally.Exact
		if group.MoreEntries > 0 {
			how = tally.AtLeast
		}
		dst = t.sentence(dst, indent, t.more("group.more_causes", int64(n), how, left, group.Count))
	}
	return dst
}

// groupSteps tells what to do about what most of a group is about: the first step, or
// all of them where everything is to be told.
func (t *Text) groupSteps(dst []byte, group *tally.Group) []byte {
	e := group.Main()
	if e == nil || t.opts.Detail == DetailNone {
		return dst
	}
	receiving := 2*group.Here > group.Count
	if t.opts.Detail == DetailFull {
		return t.steps(t.sentence(dst, indent, e.Meaning), e, receiving, indent)
	}
	if len(group.Entries) > 1 {
		t.para.add(t.pens.strong, t.say("group.first")+" ")
	}
	before := len(t.para.runs)
	t.strategy(e, receiving)
	switch lead := len(t.para.runs) > before; {
	case len(e.Fix) == 0 && !lead:
		t.para.runs = t.para.runs[:0]
		return dst
	case len(e.Fix) == 0:
		t.para.add(pen{}, ".")
	case lead:
		t.para.add(pen{}, t.say("word.colon")+e.Fix[0])
	default:
		t.para.add(pen{}, e.Fix[0])
	}
	return t.para.appendTo(dst, indent, indent, t.opts.Width)
}

// exampleLines is about how many lines the example may take.
const exampleLines = 3

func (t *Text) groupExample(dst []byte, x *tally.Example) []byte {
	if x == nil {
		return dst
	}
	place := shown([]byte(x.File)) + ":" + strconv.FormatInt(x.Line, 10) + ":"
	room := max(exampleLines*(t.opts.Width-len(indent)-6)-Width(place), 80)
	text := x.Shortened(room)
	if !t.opts.Unicode {
		text = strings.ReplaceAll(text, tally.Omission[:len(tally.Omission)-1], " ...")
	}
	t.para.add(t.pens.faint, place+" "+shown([]byte(text)))
	return t.para.appendTo(dst, indent, indent, t.opts.Width)
}

// plural gives the words for a number of things, with names filled in.
func (t *Text) plural(key string, n int64, pairs ...string) string {
	form := "_other"
	if n == 1 {
		form = "_one"
	}
	return t.opts.Lang.Format(key+form, pairs...)
}

// precisely writes a number with how sure it is.
func (t *Text) precisely(n int64, how tally.Precision) string {
	switch how {
	case tally.About:
		return t.opts.Lang.Format("group.about", "n", t.number(n))
	case tally.AtLeast:
		return t.opts.Lang.Format("group.at_least", "n", t.number(n))
	}
	return t.number(n)
}

// number writes a number in groups of three digits.
func (t *Text) number(n int64) string {
	separator := t.sign("word.group", ",")
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}

// sign gives a sign that numbers are written with, the English one where there is no
// language.
func (t *Text) sign(key, english string) string {
	if s := t.opts.Lang.Text(key); s != key {
		return s
	}
	return english
}

// share writes a part of a whole in hundredths.
func (t *Text) share(n, all int64) string {
	if all == 0 {
		return ""
	}
	p := float64(n) / float64(all) * 100
	part := strconv.FormatFloat(p, 'f', 1, 64)
	switch {
	case n == all:
		return "100 %"
	case p < 0.05:
		part = "<0.1"
	}
	return strings.Replace(part, ".", t.sign("word.decimal", "."), 1) + " %"
}
