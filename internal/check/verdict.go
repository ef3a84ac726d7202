package check

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// verdicts remembers what the catalog says of a code after a command, because a
// log asks the same thing again and again.
type verdicts [verdictSlots]struct {
	verb    string
	phase   parser.Phase
	code    int
	verdict catalog.Verdict
}

const verdictSlots = 64

// Verdict gives the catalog's verdict on the reply of the step. ok is false
// where the input does not tell what was answered.
func (x *Look) Verdict() (v catalog.Verdict, ok bool) {
	e := x.Event
	if e.Kind != parser.KindReply || e.Reply.Code == 0 || e.Phase == parser.PhaseUnknown {
		return v, false
	}
	code := e.Reply.Code
	k := &x.Verdicts[(uint(code)*7+uint(e.Phase))%verdictSlots]
	if k.code != code || k.phase != e.Phase || k.verb != e.Command.Verb {
		k.verb, k.phase, k.code = e.Command.Verb, e.Phase, code
		k.verdict = x.Catalog.Verdict(k.verb, k.phase.String(), k.code)
	}
	return k.verdict, true
}
