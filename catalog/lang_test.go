package catalog

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestLangFor(t *testing.T) {
	for _, test := range []struct {
		flag string
		env  map[string]string
		want string
		bad  bool
	}{
		{"", nil, "en", false},
		{"id", nil, "id", false},
		{"id_ID.UTF-8", nil, "id", false},
		{"ID", map[string]string{"LANG": "en_GB.UTF-8"}, "id", false},
		{"", map[string]string{"LANG": "id_ID.UTF-8"}, "id", false},
		{"", map[string]string{"LANG": "id_ID", "LC_MESSAGES": "en_US.UTF-8"}, "en", false},
		{"", map[string]string{"LANG": "en_US", "LC_MESSAGES": "id"}, "id", false},
		{"", map[string]string{"LC_ALL": "C", "LANG": "id_ID"}, "en", false},
		{"", map[string]string{"LC_ALL": "id_ID@x", "LC_MESSAGES": "en"}, "id", false},
		{"", map[string]string{"LANG": "tlh_XX"}, "en", false},
		{"tlh", map[string]string{"LANG": "id_ID"}, "en", true},
	} {
		got, err := LangFor(test.flag, func(name string) string { return test.env[name] })
		if got.Name() != test.want || (err != nil) != test.bad {
			t.Errorf("%q with %v: got %q, %v; want %q", test.flag, test.env, got.Name(), err, test.want)
		}
	}
}

func TestLangFallsBack(t *testing.T) {
	id, err := LangFor("id", nil)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"heading.meaning":     "Deskripsi",
		"heading.when":        "Ketika Anda Melihatnya",
		"heading.fix":         "Cara Memperbaiki",
		"heading.differences": "Perbedaan Utama",
		"heading.choose":      "Kapan Menggunakan Yang Mana",
		"heading.more":        "Pelajari Lebih Lanjut",
		"compare.says":        English().Text("compare.says"),
		"no.such.key":         "no.such.key",
	} {
		if got := id.Text(key); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
	if got := id.Class("size"); got != "pesan terlalu besar" {
		t.Errorf("class: %q", got)
	}
	var none *Lang
	if got := none.Retry("helps"); got != "leave it in the queue" {
		t.Errorf("retry in English: %q", got)
	}
	if got := none.Count("summary.replies", 1, "1"); got != "1 reply" {
		t.Errorf("one: %q", got)
	}
	if got := none.Count("summary.replies", 2000, "2,000"); got != "2,000 replies" {
		t.Errorf("many: %q", got)
	}
}

// What a language leaves out is listed, so that a gap is seen and not only met.
func TestLangGaps(t *testing.T) {
	var b strings.Builder
	place := regexp.MustCompile(`\{[a-z]+\}`)
	described := descriptionKeys()
	for _, name := range Langs() {
		l, err := LangFor(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range append(Keys(), described...) {
			if name == english && slices.Contains(described, key) {
				continue
			}
			if !l.Has(key) {
				b.WriteString(name + " " + key + "\n")
				continue
			}
			places := func(l *Lang) []string {
				list := place.FindAllString(l.Text(key), -1)
				slices.Sort(list)
				return slices.Compact(list)
			}
			if !slices.Contains(described, key) && !slices.Equal(places(l), places(English())) {
				t.Errorf("%s %s: the places to fill are not those of English", name, key)
			}
		}
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	slices.Sort(lines)
	golden(t, "lang_gaps.golden", strings.Join(slices.Compact(lines), "\n")+"\n")
}

func descriptionKeys() []string {
	var keys []string
	for _, c := range Classes() {
		keys = append(keys, "class."+string(c.Name))
	}
	for _, a := range Actors() {
		keys = append(keys, "actor."+string(a.Name))
	}
	for _, r := range Retries() {
		keys = append(keys, "retry."+string(r.Name))
	}
	return keys
}

// Sentences are put together by these sections, so each word must be there.
func TestEnglishIsWhole(t *testing.T) {
	var keys []string
	for _, a := range Actors() {
		keys = append(keys, "actor_acts."+string(a.Name), "actor_short."+string(a.Name))
	}
	for _, r := range Retries() {
		keys = append(keys, "retry_after."+string(r.Name), "retry_short."+string(r.Name))
	}
	for _, p := range Phases() {
		keys = append(keys, "phase."+p)
	}
	for _, digit := range []string{"1", "2", "3", "4", "5", "other"} {
		keys = append(keys, "kind."+digit, "kind_single."+digit, "first_digit."+digit)
	}
	for _, digit := range []string{"0", "1", "2", "3", "4", "5", "other"} {
		keys = append(keys, "second_digit."+digit, "subject."+digit)
	}
	for _, s := range []Standard{StandardRFC, StandardExtension, StandardNonstandard} {
		keys = append(keys, "standard."+string(s))
	}
	for k := Unknown; k <= Violation; k++ {
		keys = append(keys, "verdict."+k.String())
	}
	for _, key := range keys {
		if !English().Has(key) {
			t.Errorf("no English for %s", key)
		}
	}
}
