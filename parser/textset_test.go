package parser

import (
	"strings"
	"testing"
)

// What a set finds is what a search for each text finds.
func TestTextSet(t *testing.T) {
	texts := []string{"said:", "said: ", "aid: no", "in the queue", "退信", "::::", "the queue too long"}
	set := newTextSet(texts...)
	for _, in := range []string{
		"", "sai", "said:", "xsaid: no", "aid: no said:", "it has been in the queue too long", "系统退信", "退", ":::::", "said said said: ",
		strings.Repeat("sai aid: n the queu ", 20), strings.Repeat("x", 200) + "said:",
	} {
		first, which, all := -1, -1, uint64(0)
		for i, s := range texts {
			at := strings.Index(in, s)
			if at < 0 {
				continue
			}
			all |= 1 << i
			if first < 0 || at < first {
				first, which = at, i
			}
		}
		if at, k := set.find([]byte(in)); at != first || k != which {
			t.Errorf("%q: found text %d at %d, want %d at %d", in, k, at, which, first)
		}
		if got := set.all([]byte(in)); got != all {
			t.Errorf("%q: found %b, want %b", in, got, all)
		}
		if set.in([]byte(in)) != (first >= 0) {
			t.Errorf("%q: in is %v", in, first < 0)
		}
	}
}

// The sets that all is asked of fit into its bits.
func TestTextSetSizes(t *testing.T) {
	if n := len(sentences.texts); n > 64 {
		t.Errorf("%d sentences", n)
	}
}
