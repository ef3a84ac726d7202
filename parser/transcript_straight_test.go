package parser

import (
	"bytes"
	"strings"
	"testing"
)

// checkStraight compares what is told of an input whose plain lines go the
// straight way with what is told where every line of the dialogue is wanted,
// and none does.
func checkStraight(t *testing.T, in []byte, single bool) {
	t.Helper()
	replies := func(opts Options) scanned {
		opts.Workers, opts.Single = 1, single
		s := scanAll(bytes.NewReader(in), opts)
		told := s.events[:0]
		for _, l := range s.events {
			if _, kind, _ := strings.Cut(l, " "); strings.HasPrefix(kind, "reply") || strings.HasPrefix(kind, "diagnostic") {
				told = append(told, l)
			}
		}
		s.events = told
		return s
	}
	same(t, "the straight way", replies(Options{}), replies(Options{Dialogue: true}))
}

func TestStraightWay(t *testing.T) {
	for _, tt := range transcriptTests {
		checkStraight(t, []byte(tt.in), false)
		checkStraight(t, []byte(strings.Repeat(tt.in, 2)), false)
	}
	for i := range clientStyles {
		show := clientStyles[i].show
		checkStraight(t, []byte(strings.Join(show(sample), "")), false)
		checkStraight(t, []byte(interleaved(show(sample), show(sampleLMTP))), false)
	}
	for _, tt := range clientTests {
		checkStraight(t, []byte(tt.in), false)
	}
}

// What looks like a reply or a command of the conversation may be another's.
func TestStraightWayLeaves(t *testing.T) {
	const head = "220 mx.example.org ESMTP\nEHLO client.example.net\n250 mx.example.org\n"
	for _, tt := range []struct {
		name, rest string
		replies    int
	}{
		{"a command and its reply", "MAIL FROM:<a@example.org>\n250 2.1.0 Ok\n", 1},
		{"recordio's process", "QUIT\n250 > 220 mx.example.com ESMTP\n250 < QUIT\n250 > 221 Bye\n", 2},
		{"a secret", "AUTH LOGIN\n334 VXNlcm5hbWU6\nMAIL FROM:<a@example.org>\n334 UGFzc3dvcmQ6\nc2VjcmV0\n235 2.7.0 Ok\n", 3},
		{"a text that looks like commands", "DATA\n354 go on\nQUIT\n250 is a number\n\n.\n250 2.0.0 Ok\n", 2},
		{"exim's listing", "QUIT\n250 matches out of 300 messages\n221 Bye\n", 1},
		{"a reply that is open", "HELP\n214-a\nQUIT\n221 Bye\n", 2},
	} {
		in := []byte(head + tt.rest)
		n := -2
		if _, err := Scan(bytes.NewReader(in), Options{Workers: 1}, func(e *Event) error {
			if e.Kind == KindReply {
				n++
			}
			return nil
		}); err != nil || n != tt.replies {
			t.Errorf("%s: %d replies, want %d; %v", tt.name, n, tt.replies, err)
		}
		checkStraight(t, in, false)
	}
}
