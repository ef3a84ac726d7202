package tally

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// failures are in the order of a log, but for the last one, which is older.
var failures = []struct {
	sec       uint8
	status    parser.Status
	origin    parser.Origin
	peer, to  string
	code      int
	enh, text string
}{
	{10, parser.StatusBounced, parser.OriginRemote, "mx1.example.org", "ann@example.org", 550, "5.1.1", "xyzzy ann"},
	{11, parser.StatusBounced, parser.OriginRemote, "MX1.example.org", "bob@Example.ORG", 550, "5.1.1", "xyzzy bob"},
	{12, parser.StatusDeferred, parser.OriginRemote, "mx2.example.org", "eve@example.org", 452, "4.2.2", "xyzzy plover"},
	{13, parser.StatusRejected, parser.OriginOwn, "client.example.net", "tim@example.com", 554, "5.7.1", "xyzzy plugh"},
	{14, parser.StatusDeferred, parser.OriginLocal, "", "joe@example.com", 0, "", "xyzzy hollow"},
	{5, parser.StatusBounced, parser.OriginRemote, "mx1.example.org", "ann@example.org", 550, "5.1.1", "xyzzy ann"},
}

func eachFailure(c *catalog.Catalog, add func(*parser.Event, *catalog.Match)) {
	for i, f := range failures {
		e := &parser.Event{
			Kind: parser.KindReply, Origin: f.origin, Status: f.status, Line: int64(i + 1), Raw: []byte("line " + f.text),
			Peer: parser.Peer{Name: []byte(f.peer)}, Recipient: []byte(f.to),
			Time: parser.Stamp{Year: 2026, Month: 11, Day: 22, Hour: 5, S: f.sec, HasTime: true},
		}
		q := catalog.Query{Code: f.code, Enhanced: []byte(f.enh), Peer: e.Peer.Name}
		if f.code == 0 {
			e.Kind, e.Diagnostic = parser.KindDiagnostic, []byte(f.text)
			q.Diagnostic = e.Diagnostic
		} else {
			e.Reply = parser.Reply{Code: f.code, Enhanced: []byte(f.enh), Text: [][]byte{[]byte(f.text)}}
			q.Text = e.Reply.Text
		}
		m := c.Lookup(&q)
		add(e, &m)
	}
}

// told gives what a tally counted, in words.
func told(t *Tally) []string {
	var list []string
	for _, g := range t.Groups() {
		recipients, _ := g.Recipients.Count()
		servers, _ := g.Servers.Count()
		list = append(list, fmt.Sprintf("%s %d %02d-%02d bounced=%d here=%d unexplained=%d recipients=%d servers=%d line=%d",
			strings.TrimPrefix(g.Key, "\x00"), g.Count, g.First.S, g.Last.S, g.Statuses[parser.StatusBounced], g.Here, g.Unexplained, recipients, servers, g.Example.Line))
	}
	return list
}

func TestTallyGroups(t *testing.T) {
	c := catalog.Default()
	for _, want := range []struct {
		by   By
		want []string
	}{
		{ByEntry, []string{
			"rfc/5.1.1 3 05-11 bounced=3 here=0 unexplained=0 recipients=2 servers=1 line=1",
			" 1 14-14 bounced=0 here=0 unexplained=1 recipients=1 servers=0 line=5",
			"rfc/4.2.2 1 12-12 bounced=0 here=0 unexplained=0 recipients=1 servers=1 line=3",
			"rfc/5.7.1 1 13-13 bounced=0 here=1 unexplained=1 recipients=1 servers=1 line=4",
		}},
		{ByClass, []string{
			"invalid-recipient 3 05-11 bounced=3 here=0 unexplained=0 recipients=2 servers=1 line=1",
			"mailbox-full 1 12-12 bounced=0 here=0 unexplained=0 recipients=1 servers=1 line=3",
			"policy 1 13-13 bounced=0 here=1 unexplained=1 recipients=1 servers=1 line=4",
			"unknown 1 14-14 bounced=0 here=0 unexplained=1 recipients=1 servers=0 line=5",
		}},
		{ByProvider, []string{
			"other 4 05-12 bounced=3 here=0 unexplained=0 recipients=3 servers=2 line=1",
			"own 2 13-14 bounced=0 here=1 unexplained=2 recipients=2 servers=1 line=4",
		}},
		{ByDomain, []string{
			"example.org 4 05-12 bounced=3 here=0 unexplained=0 recipients=3 servers=2 line=1",
			"example.com 2 13-14 bounced=0 here=1 unexplained=2 recipients=2 servers=1 line=4",
		}},
		{ByRelay, []string{
			"mx1.example.org 3 05-11 bounced=3 here=0 unexplained=0 recipients=2 servers=1 line=1",
			" 1 14-14 bounced=0 here=0 unexplained=1 recipients=1 servers=0 line=5",
			"client.example.net 1 13-13 bounced=0 here=1 unexplained=1 recipients=1 servers=1 line=4",
			"mx2.example.org 1 12-12 bounced=0 here=0 unexplained=0 recipients=1 servers=1 line=3",
		}},
	} {
		whole, cut := New(want.by), New(want.by)
		p := NewPart(want.by, c, time.UTC)
		p.Reset(Source{Name: "log"})
		eachFailure(c, p.Add)
		whole.Add(p)
		eachFailure(c, func(e *parser.Event, m *catalog.Match) {
			p.Reset(Source{Name: "log"})
			p.Add(e, m)
			cut.Add(p)
		})
		if diff := cmp.Diff(want.want, told(whole)); diff != "" {
			t.Errorf("by %s: %s", want.by, diff)
		}
		if diff := cmp.Diff(told(whole), told(cut)); diff != "" {
			t.Errorf("by %s, one part each: %s", want.by, diff)
		}
		if got := whole.Total(); got.Count != 6 || got.Unexplained != 2 || got.First.S != 5 || got.Last.S != 14 {
			t.Errorf("by %s: total %+v", want.by, got)
		}
	}
}

func TestTallyWithoutRoom(t *testing.T) {
	c := catalog.Default()
	whole := New(ByRelay)
	whole.budget = 2*groupSize + 40
	whole.examples = longestLine
	p := NewPart(ByRelay, c, time.UTC)
	p.Reset(Source{Name: "log"})
	eachFailure(c, p.Add)
	whole.Add(p)
	groups := whole.Groups()
	var kept int64
	for _, g := range groups {
		kept += g.Count
	}
	rest := whole.Rest()
	if n, how := rest.Groups.Count(); len(groups) != 2 || kept != 4 || rest.Count != 2 || n != 2 || how != Exact || whole.Total().Count != 6 {
		t.Errorf("%d groups with %d, %s %d more with %d, total %d", len(groups), kept, how, n, rest.Count, whole.Total().Count)
	}
	if groups[0].Example == nil {
		t.Error("the first group has no example, for which there was room")
	}
}

func TestExamples(t *testing.T) {
	long := strings.Repeat("ä", 200) + strings.Repeat("b", 400) + strings.Repeat("ü", 200)
	for _, c := range []struct {
		e       parser.Event
		secrets bool
		want    Example
	}{
		{e: parser.Event{Line: 3, Raw: []byte("a line")}, want: Example{File: "log", Line: 3, Text: "a line"}},
		{e: parser.Event{Line: 3, Reply: parser.Reply{Code: 550, Enhanced: []byte("5.1.1"), Text: [][]byte{[]byte("no"), []byte("user")}}},
			want: Example{File: "log", Line: 3, Text: "550 5.1.1 no user"}},
		{e: parser.Event{Line: 3, Diagnostic: []byte("bad \xff thing")}, want: Example{File: "log", Line: 3, Text: "bad \uFFFD thing"}},
		{e: parser.Event{Raw: []byte("AUTH PLAIN c2VjcmV0"), Secret: parser.Span{From: 11, To: 19}}, want: Example{File: "log", Text: "AUTH PLAIN " + parser.Redacted}},
		{e: parser.Event{Raw: []byte("AUTH PLAIN c2VjcmV0"), Secret: parser.Span{From: 11, To: 19}}, secrets: true, want: Example{File: "log", Text: "AUTH PLAIN c2VjcmV0"}},
		{e: parser.Event{Raw: []byte(long)}, want: Example{File: "log", Cut: true, Text: strings.Repeat("ä", 200) + strings.Repeat("b", 107) + " …"}},
	} {
		b := budget(0)
		f := first{&c.e, &Source{Name: "log", Secrets: c.secrets}}
		got := f.example(&b)
		if diff := cmp.Diff(&c.want, got); diff != "" {
			t.Error(diff)
		}
		if len(got.Text) > longestLine {
			t.Errorf("%d octets", len(got.Text))
		}
	}
	x := (&first{&parser.Event{Line: 3, Raw: []byte("x")}, &Source{Name: "log", Place: func(line int64) (string, int64) { return "log.1", line + 7 }}}).example(new(budget))
	if x.File != "log.1" || x.Line != 10 {
		t.Errorf("%s:%d, want log.1:10", x.File, x.Line)
	}
}

// Of a long line the beginning stays, and what was said.
func TestLongExamples(t *testing.T) {
	const reply = "550 5.1.1 host of nobody at all"
	said := parser.Reply{Code: 550, Text: [][]byte{[]byte("host of nobody"), []byte("at all")}}
	for _, c := range []struct{ before, behind int }{{40, 0}, {200, 0}, {200, 3}, {200, 300}, {10, 300}, {90, 1}} {
		// What is said stands in the line before, too.
		line := "host of nobody " + strings.Repeat("host ", c.before) + reply + strings.Repeat(" etc.", c.behind)
		x := (&first{&parser.Event{Raw: []byte(line), Reply: said}, &Source{}}).example(new(budget))
		for most := longestLine; most >= 120; most -= 7 {
			got := x.Shortened(most)
			if len(got) > most || !strings.HasPrefix(got, "host ") || !strings.Contains(got, reply) || !utf8.ValidString(got) ||
				(len(got) < len(line)) != strings.Contains(got, "…") {
				t.Fatalf("%d before, %d behind, at most %d: %q", c.before, c.behind, most, got)
			}
		}
		if !strings.HasPrefix(x.Text[x.Said:], "550") || x.Cut != (len(line) > longestLine) {
			t.Errorf("%d before, %d behind: said at %q, cut %t", c.before, c.behind, x.Text[x.Said:], x.Cut)
		}
	}
}

func TestUnexplained(t *testing.T) {
	c := catalog.Default()
	for _, test := range []struct {
		reply string
		want  bool
	}{
		{"550 5.1.1 strange words", false}, // the code tells the cause
		{"550 5.7.1 strange words", true},
		{"550 strange words", true},
		{"599 strange words", true},
		{"550", false},
	} {
		q := catalog.ReplyQuery(test.reply, "")
		m := c.Lookup(&q)
		e := parser.Event{Kind: parser.KindReply, Reply: parser.Reply{Code: q.Code, Text: q.Text}}
		if got := Unexplained(&e, &m); got != test.want {
			t.Errorf("%q: %t, found by %s", test.reply, got, m.By)
		}
	}
}

func TestUnknownPutsWordingsTogether(t *testing.T) {
	c := catalog.Default()
	texts := []string{"mail from 192.0.2.7 is odd, wait 30 minutes", "mail from 192.0.2.9 is odd, wait 5 minutes", "something else"}
	w, u := NewWords(c, time.UTC), NewUnknown()
	for round := range 2 {
		w.Reset()
		for i, text := range texts {
			e := parser.Event{Kind: parser.KindReply, Phase: parser.PhaseMessage, Reply: parser.Reply{Code: 550, Text: [][]byte{[]byte(text)}},
				Peer: parser.Peer{Name: fmt.Appendf(nil, "mx%d.example.org", i+round)}}
			w.Add(&e, &catalog.Match{})
		}
		u.Add(w)
	}
	list := u.Wordings()
	if len(list) != 2 || u.Count() != 6 || list[0].Count != 4 || list[1].Count != 2 {
		t.Fatalf("%d wordings of %d: %+v", len(list), u.Count(), list)
	}
	first := list[0]
	if n, _ := first.Servers.Count(); first.Key != "mail from {ip} is odd, wait {digits} minutes" || n != 3 {
		t.Errorf("%q by %d servers", first.Key, n)
	}
	if s := first.Sample; string(s.Query.Text[0]) != texts[0] || s.Query.Code != 550 || s.Verb != "." || !s.Placed {
		t.Errorf("sample %+v", s)
	}
}

func TestUnknownWithoutRoom(t *testing.T) {
	c := catalog.Default()
	w, u := NewWords(c, time.UTC), NewUnknown()
	u.budget = 3 * (wordingSize + 32)
	w.Reset()
	for i := range 20 {
		e := parser.Event{Kind: parser.KindDiagnostic, Diagnostic: []byte("thing " + strings.Repeat("x", i+1))}
		w.Add(&e, &catalog.Match{})
	}
	u.Add(w)
	rest := u.Rest()
	n, _ := rest.Groups.Count()
	if kept := len(u.Wordings()); kept == 0 || kept > 3 || int(n) != 20-kept || rest.Count != n || u.Count() != 20 {
		t.Errorf("%d kept, %d more with %d", kept, n, rest.Count)
	}
}
