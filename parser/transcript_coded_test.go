package parser

import "testing"

// Roundcube's log of errors has the code behind the text.
func TestTranscriptCoded(t *testing.T) {
	const lead = "[22-Nov-2026 05:45:13 +0000]: <k3v8d2f1> "
	const tail = " in /srv/mail/rcube.php on line 1794 (POST /?_task=mail&_action=send)"
	for _, tt := range []struct{ name, in, want string }{
		{"a recipient", lead + "SMTP Error: Failed to add recipient 'ann@example.com'. 5.1.1 <ann@example.com>: User unknown (Code: 550)" + tail, `1 net-smtp-php "550 5.1.1 <ann@example.com>: User unknown" rcpt <ann@example.com>`},
		{"no address", `"SMTP Error: Failed to add recipient : lookup failed for now (Code: 451)"`, `1 net-smtp-php "451  lookup failed for now" rcpt <>`},
		{"a sender", "PHP Error: SMTP error: Failed to set sender 'me@example.net'. 5.7.1 not yours (Code: 553)" + tail, `1 net-smtp-php "553 5.7.1 not yours" mail <>`},
		{"a login", "SMTP Error: Authentication failure: authentication failed (Code: 535)", `1 net-smtp-php "535  authentication failed" auth <>`},
		{"its own words", "SMTP Error: Authentication failure: Invalid response code received from server (Code: 535)", `1 net-smtp-php "535  " auth <>`},
		{"the message", lead + "SMTP Error: Failed to send data. 5.7.1 looks like spam (Code: 554)" + tail, `1 net-smtp-php "554 5.7.1 looks like spam"  <>`},

		{"no reply's code", "SMTP Error: Connection failed: no socket (Code: -1)", ""},
		{"another number", "SMTP Error: Failed to add recipient 'ann@example.com'. no (Code: 5501)", ""},
		{"another program", "Failed to add recipient 'ann@example.com' over SMTP (Code: 550)", ""},
		{"another error", "SMTP Error: could not load language (Code: 404)", ""},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in+"\n"), Options{})); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}
