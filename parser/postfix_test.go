package parser

import (
	"fmt"
	"testing"
)

func TestQueueID(t *testing.T) {
	tests := []struct{ in, id, rest string }{
		{"5BAF1: to=<a@b>", "5BAF1", "to=<a@b>"},
		{"0A1B2C3D4E5F: x", "0A1B2C3D4E5F", "x"},
		{"4jXHtl37jt: x", "4jXHtl37jt", "x"},
		{"4jXHtl37jtz1ZpQ: x", "4jXHtl37jtz1ZpQ", "x"},
		{"NOQUEUE: reject: x", "", "reject: x"},
		{"warning: x", "", "warning: x"},
		{"statistics: x", "", "statistics: x"},
		{"DEAD: x", "", "DEAD: x"},
		{"CONNECT: x", "", "CONNECT: x"},
		{"5BAF1:x", "", "5BAF1:x"},
		{"5BAF1", "", "5BAF1"},
		{"", "", ""},
	}
	for _, tt := range tests {
		id, rest := queueID([]byte(tt.in))
		if string(id) != tt.id || string(rest) != tt.rest {
			t.Errorf("%q: got %q and %q", tt.in, id, rest)
		}
	}
}

func TestPeerOf(t *testing.T) {
	tests := []struct{ in, want string }{
		{"mx.example.com[192.0.2.1]:25", "mx.example.com 192.0.2.1 25"},
		{"mx.example.com[192.0.2.1]", "mx.example.com 192.0.2.1 0"},
		{"mx.example.com[2001:db8::1]:25", "mx.example.com 2001:db8::1 25"},
		{"unknown[192.0.2.1]", " 192.0.2.1 0"},
		{"[192.0.2.1]:4567", " 192.0.2.1 4567"},
		{"mx1[private/dovecot-lmtp]", "mx1  0"},
		{"unknown[unknown]", "  0"},
		{"none", "  0"},
		{"local", "  0"},
		{"", "  0"},
		{"mx[192.0.2.1", "mx  0"},
		{"mx[]", "mx  0"},
	}
	for _, tt := range tests {
		p := parsePeer([]byte(tt.in))
		if got := fmt.Sprintf("%s %s %d", p.Name, p.IP, p.Port); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Every end of "while …" that smtp(8) writes is a phase, and words that tell
// of none are none.
func TestPostfixPhase(t *testing.T) {
	for i := range whilePhases {
		w := &whilePhases[i]
		for _, text := range []string{"lost connection with mx[192.0.2.1] while ", "delivery temporarily suspended: conversation with mx[192.0.2.1] timed out while "} {
			if got := postfixPhase([]byte(text + w.words)); got != w.phase {
				t.Errorf("%s%s: got %q, want %q", text, w.words, got, w.phase)
			}
		}
	}
	for in, want := range map[string]Phase{
		"connect to mx[192.0.2.1]:25: Connection refused":                         PhaseConnect,
		"Host or domain name not found. Name service error for name=x type=MX: x": PhaseDNS,
		"lost connection with mx[192.0.2.1] while doing something new":            PhaseUnknown,
		"mail for x loops back to myself":                                         PhaseUnknown,
		"mail transport unavailable":                                              PhaseQueue,
		"":                                                                        PhaseUnknown,
	} {
		if got := postfixPhase([]byte(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestOwnsPostfix(t *testing.T) {
	for in, want := range map[string]bool{
		"postfix/smtp": true, "postfix/submission/smtpd": true, "mailout/smtp": true, "postfix-in/smtpd": true, "postfix": true,
		"postfix/unheard-of": true, "smtp": false, "smtpd": false, "dovecot/imap": false, "qmail/queue": false, "": false, "/": false,
	} {
		if got := ownsPostfix([]byte(in)); got != want {
			t.Errorf("%q: got %v", in, got)
		}
	}
}

// Addresses with brackets, quotes and blanks in them come out whole.
func TestBracketed(t *testing.T) {
	for in, want := range map[string]string{
		"<a@b>, x": "a@b", "<>": "<>", `<"a b"@c> x`: `"a b"@c`, `<"a>b"@c>`: `"a>b"@c`, `<"a\">b"@c>`: `"a\">b"@c`,
		"<a@b": "", "<": "", `<"a@b> x`: `"a@b`,
	} {
		if got := string(bracketed([]byte(in))); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
