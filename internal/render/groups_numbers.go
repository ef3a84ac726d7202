package render

import (
	"strconv"
	"strings"

	"github.com/smtplog/smtplog/internal/tally"
)

// plural gives the words for a number of things, with names filled in.
func (t *Text) plural(key string, n int64, pairs ...string) string {
	form := "_other"
	if n == 1 {
		form = "_one"
	}
	return t.opts.Lang.Format(key+form, pairs...)
}

// precisely writes a number with how sure it is.
func (t *Text) precisely(n int64, how tally.Precision) string {
	switch how {
	case tally.About:
		return t.opts.Lang.Format("group.about", "n", t.number(n))
	case tally.AtLeast:
		return t.opts.Lang.Format("group.at_least", "n", t.number(n))
	}
	return t.number(n)
}

// number writes a number in groups of three digits.
func (t *Text) number(n int64) string {
	separator := t.sign("word.group", ",")
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}

// sign gives a sign that numbers are written with, the English one where there is no
// language.
func (t *Text) sign(key, english string) string {
	if s := t.opts.Lang.Text(key); s != key {
		return s
	}
	return english
}

// share writes a part of a whole in hundredths.
func (t *Text) share(n, all int64) string {
	if all == 0 {
		return ""
	}
	p := float64(n) / float64(all) * 100
	part := strconv.FormatFloat(p, 'f', 1, 64)
	switch {
	case n == all:
		return "100 %"
	case p < 0.05:
		part = "<0.1"
	}
	return strings.Replace(part, ".", t.sign("word.decimal", "."), 1) + " %"
}
