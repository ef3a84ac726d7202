package main

import (
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// place is where in a conversation a reply stands.
type place struct {
	verb  string
	phase parser.Phase
}

// greeting is the word of --after for what no command went before.
const greeting = "greeting"

// afterWords are the usual values of --after.
func afterWords() []string {
	words := []string{greeting, "."}
	for _, c := range catalog.Default().Commands() {
		if len(c.Verb) > 1 {
			words = append(words, c.Verb)
		}
	}
	return words
}

// parseAfter reads the value of --after; "" gives no place.
func parseAfter(text string) (*place, error) {
	switch word := strings.ToUpper(strings.TrimSpace(text)); {
	case text == "":
		return nil, nil
	case word == strings.ToUpper(greeting):
		return &place{phase: parser.PhaseConnect}, nil
	case word == "." || strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == "" && word != "":
		phase, _ := parser.ParsePhase(catalog.PhaseOf(word))
		return &place{verb: word, phase: phase}, nil
	}
	return nil, wrongUse("--after %q is no command; give a verb such as RCPT, \".\" for the end of the data, or %s", text, greeting)
}

// code tells all of a bare code. One that no RFC knows is told by its digits,
// and that is an answer where the first digit is one of SMTP's (RFC 5321
// §4.2.1).
func (x *explain) code(asked catalog.Asked) error {
	e := &parser.Event{Kind: parser.KindReply, Reply: parser.Reply{Code: asked.Code, Enhanced: []byte(asked.Enhanced)}}
	if x.place != nil {
		e.Command, e.Phase = parser.Command{Verb: x.place.verb}, x.place.phase
	}
	r := x.explainer.Explain(e)
	if asked.Code > 0 && asked.Code < 10 {
		// A class has an entry of its own.
		r.Match = catalog.Match{Entry: x.explainer.Catalog.Entry("rfc/" + asked.String()), By: catalog.ByCode}
	}
	known := r.Match.Entry != nil && r.Match.By > catalog.BySubject
	if x.format.value == "json" {
		if err := x.tell(r); err != nil {
			return err
		}
	} else if err := x.tellCode(r, asked, known); err != nil {
		return err
	}
	if r.Match.Entry == nil {
		return errNothing
	}
	return nil
}

func (x *explain) tellCode(r *render.Record, asked catalog.Asked, known bool) error {
	digits, err := catalog.ByDigits(asked.String(), x.lang)
	if err != nil {
		return err
	}
	if !known {
		near := x.explainer.Catalog.Near(asked.String())
		x.out = x.text.Unregistered(x.out, asked.String(), digits, near)
		if r.Match.Entry != nil {
			x.out = append(x.out, '\n')
			x.out = x.text.Card(x.out, r)
		}
		return writeAll(x.p.stdout, x.out)
	}
	x.out = x.text.Card(x.out, r)
	if asked.Enhanced != "" && r.Match.By == catalog.ByCode && !strings.HasSuffix(asked.Enhanced, ".0.0") {
		// The reply code is known, the enhanced one is not.
		x.out = x.text.Digits(x.out, digits)
	}
	return writeAll(x.p.stdout, x.out)
}
