package parser

import (
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		line  string
		fault Fault
		after string
	}{
		{`postfix/postscreen[1]: PREGREET 14 after 0.05 from [192.0.2.7]:40000: EHLO ylmf-pc\r\n`, FaultEarly, ""},
		{`postfix/postscreen[1]: COMMAND PIPELINING from [192.0.2.7]:40000 after EHLO: MAIL FROM:<a@b.c>\r\n`, FaultPipelining, "EHLO"},
		{`postfix/postscreen[1]: COMMAND PIPELINING from [192.0.2.7]:40000 after : \r\n`, FaultPipelining, ""},
		{`postfix/postscreen[1]: BARE NEWLINE from [192.0.2.7]:40000 after EHLO barelf.example.net`, FaultBareLF, "EHLO"},
		{`postfix/postscreen[1]: BARE NEWLINE from [192.0.2.7]:40000 after .`, FaultBareLF, ""},
		{`postfix/smtpd[1]: bare <LF> received after CONNECT from c[192.0.2.7]`, FaultBareLF, ""},
		{`postfix/smtpd[1]: improper command pipelining after EHLO from c[192.0.2.7]: MAIL FROM:<>\nRCPT TO:<a@b.c>\n`, FaultGroup, "EHLO"},
		{`postfix/smtpd[1]: improper command pipelining after DATA from c[192.0.2.7]: `, FaultGroup, "DATA"},
		{`postfix/smtpd[1]: improper command pipelining after RSET from c[192.0.2.7]`, FaultPipelining, "RSET"},
		{`postfix/smtpd[1]: improper command pipelining after HELO from c[192.0.2.7]: MAIL FROM:<a@b.c>\r\n`, FaultPipelining, "HELO"},
		// Not told by who could know, or of nobody.
		{`postfix/smtpd[1]: PREGREET 14 after 0.05 from [192.0.2.7]:40000: EHLO x`, FaultNone, ""},
		{`postfix/postscreen[1]: PREGREET 14 after 0.05 from nowhere: EHLO x`, FaultNone, ""},
		{`postfix/postscreen[1]: BARE NEWLINE`, FaultNone, ""},
		{`postfix/postscreen[1]: PASS NEW [192.0.2.7]:40000`, FaultNone, ""},
		{`postfix/cleanup[1]: improper command pipelining after EHLO from c[192.0.2.7]: x`, FaultNone, ""},
	} {
		for _, steps := range []bool{true, false} {
			seen := FaultNone
			_, err := Scan(strings.NewReader("Nov 22 05:38:58 mx1 "+c.line+"\n"), Options{Steps: steps, Modified: modified}, func(e *Event) error {
				if e.Step == nil || e.Step.Kind != StepSessionFault {
					t.Errorf("%s: an event of kind %d", c.line, e.Kind)
					return nil
				}
				seen = e.Step.Fault
				if string(e.Peer.IP) != "192.0.2.7" || e.Peer.Port != 0 || e.Role != RoleServer || e.Command.Verb != c.after {
					t.Errorf("%s: peer %s, role %d, after %q", c.line, e.Peer.IP, e.Role, e.Command.Verb)
				}
				return nil
			})
			if want := c.fault; err != nil || steps && seen != want || !steps && seen != FaultNone {
				t.Errorf("%s, steps %t: %v, fault %d, want %d", c.line, steps, err, seen, want)
			}
		}
	}
}

// Who does not wait for the 334 sends the password all the same.
func TestFaultWithSecret(t *testing.T) {
	const line = `Nov 22 05:38:58 mx1 postfix/smtpd[1]: improper command pipelining after AUTH from c[192.0.2.7]: `
	for said, hidden := range map[string]string{`c2VjcmV0\r\n`: `c2VjcmV0\r\n`, "QUIT": ""} {
		for _, o := range []Options{{Steps: true, Modified: modified}, {Lines: true, Modified: modified}} {
			n := 0
			_, err := Scan(strings.NewReader(line+said+"\n"), o, func(e *Event) error {
				n++
				if got := string(e.Raw[e.Secret.From:e.Secret.To]); got != hidden {
					t.Errorf("%s: %q is hidden, want %q", said, got, hidden)
				}
				return nil
			})
			if err != nil || n != 1 {
				t.Errorf("%s: %d events, %v", said, n, err)
			}
		}
	}
}
