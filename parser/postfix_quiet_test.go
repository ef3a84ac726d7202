package parser

import "testing"

// Verbose words are known before all others, and take nothing that tells.
func TestQuietDebug(t *testing.T) {
	const head = "Nov 22 05:45:13 mx1 postfix/smtpd[9]: "
	for msg, want := range map[string]int{
		"match_hostname: mx.example.net ~? 127.0.0.0/8": 0,
		"smtpd_delay_reject = yes":                      0,
		"reject_warning: RCPT from mx.example.net[192.0.2.7]: 450 4.2.0 later; from=<a@example.net> to=<b@example.org> proto=ESMTP helo=<mx>":  1,
		"some_id: reject: RCPT from mx.example.net[192.0.2.7]: 450 4.2.0 later; from=<a@example.net> to=<b@example.org> proto=ESMTP helo=<mx>": 1,
	} {
		if got := keepEvents(t, []byte(head+msg+"\n"), Options{}); len(got) != want {
			t.Errorf("%q: %d events, want %d", msg, len(got), want)
		}
	}
}
