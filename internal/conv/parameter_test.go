package conv

import "testing"

func TestParameters(t *testing.T) {
	for _, tc := range []struct {
		arg  string
		want string
		uses Extensions
	}{
		{"FROM:<ann@example.net>", "", 0},
		{"FROM:<ann@example.net> SIZE=10 BODY=8BITMIME", "SIZE=10;BODY=8BITMIME;", Ext8BitMIME},
		{"FROM:<>  body=binarymime SMTPUTF8", "body=binarymime;SMTPUTF8=;", ExtBinaryMIME | ExtSMTPUTF8},
		{`FROM:<"a>b SIZE=1"@example.net> RET=HDRS`, "RET=HDRS;", 0},
		{"FROM: ann@example.net BODY=7BIT", "BODY=7BIT;", 0},
		{"FROM:ann@example.net", "", 0},
		{"FROM:<ann@example.net", "", 0},
		{"FROM", "", 0},
		{"", "", 0},
		{"TO:<bob@example.org>NOTIFY=NEVER", "NOTIFY=NEVER;", 0},
	} {
		got := ""
		for p := Parameters([]byte(tc.arg)); len(p) > 0; {
			var keyword, value []byte
			keyword, value, p = Parameter(p)
			if len(keyword) == 0 {
				break
			}
			got += string(keyword) + "=" + string(value) + ";"
		}
		if got != tc.want {
			t.Errorf("%q: %q, want %q", tc.arg, got, tc.want)
		}
		if uses := UsesOf([]byte(tc.arg)); uses != tc.uses {
			t.Errorf("%q: uses %b, want %b", tc.arg, uses, tc.uses)
		}
	}
	for _, tc := range []struct {
		keyword, value string
		want           Extensions
	}{
		{"size", "1", ExtSize}, {"BODY", "BINARYMIME", ExtBinaryMIME}, {"BODY", "", Ext8BitMIME}, {"XVERP", "", ExtOther},
	} {
		if got := ParameterOf([]byte(tc.keyword), []byte(tc.value)); got != tc.want {
			t.Errorf("%s=%s: %b, want %b", tc.keyword, tc.value, got, tc.want)
		}
	}
}

func TestHashName(t *testing.T) {
	if HashName([]byte("MX.example.org")) != HashName([]byte("mx.EXAMPLE.org")) || HashName(nil) != 0 ||
		HashName([]byte("a")) == HashName([]byte("b")) {
		t.Error("a name is not told by its letters alone")
	}
}
