package main

import (
	"strings"
	"testing"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

func onlyRecord(code int, enhanced, dsn string) *render.Record {
	e := &parser.Event{Kind: parser.KindReply, Phase: parser.PhaseRcpt, Status: parser.StatusBounced, Origin: parser.OriginRemote}
	e.Reply.Code, e.DSN = code, []byte(dsn)
	if enhanced != "" {
		e.Reply.Enhanced = []byte(enhanced)
	}
	if code == 0 && enhanced == "" {
		e.Kind = parser.KindDiagnostic
	}
	return &render.Record{
		Event: e, Match: catalog.Match{Entry: &catalog.Entry{Class: "greylist", Provider: "gmail"}},
		Verdict: catalog.Verdict{Kind: catalog.Expected}, Judged: true,
	}
}

func TestOnly(t *testing.T) {
	for _, c := range []struct {
		values []string
		r      *render.Record
		want   bool
	}{
		{[]string{"5xx"}, onlyRecord(550, "", ""), true},
		{[]string{"5XX"}, onlyRecord(550, "", ""), true},
		{[]string{"5xx"}, onlyRecord(450, "", ""), false},
		{[]string{"55x"}, onlyRecord(554, "", ""), true},
		{[]string{"55x"}, onlyRecord(571, "", ""), false},
		{[]string{"550"}, onlyRecord(550, "", ""), true},
		{[]string{"550"}, onlyRecord(551, "", ""), false},
		{[]string{"450,550"}, onlyRecord(550, "", ""), true},
		{[]string{"450, 550"}, onlyRecord(550, "", ""), true},
		{[]string{"550", "phase=rcpt"}, onlyRecord(550, "", ""), true},
		{[]string{"550", "phase=mail"}, onlyRecord(550, "", ""), false},
		{[]string{"5xx"}, onlyRecord(0, "5.7.1", ""), true},
		{[]string{"550"}, onlyRecord(0, "5.5.0", ""), false},
		{[]string{"5.7.1"}, onlyRecord(550, "5.7.1", ""), true},
		{[]string{"5.7.1"}, onlyRecord(550, "5.7.10", ""), false},
		{[]string{"5.7.10"}, onlyRecord(550, "5.7.1", ""), false},
		{[]string{"5.7.*"}, onlyRecord(550, "5.7.26", ""), true},
		{[]string{"5.7.*"}, onlyRecord(550, "5.1.7", ""), false},
		{[]string{"5.*"}, onlyRecord(550, "5.1.7", ""), true},
		{[]string{"5.*.1"}, onlyRecord(550, "5.1.1", ""), true},
		{[]string{"5.*.1"}, onlyRecord(550, "5.1.2", ""), false},
		{[]string{"4.*.*"}, onlyRecord(550, "5.1.2", ""), false},
		{[]string{"5.1.1"}, onlyRecord(550, "", "5.1.1"), false},
		{[]string{"4.4.1"}, onlyRecord(0, "", "4.4.1"), true},
		{[]string{"diagnostic"}, onlyRecord(0, "", "4.4.1"), true},
		{[]string{"diagnostic"}, onlyRecord(550, "", ""), false},
		{[]string{"diagnostic,5xx"}, onlyRecord(550, "", ""), true},
		{[]string{"class=greylist"}, onlyRecord(450, "", ""), true},
		{[]string{"class=virus"}, onlyRecord(450, "", ""), false},
		{[]string{"status=bounced"}, onlyRecord(450, "", ""), true},
		{[]string{"status=sent"}, onlyRecord(450, "", ""), false},
		{[]string{"origin=remote"}, onlyRecord(450, "", ""), true},
		{[]string{"origin=own"}, onlyRecord(450, "", ""), false},
		{[]string{"verdict=expected"}, onlyRecord(450, "", ""), true},
		{[]string{"verdict=violation,450"}, onlyRecord(450, "", ""), true},
		{[]string{"finding=tls/*"}, onlyRecord(450, "", ""), false},
	} {
		tests, err := parseOnly(catalog.Default(), c.values)
		if err != nil {
			t.Errorf("%q: %v", c.values, err)
			continue
		}
		got := true
		for _, x := range tests {
			got = got && x.holds(c.r)
		}
		if got != c.want {
			t.Errorf("%q on %d %s: %v, want %v", c.values, c.r.Reply.Code, c.r.Reply.Enhanced, got, c.want)
		}
	}
}

func TestOnlyWrong(t *testing.T) {
	for word, says := range map[string]string{
		"":                "possible are",
		"foo":             "possible are",
		"5x0":             "possible are",
		"0xx":             "possible are",
		"55":              "possible are",
		"5.1":             "possible are",
		"3.1.1":           "possible are",
		"5.1.1.1":         "possible are",
		"450,,550":        "possible are",
		"class=":          "missing",
		"class=grelist":   "did you mean greylist?",
		"phase=recipient": "possible are connect",
		"status=bounce":   "did you mean bounced?",
		"klass=ok":        "possible are class=",
	} {
		_, err := parseOnly(catalog.Default(), []string{word})
		if err == nil {
			t.Errorf("%q was taken", word)
		} else if !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %q does not say %q", word, err, says)
		}
	}
}
