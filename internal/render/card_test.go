package render

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

func TestCard(t *testing.T) {
	c := testCatalog(t)
	for _, test := range []struct {
		name string
		e    *parser.Event
		want string
	}{
		{"failure with its place", reply(550, "", "RCPT", parser.PhaseRcpt, ""), `
✗ 550 to RCPT · Refused for good
  permanent · policy · rfc/550

Description
  The server refuses the command and will do so again.
When you see it
  Unknown users, blocklists.
How to fix it
  Retrying is useless until fixed; your move (sender-admin):
  1. Read the text.
  2. Change what it names, and only then send the message again from the
     queue.
When to answer so
  Send it with an enhanced code.
After RCPT
  As expected (RFC 5321 §4.3.2)
See also
  450
References
  RFC 5321 §4.2.3, RFC 5321 §4.3.2
`},
		{"success, placed by its phase alone", reply(250, "", "", parser.PhaseRcpt, ""), `
✓ 250 to RCPT · Done
  rfc/250

Description
  The command was carried out.
When you see it
  Always.
When to answer so
  Send it.
After RCPT
  As expected (RFC 5321 §4.3.2)
See also
  550
References
  RFC 5321 §4.2.3
`},
		{"the message expired", givenUpAs(parser.StatusExpired), `
! 450 to RCPT · Not now
  temporary · policy · rfc/450

Description
  Refused for now.
When you see it
  Greylisting.
How to fix it
  This message was given up and waits in no queue any more, so it has to be
  sent again; what follows is for the next one.
  Retrying helps: Leave it in the queue.
When to answer so
  Send it.
After RCPT
  Unusual (RFC 5321 §4.3.2): not listed for this command; a client goes by
  the first digit
References
  RFC 5321 §4.2.3
`},
		{"found by its text", &parser.Event{
			Kind:  parser.KindReply,
			Reply: parser.Reply{Code: 550, Enhanced: []byte("5.7.1"), Text: [][]byte{[]byte("You were blocked by Acme")}},
		}, `
! 550 5.7.1, said by Acme Mail · Acme has blocked the address
  temporary · blocklist-ip · acme/blocked

Description
  Acme does not like the address.
When you see it
  After spam.
How to fix it
  Retrying is useless until fixed; your move (sender-admin): Ask Acme.
Found by
  the phrase “blocked by acme”; without it: Refused for good (rfc/550)
References
  RFC 5321 §4.2.3
`},
		{"nothing known", &parser.Event{Kind: parser.KindReply, Reply: parser.Reply{Code: 299}}, "\n✓ 299\n"},
	} {
		x := Explainer{Catalog: c}
		text := NewText(TextOptions{Catalog: c, Unicode: true, Width: 75})
		got := string(text.Card(nil, x.Explain(test.e)))
		if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), got); diff != "" {
			t.Errorf("%s:\n%s", test.name, diff)
		}
		again := string(text.Card(nil, x.Explain(test.e)))
		if strings.Contains(again, "Description") {
			t.Errorf("%s: told in full a second time", test.name)
		}
	}
}

func TestUnregistered(t *testing.T) {
	c := testCatalog(t)
	digits, err := catalog.ByDigits("551", nil)
	if err != nil {
		t.Fatal(err)
	}
	got := string(NewText(TextOptions{}).Unregistered(nil, "551", digits, c.Near("551")))
	for _, want := range []string{"! 551 - not registered by any RFC\n", "\nWhat the digits say\n  The first digit, 5:", "\nDid you mean\n  550: Refused for good\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestEntryAndList(t *testing.T) {
	c := testCatalog(t)
	text := NewText(TextOptions{Catalog: c})
	if got := string(text.Entry(nil, c.Entry("local/timeout"))); !strings.HasPrefix(got, "! no reply - The other host does not answer\n  temporary - network - local/timeout\n") {
		t.Errorf("got\n%s", got)
	}
	want := "rfc/250       Done\nacme/blocked  Acme has blocked the address\n"
	if got := string(text.List(nil, []*catalog.Entry{c.Entry("rfc/250"), c.Entry("acme/blocked")})); got != want {
		t.Errorf("got\n%s", got)
	}
}

func comparison(t *testing.T, c *catalog.Catalog) *catalog.Comparison {
	t.Helper()
	cmp, err := c.Compare("450", "550", nil)
	if err != nil {
		t.Fatal(err)
	}
	return cmp
}

func TestComparison(t *testing.T) {
	c := testCatalog(t)
	got := string(NewText(TextOptions{Catalog: c, Width: 110}).Comparison(nil, comparison(t, c)))
	for _, want := range []string{
		"\n! 450 - Not now\n  temporary - policy - rfc/450\nDescription\n  Refused for now.\n",
		"\nx 550 - Refused for good\n  permanent - policy - rfc/550\n",
		"\nKey differences\n  1. ",
		"\nWhen to use which\n  450: Send it.\n",
		"\nLearn more\n",
		"RFC 5321 §4.2.3, Reply Codes in Numeric Order: https://",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestComparisonJSON(t *testing.T) {
	line := ComparisonJSON(nil, comparison(t, testCatalog(t)))
	var got struct {
		A, B        struct{ Code, ID, Title, Meaning string }
		Differences []string
		When        []string
	}
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatalf("%v in %s", err, line)
	}
	if got.A.Code != "450" || got.B.ID != "rfc/550" || got.A.Meaning == "" || len(got.Differences) == 0 || len(got.When) != 2 {
		t.Errorf("got %+v", got)
	}
	if !strings.HasPrefix(string(line), `{"a":{"code":"450","id":"rfc/450",`) {
		t.Errorf("order of members: %s", line)
	}
}

func TestComparisonMarkdown(t *testing.T) {
	got := string(ComparisonMarkdown(nil, comparison(t, testCatalog(t)), nil))
	for _, want := range []string{"# 450 / 550\n\n", "## 450: Not now\n\n### Description\n\nRefused for now.\n\n", "### How to fix it\n\n1. Read the text.\n2. Change", "## Key differences\n\n1. ", "- RFC 5321 §4.2.3\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "\n\n\n") || !strings.HasSuffix(got, "\n") || strings.HasSuffix(got, "\n\n") {
		t.Errorf("stray empty lines in\n%s", got)
	}
}

func TestEscapeMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "a*b_c <d> [e] #f": `a\*b\_c \<d\> \[e\] \#f`, "run `dig TXT _dmarc.x` now_": "run `dig TXT _dmarc.x` now\\_",
	} {
		if got := escapeMarkdown(in); got != want {
			t.Errorf("escapeMarkdown(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	f := &parser.Format{Name: "acme", Title: "Acme Mail", Example: "a line\nanother\n", Reads: "deliveries"}
	want := "acme - Acme Mail\n  Reads: deliveries\n  > a line\n  > another\n"
	if got := string(NewText(TextOptions{}).Format(nil, f)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkAnnotation(b *testing.B) {
	c := testCatalog(b)
	x := Explainer{Catalog: c}
	text := NewText(TextOptions{Catalog: c})
	e := reply(550, "5.1.1", "RCPT", parser.PhaseRcpt, "S: 550 5.1.1 No")
	e.Origin = parser.OriginRemote
	out := text.Annotation(nil, x.Explain(e))
	b.ReportAllocs()
	for b.Loop() {
		out = text.Annotation(out[:0], x.Explain(e))
	}
	b.SetBytes(int64(len(out)))
}
