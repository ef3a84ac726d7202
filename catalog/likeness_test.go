package catalog

import (
	"strings"
	"testing"
)

func likenessFixture(t *testing.T) *Likeness {
	t.Helper()
	var b strings.Builder
	b.WriteString("[[provider]]\nid = 'bigmail'\nname = 'Bigmail'\nhosts = ['bigmail.example']\n")
	for _, e := range []struct{ id, provider, text string }{
		{"bigmail/rate-limit", "bigmail", "Our system has detected an unusual rate of unsolicited mail from your address 192.0.2.7"},
		{"bigmail/quota", "bigmail", "The mailbox of the person you tried to reach is over its storage quota"},
		{"other/quota", "", "The account of the person you tried to reach is over its storage quota and inactive"},
		{"other/greylist", "", "Greylisted for 300 seconds, please come back then"},
	} {
		entry := textEntry(e.id, e.text)
		if e.provider != "" {
			entry = strings.Replace(entry, "title", "provider = '"+e.provider+"'\ntitle", 1)
		}
		b.WriteString(entry)
	}
	c, err := loadText(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return c.NewLikeness()
}

func TestNearestEntry(t *testing.T) {
	l := likenessFixture(t)
	for _, c := range []struct{ text, provider, want string }{
		{"Our system noticed an unusual rate of unsolicited mail from your network 198.51.100.9", "bigmail", "bigmail/rate-limit"},
		{"Our system noticed an unusual rate of unsolicited mail from your network 198.51.100.9", "", "bigmail/rate-limit"},
		{"The account of the person you tried to reach is over its storage quota", "", "other/quota"},
		{"The account of the person you tried to reach is over its storage quota", "bigmail", "bigmail/quota"},
		{"greylisted, come back please", "", "other/greylist"},
		{"Greylisted", "", ""}, // one word is no wording
		{"the lazy dog sleeps", "", ""},
		{"", "", ""},
		{"192.0.2.1 <ann@example.org>", "", ""},
	} {
		e, score := l.Nearest(string(Fold(nil, []byte(c.text))), c.provider)
		if idOf(e) != c.want || e != nil && (score < nearEnoughHome || score > 1.000001) {
			t.Errorf("%q at %q: %s (%.2f), want %s", c.text, c.provider, idOf(e), score, c.want)
		}
	}
	// It is of use more than once.
	if e, score := l.Nearest("Greylisted for {digits} seconds, please come back then", ""); idOf(e) != "other/greylist" || score < 0.99 {
		t.Errorf("%s, %.2f", idOf(e), score)
	}
}

func TestDraftsDoNotGetIntoEachOthersWay(t *testing.T) {
	c := openFixture(t)
	drafts := c.NewDrafts()
	var b strings.Builder
	for _, reply := range []string{
		"550 This gateway takes no mail from you at night. See page one",
		"550 This gateway takes no mail from you at night. See another page",
		"550 This gateway takes no mail from you at night. Call us",
	} {
		b.WriteString(drafts.Skeleton(&Draft{Query: ReplyQuery(reply, "")}))
	}
	filled := strings.NewReplacer(`title = ""`, `title = "T"`, `meaning = ""`, `meaning = "M."`, `when = ""`, `when = "W."`, `fix = [""]`, `fix = ["F."]`).Replace(b.String())
	if _, err := loadText(filled); err != nil {
		t.Errorf("%v\n%s", err, filled)
	}
	if n := strings.Count(filled, "[[entry]]"); n != 3 {
		t.Errorf("%d entries", n)
	}
	if s := drafts.Skeleton(&Draft{Query: ReplyQuery("550 NO", "")}); s != "" {
		t.Errorf("a word that is too short to be found by gives %q", s)
	}
}
