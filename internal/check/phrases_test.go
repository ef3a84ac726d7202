package check

import "testing"

func TestPhrases(t *testing.T) {
	p := newPhrases("no such", "rate", "doesn't exist")
	for text, want := range map[string]bool{
		"":                                false,
		"rat":                             false,
		"rate":                            true,
		"the RATE":                        true,
		"it rat":                          false,
		"No Such user here":               true,
		"no\x00such":                      false, // its hash is that of "no such"
		"the user doesn\x07t exist":       false,
		"<ann@example.com> DOESN'T EXIST": true,
		"no \u017fuch user":               false,
	} {
		if got := p.in([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
