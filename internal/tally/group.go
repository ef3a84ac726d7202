package tally

import (
	"cmp"
	"slices"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Group is failures that have something in common.
type Group struct {
	// Key is what they have in common, such as the id of an entry or a domain; see
	// [Group.Own] and [Group.Other] for groups by provider. It is empty where the
	// records do not tell it.
	Key string
	// Count is how many there are.
	Count int64
	// First and Last are the first and the last in time. They count only if Dated is set.
	First, Last parser.Stamp
	Dated       bool
	// Statuses tells what became of the messages, Here how many this server refused
	// itself, Unexplained of how many no entry explains the text.
	Statuses    [parser.StatusUndeliverable + 1]int64
	Here        int64
	Unexplained int64
	// Entries explain them, Providers worded or sent them, the commonest first.
	// What came when there was no room for more of them is counted in MoreEntries and
	// MoreProviders.
	Entries       []EntryCount
	Providers     []ProviderCount
	MoreEntries   int64
	MoreProviders int64
	// Recipients and Servers count different ones.
	Recipients, Servers Distinct
	// Example is the first one that was read; nil where there was no room.
	Example *Example

	firstAt, lastAt int64
}

// EntryCount is how many failures an entry explains.
type EntryCount struct {
	Entry *catalog.Entry // nil where nothing is known
	Count int64
}

// ProviderCount is how many failures are from a provider.
type ProviderCount struct {
	Provider *catalog.Provider
	Count    int64
}

// Own tells whether the group by provider is that of this server itself.
func (g *Group) Own() bool { return g.Key == ownKey }

// Other tells whether the group by provider is that of servers of nobody known.
func (g *Group) Other() bool { return g.Key == otherKey }

// Main gives the entry that explains most of the group, or nil.
func (g *Group) Main() *catalog.Entry {
	if len(g.Entries) == 0 {
		return nil
	}
	return g.Entries[0].Entry
}

func (g *Group) add(f *fact, b *budget) {
	g.Count++
	if f.dated {
		g.date(f)
	}
	g.Statuses[f.event.Status]++
	if f.event.Origin == parser.OriginOwn {
		g.Here++
	}
	if f.unexplained {
		g.Unexplained++
	}
	g.countEntry(f.entry, b)
	if f.provider != nil {
		g.countProvider(f.provider, b)
	}
	g.Recipients.Add(f.recipient, b)
	g.Servers.Add(f.server, b)
}

func (g *Group) date(f *fact) {
	if !g.Dated || f.at < g.firstAt {
		g.First, g.firstAt = f.event.Time, f.at
	}
	if !g.Dated || f.at >= g.lastAt {
		g.Last, g.lastAt = f.event.Time, f.at
	}
	g.Dated = true
}

// namedSize is what one of a list takes; the first comes with the group.
const namedSize = 16

func (g *Group) countEntry(e *catalog.Entry, b *budget) {
	for i := range g.Entries {
		if g.Entries[i].Entry == e {
			g.Entries[i].Count++
			return
		}
	}
	if n := len(g.Entries); n > 0 && (n >= mostNamed || !b.take(namedSize)) {
		g.MoreEntries++
		return
	}
	g.Entries = append(g.Entries, EntryCount{e, 1})
}

func (g *Group) countProvider(p *catalog.Provider, b *budget) {
	for i := range g.Providers {
		if g.Providers[i].Provider == p {
			g.Providers[i].Count++
			return
		}
	}
	if n := len(g.Providers); n > 0 && (n >= mostNamed || !b.take(namedSize)) {
		g.MoreProviders++
		return
	}
	g.Providers = append(g.Providers, ProviderCount{p, 1})
}

// sort puts the commonest first.
func (g *Group) sort() {
	slices.SortFunc(g.Entries, func(a, b EntryCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(idOf(a.Entry), idOf(b.Entry)))
	})
	slices.SortFunc(g.Providers, func(a, b ProviderCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Provider.ID, b.Provider.ID))
	})
}

func idOf(e *catalog.Entry) string {
	if e == nil {
		return ""
	}
	return e.ID
}
