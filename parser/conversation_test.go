package parser

import (
	"fmt"
	"strings"
	"testing"
)

// session shows what a verbose server log of these lines gives: "C: " and "S: "
// say who spoke; every reply is told as "code verb phase recipient".
func session(t *testing.T, dialogue string) []string {
	t.Helper()
	var in strings.Builder
	for _, l := range strings.Split(strings.TrimSpace(dialogue), "\n") {
		switch l := strings.TrimSpace(l); {
		case strings.HasPrefix(l, "S: "):
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtpd[7]: > c[192.0.2.1]: %s\n", l[3:])
		case strings.HasPrefix(l, "C: "):
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtpd[7]: < c[192.0.2.1]: %s\n", l[3:])
		default:
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtpd[7]: %s\n", l)
		}
	}
	var got []string
	for _, k := range keepEvents(t, []byte(in.String()), Options{Workers: 1}) {
		s := fmt.Sprintf("%d %s %s %s", k.Reply.Code, k.Command.Verb, k.Phase, k.Recipient)
		if k.Lines > 1 {
			s += fmt.Sprintf(" %d lines", k.Lines)
		}
		got = append(got, strings.Join(strings.Fields(s), " "))
	}
	return got
}

func TestConversation(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"in order", `
			connect from c[192.0.2.1]
			S: 220 hello
			C: EHLO x
			S: 250-a
			S: 250 b
			C: QUIT
			S: 221 bye`,
			"220 connect, 250 EHLO ehlo 2 lines, 221 QUIT quit"},
		{"an error for a greeting", `
			connect from c[192.0.2.1]
			S: 554 no
			C: QUIT
			S: 221 bye`,
			"554 connect, 221 QUIT quit"},
		{"the log begins in the middle", `
			S: 250 who knows
			C: NOOP
			S: 250 Ok`,
			"250, 250 NOOP noop"},
		{"pipelined (RFC 2920)", `
			C: MAIL FROM:<a@b>
			C: RCPT TO:<c@d>
			C: RCPT TO:<e@f>
			C: DATA
			S: 250 Ok
			S: 550 no
			S: 250 Ok
			S: 354 go
			S: 250 queued`,
			"250 MAIL mail, 550 RCPT rcpt c@d, 250 RCPT rcpt e@f, 354 DATA data, 250 . message e@f"},
		{"a reply is missing before DATA's", `
			C: MAIL FROM:<a@b>
			S: 250 Ok
			C: RCPT TO:<c@d>
			C: RCPT TO:<e@f>
			S: 250 Ok
			C: DATA
			S: 354 go
			C: .
			S: 250 queued
			C: QUIT
			S: 221 bye`,
			"250 MAIL mail, 250 RCPT rcpt c@d, 354 DATA data, 250 . message, 221 QUIT quit"},
		{"a reply is missing before AUTH's", `
			C: EHLO x
			C: AUTH PLAIN
			S: 334
			C: AGEAYg==
			S: 235 Ok
			C: NOOP
			S: 250 Ok`,
			"334 AUTH auth, 235 AUTH auth, 250 NOOP noop"},
		{"DATA refused", `
			C: MAIL FROM:<a@b>
			S: 250 Ok
			C: DATA
			S: 554 no valid recipients
			C: RSET
			S: 250 Ok`,
			"250 MAIL mail, 554 DATA data, 250 RSET rset"},
		{"the message is shown", `
			C: DATA
			S: 354 go
			C: Subject: 550 this is no command
			C: QUIT
			C: .
			S: 250 Ok
			C: QUIT
			S: 221 bye`,
			"354 DATA data, 250 . message, 221 QUIT quit"},
		{"LMTP: a reply a recipient (RFC 2033)", `
			C: LHLO x
			S: 250 Ok
			C: MAIL FROM:<a@b>
			S: 250 Ok
			C: RCPT TO:<c@d>
			S: 250 Ok
			C: RCPT TO:<e@f>
			S: 550 no
			C: RCPT TO:<g@h>
			S: 250 Ok
			C: DATA
			S: 354 go
			C: .
			S: 250 c
			S: 452 g
			C: QUIT
			S: 221 bye`,
			"250 LHLO ehlo, 250 MAIL mail, 250 RCPT rcpt c@d, 550 RCPT rcpt e@f, 250 RCPT rcpt g@h, 354 DATA data, 250 . message c@d, 452 . message g@h, 221 QUIT quit"},
		{"AUTH in three steps (RFC 4954)", `
			C: AUTH LOGIN
			S: 334 VXNlcm5hbWU6
			C: QUIT
			S: 334 UGFzc3dvcmQ6
			C: DATA
			S: 535 no
			C: NOOP
			S: 250 Ok`,
			"334 AUTH auth, 334 AUTH auth, 535 AUTH auth, 250 NOOP noop"},
		{"BDAT (RFC 3030)", `
			C: MAIL FROM:<a@b>
			S: 250 Ok
			C: RCPT TO:<c@d>
			S: 250 Ok
			C: BDAT 100
			S: 250 100 octets
			C: BDAT 20 LAST
			S: 250 queued
			C: QUIT
			S: 221 bye`,
			"250 MAIL mail, 250 RCPT rcpt c@d, 250 BDAT message, 250 BDAT message, 221 QUIT quit"},
		{"an unknown command", `
			C: FOO bar
			S: 500 what
			C: VRFY ann
			S: 252 perhaps`,
			"500 FOO other, 252 VRFY vrfy"},
		{"STARTTLS, and EHLO again", `
			C: STARTTLS
			S: 220 go
			C: EHLO x
			S: 250 Ok`,
			"220 STARTTLS starttls, 250 EHLO ehlo"},
		{"QUIT was not waited for", `
			C: QUIT
			S: 220 the next
			C: EHLO x
			S: 250 Ok`,
			"220 connect, 250 EHLO ehlo"},
		{"a reply that is never finished", `
			C: EHLO x
			S: 250-a
			S: 250-b
			C: MAIL FROM:<a@b>
			S: 250 Ok`,
			"250 EHLO ehlo 2 lines, 250 MAIL mail"},
		{"another code within a reply", `
			C: EHLO x
			S: 250-a
			S: 550 b
			C: QUIT
			S: 221 bye`,
			"250 EHLO ehlo, 550 EHLO ehlo, 221 QUIT quit"},
		{"another code within a reply, and others wait", `
			C: MAIL FROM:<a@b>
			C: RCPT TO:<c@d>
			C: DATA
			S: 250-a
			S: 550 b
			S: 503-c
			S: 503 d
			S: 354 go
			C: text
			C: .
			S: 250 Ok`,
			"250 MAIL mail, 550 MAIL mail, 503 RCPT rcpt c@d 2 lines, 354 DATA data, 250 . message"},
		{"the client spoke before the greeting", `
			C: EHLO x
			S: 220 mx
			S: 250 Ok`,
			"220 connect, 250 EHLO ehlo"},
		{"what a load balancer puts before it", `
			C: PROXY TCP4 192.0.2.2 192.0.2.42 64000 25
			S: 220 mx
			C: EHLO x
			S: 250 Ok`,
			"220 connect, 250 EHLO ehlo"},
		{"a line that is no reply", `
			C: NOOP
			S: hello
			S: 250 Ok`,
			"250 NOOP noop"},
		{"421 out of turn", `
			C: NOOP
			S: 250 Ok
			S: 421 timeout`,
			"250 NOOP noop, 421"},
		{"disconnect forgets", `
			C: MAIL FROM:<a@b>
			disconnect from c[192.0.2.1]
			connect from c[192.0.2.1]
			S: 220 hello`,
			"220 connect"},
	}
	for _, tt := range tests {
		if got := strings.Join(session(t, tt.in), ", "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Commands beyond the limit are forgotten, and the replies after that say
// nothing of commands that they do not answer.
func TestPendingLimit(t *testing.T) {
	for _, n := range []int{maxPending - 1, maxPending, maxPending + 1} {
		lines := "connect from c[192.0.2.1]\nS: 220 hello\n" + strings.Repeat("C: NOOP\n", n) + strings.Repeat("S: 250 Ok\n", n)
		got := session(t, lines)
		if len(got) != n+1 {
			t.Fatalf("%d commands: %d replies", n, len(got))
		}
		for i, g := range got[1:] {
			want := "250 NOOP noop"
			if i >= maxPending {
				want = "250"
			}
			if g != want {
				t.Fatalf("%d commands: reply %d is %q, want %q", n, i+1, g, want)
			}
		}
	}
}

func TestRecipientLimit(t *testing.T) {
	for _, n := range []int{maxRecipients - 1, maxRecipients, maxRecipients + 1} {
		var in strings.Builder
		in.WriteString("C: LHLO x\nS: 250 Ok\nC: MAIL FROM:<a@b>\nS: 250 Ok\n")
		for i := range n {
			fmt.Fprintf(&in, "C: RCPT TO:<r%d@d>\nS: 250 Ok\n", i)
		}
		in.WriteString("C: DATA\nS: 354 go\nC: .\n" + strings.Repeat("S: 250 saved\n", n))
		got := session(t, in.String())
		for i := range n {
			want := fmt.Sprintf("250 . message r%d@d", i)
			if i >= maxRecipients {
				want = "250"
			}
			if g := got[len(got)-n+i]; g != want {
				t.Fatalf("%d recipients: reply %d is %q, want %q", n, i, g, want)
			}
		}
	}
}

// The conversation that was silent longest makes room for a new one: it is
// given up, what it had open is told, and the others go on.
func TestConversationLimit(t *testing.T) {
	const limit = 3
	for _, n := range []int{limit - 1, limit, limit + 1} {
		sq := newSequencer(&Options{Modified: modified})
		sq.convs.limit = limit
		var in strings.Builder
		for i := range n {
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtpd[%d]: < c[192.0.2.1]: EHLO x\n", i+1)
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtpd[%d]: > c[192.0.2.1]: 250-first of %d\n", i+1, i+1)
		}
		for i := n - 1; i >= 0; i-- {
			fmt.Fprintf(&in, "Nov 22 13:00:00 mx1 postfix/smtpd[%d]: > c[192.0.2.1]: 250 last of %d\n", i+1, i+1)
		}
		var got []string
		br := &blockReader{r: strings.NewReader(in.String())}
		opts := &Options{Modified: modified}
		lc, b := newLineContext(opts), &Batch{opts: opts}
		b.reset()
		if err := br.next(b); err != nil {
			t.Fatal(err)
		}
		b.first, b.eol = 1, br.eol
		b.parse(lc)
		sq.batch(b)
		for _, e := range b.Events() {
			got = append(got, fmt.Sprintf("%d %s %d", e.PID, e.Command.Verb, len(e.Reply.Text)))
		}
		var want []string
		if n > limit {
			want = append(want, "1 EHLO 1")
		}
		for i := n; i > max(0, n-limit); i-- {
			want = append(want, fmt.Sprintf("%d EHLO 2", i))
		}
		if n > limit {
			want = append(want, "1  1")
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%d conversations: got %q, want %q", n, got, want)
		}
		if len(sq.convs.open) > limit {
			t.Errorf("%d conversations: %d are open", n, len(sq.convs.open))
		}
	}
}

// A refusal that a verbose log tells twice is told again once; one that it
// tells for a second recipient is not.
func TestRetold(t *testing.T) {
	var in strings.Builder
	for i, l := range []string{
		"> c[192.0.2.1]: 220 hello",
		"< c[192.0.2.1]: RCPT TO:<a@b>",
		"NOQUEUE: reject: RCPT from c[192.0.2.1]: 550 5.1.1 <a@b>: no; from=<x@y> to=<a@b> proto=SMTP helo=<c>",
		"> c[192.0.2.1]: 550 5.1.1 <a@b>: no",
		"NOQUEUE: reject: RCPT from other[192.0.2.2]: 550 5.1.1 <a@b>: another connection; from=<x@y> to=<a@b> proto=SMTP helo=<c>",
	} {
		fmt.Fprintf(&in, "Nov 22 13:00:%02d mx1 postfix/smtpd[7]: %s\n", i, l)
	}
	var got []bool
	for _, k := range keepEvents(t, []byte(in.String()), Options{}) {
		got = append(got, k.Retold)
	}
	if fmt.Sprint(got) != "[false true false false]" {
		t.Errorf("retold: %v", got)
	}
}
