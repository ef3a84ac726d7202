package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const whole = `# The checks of our server.
lang = "en"
width = 100
tz = 'Europe/Berlin'

[annotate]
explain = "brief"

[check]
fail-on = "error" # nothing less
enable = [
  "tls/*", # those
  "reply/legal",
]
disable = ["retry/5xx"]

[check.level]
"reply/*" = "notice"
'tls/auth-in-clear' = "error"
`

func TestParse(t *testing.T) {
	f, err := Parse("smtplog.toml", whole)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range f.Values() {
		got = append(got, fmt.Sprintf("%d %s %s %v", v.Line, v.Name, v.Text, v.List))
	}
	want := []string{
		"2 lang en []",
		"3 width 100 []",
		"4 tz Europe/Berlin []",
		"7 annotate.explain brief []",
		"11 check.enable  [{ tls/* 12} { reply/legal 13}]",
		"15 check.disable  [{ retry/5xx 15}]",
		"17 check.level  [{reply/* notice 18} {tls/auth-in-clear error 19}]",
		"10 check.fail-on error []",
	}
	if !slices.Equal(got, want) {
		t.Errorf("values:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if v, ok := f.Get("check.fail-on"); !ok || v.Text != "error" {
		t.Errorf("check.fail-on is %+v", v)
	}
	var none *File
	if _, ok := none.Get("lang"); ok {
		t.Error("no file has a value")
	}
}

// TestForms reads the same in the other forms that TOML has.
func TestForms(t *testing.T) {
	for _, text := range []string{
		"check.fail-on = \"error\"\ncheck.level.\"retry/*\" = \"notice\"\n",
		"check = { fail-on = \"error\", level = { \"retry/*\" = 'notice' } }",
		"[check]\r\nfail-on = '''error'''\r\nlevel = {\"retry/*\" = \"\"\"notice\"\"\"}\r\n",
		"\ufeff[ check ]\n\"fail-on\" = \"error\"\n[check . 'level']\n\"retry\\u002f*\" = \"notice\"",
	} {
		f, err := Parse("f", text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		fail, _ := f.Get("check.fail-on")
		level, _ := f.Get("check.level")
		if fail.Text != "error" || fail.Line == 0 || len(level.List) != 1 || level.List[0].Name != "retry/*" || level.List[0].Text != "notice" || level.List[0].Line == 0 {
			t.Errorf("%q: %+v, %+v", text, fail, level)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, tc := range []struct{ text, want, words string }{
		{"\nlagn = 'en'\n", `f:2: unknown key "lagn"`, "lang"},
		{"[check]\nfail_on = 'error'\n", `f:2: unknown key "fail_on" in [check]`, "fail-on"},
		{"[chek]\nenable = []\n", `f:1: unknown key "chek"`, "check"},
		{"lang = 'en'\n[check]\nx = 1\n[y]\n", `f:3: unknown key "x" in [check]`, "enable"},
		{"check = true", "f:1: check is a table: write [check] on a line of its own, and its keys below", ""},
		{"[check]\nenable = 'tls/*'", `f:2: check.enable takes a list of strings, such as ["word"]`, ""},
		{"[check]\nenable = ['a',\n 1]", `f:3: check.enable takes a list of strings, such as ["word"]`, ""},
		{"[check]\nlevel = 'error'", "f:2: check.level takes a table of strings", ""},
		{"[check.level]\nretry = 5", `f:2: "retry" in check.level takes a string, such as "word"`, ""},
		{"[check.level]\nretry.x = 'error'", `f:2: "retry" in check.level: a name with a dot needs quotes`, ""},
		{"width = 'wide'", "f:1: width takes a whole number", ""},
		{"width = 1.5", "f:1: width takes a whole number", ""},
		{"lang = 1", `f:1: lang takes a string, such as "word"`, ""},
		{"[[check]]\nx = 1", "f:1: check is a table: write [check] on a line of its own, and its keys below", ""},
	} {
		_, err := Parse("f", tc.text)
		var fault *Error
		if !errors.As(err, &fault) || err.Error() != tc.want {
			t.Errorf("%q: %v, want %s", tc.text, err, tc.want)
			continue
		}
		if tc.words != "" && !slices.Contains(fault.Words, tc.words) {
			t.Errorf("%q: %v lacks %s", tc.text, fault.Words, tc.words)
		}
	}
	for _, text := range []string{"lang = ", "lang = 'en'\nlang = 'id'", "[check\n", "lang = \"\x01\"", "\xff"} {
		_, err := Parse("f", "\n"+text)
		var fault *Error
		if !errors.As(err, &fault) || fault.Line == 0 {
			t.Errorf("%q: %v has no line", text, err)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(filepath.Join(dir, "none.toml")); !errors.Is(err, os.ErrNotExist) || strings.Count(err.Error(), "none.toml") != 1 {
		t.Errorf("a file that is not there: %v", err)
	}
	if _, err := Load(dir); err == nil {
		t.Error("a directory is read")
	}
	big := filepath.Join(dir, "big.toml")
	if err := os.WriteFile(big, make([]byte, maxSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(big); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a large file: %v", err)
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	write := func(parts ...string) string {
		path := filepath.Join(append([]string{root}, parts...)...)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	deep := filepath.Join(root, "project", "a", "b")
	if err := os.MkdirAll(filepath.Join(deep, Name), 0o755); err != nil { // a directory is no configuration
		t.Fatal(err)
	}
	find := func(dir string) string {
		return Find(dir, []string{filepath.Join(root, "nothing"), filepath.Join(root, "xdg")})
	}
	if got := find(deep); got != "" {
		t.Errorf("found %s", got)
	}
	own := write("xdg", "smtplog", Name)
	if got := find(deep); got != own {
		t.Errorf("found %s, want the user's own", got)
	}
	if got := find(""); got != own {
		t.Errorf("without a directory: found %s, want the user's own", got)
	}
	project := write("project", Name)
	if got := find(deep); got != project {
		t.Errorf("found %s, want the project's", got)
	}
	near := write("project", "a", Name)
	if got := find(deep); got != near {
		t.Errorf("found %s, want the nearest", got)
	}
}

// FuzzParse looks for texts that the walk over lines does not come through.
func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add("a = {b = [[1, {c = 2}], '''x\n''''']}\n[[d]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse("f", text)
		var fault *Error
		if err != nil && !errors.As(err, &fault) {
			t.Fatalf("%T %v", err, err)
		}
		for _, v := range file.Values() {
			if v.Line <= 0 || v.Line > strings.Count(text, "\n")+1 {
				t.Fatalf("%s is on line %d", v.Name, v.Line)
			}
		}
	})
}
