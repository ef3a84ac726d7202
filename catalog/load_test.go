package catalog

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const wholeEntry = `[[entry]]
id = "x/one"
title = "One"
class = "policy"
permanent = true
actor = "sender"
retry = "useless"
meaning = "M."
when = "W."
match = ["one and only"]
[[entry.sample]]
reply = "550 one and only"
`

func TestLoadFaults(t *testing.T) {
	change := func(old, new string) string { return strings.Replace(wholeEntry, old, new, 1) }
	for _, test := range []struct {
		name, text, want string
		line             int
	}{
		{"unknown key", change("when =", "wann ="), `user.toml:9: unknown key: "entry.wann"`, 9},
		{"unknown key of a sample", wholeEntry + "befor = 'x'\n", `user.toml:13: unknown key: "entry.sample.befor"`, 13},
		{"unknown table", wholeEntry + "[[entri]]\nid = 'y'\n", `user.toml:13: unknown key: "entri"`, 13},
		{"syntax", change(`"One"`, `"One`), "user.toml:3: ", 3},
		{"wrong type", change(`"One"`, "1"), "user.toml:3: ", 3},
		{"class", change(`"policy"`, `"polic"`), `user.toml:4: entry x/one: class is none of the list: "polic"`, 4},
		{"actor", change(`"sender"`, `"me"`), `actor is none of the list: "me"`, 6},
		{"retry", change(`"useless"`, `"never"`), `retry is none of the list: "never"`, 7},
		{"no id", change(`"x/one"`, `""`), "has no id", 1},
		{"id in capitals", change(`"x/one"`, `"x/One"`), "not in lower case", 2},
		{"phase", change("title", "phase = ['rctp']\ntitle"), `phase is none of the list: "rctp"`, 3},
		{"code", change("title", "code = 55\ntitle"), "neither a reply code nor a first digit", 3},
		{"enhanced", change("title", "enhanced = '3.1.1'\ntitle"), `enhanced is no enhanced code: "3.1.1"`, 3},
		{"nothing to be found by", change(`match = ["one and only"]`, "use = 'U.'"), "has neither code nor enhanced nor marker", 1},
		{"short pattern", change("one and only", "spam"), `match: "spam": has 4 characters`, 10},
		{"kind of text", change("one and only", "one and {only}"), "{only} is no kind of text", 10},
		{"id twice", wholeEntry + "\n\n" + wholeEntry, `user.toml:16: entry x/one: the id is used twice, first at user.toml:1: "x/one"`, 16},
		{"classes without X", change("title", "classes = [5]\ntitle"), "only an enhanced code that begins with X", 1},
		{"provider without hosts", change("title", "from_provider = true\nprovider = 'acme'\ntitle"), "no [[provider]] of this id", 4},
		{"command kind", "[[command]]\nverb = 'MAIL'\nreply = [{ code = 250, kind = 'error', ref = ['x'] }]\n", "the kind is not that of the code", 3},
		{"provider host", "[[provider]]\nid = 'a'\nname = 'A'\nhosts = ['*.a.example']\n", "plain name in lower case", 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := loadText(test.text)
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			var fault *Error
			if !errors.As(err, &fault) || fault.File != "user.toml" || fault.Line != test.line {
				t.Errorf("got %+v, want line %d", fault, test.line)
			}
		})
	}
}

func TestLoadTellsAllFaults(t *testing.T) {
	_, err := loadText(strings.NewReplacer("policy", "polic", "sender", "me").Replace(wholeEntry))
	for _, want := range []string{"class is none", "actor is none"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not tell %q", err, want)
		}
	}
}

func TestLoadRefusesTies(t *testing.T) {
	_, err := loadText(textEntry("x/b", "one half of it") + textEntry("x/a", "one halt of it") +
		"[[entry.sample]]\nreply = '550 one half of it, one halt of it'\n")
	if err == nil || !strings.Contains(err.Error(), "x/a and x/b match the same sample equally well") {
		t.Errorf("got %v", err)
	}
	same := strings.NewReplacer("match = ['one and only']", "", "x/one", "x/two", `match = ["one and only"]`, "code = 550\nstandard = 'standard'")
	_, err = loadText(same.Replace(wholeEntry) + strings.Replace(same.Replace(wholeEntry), "x/two", "x/three", 1))
	if err == nil || !strings.Contains(err.Error(), "stands for the same code and phase") {
		t.Errorf("got %v", err)
	}
}

func TestLoadPaths(t *testing.T) {
	files := fstest.MapFS{
		"d/a.toml":   {Data: []byte(textEntry("x/a", "the first text"))},
		"d/e/b.toml": {Data: []byte(textEntry("x/b", "the second text"))},
		"d/note.md":  {Data: []byte("not TOML")},
		"mine.conf":  {Data: []byte(textEntry("x/c", "the third text"))},
	}
	c, err := Load(files, "d", "mine.conf")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for e := range c.Entries() {
		ids = append(ids, e.ID)
	}
	if want := []string{"x/a", "x/b", "x/c"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
	if _, err := Load(files, "none.toml"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestExpand(t *testing.T) {
	c := openFixture(t)
	temporary, permanent := c.Entry("rfc/4.1.1"), c.Entry("rfc/5.1.1")
	if temporary == nil || permanent == nil {
		t.Fatal("X did not give two entries")
	}
	if temporary.Title != "Temporary 1.1" || temporary.Permanent != Passing || temporary.Retry != "helps" {
		t.Errorf("temporary: %+v", temporary)
	}
	if permanent.Title != "Title of rfc/X.1.1" || permanent.Permanent != Permanent || permanent.Retry != "useless" {
		t.Errorf("permanent: %+v", permanent)
	}
	if len(temporary.Samples) != 1 || len(permanent.Samples) != 1 || temporary.Samples[0].Reply != "450 4.1.1 no" {
		t.Errorf("samples: %+v and %+v", temporary.Samples, permanent.Samples)
	}
	if e := c.Entry("rfc/2.6.4"); e == nil || e.Permanent.Known() || c.Entry("rfc/4.6.4") != nil {
		t.Error("classes = [2] did not give class 2 alone")
	}
}

func TestOverlay(t *testing.T) {
	c := openFixture(t)
	over, err := loadText(textEntry("mine/spam", "looks like spam to us") +
		strings.Replace(textEntry("rfc/mine", "xxxxxx"), "match = ['xxxxxx']", "code = 450\nstandard = 'standard'", 1) +
		strings.Replace(textEntry("any/limit", "limit was reached"), "title = 'T'", "title = 'Mine'", 1))
	if err != nil {
		t.Fatal(err)
	}
	both, err := c.Overlay(over)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ reply, want string }{
		{"550 looks like spam to us", "mine/spam"},
		{"451 looks like spam to us", "acme/spam-later"},
		{"450 later", "rfc/mine"},
		{"452 limit was reached", "any/limit"},
		{"452 limit of 100 messages", "rfc/4xx"},
		{"550 5.1.1 User <bob> is unknown here", "acme/user-unknown"},
	} {
		q := queryOf(test.reply, "")
		if m := both.Lookup(&q); idOf(m.Entry) != test.want {
			t.Errorf("%q: got %q, want %q", test.reply, idOf(m.Entry), test.want)
		}
	}
	if e := both.Entry("any/limit"); e == nil || e.Title != "Mine" {
		t.Error("an entry was not replaced")
	}
	if e := c.Entry("any/limit"); e.Title == "Mine" {
		t.Error("the catalog below was changed")
	}
}

func TestExportTOMLLoads(t *testing.T) {
	c := openFixture(t)
	var file bytes.Buffer
	if err := c.WriteTOML(&file, c.List(Filter{})); err != nil {
		t.Fatal(err)
	}
	again, err := loadText(file.String())
	if err != nil {
		t.Fatal(err)
	}
	if again.Len() != c.Len() {
		t.Fatalf("%d entries became %d", c.Len(), again.Len())
	}
	for e := range c.Entries() {
		var a, b bytes.Buffer
		if err := errors.Join(WriteJSON(&a, []*Entry{e}), WriteJSON(&b, []*Entry{again.Entry(e.ID)})); err != nil {
			t.Fatal(err)
		}
		if a.String() != b.String() {
			t.Errorf("got %s, want %s", b.String(), a.String())
		}
	}
}

func TestOpenBroken(t *testing.T) {
	c, err := Compile(os.DirFS("testdata"), "codes.toml", "texts.toml")
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(c); n += 7 {
		if _, err := open(string(c[:n])); err == nil {
			t.Fatalf("%d of %d bytes were taken for a catalog", n, len(c))
		}
	}
	if _, err := open(string(c) + "x"); err == nil {
		t.Error("a byte too many was not noticed")
	}
}
