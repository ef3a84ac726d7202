package tally

import (
	"bytes"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Sample is a reply or a diagnostic that outlives the event it was taken from.
type Sample struct {
	Query catalog.Query
	// Verb is the command that it answered, "." for the end of the data, "" for the
	// greeting. It counts only if Placed is set.
	Verb   string
	Placed bool
}

// SampleOf copies what an event of KindReply or KindDiagnostic says, of its texts no more than
// so many octets.
func SampleOf(e *parser.Event, most int) Sample {
	clone := func(b []byte) []byte {
		b = bytes.Clone(b[:min(len(b), most)])
		most -= len(b)
		return b
	}
	s := Sample{Query: catalog.Query{Phase: e.Phase.String()}}
	q := &s.Query
	if e.Origin != parser.OriginOwn {
		q.Peer, q.PeerIP = clone(e.Peer.Name), clone(e.Peer.IP)
	}
	if e.Kind == parser.KindDiagnostic {
		q.Enhanced, q.Diagnostic = clone(e.DSN), clone(e.Diagnostic)
		return s
	}
	q.Code, q.Enhanced = e.Reply.Code, clone(e.Reply.Enhanced)
	for _, line := range e.Reply.Text {
		if most == 0 {
			break
		}
		q.Text = append(q.Text, clone(line))
	}
	switch {
	case e.Phase == parser.PhaseConnect:
		s.Placed = true
	case e.Phase == parser.PhaseMessage:
		s.Verb, s.Placed = ".", true
	case e.Command.Verb != "":
		s.Verb, s.Placed = strings.Clone(e.Command.Verb), true
	}
	return s
}
