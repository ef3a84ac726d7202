package conv

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/parser"
)

// sessionsOf tells the steps of sessions in a log, a line each.
func sessionsOf(t *testing.T, input string) string {
	t.Helper()
	var out []string
	names := map[Kind]string{SessionOpened: "opened", SessionBroken: "broken", SessionClosed: "closed", Reply: "reply", Diagnostic: "diagnostic", Bounced: "bounced"}
	a := New(Limits{}, func(s *Step) {
		if s.Session == nil && s.Kind != Bounced {
			return
		}
		line := fmt.Sprintf("%d %s", s.Event.Line, names[s.Kind])
		if c := s.Session; c != nil {
			line += fmt.Sprintf(" opened=%v since %d refused %d/%d/%d broken %d", c.Opened, c.First, c.Refused, c.AuthFailed, c.RcptRefused, c.Broken)
		} else {
			line += " " + string(s.Event.QueueID) + " " + string(s.Event.Step.Text)
		}
		if s.Kind == SessionClosed {
			x := s.Event.Step.Totals()
			line += fmt.Sprintf(" rcpt %d/%d commands %d/%d", x.Rcpt.Accepted, x.Rcpt.All, x.Commands.Accepted, x.Commands.All)
		}
		out = append(out, line)
	})
	_, err := parser.Scan(strings.NewReader(input), parser.Options{Steps: true, Year: 2026}, func(e *parser.Event) error {
		a.Event(e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a.End()
	return strings.Join(out, "\n")
}

func TestSessions(t *testing.T) {
	const p = "Nov 22 05:38:5"
	for _, tc := range []struct{ name, input, want string }{
		{"one after the other in a process, and two side by side", p + `0 mx1 postfix/smtpd[1]: connect from a.example[192.0.2.1]
` + p + `0 mx1 postfix/smtpd[2]: connect from b.example[192.0.2.2]
` + p + `1 mx1 postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example[192.0.2.1]: 550 5.1.1 <x@example.org>: Recipient address rejected: User unknown; from=<a@b> to=<x@example.org> proto=ESMTP helo=<a>
` + p + `1 mx1 postfix/smtpd[2]: warning: b.example[192.0.2.2]: SASL LOGIN authentication failed: UGFzc3dvcmQ6
` + p + `2 mx1 postfix/smtpd[2]: lost connection after AUTH from b.example[192.0.2.2]
` + p + `2 mx1 postfix/smtpd[2]: disconnect from b.example[192.0.2.2] ehlo=1 auth=0/1 commands=1/2
` + p + `2 mx1 postfix/smtpd[1]: disconnect from a.example[192.0.2.1] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4
` + p + `3 mx1 postfix/smtpd[1]: connect from c.example[192.0.2.3]
`, `1 opened opened=false since 1 refused 0/0/0 broken 0
2 opened opened=false since 2 refused 0/0/0 broken 0
3 reply opened=true since 1 refused 0/0/0 broken 0
4 diagnostic opened=true since 2 refused 0/0/0 broken 0
5 broken opened=true since 2 refused 1/1/0 broken 0
6 closed opened=true since 2 refused 1/1/0 broken 3 rcpt 0/0 commands 1/2
7 closed opened=true since 1 refused 1/0/1 broken 0 rcpt 0/1 commands 3/4
8 opened opened=false since 8 refused 0/0/0 broken 0`},
		{"torn at the beginning, and another client in the same process", p + `1 mx1 postfix/smtpd[1]: lost connection after RCPT from a.example[192.0.2.1]
` + p + `2 mx1 postfix/smtpd[1]: timeout after DATA from b.example[192.0.2.2]
`, `1 broken opened=false since 1 refused 0/0/0 broken 0
2 broken opened=false since 2 refused 0/0/0 broken 0`},
		{"a notification", p + `1 mx1 postfix/bounce[1]: 4AF00D1: sender non-delivery notification: 4AF00D2
`, `1 bounced 4AF00D1 4AF00D2`},
		{"Exim, with its processes", `2026-11-22 05:38:50 [7] SMTP connection from [192.0.2.1] (TCP/IP connection count = 1)
2026-11-22 05:38:51 [7] H=a.example [192.0.2.1] F=<a@b.example> rejected RCPT <x@example.org>: Unrouteable address
2026-11-22 05:38:52 [7] unexpected disconnection while reading SMTP command from a.example [192.0.2.1] D=2s
2026-11-22 05:38:53 [8] SMTP connection from b.example [192.0.2.2] closed by QUIT
`, `1 opened opened=false since 1 refused 0/0/0 broken 0
2 diagnostic opened=true since 1 refused 0/0/0 broken 0
3 broken opened=true since 1 refused 1/0/1 broken 0
4 closed opened=false since 4 refused 0/0/0 broken 0 rcpt 0/0 commands 0/0`},
		{"Sendmail", p + `0 mx1 sm-mta[9]: NOQUEUE: connect from a.example [192.0.2.1]
` + p + `1 mx1 sm-mta[9]: 6AM5Tms4000167: lost input channel from a.example [192.0.2.1] to MTA after rcpt
` + p + `2 mx1 sm-mta[9]: 6AM5Tms4000167: a.example [192.0.2.1] did not issue MAIL/EXPN/VRFY/ETRN during connection to MTA
`, `1 opened opened=false since 1 refused 0/0/0 broken 0
2 broken opened=true since 1 refused 0/0/0 broken 0
3 closed opened=true since 1 refused 0/0/0 broken 3 rcpt 0/0 commands 0/0`},
	} {
		if got := sessionsOf(t, tc.input); got != tc.want {
			t.Errorf("%s:\n%s\nwant:\n%s", tc.name, got, tc.want)
		}
	}
}

func TestSessionsAreBounded(t *testing.T) {
	a := New(Limits{Conversations: 50}, func(*Step) {})
	var in strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&in, "Nov 22 05:38:50 mx1 postfix/smtpd[%d]: connect from a.example[192.0.2.1]\n", i+1)
	}
	if _, err := parser.Scan(strings.NewReader(in.String()), parser.Options{Steps: true, Year: 2026}, func(e *parser.Event) error {
		a.Event(e)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(a.sessions.slots) != 50 || a.Counts().Sessions != 1000 {
		t.Errorf("%d sessions kept of %d", len(a.sessions.slots), a.Counts().Sessions)
	}
}
