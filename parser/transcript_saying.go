package parser

// saying is what programs write right before a reply that they tell in the
// midst of a line, its mark (a colon, a dash, a quotation mark) left away.
type saying struct {
	text   string // in lower case
	phase  Phase  // what it tells of the command
	format *Format
	// coded tells that the code stands in brackets behind it, "SMTP Error
	// (535): …", and the text, if any, behind a colon.
	coded bool
	// quoted tells that a quotation mark must stand before the reply: it is the
	// name of a member, of which there are many.
	quoted bool
	// evident tells that, quoted, the reply must have an enhanced code or more
	// than one line: so any data may be called.
	evident bool
	// apart tells that the text may stand on the next line.
	apart bool
	// joint tells that a colon stands between code and text.
	joint bool
}

// sayings are those that nothing but a reply follows. A program that is not
// among them is understood where the reply has an enhanced code (RFC 2034 §4),
// which no other number looks like.
var sayings = indexSayings([]saying{
	{text: "smtp error"}, {text: "smtp error", coded: true}, {text: "smtp reply"}, {text: "smtp response"}, {text: "smtp error was encountered"},
	{text: "smtp session failed", format: muttFormat},
	{text: "mailserver response error"}, {text: "mail server response"}, {text: "server response"}, {text: "response from server"},
	{text: "response code received from server", coded: true, format: pearFormat},
	{text: "server said"}, {text: "server replied"}, {text: "server responded"}, {text: "server responded with"}, {text: "server returned"}, {text: "server message"},
	{text: "permanent error", coded: true, format: lettreFormat}, {text: "transient error", coded: true, format: lettreFormat},
	{text: "resposta do servidor"}, {text: "respuesta del servidor"}, {text: "réponse du serveur"}, {text: "risposta del server"}, {text: "serverantwort"},
	{text: "permanent_failure", quoted: true}, {text: "temporary_failure", quoted: true},
	{text: "server answered"}, {text: "server error"}, {text: "smtp status"},
	{text: "smtp response received from host", format: checkSMTPFormat}, {text: "smtp response received from host on port", format: checkSMTPFormat},

	{text: "mail from failed", phase: PhaseMail}, {text: "rcpt to failed", phase: PhaseRcpt}, {text: "ehlo failed", phase: PhaseEhlo}, {text: "helo failed", phase: PhaseEhlo},
	{text: "starttls failed", phase: PhaseStarttls}, {text: "data failed"},
	{text: "mail from command failed", phase: PhaseMail}, {text: "rcpt to command failed", phase: PhaseRcpt}, {text: "data command failed", phase: PhaseData},
	{text: "data end command failed", phase: PhaseMessage}, {text: "ehlo command failed", phase: PhaseEhlo}, {text: "helo command failed", phase: PhaseEhlo},
	{text: "starttls command failed", phase: PhaseStarttls}, {text: "auth command failed", phase: PhaseAuth},
	{text: "username command failed", phase: PhaseAuth, format: phpMailerFormat}, {text: "password command failed", phase: PhaseAuth, format: phpMailerFormat},
	{text: "mail command", phase: PhaseMail}, {text: "rcpt command", phase: PhaseRcpt}, {text: "data command"}, {text: "ehlo command", phase: PhaseEhlo},
	{text: "helo command", phase: PhaseEhlo}, {text: "starttls command", phase: PhaseStarttls}, {text: "auth command", phase: PhaseAuth},
	{text: "auth auth", phase: PhaseAuth}, {text: "delivery failure"},

	{text: "invalid greeting", phase: PhaseConnect, format: nodemailerFormat}, {text: "greeting never received", phase: PhaseConnect, format: nodemailerFormat},
	{text: "invalid login", phase: PhaseAuth, format: nodemailerFormat}, {text: "mail command failed", phase: PhaseMail, format: nodemailerFormat},
	{text: "recipient command failed", phase: PhaseRcpt, format: nodemailerFormat}, {text: "all recipients were rejected", phase: PhaseRcpt, format: nodemailerFormat},
	{text: "error: message failed", phase: PhaseMessage, format: nodemailerFormat}, {text: "message failed", format: nodemailerFormat},

	{text: "response", quoted: true}, {text: "smtpresponse", quoted: true}, {text: "smtp_response", quoted: true}, {text: "serverresponse", quoted: true},
	{text: "data", quoted: true, evident: true},
	{text: "server_response", quoted: true}, {text: "smtpreply", quoted: true}, {text: "smtp_reply", quoted: true},

	{text: "smtpdataerror", format: pythonFormat, apart: true}, {text: "smtpsenderrefused", phase: PhaseMail, format: pythonFormat, apart: true},
	{text: "smtpresponseexception", format: pythonFormat, apart: true}, {text: "smtpheloerror", phase: PhaseEhlo, format: pythonFormat, apart: true},
	{text: "smtpconnecterror", phase: PhaseConnect, format: pythonFormat, apart: true},

	{text: "smtpfatalerror", format: rubyFormat}, {text: rubyAuth, format: rubyFormat}, {text: "smtpserverbusy", format: rubyFormat},
	{text: "smtpsyntaxerror", format: rubyFormat}, {text: "smtpunknownerror", format: rubyFormat},
	{text: "smtpsendfailedexception", format: javaMailFormat}, {text: "smtpaddressfailedexception", phase: PhaseRcpt, format: javaMailFormat},
	{text: "smtpsenderfailedexception", phase: PhaseMail, format: javaMailFormat}, {text: "mail.authenticationfailedexception", phase: PhaseAuth, format: javaMailFormat},
	{text: "mail.messagingexception", format: javaMailFormat}, {text: "mail.sendfailedexception", format: javaMailFormat},

	{text: "mailkit.security.authenticationexception", phase: PhaseAuth, format: mailKitFormat, joint: true},

	{text: "gomail: could not send email"}, {text: "gomail: could not send email: mail", phase: PhaseMail}, {text: "gomail: could not send email: rcpt", phase: PhaseRcpt},
	{text: "gomail: could not send email: auth", phase: PhaseAuth}, {text: "gomail: could not send email: data"},
})

// rubyAuth is an exception of Ruby's Net::SMTP. It names any 53x so, whatever
// was answered, and other codes only as an answer to AUTH.
const rubyAuth = "smtpauthenticationerror"

// indexSayings sorts sayings by their last octet, the longest first.
func indexSayings(list []saying) *[256][]*saying {
	x := new([256][]*saying)
	for i := range list {
		s := &list[i]
		last := s.text[len(s.text)-1]
		at := 0
		for at < len(x[last]) && len(x[last][at].text) >= len(s.text) {
			at++
		}
		x[last] = append(x[last][:at], append([]*saying{s}, x[last][at:]...)...)
	}
	return x
}

// sayingBefore finds what text ends in; nil for none.
func sayingBefore(text []byte, coded bool) *saying {
	if n := len(text); n > 0 && (text[n-1] == '"' || text[n-1] == '\'') {
		text = text[:n-1] // of the name of a member
	}
	text = uncounted(text)
	if len(text) == 0 {
		return nil
	}
	for _, s := range sayings[text[len(text)-1]|0x20] {
		if s.coded != coded {
			continue
		}
		if at := endsFold(text, s.text); at == 0 || at > 0 && (!isAlnum(text[at-1]) || s.text == "auth auth" || at > 1 && text[at-2] == '\\') {
			return s
		}
	}
	if coded {
		return nil
	}
	if codeTwice(text) {
		return &codeSaying
	}
	return failedCommand(text)
}

// codeSaying is what stands before a reply whose code is told on its own as
// well: "SMTP code:530 msg:530 log in first".
var codeSaying = saying{text: "smtp code"}

// codeTwice tells whether text ends so.
func codeTwice(text []byte) bool {
	const code, msg = "SMTP code:", " msg"
	n := len(text) - len(msg) - 3
	return n > 0 && hasSuffix(text, msg) && isReplyish(text[n:]) && hasSuffix(text[:n], code)
}

// uncounted takes a number off the end of text: "could not send email 1".
func uncounted(text []byte) []byte {
	n := len(text)
	for n > 0 && isDigit(text[n-1]) {
		n--
	}
	if n == len(text) || n == 0 || text[n-1] != ' ' {
		return text
	}
	return text[:n-1]
}

// endsFold gives where s, which is in lower case, begins at the end of text,
// whatever the case of text; -1 where text does not end so. Numbers that count
// something in text are not seen: "email 1: auth".
func endsFold(text []byte, s string) int {
	for j := len(s); j > 0; j-- {
		if rest := uncounted(text); s[j-1]|0x20 >= 'a' {
			text = rest
		}
		if len(text) == 0 {
			return -1
		}
		c := text[len(text)-1]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != s[j-1] {
			return -1
		}
		text = text[:len(text)-1]
	}
	return len(text)
}
