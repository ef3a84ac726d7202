package parser

import (
	"fmt"
	"strings"
	"testing"
)

// short is what the tests of quoted and wrapped lines look at.
func (k *kept) short() string {
	code := ""
	if k.Reply.Code != 0 {
		code = fmt.Sprint(k.Reply.Code, " ")
	}
	what := string(k.Diagnostic)
	if k.Kind == KindReply {
		what = code + string(k.Reply.Enhanced) + " " + strings.Join(k.text, "/")
	}
	return fmt.Sprintf("%d %s %q %s <%s>", k.Line, k.Format.Name, what, k.Phase, k.Recipient)
}

func shortAll(list []kept) string {
	var all []string
	for i := range list {
		if list[i].Kind >= KindReply {
			all = append(all, list[i].short())
		}
	}
	return strings.Join(all, "\n")
}

const (
	quotedDelivered = "Nov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, delays=0.1/0/1/2.1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 <ann@example.com>: no (in reply to RCPT TO command))"
	quotedRefused   = "NOQUEUE: reject: RCPT from mx.example.net[192.0.2.7]: 450 4.2.0 <ann@example.com>: Recipient address rejected: later; from=<bob@example.net> to=<ann@example.com> proto=ESMTP helo=<mx.example.net>"
)

// A line of a log is found wherever in a line of text it stands.
func TestQuotedLog(t *testing.T) {
	const delivered = `1 postfix "550 5.1.1 <ann@example.com>: no" rcpt <ann@example.com>`
	const refused = `1 postfix "450 4.2.0 <ann@example.com>: Recipient address rejected: later" rcpt <ann@example.com>`
	for _, tt := range []struct{ name, in, want string }{
		{"quotation", "> " + quotedDelivered, delivered},
		{"quotation of a quotation", ">> > " + quotedDelivered, delivered},
		{"indented", "    " + quotedDelivered, delivered},
		{"a tab", "\t" + quotedDelivered, delivered},
		{"backticks", "`" + quotedDelivered + "`", delivered},
		{"backticks in a sentence", "I see `" + quotedDelivered + "` and `nothing` else", delivered},
		{"a comment", "\t#TD " + quotedDelivered, delivered},
		{"another comment", "// " + quotedDelivered, delivered},
		{"a string", "\t\t\"" + quotedDelivered + "\",", delivered},
		{"an argument", "p('" + quotedDelivered + "');", delivered},
		{"a raw string", `msg = """` + quotedDelivered + `""" `, delivered},
		{"a list", "- " + quotedDelivered, delivered},
		{"a label", "Example line: " + quotedDelivered, delivered},
		{"a diff", "+" + quotedDelivered, delivered},
		{"ISO stamp", "> 2026-11-22T05:45:13.042702+00:00" + quotedDelivered[15:], delivered},
		{"one digit's day", "> Nov  2 05:45:13" + quotedDelivered[15:], delivered},
		{"a container", "> mail-1  | " + quotedDelivered, delivered},
		{"no stamp", "`mx1 " + quotedDelivered[20:] + "`", delivered},
		{"a tag alone", quotedDelivered[20:], delivered},
		{"words alone", "get `" + quotedRefused + "` all day", refused},
		{"words in a string", `  "` + quotedRefused + `",`, refused},
		{"words at the end", "The log: " + quotedRefused, refused},
		{"no first word", quotedRefused[9:], refused},
		{"a queue id", "* 4jXHtl37jt" + quotedRefused[7:], refused},
		{"part of a delivery", "dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to end of DATA command))", `1 postfix "550 5.1.1 no" message <>`},
		{"a status alone", "says status=deferred (connect to mx.example.com[192.0.2.1]:25: Connection refused)", `1 postfix "connect to mx.example.com[192.0.2.1]:25: Connection refused" connect <>`},
		{"a quoted reason", "stuck: `(host mx.example.com[192.0.2.1] said: 451 4.3.0 later (in reply to end of DATA command))`", `1 postfix "451 4.3.0 later" message <>`},

		{"a template", "[`${now} mx1 " + quotedDelivered[20:] + "`, `${now}`],", delivered},
		{"an escaped line end", "(`" + quotedDelivered + "\\n`);", delivered},
		{"escaped marks", `data: "4jXHtl37jt: to=<ann@example.com>, relay=local, delay=1, dsn=5.1.1, status=bounced (unknown user: \"ann\")"`, `1 postfix "unknown user: \"ann\"" local <ann@example.com>`},
		{"escaped marks at the end", `want == "2026-11-22 05:42:21 H=mx.example.net [192.0.2.7] F=<bob@example.net> rejected RCPT <ann@example.com>: \"not you\""`, `1 exim "\"not you\"" rcpt <ann@example.com>`},
		{"marks that nobody escaped", `2026-11-22 05:42:21 H=mx.example.net [192.0.2.7] F=<bob@example.net> rejected RCPT <ann@example.com>: \"not you\"`, `1 exim "\\\"not you\\\"" rcpt <ann@example.com>`},
		{"a string in pieces", "f(`Nov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<ann@example.com>,` +\n\t`status=deferred (host mx[192.0.2.1] ` +\n\t`refused to talk to me: 550 no)`)", `1 postfix "550  no"  <ann@example.com>`},
		{"a string in pieces, without a sign", "\t\"" + quotedRefused[:44] + "\"\n\t\"" + quotedRefused[44:] + "\",\n)", refused},
		{"pieces behind their signs", "$l = '" + quotedRefused[:44] + "'\n   . '" + quotedRefused[44:] + "';", refused},
		{"strings of a list", "\t\"" + quotedRefused[:44] + "\",\n\t\"" + quotedRefused[44:] + "\",\n)", ""},
		{"the end of Exim's line", "R=dns T=remote defer (-44): SMTP error from remote mail server after RCPT TO:<ann@example.com>: 451 4.7.1 later", `1 exim "451 4.7.1 later" rcpt <ann@example.com>`},
		{"an end that was quoted", "> ... T=remote defer (-53): retry time not reached for any host", `1 exim "retry time not reached for any host" queue <>`},
		{"the end of Sendmail's line", "      dsn=4.2.0, stat=Deferred: 450 4.2.0 <ann@example.com>: Greylisted", `1 sendmail "450 4.2.0 <ann@example.com>: Greylisted"  <>`},
		{"an end without a reply", "* `dsn=4.0.0, stat=Deferred: Connection refused by mx.example.com.`", `1 sendmail "Deferred: Connection refused by mx.example.com." connect <>`},
		{"a delivery that failed", "xdelay=00:00:01, mailer=esmtp, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, stat=User unknown", `1 sendmail "User unknown"  <>`},
		{"the end of another's line", "relay=192.0.2.1 (mx.example.com), delay=12s, stat=451 later, please", ""},
		{"an end that tells no failure", "relay=mx.example.com. [192.0.2.1], dsn=2.0.0, stat=Sent (ok 450 later)", ""},
		{"prose about an end", "It says R=dns T=remote and then that it will defer (1) it: 450 later", ""},
		{"prose about a status", "stat=Deferred is what Sendmail writes then: 450 4.2.0 later", ""},

		{"a login", "see `warning: mx[192.0.2.7]: SASL PLAIN authentication failed: no`", `1 postfix "SASL PLAIN authentication failed: no" auth <>`},
		{"expired", "-- 0A1B2C3D4E: from=<ann@example.com>, status=expired, returned to sender", `1 postfix "expired, returned to sender" queue <>`},

		{"a regular expression", `^%(prefix)sNOQUEUE: reject: RCPT from \S+\[<HOST>\]: 454 4.7.1 .*$`, ""},
		{"another", `re.compile(r'NOQUEUE: reject: RCPT from (?P<client>.+): 554 5.7.1 Relay access denied')`, ""},
		{"a program that is none of mail's", "> Nov 22 05:45:13 mx1 cron[437]: 550 5.1.1 no", ""},
		{"a search term", `grep -E 'status=(sent|bounced)' /var/log/mail.log`, ""},
		{"a parameter", "GET /contacts?status=bounced (404)", ""},
		{"prose", "They reject: RCPT is answered with 550 5.1.1.", ""},
		{"a name with a number", "see foo[3]: 550 is not a reply", ""},
		{"a member of an object", `{"what":"x","text":"` + quotedDelivered + `"}`, ""},
	} {
		list := keepEvents(t, []byte("What is this?\n\n"+tt.in+"\n\nThanks\n"), Options{})
		want := strings.Replace(tt.want, "1 ", "3 ", 1)
		if got := shortAll(list); got != want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", tt.name, tt.in, got, want)
		}
	}
}

// Behind the string that a line of a log is in a program, code goes on.
func TestQuotedLogCode(t *testing.T) {
	const line = "Nov 22 05:45:13 mx1 postfix/smtp[437]: SASL authentication failed; 'ann' (it's no)"
	for _, tt := range []struct{ before, behind, left string }{
		{"\tparse('", "')[0]", ""},
		{"x = [\"", "\"].map(parse)", ""},
		{"x := \"", "\".trim(), 5", ""},
		{"x = '", "'; // one", ""},
		{"it's '", " 'of late", " 'of late"}, // no code
	} {
		got := ""
		for _, k := range keepEvents(t, []byte(tt.before+line+tt.behind+"\n"), Options{}) {
			got += string(k.Diagnostic)
		}
		if want := line[39:] + tt.left; got != want {
			t.Errorf("%q, %q: got %q, want %q", tt.before, tt.behind, got, want)
		}
	}
}

// Where lines are quoted their years are found all the same, and secrets are
// hidden where they stand.
func TestQuotedLogTime(t *testing.T) {
	list := keepEvents(t, []byte("> "+quotedDelivered+"\n> Jan  3"+quotedDelivered[6:]+"\n> Dec 30"+quotedDelivered[6:]+"\n"), Options{Year: 2025})
	if len(list) != 3 {
		t.Fatalf("%d events", len(list))
	}
	for i, want := range []int16{2025, 2026, 2025} {
		if got := list[i].Time.Year; got != want {
			t.Errorf("line %d: year %d, want %d", i+1, got, want)
		}
	}
}

// A dialogue that a quoted log tells is a dialogue.
func TestQuotedLogDialogue(t *testing.T) {
	var in strings.Builder
	for _, l := range []string{"> mx.example.net[192.0.2.7]: 220 mx1 ESMTP", "< mx.example.net[192.0.2.7]: EHLO x", "> mx.example.net[192.0.2.7]: 250-mx1", "> mx.example.net[192.0.2.7]: 250 DSN"} {
		fmt.Fprintf(&in, "    Nov 22 05:45:13 mx1 postfix/smtpd[437]: %s\n", l)
	}
	want := "1 postfix \"220  mx1 ESMTP\" connect <>\n3 postfix \"250  mx1/DSN\" ehlo <>"
	if got := shortAll(keepEvents(t, []byte(in.String()), Options{})); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
