package parser

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestFindSecret(t *testing.T) {
	tests := []struct{ in, want string }{
		{"AUTH PLAIN AGFsaWNlAHNlY3JldA==", "AGFsaWNlAHNlY3JldA=="},
		{"x: < c[1]: auth login YWxpY2U=", "YWxpY2U="},
		{"warning: \"AUTH PLAIN AGFsaWNl\" rejected", "AGFsaWNl"},
		{"AUTH PLAIN LOGIN CRAM-MD5", ""},
		{"250-AUTH PLAIN LOGIN", ""},
		{"AUTH PLAIN", ""},
		{"AUTH PLAIN =", ""},
		{"AUTH LOGIN failed: '535 no", ""},
		{"AUTH LOGIN failedYWxp", "failedYWxp"},
		{"AUTH FOO AGFsaWNlAHNlY3JldA==", ""},
		{"XAUTH PLAIN AGFsaWNlAHNlY3JldA==", ""},
		{"first AUTH LOGIN YWxp then AUTH PLAIN AGFsaWNlAHNl.", "YWxp then AUTH PLAIN AGFsaWNlAHNl."},
		{"user=bob password=hunter2 ok", "hunter2"},
		{"password=\"a b\" ok", "a b"},
		{"user `bob' pass `hunter2' ", "hunter2"},
		{"uncoded initial reply: bob\\0bob\\0hunter2", "bob\\0bob\\0hunter2"},
		{"password=", ""},
		{"nothing to hide", ""},
		{"", ""},
	}
	for _, tt := range tests {
		s := FindSecret([]byte(tt.in))
		if got := tt.in[s.From:s.To]; got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
		if tt.want != "" {
			if got := string(Mask(nil, []byte(tt.in), s)); strings.Contains(got, tt.want) || !strings.Contains(got, Redacted) {
				t.Errorf("%q: masked %q", tt.in, got)
			}
		}
	}
}

func TestMask(t *testing.T) {
	for _, tt := range []struct {
		s    Span
		want string
	}{
		{Span{}, "say: abcdef"},
		{Span{3, 3}, "say: abcdef"},
		{Span{1, 5}, "say: a[redacted]f"},
		{Span{0, 6}, "say: [redacted]"},
		{Span{5, 99}, "say: abcdef"},
	} {
		if got := string(Mask([]byte("say: "), []byte("abcdef"), tt.s)); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.s, got, tt.want)
		}
	}
}

// clientSecret finds what the test logs' clients sent to prove who they are.
var clientSecret = regexp.MustCompile(`(?i)(?:AUTH (?:PLAIN|LOGIN|CRAM-MD5|XOAUTH2) ([A-Za-z0-9+/]{6,}=*))|: (c2VjcmV0LXBhc3N3b3Jk)$`)

// No secret of a test log stands in any event, its raw line as it is to be
// shown among it, nor in the unparsed lines; with Secrets they do.
func TestSecretsStayInside(t *testing.T) {
	shown := 0
	for path, log := range testLogs(t) {
		if !strings.Contains(path, "postfix") {
			continue // transcripts have a test of their own
		}
		var secrets [][]byte
		for _, l := range bytes.Split(log, []byte("\n")) {
			for _, m := range clientSecret.FindAllSubmatch(l, -1) {
				for _, s := range m[1:] {
					if len(s) > 0 && !saslWord(s) {
						secrets = append(secrets, s)
					}
				}
			}
		}
		for _, open := range []bool{false, true} {
			opts := Options{Lines: true, Dialogue: true, Secrets: open, Workers: 1, Modified: modified}
			check := func(what string, text []byte) {
				for _, s := range secrets {
					if !bytes.Contains(text, s) {
						continue
					}
					shown++
					if !open {
						t.Errorf("%s: %s shows %s: %.300s", path, what, s, text)
					}
				}
			}
			opts.Unparsed = func(line []byte, no int64) { check(fmt.Sprintf("unparsed line %d", no), line) }
			if _, err := Scan(bytes.NewReader(log), opts, func(e *Event) error {
				check("event", []byte(dump(e)))
				if !open {
					check("raw line", Mask(nil, e.Raw, e.Secret))
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(path, "dialogue.log") && len(secrets) < 2 {
			t.Errorf("%s: only %d secrets were found to look for", path, len(secrets))
		}
	}
	if shown == 0 {
		t.Error("no secret is shown with Secrets either: the test looks at nothing")
	}
}

// The lines by which a client answers a 334 are hidden whole, whatever they
// are; the server's challenges stay.
func TestAuthDialogue(t *testing.T) {
	data, err := os.ReadFile("../testdata/logs/postfix/dialogue.log")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"YWxpY2U=", "c2VjcmV0LXBhc3N3b3Jk", "AGFsaWNlAHNlY3JldC1wYXNzd29yZA=="} {
		if !bytes.Contains(data, []byte(secret)) {
			t.Fatalf("%s is not in the log", secret)
		}
		for _, k := range keepEvents(t, data, Options{Lines: true}) {
			if bytes.Contains(k.Raw, []byte(secret)) && string(k.Raw[k.Secret.From:k.Secret.To]) != secret {
				t.Errorf("line %d hides %q, not %q", k.Line, k.Raw[k.Secret.From:k.Secret.To], secret)
			}
		}
	}
	for _, k := range keepEvents(t, data, Options{Lines: true}) {
		if strings.Contains(string(k.Raw), ": 334 ") && !k.Secret.Empty() {
			t.Errorf("line %d hides the server's challenge", k.Line)
		}
	}
}
