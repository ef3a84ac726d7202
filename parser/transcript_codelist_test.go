package parser

import "testing"

// A list of codes is no conversation, whatever marks its items; what a server
// said without a client to be seen is one.
func TestCodeLists(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"items with dashes", "Codes:\n- 211 – Status of it.\n- 220 – ESMTP is ready.\n- 221 – The end.\n- 250 – Done.\n- 354 – Go on, to <CRLF>.<CRLF>\n", ""},
		{"the same without items", "Codes:\n220 - ESMTP is ready\n221 - The end\n250 - Done\n550 - Nobody\n", ""},
		{"a long dash", "220 — ESMTP is ready\n250 — Done\n250 — Done again\n", ""},
		{"enhanced codes", "- 421 4.3.2 – later\n- 450 4.2.1 – busy\n- 550 5.1.1 – nobody\n- 552 5.2.2 – full\n", ""},
		{"items without dashes", "- 220 ESMTP is ready\n- 221 The end\n- 250 Done\n- 550 Nobody\n", ""},
		{"neither", "220 <domain> SMTP ready\n221 <domain> closing\n250 Done\n354 Go on\n", ""},
		{"help first", "211 Status\n214 Help\n220 mx.example.com SMTP ready\n221 The end\n250 Done\n", ""},
		{"behind a conversation", "220 mx.example.com ESMTP\nQUIT\n221 2.0.0 bye\nCodes:\n550 – nobody\n220 – ESMTP is ready\n250 – done\n", "1 transcript connect 220\n3 transcript quit 221 2.0.0\n"},

		{"a server alone", "220 mx.example.com ESMTP\n250 mx.example.com\n354 go on\n", "1 transcript connect 220\n2 transcript 250\n3 transcript 354\n"},
		{"a server without a name", "220 ESMTP ready\n250 hi\n250 ok\n354 go on\n", "1 transcript connect 220\n2 transcript 250\n3 transcript 250\n4 transcript 354\n"},
		{"a greeting with a dash", "220 - mx.example.com ESMTP\nEHLO a.example\n250 - hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n"},
		{"items that are a conversation", "- 220 mx.example.com ESMTP\n- EHLO a.example\n- 250 hi\n- QUIT\n- 221 bye\n", "1 transcript connect 220\n3 transcript ehlo 250\n5 transcript quit 221\n"},
	} {
		if got := toldBy(t, tt.in, Options{Workers: 1}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// Between the letter of a side and what it said there may be no blank.
func TestGluedLabels(t *testing.T) {
	const talk = "```S:220 mx.example.com ESMTP\nC:HELO a.example\n\nS:250 mx.example.com\nC:AUTH LOGIN\n\nS:334 VXNlcm5hbWU6\nC:c2VjcmV0\n\nS:235 2.7.0 ok\n" +
		"C:MAIL FROM:<a@b.example>\nS:250 ok\nC:RCPT TO:<c@d.example>\nS:250 ok\nC:DATA\nS:354 go\nC:Subject: x\nC:\nC: 550 pages\nC:.\nS:554 5.7.1 no\n```\n"
	want := "1 transcript connect 220\n4 transcript ehlo 250\n7 transcript auth 334\n10 transcript auth 235 2.7.0\n12 transcript mail 250\n14 transcript rcpt 250\n16 transcript data 354\n21 transcript message 554 5.7.1\n"
	if got := toldBy(t, talk, Options{Workers: 1}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, k := range keepEvents(t, []byte(talk), Options{Lines: true}) {
		if (k.Line == 8) == k.Secret.Empty() {
			t.Errorf("line %d: secret %v: %s", k.Line, k.Secret, k.Raw)
		}
	}
	for _, in := range []string{
		"C:\\mail\\send.exe\nS:250 GB\nC:\\mail\\log\nS:500 GB\n",
		"S:250 GB free\nC:120 GB free\nC:DATA\nS:500 GB\n",
		"```go\n220 volts\nS:250 apples\n```\n",
	} {
		if got := toldBy(t, in, Options{Workers: 1}); got != "" {
			t.Errorf("%q: got\n%s", in, got)
		}
	}
}

// WebSphere puts its own before what JavaMail prints, but not before the further
// lines of one piece of output.
func TestWebSphere(t *testing.T) {
	talk := func(lead, more string) string {
		return lead + "DEBUG SMTP: trying to connect to host \"mx.example.com\", port 25, isSSL false\n" + lead + "220 mx ESMTP\n" + lead + "EHLO a\n" +
			lead + "250-mx\n" + more + "250-SIZE 100\n" + more + "250 AUTH LOGIN\n" + lead + "DEBUG SMTP: Found extension \"SIZE\", arg \"100\"\n" +
			lead + "AUTH LOGIN\n" + lead + "334 VXNlcm5hbWU6\n" + lead + "c2VjcmV0\n" + lead + "535 5.7.8 no\n"
	}
	const want = "2 javamail connect 220\n4 javamail ehlo 250 x3\n9 javamail auth 334\n11 javamail auth 535 5.7.8\n"
	for _, tt := range []struct{ lead, more string }{
		{"    O ", "    "}, {"O ", ""}, {"R ", ""}, {"[11/22/26 5:53:12:123 CET] 0000002f SystemOut     O ", ""}, {"[11/22/26 5:53:12:123 CET] a000002f SystemErr     R ", ""},
	} {
		in := talk(tt.lead, tt.more)
		if got := toldBy(t, in, Options{Workers: 1}); got != want {
			t.Errorf("%q: got\n%swant\n%s", tt.lead, got, want)
		}
		for _, k := range keepEvents(t, []byte(in), Options{Lines: true}) {
			if (k.Line == 10) == k.Secret.Empty() {
				t.Errorf("%q: line %d: secret %v: %s", tt.lead, k.Line, k.Secret, k.Raw)
			}
		}
	}
	for _, in := range []string{"O 220 foi primeiro\nO 250 depois\nO DATA\nO 354 no fim\n", "X 220 mx ESMTP\nX EHLO a\nX 250 mx\n"} {
		if got := toldBy(t, in, Options{Workers: 1}); got != "" {
			t.Errorf("%q: got\n%s", in, got)
		}
	}
}
