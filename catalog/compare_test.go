package catalog

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the tests got into their golden files")

// golden holds what a test got against a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("testdata/%s: got\n%s\nwant\n%s", name, got, want)
	}
}

// compareCodes is a catalog of the codes that are compared, with words of its own,
// so that the golden file does not change with the texts.
func compareCodes(t *testing.T) *Catalog {
	t.Helper()
	c, err := Load(os.DirFS("."), "testdata/compare.toml", "data/commands.toml", "data/refs.toml")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCompare(t *testing.T) {
	c := compareCodes(t)
	var b strings.Builder
	for _, pair := range [][2]string{
		{"214", "252"}, {"211", "252"}, {"211", "214"}, {"250", "550"}, {"450", "550"}, {"250", "354"},
		{"550", "5.1.1"}, {"550", "550 5.1.1"}, {"4.1.1", "5.1.1"}, {"5.1.1", "5.7.1"}, {"421", "550"},
		{"250", "453"}, {"4xx", "5xx"}, {"220", "250"},
	} {
		p, err := c.Compare(pair[0], pair[1], nil)
		if err != nil {
			t.Errorf("%v: %v", pair, err)
			continue
		}
		b.WriteString("# " + p.A.Code + " and " + p.B.Code + "\n" + p.Opening + "\n")
		for i, d := range p.Differences {
			b.WriteString(string(rune('1'+i)) + ". " + d + "\n")
		}
		for _, w := range p.When {
			b.WriteString("* " + w + "\n")
		}
		b.WriteString("Related: " + strings.Join(p.Related, ", ") + "\nRefs: " + strings.Join(p.Refs, ", ") + "\n\n")
	}
	golden(t, "compare.golden", b.String())
	if strings.ContainsAny(b.String(), "{}") {
		t.Error("a place in a sentence was not filled")
	}
}

func TestCompareFaults(t *testing.T) {
	c := compareCodes(t)
	for _, test := range []struct{ a, b, want string }{
		{"250", "hello", `"hello" is no code`},
		{"", "250", `"" is no code`},
		{"250", "250", "are the same code"},
		{"550 5.1.1", "550-5.1.1", "are the same code"},
	} {
		if _, err := c.Compare(test.a, test.b, nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q and %q: got %v, want %q", test.a, test.b, err, test.want)
		}
	}
	var unknown *UnknownCodeError
	if _, err := c.Compare("250", "352", nil); !errors.As(err, &unknown) || unknown.Code != "352" || len(unknown.Near) == 0 {
		t.Errorf("got %v", err)
	}
}

func TestCompareBothWays(t *testing.T) {
	c := compareCodes(t)
	there, err := c.Compare("450", "550", nil)
	if err != nil {
		t.Fatal(err)
	}
	back, err := c.Compare("550", "450", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(there.Differences) != len(back.Differences) || there.A.Code != back.B.Code {
		t.Errorf("%d differences one way, %d the other", len(there.Differences), len(back.Differences))
	}
}

func TestParseCode(t *testing.T) {
	for in, want := range map[string]string{
		"550": "550", "5.1.1": "5.1.1", "550 5.1.1": "550 5.1.1", "550-5.1.1": "550 5.1.1", " 4yz ": "4xx", "5XX": "5xx",
		"199": "199", "55": "", "5.1": "", "550 550": "", "5.1.1 550": "", "3.1.1": "", "5.01.1": "", "550 5.1.1 no": "", "5.1.1234": "",
	} {
		got, err := ParseCode(in)
		if (err != nil) != (want == "") || err == nil && got.String() != want {
			t.Errorf("%q: got %q, %v; want %q", in, got, err, want)
		}
	}
}
