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
		{[]string{"six of seven, 85.7 % failed"}, "", "", 20, "six of seven, 85.7 %\nfailed\n"},
		{[]string{"seven of seven, 85.7 % failed"}, "", "", 20, "seven of seven,\n85.7 % failed\n"},
		{[]string{"all the letters of a %s"}, "", "", 20, "all the letters of a\n%s\n"},
		{[]string{"told in RFC 5321 \u00a74.2.3 and RFC 3463"}, "", "", 22, "told in\nRFC 5321 \u00a74.2.3 and\nRFC 3463\n"},
		{[]string{"漢字漢字漢 漢字漢字漢"}, "", "", 20, "漢字漢字漢 漢字漢字\n漢\n"},
		{[]string{"返信が来るまで待ってください。その後で"}, "", "", 20, "返信が来るまで待って\nください。その後で\n"},
		{[]string{"サーバーは要求を拒否。もう一度"}, "", "", 20, "サーバーは要求を拒\n否。もう一度\n"},
		{[]string{"エラーの名前を見る「再送」"}, "", "", 20, "エラーの名前を見る\n「再送」\n"},
		{[]string{"コードは 550 5.1.1 です"}, "", "", 22, "コードは 550 5.1.1 で\nす\n"},
		{[]string{"宛先は", "ann@example.com", "です"}, "", "", 20, "宛先は\nann@example.comです\n"},
		{[]string{"한국어 문장은 띄어쓰기로 나눈다"}, "", "", 20, "한국어 문장은\n띄어쓰기로 나눈다\n"},
		{[]string{"Grüße, Straße, übermäßig groß"}, "", "", 20, "Grüße, Straße,\nübermäßig groß\n"},
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
	for _, text := range []string{
		strings.Repeat("some words of different lengths, ", 30),
		strings.Repeat("メッセージは、キューに残り `postqueue -p` で「確認」できます。", 12),
	} {
		for width := 20; width < 130; width++ {
			checkLines(t, text, width)
		}
	}
}

func checkLines(t *testing.T, text string, width int) {
	t.Helper()
	var p paragraph
	p.add(pen{}, text)
	for line := range strings.Lines(string(p.appendTo(nil, Gutter, Gutter, width+len(Gutter)))) {
		if n := Width(strings.TrimSuffix(line, "\n")); n > width+len(Gutter) {
			t.Fatalf("line of %d cells at width %d", n, width+len(Gutter))
		}
	}
}
