package catalog

import (
	"strings"
	"testing"
)

func TestVerifyFindsContradictions(t *testing.T) {
	for _, test := range []struct {
		permanent, retry, actor string
		want                    string
	}{
		{"true", "useless", "sender", ""},
		{"true", "after-fix", "sender-admin", ""},
		{"false", "helps", "nobody", ""},
		{"false", "slower", "sender-admin", ""},
		{"false", "after-fix", "sender-admin", ""},
		{"false", "useless", "sender", "the message can pass"},
		{"true", "helps", "nobody", "the message never passes"},
		{"true", "slower", "sender-admin", "the message never passes"},
		{"true", "after-fix", "nobody", "names nobody"},
		{"false", "after-fix", "nobody", "names nobody"},
	} {
		entry := strings.NewReplacer("permanent = true", "permanent = "+test.permanent,
			"retry = 'useless'", "retry = '"+test.retry+"'", "actor = 'sender'", "actor = '"+test.actor+"'",
		).Replace(textEntry("x/a", "one wording"))
		c, err := loadText(entry)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, fault := range c.Verify() {
			got = append(got, fault.Error())
		}
		if all := strings.Join(got, "\n"); (all == "") != (test.want == "") || !strings.Contains(all, test.want) {
			t.Errorf("permanent %s, retry %s, actor %s: got %q, want %q", test.permanent, test.retry, test.actor, all, test.want)
		}
	}
}
