package parser

import "testing"

// What people do to a log before they show it does not hide its replies: who
// the client was, ids and brackets may be gone. What only looks like it is left.
func TestPostfixMadeUnknown(t *testing.T) {
	const head = "Nov 22 05:45:14 mx1 postfix/smtpd[9]: "
	const sent = "Nov 22 05:45:14 mx1 postfix/smtp[9]: "
	const meta = "; from=<bob@example.net> to=<ann@example.com> proto=ESMTP helo=<x>"
	const refused = `1 postfix "450 4.2.0 later" rcpt <ann@example.com>`
	for _, tt := range []struct{ name, in, want string }{
		{"a word", head + "NOQUEUE: reject: RCPT from <redacted>: 450 4.2.0 later" + meta, refused},
		{"dots", head + "NOQUEUE: reject: RCPT from ...: 450 4.2.0 later" + meta, refused},
		{"dots at once", head + "NOQUEUE: reject: RCPT from...: 450 4.2.0 later" + meta, refused},
		{"a blank in it", head + "NOQUEUE: reject: RCPT from <HOST [IP]: 450 4.2.0 later" + meta, refused},
		{"letters", head + "NOQUEUE: reject: RCPT from xxx.xx[X.X.X.X]: 450 4.2.0 later" + meta, refused},
		{"no colon", head + "NOQUEUE: reject: RCPT from unknown[192.0.2.7] 450 4.2.0 later" + meta, refused},
		{"a milter's", head + "NOQUEUE: milter-reject: MAIL from somebody: 4.7.1 later; proto=ESMTP", `1 postfix "4.7.1 later" mail <>`},
		{"no brackets", head + "NOQUEUE: reject: RCPT from mx[192.0.2.7]: 450 4.2.0 later; from=bob@example.net to=ann@example.com proto=ESMTP", refused},
		{"a bracket lost", head + "NOQUEUE: reject: RCPT from mx[192.0.2.7]: 450 4.2.0 later; from=<bob@example.net to=<ann@example.com> proto=ESMTP", refused},
		{"a bracket lost, commas", head + "NOQUEUE: reject: RCPT from [192.0.2.7]:9: 450 4.2.0 later; from=<bob@example.net, to=<ann@example.com>, proto=ESMTP", refused},
		{"HTML", head + "NOQUEUE: reject: RCPT from mx[192.0.2.7]: 450 4.2.0 later; from=&lt;bob@example.net&gt; to=&lt;ann@example.com&gt; proto=ESMTP helo=&lt;x&gt;", refused},
		{"a delivery in HTML", sent + "4jXHtl37jt: to=&lt;ann@example.com&gt;, relay=mx[192.0.2.1]:25, delay=1, dsn=4.2.0, status=deferred (host mx[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command))", refused},
		{"an id of one letter", sent + "XXXXXXX: to=<ann@example.com>, relay=mx[192.0.2.1]:25, delay=1, dsn=4.2.0, status=deferred (host mx[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command))", refused},
		{"a word for an id", sent + "<queue-id>: to=<ann@example.com>, relay=mx[192.0.2.1]:25, delay=1, dsn=4.2.0, status=deferred (host mx[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command))", refused},
		{"an id for a refusal", "Nov 22 05:45:14 mx1 postfix/cleanup[9]: Q1: milter-reject: END-OF-MESSAGE from mx[192.0.2.7]: 4.7.1 later" + meta, `1 postfix "4.7.1 later" message <ann@example.com>`},
		{"more behind it", sent + "4jXHtl37jt: to=<ann@example.com>, relay=mx[192.0.2.1]:25, delay=1, dsn=4.2.0, status=deferred (host mx[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command))\", x)", refused},
		{"a verification", sent + "4jXHtl37jt: to=<ann@example.com>, relay=mx[192.0.2.1], delay=1, status=undeliverable (delivery via mx[192.0.2.1]: Cannot start TLS: handshake failure)", `1 postfix "delivery via mx[192.0.2.1]: Cannot start TLS: handshake failure" tls <ann@example.com>`},

		{"no reply", head + "NOQUEUE: reject: RCPT from ...: later", ""},
		{"a warning", head + "warning: to=<ann@example.com>, 450 4.2.0 later", ""},
		{"a restriction", head + "NOQUEUE: filter: RCPT from mx[192.0.2.7]: <ann@example.com>: Recipient address triggers FILTER smtp:[127.0.0.1]:10025" + meta, ""},
	} {
		list := keepEvents(t, []byte(tt.in+"\n"), Options{})
		for i := range list {
			if c := list[i].Reply.Code; list[i].Phase.String() == "" && c != 0 {
				t.Errorf("%s: no phase", tt.name)
			}
		}
		if got := shortAll(list); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// A listing of the queue that lost its blanks on a page is one.
func TestPostfixQueueWithoutBlanks(t *testing.T) {
	const header = "-Queue ID- --Size-- ----Arrival Time---- -Sender/Recipient-------\n"
	const reason = "(host mx.example.com[192.0.2.1] said: 450 4.2.0 later (in reply to RCPT TO command))"
	const want = `3 postfix-queue "450 4.2.0 later" rcpt `
	for _, tt := range []struct{ in, want string }{
		{header + "0A1B2C3D4E 458 Sun Nov 22 05:45:13 bob@example.net\n " + reason + "\n ann@example.com\n\n-- 0 Kbytes in 1 Request.\n", want + "<ann@example.com>"},
		{header + "0A1B2C3D4E      458 Sun Nov 22 05:45:13  bob@example.net\n" + reason + "\n[email protected]\n-- 0 Kbytes in 1 Request.\n", want + "<>"},
		{header + "0A1B2C3D4E 458 Sun Nov 22 05:45:13 bob@example.net\n " + reason + "\nand then some words\n", ""},
		{header + "0A1B2C3D4E 458 Sun Nov 22 05:45:13 bob@example.net\nann@example.com\n", ""},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in), Options{})); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.in, got, tt.want)
		}
	}
}
