package parser

// The formats of transcripts. They have no reader of their own: the lines
// that belong to no log all go to the transcript reader, who names the one
// whose dialect it was.
var (
	transcriptFormat = register(&Format{
		Name:    "transcript",
		Title:   "an SMTP conversation as people show it",
		Example: "S: 220 mx.example.org ESMTP\nC: VRFY ann\nS: 252 2.1.5 Cannot VRFY user, but will accept message",
		Reads: "telnet and nc sessions copied from a terminal or recorded with script, and conversations whose two sides are marked " +
			"with C: and S:, >>> and <<<, -> and <-, > and <, or with any two words; with or without a time before each line",
		Leaves: "an unmarked reply that no command and no opening goes with; lines that a terminal wrapped",
	})
	mdaemonFormat = register(&Format{
		Name:    "mdaemon",
		Title:   "MDaemon, session logs and the transcripts in its notices",
		Example: "Sun 2026-11-22 05:38:58: <-- 220 mx.example.org ESMTP\nSun 2026-11-22 05:38:58: --> EHLO me.example.net\nSun 2026-11-22 05:38:58: <-- 250 mx.example.org",
		Reads:   "the conversations of both directions",
		Leaves:  "what MDaemon says of itself",
	})
	swaksFormat = register(&Format{
		Name:    "swaks",
		Title:   "swaks",
		Example: "=== Connected to mx.example.org.\n<-  220 mx.example.org ESMTP\n -> EHLO me.example.net\n<** 550 5.7.1 Go away",
		Reads:   "all that swaks prints, encrypted or not, with parts hidden, with --show-time-lapse, with pipelining, over LMTP",
		Leaves:  "the hexadecimal dumps of --show-raw-text, which tell the same again",
	})
	curlFormat = register(&Format{
		Name:    "curl",
		Title:   "curl -v, curl --trace and --trace-ascii",
		Example: "* Connected to mx.example.org (192.0.2.1) port 25\n< 220 mx.example.org ESMTP\n> EHLO me.example.net",
		Reads:   "the verbose output, with or without --trace-time, and traces in ASCII and in hexadecimal, lines that the trace wrapped put together",
		Leaves:  "what curl prints of a reply on standard output",
	})
	pythonFormat = register(&Format{
		Name:    "python-smtplib",
		Title:   "Python's smtplib",
		Example: "send: 'ehlo me.example.net\\r\\n'\nreply: b'250 mx.example.org\\r\\n'\nsmtplib.SMTPDataError: (550, b'5.7.1 Go away')",
		Reads:   "set_debuglevel(1) and (2), and the replies in smtplib's exceptions",
		Leaves:  "the lines in which smtplib tells a reply a second time",
	})
	perlFormat = register(&Format{
		Name:    "perl-net-smtp",
		Title:   "Perl's Net::SMTP",
		Example: "Net::SMTP=GLOB(0x55c5f1e68000)>>> EHLO me.example.net\nNet::SMTP=GLOB(0x55c5f1e68000)<<< 250 mx.example.org",
		Reads:   "the output with Debug => 1, also that of git send-email --smtp-debug=1 and of Email::Sender",
		Leaves:  "the same replies without their codes, as programs print them at the end",
	})
	rubyFormat = register(&Format{
		Name:    "ruby-net-smtp",
		Title:   "Ruby's Net::SMTP",
		Example: "-> \"220 mx.example.org ESMTP\\r\\n\"\n<- \"EHLO me.example.net\\r\\n\"",
		Reads:   "what set_debug_output gets, and the exceptions of Net::SMTP",
		Leaves:  "further lines of a reply in an exception",
	})
	opensslFormat = register(&Format{
		Name:    "openssl",
		Title:   "openssl s_client",
		Example: "CONNECTED(00000003)\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n250 SMTPUTF8",
		Reads:   "the conversation between the dumps of certificates and sessions, the version and the cipher",
		Leaves:  "the phase of replies to commands that were piped in and are not shown",
	})
	eximTestFormat = register(&Format{
		Name:    "exim-test",
		Title:   "the test client of Exim",
		Example: "Connecting to 192.0.2.1 port 25 ... connected\n??? 220\n<<< 220 mx.example.org ESMTP Exim\n>>> helo test",
		Reads:   "what was sent and received",
		Leaves:  "what was expected",
	})
	eximVerboseFormat = register(&Format{
		Name:    "exim-verbose",
		Title:   "exim -v and exim -d",
		Example: "  SMTP<< 220 mx.example.org ESMTP\n  SMTP>> EHLO me.example.net",
		Reads:   "the conversations of deliveries, over SMTP and LMTP, those of the daemon with its clients, and the lines of the logs between them",
		Leaves:  "all else of the debugging",
	})
	sendmailVerboseFormat = register(&Format{
		Name:    "sendmail-verbose",
		Title:   "sendmail -v",
		Example: "ann@example.org... Connecting to mx.example.org. via esmtp...\n220 mx.example.org ESMTP\n>>> EHLO me.example.net",
		Reads:   "the conversations of deliveries",
		Leaves:  "what became of the message",
	})
	javaMailFormat = register(&Format{
		Name:    "javamail",
		Title:   "JavaMail and Jakarta Mail with mail.debug",
		Example: "DEBUG SMTP: trying to connect to host \"mx.example.org\", port 25, isSSL false\n220 mx.example.org ESMTP",
		Reads:   "the conversation between the DEBUG lines, and the replies in exceptions",
		Leaves:  "authentication that is not traced",
	})
	msmtpFormat = register(&Format{
		Name:    "msmtp",
		Title:   "msmtp --debug",
		Example: "<-- 220 mx.example.org ESMTP\n--> EHLO me.example.net\n<-- 250 mx.example.org",
		Reads:   "the conversation",
		Leaves:  "the settings and certificates before it",
	})
	muttFormat = register(&Format{
		Name:    "mutt",
		Title:   "mutt -d",
		Example: "[2026-11-22 05:53:36] 4< 220 mx.example.org ESMTP\n[2026-11-22 05:53:36] 4> EHLO me.example.net",
		Reads:   "the conversation",
		Leaves:  "all else of the debug file",
	})
	mailxFormat = register(&Format{
		Name:    "s-nail",
		Title:   "s-nail -v",
		Example: "s-nail: >>> SERVER: 220 mx.example.org ESMTP\ns-nail: >>> EHLO me.example.net",
		Reads:   "the conversation",
		Leaves:  "what the program says of itself",
	})
	phpMailerFormat = register(&Format{
		Name:    "phpmailer",
		Title:   "PHPMailer",
		Example: "2026-11-22 05:53:12\tSERVER -> CLIENT: 220 mx.example.org ESMTP\n2026-11-22 05:53:12\tCLIENT -> SERVER: EHLO me.example.net",
		Reads:   "SMTPDebug 2 to 4, as text and as HTML",
		Leaves:  "replies of several lines that a browser showed as one",
	})
	aiosmtpdFormat = register(&Format{
		Name:    "aiosmtpd",
		Title:   "aiosmtpd",
		Example: "DEBUG:mail.log:('192.0.2.9', 47190) << b'220 mx.example.org Python SMTP 1.4.3'",
		Reads:   "the conversations in the debug log of mail.log",
		Leaves:  "message text",
	})
)
