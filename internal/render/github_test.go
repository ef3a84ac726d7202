package render

import (
	"strings"
	"testing"

	"github.com/smtplog/smtplog/internal/check"
)

func TestGitHub(t *testing.T) {
	r := sampleRun()
	var got []string
	for _, f := range r.Causes {
		f.Check = check.Lookup("reply/class-mismatch")
		got = append(got, string(GitHub(nil, f)))
	}
	r.Causes[0].File = "a,b:50%.log"
	got = append(got, string(GitHub(nil, r.Causes[0])))
	for i, want := range []string{
		`::error file=a b.log,line=7,title=reply/class-mismatch::one\x1b[31m <two> & "three" {0} [x](y), 100%25: \xff (RFC 2034 §4, RFC 3463 §2)`,
		`::notice file=a b.log,line=9,title=reply/class-mismatch::a notice (RFC 2034 §4, RFC 3463 §2) and 211 more, the last on line 220`,
		`::warning title=reply/class-mismatch::line 3: a warning (RFC 2034 §4, RFC 3463 §2) and 1 more, the last on a b.log:4`,
		`::notice title=reply/class-mismatch::of no line (RFC 2034 §4, RFC 3463 §2)`,
		`::error file=a%2Cb%3A50%25.log,line=7,title=reply/class-mismatch::one\x1b[31m <two> & "three" {0} [x](y), 100%25: \xff (RFC 2034 §4, RFC 3463 §2)`,
	} {
		if got[i] != want+"\n" {
			t.Errorf("%d: %s\nwant %s", i, got[i], want)
		}
		if strings.Count(got[i], "\n") != 1 {
			t.Errorf("%d is no line: %q", i, got[i])
		}
	}
}

func TestBriefRefs(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "RFC 5321 §3.3": "RFC 5321 §3.3", "RFC 5321 §3.3, RFC 5321 §4.1.4, RFC 2034 §4, RFC 8314": "RFC 5321 §3.3, §4.1.4, RFC 2034 §4, RFC 8314",
	} {
		if got := briefRefs(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
