package parser

import (
	"strings"
	"testing"
)

// midstTests are replies that programs tell in the midst of a line, each with
// neighbours that look like it and tell none.
var midstTests = []struct {
	name, in, want string
}{
	{"gomail", "gomail: could not send email 1: 550 no such user\n", "1 error-message 550\n"},
	{"gomail, a step", "level=error err=\"gomail: could not send email 3: auth: 535 no\" attempt=2\n", "1 error-message auth 535\n"},
	{"gomail, no reply", "gomail: could not send email 1: dial tcp 192.0.2.1:550: refused\n", ""},
	{"a command by name", "failed to issue RCPT command: 551 elsewhere\nsend MAIL command: 530 log in first\n", "1 error-message rcpt 551\n2 error-message mail 530\n"},
	{"a command, no reply", "failed to issue the command: 551 times\n", ""},
	{"an auth of Go", "notify failed: *smtp.plainAuth auth: 535 wrong\n", "1 error-message auth 535\n"},
	{"an enhanced code", "Upload failed (job 12): 552 5.3.4 too big\n", "1 error-message 552 5.3.4\n"},
	{"another class", "Upload failed (job 12): 552 4.3.4 too big\n", ""},
	{"no enhanced code", "Upload failed (job 12): 552 boxes too big\n", ""},
	{"an address", "Could not notify ann@example.com: 554 refused for policy\n", "1 error-message 554\n"},
	{"an address that is told of", "Seen by ann@example.com: 554 pages\n", ""},
	{"quoted", "The mail server returned '550 5.7.1 it isn't allowed' (twice)\n", "1 error-message 550 5.7.1\n"},
	{"source code", "return reply('550 5.7.1 not allowed')\n", ""},
	{"a member", "  response: '535 wrong password',\n", "1 error-message 535\n"},
	{"a member of HTTP", "  response: '503 Service Unavailable',\n", ""},
	{"a member of JSON", "\"SmtpResponse\": \"550-5.1.1 no\\r\\n550 5.1.1 really\\r\\n\",\n", "1 webhook 550 5.1.1 x2\n"},
	{"a string of several lines", "  response: '550-5.7.26 no.\\n' +\n    '550-5.7.26 \\n' +\n    '550-5.7.26 because\\n' +\n    '550 5.7.26 of it',\n  response: '550 5.7.26 no.',\n", "1 error-message 550 5.7.26\n5 error-message 550 5.7.26\n"},
	{"a stack behind it", "x | Error: Invalid login: 535 wrong\\n    at SMTPConnection._formatError (a.js:1:1)\n", "1 nodemailer auth 535\n"},
	{"a stack on the line", "{ Error: Message failed: 554 spam at SMTPConnection._formatError (a.js:605:19) code: 'EENVELOPE' }\n", "1 nodemailer message 554\n"},
	{"a code in brackets", "Unable to send: SMTP Error (535): Authentication failed\n", "1 error-message 535\n"},
	{"a number in brackets", "Unable to send: Error (535): Authentication failed\n", ""},
	{"an exception behind words", "# broken: com.sun.mail.smtp.SMTPAddressFailedException: 550 no\nJob failed: Net::SMTPFatalError (554 no (at all))\n", "1 javamail rcpt 550\n2 ruby-net-smtp 554\n"},
	{"Ruby's AUTH", "Net::SMTPAuthenticationError: 454 later\nNet::SMTPAuthenticationError: 535 no\n", "1 ruby-net-smtp auth 454\n2 ruby-net-smtp 535\n"},
	{"a tuple", "! error:(535, b'no')\ncaught (550, '5.1.1 no')\n", "1 python-smtplib 535\n2 python-smtplib 550 5.1.1\n"},
	{"a tuple of HTTP", "caught (503, b'Service Unavailable')\ncaught (550, 'pages')\n", ""},
	{"refused recipients", "{'ann@example.com': (550, b'no'), 'bob@example.com': (551, b'5.1.6 moved')}\n", "1 python-smtplib rcpt 550\n1 python-smtplib rcpt 551 5.1.6\n"},
	{"a bounce's words", "(reason: 550 5.1.1 no)\nhost mx.example.com[192.0.2.1] said: 550 5.1.1 no\n", "2 bounce 550 5.1.1\n"},
	{"a subject", "MessageSubject : 550 5.1.1 is in this subject\nSubject: Re: your message failed: 550 5.1.1 no\n", ""},
	{"a member that is a subject", "{'id': 7, 'subject': 'Re: your message failed: 550 5.1.1 no'}\nid=7 subject=\"your message failed: 550 5.1.1 no\"\nsubjects of it, and the Subject : message failed: 550 5.1.1 no\n", ""},
	{"no subject", "Your message is subjected to greylisting: 451 4.7.1 later\nSend error, subject to a limit: 452 4.5.3 later\n", "1 error-message 451 4.7.1\n2 error-message 452 4.5.3\n"},
	{"check_smtp", "Invalid SMTP response received from host on port 25: 554 go away\n", "1 check_smtp 554\n"},
	{"in PHP's log", "[01-Jan-2026] SMTP ERROR: MAIL FROM command failed: 503 not yet\\r\\n, referer: http://a.example/\n", "1 phpmailer mail 503\n"},
	{"a number of mails", "mail queue: 550 messages failed\nsmtp: 450 connections\nsize: 552 4.1 kB\n", ""},
	{"in a log", "Nov 22 05:30:04 app1 notifier[7]: level=error err=\"smtp: delivery failure: 554 5.7.1 spam\"\n", "1 error-message 554 5.7.1\n"},
	{"lettre", "[2026-11-22 05:53:12.123][app::mail][ERROR] permanent error (535): 5.7.8 wrong\n", "1 lettre 535 5.7.8\n"},
	{"no lettre", "permanent damage (535): 5.7.8 wrong\n", ""},
	{"gen_smtp", "{:permanent_failure, \"501 not this\\r\\n\"}\n{permanent_failure,\"192.0.2.1\",\n {temporary_failure,\"192.0.2.1\",<<\"451 4.3.0 later\\r\\n\">>}\n", "1 error-message 501\n3 error-message 451 4.3.0\n"},
	{"another failure", "{:permanent_outage, \"501 not this\\r\\n\"}\n", ""},
	{"in other languages", "Resposta do Servidor: 454 4.7.1 acesso negado\nServerantwort: 550 nein\n", "1 error-message 454 4.7.1\n2 error-message 550\n"},
	{"a line that is a quotation", "`530 5.7.0 first STARTTLS`\n`530 first STARTTLS`\n", "1 error-message 530 5.7.0\n"},
	{"to whom", "level=warning msg=\"[smtpd] response (192.0.2.9) 451 4.3.0 aborted\"\n", "1 error-message 451 4.3.0\n"},
	{"a dash", "Net::SMTPFatalError - 550 5.1.1 &lt;ann@example.com&gt;: no such user\nCould not send - 550 5.7.1 no\n", "1 ruby-net-smtp 550 5.1.1\n2 error-message 550 5.7.1\n"},
	{"a dash, no reply", "# 1234 - 550 pages\nSold - 550 5.1.1 sorts\n", ""},
	{"code with blanks in it", "**Error message:** `` 554 5.7.1  no mail from here ``\n**Title:** `` 554 5.7.1 no complaint ``\n", "1 error-message 554 5.7.1\n"},
	{"a command that failed", "Error: AUTH LOGIN failed: '534 5.7.9 not with that'\nRCPT TO <ann@example.com> failed: '550 5.1.1 no'\nx: MAIL FROM:<> failed: 553 who\n", "1 error-message auth 534 5.7.9\n2 error-message rcpt 550 5.1.1\n3 error-message mail 553\n"},
	{"something else that failed", "AUTH of ann failed: 534 times\nRCPT to nobody failed: 550\nMail from ann failed: 553 letters\n", ""},
	{"a code told twice", "Error: SMTP code:530 msg:530 log in first\n", "1 error-message 530\n"},
	{"another code told twice", "Error: code:530 msg:530 log in first\nSMTP code:5 msg:530 log in first\n", ""},
	{"data of several lines", "  data: '550-no\\r\\n550 no, really',\n  stage: 'rcpt' }\n", "1 error-message 550 x2\n"},
	{"data", "  data: '550 sheets of it',\n  data: '550-no\\r\\n551 no, really',\n", ""},
	{"the end of data", "error after end of data: 552 5.3.4 too big, \"552 5.3.4 it is\"\n", "1 error-message 552 5.3.4\n"},
	{"PHPMailer's details", "SMTP server error: RCPT TO command failed Detail: no such user\\r\\n SMTP code: 550 Additional SMTP info: 5.1.1\nDetail: none. SMTP code: 554\n", "1 error-message rcpt 550 5.1.1\n"},
	{"details of something else", "Postal code: 550 Detail: none\nthe SMTP code: 550 means that the mailbox is not there\n", ""},
	{"PHPMailer's details in an object", "  \"code\": 423,\n  \"message\": \"MAIL FROM command failed Detail: not yours SMTP code: 553 Additional SMTP info: 5.7.1\",\n  \"errors\": [\n    \"MAIL FROM command failed Detail: not yours SMTP code: 553 Additional SMTP info: 5.7.1\"\n  ]\n}\n", "2 error-message mail 553 5.7.1\n4 error-message mail 553 5.7.1 again\n"},
	{"an object without any", "  \"code\": 550,\n  \"message\": \"SMTP Error: data not accepted.\",\n  \"page\": \"554\"\n}\n", ""},
	{"an object of Ruby", "=> #<Net::SMTP::Response:0x000055 @status=\"250\", @string=\"250-a\\n250 b\\n\">\n=> #<Net::HTTP::Response:0x000055 @status=\"250\", @string=\"250 b\\n\">\n", "1 ruby-net-smtp 250 x2\n"},
	{"Swift Mailer's log on the line", "[x] ERROR: Expected response code 354 but got code \"503\", with message \"503 5.5.1 first RCPT\" Log data: >> RCPT TO:<a@b.example>  >> DATA  << 450 4.2.1 later  !! Expected response code 250 but got code \"450\", with message \"450 4.2.1 later\" (code: 450) << 503 5.5.1 first RCPT\n", "1 swiftmailer 450 4.2.1\n1 swiftmailer 503 5.5.1\n"},
	{"several mechanisms", "Failed to authenticate: Authenticator \"LOGIN\" returned \"Expected response code \"235\" but got code \"535\", with message \"535 5.7.8 no\".\". Authenticator \"PLAIN\" returned \"Expected response code \"235\" but got code \"504\", with message \"504 5.7.4 what\".\". caused by Failed to authenticate: Authenticator \"LOGIN\" returned \"Expected response code \"235\" but got code \"535\", with message \"535 5.7.8 no\"\n", "1 symfony auth 535 5.7.8\n1 symfony auth 504 5.7.4\n"},
	{"a mechanism that is none", "Authenticator of the day returned \"Expected response code \"250\" but got code \"503\", with message \"503 5.5.1 no\".\n", "1 symfony 503 5.5.1\n"},
	{"an error of Node", "{ [AuthError: Invalid login - 535 wrong password]\n  data: '535 wrong password',\n", "1 nodemailer auth 535\n"},
	{"a list in brackets", "Error: 535 5.7.8 wrong [at all]\n", "1 error-message 535 5.7.8\n"},
	{"an object of an error", "{\n  \"code\": \"EENVELOPE\",\n  \"message\": \"Can't send mail - all recipients were rejected: 550 5.1.1 no\"\n}\n", "3 nodemailer rcpt 550 5.1.1\n"},
	{"an object that tells of errors", "{\n  \"code\": 550,\n  \"message\": \"550 mails went out\",\n  \"smtp\": 554\n}\n", ""},
	{"arrows without its log", "Expected response code 354 but got code \"503\", with message \"503 5.5.1 first RCPT\" and then << 450 4.2.1 later\n", "1 swiftmailer 503 5.5.1\n"},
	{"two that are compared", "It answers with the smtp error \"421 not listed\" instead of \"550 not listed\".\nThe smtp error \"421 not listed\" is wrong: send the smtp error '550 no' when it is not\nShould be SMTP error \"450 4.2.0 later\" rather than \"550 5.1.1 no\"\n", ""},
	{"quoted, and no more", "It ended with the smtp error \"421 not listed\"\nserver responded with \"550 no\" while sending\nsmtp error: \"554 no\" while sending\n", "1 error-message 421\n2 error-message 550\n3 error-message 554\n"},
	{"a colon behind the code", "Error: a.b.Exception: 535: 5.7.3 no\n\"MailKit.Security.AuthenticationException: 535: wrong \" when sending\n", "1 error-message 535 5.7.3\n2 mailkit auth 535\n"},
	{"a colon, no reply", "SyntaxException: 535: wrong word\nException: 535: 4.7.3 no\nFound: 535: 5.7.3 things\nlistening failed: 550: 192.0.2.1\n", ""},
	{"Node's process", "(node:4711) UnhandledPromiseRejectionWarning: Error: Can't send mail - all recipients were rejected: 550 5.7.1 no\n", "1 nodemailer rcpt 550 5.7.1\n"},
	{"a remark in brackets", "(delivery failed: 550 5.7.1 no)\n(node 4711) failed: 550 5.7.1 no\n(node:4711) DeprecationWarning: 550 5.7.1 things\n", ""},
	{"what caused it", "'Invalid Addresses' (3x caused by later): 550 5.4.4 no\n'Invalid Addresses' (3x caused by later): 555-5.5.2 what. 555 5.5.2 really\n", "1 error-message 550 5.4.4\n2 error-message 555 5.5.2 x2\n"},
	{"what caused something else", "'Invalid Addresses' (3x caused by later): 550 of them\n'Invalid Addresses' (3x): 550 5.4.4 no\n", ""},
	{"an escaped quotation", "err=\"broken: a.b.Exception: \\\"535: 5.7.3 no\\\" at last\" at=2\nmsg='server said: \\'550 5.1.1 it isn't here\\' at last'\n", "1 error-message 535 5.7.3\n2 error-message 550 5.1.1\n"},
	{"no string of Python", "SMTPDataError: (554, of them)\ncaught (554, B'5.7.1 no')\n", ""},
	{"Python's in a log", "Nov 22 05:30:04 app1 w[7]: SMTPDataError: (554, b'no')\nNov 22 05:30:05 app1 w[7]: smtp: caught (550, '5.1.1 no')\nNov 22 05:30:06 app1 w[7]: mails by size: (450, 'pages')\n", "1 python-smtplib 554\n2 python-smtplib 550 5.1.1\n"},
	{"codes in brackets in a log", "Nov 22 05:30:04 app1 w[7]: SMTP Error (535): no\nNov 22 05:30:05 app1 r: <a1> SMTP Error: Failed to send data. 5.7.1 spam (Code: 554)\nNov 22 05:30:06 app1 w[7]: smtp pages (535): no, mail (Code: 554)\n", "1 error-message 535\n2 net-smtp-php 554 5.7.1\n"},
	{"pieces in a log", "Nov 22 05:30:04 app1 w[7]: Net.Mail.SmtpException: x. The server response was: 5.7.1 no\nNov 22 05:30:05 app1 w[7]: RCPT TO command failed Detail: nobody SMTP code: 550\nNov 22 05:30:06 app1 w[7]: smtp version: 5.7.1, SMTP code: 550\n", "1 dotnet 0 5.7.1\n2 error-message rcpt 550\n"},
	{"in a log, none", "Nov 22 05:30:04 app1 notifier[7]: smtp connections: 554, mail failed: 451\n", ""},
}

// A line may be nothing but numbers: so many are looked at.
func TestMidstBounded(t *testing.T) {
	for _, tt := range []struct {
		before int
		want   string
	}{{maxMidst - 1, "1 nodemailer 550 5.1.1\n"}, {maxMidst, ""}} {
		in := strings.Repeat("[450] ", tt.before) + "message failed: 550 5.1.1 no\n"
		if got := toldBy(t, in, Options{}); got != tt.want {
			t.Errorf("%d numbers before: got %q, want %q", tt.before, got, tt.want)
		}
	}
}

// Of the replies that one line tells, the first shows it, and each has what the
// log says of the line.
func TestSeveralOnALine(t *testing.T) {
	for _, in := range []string{
		"Nov 22 05:30:04 app1 w[7]: SMTPRecipientsRefused: {'ann@example.com': (550, b'no'), 'bob@example.com': (551, b'no')}\n",
		"Nov 22 05:30:04 app1 w[7]: SMTPRecipientsRefused: [SMTPRecipientRefused(550, 'smtp: no', 'ann@example.com'), SMTPRecipientRefused(551, 'no', 'bob@example.com')]: message failed: 550 5.1.1 no\n",
		"Nov 22 05:30:04 app1 w[7]: smtp login failed: 535 5.7.8 no: Authenticator \"LOGIN\" returned \"Expected response code \"235\" but got code \"535\", with message \"535 5.7.8 no\".\". Authenticator \"PLAIN\" returned \"Expected response code \"235\" but got code \"504\", with message \"504 5.7.4 what\".\".\n",
		"Nov 22 05:30:04 app1 w[7]: Expected response code 354 but got code \"503\", with message \"503 5.5.1 first RCPT\" smtp error: 503 Log data: >> RCPT TO:<a@b.example>  << 450 4.2.1 later  << 451 4.2.1 later  << 503 5.5.1 first RCPT\n",
	} {
		shown := 0
		got := keepEvents(t, []byte(in), Options{})
		for _, k := range got {
			if k.Raw != nil {
				shown++
			}
			if string(k.Host) != "app1" || k.PID != 7 {
				t.Errorf("%s: host %q, pid %d", in, k.Host, k.PID)
			}
		}
		if len(got) < 2 || shown != 1 || got[0].Raw == nil {
			t.Errorf("%s: %d replies, the line is shown with %d", in, len(got), shown)
		}
	}
}

func TestMidst(t *testing.T) {
	for _, tt := range midstTests {
		t.Run(tt.name, func(t *testing.T) {
			if got := toldBy(t, tt.in, Options{}); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// A reply is told again by other words, never by the same, nor of somebody
// else, nor in another second.
func TestToldAgain(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"caught and printed", "Error: Invalid login: 535 5.7.8 no\n  response: '535 5.7.8 no',\n", "1 nodemailer auth 535 5.7.8\n2 error-message 535 5.7.8 again\n"},
		{"the same words", "Net::SMTPFatalError: 550 no\nNet::SMTPFatalError: 550 no\n", "1 ruby-net-smtp 550\n2 ruby-net-smtp 550\n"},
		{"a cause", "com.sun.mail.smtp.SMTPSendFailedException: 554 5.7.1 no\nCaused by: com.sun.mail.smtp.SMTPSendFailedException: 554 5.7.1 no\n", "1 javamail 554 5.7.1\n2 javamail 554 5.7.1 again\n"},
		{"causes of several", "com.sun.mail.smtp.SMTPAddressFailedException: 550 a\ncom.sun.mail.smtp.SMTPAddressFailedException: 550 b\nCaused by: com.sun.mail.smtp.SMTPAddressFailedException: 550 a\ncom.sun.mail.smtp.SMTPAddressFailedException: 550 b\n",
			"1 javamail rcpt 550\n2 javamail rcpt 550\n3 javamail rcpt 550 again\n4 javamail rcpt 550 again\n"},
		{"a second failure", "com.sun.mail.smtp.SMTPAddressFailedException: 550 a\nCaused by: com.sun.mail.smtp.SMTPAddressFailedException: 550 a\ncom.sun.mail.smtp.SMTPAddressFailedException: 550 a\n",
			"1 javamail rcpt 550\n2 javamail rcpt 550 again\n3 javamail rcpt 550\n"},
		{"somebody else", "{'ann@example.com': (550, b'no')}\nsmtplib.SMTPRecipientsRefused: {'bob@example.com': (550, b'no')}\n", "1 python-smtplib rcpt 550\n2 python-smtplib rcpt 550\n"},
		{"another second", "2026-11-22 05:53:12 smtp delivery failure: 554 5.7.1 no\n2026-11-22 05:53:13 smtp error: 554 5.7.1 no\n", "1 error-message 554 5.7.1\n2 error-message 554 5.7.1\n"},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// System.Net.Mail leaves the code away: what it tells has none.
func TestDotnet(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"System.Net.Mail.SmtpException: Mailbox unavailable. The server response was: 5.7.1 Unable to relay\n", "1 dotnet 0 5.7.1\n"},
		{"Send-MailMessage : Postfach nicht verfügbar. Die Serverantwort war: 5.7.60 nein\n", "1 dotnet 0 5.7.60\n"},
		{"response was: 4.4.1 timed out\"\n", "1 dotnet 0 4.4.1\n"},
		{"The server response was: 5.7.1.2 and more\n", ""},
		{"The version was: 5.7.1 or so\n", ""},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%q: got\n%swant\n%s", tt.in, got, tt.want)
		}
	}
}

// The text of a reply may stand on the line below the code, the reply below
// the exception.
func TestApart(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"the text", "SMTPSenderRefused: 553\n5.7.1 not yours\nann@example.com\n", "1 python-smtplib mail 553 5.7.1\n"},
		{"no text", "SMTPDataError: 554\n", "1 python-smtplib 554\n"},
		{"the text on the line", "('failed', \"via 'x'.\\nSMTPDataError: 550\\n5.7.1 no\\nmore\")\n", "1 python-smtplib 550 5.7.1\n"},
		{"another reply", "SMTPDataError: 554\n220 mx.example.org ESMTP\nEHLO a\n250 b\n", "1 python-smtplib 554\n2 transcript connect 220\n4 transcript ehlo 250\n"},
		{"behind a line that is held", "220 a.b ESMTP\n')! caught SMTPDataError: 554\n5.7.1 no\n", "2 python-smtplib 554 5.7.1\n"},
		{"no exception", "DataError: 554\n5.7.1 not yours\n", ""},
		{"a title", "**Net::SMTPServerBusy** in **Mailer**\n\n454 4.7.0 later\n", "3 ruby-net-smtp 454 4.7.0\n"},
		{"a title far above", "**Net::SMTPServerBusy** in **Mailer**\n\n\n\n454 4.7.0 later\n", ""},
		{"no title", "**Net::HTTPServerBusy** in **Mailer**\n\n454 4.7.0 later\n", ""},
		{"a reply of several lines", "It says\n\n550-no\n550 really\n\nand that is all\n", "3 transcript 550 x2\n"},
		{"several replies", "550 no\n550 really\n", ""},
		{"a page of a book", "250-a\n250 b\n", ""},
		{"what a server offers, and an exception", "250-PIPELINING\n250-SIZE 1000\n250-AUTH LOGIN\n250 HELP\nfrom: 501 what\nSMTPDataError: 554\n", "1 transcript 250 x4\n5 codeigniter mail 501\n6 python-smtplib 554\n"},
		{"what a server offers", "It should answer:\n250-mx.example.org\n250-PIPELINING\n250-SIZE 1000\n250-AUTH LOGIN\n250 HELP\nand if not, it is broken.\n", "2 transcript 250 x5\n"},
		{"offers without an end", "It should answer:\n250-mx.example.org\n250-PIPELINING\n250-SIZE 1000\n250-AUTH LOGIN\nand so on.\n", ""},
		{"offers of something else", "250-apples\n250-SIZE 8\n250-pears\n250 plums\n", ""},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// Whatever a logger puts before the arrows, the same before every line.
func TestInnerLabels(t *testing.T) {
	const lead = "{app/4} 12,3 smtp.out: "
	const talk = lead + "=> EHLO me.example.net\n" + lead + "<= 250-mx.example.org\n" + lead + "<= 250 AUTH LOGIN\n" +
		lead + "=> AUTH LOGIN\n" + lead + "<= 334 VXNlcm5hbWU6\n" + lead + "=> c2VjcmV0\n" + lead + "<= 535 5.7.8 no\n"
	want := "2 transcript ehlo 250 x2\n5 transcript auth 334\n7 transcript auth 535 5.7.8\n"
	if got := toldBy(t, talk, Options{}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for _, k := range keepEvents(t, []byte(talk), Options{Lines: true}) {
		if k.Line == 6 && k.Secret.Empty() {
			t.Errorf("the response is shown: %s", k.Raw)
		}
	}
	for _, tt := range []struct{ name, in, want string }{
		{"letters", "3: [x] mail.DEBUG: C: MAIL FROM:<a@b.example>\n4: [x] mail.DEBUG: S: 451 4.3.0 later\n", "2 transcript mail 451 4.3.0\n"},
		{"line ends as escapes", "a[1] b: > RCPT TO:<a@b.example>\\r\\n\na[1] b: < 550 no\\r\\n\n", "2 transcript rcpt 550\n"},
		{"Android", "11-22 05:53:12.123  9975 13041 D Mail: SMTP >>> EHLO a\n11-22 05:53:12.124  9975 13041 V Mail: SMTP <<< 250 b\n", "2 transcript ehlo 250\n"},
		{"replies alone", "[0x7f] [info]  220 2.0.0 hi\n[0x7f] [info]  250 2.1.0 Ok\n[0x7f] [info]  550 5.1.1 no\n", "1 transcript 220 2.0.0\n2 transcript 250 2.1.0\n3 transcript 550 5.1.1\n"},
		{"another program's arrows", "{a/4} x: => EHLO me.example.net\n{b/4} y: <= 250 mx.example.org\n", ""},
		{"one side", "{a/4} x: <= 250 apples\n{a/4} x: <= 250 pears\n", ""},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// What a client says of itself between the commands is no command.
func TestClientRemarks(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"remarks", "c: Trying\ns: 220 a.b ESMTP\nc: Connected!\nc: Info: so far\nc: EHLO a.example\ns: 250 b\n", "2 transcript connect 220\n6 transcript ehlo 250\n"},
		{"a verb that nobody knows", "c: EHLO a.example\ns: 250 b\nc: Connected\ns: 500 5.5.2 what\n", "2 transcript ehlo 250\n4 transcript other 500 5.5.2\n"},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// A program that prints only what the client sent shows no 334: what follows
// AUTH is as secret.
func TestSecretsWithoutReplies(t *testing.T) {
	const in = "2026-11-22 05:53:12 CLIENT -> SERVER: EHLO a.example\n2026-11-22 05:53:12 CLIENT -> SERVER: AUTH LOGIN\n" +
		"2026-11-22 05:53:12 CLIENT -> SERVER: YW5uQGV4YW1wbGUuY29t\n2026-11-22 05:53:12 CLIENT -> SERVER: c2VjcmV0\n" +
		"2026-11-22 05:53:12 CLIENT -> SERVER: QUIT\n"
	secret := map[int64]bool{3: true, 4: true}
	for _, k := range keepEvents(t, []byte(in), Options{Lines: true}) {
		if !k.Secret.Empty() != secret[k.Line] {
			t.Errorf("line %d: secret %v: %s", k.Line, k.Secret, k.Raw)
		}
	}
	for _, k := range keepEvents(t, []byte(in), Options{Lines: true, Secrets: true}) {
		if !k.Secret.Empty() {
			t.Errorf("hidden though it is to be shown: %s", k.Raw)
		}
	}
}

// Forms of known clients that were met in the field.
func TestFieldForms(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a trace from the middle", "=> Send header, 0x1b bytes (0x1b)\n0000: RCPT TO:<ann@example.com>\n<= Recv SSL data, 0x5 bytes (0x5)\n0000: ....A\n<= Recv header, 0x29 bytes (0x29)\n0000: 250 2.1.5 OK a1b2sm849160pfb.60 - gsmtp\n", "6 curl rcpt 250 2.1.5\n"},
		{"lettre under vaultwarden", "[2026-11-22 05:53:12.123][lettre::transport::smtp::client][DEBUG] << 220 a.b ESMTP<CRLF>\n[2026-11-22 05:53:12.123][lettre::transport::smtp::client][DEBUG] Wrote: EHLO c.d<CRLF>\n[2026-11-22 05:53:12.123][lettre::transport::smtp::client][DEBUG] << 250 a.b<CRLF>\n", "1 lettre connect 220\n3 lettre ehlo 250\n"},
		{"MailHog in a container", "mail-1 | 2026/11/22 05:53:12 [SMTP 192.0.2.9:54508] Sent 21 bytes: '220 a.b ESMTP\\r\\n'\nmail-1 | 2026/11/22 05:53:12 [SMTP 192.0.2.9:54508] Received 9 bytes: 'EHLO x\\r\\n'\nmail-1 | 2026/11/22 05:53:12 [SMTP 192.0.2.9:54508] Sent 9 bytes: '250 a.b\\r\\n'\n", "1 mailhog connect 220\n3 mailhog ehlo 250\n"},
		{"bytes of something else", "Sent 21 bytes: '220 a.b'\n", ""},
		{"ESP Mail Client", "> C: connecting to SMTP server\n> C: Port > 587\n\n< S: 220 a.b ESMTP\n> C: send command, HELO\n< S: 250-a.b\n< S: 250 HELP\n> C: send message header\n< S: 530-5.7.0 log\n< S: 530 5.7.0 in\n! E: send header failed\n", "4 esp-mail connect 220\n6 esp-mail 250 x2\n9 esp-mail 530 5.7.0 x2\n"},
		{"check_smtp", "HELOCMD: HELO me.example.net\n220 a.b ESMTP\nsent QUIT\nreceived 221 Bye\n\nSMTP OK - 0.074 sec. response time, 221 Bye|time=0.07s\n", "2 check_smtp connect 220\n4 check_smtp quit 221\n"},
		{"smtp-cli behind something else", "220 a.b ESMTP\nEHLO c\n250 d\n[220] 'e.f ESMTP'\n> HELO c\n[250] 'e.f'\n> QUIT\n", "1 transcript connect 220\n3 transcript ehlo 250\n4 smtp-cli connect 220\n6 smtp-cli ehlo 250\n"},
		{"a command before the connection", "DEBUG [a1] C: MAIL FROM:<a@b.example>\nINFO  [a1] Connection established to 192.0.2.1:25\nDEBUG [a1] S: 220 a.b ESMTP\nDEBUG [a1] C: QUIT\nDEBUG [a1] S: 221 bye\n", "3 nodemailer connect 220\n5 nodemailer quit 221\n"},
		{"Nodemailer of old, two at a time", "SERVER 1:\n└──220 a.b ESMTP\nSERVER 2:\n└──220 c.d ESMTP\nCLIENT 1:\n└──EHLO x\nCLIENT 2:\n└──EHLO x\nSERVER 2:\n└──250-c.d\n   250 HELP\nConnection secured\nSERVER 1:\n└──550 no\n", "2 nodemailer connect 220\n4 nodemailer connect 220\n10 nodemailer ehlo 250 x2\n14 nodemailer ehlo 550\n"},
		{"a tree of files", "SERVER 1:\n└──220 volts\n   250 more\nsrc:\n└──EHLO\nSERVER one:\n└──220 a.b ESMTP\n", ""},
		{"both legs of a proxy", "SMTP (l:1; a:2->b:3)     <-- b'220 a.b ESMTP\\r\\n'\nSMTP (l:1; a:2->b:3) <-- b'220 a.b ESMTP\\r\\n'\nSMTP (l:1; a:2->b:3) --> b'EHLO x\\r\\n'\nSMTP (l:1; a:2->b:3)     --> b'EHLO x\\r\\n'\nSMTP (l:1; a:2->b:3)     <-- b'250 a.b\\r\\n'\nSMTP (l:1; a:2->b:3) <-- b'250 a.b\\r\\n'\n", "1 transcript connect 220\n2 transcript connect 220\n5 transcript ehlo 250\n6 transcript ehlo 250\n"},
		{"a proxy of something else", "IMAP (l:1; a:2->b:3)     <-- b'220 a.b ESMTP\\r\\n'\nSMTP (l:1; a:2->b:3) (220 times)\n", ""},
		{"a greeting between blank lines", "[DEBUG] - 220-a.b ESMTP\n\n[DEBUG] - 220-more\n\n[DEBUG] - 220 end\n", "1 transcript connect 220 x3\n"},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// CodeIgniter names the command by a word before the reply.
func TestDebugger(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"HTML", "<br /><pre>hello: 250-a.example Hello\n250 HELP\n</pre><pre>from: 250 Ok\n</pre><pre>to: 550 5.1.1 no\n</pre>The following SMTP error was encountered: 550 5.1.1 no\n",
			"1 codeigniter ehlo 250\n3 codeigniter mail 250\n4 codeigniter rcpt 550 5.1.1\n5 error-message 550 5.1.1 again\n"},
		{"an offer", "hello: 250-a.example\n250-SIZE 1000\n250-PIPELINING\n250-DSN\n250-STARTTLS\n250 HELP\nfrom: 501 what\n", "1 codeigniter ehlo 250\n7 codeigniter mail 501\n"},
		{"text", "hello: 250 a.example\nfrom: 250 Ok\ndata: 503 no recipients\n", "1 codeigniter ehlo 250\n2 codeigniter mail 250\n3 codeigniter data 503\n"},
		{"no answers", "It says\n\n220 a.example ESMTP\n\nhello: \nThe following SMTP error was encountered: \nfrom: \n", "3 transcript connect 220\n"},
		{"no greeting", "It says\n\n220 a.example\n\nhello: \nfrom: \n", ""},
		{"a ticket", "from: 250 to: 300\nto: 500 people\ndata: 354 kB\n", ""},
	} {
		if got := toldBy(t, tt.in, Options{}); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}
