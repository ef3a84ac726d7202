// Package render turns events into what the user reads: JSON records and
// annotated text. It is the only place of the program that knows JSON, colour
// or the width of a line.
//
// [Explainer] joins an event with what the catalog says of it; a
// [JSON] appends the result as one line of NDJSON, a [Text] writes it under the
// line of the log. [Text.Card] and the Comparison functions tell of codes
// without any log.
//
// A Record borrows what its event borrows: see [parser.Event].
package render

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/parser"
)

// Record is a reply or a diagnostic with what the catalog says of it.
type Record struct {
	// Event is borrowed for as long as the scanner lends it.
	*parser.Event
	// Match is what explains it; its Entry is nil where nothing is known.
	Match catalog.Match
	// Subject is what the text says that it is about; it is borrowed like Event.
	Subject catalog.Subject
	// Verdict holds the code against its command (RFC 5321 §4.3.2); it counts
	// only if Judged is true.
	Verdict catalog.Verdict
	Judged  bool
	// Note is what the checks say of it, and of its conversation.
	check.Note
}

// Explainer looks events up. It belongs to one goroutine and has one record at
// a time, so that nothing is allocated for any.
type Explainer struct {
	Catalog *catalog.Catalog
	// Memo remembers what Catalog found; nil for an Explainer that is asked little.
	Memo *catalog.Memo
	// Best is set where Match.Second of the records is not wanted.
	Best bool

	query  catalog.Query
	record Record
	judged [judgedSlots]judgement
}

// judgement is the verdict on a code after a command, which a log asks for again
// and again.
type judgement struct {
	verb    string
	phase   parser.Phase
	code    int
	verdict catalog.Verdict
}

const judgedSlots = 32 // a power of two

// judge gives the catalog's verdict on a reply with a code and a phase.
func (x *Explainer) judge(e *parser.Event) catalog.Verdict {
	code := e.Reply.Code
	j := &x.judged[(uint(code)*7+uint(e.Phase))%judgedSlots]
	if j.code != code || j.phase != e.Phase || j.verb != e.Command.Verb {
		*j = judgement{e.Command.Verb, e.Phase, code, x.Catalog.Verdict(e.Command.Verb, e.Phase.String(), code)}
	}
	return j.verdict
}

// Record gives the record of an event of KindReply or KindDiagnostic, without
// anything of the catalog. It is valid until the next call.
func (x *Explainer) Record(e *parser.Event) *Record {
	x.record = Record{Event: e}
	return &x.record
}

// Explain gives the record with what the catalog says of the event. It is valid
// until the next call.
func (x *Explainer) Explain(e *parser.Event) *Record {
	r := x.Record(e)
	x.Complete(r)
	return r
}

// Complete fills in what the catalog says.
func (x *Explainer) Complete(r *Record) {
	x.query = catalog.Query{Phase: r.Phase.String(), Best: x.Best}
	q := &x.query
	// A provider's wording is that of the server; where this server spoke
	// itself, the peer is its client.
	if r.Origin != parser.OriginOwn {
		q.Peer, q.PeerIP = r.Peer.Name, r.Peer.IP
	}
	if r.Kind == parser.KindDiagnostic {
		q.Diagnostic, q.Enhanced = r.Diagnostic, r.DSN
	} else {
		q.Code, q.Enhanced, q.Text = r.Reply.Code, r.Reply.Enhanced, r.Reply.Text
	}
	if x.Memo != nil {
		r.Match, r.Subject = x.Memo.Explain(q)
	} else {
		r.Match = x.Catalog.Lookup(q)
		r.Subject = x.Catalog.Subject(q, &r.Match)
	}
	if r.Kind != parser.KindReply || r.Reply.Code == 0 || r.Phase == parser.PhaseUnknown {
		return
	}
	r.Verdict = x.judge(r.Event)
	r.Judged = true
}
