package parser

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

// inUTF16 writes text in UTF-16 with a mark.
func inUTF16(text string, order binary.ByteOrder) []byte {
	var out []byte
	for _, u := range append([]uint16{0xfeff}, utf16.Encode([]rune(text))...) {
		var two [2]byte
		order.PutUint16(two[:], u)
		out = append(out, two[:]...)
	}
	return out
}

func TestTextReader(t *testing.T) {
	long := strings.Repeat("a line with ä, € and 𝄞\r\n", 5000)
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"one byte", "x", "x"},
		{"half a mark", "\xef\xbb", "\xef\xbb"},
		{"half a mark of the other kind", "\xff", "\xff"},
		{"plain", "220 ok\n", "220 ok\n"},
		{"utf-8", utf8Mark + "220 ok\n", "220 ok\n"},
		{"utf-8, mark alone", utf8Mark, ""},
		{"little", string(inUTF16("220 ök 𝄞\n", binary.LittleEndian)), "220 ök 𝄞\n"},
		{"big", string(inUTF16("220 ök 𝄞\n", binary.BigEndian)), "220 ök 𝄞\n"},
		{"long", string(inUTF16(long, binary.LittleEndian)), long},
		{"odd", "\xff\xfea\x00b", "a\ufffd"},
		{"half a pair at the end", "\xff\xfe\x34\xd8", "\ufffd"},
		{"half a pair before a letter", "\xff\xfe\x34\xd8a\x00", "\ufffda"},
		{"not a mark", "\xef\xbbX\n", "\xef\xbbX\n"},
	} {
		for name, r := range map[string]io.Reader{
			"whole":      strings.NewReader(c.in),
			"bytewise":   iotest.OneByteReader(strings.NewReader(c.in)),
			"data + err": iotest.DataErrReader(strings.NewReader(c.in)),
			"half":       iotest.HalfReader(strings.NewReader(c.in)),
		} {
			got, err := io.ReadAll(newTextReader(r))
			if err != nil || strings.ReplaceAll(string(got), "\ufffd\ufffd", "\ufffd") != c.want {
				t.Errorf("%s, %s: %.80q, %v, want %.80q", c.name, name, got, err, c.want)
			}
		}
	}
}

// A reader's error comes behind all that it gave, and one that gives nothing
// for ever is noticed.
func TestTextReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, in := range []string{"", "x\n", "\xff\xfea\x00", utf8Mark + "x"} {
		_, err := Scan(io.MultiReader(strings.NewReader(in), iotest.ErrReader(broken)), Options{Workers: 1}, func(*Event) error { return nil })
		if !errors.Is(err, broken) {
			t.Errorf("%q: %v", in, err)
		}
	}
	for _, in := range []string{"", "x", "\xff\xfe", utf8Mark} {
		_, err := Scan(io.MultiReader(strings.NewReader(in), silent{}), Options{Workers: 1}, func(*Event) error { return nil })
		if !errors.Is(err, errNoProgress) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

// silent gives neither data nor an error.
type silent struct{}

func (silent) Read([]byte) (int, error) { return 0, nil }

func TestCSV(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		{``, []string{""}},
		{`a,b`, []string{"a", "b"}},
		{`a,,`, []string{"a", "", ""}},
		{`"a,b",c`, []string{"a,b", "c"}},
		{`"a ""b"" c",d`, []string{`a "b" c`, "d"}},
		{`"a"`, []string{"a"}},
		{`"a`, []string{"a"}},
		{`"a""`, []string{`a"`}},
		{`"a" b,c`, []string{"a b", "c"}},
		{`"",x`, []string{"", "x"}},
		{`"x",`, []string{"x", ""}},
	} {
		var line csvLine
		line.split(&Batch{}, []byte(c.in), ',')
		got := bytes.Join(line.f, []byte("|"))
		if string(got) != strings.Join(c.want, "|") {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
}
