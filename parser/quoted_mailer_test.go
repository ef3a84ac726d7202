package parser

import (
	"strings"
	"testing"
)

// The lines of other mailers than Postfix are found in text too.
func TestQuotedMailers(t *testing.T) {
	const (
		exim     = "2026-11-22 05:45:13 1vMabc-0000Ab-1C ** ann@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550 5.1.1 no"
		refused  = "2026-11-22 05:45:13 H=(mx.example.net) [192.0.2.7] F=<bob@example.net> rejected RCPT <ann@example.com>: Unrouteable address"
		qmail    = "delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_no/Giving_up_on_192.0.2.1./"
		sendmail = "5AM4jXHt037123: to=<ann@example.com>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=30000, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, stat=User unknown"
		open     = `9bd6e7a81c2d3e4f smtp event=failed-command command="RCPT TO:<ann@example.com>" result="550 Invalid recipient"`
	)
	const (
		wantExim    = `3 exim "550 5.1.1 no" rcpt <ann@example.com>`
		wantRefused = `3 exim "Unrouteable address" rcpt <ann@example.com>`
		wantQmail   = `3 qmail "550 5.1.1 no" rcpt <>`
	)
	for _, tt := range []struct{ name, in, want string }{
		{"exim quoted", "> " + exim, wantExim},
		{"exim in a list", "* " + exim, wantExim},
		{"exim behind words", "From the log: " + exim, wantExim},
		{"exim without stamp", "> " + exim[20:], wantExim},
		{"exim refused", "    " + refused, wantRefused},
		{"exim part of a line for syslog", "[1\\4] " + exim, wantExim},
		{"qmail quoted", "> @400000006921a1b90c5d9c5c " + qmail, wantQmail},
		{"qmail without stamp", "| " + qmail, wantQmail},
		{"a report of qmail alone", "> " + qmail[20:], wantQmail},
		{"sendmail quoted", "> Nov 22 05:45:13 mx sendmail[7]: " + sendmail, `3 sendmail "User unknown"  <ann@example.com>`},
		{"sendmail without stamp", "\tsendmail[7]: " + sendmail, `3 sendmail "User unknown"  <ann@example.com>`},
		{"opensmtpd quoted", "- Nov 22 05:45:13 mx smtpd[7]: " + open, `3 opensmtpd "550  Invalid recipient" rcpt <ann@example.com>`},
		{"dma without header", "dma[1a2b3c.80061d3c]: remote delivery deferred: mx.example.com [192.0.2.1] failed after RCPT TO: 450 4.2.0 later", `3 dma "450 4.2.0 later" rcpt <>`},

		{"opensmtpd's sendmail", "    sendmail: command failed: 550 Invalid recipient: <ann@example.com>", `3 opensmtpd "550  Invalid recipient: <ann@example.com>"  <>`},
		{"another's sendmail", "    foo: command failed: 550 Invalid recipient", ""},
		{"a command that failed", "    sendmail: command failed: see 550", ""},
		{"dma within words", "why dma[1a2b3c.80061d3c]: remote delivery deferred: mx.example.com [192.0.2.1] failed after RCPT TO: 450 4.2.0 later", "3 error-message \"450 4.2.0 later\"  <>"},
		{"a stamp alone", "> @400000006921a1b90c5d9c5c 550 of them", ""},
		{"a template of exim", "> $tod_log $message_id ** $recipient R=$router T=$transport: $error", ""},
		{"an arrow", "> it goes -> ann@example.com and ** fails", ""},
		{"a report that is prose", "> 192.0.2.1 does not like recipient. Remote host said: 550", "3 bounce \"550  \" rcpt <>"},
		{"a name with underscores", "> mx_does_not_like_recipient./Remote_host_said:_550_no/", ""},
		{"another program's", "> Nov 22 05:45:13 mx cron[7]: " + qmail[:10], ""},
		{"an array", "list[5]: to=<ann@example.com>, stat=User unknown", ""},
		{"a number of parts", "> [1/4] 550 is the first of four", ""},
		{"an address in prose", "> they defer ( T= ) what ann@example.com sends", ""},
	} {
		list := keepEvents(t, []byte("What is this?\n\n"+tt.in+"\n\nThanks\n"), Options{})
		if got := shortAll(list); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}

// Their lines are one again where they were wrapped.
func TestWrappedMailers(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"exim, its client alone", "2026-11-22 05:45:13 H=mx.example.net (x) [192.0.2.7]\nF=<bob@example.net> rejected RCPT <ann@example.com>: Unrouteable address", `1 exim "Unrouteable address" rcpt <ann@example.com>`},
		{"exim before the reason", "2026-11-22 05:45:13 H=mx.example.net [192.0.2.7] F=<bob@example.net> rejected RCPT <ann@example.com>:\nUnrouteable address", `1 exim "Unrouteable address" rcpt <ann@example.com>`},
		{"exim before the reply", "2026-11-22 05:45:13 1vMabc-0000Ab-1C ** ann@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1]: SMTP error from remote mail server\nafter end of data: 550 5.7.1 no", `1 exim "550 5.7.1 no" message <ann@example.com>`},
		{"sendmail", "> Nov 22 05:45:13 mx sendmail[7]: 5AM4jXHt037123: to=<ann@example.com>,\n> delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.1], dsn=5.1.1,\n> stat=User unknown", `1 sendmail "User unknown"  <ann@example.com>`},
		{"qmail", "@400000006921a1b90c5d9c5c delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_ho\nst_said:_550_5.1.1_no/Giving_up_on_192.0.2.1./", `1 qmail "550 5.1.1 no" rcpt <>`},

		{"two of exim", "2026-11-22 05:45:13 H=mx.example.net [192.0.2.7] F=<bob@example.net> rejected RCPT <ann@example.com>: no\n2026-11-22 05:45:14 H=mx.example.net [192.0.2.7] F=<bob@example.net> rejected RCPT <eve@example.com>: no", "1 exim \"no\" rcpt <ann@example.com>\n2 exim \"no\" rcpt <eve@example.com>"},
		{"prose behind a client", "2026-11-22 05:45:13 H=mx.example.net [192.0.2.7]\n\nThis is 550 of them.", ""},
		{"prose behind a delivery", "Nov 22 05:45:13 mx sendmail[7]: 5AM4jXHt037123: to=<ann@example.com>,\nWhy is that?", ""},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in+"\n"), Options{})); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}

// What msmtp says that the server said is one reply, to what msmtp says failed.
func TestMsmtpMessages(t *testing.T) {
	const lines = "msmtp: recipient address ann@example.com not accepted by the server\nmsmtp: server message: 550-5.1.1 no\nmsmtp: server message: 550 5.1.1 such\nmsmtp: could not send mail (account default from /etc/msmtprc)\n"
	const reply = `2 msmtp "550 5.1.1 no/such" rcpt <ann@example.com>`
	for _, tt := range []struct{ name, in, want string }{
		{"plain", lines, reply},
		{"quoted", "> " + strings.ReplaceAll(lines[:len(lines)-1], "\n", "\n> ") + "\n", reply},
		{"no reply", "msmtp: cannot connect to mx.example.com, port 25: Connection refused\nmsmtp: could not send mail (account default from x)\n", `1 msmtp "cannot connect to mx.example.com, port 25: Connection refused" connect <>`},
		{"told again", "<-- 220 mx.example.com ESMTP\n--> EHLO x\n<-- 250 mx.example.com\n--> MAIL FROM:<bob@example.net>\n<-- 250 ok\n--> RCPT TO:<ann@example.com>\n<-- 550-5.1.1 no\n<-- 550 5.1.1 such\n" + lines, ""},

		{"another program's", "foo: server message: 550 5.1.1 no\nfoo: could not send mail\n", "1 error-message \"550 5.1.1 no\"  <>"},
		{"no reply in it", "msmtp: server message: see 550\n", ""},
		{"a configuration", "msmtp: account default not found\nmsmtp: could not send mail\n", ""},
		{"prose", "msmtp: how do I get a server message: 550?\n", ""},
	} {
		list := keepEvents(t, []byte(tt.in), Options{})
		if tt.name == "told again" {
			n := 0
			for i := range list {
				if list[i].Kind == KindReply && list[i].Reply.Code == 550 && !list[i].Retold {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s: %d replies, want 1:\n%s", tt.name, n, shortAll(list))
			}
			continue
		}
		if got := shortAll(list); got != tt.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}

// A syslog may have its months in the language of the place.
func TestLocalMonths(t *testing.T) {
	const rest = " 05:45:13 mx postfix/smtp[7]: 4jXHtl37jt: to=<ann@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to mx.example.com[192.0.2.1]:25: Connection refused)\n"
	for _, tt := range []struct {
		date       string
		month, day uint8
	}{
		{"Mär 08", 3, 8}, {"févr.  8", 2, 8}, {"Okt 11", 10, 11}, {"дек 31", 12, 31}, {"ago 7", 8, 7}, {"Nov 22", 11, 22},
		{"Foo 08", 0, 0}, {"Mär 32", 0, 0}, {"févr. 30", 0, 0}, {"Mär", 0, 0},
	} {
		list := keepEvents(t, []byte(tt.date+rest), Options{})
		if len(list) != 1 {
			t.Errorf("%s: %d events", tt.date, len(list))
			continue
		}
		if s := list[0].Time; s.Month != tt.month || s.Month != 0 && s.Day != tt.day {
			t.Errorf("%s: month %d day %d, want %d %d", tt.date, s.Month, s.Day, tt.month, tt.day)
		}
	}
}

// Lines of qpsmtpd's logterse name their fields by their places.
func TestQpsmtpdTerse(t *testing.T) {
	line := func(f ...string) string {
		return "148 logging::logterse plugin (deny): ` " + strings.Join(f, "\t") + "\n"
	}
	const want = `1 qpsmtpd "listed"  <ann@example.org>`
	for _, tt := range []struct{ name, in, want string }{
		{"refused", line("192.0.2.9", "mx.example.net", "x", "<bob@example.net>", "<ann@example.org>", "rhsbl", "901", "listed", "msg denied"), want},
		{"stamped", "2026-11-22 05:45:13.1 " + line("192.0.2.9", "mx.example.net", "x", "<bob@example.net>", "<ann@example.org>", "rhsbl", "901", "listed", "msg denied"), want},
		{"queued", line("192.0.2.9", "mx.example.net", "x", "<bob@example.net>", "<ann@example.org>", "queued", "", "<1@example.net>", ""), ""},
		{"declined", line("192.0.2.9", "mx.example.net", "x", "<bob@example.net>", "<ann@example.org>", "rhsbl", "909", "listed", ""), ""},
		{"fields missing", line("192.0.2.9", "mx.example.net", "901"), ""},
		{"another plugin", strings.Replace(line("192.0.2.9", "a", "b", "<c@example.net>", "<d@example.org>", "e", "901", "f", ""), "terse", "other", 1), ""},
	} {
		if got := shortAll(keepEvents(t, []byte("145 Accepted connection 0/15 from 192.0.2.9 / mx.example.net\n"+tt.in), Options{})); got != strings.Replace(tt.want, "1 ", "2 ", 1) {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, tt.want)
		}
	}
}

// What a viewer shows in columns has no colon behind its tag.
func TestTagWithoutColon(t *testing.T) {
	const stat = "5AM4jXHt037123: to=<ann@example.com>, delay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, stat=User unknown\n"
	for _, tt := range []struct{ in, want string }{
		{"Nov 22 05:45:13 mx sendmail[7] " + stat, `1 sendmail "User unknown"  <ann@example.com>`},
		{"2026-11-22 05:45:13 mx sendmail[7] " + stat, `1 sendmail "User unknown"  <ann@example.com>`},
		{"2026-11-22 05:45:13 mx cron[7] " + stat, ""},
		{"2026-11-22 05:45:13 mx list[a] to=<ann@example.com>, stat=User unknown\n", ""},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in), Options{})); got != tt.want {
			t.Errorf("%s got  %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

// The reply stands in a line of the helper, whose process is another.
func TestNullmailerHelper(t *testing.T) {
	const begin = "Nov 22 05:45:13 mx nullmailer[7]: Starting delivery: protocol: smtp host: mx.example.com file: 1\n"
	for _, tt := range []struct{ name, in, want string }{
		{"reply", begin + "Nov 22 05:45:14 mx nullmailer[8]: smtp: Failed: 550 5.7.1 no\nNov 22 05:45:14 mx nullmailer[7]: Sending failed:  Permanent error in sending the message\n", `2 nullmailer "550 5.7.1 no"  <>`},
		{"no host", begin + "Nov 22 05:45:14 mx nullmailer[8]: smtp: Failed: Connect failed\nNov 22 05:45:14 mx nullmailer[7]: Sending failed:  Host not found\n", `3 nullmailer "Host not found" dns <>`},
		{"no connection", begin + "Nov 22 05:45:14 mx nullmailer[8]: smtp: Failed: Connect failed\nNov 22 05:45:14 mx nullmailer[7]: Sending failed: Temporary error in sending the message\n", `3 nullmailer "Connect failed" connect <>`},
		{"sent", begin + "Nov 22 05:45:14 mx nullmailer[8]: smtp: Succeeded: 250 ok\nNov 22 05:45:14 mx nullmailer[7]: Sent file.\n", `2 nullmailer "250  ok" message <>`},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in), Options{})); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// What stands behind a reply, and is no line of its own, is not nullmailer's.
func TestNullmailerInText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"of several lines", "smtp: Failed: 550-5.1.1 no\n550 5.1.1 such user\nSending failed:  Permanent error in sending the message\n", `1 nullmailer "550 5.1.1 no/such user"  <>`},
		{"an error behind it", "smtp: Failed: 550 5.1.1 no\nsmtplib.SMTPRecipientsRefused: {'ann@example.com': (554, b'5.7.1 never')}\n", `1 nullmailer "550 5.1.1 no"  <>` + "\n" + `2 python-smtplib "554 5.7.1 never" rcpt <ann@example.com>`},
		{"a conversation behind it", "smtp: Failed: 550 5.1.1 no\nC: EHLO x\nS: 250 ok\nC: MAIL FROM:<me@example.net>\nS: 550 5.7.1 never\n", `1 nullmailer "550 5.1.1 no"  <>` + "\n" + `3 transcript "250  ok" ehlo <>` + "\n" + `5 transcript "550 5.7.1 never" mail <>`},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in), Options{})); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// What exim -d has before its dialogue is a process, however short its number.
func TestEximProcessNumbers(t *testing.T) {
	const dialogue = "308 SMTP>> EHLO x\n308   SMTP<< 250 mx.example.com\n308 SMTP>> MAIL FROM:<bob@example.net>\n308   SMTP<< 550 5.7.1 no\n"
	var codes []int
	for _, x := range keepEvents(t, []byte("308 Connecting to mx.example.com [192.0.2.1]:25 ... connected\n308   SMTP<< 220 mx.example.com ESMTP\n"+dialogue), Options{}) {
		if x.Kind == KindReply {
			codes = append(codes, x.Reply.Code)
		}
	}
	if len(codes) != 3 || codes[0] != 220 || codes[1] != 250 || codes[2] != 550 {
		t.Errorf("replies %v", codes)
	}
	// A reply of another dialogue keeps its code.
	list := keepEvents(t, []byte("220 mx.example.com ESMTP\nEHLO x\n250 mx.example.com\nDATA\n503 SMTP<< is not what I expect\n"), Options{})
	if n := len(list); n == 0 || list[n-1].Reply.Code != 503 {
		t.Errorf("clean: %s", shortAll(list))
	}
}

// Markdown's mark for a line break is none of the line.
func TestDialogueBackslashes(t *testing.T) {
	marked := "> S: 220 mx.example.com ESMTP\\\n> C: MAIL FROM:<bob@example.net>\\\n> S: 550 5.7.1 no\\\n"
	clean := strings.ReplaceAll(marked, "\\", "")
	got, want := shortAll(keepEvents(t, []byte(marked), Options{})), shortAll(keepEvents(t, []byte(clean), Options{}))
	if got != want || !strings.Contains(got, "550 5.7.1 no") {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
