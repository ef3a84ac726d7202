package parser

// The formats of the transcripts that programs and libraries print which send
// mail. Their dialects are in dialect_clients.go.
var (
	nodemailerFormat = register(&Format{
		Name:    "nodemailer",
		Title:   "Nodemailer with debug: true",
		Example: "[2026-11-22 05:37:32] INFO  [NLu6HTXQkik] Connection established to 192.0.2.1:25\n[2026-11-22 05:37:32] DEBUG [NLu6HTXQkik] S: 220 mx.example.org ESMTP",
		Reads:   "the conversations, on a console or as the JSON objects of pino, bunyan and winston, several at a time told apart by their names, and the replies in errors and in what sendMail gives back",
		Leaves:  "message text",
	})
	goMailFormat = register(&Format{
		Name:    "go-mail",
		Title:   "go-mail for Go with WithDebugLog",
		Example: "DEBUG: 2026/11/22 05:53:12 C <-- S: 220 mx.example.org ESMTP\nDEBUG: 2026/11/22 05:53:12 C --> S: EHLO me.example.net",
		Reads:   "the conversation, as text or as JSON",
		Leaves:  "what the program says of itself",
	})
	mailKitFormat = register(&Format{
		Name:    "mailkit",
		Title:   "MailKit with ProtocolLogger",
		Example: "Connected to smtp://mx.example.org:25/?starttls=when-available\nS: 220 mx.example.org ESMTP\nC: EHLO me.example.net",
		Reads:   "the conversation, with or without times",
		Leaves:  "replies in exceptions, which MailKit tells without their codes",
	})
	sendEmailFormat = register(&Format{
		Name:    "sendemail",
		Title:   "sendEmail -v -v",
		Example: "Nov 22 05:53:39 me sendEmail[3412]: SUCCESS => Received: \t220 mx.example.org ESMTP\nNov 22 05:53:39 me sendEmail[3412]: INFO => Sending: \tEHLO me.example.net",
		Reads:   "the conversation",
		Leaves:  "what sendEmail makes of the replies",
	})
	symfonyFormat = register(&Format{
		Name:    "symfony",
		Title:   "Symfony Mailer",
		Example: "[2026-11-22T05:53:12.123456+00:00] < 220 mx.example.org ESMTP\n[2026-11-22T05:53:12.123456+00:00] > EHLO me.example.net",
		Reads:   "getDebug() with its times, and the reply in a TransportException; without times it is a transcript",
		Leaves:  "further lines of a reply in an exception",
	})
	swiftFormat = register(&Format{
		Name:    "swiftmailer",
		Title:   "Swift Mailer with a logger",
		Example: "++ Starting Swift_SmtpTransport\n<< 220 mx.example.org ESMTP\n>> EHLO me.example.net",
		Reads:   "the conversation, and the reply in an exception",
		Leaves:  "what the program says of itself",
	})
	pearFormat = register(&Format{
		Name:    "net-smtp-php",
		Title:   "PEAR Net_SMTP and Roundcube",
		Example: "DEBUG: Recv: 220 mx.example.org ESMTP\nDEBUG: Send: EHLO me.example.net",
		Reads:   "setDebug(true), Roundcube's smtp.log, and the reply in an error",
		Leaves:  "message text",
	})
	lettreFormat = register(&Format{
		Name:    "lettre",
		Title:   "lettre for Rust with tracing",
		Example: "2026-11-22T05:53:12.123456Z DEBUG lettre::transport::smtp::client::connection: << 220 mx.example.org ESMTP<CRLF>",
		Reads:   "the conversation",
		Leaves:  "what the program says of itself",
	})
	busyboxFormat = register(&Format{
		Name:    "busybox",
		Title:   "busybox sendmail -v",
		Example: "sendmail: recv:'220 mx.example.org ESMTP'\nsendmail: send:'EHLO me.example.net'",
		Reads:   "the conversation",
		Leaves:  "what the program says of itself",
	})
	esmtpFormat = register(&Format{
		Name:    "esmtp",
		Title:   "esmtp -v",
		Example: "Connected to MTA\nFrom me@example.net: 250 Ok\nTo ann@example.org: 550 no such user",
		Reads:   "the replies to sender, recipients and message; the output of esmtp -X is a transcript",
		Leaves:  "the replies without a command that it prints before",
	})
	blatFormat = register(&Format{
		Name:    "blat",
		Title:   "blat -debug",
		Example: "<<<getline<<< 220 mx.example.org ESMTP\n>>>putline>>> EHLO me.example.net",
		Reads:   "the conversation",
		Leaves:  "what the program says of itself",
	})
	thunderbirdFormat = register(&Format{
		Name:    "thunderbird",
		Title:   "Thunderbird's SMTP log",
		Example: "mailnews.smtp: S: 220 mx.example.org ESMTP\nmailnews.smtp: C: EHLO me.example.net",
		Reads:   "the log of mailnews.smtp in the console, and that of MOZ_LOG=SMTP:4 of versions before 91",
		Leaves:  "states and data that are not SMTP",
	})
	outlookFormat = register(&Format{
		Name:    "outlook",
		Title:   "Outlook's mail log (opmlog.log)",
		Example: "2026.11.22 05:53:12 SMTP (mx.example.org): <rx> 220 mx.example.org ESMTP\n2026.11.22 05:53:12 SMTP (mx.example.org): [tx] EHLO me.example.net",
		Reads:   "the conversations of SMTP",
		Leaves:  "those of POP3 and IMAP",
	})
	smtpCliFormat = register(&Format{
		Name:    "smtp-cli",
		Title:   "smtp-cli --verbose",
		Example: "Connection from 192.0.2.9:40000 to 192.0.2.1:25\n[220] 'mx.example.org ESMTP'\n> EHLO me.example.net\n[250] 'mx.example.org'",
		Reads:   "the conversation",
		Leaves:  "which of several lines was a reply's last: all that stand together are taken for one",
	})
	smtpServerFormat = register(&Format{
		Name:    "smtp-server",
		Title:   "smtp-server for Node.js",
		Example: "[2026-11-22 05:37:34] INFO  [#f65wzbkwimut2dii] Connection from me.example.net\n[2026-11-22 05:37:34] DEBUG [#f65wzbkwimut2dii] S: 220 mx.example.org ESMTP",
		Reads:   "the conversations in its log, several at a time told apart by their names",
		Leaves:  "message text",
	})
	indyFormat = register(&Format{
		Name:    "indy",
		Title:   "Indy for Delphi with a TIdLogFile",
		Example: "Recv 11/22/2026 5:53:12 AM: 220 mx.example.org ESMTP<EOL>\nSent 11/22/2026 5:53:12 AM: EHLO me.example.net<EOL>",
		Reads:   "the conversation",
		Leaves:  "the times, whose order of day and month depends on the machine",
	})
	checkSMTPFormat = register(&Format{
		Name:    "check_smtp",
		Title:   "check_smtp of the monitoring plugins",
		Example: "HELOCMD: HELO me.example.net\n220 mx.example.org ESMTP\nsent QUIT\nreceived 221 Bye",
		Reads:   "the conversation with --verbose, and a reply that was not expected",
		Leaves:  "the summary, which tells the last reply again",
	})
	codeIgniterFormat = register(&Format{
		Name:    "codeigniter",
		Title:   "CodeIgniter's print_debugger",
		Example: "<pre>hello: 250-mx.example.org\n</pre><pre>from: 250 2.1.0 Ok\n</pre><pre>to: 550 5.1.1 no",
		Reads:   "the replies, as text and as HTML, the command by its label",
		Leaves:  "the greeting, and further lines of a reply",
	})
	mailHogFormat = register(&Format{
		Name:    "mailhog",
		Title:   "MailHog",
		Example: "2026/11/22 05:53:12 [SMTP 192.0.2.9:54508] Sent 31 bytes: '220 mx.example.org ESMTP MailHog\\r\\n'\n2026/11/22 05:53:12 [SMTP 192.0.2.9:54508] Received 21 bytes: 'EHLO me.example.net\\r\\n'",
		Reads:   "the conversations, several at a time told apart by their clients",
		Leaves:  "its states",
	})
	espMailFormat = register(&Format{
		Name:    "esp-mail",
		Title:   "ESP Mail Client for Arduino",
		Example: "> C: connect to SMTP server\n< S: 220 mx.example.org ESMTP\n> C: send smtp command, HELO\n< S: 250 mx.example.org",
		Reads:   "what the server said",
		Leaves:  "the phases, the commands being told in words",
	})
	dotnetFormat = register(&Format{
		Name:    "dotnet",
		Title:   "System.Net.Mail for .NET and PowerShell",
		Example: "System.Net.Mail.SmtpException: Mailbox unavailable. The server response was: 5.7.1 Unable to relay",
		Reads:   "the replies in exceptions, which are told without their codes, also in other languages",
		Leaves:  "replies that have no enhanced code either",
	})
	errorFormat = register(&Format{
		Name:    "error-message",
		Title:   "Error messages of other programs that send mail",
		Example: "gomail: could not send email 1: 550 5.7.1 Relaying denied",
		Reads:   "a refusal behind words that only such follows, or quoted or behind a colon with its enhanced code",
		Leaves:  "codes in other places, which may be anything",
	})
)
