package catalog

import (
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	c := compareCodes(t)
	for code, want := range map[string]string{
		"241":     "214 421 211", // changed places, then a wrong digit
		"202":     "220 252",
		"505":     "550",
		"552":     "252 550",
		"5.1.7":   "5.7.1 5.1.1",
		"4.7.1":   "5.7.1",
		"2.1.1":   "4.1.1 5.1.1",
		"550":     "250 450",
		"999":     "",
		"nothing": "",
	} {
		var got []string
		for _, e := range c.Near(code) {
			got = append(got, codeName(e))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", code, got, want)
		}
	}
}

func TestByDigits(t *testing.T) {
	for code, want := range map[string][]string{
		"563":       {"5 is a permanent failure", "6 no RFC knows"},
		"427":       {"4 is a temporary failure", "2 the connection"},
		"5.7.511":   {"5 is a permanent failure", "7 security or policy"},
		"4.9.1":     {"4 is a temporary failure", "9 does not have"},
		"550 5.1.9": {"5 is a permanent failure", "5 the mail system", "5 5.1.9", "1 an address"},
		"5xx":       {"5 is a permanent failure"},
		"631":       {"6 does not have", "3 leaves open"},
	} {
		got, err := ByDigits(code, nil)
		if err != nil || len(got) != len(want) {
			t.Errorf("%s: got %v, %v", code, got, err)
			continue
		}
		for i, w := range want {
			digits, text, _ := strings.Cut(w, " ")
			if got[i].Digits != digits || !strings.Contains(got[i].Text, text) || got[i].Ref == "" {
				t.Errorf("%s: got %+v, want %q", code, got[i], w)
			}
			if strings.ContainsAny(got[i].Text, "{}") {
				t.Errorf("%s: a place was not filled: %q", code, got[i].Text)
			}
		}
	}
	if _, err := ByDigits("x", nil); err == nil {
		t.Error("no error for what is no code")
	}
}

func TestSearchAndList(t *testing.T) {
	c := openFixture(t)
	ids := func(list []*Entry) string {
		var ids []string
		for _, e := range list {
			ids = append(ids, e.ID)
		}
		return strings.Join(ids, " ")
	}
	for _, test := range []struct{ got, want string }{
		{ids(c.Search("550")), "rfc/550 rfc/550/rcpt"},
		{ids(c.Search("ACME deferred")), "acme/deferred"},
		{ids(c.Search("messages")), "any/limit"},
		{ids(c.Search(" ")), ""},
		{ids(c.Search("no such words")), ""},
		{ids(c.List(Filter{Code: "4xx", Kind: KindReply})), "rfc/450 rfc/4xx"},
		{ids(c.List(Filter{Code: "5.7.*"})), "acme/spam-5.7.28 rfc/5.7.1 rfc/5.7.x"},
		{ids(c.List(Filter{Code: "250", Phase: "rcpt"})), "rfc/250/rcpt"},
		{ids(c.List(Filter{Kind: KindDiagnostic})), "local/dns local/timed-out"},
		{ids(c.List(Filter{Provider: "acme"})), "acme/deferred acme/user-unknown"},
		{ids(c.List(Filter{Class: "ok", Kind: KindEnhanced})), "rfc/2.6.4"},
		{ids(c.List(Filter{Standard: StandardExtension})), ""},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	if p := c.ProviderOf([]byte("Mx9.Acme.Example")); p == nil || p.ID != "acme" {
		t.Errorf("provider of a host: %v", p)
	}
}

func TestMarkdown(t *testing.T) {
	var b strings.Builder
	id, _ := LangFor("id", nil)
	c := openFixture(t)
	if err := WriteMarkdown(&b, []*Entry{c.Entry("rfc/550"), c.Entry("acme/user-unknown")}, id); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"## 550: Title of rfc/550\n", "`rfc/550` · unknown · permanen · percuma mencoba lagi", "**Deskripsi.** Meaning of rfc/550.",
		"## acme: Title", "`user * is unknown here`",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
