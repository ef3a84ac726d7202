package catalog

import (
	"strings"
	"testing"
)

// tierEntries are entries for the same texts by markers, phrases and hints, over codes
// of which some are vague.
func tierEntries(t *testing.T) *Catalog {
	t.Helper()
	code := func(id, key string, vague bool) string {
		e := strings.Replace(textEntry("rfc/"+id, "zzzzzzzz"), "match = ['zzzzzzzz']", key+"\nstandard = 'standard'\nuse = 'U.'", 1)
		if vague {
			e = strings.Replace(e, "title", "vague = true\ntitle", 1)
		}
		i := strings.Index(e, "[[entry.sample]]")
		return e[:i]
	}
	marker := func(id string, patterns ...string) string {
		return strings.Replace(textEntry(id, patterns...), "match =", "marker =", 1)
	}
	hint := func(id string, words ...string) string {
		return strings.Replace(textEntry(id, words...), "match =", "hint =", 1)
	}
	c, err := loadText(code("550", "code = 550", true) + code("450", "code = 450", true) + code("535", "code = 535", false) + code("250", "code = 250", false) +
		code("5.7.1", "enhanced = '5.7.1'", true) + code("5.1.1", "enhanced = '5.1.1'", false) + code("5.7", "enhanced = '5.7.*'", true) +
		marker("x/tag", "S3140", "tag-{digits}") + marker("x/loose", "*LOOSE*") + textEntry("x/phrase", "this is a very long phrase with S3140") +
		hint("x/spam", "spam", "спам", "垃圾邮件") + hint("x/spf", "spf") + hint("x/blocked", "blocked") +
		"[[provider]]\nid = 'acme'\nname = 'Acme'\nhosts = ['acme.example']\n" +
		"[[provider]]\nid = 'other'\nname = 'Other'\nhosts = ['other.example']\n" +
		strings.Replace(textEntry("acme/short", "go away now"), "title", "provider = 'acme'\ntitle", 1) +
		textEntry("x/longer", "go away now, ann") +
		strings.Replace(textEntry("acme/same", "nobody is here"), "title", "provider = 'acme'\ntitle", 1) +
		strings.Replace(textEntry("x/same", "Nobody is here", "nobody at all is here"), "'550 Nobody is here and ", "'550 ", 1) +
		strings.Replace(textEntry("x/queued", "queued for the spam test"), "'550 ", "'250 ", 1))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTiers(t *testing.T) {
	c := tierEntries(t)
	for _, test := range []struct {
		name, reply, peer, want string
		by                      By
		pattern                 string
	}{
		{"a marker before a longer phrase", "550 5.1.1 this is a very long phrase with S3140", "", "x/tag", ByMarker, "S3140"},
		{"a marker in brackets", "550 no (s3140)", "", "x/tag", ByMarker, "S3140"},
		{"no marker within a word", "550 no S31401", "", "rfc/550", ByCode, ""},
		{"no marker behind a letter", "550 no XS3140", "", "rfc/550", ByCode, ""},
		{"no marker behind a letter of another script", "550 no яS3140", "", "rfc/550", ByCode, ""},
		{"the second place is free", "550 S31401 S3140", "", "x/tag", ByMarker, "S3140"},
		{"a class at the end has no edge", "550 tag-12x", "", "x/tag", ByMarker, "tag-{digits}"},
		{"a star at the end frees it", "550 xloosey", "", "x/loose", ByMarker, "*LOOSE*"},
		{"a phrase before a definite code", "550 5.1.1 go away now", "", "acme/short", ByText, "go away now"},
		{"a hint before vague codes", "550 5.7.1 looks like SPAM!", "", "x/spam", ByHint, "spam"},
		{"a hint without an enhanced code", "550 spam", "", "x/spam", ByHint, "spam"},
		{"a hint without any code", "spam", "", "x/spam", ByHint, "spam"},
		{"a hint beside a code that is not registered", "550 5.7.999 spam", "", "x/spam", ByHint, "spam"},
		{"no hint before a definite enhanced code", "550 5.1.1 spam", "", "rfc/5.1.1", ByEnhanced, ""},
		{"nor where the class of the two differs", "450 5.1.1 spam", "", "rfc/5.1.1", ByEnhanced, ""},
		{"no hint before a definite reply code", "535 5.7.1 spam", "", "rfc/5.7.1", ByEnhanced, ""},
		{"no hint within a word", "550 antispam", "", "rfc/550", ByCode, ""},
		{"a hint parted by a hyphen", "550 anti-spam", "", "x/spam", ByHint, "spam"},
		{"no hint in an address", "550 <spam@example.com> no", "", "rfc/550", ByCode, ""},
		{"no hint in a host name", "550 spam.example.com no", "", "rfc/550", ByCode, ""},
		{"no hint in a web address", "550 see https://example/spam/why", "", "rfc/550", ByCode, ""},
		{"a hint beside an address", "550 <ann@example.com>: spam", "", "x/spam", ByHint, "spam"},
		{"a hint at the end of a sentence", "550 We see spam. Go.", "", "x/spam", ByHint, "spam"},
		{"a hint in another script", "550 Это СПАМ", "", "x/spam", ByHint, "спам"},
		{"whole words in another script", "550 Это антиспам", "", "rfc/550", ByCode, ""},
		{"a hint in a script without spaces", "550 这是垃圾邮件吗", "", "x/spam", ByHint, "垃圾邮件"},
		{"the longer hint", "550 spam is blocked", "", "x/blocked", ByHint, "blocked"},
		{"hints only where no phrase is", "550 spam, go away now", "", "acme/short", ByText, "go away now"},
		{"no failure in a success", "250 go away now, spam", "", "rfc/250", ByCode, ""},
		{"success has its own over lines", "250-QUEUED for\n250 the  spam test", "", "x/queued", ByText, "queued for the spam test"},
		{"success has its own", "250 queued for the spam test", "", "x/queued", ByText, "queued for the spam test"},
		{"and keeps it", "550 queued for the spam test", "", "x/spam", ByHint, "spam"},
		{"longer words of anybody", "550 go away now, ann", "", "x/longer", ByText, "go away now, ann"},
		{"a provider's own words", "550 go away now, ann", "mx.acme.example", "acme/short", ByText, "go away now"},
		{"another provider's peer", "550 go away now, ann", "mx.other.example", "x/longer", ByText, "go away now, ann"},
		{"the same words of a provider", "550 nobody is here", "", "acme/same", ByText, "nobody is here"},
		{"the same words from its peer", "550 nobody is here", "mx.acme.example", "acme/same", ByText, "nobody is here"},
		{"the same words from another's peer", "550 nobody is here", "mx.other.example", "x/same", ByText, "Nobody is here"},
	} {
		q := queryOf(test.reply, "")
		q.Peer = []byte(test.peer)
		m := c.Lookup(&q)
		if idOf(m.Entry) != test.want || m.By != test.by || m.Pattern != test.pattern {
			t.Errorf("%s: %q finds %q by %v %q, want %q by %v %q", test.name, test.reply, idOf(m.Entry), m.By, m.Pattern, test.want, test.by, test.pattern)
		}
		if n := testing.AllocsPerRun(20, func() { c.Lookup(&q) }); pools && n >= 1 {
			t.Errorf("%s: %v allocations", test.name, n)
		}
		list := c.Candidates(&q)
		if len(list) == 0 || list[0].Entry != m.Entry || list[0].By != m.By || list[0].Pattern != m.Pattern || list[0].Idle {
			t.Errorf("%s: the first candidate is %+v", test.name, list)
		}
	}
}

func TestHintFaults(t *testing.T) {
	for hint, want := range map[string]string{
		"ab":        "has 2 characters, and needs 3",
		"two words": "a hint is one word",
		"spam*":     "a hint is one word",
		"垃圾邮件垃圾邮件垃": "more than 8 characters",
	} {
		if _, err := parsePattern(hint, tierHint); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", hint, err, want)
		}
	}
}

// TestSecondOfVague holds what would have been found without the first: words that
// leave the cause open are that only where the codes leave it open too.
func TestSecondOfVague(t *testing.T) {
	code := func(key string, vague bool) string {
		e := strings.Replace(textEntry("rfc/"+key, "zzzzzzzz"), "match = ['zzzzzzzz']", key+"\nstandard = 'standard'\nuse = 'U.'", 1)
		e = strings.Replace(e, "rfc/"+key, "rfc/"+strings.Trim(key[strings.IndexByte(key, '=')+2:], "'"), 1)
		if vague {
			e = strings.Replace(e, "title", "vague = true\ntitle", 1)
		}
		return e[:strings.Index(e, "[[entry.sample]]")]
	}
	c, err := loadText(code("code = 550", true) + code("enhanced = '5.1.1'", false) +
		textEntry("x/cause", "because of ann") +
		strings.Replace(textEntry("x/open", "refused"), "title", "vague = true\ntitle", 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ reply, want, second string }{
		{"550 refused because of ann", "x/cause", "x/open"},
		{"550 5.1.1 refused because of ann", "x/cause", "rfc/5.1.1"},
		{"550 5.1.1 refused", "rfc/5.1.1", "rfc/550"},
	} {
		q := queryOf(test.reply, "")
		if m := c.Lookup(&q); idOf(m.Entry) != test.want || idOf(m.Second) != test.second {
			t.Errorf("%q finds %q, else %q; want %q, else %q", test.reply, idOf(m.Entry), idOf(m.Second), test.want, test.second)
		}
	}
}
