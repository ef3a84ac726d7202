package check

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// verdicts remembers what the catalog says of a code after a command, because a
// log asks the same thing again and again.
type verdicts struct {
	known map[verdictKey]catalog.Verdict
	last  verdictKey
	was   catalog.Verdict
}

type verdictKey struct {
	verb  string
	phase parser.Phase
	code  int
}

// maxVerdicts bounds them: verbs that no RFC names can be many.
const maxVerdicts = 4096

// Verdict gives the catalog's verdict on the reply of the step. ok is false
// where the input does not tell what was answered.
func (x *Look) Verdict() (v catalog.Verdict, ok bool) {
	e := x.Event
	if e.Kind != parser.KindReply || e.Reply.Code == 0 || e.Phase == parser.PhaseUnknown {
		return v, false
	}
	m := &x.Verdicts
	k := verdictKey{e.Command.Verb, e.Phase, e.Reply.Code}
	if k == m.last {
		return m.was, true
	}
	v, ok = m.known[k]
	if !ok {
		v = x.Catalog.Verdict(k.verb, k.phase.String(), k.code)
		if m.known == nil || len(m.known) >= maxVerdicts {
			m.known = map[verdictKey]catalog.Verdict{}
		}
		m.known[k] = v
	}
	m.last, m.was = k, v
	return v, true
}
