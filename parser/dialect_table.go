package parser

// dialects are the programs whose printing is known, pairDialect apart. To
// add one, add a declaration here and its format in transcript_format.go.
var dialects = []*dialect{
	bareDialect,
	{
		format: swaksFormat, role: RoleClient, sure: true,
		server: []string{"<-  ", "<~  ", "<** ", "<~* "},
		client: []string{" -> ", " ~> ", "**> ", "*~> ", " **> ", " *~> "},
		notes: []note{
			{kind: noteOpen, prefix: "=== Trying "},
			{kind: noteOpen, prefix: "=== Connected to "},
			{kind: noteClose, prefix: "=== Connection closed"},
			{kind: noteClose, prefix: "*** Remote host closed"},
			{kind: noteTLS, prefix: "=== TLS started with cipher ", sep: ":"},
			{kind: noteTLS, prefix: "=== TLS started w/ cipher ", sep: ":"},
			{kind: noteNoise, prefix: "=== "},
			{kind: noteNoise, prefix: "*** "},
			{kind: noteNoise, prefix: "  > "},
			{kind: noteNoise, prefix: "<   "},
		},
	},
	{
		format: curlFormat, role: RoleClient,
		server: []string{"< "},
		client: []string{"> "},
		notes: []note{
			{kind: noteOpen, prefix: "*   Trying "},
			{kind: noteOpen, prefix: "* Trying "},
			{kind: noteOpen, prefix: "* Connected to "},
			{kind: noteOpen, prefix: "* About to connect() to "},
			{kind: noteClose, prefix: "* Closing connection"},
			{kind: noteClose, prefix: "* closing connection"},
			{kind: noteClose, prefix: "* Connection #", has: " left intact"},
			{kind: noteTLS, prefix: "* SSL connection using ", sep: " / "},
			{kind: noteNoise, prefix: "* "},
			{kind: noteNoise, prefix: "} ["},
			{kind: noteNoise, prefix: "{ ["},
		},
	},
	{
		format: curlFormat, role: RoleClient, sure: true, dump: true,
		server: []string{"<= Recv header, ", "<= Recv data, "},
		client: []string{"=> Send header, ", "=> Send data, "},
		notes: []note{
			{kind: noteOpen, prefix: "== Info:   Trying "},
			{kind: noteOpen, prefix: "== Info: Trying "},
			{kind: noteOpen, prefix: "== Info: Connected to "},
			{kind: noteClose, prefix: "== Info: Closing connection"},
			{kind: noteClose, prefix: "== Info: Connection #", has: " left intact"},
			{kind: noteTLS, prefix: "== Info: SSL connection using ", sep: " / "},
			{kind: noteNoise, prefix: "== Info: "},
			{kind: noteNoise, prefix: "<= Recv SSL data, "},
			{kind: noteNoise, prefix: "=> Send SSL data, "},
		},
	},
	{
		format: pythonFormat, role: RoleClient, sure: true, quote: quoteString,
		server: []string{"reply: b'", "reply: b\"", "reply: '", "reply: \""},
		client: []string{"send: b'", "send: b\"", "send: '", "send: \"", "send: u'"},
		notes: []note{
			{kind: noteOpen, prefix: "connect: to ("},
			{kind: noteOpen, prefix: "connect: ('"},
			{kind: noteNoise, prefix: "connect: "},
			{kind: noteNoise, prefix: "reply: retcode ("},
			{kind: noteNoise, prefix: "data: ("},
		},
	},
	{
		format: perlFormat, role: RoleClient, sure: true, lead: leadObject, decoded: "(decoded) ",
		server: []string{"<<< "},
		client: []string{">>> "},
		notes: []note{
			{kind: noteOpen, prefix: "Net::SMTP>>> Net::SMTP("},
			{kind: noteNothing, prefix: "Net::SMTP>>> "},
		},
	},
	{
		format: rubyFormat, role: RoleClient, sure: true, quote: quoteString,
		server: []string{"-> \""},
		client: []string{"<- \""},
		notes: []note{
			{kind: noteOpen, prefix: "Connection opened: "},
			{kind: noteNothing, prefix: "TLS connection started"},
			{kind: noteNoise, prefix: "writing message from "},
			{kind: noteNoise, prefix: "wrote ", has: " bytes"},
		},
		tells: []telling{
			{mark: "': ", suffix: " (Net::SMTP"},
		},
	},
	{
		format: opensslFormat, role: RoleClient, noisy: true,
		notes: []note{
			{kind: noteOpen, prefix: "CONNECTED("},
			{kind: noteTLS, prefix: "New, ", has: ", Cipher is ", sep: ", Cipher is "},
			{kind: noteTLS, prefix: "Protocol version: "},
			{kind: noteTLS, prefix: "Ciphersuite: "},
			{kind: noteOpen, prefix: "CONNECTION ESTABLISHED"},
			{kind: noteNoise, prefix: "depth="},
			{kind: noteNoise, prefix: "verify "},
		},
	},
	{
		format: eximTestFormat, role: RoleClient, escapes: true,
		server: []string{"<<< "},
		client: []string{">>> "},
		notes: []note{
			{kind: noteOpen, prefix: "Connecting to ", has: " port "},
			{kind: noteNothing, prefix: "??? "},
			{kind: noteAnswered, prefix: "????"},
			{kind: noteNothing, prefix: "???*"},
			{kind: noteNoise, prefix: "+++ "},
			{kind: noteNoise, prefix: "Attempting to start TLS"},
			{kind: noteNoise, prefix: "Succeeded in starting TLS"},
			{kind: noteNoise, prefix: "Failed to start TLS"},
			{kind: noteNoise, prefix: "Unexpected EOF read"},
			{kind: noteClose, prefix: "End of script"},
		},
	},
	{
		format: eximVerboseFormat, role: RoleClient, sure: true,
		server: []string{"SMTP<< ", "LMTP<< "},
		client: []string{"SMTP>> ", "SMTP|> ", "SMTP+> ", "SMTP>| ", "SMTP~> ", "LMTP>> "},
		notes: []note{
			{kind: noteOpen, prefix: "Connecting to ", has: " ... "},
			{kind: noteClose, prefix: "SMTP(close)>>"},
			{kind: noteClose, prefix: "SMTP(closed)<<"},
			{kind: noteNoise, prefix: "SMTP(TLS shutdown)>>"},
			{kind: noteNoise, prefix: "cmdlog: "},
		},
	},
	{
		// The daemon's own debugging: it sends the replies.
		format: eximVerboseFormat, role: RoleServer, sure: true,
		server: []string{"SMTP>> "},
		client: []string{"SMTP<< "},
	},
	{
		format: eximHostFormat, role: RoleServer, noisy: true,
		notes: []note{
			{kind: noteOpen, prefix: "**** SMTP testing session as if from host "},
			{kind: noteNoise, prefix: "**** "},
			{kind: noteNoise, prefix: ">>> "},
			{kind: noteNoise, prefix: "LOG: "},
		},
	},
	{
		format: sendmailVerboseFormat, role: RoleClient, bareServer: true,
		client: []string{">>> "},
		notes: []note{
			{kind: noteOpen, has: "... Connecting to "},
			{kind: noteClose, prefix: "Closing connection to "},
		},
	},
	{
		format: javaMailFormat, role: RoleClient, noisy: true,
		notes: []note{
			{kind: noteOpen, prefix: "DEBUG SMTP: trying to connect to host "},
			{kind: noteNoise, prefix: "DEBUG SMTP: "},
			{kind: noteNoise, prefix: "DEBUG: "},
		},
		tells: []telling{
			{prefix: "javax.mail.", mark: "AuthenticationFailedException: ", phase: PhaseAuth},
			{prefix: "jakarta.mail.", mark: "AuthenticationFailedException: ", phase: PhaseAuth},
			{prefix: "com.sun.mail.", mark: "SMTPAddressFailedException: ", phase: PhaseRcpt},
			{prefix: "com.sun.mail.", mark: "SMTPSenderFailedException: ", phase: PhaseMail},
			{prefix: "com.sun.mail.", mark: "Exception: "},
			{prefix: "javax.mail.", mark: "Exception: "},
			{prefix: "jakarta.mail.", mark: "Exception: "},
			{prefix: "org.eclipse.angus.mail.", mark: "Exception: "},
			{prefix: "Caused by: com.sun.mail.", mark: "Exception: "},
			{prefix: "Caused by: org.eclipse.angus.mail.", mark: "Exception: "},
		},
	},
	{
		format: msmtpFormat, role: RoleClient, sure: true,
		server: []string{"<-- "},
		client: []string{"--> "},
		tells: []telling{
			{prefix: "msmtp: ", mark: "server message: "},
		},
	},
	{
		format: ssmtpVerboseFormat, role: RoleClient, sure: true,
		server: []string{"[<-] "},
		client: []string{"[->] "},
		tells: []telling{
			{prefix: "ssmtp: ", mark: " (", suffix: ")"},
			{prefix: "ssmtp: ", mark: "ssmtp: "},
		},
	},
	{
		format: muttFormat, role: RoleClient, sure: true, lead: leadNumber,
		server: []string{"< "},
		client: []string{"> "},
		notes: []note{
			{kind: noteOpen, prefix: "Connected to ", has: " on fd="},
		},
		tells: []telling{
			{prefix: "SMTP session failed: ", mark: ": "},
		},
	},
	{
		format: mailxFormat, role: RoleClient, sure: true, lead: leadProgram,
		server: []string{">>> SERVER: "},
		client: []string{">>> "},
		tells: []telling{
			{prefix: "s-nail: ", mark: "SMTP server: "},
			{prefix: "SMTP server: ", mark: ": "},
		},
	},
	{
		format: phpMailerFormat, role: RoleClient, sure: true, quote: quoteHTML, glued: true,
		server: []string{"SERVER -> CLIENT: ", "SERVER -&gt; CLIENT: ", "SMTP -> FROM SERVER:", "SMTP -> FROM SERVER: ", "SMTP -&gt; FROM SERVER:"},
		client: []string{"CLIENT -> SERVER: ", "CLIENT -&gt; SERVER: ", "CLIENT -> SMTP: "},
		notes: []note{
			{kind: noteOpen, prefix: "Connection: opening to "},
			{kind: noteClose, prefix: "Connection: closed"},
			{kind: noteNoise, prefix: "Connection: "},
			{kind: noteNoise, prefix: "SMTP INBOUND: "},
			{kind: noteNoise, prefix: "SMTP -> get_lines(): "},
		},
		tells: []telling{
			{prefix: "SMTP ERROR: ", mark: " failed: "},
		},
	},
	{
		format: nodemailerFormat, role: RoleClient,
		server: []string{"S: "},
		client: []string{"C: "},
		notes: []note{
			{kind: noteOpen, prefix: "Connection established to "},
			{kind: noteTLS, prefix: "Connection upgraded with STARTTLS"},
			{kind: noteClose, prefix: "Closing connection to the server"},
		},
	},
	{
		format: aiosmtpdFormat, role: RoleServer, sure: true, lead: leadPeer, quote: quoteString,
		server: []string{"<< b'", "<< b\""},
		client: []string{">> b'", ">> b\""},
		notes: []note{
			{kind: noteOpen, prefix: "handling connection"},
			{kind: noteClose, prefix: "connection lost"},
		},
	},
}
