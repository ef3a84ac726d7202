package parser

import (
	"fmt"
	"strings"
	"testing"
)

// What a server says in a conversation is the conversation's, however much it
// looks like an entry that stands apart from one: also of a pasted piece, about
// which every reader is asked.
func TestSourceApart(t *testing.T) {
	const talk = "S: 220 mx.example.com ESMTP\nC: EHLO a.example\nS: 250 mx.example.com\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 ok\nC: RCPT TO:<x@example.com>\n"
	const status = "550 5.7.1 [{LED=451 4.1.1 no};{FQDN=mx.example.com}]\n"
	for _, single := range []bool{false, true} {
		for _, tt := range []struct{ in, want string }{
			{talk + "S: " + status, "transcript 220 transcript 250 transcript 250 transcript 550"},
			{"S: " + status, "exchange-shell 451"},
		} {
			var got []string
			for _, e := range keepEvents(t, []byte(tt.in), Options{Single: single}) {
				got = append(got, fmt.Sprint(e.Format.Name, " ", e.Reply.Code))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("single %v: %q gives %s", single, tt.in, s)
			}
		}
	}
}
