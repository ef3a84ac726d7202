package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/internal/tally"
	"github.com/smtplog/smtplog/parser"
)

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
