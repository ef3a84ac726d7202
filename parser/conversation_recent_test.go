package parser

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// A reply is known again whatever blanks and backslashes a log adds or leaves
// out, and no other reply is taken for it.
func TestHashShown(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[uint64]string{}
	for range 20000 {
		text := make([]byte, r.IntN(30))
		for i := range text {
			text[i] = "abcde 12.\t\\"[r.IntN(11)]
		}
		bare := bytes.Map(func(c rune) rune {
			if c == ' ' || c == '\t' || c == '\\' {
				return -1
			}
			return c
		}, text)
		h := hashShown(fnvOffset, text)
		if g := hashShown(fnvOffset, bare); g != h {
			t.Fatalf("%q and %q differ", text, bare)
		}
		if other, ok := seen[h]; ok && other != string(bare) {
			t.Fatalf("%q and %q are the same", other, bare)
		}
		seen[h] = string(bare)
	}
	if len(seen) < 10000 {
		t.Errorf("%d texts", len(seen))
	}
}
