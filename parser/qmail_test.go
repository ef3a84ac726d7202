package parser

import (
	"strings"
	"testing"
)

func TestQmailReply(t *testing.T) {
	for _, c := range []struct {
		in    string
		code  int
		enh   string
		lines []string
	}{
		{"550_5.1.1_no_such_user/Giving_up_on_192.0.2.1./", 550, "5.1.1", []string{"no such user"}},
		{"550-5.1.1_a/550_5.1.1_b/Giving_up_on_192.0.2.1./", 550, "5.1.1", []string{"a", "b"}},
		{"550_see_http://example.com/550/Giving_up_on_192.0.2.1./", 550, "", []string{"see http://example.com", ""}},
		{"554_see_http://example.com/x/", 554, "", []string{"see http://example.com/x"}},
		{"250/", 250, "", []string{""}},
		{"mail_server_unhappy/", 0, "", nil},
		{"", 0, "", nil},
	} {
		b := &Batch{}
		r, ok := qmailReply(b, []byte(c.in))
		var lines []string
		for _, l := range r.Text {
			lines = append(lines, string(l))
		}
		if ok != (c.code != 0) || r.Code != c.code || string(r.Enhanced) != c.enh || strings.Join(lines, "|") != strings.Join(c.lines, "|") {
			t.Errorf("%q: %v %d %q %q", c.in, ok, r.Code, r.Enhanced, lines)
		}
	}
}

func TestTAI64N(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"@40000000419f13a41cea7d1c x", "2004-11-20T09:51:22.485129500+00:00"},
		{"@400000000000000a00000000 x", "1970-01-01T00:00:00.000000000+00:00"},
		{"@400000000000000900000000 x", ""},
		{"@40000000419f13a4ffffffff x", ""},
		{"@40000000419f13a41cea7d1c", ""},
		{"@40000000419f13a41cea7d1G x", ""},
		{"@00000000419f13a41cea7d1c x", ""},
	} {
		var s Stamp
		n := s.tai64n([]byte(c.in))
		if got := dumpStamp(&s); got != c.want || (n == 0) != (c.want == "") {
			t.Errorf("%q: %d %q, want %q", c.in, n, got, c.want)
		}
	}
}

func TestParseEscaped(t *testing.T) {
	for _, c := range []struct {
		in    string
		code  int
		lines []string
	}{
		{"550 a", 550, []string{"a"}},
		{"550-5.1.1 a#015#012550 5.1.1 b", 550, []string{"a", "b"}},
		{`550-a\n550 b`, 550, []string{"a", "b"}},
		{`550-a\r\n550 b`, 550, []string{"a", "b"}},
		{"550-a#012more#012550 b", 550, []string{"a", "more", "b"}},
		{"550 issue #12 is known", 550, []string{"issue #12 is known"}},
		{"550-a 550 b", 550, []string{"a", "b"}},
		{"nothing#012550 a", 0, nil},
	} {
		var text [][]byte
		r, ok := parseEscaped([]byte(c.in), &text)
		var lines []string
		for _, l := range r.Text {
			lines = append(lines, string(l))
		}
		if ok != (c.code != 0) || r.Code != c.code || strings.Join(lines, "|") != strings.Join(c.lines, "|") {
			t.Errorf("%q: %v %d %q", c.in, ok, r.Code, lines)
		}
	}
}
