package parser

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What programs do to the text of a reply is undone, and nothing is added.
func TestTextOfReplies(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"escapes in a listed reply", "[220] 'a.b ESMTP it\\'s me'\n> HELO c\n[250] 'a.b'\n", []string{"220 a.b ESMTP it's me", "250 a.b"}},
		{"the text on a line of its own, quoted", "\"smtpresponse\": \"552\\n5.3.4 too big\", \"page\": \"7\"\n", []string{"552 5.3.4 too big"}},
		{"an escaped quotation", "err=\"failed: \\\"550 5.1.1 no\\\" at last\" try=2\n", []string{"550 5.1.1 no"}},
		{"no text", "SMTP Error: Failed to add recipient 'ann@example.com'. (Code: 550)\n", []string{"550"}},
		{"brackets in Stalwart's", "<ann@example.com> (host 'mx.example.com' rejected command 'RCPT TO:<ann@example.com>' with code 550 (5.1.1) 'nobody (here)')\n", []string{"550 5.1.1 nobody (here)"}},
		{"escapes in an object", `{"tnx":"server","sid":"a","msg":"250-a.b \u003ca\u003e\n250 HELP"}` + "\n", []string{"250 a.b <a>|HELP"}},
		{"a code made of escapes", `{"tnx":"server","sid":"a","msg":"\u0035\u0035\u0030 no"}` + "\n", nil},
	} {
		var got []string
		for _, k := range keepEvents(t, []byte(tt.in), Options{}) {
			said := []string{strconv.Itoa(k.Reply.Code)}
			if k.Reply.Enhanced != nil {
				said = append(said, string(k.Reply.Enhanced))
			}
			if text := bytes.Join(k.Reply.Text, []byte("|")); len(text) > 0 {
				said = append(said, string(text))
			}
			got = append(got, strings.Join(said, " "))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Lines that wait for what follows are all shown, empty ones, too.
func TestHeldLinesShown(t *testing.T) {
	for _, in := range []string{
		"220 a.b ESMTP\n\nEHLO c\n\n250 d\n",
		"220 volts\n\n250 apples\n\nno more\n\n\nnothing\nat\nall\n",
	} {
		var got []string
		for _, k := range keepEvents(t, []byte(in), Options{Lines: true}) {
			if k.Raw != nil {
				got = append(got, string(k.Raw)+"\n")
			}
		}
		if s := strings.Join(got, ""); s != in {
			t.Errorf("shown as %q, is %q", s, in)
		}
	}
}
