package render

import (
	"strconv"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// givenUp tells whether what helps against the cause of a record, to let the
// message wait, comes too late for this one: it went back to its sender, or
// nowhere.
func givenUp(r *Record) bool {
	if r.Status != parser.StatusBounced && r.Status != parser.StatusExpired {
		return false
	}
	retry := r.Match.Entry.Retry
	return retry == "helps" || retry == "slower"
}

// steps tells whether to retry, whose move it is and what to do: one step goes
// with it, several are numbered. Every line begins with indent.
func (t *Text) steps(dst []byte, e *catalog.Entry, receiving bool, indent string) []byte {
	t.strategy(e, receiving)
	lead := len(t.para.runs) > 0
	if lead {
		end := t.say("word.colon")
		if len(e.Fix) == 0 {
			end = t.say("word.stop")
		}
		t.para.add(pen{}, end)
	}
	if len(e.Fix) < 2 {
		for _, step := range e.Fix {
			t.para.add(pen{}, step)
		}
		if len(t.para.runs) == 0 {
			return dst
		}
		return t.para.appendTo(dst, indent, indent, t.opts.Width)
	}
	if lead {
		dst = t.para.appendTo(dst, indent, indent, t.opts.Width)
	}
	for i, step := range e.Fix {
		t.para.add(pen{}, step)
		dst = t.para.appendTo(dst, indent+strconv.Itoa(i+1)+". ", indent+"   ", t.opts.Width)
	}
	return dst
}

// strategy adds to the paragraph whether to retry and whose move it is.
func (t *Text) strategy(e *catalog.Entry, receiving bool) {
	if e.Retry != "" {
		t.para.add(t.pens.strong, upperFirst(t.say("retry_short."+string(e.Retry))))
	}
	move := t.move(e, receiving)
	switch {
	case move == "":
	case len(t.para.runs) > 0:
		t.para.add(pen{}, t.say("word.semicolon")+move)
	default:
		t.para.add(pen{}, upperFirst(move))
	}
}

// move tells whose move it is. Where this server refused its client itself,
// the reader is who runs the receiving server, and else the sending one.
func (t *Text) move(e *catalog.Entry, receiving bool) string {
	switch {
	case e.Actor == "" || e.Actor == "nobody":
		return ""
	case e.Actor == "sender-admin" && !receiving, e.Actor == "recipient-admin" && receiving:
		return t.sayOf("annotate.move_yours", "actor", t.say("actor_short."+string(e.Actor)))
	}
	return t.say("annotate.move_" + string(e.Actor))
}
