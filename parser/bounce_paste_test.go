package parser

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// pasted gives what a text that is no mail tells of bounces, an event a line.
func pasted(t *testing.T, in string) string {
	t.Helper()
	var got []string
	for _, k := range keepEvents(t, []byte(in), Options{}) {
		if k.Kind != KindReply && k.Kind != KindDiagnostic {
			continue
		}
		what := string(k.Diagnostic)
		if k.Kind == KindReply {
			what = strings.TrimSpace(fmt.Sprintf("%d %s", k.Reply.Code, k.Reply.Enhanced))
		}
		got = append(got, fmt.Sprintf("%d %s <%s> %s %s %s", k.Line, k.Format.Name, k.Recipient, k.Phase, k.Status, what))
	}
	return strings.Join(got, "\n")
}

func TestPaste(t *testing.T) {
	const postfix = "This is the mail system at host mx1.example.net.\n\nYour mail went nowhere.\n\n"
	tests := []struct{ name, in, want string }{
		{"Postfix", "They wrote me:\n\n" + postfix + "<ann@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1\n    no such user (in reply to RCPT TO command)\n",
			"7 bounce <ann@example.com> rcpt bounced 550 5.1.1"},
		{"two recipients, one without a reply", postfix + "<ann@example.com>: host mx.example.com[192.0.2.1] said: 552 full (in reply to\n    RCPT TO command)\n\n<bob@example.org>: User unknown in virtual alias table\n",
			"5 bounce <ann@example.com> rcpt bounced 552\n8 bounce <bob@example.org>  bounced User unknown in virtual alias table"},
		{"quoted", "Ann wrote:\n> " + strings.ReplaceAll(postfix, "\n", "\n> ") + "<ann@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1\n>     no (in reply to RCPT TO command)\n\nWhat now?\n",
			"6 bounce <ann@example.com> rcpt bounced 550 5.1.1"},
		{"quoted twice, the first time without a blank", ">> The response from the remote server was:\n>> 553 Not from you.\n>\n> Really?\n", "2 bounce <>   553"},
		{"Markdown", postfix + "[<ann@example.com>](mailto:ann@example.com): host\n    mx.example.com[192.0.2.1] said: 550 5.7.1 No, see\n    [https://example.com/a](https://example.com/a) (in reply to MAIL FROM command)\n",
			"6 bounce <ann@example.com> mail bounced 550 5.7.1"},
		{"fenced", "```\nDelivery to the following recipient failed permanently:\n\n     ann@example.com\n\nTechnical details of permanent failure:\nThe error that the other server returned was:\n554 5.7.1 no\n```\n",
			"8 bounce <ann@example.com>  bounced 554 5.7.1"},
		{"entities of a web page", postfix + "&lt;ann@example.com&gt;: host mx.example.com[192.0.2.1] said: 550 no\n", "5 bounce <ann@example.com>  bounced 550"},
		{"a forum's code", "Reporting-MTA: dns; mx1.example.net\n\nFinal-Recipient: rfc822; [email]ann@example.com[/email]\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no\n",
			"6 dsn <ann@example.com>  bounced 550 5.1.1"},
		{"a numbered list", "Diagnostic information for administrators:\n\n  1. Generating server: mx1.example.net\n  2. ann@example.com\n  3. mx.example.com #550 5.1.1 <ann@example.com>: no ##\n",
			"5 bounce <ann@example.com>  bounced 550 5.1.1"},
		{"fields that are cut off behind the first recipient", postfix + "<ann@example.com>: no spam\n\n<bob@example.com>: no spam\n\nFinal-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.7.1\nDiagnostic-Code: X-Postfix; no spam\n",
			"7 dsn <bob@example.com>  bounced no spam\n12 dsn <ann@example.com>  bounced no spam"},
		{"a delay", "MDaemon Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY\n\n<ann@example.com>: 452 4.3.1 later\n", "5 bounce <ann@example.com>  deferred 452 4.3.1"},
		{"two bounces", postfix + "<ann@example.com>: host mx.example.com[192.0.2.1] said: 550 a\n\n" + postfix + "<bob@example.com>: host mx.example.com[192.0.2.1] said: 551 b\n",
			"5 bounce <ann@example.com>  bounced 550\n11 bounce <bob@example.com>  bounced 551"},
		{"two quotations without an address", "Remote host said: 550 a\n\nand then\n\nRemote host said: 553 5.1.8 b\n", "1 bounce <>   550\n5 bounce <>   553 5.1.8"},
		{"a host that is named like this", "mx.example.com[192.0.2.1] said: 550 5.7.1\n    No mail from you (in reply to end of DATA command)\n", "1 bounce <> message  550 5.7.1"},
		{"what a language announces", "La réponse du serveur distant était :\n550 5.1.1 no\n", "2 bounce <>   550 5.1.1"},
		{"a local part that was hidden", "The following address(es) failed:\n\n  *****@example.com\n    Unrouteable address\n", "4 bounce <*****@example.com>  bounced Unrouteable address"},
		{"the reason before the addresses", "Could not be delivered because of\n\n550 5.1.1 no\n\nThe following recipients were affected:\n    ann@example.com\n", "3 bounce <ann@example.com>  bounced 550 5.1.1"},
		{"a reply that names another address", "The following address(es) failed:\n\n  ann@example.com\n    LMTP error after RCPT TO:<ann@mx.example.com>:\n    550 5.1.1 <ann@mx.example.com> is no user:\n    ann@mx.example.com\n", "5 bounce <ann@example.com> rcpt bounced 550 5.1.1"},
		{"Stalwart", "<ann@example.com> (host 'mx.example.com' rejected command 'RCPT TO:<ann@example.com>' with code 550 (5.1.1) 'no such user')\n", "1 bounce <ann@example.com> rcpt bounced 550 5.1.1"},
		{"qmail's mailing lists leave a line blank", "Hi. This is the qmail-send program at mx1.example.net.\n\n<all@example.com>:\n\nezmlm-reject: fatal: not so (#5.7.0)\n", "5 bounce <all@example.com>  bounced ezmlm-reject: fatal: not so (#5.7.0)"},
		{"a line of the quotation is blank", "SMTP error from remote mail server after end of data:\n\n> host mx.example.com [192.0.2.1]:\n> 550 no\n", "4 bounce <> message  550"},
		{"an address that was hidden", "<my friend>: host mx.example.com[192.0.2.1]\n    said: 550 5.7.0 no (in reply to end of DATA command)\n", "2 bounce <> message bounced 550 5.7.0"},
		{"fields alone", "Original-Recipient: rfc822;ann@example.com\nFinal-Recipient: rfc822;ann@example.com\nAction: failed\nStatus: 5.4.4\nDiagnostic-Code: DNS; Host not found\n", "5 dsn <ann@example.com>  bounced Host not found"},
		{"its source behind it", "Remote host said: 550 a\n\nThe source:\n\nReturn-Path: <>\nFrom: MAILER-DAEMON@mx1.example.net\nSubject: failure notice\nContent-Transfer-Encoding: base64\n\nPGFubkBleGFtcGxlLmNvbT46ClJlbW90ZSBob3N0IHNhaWQ6IDU1MSBiCg==\n",
			"1 bounce <>   550\n10 bounce <ann@example.com>  bounced 551"},
		{"the header of the message that came back", "Diagnostic information for administrators:\n\nGenerating server: mx1.example.net\n\nann@example.com\nRemote Server returned '550 5.1.1 no'\n\nOriginal message headers:\n\nReceived: from a by b\nFrom: Bob <bob@example.net>\nSubject: Delivery failed\n\nReporting-MTA: dns; mx1.example.net\n\nFinal-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp;550 5.1.1 no\n",
			"19 dsn <ann@example.com>  bounced 550 5.1.1"},
		{"in the middle of a sentence", "It comes back with `host mx.example.com[192.0.2.1] said: 554\n    5.7.1 no (in reply to end of DATA command)`\n", "1 bounce <> message  554 5.7.1"},
		{"lines that somebody joined", "Always this:\n` 554-Not done 554-by rule. 554 See\n   the page (in reply to end of DATA command)`\n", "2 bounce <> message  554"},
		{"a log behind it", "Remote host said: 550 5.1.1 a\nNov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3, delays=0/0/1/2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 b (in reply to RCPT TO command))\n",
			"1 bounce <>   550 5.1.1\n2 postfix <ann@example.com> rcpt bounced 550 5.1.1"},
		{"a conversation behind it", "Remote host said: 550 5.1.1 a\n\nC: EHLO me\nS: 250 Ok\nC: VRFY ann\nS: 252 2.1.5 ok\n", "1 bounce <>   550 5.1.1\n4 transcript <> ehlo  250\n6 transcript <> vrfy  252 2.1.5"},
		{"a mailbox behind it", "Remote host said: 550 5.1.1 a\n\nFrom x@example.net Sun Nov 22 05:45:35 2026\nFrom: MAILER-DAEMON@mx1.example.net\nSubject: failure notice\n\n<ann@example.com>:\nRemote host said: 551 b\n", "1 bounce <>   550 5.1.1\n8 bounce <ann@example.com>  bounced 551"},
	}
	for _, tt := range tests {
		if got := pasted(t, tt.in); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// Words about bounces are none, and mails of people that quote one are theirs.
func TestPasteLeavesAlone(t *testing.T) {
	for _, in := range []string{
		"We got 550 errors all day, and then 421 ones.\n",
		"This is the mail system at host mx1.example.net.\n\nIt has 550 users and 4 disks.\n",
		"If your mail server says 550 5.1.1, the user is unknown.\n",
		"Delivery has failed to these recipients or groups:\n\n(none)\n",
		"Your message to ann@example.com is with us. Ticket 550 was opened.\n",
		"The response of our server team: 550 people came.\n",
		"Diagnostic-Code: smtp; 550 5.1.1 no\n",
		"550-600 boxes, 550 of them ours\n",
		"550 5.1.1 a line alone, 550 boxes\n",
		"(reason: 550 5.1.1 no)\n",
		"x (host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))\n",
		"From: Ann <ann@example.com>\nTo: help@example.net\nSubject: Re: away\nAuto-Submitted: auto-replied\nMessage-ID: <1@example.com>\n\nI am away.\n\n> This is the mail system at host mx1.example.net.\n>\n> <bob@example.org>: host mx.example.org[192.0.2.1] said: 550 no\n",
	} {
		if got := pasted(t, in); got != "" {
			t.Errorf("%q gives %s", in, got)
		}
	}
}

// What is shown is every line, once and in order, whatever the lines are taken
// for.
func TestPasteLines(t *testing.T) {
	in := "x\nRemote host said: 550 a\n\nThis is the mail system at host mx1.example.net.\n\nnothing\nC: EHLO me\nS: 250 Ok\n"
	var got []string
	_, err := Scan(strings.NewReader(in), Options{Workers: 1, Lines: true, Modified: modified}, func(e *Event) error {
		if len(e.Raw) > 0 && (e.Kind != KindReply || e.Format.Name == "transcript") {
			got = append(got, string(e.Raw))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if g := strings.Join(got, "\n") + "\n"; g != strings.ReplaceAll(in, "\n\n", "\n") {
		t.Errorf("%q", g)
	}
}

func TestPastedLine(t *testing.T) {
	tests := []struct {
		in    string
		depth int
		want  string
	}{
		{"plain", 0, "plain"},
		{"> a", 0, "a"},
		{"> > a", 2, "a"},
		{">> a", 2, "a"},
		{">>> RCPT TO:<ann@example.com>", 0, ">>> RCPT TO:<ann@example.com>"},
		{">   a", 1, "  a"},
		{"`a b`", 0, "a b"},
		{"```text", 0, ""},
		{"see [a](b) and [c](d)", 0, "see a and c"},
		{"mx[192.0.2.1](x", 0, "mx[192.0.2.1](x"},
		{"**bold line**", 0, "bold line"},
		{"*****@example.com", 0, "*****@example.com"},
		{"**********", 0, "**********"},
		{"a<br />", 0, "a"},
		{"&lt;a&gt;", 0, "<a>"},
		{"a & b", 0, "a & b"},
		{"  2. a", 0, "a"},
		{"2. a", 0, "2. a"},
		{"  550. a", 0, "  550. a"},
	}
	for _, tt := range tests {
		if got := string(pastedLine([]byte(tt.in), tt.depth)); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}

// FuzzPaste gives the reader any text behind a sentence that opens a bounce: no
// code may be invented, and nothing depends on the workers.
func FuzzPaste(f *testing.F) {
	f.Add([]byte("<ann@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1\n    no (in reply to RCPT TO command)\n"))
	f.Add([]byte("> <ann@example.com>\n> [a](b) 550-5.7.1 a\n> 550 5.7.1 b\n\nReturn-Path: <>\nFrom: MAILER-DAEMON\nSubject: failure notice\n\n<a@b.org>:\n552 c\n"))
	f.Add([]byte("Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-a\n 550 b\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		in := append([]byte("This is the mail system at host mx1.example.net.\n\n"), text...)
		checkCodes(t, "fuzz", in)
		one := scanAll(bytes.NewReader(in), Options{Workers: 1})
		same(t, "three workers", scanAll(bytes.NewReader(in), Options{Workers: 3}), one)
	})
}
