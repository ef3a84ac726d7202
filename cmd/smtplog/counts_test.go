package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/input"
	"github.com/smtplog/smtplog/internal/render"
	"github.com/smtplog/smtplog/parser"
)

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 4312: "4,312", 123456: "123,456", 1234567: "1,234,567", -1234: "-1,234"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestClosingLine(t *testing.T) {
	replies := func(permanent, temporary, positive, other, diagnostics int64) *counts {
		c := &counts{}
		c.outcomes[render.OutcomePermanent], c.outcomes[render.OutcomeTemporary] = permanent, temporary
		c.outcomes[render.OutcomePositive], c.outcomes[render.OutcomeOther] = positive, other
		c.outcomes[render.OutcomeDiagnostic] = diagnostics
		return c
	}
	for _, c := range []struct {
		c        *counts
		st       parser.Stats
		filtered bool
		want     string
	}{
		{replies(0, 0, 0, 0, 0), parser.Stats{}, false, "0 replies in 0 lines"},
		{replies(1, 0, 0, 0, 0), parser.Stats{Lines: 1}, false, "1 reply in 1 line: 1 permanent"},
		{
			replies(7, 3, 2, 0, 0), parser.Stats{Lines: 4312, Unparsed: 1}, false,
			"12 replies in 4,312 lines: 7 permanent, 3 temporary, 2 positive; 1 line not understood",
		},
		{
			replies(0, 0, 1000, 1, 2), parser.Stats{Lines: 5000, Unparsed: 2, Binary: 1, Cut: 3}, false,
			"1,001 replies and 2 diagnostics in 5,000 lines: 1,000 positive, 1 other; 2 lines not understood; 1 binary line; 3 lines cut at 1 MiB",
		},
		{
			replies(2, 0, 0, 0, 1), parser.Stats{Lines: 50, Replies: 40, Diagnostics: 9, Retold: 4}, true,
			"3 of 45 replies and diagnostics in 50 lines: 2 permanent, 1 diagnostic",
		},
	} {
		if got := closingLine(c.c, &c.st, c.filtered, nil); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestClosingLineInOtherWords(t *testing.T) {
	id, err := catalog.LangFor("id", nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &counts{}
	c.outcomes[render.OutcomePermanent], c.outcomes[render.OutcomeDiagnostic] = 1200, 1
	const want = "1.200 balasan dan 1 diagnostik dalam 4.312 baris: 1.200 permanen; 2 baris tidak dipahami"
	if got := closingLine(c, &parser.Stats{Lines: 4312, Unparsed: 2}, false, id); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCountsLeaveOutRetold(t *testing.T) {
	var c counts
	e := parser.Event{Kind: parser.KindReply, Reply: parser.Reply{Code: 550}}
	c.add(&render.Record{Event: &e})
	e.Retold = true
	c.add(&render.Record{Event: &e})
	if c.replies() != 1 || c.shown != 2 {
		t.Errorf("%d replies of %d shown, want 1 of 2", c.replies(), c.shown)
	}
}

// TestProgress moves the clock by hand: nothing is told in the first second,
// and not more often than five times in each after it.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	now := scriptNow
	p := &program{stderr: &out, stderrTerminal: true, now: func() time.Time { return now }}
	g := p.progress()
	s, err := input.Open(input.Stdin, input.Options{Stdin: strings.NewReader("line\n")})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 9 {
		now = now.Add(100 * time.Millisecond)
		g.tick(feedOf(s), 3)
	}
	if out.Len() > 0 {
		t.Fatalf("told %q before a second was over", out.String())
	}
	for range 10 {
		now = now.Add(100 * time.Millisecond)
		g.tick(feedOf(s), 1234)
	}
	if n := strings.Count(out.String(), "\r"); n != 5 {
		t.Errorf("told %d times in a second, want 5: %q", n, out.String())
	}
	if !strings.Contains(out.String(), "1,234 replies") {
		t.Errorf("%q does not tell the replies", out.String())
	}
	out.Reset()
	g.clear()
	g.clear()
	if out.String() != "\r\x1b[K" {
		t.Errorf("cleared with %q", out.String())
	}
	for _, quiet := range []*program{{stderr: &out, now: p.now}, {stderr: &out, stderrTerminal: true, stdoutTerminal: true, now: p.now}} {
		out.Reset()
		g = quiet.progress()
		now = now.Add(time.Hour)
		g.tick(feedOf(s), 1)
		if out.Len() > 0 {
			t.Errorf("told %q where nobody sees it or the answer stands", out.String())
		}
	}
}
