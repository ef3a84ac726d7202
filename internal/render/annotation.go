package render

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Annotation appends what is to be said of a record, every line behind the
// gutter.
func (t *Text) Annotation(dst []byte, r *Record) []byte {
	if t.opts.Detail == DetailNone {
		return dst
	}
	if r.Retold {
		t.para.add(pen{}, t.sayOf("annotate.told_again", "what", t.what(r)))
		return t.flush(dst, "", "  ")
	}
	e := r.Match.Entry
	full := t.opts.Detail == DetailFull || t.opts.Detail == DetailFirst && e != nil && !t.told[e]
	if e != nil {
		t.told[e] = true
	}
	dst = t.head(dst, r, full)
	dst = t.verdictNote(dst, r)
	if full && e != nil {
		dst = t.body(dst, r)
	}
	return dst
}

// head tells what was said, by whom, and what it comes to: in one line where it
// is brief. What the entry is filed under goes on a line of its own rather than
// be broken in the middle.
func (t *Text) head(dst []byte, r *Record, full bool) []byte {
	sign, p := t.mark(r)
	t.para.add(p, sign+" ")
	t.para.add(p, t.what(r))
	if s := t.speaker(r); s != "" {
		t.para.add(pen{}, t.say("word.comma")+s)
	}
	if !r.Dialogue && r.Recipient != nil && !bytes.Contains(r.Raw, r.Recipient) {
		// The line above tells of several recipients, or of none: a field of a
		// delivery report.
		t.para.add(pen{}, ", "+t.say("annotate.for")+" "+string(appendVisible(nil, r.Recipient)))
	}
	if s := t.about(r); s != "" {
		t.para.add(pen{}, t.say("word.comma")+s)
	}
	if OutcomeOf(r.Event) != OutcomePositive {
		// Whether a client had logged in, and whether that was under TLS, is half
		// of why it was refused.
		if r.Encrypted {
			t.para.add(pen{}, ", "+t.say("annotate.over_tls"))
		}
		if r.Authenticated {
			t.para.add(pen{}, ", "+t.say("annotate.logged_in"))
		}
	}
	if full && r.Judged && r.Verdict.Kind == catalog.Expected && OutcomeOf(r.Event) == OutcomePositive {
		t.para.add(pen{}, t.say("word.comma")+t.say("verdict.expected"))
	}
	if t.odd(r) {
		t.para.add(pen{}, t.say("word.comma"))
		t.para.add(t.pens.warn, t.say("verdict."+r.Verdict.Kind.String()))
	}
	e := r.Match.Entry
	if e == nil {
		return t.flush(dst, "", "  ")
	}
	t.dotted(pen{}, e.Title)
	if full {
		return t.filedBelow(dst, e)
	}
	// As much as the line holds; the id is what names the entry.
	title := len(t.para.runs)
	for _, add := range []func(){
		func() { t.filed(e) },
		func() { t.dotted(pen{}, t.permanence(e)) },
		func() {},
	} {
		t.para.runs = t.para.runs[:title]
		add()
		t.dotted(t.pens.faint, e.ID)
		if t.fits() {
			return t.flush(dst, "", "  ")
		}
	}
	t.para.runs = t.para.runs[:title]
	dst = t.flush(dst, "", "  ")
	t.para.add(t.pens.faint, e.ID)
	return t.flush(dst, "  ", "  ")
}

// filedBelow ends the first line of an entry told in full, with what it is
// filed under on that line or on one of its own.
func (t *Text) filedBelow(dst []byte, e *catalog.Entry) []byte {
	title := len(t.para.runs)
	t.filed(e)
	if t.fits() {
		return t.flush(dst, "", "  ")
	}
	t.para.runs = t.para.runs[:title]
	dst = t.flush(dst, "", "  ")
	t.filed(e)
	if len(t.para.runs) == 0 {
		return dst
	}
	return t.flush(dst, "  ", "  ")
}

// fits tells whether the paragraph needs no second line.
func (t *Text) fits() bool { return Width(Gutter)+t.para.width() <= t.opts.Width }

// odd tells whether the verdict is worth a word. What a log tells of another
// server's replies is there to get mail through; only who looks at a dialogue
// wants to know that a code is merely not listed.
func (t *Text) odd(r *Record) bool {
	return r.Judged && (r.Verdict.Kind == catalog.Violation ||
		r.Verdict.Kind == catalog.Unusual && r.Origin == parser.OriginWire)
}

// filed adds permanence and cause of an entry to the paragraph.
func (t *Text) filed(e *catalog.Entry) {
	t.dotted(pen{}, t.permanence(e))
	if e.Class != catalog.ClassOK && e.Class != "unknown" {
		t.dotted(pen{}, string(e.Class))
	}
}

func (t *Text) permanence(e *catalog.Entry) string {
	switch {
	case !e.Permanent.Known():
		return ""
	case e.Permanent.Bool():
		return t.say("label.permanent")
	}
	return t.say("label.temporary")
}

// verdictNote says once for each verdict what is odd about it.
func (t *Text) verdictNote(dst []byte, r *Record) []byte {
	v := r.Verdict
	if !t.odd(r) || t.noted[v] || t.opts.Detail == DetailBrief || findingTells(r) {
		return dst
	}
	t.noted[v] = true
	word := t.say("verdict." + v.Kind.String())
	t.para.add(t.pens.warn, upperFirst(word))
	t.para.add(pen{}, " ("+v.Ref+"): "+t.opts.Lang.Note(v.Note)+t.say("word.stop"))
	return t.flush(dst, "  ", "  ")
}

// findingTells tells whether a finding says of the record what its verdict does.
func findingTells(r *Record) bool {
	for i := range r.Findings {
		switch r.Findings[i].Check.ID {
		case "reply/legal", "reply/354-only-data", "reply/334-only-auth":
			return true
		}
	}
	return false
}

// body tells the entry in full: what it says, what to do, where it stands.
func (t *Text) body(dst []byte, r *Record) []byte {
	e := r.Match.Entry
	t.para.add(pen{}, e.Meaning)
	if r.Kind == parser.KindDiagnostic && r.Origin == parser.OriginLocal && !t.localTold {
		t.localTold = true
		t.para.add(pen{}, " "+t.say("annotate.local"))
	}
	dst = t.flush(dst, "  ", "  ")
	if givenUp(r) {
		t.para.add(pen{}, t.say("annotate.given_up"))
		dst = t.flush(dst, "  ", "  ")
	}
	dst = t.steps(dst, e, r.Origin == parser.OriginOwn, Gutter+"  ")
	t.para.add(t.pens.faint, e.ID)
	t.dotted(t.pens.faint, strings.Join(e.Refs, ", "))
	t.dotted(t.pens.faint, t.reserve(e))
	dst = t.flush(dst, "  ", "  ")
	if t.opts.Detail == DetailFull {
		t.para.add(t.pens.faint, t.sayOf("annotate.found_by", "how", t.why(r)))
		dst = t.flush(dst, "  ", "  ")
	}
	if len(r.Subject.URL) > 0 {
		t.para.add(pen{}, t.sayOf("annotate.see", "url", shown(r.Subject.URL)))
		dst = t.flush(dst, "  ", "  ")
	}
	if p := t.playbook(e); p != nil {
		t.para.add(pen{}, p.Short+" "+t.whole(p))
		dst = t.flush(dst, "  ", "  ")
	}
	return dst
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToUpper(s[:size]) + s[size:]
}
