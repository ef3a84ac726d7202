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
	{text: "server answered"}, {text: "server error"}, {text: "smtp status"},

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
	{text: "message failed", format: nodemailerFormat},

	{text: "smtpfatalerror", format: rubyFormat}, {text: "smtpauthenticationerror", format: rubyFormat}, {text: "smtpserverbusy", format: rubyFormat},
	{text: "smtpsyntaxerror", format: rubyFormat}, {text: "smtpunknownerror", format: rubyFormat},
	{text: "smtpsendfailedexception", format: javaMailFormat}, {text: "smtpaddressfailedexception", phase: PhaseRcpt, format: javaMailFormat},
	{text: "smtpsenderfailedexception", phase: PhaseMail, format: javaMailFormat}, {text: "mail.authenticationfailedexception", phase: PhaseAuth, format: javaMailFormat},
	{text: "mail.messagingexception", format: javaMailFormat}, {text: "mail.sendfailedexception", format: javaMailFormat},

	{text: "gomail: could not send email"}, {text: "gomail: could not send email: mail", phase: PhaseMail}, {text: "gomail: could not send email: rcpt", phase: PhaseRcpt},
	{text: "gomail: could not send email: auth", phase: PhaseAuth}, {text: "gomail: could not send email: data"},
})

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
	if len(text) == 0 {
		return nil
	}
	for _, s := range sayings[text[len(text)-1]|0x20] {
		if s.coded != coded || !endsFold(text, s.text) {
			continue
		}
		if n := len(text) - len(s.text); n == 0 || !isAlnum(text[n-1]) || s.text == "auth auth" {
			return s
		}
	}
	return nil
}

// endsFold tells whether text ends in s, which is in lower case, whatever the
// case of text. Numbers that count in text are not seen: "email 1: auth".
func endsFold(text []byte, s string) bool {
	i := len(text)
	for j := len(s); j > 0; {
		if i == 0 {
			return false
		}
		c := text[i-1]
		if c-'A' <= 'Z'-'A' {
			c |= 0x20
		}
		if c != s[j-1] {
			if !isDigit(c) || i < 2 || text[i-2] != ' ' && !isDigit(text[i-2]) {
				return false
			}
			for i > 0 && isDigit(text[i-1]) {
				i--
			}
			if i > 0 && text[i-1] == ' ' {
				i--
			}
			continue
		}
		i--
		j--
	}
	return true
}

// answers are what .NET says in its languages before what the server said, the
// code of which it leaves away.
var dotnetSayings = [...]string{
	"response was: ", "Die Serverantwort war: ", "Die Serverantwort lautete: ", "La réponse du serveur était : ", "La respuesta del servidor fue: ",
	"Risposta del server: ", "La risposta del server è: ", "A resposta do servidor foi: ", "De serverreactie is: ", "Odpowiedź serwera: ", "Ответ сервера: ", "Sunucu yanıtı: ",
	"服务器响应为: ", "服务器响应为:", "伺服器回應為: ", "サーバーの応答: ",
}
