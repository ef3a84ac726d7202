package parser

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// turnOf is one thing that one side of the sample conversation says: a reply or
// a command, or the message, in lines.
type turnOf struct {
	server bool
	lines  []string
}

// sample is a conversation that has most that a client can show: a reply of
// several lines, a refusal of several lines, and a message in which a line
// looks like a reply.
var sample = []turnOf{
	{true, []string{"220 mx.example.org ESMTP"}},
	{false, []string{"EHLO me.example.net"}},
	{true, []string{"250-mx.example.org", "250-SIZE 1000", "250 HELP"}},
	{false, []string{"MAIL FROM:<a@b.example>"}},
	{true, []string{"250 2.1.0 Ok"}},
	{false, []string{"RCPT TO:<c@d.example>"}},
	{true, []string{"550-5.1.1 No such", "550 5.1.1 user here"}},
	{false, []string{"RCPT TO:<e@d.example>"}},
	{true, []string{"250 2.1.5 Ok"}},
	{false, []string{"DATA"}},
	{true, []string{"354 Go ahead"}},
	{false, []string{"Subject: x", "", "250 apples", "."}},
	{true, []string{"452 4.3.1 it's full"}},
	{false, []string{"QUIT"}},
	{true, []string{"221 2.0.0 Bye"}},
}

// sampleLMTP has one reply for each recipient.
var sampleLMTP = []turnOf{
	{true, []string{"220 mx.example.org LMTP"}},
	{false, []string{"LHLO me.example.net"}},
	{true, []string{"250-mx.example.org", "250 SIZE 1000"}},
	{false, []string{"MAIL FROM:<a@b.example>"}},
	{true, []string{"250 2.1.0 Ok"}},
	{false, []string{"RCPT TO:<c@d.example>"}},
	{true, []string{"250 2.1.5 Ok"}},
	{false, []string{"RCPT TO:<e@d.example>"}},
	{true, []string{"250 2.1.5 Ok"}},
	{false, []string{"DATA"}},
	{true, []string{"354 Go ahead"}},
	{false, []string{"Subject: x", "", "text", "."}},
	{true, []string{"250 2.0.0 saved"}},
	{true, []string{"552 5.2.2 full"}},
	{false, []string{"QUIT"}},
	{true, []string{"221 2.0.0 Bye"}},
}

const (
	sampleWant     = "connect 220, ehlo 250 x3, mail 250 2.1.0, rcpt 550 5.1.1 x2, rcpt 250 2.1.5, data 354, message 452 4.3.1, quit 221 2.0.0"
	sampleLMTPWant = "connect 220, ehlo 250 x2, mail 250 2.1.0, rcpt 250 2.1.5, rcpt 250 2.1.5, data 354, message 250 2.0.0, message 552 5.2.2, quit 221 2.0.0"
)

// clientStyle is how one client shows a conversation: %s stands for what was
// said.
type clientStyle struct {
	name   string
	format string
	open   string // lines before it
	server string
	client string
	more   string // the second and further lines of what the server said; empty for as the first
	glue   string // what its lines are joined with on one line; "-" for nothing
	none   bool   // the message is not shown
	escape func(string) string
	shut   string // lines behind it
}

func htmlText(s string) string {
	return strings.NewReplacer("<", "&lt;", ">", "&gt;", "'", "&#039;").Replace(s)
}

var clientStyles = []clientStyle{
	{name: "PHPMailer", format: "phpmailer", server: "2026-11-22 05:53:12\tSERVER -> CLIENT: %s\n", client: "2026-11-22 05:53:12\tCLIENT -> SERVER: %s\n", more: "                   \t                  %s\n"},
	{name: "PHPMailer in a browser", format: "phpmailer", server: "2026-11-22 05:53:12 SERVER -&gt; CLIENT: %s<br>\n", client: "2026-11-22 05:53:12 CLIENT -&gt; SERVER: %s<br>\n", glue: "-", escape: htmlText},
	{name: "PHPMailer, level 4", format: "phpmailer", open: "2026-11-22 05:53:12\tConnection: opening to 192.0.2.1:25, timeout=6, options=array()\n2026-11-22 05:53:12\tConnection: opened\n",
		server: "2026-11-22 05:53:12\tSMTP INBOUND: \"%[1]s\"\n2026-11-22 05:53:12\tSERVER -> CLIENT: %[1]s\n", client: "2026-11-22 05:53:12\tCLIENT -> SERVER: %s\n"},
	{name: "PHPMailer in PHP's log", format: "phpmailer", server: "[22-Nov-2026 05:53:12 UTC] SERVER -> CLIENT: %s\n", client: "[22-Nov-2026 05:53:12 UTC] CLIENT -> SERVER: %s\n"},
	{name: "PHPMailer in Apache's log", format: "phpmailer", server: "[Sun Nov 22 05:53:12.123456 2026] [php:notice] [pid 12] [client 192.0.2.1:4321] SERVER -> CLIENT: %s\\n, referer: https://x.example/f.php\n",
		client: "[Sun Nov 22 05:53:12.123456 2026] [php:notice] [pid 12] [client 192.0.2.1:4321] CLIENT -> SERVER: %s\\n, referer: https://x.example/f.php\n"},
	{name: "PHPMailer 5.2", format: "phpmailer", server: "SMTP -> FROM SERVER:%s\n", client: "CLIENT -> SMTP: %s\n"},
	{name: "Nodemailer", format: "nodemailer", open: "[2026-11-22 05:37:32] INFO  [NLu6HTXQkik] Connection established to 192.0.2.1:587\n",
		server: "[2026-11-22 05:37:32] DEBUG [NLu6HTXQkik] S: %s\n", client: "[2026-11-22 05:37:32] DEBUG [NLu6HTXQkik] C: %s\n", none: true},
	{name: "Nodemailer with a pool", format: "nodemailer", open: "[2026-11-22 05:37:32] INFO  [#3] [NLu6HTXQkik] Connection established to 192.0.2.1:587\n",
		server: "[2026-11-22 05:37:32] DEBUG [#3] [NLu6HTXQkik] S: %s\n", client: "[2026-11-22 05:37:32] DEBUG [#3] [NLu6HTXQkik] C: %s\n", none: true},
	{name: "Nodemailer with pino", format: "nodemailer", server: `{"level":20,"time":1795325852123,"pid":12,"hostname":"me","component":"smtp-connection","sid":"NLu6HTXQkik","tnx":"server","msg":"%s"}` + "\n",
		client: `{"level":20,"time":1795325852123,"pid":12,"hostname":"me","component":"smtp-connection","sid":"NLu6HTXQkik","tnx":"client","msg":"%s"}` + "\n", glue: `\r\n`, none: true},
	{name: "Nodemailer with bunyan", format: "nodemailer", server: `{"name":"nodemailer","hostname":"me","pid":12,"component":"smtp-connection","sid":"NLu6HTXQkik","level":20,"tnx":"server","msg":"%s","time":"2026-11-22T05:37:32.123Z","v":0}` + "\n",
		client: `{"name":"nodemailer","hostname":"me","pid":12,"component":"smtp-connection","sid":"NLu6HTXQkik","level":20,"tnx":"client","msg":"%s","time":"2026-11-22T05:37:32.123Z","v":0}` + "\n", glue: `\n`, none: true},
	{name: "smtp-server", format: "smtp-server", open: "[2026-11-22 05:37:34] INFO  [#f65wzbkwimut2dii] Connection from me.example.net\n",
		server: "[2026-11-22 05:37:34] DEBUG [#f65wzbkwimut2dii] S: %s\n", client: "[2026-11-22 05:37:34] DEBUG [#f65wzbkwimut2dii] C: %s\n", more: "[2026-11-22 05:37:34] DEBUG [#f65wzbkwimut2dii] %s\n", none: true},
	{name: "JavaMail", format: "javamail", open: "DEBUG: JavaMail version 1.6.2\nDEBUG SMTP: useEhlo true, useAuth false\nDEBUG SMTP: trying to connect to host \"192.0.2.1\", port 25, isSSL false\n", server: "%s\n", client: "%s\n"},
	{name: "JavaMail under WildFly", format: "javamail", open: "05:53:12,123 INFO  [stdout] (default task-1) DEBUG SMTP: useEhlo true, useAuth false\n05:53:12,123 INFO  [stdout] (default task-1) DEBUG SMTP: trying to connect to host \"192.0.2.1\", port 25, isSSL false\n",
		server: "05:53:12,124 INFO  [stdout] (default task-1) %s\n", client: "05:53:12,125 INFO  [stdout] (default task-1) %s\n"},
	{name: "JavaMail with java.util.logging", format: "javamail", open: "Nov 22, 2026 5:53:12 AM com.sun.mail.smtp.SMTPTransport openServer\nFINE: DEBUG SMTP: trying to connect to host \"192.0.2.1\", port 25, isSSL false\n",
		server: "Nov 22, 2026 5:53:12 AM com.sun.mail.util.LogOutputStream log\nFINEST: %s\n", client: "Nov 22, 2026 5:53:12 AM com.sun.mail.util.LogOutputStream log\nFINEST: %s\n"},
	{name: "JavaMail with Logback", format: "javamail", open: "05:53:12.123 [main] DEBUG com.sun.mail.smtp - DEBUG SMTP: trying to connect to host \"192.0.2.1\", port 25, isSSL false\n",
		server: "05:53:12.123 [main] TRACE com.sun.mail.smtp.protocol - %s\n", client: "05:53:12.123 [main] TRACE com.sun.mail.smtp.protocol - %s\n"},
	{name: "JavaMail with Spring", format: "javamail", open: "2026-11-22 05:53:12.123  INFO 12 --- [nio-8080-exec-1] stdout.log : DEBUG SMTP: trying to connect to host \"192.0.2.1\", port 25, isSSL false\n",
		server: "2026-11-22 05:53:12.123  INFO 12 --- [nio-8080-exec-1] stdout.log : %s\n", client: "2026-11-22 05:53:12.123  INFO 12 --- [nio-8080-exec-1] stdout.log : %s\n"},
	{name: "JavaMail in a container", format: "javamail", open: "app-1  | DEBUG SMTP: trying to connect to host \"192.0.2.1\", port 25, isSSL false\n", server: "app-1  | %s\n", client: "app-1  | %s\n"},
	{name: "MailKit", format: "mailkit", open: "Connected to smtp://mx.example.org:587/?starttls=when-available\n", server: "S: %s\n", client: "C: %s\n"},
	{name: "MailKit with times", format: "mailkit", open: "2026-11-22T05:53:12Z Connected to smtp://mx.example.org:587/?starttls=when-available\n", server: "2026-11-22T05:53:12Z S: %s\n", client: "2026-11-22T05:53:12Z C: %s\n"},
	{name: "s-nail", format: "s-nail", open: "s-nail: Resolving host 192.0.2.1:25 ... done\ns-nail: Connecting to 192.0.2.1:25 ... connected.\n", server: "s-nail: >>> SERVER: %s\n", client: "s-nail: >>> %s\n"},
	{name: "S-nail of old", format: "s-nail", open: "Resolving host mx.example.org ... done.\nConnecting to 192.0.2.1:25 ... connected.\n", server: ">>> SERVER: %s\n", client: ">>> %s\n"},
	{name: "Heirloom mailx", format: "s-nail", open: "Resolving host mx.example.org . . . done.\nConnecting to 192.0.2.1:25 . . . connected.\n", server: "%s\n", client: ">>> %s\n"},
	{name: "mutt", format: "mutt", open: "[2026-11-22 05:53:36] Connected to 192.0.2.1:25 on fd=4\n", server: "[2026-11-22 05:53:36] 4< %s\n", client: "[2026-11-22 05:53:36] 4> %s\n"},
	{name: "NeoMutt", format: "mutt", server: "[2026-11-22 05:53:36]<2> mutt_socket_readln_d() 4< %s\n", client: "[2026-11-22 05:53:36]<2> mutt_socket_write_d() 4> %s\n"},
	{name: "mailutils", format: "transcript", server: "mail: S: %s\n", client: "mail: C: %s\n"},
	{name: "sendEmail", format: "sendemail", open: "Nov 22 05:53:39 me sendEmail[3412]: DEBUG => Connecting to 192.0.2.1:25\nNov 22 05:53:39 me sendEmail[3412]: DEBUG => My IP address is: 192.0.2.9\n",
		server: "Nov 22 05:53:39 me sendEmail[3412]: DEBUG => evalSMTPresponse() - Checking for SMTP success or error status in the message: %[1]s\nNov 22 05:53:39 me sendEmail[3412]: SUCCESS => Received: \t%[1]s\n",
		client: "Nov 22 05:53:39 me sendEmail[3412]: INFO => Sending: \t%s\n", glue: ", "},
	{name: "git send-email", format: "perl-net-smtp", open: "Net::SMTP>>> Net::SMTP(3.14)\n", server: "Net::SMTP=GLOB(0x559297814b08)<<< %s\n", client: "Net::SMTP=GLOB(0x559297814b08)>>> %s\n"},
	{name: "msmtp", format: "msmtp", server: "<-- %s\n", client: "--> %s\n"},
	{name: "go-smtp's DebugWriter", format: "transcript", server: "%s\r\n", client: "%s\r\n"},
	{name: "a DebugWriter that logs", format: "transcript", server: "2026/11/22 05:53:12 %s\n", client: "2026/11/22 05:53:12 %s\n"},
	{name: "go-mail", format: "go-mail", server: "DEBUG: 2026/11/22 05:53:12 C <-- S: %s\n", client: "DEBUG: 2026/11/22 05:53:12 C --> S: %s\n"},
	{name: "go-mail with slog", format: "go-mail", server: `{"time":"2026-11-22T05:53:12.123456+00:00","level":"DEBUG","msg":"%s","direction":{"from":"server","to":"client"}}` + "\n",
		client: `{"time":"2026-11-22T05:53:12.123456+00:00","level":"DEBUG","msg":"%s","direction":{"from":"client","to":"server"}}` + "\n", glue: `\n`, none: true},
	{name: "Symfony Mailer", format: "symfony", server: "[2026-11-22T05:53:12.123456+00:00] < %s\n", client: "[2026-11-22T05:53:12.123456+00:00] > %s\n"},
	{name: "Symfony Mailer without times", format: "transcript", server: "< %s\n", client: "> %s\n"},
	{name: "Swift Mailer", format: "swiftmailer", open: "++ Starting Swift_SmtpTransport\n", server: "<< %s\n", client: ">> %s\n\n", shut: "++ Swift_SmtpTransport stopped\n"},
	{name: "PEAR Net_SMTP", format: "net-smtp-php", server: "DEBUG: Recv: %s\n", client: "DEBUG: Send: %s\n\n"},
	{name: "Roundcube", format: "net-smtp-php", server: "[22-Nov-2026 05:53:12 +0000]: <k3v8d2f1> Recv: %s\n", client: "[22-Nov-2026 05:53:12 +0000]: <k3v8d2f1> Send: %s\n"},
	{name: "lettre", format: "lettre", server: "2026-11-22T05:53:12.123456Z DEBUG lettre::transport::smtp::client::connection: << %s<CRLF>\n", client: "2026-11-22T05:53:12.123456Z DEBUG lettre::transport::smtp::client::connection: Wrote: %s<CRLF>\n"},
	{name: "env_logger", format: "lettre", server: "[2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client] << %s<CRLF>\n", client: "[2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client] >> %s<CRLF>\n"},
	{name: "Indy", format: "indy", open: "Stat Connected.\n", server: "Recv 11/22/2026 5:53:12 AM: %s<EOL>\n", client: "Sent 11/22/2026 5:53:12 AM: %s<EOL>\n"},
	{name: "Indy, lines together", format: "indy", server: "Recv 22.11.2026 05:53:12: %s<EOL>\n", client: "Sent 22.11.2026 05:53:12: %s<EOL>\n", glue: "<EOL>"},
	{name: "Nodemailer of old", format: "nodemailer", server: "SERVER 1:\n└──%s\n", client: "CLIENT 1:\n└──%s\n", more: "   %s\n"},
	{name: "Nodemailer of old, one connection", format: "nodemailer", server: "SERVER:\n└──%s\n", client: "CLIENT:\n└──%s\n", more: "   %s\n"},
	{name: "email-oauth2-proxy", format: "transcript", server: "2026-11-22 05:53:12,123: SMTP (local:1587; 127.0.0.1:40000->mx.example.org:587)     <-- b\"%s\\r\\n\"\n",
		client: "2026-11-22 05:53:12,124: SMTP (local:1587; 127.0.0.1:40000->mx.example.org:587)     --> b\"%s\\r\\n\"\n"},
	{name: "busybox", format: "busybox", server: "sendmail: recv:'%s'\n", client: "sendmail: send:'%s'\n"},
	{name: "esmtp", format: "transcript", server: "S: %s\n", client: "C: %s\n", more: "%s\n"},
	{name: "ssmtp", format: "ssmtp-verbose", server: "[<-] %s\n", client: "[->] %s\n"},
	{name: "blat", format: "blat", server: "<<<getline<<< %s\n", client: ">>>putline>>> %s\n"},
	{name: "mailsend", format: "transcript", server: "[S] %s\n", client: "[C] %s\n"},
	{name: "Thunderbird", format: "thunderbird", open: "mailnews.smtp: Connecting to smtp://mx.example.org:587 SmtpClient.jsm:136:19\n", server: "mailnews.smtp: S: %s SmtpClient.jsm:544:17\n", client: "mailnews.smtp: C: %s SmtpClient.jsm:617:19\n", none: true},
	{name: "Thunderbird, lines together", format: "thunderbird", server: "mailnews.smtp: S: %s\n", client: "mailnews.smtp: C: %s\n", more: "%s\n", none: true},
	{name: "Thunderbird of old", format: "thunderbird", open: "5788[1911140]: SMTP Connecting to: mx.example.org\n", server: "5788[1911140]: SMTP entering state: 0\n5788[1911140]: SMTP Response: %s\n", client: "5788[1911140]: SMTP Send: %s\n\n", none: true},
	{name: "Thunderbird of old, with times", format: "thunderbird", server: "2026-11-22 05:53:12.123456 UTC - [Parent 12: Main Thread]: D/SMTP SMTP Response: %s\n", client: "2026-11-22 05:53:12.123456 UTC - [Parent 12: Main Thread]: D/SMTP SMTP Send: %s\n\n", none: true},
	{name: "Outlook", format: "outlook", open: "2026.11.22 05:53:12 SMTP (mx.example.org): Begin execution\n2026.11.22 05:53:12 SMTP (mx.example.org): Connected to host\n", server: "2026.11.22 05:53:12 SMTP (mx.example.org): <rx> %s\n", client: "2026.11.22 05:53:12 SMTP (mx.example.org): [tx] %s\n"},
	{name: "PrintCommandListener", format: "transcript", server: "< %s\r\n", client: "> %s\r\n"},
	{name: "quoted", format: "transcript", server: "> %s\n", client: "> %s\n"},
	{name: "quoted twice", format: "transcript", server: "> > %s\n", client: "> > %s\n"},
	{name: "labels, quoted", format: "transcript", server: "> S: %s\n", client: "> C: %s\n"},
	{name: "swaks, quoted", format: "swaks", open: "> === Trying mx:25...\n> === Connected to mx.\n", server: "> <-  %s\n", client: ">  -> %s\n"},
	{name: "telnet, quoted", format: "transcript", open: "> Trying 192.0.2.1...\n> Connected to mx.example.org.\n> Escape character is '^]'.\n", server: "> %s\n", client: "> %s\n"},
	{name: "swaks in a container", format: "swaks", server: "mail-1  | <-  %s\n", client: "mail-1  |  -> %s\n"},
	{name: "swaks in a log", format: "swaks", server: "Nov 22 05:53:39 me test[12]: <-  %s\n", client: "Nov 22 05:53:39 me test[12]:  -> %s\n"},
	{name: "tmail", format: "transcript", server: "[mail-1] 2026/11/22 13:06:12.013677 DEBUG - smtp_client - 192.0.2.1:25 - < %s\n", client: "[mail-1] 2026/11/22 13:06:12.013677 DEBUG - smtp_client - 192.0.2.1:25 - > %s\n"},
	{name: "conversations that are named", format: "transcript", server: "05:53:12 [conn-1] S: %s\n", client: "05:53:12 [conn-1] C: %s\n"},
	{name: "lines that are counted", format: "transcript", server: "[%d] S: %s\n", client: "[%d] C: %s\n"},
}

// clientTests are what the styles do not show: the replies that programs tell
// in messages of their own, and forms of one program only.
var clientTests = []struct{ name, in, want string }{
	{"curl --trace", "== Info: Connected to a.b (192.0.2.1) port 25\n<= Recv header, 15 bytes (0xf)\n0000: 32 32 30 20 61 2e 62 20 45 53 4d 54 50 0d 0a    220 a.b ESMTP..\n" +
		"=> Send header, 8 bytes (0x8)\n0000: 45 48 4c 4f 20 78 0d 0a                         EHLO x..\n" +
		"<= Recv header, 28 bytes (0x1c)\n0000: 32 35 30 2d 61 2e 62 20 67 72 65 65 74 73 20 79 250-a.b greets y\n0010: 6f 75 0d 0a 32 35 30 20 48 0d 0a 21             ou..250 H..!\n",
		"3 curl connect 220\n7 curl ehlo 250 x2\n"},
	{"smtp-cli", "Connection from 192.0.2.9:40000 to 192.0.2.1:25\n[220] 'mx.example.org ESMTP'\n> EHLO x\n[250] 'mx.example.org'\n[250] 'HELP'\n> MAIL FROM: <a@b>\n[250] '2.1.0 Ok'\n> RCPT TO: <c@d>\n[550] '5.1.1 can\\'t'\n> QUIT\n[221] 'Bye'\n",
		"2 smtp-cli connect 220\n4 smtp-cli ehlo 250 x2\n7 smtp-cli mail 250 2.1.0\n9 smtp-cli rcpt 550 5.1.1\n11 smtp-cli quit 221\n"},
	{"smtp-cli tells it again", "Connection from 192.0.2.9:40000 to 192.0.2.1:25\n[220] 'mx.example.org ESMTP'\n> RCPT TO: <c@d>\n[550] '5.1.1 no'\nRCPT TO <c@d> failed: '550 5.1.1 no'\n> QUIT\n[221] 'Bye'\n",
		"2 smtp-cli connect 220\n4 smtp-cli rcpt 550 5.1.1\n5 error-message rcpt 550 5.1.1 again\n7 smtp-cli quit 221\n"},
	{"excerpts in fences", "```\n> AUTH PLAIN ***\n< 235 in\n```\nand\n```sh\n> VRFY a\n< 252 maybe\n```\n", "3 transcript auth 235\n8 transcript vrfy 252\n"},
	{"a reply in another fence", "```\n> MAIL FROM:<a@b.example>\n< 250 2.1.0 ok\n> RCPT TO:<c@d.example>\n```\n```\n< 550 5.1.1 no\n```\n", "3 transcript mail 250 2.1.0\n7 transcript 550 5.1.1\n"},
	{"an unfinished reply before a fence", "```\n> EHLO c\n< 250-a.b\n```\nand\n```\n> VRFY a\n< 252 maybe\n```\n", "3 transcript ehlo 250\n8 transcript vrfy 252\n"},
	{"a message with fences", "220 a.b ESMTP\nHELO c\n250 a.b\nMAIL FROM:<a@b.example>\n250 ok\nDATA\n354 go\n```\n550 5.1.1 text\n```\n.\n250 taken\n", "1 transcript connect 220\n3 transcript ehlo 250\n5 transcript mail 250\n7 transcript data 354\n12 transcript message 250\n"},
	{"esmtp -v", "Connected to MTA\nFrom me@example.net: 250 Ok\nTo ann@example.org: 550 no such user\nDisconnected to MTA\nTo bob: 550 apples\n", "2 esmtp mail 250\n3 esmtp rcpt 550\n"},
	{"lettre repeats", "2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client::connection: << 220 a.b ESMTP<CRLF>\n2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client::connection: Wrote: EHLO x<CRLF>\n" +
		"2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client::connection: << 250-a<CRLF>\n2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client::connection: << 250-a<CRLF>250-b<CRLF>\n2026-11-22T05:53:12Z DEBUG lettre::transport::smtp::client::connection: << 250-a<CRLF>250-b<CRLF>250 c<CRLF>\n",
		"1 lettre connect 220\n3 lettre ehlo 250 x3\n"},
	{"PHPMailer 5.1", "SMTP -> FROM SERVER:220 a.b ESMTP\nSMTP -> FROM SERVER: 250-a.b 250 HELP\nSMTP -> FROM SERVER:550 5.1.1 no\nSMTP -> ERROR: RCPT not accepted from server: 550 5.1.1 no\n",
		"1 phpmailer connect 220\n2 phpmailer 250 x2\n3 phpmailer 550 5.1.1\n4 phpmailer rcpt 550 5.1.1 again\n"},
	{"PHPMailer, level 1", "2026-11-22 05:53:13\tSMTP ERROR: RCPT TO command failed: 550 5.1.1 no\n", "1 phpmailer rcpt 550 5.1.1\n"},
	{"PHPMailer in a browser, error", "SMTP ERROR: Password command failed: 535-5.7.8 Learn more at535 5.7.8  https://a.b/ - gsmtp\n", "1 phpmailer auth 535 5.7.8 x2\n"},
	{"Nodemailer behind JavaMail", "DEBUG SMTP: trying to connect to host \"a.b\", port 25, isSSL false\n220 a.b\nEHLO x\n250 a.b\n[2016-12-04 20:15:57] DEBUG: [efMUTGvo7PPd] C: MAIL FROM:<>\n[2016-12-04 20:15:57] DEBUG: [efMUTGvo7PPd] S: 550 no\n",
		"2 javamail connect 220\n4 javamail ehlo 250\n6 transcript mail 550\n"},
	{"Nodemailer's error over several lines of a log", "[2026-11-22 05:37:32] ERROR Send Error: Message failed: 550-5.7.26 not\n[2026-11-22 05:37:32] ERROR 550-5.7.26 this\n[2026-11-22 05:37:32] ERROR 550 5.7.26 way\n[2026-11-22 05:37:33] ERROR 550-5.7.1 nor\n[2026-11-22 05:37:33] ERROR 550 5.7.1 that\n",
		"1 nodemailer message 550 5.7.26\n4 transcript 550 5.7.1 x2\n"},
	{"an error is no command", "[2026-11-22 05:37:32] ERROR 550-5.7.26 not\n[2026-11-22 05:37:32] ERROR 550 5.7.26 this way\n[2026-11-22 05:37:33] ERROR Send failed: 550-5.7.1 nor\n[2026-11-22 05:37:33] ERROR 550 5.7.1 that\n",
		"1 transcript 550 5.7.26 x2\n3 error-message 550 5.7.1\n"},
	{"prose and an arrow", "dma: delivery deferred: AUTH login not available: 535 5.7.8 no\n[x] - < 250-a.b STARTTLS\n", ""},
	{"Symfony's exception", "In AbstractStream.php line 90:\n  Expected response code \"250\" but got code \"550\", with message \"550 5.1.1 <a@b>: no \"such\" user\".\n", "2 symfony 550 5.1.1\n"},
	{"Swift Mailer's exception", "Swift_TransportException: Expected response code 250 but got code \"535\", with message \"535 5.7.8 no\"\n", "1 swiftmailer 535 5.7.8\n"},
	{"Net_SMTP's error", "Failed to add recipient: a@b [SMTP: Invalid response code received from server (code: 550, response: 5.1.1 <a@b>: no (at all))]\n", "1 net-smtp-php rcpt 550 5.1.1\n"},
	{"Rails", "Net::SMTPFatalError (550 5.1.1 no)\nNet::SMTPAuthenticationError: 535-5.7.8 no\n", "1 ruby-net-smtp 550 5.1.1\n2 ruby-net-smtp 535 5.7.8\n"},
	{"Nodemailer's error", "Error: Invalid login: 535 5.7.8 no\n    at SMTPConnection._formatError (x.js:1:1)\nError: Can't send mail - all recipients were rejected: 550 5.1.1 no\n", "1 nodemailer auth 535 5.7.8\n3 nodemailer rcpt 550 5.1.1\n"},
	{"aiosmtplib", "aiosmtplib.errors.SMTPRecipientsRefused: [SMTPRecipientRefused(550, '5.1.1 no', 'a@b'), SMTPRecipientRefused(451, '4.3.0 later', 'c@d')]\n", "1 python-smtplib rcpt 550 5.1.1\n1 python-smtplib rcpt 451 4.3.0\n"},
	{"a wrapped line", "> 220 a.b ESMTP\n> EHLO x\n> 250 a.b\n> RCPT TO:<a@b>\n> 550 5.7.1 Service unavailable; blocked, see\nhttp://a.b/\n> QUIT\n> 221 bye\n",
		"1 transcript connect 220\n3 transcript ehlo 250\n5 transcript rcpt 550 5.7.1\n8 transcript quit 221\n"},
	{"codes in a log", "[2026-11-22 05:53:12] 220 items\n[2026-11-22 05:53:12] 250 sold\n[2026-11-22 05:53:13] 550 left\n", ""},
	{"JSON of another kind", `{"level":20,"msg":"250 ok","direction":"in"}` + "\n" + `{"tnx":"smtp","msg":"550 sent"}` + "\n", ""},
	{"a name and a code", "app.core - 250 done\nworker: 550 jobs\nSMTP (x): 250 y\n", ""},
	{"what was received", "Recv 250 apples\nRecv 12: 550\nSent 22 letters: 250 of them\n", ""},
	{"a quoted list", "> 220 volts\n> QUIT\n> 250 apples\n", ""},
	{"a shell's trace", ">>> 250 + 300\n550\n>>> QUIT\n", ""},
}

func TestClientForms(t *testing.T) {
	for _, tt := range clientTests {
		t.Run(tt.name, func(t *testing.T) {
			if got := toldBy(t, tt.in, Options{Workers: 1}); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// show writes a conversation down in this style.
func (st *clientStyle) show(talk []turnOf) []string {
	out := []string{}
	esc := st.escape
	if esc == nil {
		esc = func(s string) string { return s }
	}
	n := 0
	put := func(form, text string) {
		n++
		if strings.Contains(form, "%d") {
			out = append(out, fmt.Sprintf(form, n, text))
		} else {
			out = append(out, fmt.Sprintf(form, text))
		}
	}
	if st.open != "" {
		out = append(out, st.open)
	}
	for _, s := range talk {
		switch {
		case s.server && st.glue != "":
			put(st.server, esc(strings.Join(s.lines, strings.TrimPrefix(st.glue, "-"))))
		case s.server:
			for i, l := range s.lines {
				if i > 0 && st.more != "" {
					put(st.more, esc(l))
				} else {
					put(st.server, esc(l))
				}
			}
		case len(s.lines) > 1 && st.none:
		default:
			for _, l := range s.lines {
				put(st.client, esc(l))
			}
		}
	}
	if st.shut != "" {
		out = append(out, st.shut)
	}
	return out
}

// inShort gives the replies of an input, without their lines, and a word for
// every reply of another format or session.
func inShort(t testing.TB, r io.Reader, format string, workers int) string {
	t.Helper()
	var out []string
	if _, err := Scan(r, Options{Workers: workers}, func(e *Event) error {
		if e.Kind != KindReply || e.Retold {
			return nil
		}
		s := strings.TrimSpace(fmt.Sprintf("%s %d %s", e.Phase, e.Reply.Code, e.Reply.Enhanced))
		if len(e.Reply.Text) > 1 {
			s += fmt.Sprintf(" x%d", len(e.Reply.Text))
		}
		if e.Format == nil || e.Format.Name != format {
			s += " of another format"
			if e.Format != nil {
				s += ": " + e.Format.Name
			}
		}
		out = append(out, s)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, ", ")
}

// TestClientStyles holds that the conversation of every client is read as that
// client's without being told, over SMTP and over LMTP, whole and in pieces,
// and twice in a row.
func TestClientStyles(t *testing.T) {
	for i := range clientStyles {
		st := &clientStyles[i]
		t.Run(st.name, func(t *testing.T) {
			in := strings.Join(st.show(sample), "")
			for _, tt := range []struct {
				what string
				in   io.Reader
				want string
			}{
				{"at once", strings.NewReader(in), sampleWant},
				{"byte by byte", iotest.OneByteReader(strings.NewReader(in)), sampleWant},
				{"twice", strings.NewReader(in + in), sampleWant + ", " + sampleWant},
				{"LMTP", strings.NewReader(strings.Join(st.show(sampleLMTP), "")), sampleLMTPWant},
			} {
				if got := inShort(t, tt.in, st.format, 1); got != tt.want {
					t.Errorf("%s:\ngot  %s\nwant %s\nin\n%s", tt.what, got, tt.want, in)
					break
				}
			}
		})
	}
}

// interleaved gives the lines of several conversations, a line of each in
// turn.
func interleaved(lists ...[]string) string {
	var out strings.Builder
	for i := 0; ; i++ {
		some := false
		for _, l := range lists {
			if i < len(l) {
				out.WriteString(l[i])
				some = true
			}
		}
		if !some {
			return out.String()
		}
	}
}

// TestClientsInterleaved holds that conversations that go on at the same time
// are kept apart by the names that stand before their lines.
func TestClientsInterleaved(t *testing.T) {
	for _, tt := range []struct{ style, from, to string }{
		{"Nodemailer", "NLu6HTXQkik", "Xb12"},
		{"Nodemailer with a pool", "#3] [NLu6HTXQkik", "#4] [Xb12"},
		{"Nodemailer with pino", "NLu6HTXQkik", "Xb12"},
		{"smtp-server", "f65wzbkwimut2dii", "x"},
		{"Roundcube", "k3v8d2f1", "a0b1c2d3"},
		{"sendEmail", "3412", "77"},
		{"conversations that are named", "conn-1", "conn-2"},
	} {
		t.Run(tt.style, func(t *testing.T) {
			for i := range clientStyles {
				st := &clientStyles[i]
				if st.name != tt.style {
					continue
				}
				one, two := st.show(sample), st.show(sampleLMTP)
				for i := range two {
					two[i] = strings.ReplaceAll(two[i], tt.from, tt.to)
				}
				in := interleaved(one, two)
				got := strings.Split(inShort(t, strings.NewReader(in), st.format, 1), ", ")
				want := strings.Split(sampleWant+", "+sampleLMTPWant, ", ")
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("got\n%s\nwant\n%s\nin\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), in)
				}
			}
		})
	}
}

// TestClientsCut holds that the conversation of every client is read wherever
// it is cut off, and that no code is told that does not stand there.
func TestClientsCut(t *testing.T) {
	for i := range clientStyles {
		st := &clientStyles[i]
		in := strings.Join(st.show(sample), "")
		step := 5 + i%7
		if testing.Short() {
			step = 29
		}
		for at := 0; at < len(in); at += step {
			for _, piece := range [...]string{in[:at], in[at:]} {
				if _, err := Scan(strings.NewReader(piece), Options{Workers: 1, Lines: true}, func(e *Event) error {
					if e.Kind == KindReply && !strings.Contains(piece, fmt.Sprint(e.Reply.Code)) {
						t.Errorf("%s, cut at %d: code %d", st.name, at, e.Reply.Code)
					}
					return nil
				}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestClientsSecrets holds that what follows AUTH and answers a 334 is marked
// in the output of every client.
func TestClientsSecrets(t *testing.T) {
	talk := append(append([]turnOf{}, sample[:3]...),
		turnOf{false, []string{"AUTH LOGIN"}}, turnOf{true, []string{"334 VXNlcm5hbWU6"}}, turnOf{false, []string{"dG9wc2VjcmV0"}},
		turnOf{true, []string{"334 UGFzc3dvcmQ6"}}, turnOf{false, []string{"dG9wc2VjcmV0"}}, turnOf{true, []string{"535 5.7.8 no"}},
		turnOf{false, []string{"AUTH PLAIN dG9wc2VjcmV0"}}, turnOf{true, []string{"235 2.7.0 ok"}})
	for i := range clientStyles {
		st := &clientStyles[i]
		in := strings.Join(st.show(talk), "")
		if _, err := Scan(strings.NewReader(in), Options{Workers: 1, Lines: true, Dialogue: true}, func(e *Event) error {
			if shown := Mask(nil, e.Raw, e.Secret); strings.Contains(string(shown), "dG9wc2VjcmV0") || strings.Contains(string(e.Command.Arg), "dG9wc2VjcmV0") {
				t.Errorf("%s: %q shown", st.name, shown)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if got := inShort(t, strings.NewReader(in), st.format, 1); !strings.HasSuffix(got, "auth 334, auth 334, auth 535 5.7.8, auth 235 2.7.0") {
			t.Errorf("%s: got %s", st.name, got)
		}
	}
}

// TestSessionsBounded holds that names without end do not make the memory
// grow, and that a reply that is open is given out when its conversation is
// given up.
func TestSessionsBounded(t *testing.T) {
	var in strings.Builder
	const n = 3 * maxSessions
	for i := range n {
		fmt.Fprintf(&in, "[2026-11-22 05:37:32] DEBUG [id%d] S: 220-mx.example.org ESMTP\n", i)
	}
	replies := 0
	if _, err := Scan(strings.NewReader("[2026-11-22 05:37:32] INFO  [a] Connection established to 192.0.2.1:25\n"+in.String()), Options{Workers: 1}, func(e *Event) error {
		if e.Kind == KindReply && e.Phase == PhaseConnect && len(e.Session) > 0 {
			replies++
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if replies != n {
		t.Errorf("%d greetings of %d", replies, n)
	}
	tr := newTranscript(newSequencer(&Options{}))
	for i := range n {
		tr.turn(&Batch{}, &Event{}, nodemailerDialect, fmt.Append(nil, i), false)
		tr.c.any = true
	}
	if len(tr.others.list) > maxSessions {
		t.Errorf("%d conversations are kept", len(tr.others.list))
	}
}
