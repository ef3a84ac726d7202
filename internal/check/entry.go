package check

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Match gives what the catalog knows of the reply or diagnostic of the step. It
// costs about a microsecond the first time that it is asked of an event, so ask
// what is cheaper before.
func (x *Look) Match() catalog.Match {
	if x.looked {
		return x.match
	}
	e := x.Event
	q := catalog.Query{Phase: e.Phase.String(), Best: true}
	if e.Origin != parser.OriginOwn {
		q.Peer = e.Peer.Name
	}
	if e.Kind == parser.KindDiagnostic {
		q.Diagnostic, q.Enhanced = e.Diagnostic, e.DSN
	} else {
		q.Code, q.Enhanced, q.Text = e.Reply.Code, e.Reply.Enhanced, e.Reply.Text
	}
	x.match, x.looked = x.Memo.Lookup(&q), true
	return x.match
}

// Class gives the cause that the catalog names for the step; empty where it
// knows none.
func (x *Look) Class() catalog.Class {
	if m := x.Match(); m.Entry != nil {
		return m.Entry.Class
	}
	return ""
}
