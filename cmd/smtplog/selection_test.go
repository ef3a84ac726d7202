package main

import (
	"testing"

	"github.com/smtplog/smtplog/parser"
)

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		pattern           string
		sender, recipient string
		want              bool
	}{
		{"ann@example.com", "", "ann@example.com", true},
		{"ann@example.com", "ANN@Example.COM", "", true},
		{"<Ann@Example.com>", "", "ann@example.com", true},
		{"ann@example.com", "", "joann@example.com", false},
		{"ann@example.com", "", "ann@example.com.org", false},
		{"*@example.com", "bob@example.com", "", true},
		{"*@example.com", "bob@sub.example.com", "", false},
		{`"a@b"@example.com`, "", `"a@b"@example.com`, true},
		{"<>", "<>", "ann@example.com", true},
		{"<>", "bob@example.com", "ann@example.com", false},
		{"j\u00f6rg@example.com", "", "J\u00d6RG@example.com", true},
	} {
		p, err := parseAddress(c.pattern)
		if err != nil {
			t.Errorf("%q: %v", c.pattern, err)
			continue
		}
		e := parser.Event{Sender: []byte(c.sender), Recipient: []byte(c.recipient)}
		if got := p.about(&e); got != c.want {
			t.Errorf("%q on %q and %q: %v", c.pattern, c.sender, c.recipient, got)
		}
	}
	for _, text := range []string{"ann", "ann@", "@example.com"} {
		if _, err := parseAddress(text); err == nil {
			t.Errorf("%q was taken for an address", text)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"annotate", "explain", "compare", "catalog", "formats"}
	for word, want := range map[string]string{
		"anotate": "annotate", "exlpain": "explain", "comapre": "compare", "format": "formats", "cat": "catalog", "ANNOTATE": "annotate",
		"mail.log": "", "zzzzzzz": "", "x": "",
	} {
		if got := nearest(word, words); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"same", "same", 0}, {"ab", "ba", 1}, {"only", "ony", 1}, {"kitten", "sitting", 3},
	} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestQuotedReply(t *testing.T) {
	for text, want := range map[string]string{
		"host mx[192.0.2.1] said: 550-5.1.1 a 550 5.1.1 b (in reply to RCPT TO command)": "550-5.1.1 a 550 5.1.1 b",
		"Remote server replied: 421 Try later":                                           "421 Try later",
		"(550 5.7.1 No)":                                                                 "550 5.7.1 No)",
		"no number here":                                                                 "",
		"port 2525 open":                                                                 "",
		"192.168.0.250 is down":                                                          "",
		"id 1550 x":                                                                      "",
	} {
		if got := quotedReply(text); got != want {
			t.Errorf("quotedReply(%q) = %q, want %q", text, got, want)
		}
	}
}
