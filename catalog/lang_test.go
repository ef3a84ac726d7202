package catalog

import (
	"os"
	"path/filepath"
	"regexp"
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

func TestLangFormat(t *testing.T) {
	l := &Lang{name: "xx", texts: map[string]string{
		"t.two": "{b} before {a}, {b}", "t.other": "{c} and {", "t.plain": "plain",
	}}
	for key, want := range map[string]string{
		"t.two": "{a} before 1, {a}", "t.other": "{c} and {", "t.plain": "plain",
	} {
		// What is filled in is not looked into.
		if got := l.Format(key, "a", "1", "b", "{a}"); got != want {
			t.Errorf("%s: got %q, want %q", key, got, want)
		}
	}
}

// Every key that the sources of the module name has an English text.
func TestKeysInSources(t *testing.T) {
	sections := map[string]bool{}
	for _, key := range Keys() {
		section, _, _ := strings.Cut(key, ".")
		sections[section] = true
	}
	literal := regexp.MustCompile(`"([a-z_]+)\.([a-z_-]+)"`)
	seen := 0
	for _, pattern := range []string{"*.go", "../internal/render/*.go", "../cmd/smtplog/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range literal.FindAllStringSubmatch(string(source), -1) {
				key := m[1] + "." + m[2]
				if !sections[m[1]] || strings.HasSuffix(key, ".go") || strings.HasSuffix(key, "_") {
					continue
				}
				seen++
				if !English().Has(key) && !English().Has(key+"_other") {
					t.Errorf("%s: no English for %s", file, key)
				}
			}
		}
	}
	if seen < 50 {
		t.Errorf("only %d keys seen", seen)
	}
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
