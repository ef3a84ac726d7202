package parser

import "testing"

// Newer versions tell a reply within a sentence when they give up.
func TestStalwartUnexpected(t *testing.T) {
	const lead = `2026-11-22T05:38:58Z INFO DSN permanent failure notification (delivery.dsn-perm-fail) queueId = 3, from = "bob@example.net", to = ["ann@example.com"], size = 9, total = 1, to = "ann@example.com", hostname = "mx.example.com", details = "`
	for _, tt := range []struct{ details, want string }{
		{"Unexpected response for RCPT TO:<ann@example.com>: Code: 550, Enhanced code: 5.1.1, Message: <ann@example.com>: no such user", `1 stalwart "550 5.1.1 <ann@example.com>: no such user" rcpt <ann@example.com>`},
		{"Unexpected response for MAIL FROM:<bob@example.net>: Code: 451, Enhanced code: 0.0.0, Message: later", `1 stalwart "451  later" mail <ann@example.com>`},
		{"Unexpected response for RCPT TO:<ann@example.com>: none, Code: 550", `1 stalwart "Unexpected response for RCPT TO:<ann@example.com>: none, Code: 550"  <ann@example.com>`},
		{"record not found for MX", `1 stalwart "record not found for MX"  <ann@example.com>`},
	} {
		if got := shortAll(keepEvents(t, []byte(lead+tt.details+"\", total = 0\n"), Options{})); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", tt.details, got, tt.want)
		}
	}
}

// What stands between quotation marks is no value of the event.
func TestStalwartValues(t *testing.T) {
	const lead = `2026-11-22T05:38:58Z INFO Delivery failed (delivery.dsn-perm-fail) queueId = 3, from = "bob@example.net", `
	for _, tt := range []struct{ values, want string }{
		{`to = "ann@example.com", code = 550, details = "5.1.1 no"`, `1 stalwart "550 5.1.1 no"  <ann@example.com>`},
		{`to = "ann@example.com", details = "an answer of code = 550, it says"`, `1 stalwart "an answer of code = 550, it says"  <ann@example.com>`},
		{`to = "ann@example.com", hostname = "a \" code = 551, b", code = 550, details = "5.1.1 no"`, `1 stalwart "550 5.1.1 no"  <ann@example.com>`},
		{`to = "ann@example.com", reason = "cut off, code = 550`, `1 stalwart "cut off, code = 550"  <ann@example.com>`},
	} {
		if got := shortAll(keepEvents(t, []byte(lead+tt.values+"\n"), Options{})); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", tt.values, got, tt.want)
		}
	}
}
