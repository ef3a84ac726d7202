package catalog

import (
	"bytes"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCompiledLangsAreFresh(t *testing.T) {
	for _, name := range Langs() {
		fresh, err := CompileLang(os.DirFS("lang"), name+".toml")
		if err != nil {
			t.Fatal(err)
		}
		embedded, err := langFiles.ReadFile("lang/" + name + ".bin")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(fresh, embedded) {
			t.Errorf("lang/%s.bin is stale; run go generate", name)
		}
	}
}

// Languages are verified from their files, so that faults name the line.
func TestLangsVerify(t *testing.T) {
	for _, name := range Langs() {
		l, err := LoadLang(os.DirFS("."), "lang/"+name+".toml")
		if err != nil {
			t.Error(err)
			continue
		}
		for _, fault := range Default().VerifyLang(l) {
			t.Error(fault)
		}
	}
}

// English and Indonesian have all words. What the other languages leave out is told
// by smtplog catalog verify.
func TestLangsAreWhole(t *testing.T) {
	for _, name := range []string{"en", "id"} {
		l, _ := LangFor(name, nil)
		for _, gap := range Default().LangGaps(l) {
			if gap.Kind != "words" && gap.Kind != "notes" {
				continue
			}
			for _, missing := range gap.Missing {
				t.Errorf("%s has no %s", name, missing)
			}
		}
	}
}

func TestLoadLangFaults(t *testing.T) {
	for text, want := range map[string]string{
		"[word]\nand = 5":  "xx.toml:2: ",
		"[word\nand = 'x'": "xx.toml:2: ",
		"[entry.'a']\ntitle = 'x'\n\n[entry.\"b/c\"]\ntitel = 'x'": `xx.toml:5: unknown key: "entry.\"b/c\".titel"`,
		"[playbook.gmail]\nfix = []":                               `xx.toml:2: unknown key: "playbook.gmail.fix"`,
	} {
		_, err := LoadLang(fstest.MapFS{"xx.toml": {Data: []byte(text)}}, "xx.toml")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if _, err := LoadLang(fstest.MapFS{}, "xx.toml"); err == nil {
		t.Error("a file that is not there was read")
	}
}

// langCatalog is a small catalog to put into another language.
func langCatalog(t *testing.T) *Catalog {
	t.Helper()
	c, err := loadText(`
[[provider]]
id = "acme"
name = "Acme"
[[playbook]]
provider = "acme"
title = "Getting through to Acme"
short = "Send less."
steps = ["Run ` + "`mailq`" + `.", "Wait."]
[[entry]]
id = "rfc/450"
code = 450
standard = "standard"
title = "Not now"
class = "policy"
permanent = false
actor = "nobody"
retry = "helps"
meaning = "Refused for now, says ` + "`postconf`" + `."
when = "Often."
fix = ["Wait.", "Look."]
use = "Say so."
[[entry.sample]]
reply = "450 later"
[[entry]]
id = "acme/blocked"
provider = "acme"
match = ["blocked by acme"]
title = "Acme has blocked the address"
class = "policy"
permanent = false
actor = "nobody"
retry = "helps"
meaning = "Blocked."
when = "Often."
[[entry.sample]]
reply = "550 blocked by acme"
`)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func langText(t *testing.T, text string) *Lang {
	t.Helper()
	l, err := LoadLang(fstest.MapFS{"xx.toml": {Data: []byte(text)}}, "xx.toml")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestCatalogInLanguage(t *testing.T) {
	c := langCatalog(t)
	l := langText(t, `
[entry."rfc/450"]
title = "Sekarang tidak"
fix = ["Tunggu.", "Lihat."]
[entry."acme/blocked"]
fix = ["Satu langkah terlalu banyak."]
[playbook.acme]
steps = ["Jalankan `+"`mailq`"+`.", "Tunggu."]
`)
	d := c.In(l)
	m := d.Lookup(&Query{Code: 450})
	if e := m.Entry; e.Title != "Sekarang tidak" || e.Fix[1] != "Lihat." || e.Meaning != "Refused for now, says `postconf`." {
		t.Errorf("got %q, %q, %q", e.Title, e.Fix, e.Meaning)
	}
	if e := d.Entry("acme/blocked"); len(e.Fix) != 0 {
		t.Errorf("a list of another length was taken: %q", e.Fix)
	}
	if p := d.Playbook("acme"); p.Steps[1] != "Tunggu." || p.Title != "Getting through to Acme" {
		t.Errorf("playbook: %+v", p)
	}
	if c.Entry("rfc/450").Title != "Not now" || c.Playbook("acme").Steps[1] != "Wait." {
		t.Error("the catalog itself was changed")
	}
	if c.In(nil) != c || c.In(langText(t, "[word]\nand = 'x'")) != c {
		t.Error("a catalog was made where there was nothing to change")
	}
	if faults := d.Verify(); slices.ContainsFunc(faults, func(e *Error) bool { return strings.Contains(e.Message, "sample") }) {
		t.Error(faults)
	}
}

// What a user laid over the catalog has words of its own.
func TestLanguageLeavesUsersWords(t *testing.T) {
	over, err := loadText(`
[[provider]]
id = "acme"
name = "Acme"
[[playbook]]
provider = "acme"
title = "My own"
short = "Send less."
steps = ["Wait.", "Wait."]
[[entry]]
id = "rfc/450"
code = 450
standard = "standard"
title = "House rule"
class = "policy"
permanent = false
actor = "nobody"
retry = "helps"
meaning = "Refused."
when = "Often."
`)
	if err != nil {
		t.Fatal(err)
	}
	c, err := langCatalog(t).Overlay(over)
	if err != nil {
		t.Fatal(err)
	}
	c = c.In(langText(t, "[entry.'rfc/450']\ntitle = 'Sekarang tidak'\n[playbook.acme]\ntitle = 'Judul'\n"))
	if got := c.Entry("rfc/450").Title; got != "House rule" {
		t.Errorf("title %q", got)
	}
	if got := c.Playbook("acme").Title; got != "My own" {
		t.Errorf("playbook %q", got)
	}
}

// A member that is added to Catalog must not be forgotten in In.
func TestInTakesAllMembers(t *testing.T) {
	c := langCatalog(t)
	d := c.In(langText(t, "[entry.'rfc/450']\ntitle = 'x'\n"))
	x, y := reflect.ValueOf(c).Elem(), reflect.ValueOf(d).Elem()
	for i := range x.NumField() {
		if name := x.Type().Field(i).Name; name != "scratch" && !x.Field(i).IsZero() && y.Field(i).IsZero() {
			t.Errorf("%s is lost", name)
		}
	}
}

func TestVerifyLang(t *testing.T) {
	c := langCatalog(t)
	for text, want := range map[string]string{
		"[word]\nnone = 'x'":                                                    "xx.toml:2: word.none: English has no such word",
		"[summary]\nlines_one = '{m} baris'":                                    "xx.toml:2: summary.lines_one: the places to fill",
		"[note]\n'no such thing' = 'x'":                                         "there is no such note",
		"[entry.\"rfc/1\"]\ntitle = 'x'":                                        `xx.toml:1: entry."rfc/1": there is no such entry`,
		"[entry.\"rfc/450\"]\ntitle = 'x.'":                                     `xx.toml:2: entry."rfc/450".title: the title ends`,
		"[entry.\"rfc/450\"]\n\ntitle = '" + strings.Repeat("\u6f22", 37) + "'": "xx.toml:3: entry.\"rfc/450\".title: the title is 74 cells wide",
		"[entry.\"rfc/450\"]\nmeaning = 'x'":                                    "what stands in backquotes",
		"[entry.\"rfc/450\"]\nwhen = ' x'":                                      "white space",
		"[entry.\"rfc/450\"]\nfix = ['x']":                                      "fix: 1 of them, English has 2",
		"[entry.\"acme/blocked\"]\nuse = 'x'":                                   "English has no such text",
		"[playbook.none]\ntitle = 'x'":                                          "playbook.none: there is no such playbook",
		"[playbook.acme]\nsteps = ['x', 'y']":                                   "playbook.acme.steps: what stands in backquotes",
	} {
		faults := c.VerifyLang(langText(t, text))
		if len(faults) != 1 || !strings.Contains(faults[0].Error(), want) {
			t.Errorf("%q: got %v, want %s", text, faults, want)
		}
	}
}

func TestLangGaps(t *testing.T) {
	c := langCatalog(t)
	l := langText(t, `
[entry."rfc/450"]
title = "x"
fix = ["a", "b"]
[playbook.acme]
title = "x"
short = "x"
steps = ["x", "y"]
`)
	got := map[string]string{}
	for _, g := range c.LangGaps(l) {
		if g.Kind != "words" && g.Kind != "notes" {
			got[g.Kind] = strings.Join(g.Missing, "; ")
		} else if g.Total == 0 || len(g.Missing) != g.Total {
			t.Errorf("%s: %d of %d missing", g.Kind, len(g.Missing), g.Total)
		}
	}
	want := map[string]string{"codes": `entry."rfc/450": meaning, when`, "texts": `entry."acme/blocked"`, "playbooks": ""}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, g := range c.LangGaps(English()) {
		if len(g.Missing) > 0 {
			t.Errorf("English lacks %v", g.Missing)
		}
	}
}
