package catalog

import (
	"strings"
	"testing"
)

func TestVerifyFindsDeadPatterns(t *testing.T) {
	twice := textEntry("x/a", "one wording", "One  Wording")
	acme := "[[provider]]\nid = 'acme'\nname = 'A'\nhosts = []\n"
	other := strings.Replace(textEntry("x/b", "another wording"), "another wording']", "another wording', 'one wording']", 1)
	for _, test := range []struct {
		name, text, want string
	}{
		{"twice in one entry", twice, "the pattern stands there twice"},
		{"in two entries", textEntry("x/a", "one wording at all", "one wording") + other, "the pattern stands in x/a too"},
		{"under a condition", textEntry("x/a", "one wording at all", "one wording") + strings.Replace(other, "title", "code = 4\ntitle", 1), ""},
		{"anybody's and a provider's", acme + textEntry("x/a", "one wording at all", "one wording") + strings.Replace(other, "title", "provider = 'acme'\ntitle", 1), ""},
		{"a marker and a phrase", textEntry("x/a", "one wording at all", "one wording") + strings.Replace(textEntry("x/b", "another wording"), "match", "marker = ['one wording']\nmatch", 1), ""},
		{"hints", hintEntry("x/a", "wordy") + hintEntry("x/b", "WORDY"), "the pattern stands in x/a too"},
	} {
		c, err := loadText(test.text)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []string
		for _, fault := range c.Verify() {
			if strings.Contains(fault.Message, "pattern stands") {
				got = append(got, fault.Error())
			}
		}
		if all := strings.Join(got, "\n"); (all == "") != (test.want == "") || !strings.Contains(all, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, all, test.want)
		}
	}
}

// hintEntry is an entry that words find.
func hintEntry(id string, words ...string) string {
	return strings.Replace(textEntry(id, "text of "+id), "match", "hint = ['"+strings.Join(words, "', '")+"']\nmatch", 1)
}

func TestUnsampled(t *testing.T) {
	c, err := loadText(strings.Replace(hintEntry("x/a", "wordy", "texty"), "text of x/a']\n", "text of x/a', 'never seen here']\n", 1) +
		"[[entry.sample]]\nreply = '550 texty'\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, fault := range c.Unsampled() {
		got = append(got, fault.Input)
	}
	if want := "wordy never seen here"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
