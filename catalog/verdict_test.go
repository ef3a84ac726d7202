package catalog

import (
	"os"
	"sync"
	"testing"
)

var commandsFixture = sync.OnceValues(func() (*Catalog, error) {
	return Load(os.DirFS("data"), "commands.toml")
})

func openCommands(t testing.TB) *Catalog {
	t.Helper()
	c, err := commandsFixture()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestVerdict(t *testing.T) {
	const (
		seq = "RFC 5321 §4.3.2"
		e   = Expected
		u   = Unusual
		v   = Violation
		n   = Unknown
	)
	c := openCommands(t)
	for _, test := range []struct {
		verb, phase string
		code        int
		kind        VerdictKind
		ref         string
	}{
		// the greeting
		{"", "connect", 220, e, seq},
		{"", "connect", 554, e, seq},
		{"", "connect", 421, e, "RFC 5321 §3.8"},
		{"", "connect", 521, e, "RFC 7504 §3"},
		{"", "connect", 450, u, seq},
		{"", "connect", 500, u, seq},
		{"", "connect", 250, u, seq},
		{"", "connect", 221, v, "RFC 5321 §3.8"},
		{"", "connect", 354, v, seq},
		{"", "connect", 120, v, seq},
		// EHLO and its kin
		{"EHLO", "ehlo", 250, e, seq},
		{"EHLO", "ehlo", 502, e, seq},
		{"EHLO", "ehlo", 504, e, seq},
		{"EHLO", "ehlo", 550, e, seq},
		{"EHLO", "ehlo", 500, e, seq},
		{"EHLO", "ehlo", 501, e, seq},
		{"EHLO", "ehlo", 421, e, seq},
		{"EHLO", "ehlo", 220, u, seq},
		{"EHLO", "ehlo", 530, u, seq},
		{"EHLO", "ehlo", 450, u, seq},
		{"EHLO", "ehlo", 354, v, seq},
		{"HELO", "ehlo", 250, e, seq},
		{"HELO", "ehlo", 530, e, "RFC 3207 §4"},
		{"HELO", "", 550, e, seq},
		{"LHLO", "ehlo", 250, e, "RFC 2033 §4.1"},
		{"", "ehlo", 250, e, seq},
		// MAIL
		{"MAIL", "mail", 250, e, seq},
		{"MAIL", "mail", 552, e, seq},
		{"MAIL", "mail", 555, e, seq},
		{"MAIL", "mail", 530, e, "RFC 3207 §4"},
		{"MAIL", "mail", 450, e, "RFC 6710 §4"},
		{"MAIL", "mail", 355, e, "RFC 1845 §4"},
		{"MAIL", "mail", 251, e, "RFC 6710 §7"},
		{"MAIL", "mail", 523, e, "RFC 8689 §2"},
		{"MAIL", "mail", 554, e, "RFC 4865 §4"},
		{"MAIL", "mail", 220, u, seq},
		{"MAIL", "mail", 252, u, seq},
		{"MAIL", "mail", 571, u, seq},
		{"MAIL", "mail", 221, v, "RFC 5321 §3.8"},
		{"MAIL", "mail", 150, v, seq},
		{"MAIL", "mail", 650, v, seq},
		{"MAIL", "mail", 0, v, seq},
		{"MAIL", "mail", 1000, v, seq},
		// RCPT
		{"RCPT", "rcpt", 250, e, seq},
		{"RCPT", "rcpt", 251, e, seq},
		{"RCPT", "rcpt", 550, e, seq},
		{"RCPT", "rcpt", 551, e, seq},
		{"RCPT", "rcpt", 452, e, seq},
		{"RCPT", "rcpt", 503, e, seq},
		{"RCPT", "rcpt", 530, e, "RFC 4954 §6"},
		{"RCPT", "rcpt", 556, e, "RFC 7504 §4"},
		{"RCPT", "rcpt", 421, e, seq},
		{"RCPT", "rcpt", 501, e, seq},
		{"RCPT", "rcpt", 554, u, seq},
		{"RCPT", "rcpt", 252, u, seq},
		{"RCPT", "rcpt", 235, u, seq},
		{"RCPT", "rcpt", 471, u, seq},
		{"MAIL", "mail", 354, v, seq},
		{"RCPT", "rcpt", 354, v, seq},
		{"RCPT", "rcpt", 334, v, seq},
		{"", "rcpt", 550, e, seq},
		// DATA and the message
		{"DATA", "data", 354, e, seq},
		{"DATA", "data", 503, e, seq},
		{"DATA", "data", 554, e, seq},
		{"DATA", "data", 451, e, "RFC 821 §4.3"},
		{"DATA", "data", 452, u, "RFC 821 §4.3"},
		{"DATA", "data", 550, u, seq},
		{"DATA", "data", 350, u, seq},
		{"DATA", "data", 250, v, seq},
		{"DATA", "data", 251, v, seq},
		{"DATA", "message", 250, e, seq},
		{"DATA", "message", 354, v, seq},
		{"", "message", 250, e, seq},
		{"", "message", 554, e, seq},
		{"", "message", 353, e, "draft-hall-prdr"},
		{"", "message", 252, u, seq},
		{".", "message", 552, e, seq},
		{".", "message", 421, e, seq},
		{"BDAT", "message", 250, e, "RFC 3030 §2"},
		{"BDAT", "message", 354, v, seq},
		{"BDAT", "message", 503, e, "RFC 3030 §2"},
		// the others of RFC 5321
		{"RSET", "rset", 250, e, seq},
		{"RSET", "rset", 252, v, "RFC 5321 §4.1.1.5"},
		{"RSET", "rset", 451, u, seq},
		{"NOOP", "noop", 250, e, seq},
		{"NOOP", "noop", 220, u, seq},
		{"QUIT", "quit", 221, e, seq},
		{"QUIT", "quit", 250, v, "RFC 5321 §4.1.1.10"},
		{"QUIT", "quit", 421, e, seq},
		{"QUIT", "quit", 503, u, seq},
		{"VRFY", "vrfy", 250, e, seq},
		{"VRFY", "vrfy", 252, e, seq},
		{"VRFY", "vrfy", 502, e, seq},
		{"VRFY", "vrfy", 554, u, seq},
		{"VRFY", "vrfy", 354, v, seq},
		{"EXPN", "expn", 252, e, seq},
		{"EXPN", "expn", 251, u, seq},
		{"HELP", "help", 211, e, seq},
		{"HELP", "help", 214, e, seq},
		{"HELP", "help", 250, u, seq},
		// extensions
		{"STARTTLS", "starttls", 220, e, "RFC 3207 §4"},
		{"STARTTLS", "starttls", 454, e, "RFC 3207 §4"},
		{"STARTTLS", "starttls", 502, u, "RFC 3207 §4"},
		{"STARTTLS", "starttls", 250, v, "RFC 3207 §4"},
		{"STARTTLS", "starttls", 530, u, seq},
		{"AUTH", "auth", 334, e, "RFC 4954 §4"},
		{"AUTH", "auth", 235, e, "RFC 4954 §6"},
		{"AUTH", "auth", 535, e, "RFC 4954 §6"},
		{"AUTH", "auth", 250, u, seq},
		{"AUTH", "auth", 435, u, seq},
		{"ETRN", "etrn", 253, e, "RFC 1985 §5.1"},
		{"ETRN", "etrn", 458, e, "RFC 1985 §5.1"},
		{"ATRN", "other", 453, e, "RFC 2645 §5.2.1"},
		{"TURN", "other", 502, e, "RFC 821 §4.3"},
		{"XCLIENT", "other", 220, e, "Postfix XCLIENT_README"},
		// what is not known
		{"GET", "other", 500, e, "RFC 5321 §4.2.4"},
		{"GET", "other", 502, e, "RFC 5321 §4.2.4"},
		{"GET", "other", 421, e, seq},
		{"GET", "other", 221, n, ""},
		{"GET", "other", 250, n, ""},
		{"GET", "other", 600, v, seq},
		{"", "", 550, n, ""},
		{"", "other", 550, n, ""},
		{"*", "", 500, e, "RFC 5321 §4.2.4"},
	} {
		got := c.Verdict(test.verb, test.phase, test.code)
		if got.Kind != test.kind || got.Ref != test.ref {
			t.Errorf("%d to %q in %q: got %v by %q, want %v by %q (%s)",
				test.code, test.verb, test.phase, got.Kind, got.Ref, test.kind, test.ref, got.Note)
		}
		if (got.Kind == Unknown) != (got.Ref == "") {
			t.Errorf("%d to %q: %v with ref %q", test.code, test.verb, got.Kind, got.Ref)
		}
	}
}

// Every row of the table must be what its own verdict says.
func TestVerdictOfEveryRow(t *testing.T) {
	c := openCommands(t)
	for _, cmd := range c.Commands() {
		if cmd.Verb == "*" {
			continue
		}
		listed := map[int]bool{}
		for _, r := range cmd.Replies {
			listed[r.Code] = listed[r.Code] || !r.Observed
		}
		for code, allowed := range listed {
			want := Expected
			if !allowed && code != 421 {
				want = Unusual
			}
			if got := c.Verdict(cmd.Verb, cmd.Phase, code); got.Kind != want {
				t.Errorf("%d to %q: got %v, want %v", code, cmd.Verb, got.Kind, want)
			}
		}
	}
}

func TestVerdictDoesNotAllocate(t *testing.T) {
	c := openCommands(t)
	if n := testing.AllocsPerRun(100, func() {
		c.Verdict("RCPT", "rcpt", 550)
		c.Verdict("", "message", 354)
		c.Verdict("GET", "other", 250)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
