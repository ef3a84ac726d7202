package parser

// nodemailerDialect is Nodemailer's.
var nodemailerDialect = &dialect{
	format: nodemailerFormat, role: RoleClient, named: true,
	server: []string{"S: "},
	client: []string{"C: "},
	notes: []note{
		{kind: noteOpen, prefix: "Connection established to "},
		{kind: noteOpen, prefix: "Secure connection established to "},
		{kind: noteTLS, prefix: "Connection upgraded with STARTTLS"},
		{kind: noteClose, prefix: "Closing connection to the server"},
		{kind: noteNoise, prefix: "Connection closed"},
	},
	tells: []telling{
		{prefix: "Error: Greeting never received: ", mark: ": ", phase: PhaseConnect},
		{prefix: "Error: Invalid greeting: ", mark: ": ", phase: PhaseConnect},
		{prefix: "Error: Invalid login: ", mark: ": ", phase: PhaseAuth},
		{prefix: "Error: Mail command failed: ", mark: ": ", phase: PhaseMail},
		{prefix: "Error: Recipient command failed: ", mark: ": ", phase: PhaseRcpt},
		{prefix: "Error: Can't send mail - all recipients were rejected: ", mark: ": ", phase: PhaseRcpt},
		{prefix: "Error: Data command failed: ", mark: ": ", phase: PhaseData},
		{prefix: "Error: Message failed: ", mark: ": ", phase: PhaseMessage},
		// What sendMail gives back, as Node.js shows objects, and what its users print of it.
		{prefix: "response: '", mark: "'", ends: []string{"',", "'"}, phase: PhaseMessage, sent: true},
		{prefix: `response: "`, mark: `"`, ends: []string{`",`, `"`}, phase: PhaseMessage, sent: true},
		{prefix: "{ accepted: [", mark: " response: '", ends: []string{"',", "'"}, phase: PhaseMessage, sent: true},
		{prefix: "Email sent: ", mark: ": ", phase: PhaseMessage, sent: true},
		{prefix: "Message sent: ", mark: ": ", phase: PhaseMessage, sent: true},
	},
}

// goMailDialect is go-mail's for Go.
var goMailDialect = &dialect{
	format: goMailFormat, role: RoleClient, sure: true,
	server: []string{"C <-- S: "},
	client: []string{"C --> S: "},
}

// smtpServerDialect is that of smtp-server, which logs as Nodemailer does.
var smtpServerDialect = &dialect{
	format: smtpServerFormat, role: RoleServer, named: true,
	server: []string{"S: "},
	client: []string{"C: "},
	notes: []note{
		{kind: noteOpen, prefix: "Connection from "},
		{kind: noteOpen, prefix: "Secure connection from "},
		{kind: noteClose, prefix: "Connection closed to "},
	},
}

// clientDialects are those of programs and libraries that send mail.
var clientDialects = []*dialect{
	goMailDialect,
	{
		format: mailKitFormat, role: RoleClient,
		server: []string{"S: "},
		client: []string{"C: "},
		notes: []note{
			{kind: noteOpen, prefix: "Connected to smtp://"},
			{kind: noteOpen, prefix: "Connected to smtps://"},
		},
	},
	{
		format: mailxFormat, role: RoleClient,
		server: []string{">>> SERVER: "},
		client: []string{">>> "},
		notes: []note{
			{kind: noteNoise, prefix: "Resolving host "},
			{kind: noteOpen, prefix: "Connecting to ", has: " ... connected."},
		},
	},
	{
		format: mailxFormat, role: RoleClient, bareServer: true,
		client: []string{">>> "},
		notes: []note{
			{kind: noteNoise, prefix: "Resolving host "},
			{kind: noteOpen, prefix: "Connecting to ", has: " . . . connected."},
		},
	},
	{
		format: sendEmailFormat, role: RoleClient, sure: true, glued: true, glue: ", ",
		server: []string{
			"SUCCESS => Received: \t", "WARNING => Received: \t", "ERROR => Received: \t", "NOTICE => Received: \t", "INFO => Received: \t", "DEBUG => Received: \t",
			"SUCCESS => Received: ", "WARNING => Received: ", "ERROR => Received: ", "NOTICE => Received: ",
		},
		client: []string{"INFO => Sending: \t", "INFO => Sending: "},
		notes: []note{
			{kind: noteOpen, prefix: "DEBUG => Connecting to "},
			{kind: noteNoise, prefix: "DEBUG => "},
			{kind: noteNoise, prefix: "INFO => "},
			{kind: noteNoise, prefix: "NOTICE => "},
			{kind: noteNoise, prefix: "WARNING => "},
			{kind: noteNoise, prefix: "SUCCESS => "},
			{kind: noteNoise, prefix: "ERROR => "},
		},
	},
	{
		format: symfonyFormat, role: RoleClient, sure: true, lead: leadMoment,
		server: []string{"< "},
		client: []string{"> "},
		tells: []telling{
			{has: "xpected response code \"", mark: "with message \"", ends: []string{"\".", "\""}},
		},
	},
	{
		format: swiftFormat, role: RoleClient,
		server: []string{"<< "},
		client: []string{">> "},
		notes: []note{
			{kind: noteOpen, prefix: "++ Starting Swift_"},
			{kind: noteClose, prefix: "++ Stopping Swift_"},
			{kind: noteClose, prefix: "++ Swift_", has: " stopped"},
			{kind: noteNoise, prefix: "++ Swift_"},
			{kind: noteNoise, prefix: "!! "},
		},
		tells: []telling{
			{has: "xpected response code ", mark: "with message \"", ends: []string{"\".", "\""}},
		},
	},
	{
		format: pearFormat, role: RoleClient, sure: true,
		server: []string{"DEBUG: Recv: "},
		client: []string{"DEBUG: Send: "},
		tells: []telling{
			{has: "Failed to set sender", mark: "(code: ", joint: ", response: ", ends: []string{")]", ")"}, phase: PhaseMail},
			{has: "Failed to add recipient", mark: "(code: ", joint: ", response: ", ends: []string{")]", ")"}, phase: PhaseRcpt},
			{has: "authentication failure", mark: "(code: ", joint: ", response: ", ends: []string{")]", ")"}, phase: PhaseAuth},
			{mark: "(code: ", joint: ", response: ", ends: []string{")]", ")"}},
		},
	},
	{
		// Roundcube, whose smtp.log is Net_SMTP's with a name for the session.
		format: pearFormat, role: RoleClient, named: true, sure: true,
		server: []string{"Recv: "},
		client: []string{"Send: "},
		lead:   leadSession,
	},
	{
		format: lettreFormat, role: RoleClient, sure: true, quote: quoteCRLF, lead: leadModule,
		server: []string{"<< "},
		client: []string{"Wrote: ", ">> "},
	},
	{
		format: indyFormat, role: RoleClient, sure: true, stamped: true, quote: quoteCRLF,
		server: []string{"Recv "},
		client: []string{"Sent "},
		notes: []note{
			{kind: noteNoise, prefix: "Stat "},
		},
	},
	{
		format: busyboxFormat, role: RoleClient, sure: true, lead: leadProgram, quote: quoteTail,
		server: []string{"recv:'"},
		client: []string{"send:'"},
	},
	{
		format: esmtpFormat, role: RoleClient, noisy: true,
		notes: []note{
			{kind: noteOpen, prefix: "Connected to MTA"},
			{kind: noteClose, prefix: "Disconnected to MTA"},
			{kind: noteClose, prefix: "Disconnected from MTA"},
		},
		tells: []telling{
			{prefix: "From ", mark: ": ", phase: PhaseMail, within: true},
			{prefix: "To ", mark: ": ", phase: PhaseRcpt, within: true},
			{prefix: "Message transfer: ", mark: ": ", phase: PhaseMessage, within: true},
		},
	},
	{
		format: ssmtpVerboseFormat, role: RoleClient, sure: true,
		server: []string{"[<-] "},
		client: []string{"[->] "},
		tells: []telling{
			{prefix: "ssmtp: RCPT TO:", mark: "> (", ends: []string{")"}, phase: PhaseRcpt},
			{prefix: "ssmtp: MAIL FROM:", mark: "> (", ends: []string{")"}, phase: PhaseMail},
			{prefix: "ssmtp: ", mark: ": "},
		},
	},
	{
		format: blatFormat, role: RoleClient, sure: true,
		server: []string{"<<<getline<<< "},
		client: []string{">>>putline>>> "},
	},
	{
		format: thunderbirdFormat, role: RoleClient, sure: true, tails: []string{" SmtpClient.jsm:", " SmtpClient.sys.mjs:"},
		server: []string{"mailnews.smtp: S: ", "mailnews.smtp: \"S: ", "SMTP Response: ", "D/SMTP SMTP Response: ", "I/SMTP SMTP Response: "},
		client: []string{"mailnews.smtp: C: ", "mailnews.smtp: \"C: ", "SMTP Send: ", "D/SMTP SMTP Send: ", "I/SMTP SMTP Send: "},
		notes: []note{
			{kind: noteOpen, prefix: "mailnews.smtp: Connecting to smtp"},
			{kind: noteOpen, prefix: "SMTP Connecting to: "},
			{kind: noteNoise, prefix: "SMTP entering state: "},
			{kind: noteNoise, prefix: "mailnews.smtp: "},
		},
	},
	{
		format: outlookFormat, role: RoleClient, sure: true, lead: leadAddressee,
		server: []string{"<rx> "},
		client: []string{"[tx] "},
		notes: []note{
			{kind: noteOpen, prefix: "Connected to host"},
			{kind: noteClose, prefix: "Disconnected from host"},
			{kind: noteNoise, prefix: "Begin execution"},
			{kind: noteNoise, prefix: "End execution"},
		},
	},
	{
		format: smtpCliFormat, role: RoleClient, listed: true,
		server: []string{"["},
		client: []string{"> "},
		notes: []note{
			{kind: noteOpen, prefix: "Connection from ", has: " to "},
			{kind: noteNoise, prefix: "Using cipher: "},
		},
	},
	smtpServerDialect,
	treeDialect,
	{
		// email-oauth2-proxy, which logs both its legs, four blanks before that
		// of the server.
		format: transcriptFormat, sure: true, named: true, quote: quoteString, lead: leadProxy,
		server: []string{"<-- b'", "<-- b\""},
		client: []string{"--> b'", "--> b\""},
		notes: []note{
			{kind: noteOpen, prefix: "--> [ Client connected ]"},
			{kind: noteNoise, prefix: "--> [ "},
			{kind: noteNoise, prefix: "<-- [ "},
		},
	},
	{
		format: mailHogFormat, role: RoleServer, sure: true, named: true, stamped: true, quote: quoteString, lead: leadSession,
		server: []string{"Sent "},
		client: []string{"Received "},
		notes: []note{
			{kind: noteOpen, prefix: "Starting session"},
			{kind: noteNoise, prefix: "[PROTO: "},
		},
	},
	{
		format: espMailFormat, role: RoleClient, sure: true,
		server: []string{"< S: "},
		client: []string{">: C: "}, // none: what the client sent is told in words
		notes: []note{
			{kind: noteOpen, prefix: "> C: connect to SMTP server"},
			{kind: noteOpen, prefix: "> C: Connect to SMTP server"},
			{kind: noteOpen, prefix: "> C: connecting to SMTP server"},
			{kind: noteNoise, prefix: "> C: "},
			{kind: noteNoise, prefix: "! E: "},
			{kind: noteNoise, prefix: "> E: "},
		},
	},
	{
		format: checkSMTPFormat, role: RoleClient, bareServer: true,
		server: []string{"received "},
		client: []string{"sent ", "Sent "},
		notes: []note{
			{kind: noteOpen, prefix: "HELOCMD: "},
			{kind: noteNoise, prefix: "SMTP OK - "},
			{kind: noteNoise, prefix: "SMTP WARNING - "},
			{kind: noteNoise, prefix: "SMTP CRITICAL - "},
		},
	},
}
