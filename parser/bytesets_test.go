package parser

import (
	"strings"
	"testing"
)

func TestLower(t *testing.T) {
	var mem [8]byte
	for _, s := range []string{"", "Ab-Z09@[`{", "ÄÖÜ Straße", "\xff\xfeA", "a longer TEXT than there is memory for"} {
		if got := string(lower(mem[:], []byte(s))); got != strings.ToLower(s) {
			t.Errorf("%q: %q", s, got)
		}
	}
}

func TestLastIndex(t *testing.T) {
	for _, in := range []string{"", "(", " (in reply", " (in reply to ", "a (in reply to x (in reply to y", "((((", " (in reply to", strings.Repeat("(", 100) + " (in reply to "} {
		for _, s := range []string{"(", "((", " (in reply to ", "x (in", "#"} {
			if got, want := lastIndex([]byte(in), s), strings.LastIndex(in, s); got != want {
				t.Errorf("%q in %q: %d, want %d", s, in, got, want)
			}
		}
	}
}
