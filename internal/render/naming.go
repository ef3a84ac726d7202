package render

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// what names the reply and the command that it answers; nothing of what the
// line itself shows beside it.
func (t *Text) what(r *Record) string {
	var b strings.Builder
	if r.Kind == parser.KindDiagnostic {
		place := t.place(r)
		if r.Origin == parser.OriginOwn {
			if place == "" {
				return t.say("annotate.not_logged")
			}
			return t.sayOf("annotate.not_logged_place", "place", place)
		}
		if place == "" {
			return t.say("annotate.no_reply")
		}
		return t.sayOf("annotate.no_reply_place", "place", place)
	}
	if r.Reply.Code != 0 {
		b.WriteString(catalog.Asked{Code: r.Reply.Code}.String())
	}
	if len(r.Reply.Enhanced) > 0 {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.Write(r.Reply.Enhanced)
	}
	if b.Len() == 0 {
		b.WriteString(t.say("annotate.no_code"))
	}
	if place := t.place(r); place != "" {
		b.WriteString(" " + place)
	}
	return b.String()
}

// place tells which command was answered.
func (t *Text) place(r *Record) string {
	switch {
	case r.Phase == parser.PhaseConnect && r.Kind == parser.KindReply:
		return t.say("annotate.greeting")
	case r.Phase == parser.PhaseMessage && r.Command.Verb != "BDAT":
		return t.sayOf("annotate.to", "command", t.say("phase.message"))
	case r.Command.Verb != "":
		return t.sayOf("annotate.to", "command", string(appendVisible(nil, []byte(r.Command.Verb))))
	case r.Phase == parser.PhaseUnknown || r.Phase == parser.PhaseOther || r.Phase == parser.PhaseLocal:
		return ""
	case r.Phase == parser.PhaseConnect, r.Phase > parser.PhaseOther:
		return "(" + r.Phase.String() + ")"
	}
	return t.sayOf("annotate.to", "command", strings.ToUpper(r.Phase.String()))
}

// speaker tells who worded the reply where the line does not make that plain.
func (t *Text) speaker(r *Record) string {
	if e := r.Match.Entry; e != nil && e.Provider != "" && r.Origin != parser.OriginLocal && t.opts.Catalog != nil {
		if p := t.opts.Catalog.Provider(e.Provider); p != nil {
			return t.sayOf("annotate.said_by", "provider", p.Name)
		}
	}
	if r.Origin == parser.OriginOwn && r.Kind == parser.KindReply && OutcomeOf(r.Event) != OutcomePositive {
		return t.say("annotate.said_own")
	}
	return ""
}
