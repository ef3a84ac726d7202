package parser

import "testing"

func TestPairOf(t *testing.T) {
	for _, c := range []struct{ s, key, parted, want string }{
		{"type=event subtype=smtp", "type=", " ", "event"},
		{"subtype=smtp type=event", "type=", " ", "event"},
		{"subtype=smtp,type=event,x=1", "type=", " ,", "event"},
		{"subtype=smtp,type=event", "type=", " ", ""},
		{`a="b c" d=e`, "a=", " ", "b c"},
		{`a="b, c",d=e`, "d=", " ,", "e"},
		{`a="b c`, "a=", " ", "b c"},
		{"to=<ann smith@example.com> from=x", "to=", " ", "<ann smith@example.com>"},
		{"to=<ann from=x", "to=", " ", "<ann"},
		{"a=", "a=", " ", ""},
		{"a= b=c", "a=", " ", ""},
		{"", "a=", " ", ""},
	} {
		if got := string(pairOf([]byte(c.s), c.key, c.parted)); got != c.want {
			t.Errorf("%q, %s: %q, want %q", c.s, c.key, got, c.want)
		}
	}
}
