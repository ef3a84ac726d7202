package render

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAppendString(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", `""`},
		{"plain text", `"plain text"`},
		{`a "quoted" \ word`, `"a \"quoted\" \\ word"`},
		{"tab\there\nand\rthere", `"tab\there\nand\rthere"`},
		{"\x00\x1b[31m\x7f", `"\u0000\u001b[31m\u007f"`},
		{"gr\u00fc\u00dfe \u6f22\u5b57", "\"gr\u00fc\u00dfe \u6f22\u5b57\""},
		{"\u009b31m", `"\u009b31m"`},
		{"a\xffb", "\"a\ufffdb\""},
		{"\xe6\xbc", "\"\ufffd\ufffd\""},
		{"cut \xf0\x9f\x98", "\"cut \ufffd\ufffd\ufffd\""},
		{"\xed\xa0\x80", "\"\ufffd\ufffd\ufffd\""},
		{"<a@b> & c", `"<a@b> & c"`},
	} {
		if got := string(appendString(nil, c.in)); got != c.want {
			t.Errorf("appendString(%q) = %s, want %s", c.in, got, c.want)
		}
		if got := string(appendString(nil, []byte(c.in))); got != c.want {
			t.Errorf("appendString([]byte(%q)) = %s, want %s", c.in, got, c.want)
		}
	}
}

// asText is what a reader of the output has to find for these bytes.
func asText(s string) string {
	return strings.ToValidUTF8(eachInvalid(s), "\ufffd")
}

// eachInvalid parts invalid bytes, which ToValidUTF8 would make one of.
func eachInvalid(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			b.WriteString("\ufffd")
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func FuzzAppendString(f *testing.F) {
	for _, s := range []string{"", "250 Ok", "\xff\xfe", "\u0085\u2028", "\"\\\x00", "\xf4\x90\x80\x80"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if got != asText(s) {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

func TestPlainLength(t *testing.T) {
	for _, odd := range []byte{'"', '\\', 0x00, 0x1f, 0x7f, 0x80, 0xff} {
		for at := range 40 {
			b := []byte(strings.Repeat("a ~!}", 8))
			b[at] = odd
			if got := plainLength(b); got != at {
				t.Fatalf("%#x at %d: %d", odd, at, got)
			}
		}
	}
	if s := strings.Repeat("azAZ09 !~[]#", 4); plainLength([]byte(s)) != len(s) {
		t.Error("plain text found odd")
	}
}
