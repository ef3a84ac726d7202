package parser

import (
	"strings"
	"testing"
)

// Names by which objects are known are found wherever they stand, but in the
// first octet.
func TestSignsOf(t *testing.T) {
	for _, x := range signNames {
		if x.needs != 0 {
			continue
		}
		for n := range 20 {
			for _, tail := range []string{"", "1", "123456789"} {
				in := "{" + strings.Repeat(`"`, n) + x.name + tail
				if got := signsOf([]byte(in)); got != x.is {
					t.Errorf("%q: %b, want %b", in, got, x.is)
				}
				if cut := in[:len(in)-len(tail)-1]; signsOf([]byte(cut)) != 0 {
					t.Errorf("%q has a sign", cut)
				}
			}
		}
	}
	if got := signsOf([]byte(`{"enhanced_code":1,"response":2}`)); got != signResponse {
		t.Errorf("a code before the response: %b", got)
	}
	if got := signsOf([]byte(`{"response":{"enhanced_code":1}}`)); got != signResponse|signEnhanced {
		t.Errorf("a code in the response: %b", got)
	}
}
