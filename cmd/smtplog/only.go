package main

import (
	"slices"
	"strings"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

// A test tells whether a record is wanted. Those that need the catalog get the
// whole record, the others may get one without explanation and verdict.
type test struct {
	needsCatalog bool
	holds        func(r *render.Record) bool
}

// onlyHelp lists what --only takes.
const onlyHelp = "possible are 4xx, 550, 5.1.1, 5.7.*, diagnostic, and class=, provider=, phase=, status=, origin=, verdict=, finding= with a word"

// onlyKeys are the words that may stand before "=", with what may stand behind
// it; nil for anything.
func onlyKeys(c *catalog.Catalog) map[string][]string {
	classes := make([]string, 0, 40)
	for _, d := range catalog.Classes() {
		classes = append(classes, string(d.Name))
	}
	providers := make([]string, 0, 100)
	for _, p := range c.Providers() {
		providers = append(providers, p.ID)
	}
	return map[string][]string{
		"class":    classes,
		"provider": providers,
		"phase":    catalog.Phases(),
		"status":   {"sent", "deferred", "bounced", "expired", "rejected", "warned", "held", "discarded", "deliverable", "undeliverable"},
		"origin":   {"remote", "own", "local", "wire"},
		"verdict":  {"expected", "unusual", "violation", "unknown"},
		"finding":  nil,
	}
}

// parseOnly reads the values of --only: words joined by commas are "any of",
// several values are "all of".
func parseOnly(c *catalog.Catalog, values []string) ([]test, error) {
	var all []test
	for _, value := range values {
		var any []test
		for word := range strings.SplitSeq(value, ",") {
			word = strings.ToLower(strings.TrimSpace(word))
			t, err := parseOnlyWord(c, word)
			if err != nil {
				return nil, err
			}
			any = append(any, t)
		}
		all = append(all, anyOf(any))
	}
	return all, nil
}

// anyOf holds where one of the tests does. Cheap tests are asked first.
func anyOf(tests []test) test {
	if len(tests) == 1 {
		return tests[0]
	}
	t := test{holds: func(r *render.Record) bool {
		for i := range tests {
			if tests[i].holds(r) {
				return true
			}
		}
		return false
	}}
	for i := range tests {
		t.needsCatalog = t.needsCatalog || tests[i].needsCatalog
	}
	return t
}

func parseOnlyWord(c *catalog.Catalog, word string) (test, error) {
	if key, value, ok := strings.Cut(word, "="); ok {
		return parseOnlyPair(c, word, key, value)
	}
	switch {
	case word == "diagnostic":
		return test{holds: func(r *render.Record) bool { return r.Kind == parser.KindDiagnostic }}, nil
	case isCodePattern(word):
		return codeTest(word), nil
	case isEnhancedPattern(word):
		return enhancedTest(word), nil
	}
	return test{}, wrongUse("--only: %q is nothing to look for; %s", word, onlyHelp)
}

func parseOnlyPair(c *catalog.Catalog, word, key, value string) (test, error) {
	keys := onlyKeys(c)
	words, ok := keys[key]
	switch {
	case !ok:
		var names []string
		for k := range keys {
			names = append(names, k)
		}
		slices.Sort(names)
		return test{}, wrongUse("--only: %q: there is no %q; possible are %s", word, key, strings.Join(names, "=, ")+"=")
	case value == "":
		return test{}, wrongUse("--only: %q: a word is missing behind the =", word)
	case words != nil && !slices.Contains(words, value):
		return test{}, wrongUse("--only: %q: %v", word, unknownWord(value, words))
	}
	switch key {
	case "class":
		return explained(func(e *catalog.Entry) bool { return string(e.Class) == value }), nil
	case "provider":
		return explained(func(e *catalog.Entry) bool { return e.Provider == value }), nil
	case "phase":
		phase, _ := parser.ParsePhase(value)
		return test{holds: func(r *render.Record) bool { return r.Phase == phase }}, nil
	case "status":
		return test{holds: func(r *render.Record) bool { return r.Status.String() == value }}, nil
	case "origin":
		return test{holds: func(r *render.Record) bool { return r.Origin.String() == value }}, nil
	case "verdict":
		return test{needsCatalog: true, holds: func(r *render.Record) bool {
			return r.Judged && r.Verdict.Kind.String() == value
		}}, nil
	}
	if _, err := check.NewSet([]string{value}, nil); err != nil {
		e := wrongUse("--only: %q: %v", word, err)
		e.hint = checkHint(value, checkPatterns())
		return test{}, e
	}
	return test{holds: func(r *render.Record) bool {
		for i := range r.Findings {
			if check.Match(value, r.Findings[i].Check.ID) {
				return true
			}
		}
		return false
	}}, nil
}

func explained(holds func(*catalog.Entry) bool) test {
	return test{needsCatalog: true, holds: func(r *render.Record) bool {
		return r.Match.Entry != nil && holds(r.Match.Entry)
	}}
}

// isCodePattern tells whether word is a reply code whose last digits may be x.
func isCodePattern(word string) bool {
	if len(word) != 3 || word[0] < '1' || word[0] > '9' {
		return false
	}
	rest := strings.TrimRight(word[1:], "x")
	return strings.Trim(rest, "0123456789") == ""
}

// codeTest compares reply codes. A reply whose code the log does not tell is
// of the class of its enhanced code.
func codeTest(word string) test {
	low, span := 0, 1
	for i := range 3 {
		low *= 10
		if word[i] == 'x' {
			span *= 10
		} else {
			low += int(word[i] - '0')
		}
	}
	return test{holds: func(r *render.Record) bool {
		if r.Kind != parser.KindReply {
			return false
		}
		if r.Reply.Code == 0 {
			return span == 100 && len(r.Reply.Enhanced) > 0 && r.Reply.Enhanced[0] == word[0]
		}
		return r.Reply.Code >= low && r.Reply.Code < low+span
	}}
}

// isEnhancedPattern tells whether word is an enhanced code, or the beginning of
// one that ends in "*".
func isEnhancedPattern(word string) bool {
	parts := strings.Split(word, ".")
	if len(parts) < 2 || len(parts) > 3 || len(parts) == 2 && parts[1] != "*" {
		return false
	}
	for i, part := range parts {
		switch {
		case part == "*" && i > 0:
		case part == "" || len(part) > 3 || strings.Trim(part, "0123456789") != "":
			return false
		case i == 0 && part != "2" && part != "4" && part != "5":
			return false
		}
	}
	return true
}

// enhancedTest compares enhanced codes; of a diagnostic, the status that was
// recorded with it.
func enhancedTest(word string) test {
	want := strings.Split(word, ".")
	return test{holds: func(r *render.Record) bool {
		code := r.Reply.Enhanced
		if r.Kind == parser.KindDiagnostic {
			code = r.DSN
		}
		if len(code) == 0 {
			return false
		}
		for i, part := range want {
			end := 0
			for end < len(code) && code[end] != '.' {
				end++
			}
			if part != "*" && part != string(code[:end]) {
				return false
			}
			code = code[min(end+1, len(code)):]
			if i == len(want)-1 {
				return part == "*" || len(code) == 0
			}
		}
		return true
	}}
}
