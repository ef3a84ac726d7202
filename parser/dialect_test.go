package parser

import (
	"strings"
	"testing"
)

// TestDialectExamples holds that the example of every format of transcripts is
// read as that format.
func TestDialectExamples(t *testing.T) {
	for _, d := range append([]*dialect{pairDialect}, dialects...) {
		f, found := d.format, false
		if _, err := Scan(strings.NewReader(f.Example), Options{Workers: 1, Single: true}, func(e *Event) error {
			if e.Kind == KindReply && e.Format == f {
				found = true
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if !found {
			t.Errorf("the example of %s has no reply of its format", f.Name)
		}
		if f.Title == "" || f.Reads == "" || f.Leaves == "" {
			t.Errorf("%s is not described", f.Name)
		}
	}
}

// TestDialectMarks holds that no two formats that are sure of a line claim the
// same mark. Two dialects of one format may, for opposite sides: what is said
// then tells them apart.
func TestDialectMarks(t *testing.T) {
	seen := map[string]sideMark{}
	for _, list := range dialectsBy.marks {
		for _, m := range list {
			if !m.d.sure || m.d.lead != leadNone {
				continue
			}
			if o, ok := seen[m.text]; ok && o.d != m.d && (o.d.format != m.d.format || o.side == m.side) {
				t.Errorf("%q is a mark of %s and of %s", m.text, o.d.format.Name, m.d.format.Name)
			}
			seen[m.text] = m
		}
	}
}

func TestUnquote(t *testing.T) {
	b := &Batch{}
	for _, tt := range []struct {
		q        quoting
		in, want string
	}{
		{quoteNone, `"a\r\n"`, `"a\r\n"`},
		{quoteString, `b'250 ok\r\n'`, "250 ok"},
		{quoteString, `"it's\r\n"`, "it's"},
		{quoteString, `u'a\tb\\c\x41\''`, "a\tb\\cA'"},
		{quoteString, `'cut off\r`, "cut off\r"},
		{quoteString, `'a\`, `a\`},
		{quoteString, `no literal`, `no literal`},
		{quoteString, ``, ``},
		{quoteHTML, `MAIL FROM:&lt;a@b&gt;<br>`, `MAIL FROM:<a@b>`},
		{quoteHTML, `a &amp; b &unknown;<br />`, `a & b &unknown;`},
	} {
		if got := string(tt.q.unquote(b, []byte(tt.in))); got != tt.want {
			t.Errorf("unquote(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestLabels(t *testing.T) {
	for in, want := range map[string]string{
		"S: 250 ok":                  "S|250 ok",
		"CLIENT> EHLO x":             "CLIENT|EHLO x",
		"CLIENT -> SERVER: EHLO x":   "CLIENT -> SERVER|EHLO x",
		"<<< 250 ok":                 "<<<|250 ok",
		"<-  250 ok":                 "<-|250 ok",
		"->":                         "->|",
		"→ EHLO x":                   "→|EHLO x",
		"[C] EHLO x":                 "[C]|EHLO x",
		"MAIL FROM:<a@b>":            "",
		"<br>250":                    "",
		"<> 250":                     "",
		"--- 250":                    "",
		"a long sentence, with a: b": "",
		"http://a.b/":                "",
	} {
		got := ""
		if l, text, ok := labelOf([]byte(in)); ok {
			got = string(l.text) + "|" + string(text)
		}
		if got != want {
			t.Errorf("labelOf(%q) = %q, want %q", in, got, want)
		}
	}
}
