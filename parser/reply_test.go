package parser

import (
	"fmt"
	"strings"
	"testing"
)

func TestReplyLine(t *testing.T) {
	tests := []struct {
		in, want string // "code enhanced|text", "-" behind the code for a line that others follow; "" for none
	}{
		{"250 Ok", "250 |Ok"},
		{"250-first", "250- |first"},
		{"250", "250 |"},
		{"250 ", "250 |"},
		{"250-", "250- |"},
		{"250\r\n", "250 |"},
		{"250\ttab", "250 |tab"},
		{"550 5.1.1 no such user", "550 5.1.1|no such user"},
		{"550-5.7.26 more", "550- 5.7.26|more"},
		{"550 5.1.1", "550 5.1.1|"},
		{"550  5.1.1 two blanks", "550 5.1.1|two blanks"},
		{"550 5.1.1: colon", "550 5.1.1|colon"},
		{"550 5.1.1, comma", "550 5.1.1|comma"},
		{"550 5.1.1:word", "550 |5.1.1:word"},
		{"550 5.1.1x word", "550 |5.1.1x word"},
		{"550 5.1 short", "550 |5.1 short"},
		{"550 5.1.1.1 address", "550 |5.1.1.1 address"},
		{"550 5.1.1. sentence", "550 |5.1.1. sentence"},
		{"550 5.1234.1 long", "550 |5.1234.1 long"},
		{"550 3.1.1 class", "550 |3.1.1 class"},
		{"550 4.2.2 the class is another's", "550 4.2.2|the class is another's"},
		{"550 #5.1.0 hash", "550 |#5.1.0 hash"},
		{"354 Go", "354 |Go"},
		{"199 odd", "199 |odd"},
		{"099 no", ""},
		{"55 short", ""},
		{"5500 long", ""},
		{"550no space", ""},
		{"550:colon", ""},
		{"250+plus", ""},
		{" 250 blank", ""},
		{"２５０ wide", ""},
		{"", ""},
		{"25", ""},
	}
	for _, tt := range tests {
		l, ok := parseReplyLine([]byte(tt.in))
		got := ""
		if ok {
			more := ""
			if l.more {
				more = "-"
			}
			got = fmt.Sprintf("%d%s %s|%s", l.code, more, l.enhanced, l.text)
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFlatReply(t *testing.T) {
	tests := []struct{ in, want string }{
		{"250 Ok", "250 |Ok"},
		{"550-5.1.1 a 550-5.1.1 b 550 5.1.1 c", "550 5.1.1|a|b|c"},
		{"550-a 550-b 550 c", "550 |a|b|c"},
		{"550-a 550", "550 |a|"},
		{"550-a 550 ", "550 |a|"},
		{"550-a", "550 |a"},
		{"550-a 550-b", "550 |a|b"},
		{"550-5.1.1 a 550-b 550 5.1.1 c", "550 5.1.1|a|b|c"},
		{"550-a 550 5.7.1 b", "550 5.7.1|a|b"},
		{"550-5.1.1 a 550 5.7.1 another", "550 5.1.1|a|5.7.1 another"},
		{"550-call 551 or 5500 now 550 end", "550 |call 551 or 5500 now|end"},
		{"550 no line of more 550 than this", "550 |no line of more 550 than this"},
		{"250-a  250-blank before 250 c", "250 |a |blank before|c"},
		{"550-port 550: 550 text", "550 |port 550:|text"},
		{"452-4.2.2 full 452 4.2.2 https://x/?p=452 - gsmtp", "452 4.2.2|full|https://x/?p=452 - gsmtp"},
		{"text", ""},
	}
	for _, tt := range tests {
		var lines [][]byte
		r, ok := parseFlat([]byte(tt.in), &lines)
		got := ""
		if ok {
			got = fmt.Sprintf("%d %s", r.Code, r.Enhanced)
			for _, l := range r.Text {
				got += "|" + string(l)
			}
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

// An enhanced code counts where it stands behind a number sign, and stays in
// the text.
func TestHashEnhanced(t *testing.T) {
	for in, want := range map[string]string{
		"sorry, no mailbox here by that name. (#5.1.1)": "5.1.1",
		"(#5.1.1 - chkuser)":                            "5.1.1",
		"#5.1.0 Address rejected.":                      "5.1.0",
		"see ticket #5.1":                               "",
		"item#5.1.1":                                    "",
		"#6.1.1 is none":                                "",
		"a # b #4.3.0":                                  "4.3.0",
		"":                                              "",
		"#":                                             "",
	} {
		if got := string(hashEnhanced([]byte(in))); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// A reply of more lines than are kept is cut off there, and its end is found.
func TestReplyOfManyLines(t *testing.T) {
	for _, n := range []int{MaxReplyLines - 1, MaxReplyLines, MaxReplyLines + 1} {
		var in strings.Builder
		for i := range n - 1 {
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtp[7]: < mx[192.0.2.1]:25: 250-line %d\n", i+1)
		}
		fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtp[7]: < mx[192.0.2.1]:25: 250 line %d\n", n)
		in.WriteString("Nov 22 13:00:00 mx1 postfix/smtp[7]: < mx[192.0.2.1]:25: 221 Bye\n")
		events := keepEvents(t, []byte(in.String()), Options{})
		if len(events) != 2 {
			t.Fatalf("%d lines: %d events", n, len(events))
		}
		e := events[0]
		if e.Lines != n || len(e.text) != min(n, MaxReplyLines) || e.Line != 1 || events[1].Line != int64(n+1) {
			t.Errorf("%d lines: says %d, has %d of text", n, e.Lines, len(e.text))
		}
		if last := e.text[len(e.text)-1]; last != fmt.Sprintf("line %d", min(n, MaxReplyLines)) {
			t.Errorf("%d lines: the last is %q", n, last)
		}
		flat := strings.Repeat("250-x ", n-1) + "250 x"
		var lines [][]byte
		if r, ok := parseFlat([]byte(flat), &lines); !ok || len(r.Text) != min(n, MaxReplyLines) {
			t.Errorf("flattened, %d lines: %d", n, len(r.Text))
		}
	}
}
