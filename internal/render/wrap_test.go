package render

import (
	"strings"
	"testing"
)

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "gr\u00fcn": 4, "\u6f22\u5b57": 4, "e\u0301": 1, "\uff21": 2, "\u2713 \u00b7": 3, "\U0001f600": 2, "a\u200bb": 2, "\x1b": 0, "\u1100": 2,
	} {
		if got := Width(s); got != want {
			t.Errorf("Width(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestParagraph(t *testing.T) {
	for _, c := range []struct {
		runs        []string
		first, rest string
		width       int
		want        string
	}{
		{[]string{"one two three four five"}, "", "", 20, "one two three four\nfive\n"},
		{[]string{"one two three four five"}, "1. ", "   ", 23, "1. one two three four\n   five\n"},
		{[]string{"exactly twenty cells"}, "", "", 20, "exactly twenty cells\n"},
		{[]string{"glu", "ed pieces stay togeth", "er"}, "", "", 20, "glued pieces stay\ntogether\n"},
		{[]string{"see https://example.com/a/very/long/address here"}, "", "", 20, "see\nhttps://example.com/a/very/long/address\nhere\n"},
		{[]string{"told in RFC 5321 \u00a74.2.3 and RFC 3463"}, "", "", 22, "told in\nRFC 5321 \u00a74.2.3 and\nRFC 3463\n"},
		{[]string{"\u6f22\u5b57\u6f22\u5b57\u6f22 \u6f22\u5b57\u6f22\u5b57\u6f22"}, "", "", 20, "\u6f22\u5b57\u6f22\u5b57\u6f22\n\u6f22\u5b57\u6f22\u5b57\u6f22\n"},
		{nil, "", "", 20, "\n"},
	} {
		var p paragraph
		for _, r := range c.runs {
			p.add(pen{}, r)
		}
		if got := string(p.appendTo(nil, c.first, c.rest, c.width)); got != c.want {
			t.Errorf("%q at %d: got\n%swant\n%s", c.runs, c.width, got, c.want)
		}
	}
}

func TestParagraphWidth(t *testing.T) {
	text := strings.Repeat("some words of different lengths, ", 30)
	for width := 20; width < 130; width++ {
		var p paragraph
		p.add(pen{}, text)
		for line := range strings.Lines(string(p.appendTo(nil, Gutter, Gutter, width+len(Gutter)))) {
			if n := Width(strings.TrimSuffix(line, "\n")); n > width+len(Gutter) {
				t.Fatalf("line of %d cells at width %d", n, width+len(Gutter))
			}
		}
	}
}
