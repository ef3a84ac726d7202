package parser

import (
	"fmt"
	"testing"
)

func TestCommand(t *testing.T) {
	tests := []struct{ in, want string }{ // verb|argument|phase|where a secret begins
		{"EHLO client.example", "EHLO|client.example|ehlo|"},
		{"helo x\r\n", "HELO|x|ehlo|"},
		{"LHLO x", "LHLO|x|ehlo|"},
		{"MAIL FROM:<a@b> SIZE=1", "MAIL|FROM:<a@b> SIZE=1|mail|"},
		{"mail from: <a@b>", "MAIL|from: <a@b>|mail|"},
		{"RCPT TO:<c@d>", "RCPT|TO:<c@d>|rcpt|"},
		{"DATA", "DATA||data|"},
		{"BDAT 100 LAST", "BDAT|100 LAST|message|"},
		{"VRFY ann", "VRFY|ann|vrfy|"},
		{"EXPN list", "EXPN|list|expn|"},
		{"HELP", "HELP||help|"},
		{"NOOP x", "NOOP|x|noop|"},
		{"RSET", "RSET||rset|"},
		{"QUIT", "QUIT||quit|"},
		{"STARTTLS", "STARTTLS||starttls|"},
		{"ETRN #queue", "ETRN|#queue|etrn|"},
		{"TURN", "TURN||other|"},
		{"XCLIENT ADDR=1", "XCLIENT|ADDR=1|other|"},
		{"AUTH LOGIN", "AUTH|LOGIN|auth|"},
		{"AUTH PLAIN AGFsaWNlAHNlY3JldA==", "AUTH|PLAIN AGFsaWNlAHNlY3JldA==|auth|6"},
		{"auth plain  AGFs", "AUTH|plain  AGFs|auth|7"},
		{"AUTH XOAUTH2 =", "AUTH|XOAUTH2 =|auth|"},
		{"AUTH LOGIN *", "AUTH|LOGIN *|auth|"},
		{"foo bar", "FOO|bar|other|"},
		{"X-Mailer: a", "X-MAILER:|a|other|"},
		{"MAIL", "MAIL||mail|"},
		{"MAILX", "MAILX||other|"},
		{"", "|||"},
		{" EHLO x", "|||"},
		{"abcdefghijklmnopqrstuvwxyz x", "ABCDEFGHIJKLMNOPQRSTUVWX|x|other|"},
	}
	for _, tt := range tests {
		c, p := ParseCommand([]byte(tt.in))
		secret := ""
		if c.Secret {
			secret = fmt.Sprint(c.SecretAt)
		}
		if got := fmt.Sprintf("%s|%s|%s|%s", c.Verb, c.Arg, p, secret); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestPathOf(t *testing.T) {
	for in, want := range map[string]string{
		"FROM:<a@b>":               "a@b",
		"FROM:<a@b> SIZE=1":        "a@b",
		"FROM: <a@b>":              "a@b",
		"FROM:<>":                  "<>",
		"TO:<\"a > b\"@c>":         "\"a > b\"@c",
		"TO:<\"a\\\" > b\"@c> X=1": "\"a\\\" > b\"@c",
		"TO:<@x,@y:a@b>":           "@x,@y:a@b",
		"TO:a@b X=1":               "a@b",
		"TO:a@b":                   "a@b",
		"<a@b>":                    "a@b",
		"TO:<a@b":                  "",
		"TO:":                      "",
		"TO":                       "",
		"":                         "",
		"TO:<a\"b@c>":              "a\"b@c",
	} {
		if got := string(PathOf([]byte(in))); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Every verb is found whatever its case, and none that only begins like one.
func TestLookupVerb(t *testing.T) {
	for _, v := range verbs {
		if got := lookupVerb([]byte(v.name)); got == nil || got.phase != v.phase {
			t.Errorf("%s is not found", v.name)
		}
		low := []byte(v.name)
		for i, c := range low {
			if 'A' <= c && c <= 'Z' {
				low[i] = c + 'a' - 'A'
			}
		}
		if got := lookupVerb(low); got == nil || got.name != v.name {
			t.Errorf("%s is not found", low)
		}
		if got := lookupVerb([]byte(v.name + "Q")); got != nil && got.name == v.name {
			t.Errorf("%sQ is taken for %s", v.name, v.name)
		}
	}
}
