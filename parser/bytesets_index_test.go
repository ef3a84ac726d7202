package parser

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestIndex(t *testing.T) {
	long := strings.Repeat("postfix/smtp[1]: to=<a@b> ", 8)
	for _, tt := range []struct{ in, s string }{
		{long, "smtp[1]"}, {long, "status="}, {long, "> p"}, {long, ""}, {long, long}, {long, long + "x"},
		{"", "a"}, {"", ""}, {long + "é", "é"}, {long + "(x", "(x"}, {long + "(", "(x"}, {"(x" + long, "(x"},
		{strings.Repeat("@", 200) + "@a@", "@a@"}, {strings.Repeat("aab", 60), "aaa"},
	} {
		if got, want := index([]byte(tt.in), tt.s), strings.Index(tt.in, tt.s); got != want {
			t.Errorf("%q in %q: got %d, want %d", tt.s, tt.in, got, want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		in, s := make([]byte, 60+r.IntN(40)), make([]byte, 1+r.IntN(4))
		for i := range in {
			in[i] = " ab("[r.IntN(4)]
		}
		for i := range s {
			s[i] = " ab("[r.IntN(4)]
		}
		if got, want := index(in, string(s)), strings.Index(string(in), string(s)); got != want {
			t.Fatalf("%q in %q: got %d, want %d", s, in, got, want)
		}
	}
}
