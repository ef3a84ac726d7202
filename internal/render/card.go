package render

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

const indent = "  "

// Card appends all that is known of a record that stands alone, as it was asked
// for rather than found in a log. What an entry told in an earlier card is not
// told again.
func (t *Text) Card(dst []byte, r *Record) []byte {
	sign, p := t.mark(r)
	t.para.add(p, sign+" ")
	t.para.add(p, t.what(r))
	if s := t.speaker(r); s != "" {
		t.para.add(pen{}, t.say("word.comma")+s)
	}
	if s := t.about(r); s != "" {
		t.para.add(pen{}, t.say("word.comma")+s)
	}
	e := r.Match.Entry
	if e == nil {
		dst = t.para.appendTo(dst, "", indent, t.opts.Width)
		return t.judgement(dst, r)
	}
	t.dotted(t.pens.strong, e.Title)
	dst = t.para.appendTo(dst, "", indent, t.opts.Width)
	t.filed(e)
	t.dotted(t.pens.faint, e.ID)
	dst = t.para.appendTo(dst, indent, indent, t.opts.Width)
	if t.told[e] {
		return t.judgement(dst, r)
	}
	t.told[e] = true
	dst = append(dst, '\n')
	dst = t.entry(dst, r)
	dst = t.judgement(dst, r)
	return t.sources(dst, r)
}

// Unregistered appends what the digits alone tell of a code that no entry is
// for, and the codes that may have been meant.
func (t *Text) Unregistered(dst []byte, code string, digits []catalog.DigitMeaning, near []*catalog.Entry) []byte {
	t.para.add(t.pens.warn, t.signs.warn+" ")
	t.para.add(t.pens.warn, code)
	t.dotted(t.pens.strong, t.say("card.unregistered"))
	dst = t.para.appendTo(dst, "", indent, t.opts.Width)
	dst = append(dst, '\n')
	if len(digits) > 0 {
		dst = t.Digits(dst, digits)
	}
	if len(near) > 0 {
		dst = t.title(dst, "heading.near")
		for _, e := range near {
			dst = t.sentence(dst, indent, codeOf(e)+": "+e.Title)
		}
	}
	return dst
}

// Digits appends what the digits of a code tell.
func (t *Text) Digits(dst []byte, digits []catalog.DigitMeaning) []byte {
	dst = t.title(dst, "heading.digits")
	for _, d := range digits {
		dst = t.sentence(dst, indent, d.Text+" ("+d.Ref+")")
	}
	return dst
}

// codeOf gives the code of an entry as one would type it.
func codeOf(e *catalog.Entry) string {
	if e.Code != 0 {
		return catalog.Asked{Code: e.Code}.String()
	}
	return e.Enhanced
}

// entry appends the sections of the entry of a record.
func (t *Text) entry(dst []byte, r *Record) []byte {
	e := r.Match.Entry
	dst = t.section(dst, "heading.meaning", e.Meaning)
	dst = t.section(dst, "heading.when", e.When)
	if e.Retry != "" || len(e.Fix) > 0 {
		dst = t.title(dst, "heading.fix")
		if givenUp(r) {
			dst = t.sentence(dst, indent, t.say("annotate.given_up"))
		}
		dst = t.steps(dst, e, r.Origin == parser.OriginOwn, indent)
	}
	return t.section(dst, "heading.use", e.Use)
}

// judgement appends the verdict on the place where the code stands.
func (t *Text) judgement(dst []byte, r *Record) []byte {
	if !r.Judged || r.Verdict.Kind == catalog.Unknown {
		return dst
	}
	name := r.Command.Verb
	if name == "" || name == "." {
		name = t.say("phase." + r.Phase.String())
	}
	dst = append(t.pens.heading.append(dst, t.sayOf("card.after", "command", string(appendVisible(nil, []byte(name))))), '\n')
	text := upperFirst(t.say("verdict."+r.Verdict.Kind.String())) + " (" + r.Verdict.Ref + ")"
	if r.Verdict.Note != "" {
		text += t.say("word.colon") + t.opts.Lang.Note(r.Verdict.Note)
	}
	return t.sentence(dst, indent, text)
}

// sources appends how the entry was found and where to read more.
func (t *Text) sources(dst []byte, r *Record) []byte {
	e := r.Match.Entry
	if r.Match.Pattern != "" {
		dst = t.section(dst, "heading.match", t.why(r))
	}
	dst = t.section(dst, "heading.related", strings.Join(e.Related, ", "))
	dst = t.section(dst, "heading.refs", strings.Join(e.Refs, ", "))
	if s := t.reserve(e); s != "" {
		dst = t.sentence(dst, "", upperFirst(s))
	} else if e.Standard == catalog.StandardNonstandard {
		dst = t.sentence(dst, "", t.sayOf("card.defined", "standard", t.say("standard.nonstandard")))
	}
	if p := t.playbook(e); p != nil {
		dst = append(t.pens.heading.append(dst, p.Title), '\n')
		dst = t.sentence(dst, indent, p.Short)
		dst = t.sentence(dst, indent, t.whole(p))
	}
	return dst
}

// section appends a heading and a text below it; nothing where there is none.
func (t *Text) section(dst []byte, key, text string) []byte {
	if text == "" {
		return dst
	}
	return t.sentence(t.title(dst, key), indent, text)
}

func (t *Text) title(dst []byte, key string) []byte {
	return append(t.pens.heading.append(dst, t.say(key)), '\n')
}

// sentence appends a text of its own, wrapped.
func (t *Text) sentence(dst []byte, indent, text string) []byte {
	t.para.add(pen{}, text)
	return t.para.appendTo(dst, indent, indent, t.opts.Width)
}

// Entry appends an entry of the catalog as it stands there.
func (t *Text) Entry(dst []byte, e *catalog.Entry) []byte {
	event := parser.Event{Kind: parser.KindReply}
	if len(e.Phases) > 0 {
		event.Phase, _ = parser.ParsePhase(e.Phases[0])
	}
	event.Reply.Code, event.Reply.Enhanced = e.Code, []byte(e.Enhanced)
	if e.DiagnosticOnly() {
		event.Kind = parser.KindDiagnostic
	}
	return t.Card(dst, &Record{Event: &event, Match: catalog.Match{Entry: e, By: catalog.ByCode}})
}

// List appends a line for each entry: its id and its title. Lines are not
// wrapped, so that other programs can take them apart.
func (t *Text) List(dst []byte, entries []*catalog.Entry) []byte {
	width := 0
	for _, e := range entries {
		width = max(width, Width(e.ID))
	}
	for _, e := range entries {
		dst = t.pens.strong.append(dst, e.ID)
		dst = append(dst, strings.Repeat(" ", width-Width(e.ID)+2)...)
		dst = append(append(dst, e.Title...), '\n')
	}
	return dst
}
