package catalog

import (
	"strings"
	"testing"
)

func TestPatternMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, text string
		want          bool
	}{
		{"user unknown", "<a@b>: USER  unknown in table", true},
		{"user unknown", "user is unknown", false},
		{"  user\tunknown  ", "user unknown", true},
		{" user unknown ", "superuser unknown", false},
		{" user unknown ", "user unknown, sorry", false},
		{"no space * ", "no space", true},
		{"user * unknown", "user bob is unknown", true},
		{"user*unknown", "userunknown", true},
		{"user * unknown", "user unknown", true},
		{"user * is * unknown", "user is unknown", true},
		{"user * unknown", "userunknown", false},
		{"host {ip} * blocked", "host 192.0.2.1 blocked", true},
		{"host {ip} * blocked", "host 192.0.2.1blocked", false},
		{"user * unknown", "unknown user", false},
		{"*user * unknown*", "the user bob unknown to us", true},
		{"relay * denied * policy", "relay x denied by policy", true},
		{"relay * denied * policy", "policy: relay x denied y", false},
		{"aab * aac", "aaab aab aac", true},
		{`stars \*\*\* here`, "Stars *** here", true},
		{`stars \*\*\* here`, "stars abc here", false},
		{`brace \{digits} kept`, "brace {digits} kept", true},
		{`path C:\mail`, `PATH c:\MAIL`, true},
		{"{ no class }", "{ no class }", true},
		{"limit {digits} messages", "limit 1000 messages", true},
		{"limit {digits} messages", "limit x messages", false},
		{"limit {digits}0 messages", "limit 100 messages", false},
		{"code ({digits}-{digits})", "code (12-345)", true},
		{"host {host} refused", "host mx1.example.com refused", true},
		{"host {host} refused", "host localhost refused", false},
		{"refused by {host}.", "refused by mx1.example.com.", true},
		{"address {ip} listed", "address 192.0.2.1 listed", true},
		{"address {ip} listed", "address [2001:db8::25] listed", true},
		{"address {ip} listed", "address 300.0.2.1 listed", false},
		{"address {ip} listed", "address 1.2.3 listed", false},
		{"address {ip}: listed", "address 192.0.2.1: listed", true},
		{"mailbox {addr} gone", "mailbox <bob.o@example.com> gone", true},
		{"mailbox {addr} gone", "mailbox bob@example.com gone", true},
		{"mailbox {addr} gone", "mailbox bob gone", false},
		{"mailbox {addr} gone", "mailbox <bob@example.com gone", false},
		{"rejected {word} (x)", "rejected abc-1:2 (x)", true},
		{"rejected {word} (x)", "rejected a b (x)", false},
		{"{addr}: rejected", "sorry, <a@example.com>: rejected", true},
		{"boîte pleine", "BOÎTE PLEINE", true},
		{"メールボックス", "この メールボックス", true},
	} {
		p, err := parsePattern(test.pattern, tierPhrase)
		if err != nil {
			t.Errorf("%q: %v", test.pattern, err)
			continue
		}
		if got := p.matches(framed(test.text)); got != test.want {
			t.Errorf("%q in %q: got %v", test.pattern, test.text, got)
		}
	}
}

// framed gives a text as patterns are held against it.
func framed(text string) []byte {
	s := &scratch{}
	s.fill(&Query{Diagnostic: []byte(text)})
	return s.text
}

func TestPatternFaults(t *testing.T) {
	for pattern, want := range map[string]string{
		"spam!":          "has 5 characters",
		"* {digits} *":   "has 0 characters",
		"":               "has 0 characters",
		"ab*cd*ef*gh":    "no piece of 4",
		"limit {number}": "{number} is no kind of text",
	} {
		if _, err := parsePattern(pattern, tierPhrase); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", pattern, err, want)
		}
	}
}

func TestPatternLiteral(t *testing.T) {
	p, err := parsePattern("  User * is {word}  UNKNOWN here ", tierPhrase)
	if err != nil {
		t.Fatal(err)
	}
	if want := len(" user ") + len(" is ") + len(" unknown here "); int(p.literal) != want {
		t.Errorf("literal length %d, want %d", p.literal, want)
	}
	counts := &gramCounts{}
	counts.add(" user is unknown h")
	counts.drop(&p)
	if key := p.key(); key.text != "own here" || p.anchor != (gramPlace{4, 5}) || p.more[0] == p.anchor {
		t.Errorf("key %+v at %v, more %v", key, p.anchor, p.more)
	}
}

func TestNormal(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", ""},
		{"  A\r\n\tB  ", "a b "},
		{"ÄÖÜ\u00a0Ñ", "äöü ñ"},
		{"\xff\xc3A", "\xff\xc3a"},
		{"K\u212a", "kk"},
	} {
		if got := normal(test.in); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("user * unknown", "the user bob is unknown")
	f.Add("{addr}: {ip} {host}", "<a@b.c>: [1.2.3.4] a.b.")
	f.Add(`\*\{ x {digits}*`, "*{ x 12")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		p, err := parsePattern(pattern, tierPhrase)
		if err != nil {
			return
		}
		text = string(framed(text))
		if !p.matches([]byte(text)) {
			return
		}
		(&gramCounts{}).drop(&p)
		key := p.key()
		f := buildFinder([]finderKey{key})
		found := false
		s := &scratch{}
		s.fill(&Query{Diagnostic: []byte(text)})
		for _, h := range f.scan(s.text, &s.notes) {
			place := h.at() - int(p.anchor.at)
			found = found || place >= 0 && p.matchesAt(s.text, place)
		}
		if !found {
			t.Errorf("%q matches %q, in which it is not found by %+v", pattern, text, key)
		}
		if again := string(framed(text)); again != text {
			t.Errorf("normalised twice: %q, then %q", text, again)
		}
	})
}
