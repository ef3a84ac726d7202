package catalog

import (
	"strconv"
	"strings"
)

type placedSide struct {
	Side
	places places
}

// pairing puts the two sides of a comparison into words.
type pairing struct {
	c    *Catalog
	l    *Lang
	a, b placedSide
}

// say fills a sentence with the two codes and what else belongs into it.
func (p *pairing) say(key string, pairs ...string) string {
	return p.l.Format("compare."+key, append([]string{"a", p.a.Code, "b", p.b.Code}, pairs...)...)
}

func (p *pairing) opening() string {
	a, b := p.a.digitKey(), p.b.digitKey()
	titles := []string{"atitle", p.a.Entry.Title, "btitle", p.b.Entry.Title}
	if a != b {
		return p.say("kinds", append(titles, "akind", p.l.Text("kind_single."+a), "bkind", p.l.Text("kind_single."+b))...)
	}
	titles = append(titles, "kind", p.l.Text("kind."+a))
	switch {
	case p.a.places.apart(p.b.places):
		return p.say("both_apart", append(titles, "aplaces", p.a.places.words(p.l), "bplaces", p.b.places.words(p.l))...)
	case p.a.places.few() && p.a.places.equal(p.b.places):
		return p.say("both_alike", append(titles, "places", p.a.places.words(p.l))...)
	}
	return p.say("both", titles...)
}

// differences gives a sentence for each thing in which the two are not the same,
// what a reader has to know first coming first.
func (p *pairing) differences() []string {
	var list []string
	for _, sentence := range []func() string{
		p.says, p.firstDigit, p.form, p.secondDigit, p.placesApart, p.cause, p.permanence, p.retry, p.actor, p.standard,
	} {
		if s := sentence(); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func (p *pairing) says() string {
	a, b := p.a.Entry, p.b.Entry
	if a == b {
		return ""
	}
	return p.say("says", "ameaning", firstSentence(a.Meaning), "bmeaning", firstSentence(b.Meaning))
}

func (p *pairing) firstDigit() string {
	a, b := p.a.digitKey(), p.b.digitKey()
	if a == b {
		return ""
	}
	return p.say("first_digit", "atext", p.l.Text("first_digit."+a), "btext", p.l.Text("first_digit."+b))
}

// form tells what kind of code each is, where they are not of one kind.
func (p *pairing) form() string {
	a, b := p.a.asked, p.b.asked
	switch {
	case a.Code != 0 && a.Enhanced == "" && b.Code == 0:
		return p.say("form_basic_enhanced")
	case b.Code != 0 && b.Enhanced == "" && a.Code == 0:
		return p.swapped().say("form_basic_enhanced")
	case a.Code == b.Code && a.Code != 0 && a.Enhanced != "" && b.Enhanced == "":
		return p.say("form_pair", "acode", strconv.Itoa(a.Code), "aenhanced", a.Enhanced)
	case a.Code == b.Code && a.Code != 0 && b.Enhanced != "" && a.Enhanced == "":
		return p.swapped().say("form_pair", "acode", strconv.Itoa(b.Code), "aenhanced", b.Enhanced)
	}
	return ""
}

func (p *pairing) swapped() *pairing { return &pairing{c: p.c, l: p.l, a: p.b, b: p.a} }

// secondDigit tells what the codes are about: by the second digit of a reply code,
// by the subject of an enhanced one.
func (p *pairing) secondDigit() string {
	a, b := p.a.asked, p.b.asked
	switch {
	case a.Enhanced != "" && b.Enhanced != "":
		x, y := subjectKey(a.Enhanced), subjectKey(b.Enhanced)
		if x != y {
			return p.say("subject", "atext", p.l.Text("subject."+x), "btext", p.l.Text("subject."+y))
		}
	case a.Code > 9 && b.Code > 9 && a.Enhanced == "" && b.Enhanced == "":
		x, y := secondKey(a.Code), secondKey(b.Code)
		if x != y {
			return p.say("second_digit", "atext", p.l.Text("second_digit."+x), "btext", p.l.Text("second_digit."+y))
		}
	}
	return ""
}

// placesApart tells which commands each may answer.
func (p *pairing) placesApart() string {
	a, b := p.a.places, p.b.places
	if a.equal(b) || !a.told() && !b.told() {
		return ""
	}
	if p.a.asked.Code == 0 || p.b.asked.Code == 0 {
		return ""
	}
	return p.say("places", "aplaces", a.words(p.l), "bplaces", b.words(p.l))
}

// cause is silent where one of the two is no failure, as is what follows: the
// first digit has said all there is to say.
func (p *pairing) cause() string {
	a, b := p.a.Entry.Class, p.b.Entry.Class
	switch {
	case a == b || a == ClassOK || b == ClassOK:
		return ""
	case a == classUnknown:
		return p.say("class_open", "btext", p.l.Class(b))
	case b == classUnknown:
		return p.swapped().say("class_open", "btext", p.l.Class(a))
	}
	return p.say("class", "atext", p.l.Class(a), "btext", p.l.Class(b))
}

func (p *pairing) permanence() string {
	a, b := p.a.Entry.Permanent, p.b.Entry.Permanent
	switch {
	case a == Permanent && b == Passing:
		return p.say("permanent_a")
	case a == Passing && b == Permanent:
		return p.swapped().say("permanent_a")
	}
	return ""
}

func (p *pairing) retry() string {
	a, b := p.a.Entry.Retry, p.b.Entry.Retry
	if a == b || a == "" || b == "" {
		return ""
	}
	return p.say("retry", "atext", p.l.Text("retry_after."+string(a)), "btext", p.l.Text("retry_after."+string(b)))
}

func (p *pairing) actor() string {
	a, b := p.a.Entry.Actor, p.b.Entry.Actor
	if a == b || p.a.Entry.Class == ClassOK || p.b.Entry.Class == ClassOK {
		return ""
	}
	return p.say("actor", "atext", p.l.Text("actor_acts."+string(a)), "btext", p.l.Text("actor_acts."+string(b)))
}

func (p *pairing) standard() string {
	a, b := p.a.Entry.Standard, p.b.Entry.Standard
	if a == b || a == "" || b == "" {
		return ""
	}
	return p.say("standard", "atext", p.definedBy(p.a.Entry), "btext", p.definedBy(p.b.Entry))
}

// definedBy names the RFC of an extension, which is what one wants to look up.
func (p *pairing) definedBy(e *Entry) string {
	text := p.l.Text("standard." + string(e.Standard))
	if e.Standard == StandardExtension && len(e.Refs) > 0 {
		if number, _, ok := splitRef(e.Refs[0]); ok {
			return text + " (" + rfcName(number) + ")"
		}
	}
	return text
}

func (p *pairing) when() []string {
	if use := p.a.Entry.Use; use != "" && use == p.b.Entry.Use {
		return []string{p.say("use_both", "text", use)}
	}
	var list []string
	for _, s := range []placedSide{p.a, p.b} {
		switch {
		case s.Entry.Use != "":
			list = append(list, p.l.Format("compare.use", "a", s.Code, "text", s.Entry.Use))
		case s.Entry.When != "":
			list = append(list, p.l.Format("compare.meet", "a", s.Code, "text", s.Entry.When))
		}
	}
	return list
}

// firstSentence cuts a text behind its first sentence. A full stop inside a code
// or a name has no space behind it.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

func (s *Side) digitKey() string { return digitKey(s.asked.digit()) }

func digitKey(digit int) string {
	if digit < 1 || digit > 5 {
		return "other"
	}
	return strconv.Itoa(digit)
}

func secondKey(code int) string {
	if digit := code / 10 % 10; digit <= 5 {
		return strconv.Itoa(digit)
	}
	return "other"
}

func subjectKey(enhanced string) string {
	key, ok := parseEnhanced(enhanced)
	if !ok || key.subject() > 7 {
		return "other"
	}
	return strconv.Itoa(int(key.subject()))
}
