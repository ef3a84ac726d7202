package tally

import (
	"bytes"
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Part is the failures of one batch. It belongs to one goroutine at a time.
type Part struct {
	by     By
	c      *catalog.Catalog
	loc    *time.Location
	source Source
	keys   keyTable
	firsts []first
	facts  []fact
	buf    []byte
}

// Source is where the lines of a part stand.
type Source struct {
	Name string
	// Place tells file and number of a line that has another place than its number in
	// the file Name; it may be nil.
	Place func(line int64) (name string, no int64)
	// Secrets leaves secrets in examples as they are.
	Secrets bool
}

// fact is what a tally counts of one failure. It borrows what the event borrows.
type fact struct {
	event             *parser.Event
	entry             *catalog.Entry
	provider          *catalog.Provider
	at                int64 // seconds from 1970; counts only if dated is set
	recipient, server uint32
	group             int32
	dated             bool
	unexplained       bool
}

// first is the failure by which a key came into a part.
type first struct {
	event  *parser.Event
	source *Source
}

// NewPart makes a part for a tally by by. Stamps without a zone of their own are of zone
// loc.
func NewPart(by By, c *catalog.Catalog, loc *time.Location) *Part {
	return &Part{by: by, c: c, loc: loc, keys: newKeyTable()}
}

// Reset empties the part; what is added from now on comes from source.
func (p *Part) Reset(source Source) {
	p.keys.reset()
	p.firsts, p.facts = p.firsts[:0], p.facts[:0]
	p.source = source
}

// Add takes a failure with what the catalog says of it. The event is borrowed until the
// part was taken by a tally.
func (p *Part) Add(e *parser.Event, m *catalog.Match) {
	f := fact{event: e, entry: m.Entry, unexplained: Unexplained(e, m), provider: providerOf(p.c, e, m.Entry)}
	if len(e.Recipient) > 0 {
		f.recipient = hash(e.Recipient)
	}
	if name := relayOf(e); len(name) > 0 {
		f.server = hash(name)
	}
	f.at, f.dated = seconds(&e.Time, p.loc)
	n, fresh := p.keys.number(p.key(e, &f))
	f.group = int32(n)
	p.facts = append(p.facts, f)
	if fresh {
		p.firsts = append(p.firsts, first{e, &p.source})
	}
}

// Keys that stand for what has no name of its own.
const (
	ownKey   = "\x00own"   // this server
	otherKey = "\x00other" // servers of no known provider
)

func (p *Part) key(e *parser.Event, f *fact) []byte {
	p.buf = p.buf[:0]
	switch p.by {
	case ByEntry:
		if f.entry != nil {
			p.buf = append(p.buf, f.entry.ID...)
		}
	case ByClass:
		class := catalog.Class("unknown")
		if f.entry != nil {
			class = f.entry.Class
		}
		p.buf = append(p.buf, class...)
	case ByProvider:
		switch {
		case f.provider != nil:
			p.buf = append(p.buf, f.provider.ID...)
		case e.Origin == parser.OriginOwn || e.Origin == parser.OriginLocal && f.server == 0:
			p.buf = append(p.buf, ownKey...)
		default:
			p.buf = append(p.buf, otherKey...)
		}
	case ByDomain:
		if at := bytes.LastIndexByte(e.Recipient, '@'); at >= 0 {
			p.lower(e.Recipient[at+1:])
		}
	case ByRelay:
		p.lower(relayOf(e))
	}
	return p.buf
}

// longestName bounds a host name or a domain (RFC 5321 §4.5.3.1.2).
const longestName = 255

func (p *Part) lower(name []byte) {
	for _, b := range name[:min(len(name), longestName)] {
		p.buf = append(p.buf, lower(b))
	}
}

// relayOf names the other side: by its name, else by its address.
func relayOf(e *parser.Event) []byte {
	if len(e.Peer.Name) > 0 {
		return e.Peer.Name
	}
	return e.Peer.IP
}

// providerOf gives whose words they are, else whose server said them; nil for nobody known.
func providerOf(c *catalog.Catalog, e *parser.Event, entry *catalog.Entry) *catalog.Provider {
	if entry != nil && entry.Provider != "" {
		if p := c.Provider(entry.Provider); p != nil {
			return p
		}
	}
	if e.Origin == parser.OriginOwn || len(e.Peer.Name) == 0 {
		return nil
	}
	return c.ProviderOf(e.Peer.Name)
}

// seconds gives the point of time of a stamp in seconds from 1970, and whether it has one.
func seconds(s *parser.Stamp, loc *time.Location) (int64, bool) {
	switch {
	case !s.HasDate() || s.Year == 0:
		return 0, false
	case s.HasZone:
		return s.Civil() - int64(s.ZoneSec), true
	}
	return s.Time(loc).Unix(), true
}
