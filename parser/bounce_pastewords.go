package parser

import (
	"bytes"
	"slices"
)

// How sure the words of a pasted line make it that a bounce stands there.
const (
	pasteNone   = iota
	pasteQuotes // words that announce a reply
	pasteInside // a sentence that only bounces have
	pasteBegins // one with which they begin
)

// pasteBeginnings are sentences with which bounces begin; pasteSentences stand
// in them.
var (
	pasteBeginnings = [...]string{
		"This is the mail system at host ", "This is the Postfix program at host ", "This is the qmail-send program", "This message was created automatically by mail ",
		"Delivery to the following recipient", "Delivery has failed to these recipients", "Delivery has failed to the following recipients", "This is the mail delivery agent at ", "This is the MAILER-DAEMON, please", "This is the DragonFly Mail Agent",
		"This is the Haraka Mailer program", "Your message did not reach some or all of the intended recipients", "This is an automatically generated Delivery Status Notification",
		"MDaemon Delivery Status Notification", "Your message cannot be delivered to the following", "Sorry, we were unable to deliver your message to", "This report relates to a message you sent",
		"Échec de la remise pour ces destinataires", "Fehler bei der Nachrichtenzustellung an folgende", "Error de entrega a estos destinatarios", "Error al entregar a estos destinatarios", "Recapito non riuscito ai seguenti destinatari", "Falha na entrega a estes destinat",
		"Uw bericht kan niet worden bezorgd bij de volgende", "次の受信者またはグループへの配信に失敗しました", "Не удалось выполнить доставку следующим получателям", "Nie można dostarczyć wiadomości do następujących", "无法向这些收件人或组传递邮件",
	}
	pasteSentences = [...]string{
		"A message that you sent could not be delivered", "A message that you have sent could not be delivered", "afraid I wasn't able to deliver your message", "was not able to deliver your message", "ollowing address(es) failed:", "ollowing address failed:", "addresses had permanent fatal errors", "addresses had transient non-fatal errors",
		"following recipient(s) could not be reached", "did not reach the following recipient", "Diagnostic information for administrators", "Technical details of permanent failure", "Technical details of temporary failure", "emporary problem delivering your message", "problem while delivering your message", "ould not be delivered because of",
		"emporary error occurred while delivering", "Your message wasn't delivered to ", "Your message wasn’t delivered to ", "was undeliverable to the following", "message could not be delivered to the following", "rejected your message to the following", "Transcript of session follows",
		"Diagnoseinformationen für Administratoren", "Informations de diagnostic pour les admin", "Información de diagnóstico para los admin", "Información de diagnóstico para admin", "Informazioni di diagnostica per gli amministratori", "Diagnostische gegevens voor beheerders", "Informações de diagnóstico para admin",
		"Diagnostisk information för administrat", "Informacje diagnostyczne dla administrat", "管理者向け診断情報", "管理者向けの診断情報", "Диагностические сведения для администратор", "供管理员使用的诊断信息", "Diagnostické informace pro správce",
	}
)

var pasteTexts = newTextSet(slices.Concat(pasteBeginnings[:], pasteSentences[:])...)

// serverAnswers are words of one language for the answer of a server; with a
// colon behind both, Gmail announces the reply.
var serverAnswers = [...][2]string{
	{"ntwort", "erver"}, {"éponse", "serveur"}, {"rreur", "serveur"}, {"respuesta", "servidor"}, {"risposta", "server"}, {"resposta", "servidor"}, {"eactie", "server"}, {"dpowied", "erwer"}, {"твет", "ервер"}, {"応答", "サーバー"}, {"响应", "服务器"}, {"回應", "伺服器"},
}

// maxPasteShort is how long lines are mostly; of a longer one somebody has
// taken the line ends out, and sentences begin in the middle of it.
const maxPasteShort = 200

// pasteStarts are all texts that a line with the words of a bounce begins with,
// behind what stands before them.
var pasteStarts = newTextSet(slices.Concat(pasteBeginnings[:], pasteSentences[:], pieceStarts[:], []string{
	"The following address", "I'm afraid I wasn't", "recipients. This is a permanent", "recipients.  This is a permanent", "A temporary", "There was a temp", "There was a problem", "Could not be delivered", "The message that you sent was undeliv",
	"Your message to ", "Your message could not be", "The message could not be", "The following recipient", "MDaemon Delivery", "I was not able to",
})...)

// mayPaste tells, at little cost, whether it is worth while to look for the
// words of a bounce in a line.
func mayPaste(line []byte) bool {
	if len(line) < 12 {
		return false
	}
	if len(line) > maxPasteShort {
		return true
	}
	t := line
	for len(t) > 0 && (t[0] == ' ' || t[0] == '>' || t[0] == '\t') {
		t = t[1:]
	}
	if len(t) < 12 {
		return false
	}
	switch c := t[0]; {
	case c == '<' || c == '[' || c == '&' || c >= 0x80 || t[len(t)-1] == ':':
		return true
	case c|0x20 == 'f' || c|0x20 == 'o' || c|0x20 == 'r':
		if reportField(t) {
			return true
		}
	case c == '4' || c == '5':
		return flattened(t)
	case !isAlpha(c):
		t = bytes.TrimLeft(t, "-=*#_`( ")
	case hasPrefix(t, "Hi. "):
		t = t[4:]
	}
	return pasteStarts.begins(t) || flattened(t) || bytes.IndexByte(t, ':') > 0 && (index(t, " said:") > 0 || index(t, "] refused to talk") > 0 || index(t, " : ") > 0)
}

// pasteWords tells what the words of a line say, marks taken off.
func pasteWords(line []byte) int {
	t := trimSpace(line)
	if len(t) < 12 {
		return pasteNone
	}
	if _, which := pasteTexts.find(t); which >= 0 {
		if which < len(pasteBeginnings) {
			return pasteBegins
		}
		return pasteInside
	}
	switch {
	case reportField(t), postfixHeading(t), yourMessageTo(t):
		return pasteInside
	case pieceBegins(t), flattened(t), answerOf(t), t[0] == '<' && hasSuffix(t, ">:") && bareAddress(t[1:len(t)-2]) != nil:
		return pasteQuotes
	}
	return pasteNone
}

// flattened tells whether a line begins with a reply of several lines that
// somebody has joined: "550-5.7.1 one 550 5.7.1 two".
func flattened(t []byte) bool {
	if len(t) < 12 || t[3] != '-' || !failureCode(t) || isDigit(t[4]) && scanEnhanced(t[4:]) == 0 {
		return false
	}
	for rest := t[4:]; ; {
		i := index(rest, string(t[:3]))
		if i < 1 || i+3 >= len(rest) {
			return false
		}
		more := rest[i+3:]
		if rest[i-1] == ' ' && len(more) > 1 && (more[0] == '-' || more[0] == ' ') && (isAlpha(more[1]) && more[1] <= 'Z' || scanEnhanced(more[1:]) > 0) {
			return true
		}
		rest = more
	}
}

// pieceStarts are words of MTAs that announce a reply, at the beginning of a
// line: further on they stand in logs, too.
var pieceStarts = [...]string{
	"SMTP error from remote ", "LMTP error from remote ", "LMTP error after ", "Remote host said:", "The error that the other server returned was:", "The response from the remote server was:", "The response was:", "... while talking to ",
	"Remote Server returned '", "Remote server returned '", "Remote Server returned 5", "Remote server returned 5", "PERM_FAILURE: ", "Connected to ",
}

// pieceBegins tells whether a line begins with such words, or with the name of a
// host that said or refused something: "mx.example.com[192.0.2.1] said: 550 …".
func pieceBegins(t []byte) bool {
	if i := index(t, "`host "); i > 0 {
		t = t[i+1:] // a reply in the middle of a sentence
	}
	for _, w := range pieceStarts {
		if hasPrefix(t, w) {
			return w != "Connected to " || stepTexts.in(t)
		}
	}
	w, rest := word(t)
	if n := len(w); w[n-1] == ':' && bareAddress(w[:n-1]) != nil {
		w, rest = word(rest)
	}
	if string(w) == "host" {
		w, rest = word(rest)
	}
	if n := len(w); n < 5 || w[n-1] != ']' || !isAlnum(w[0]) || bytes.IndexByte(w, '.') < 0 {
		return looksAddressIP(w) && stepTexts.in(t)
	}
	for _, said := range [...]string{"said: ", "refused to talk to me: "} {
		if hasPrefix(rest, said) && failureCode(rest[len(said):]) {
			return true
		}
	}
	return string(rest) == "said:"
}

// reportField tells whether a line begins with a field of a delivery report
// that says whom or what it is about (RFC 3464 §2.2).
func reportField(t []byte) bool {
	return startsFold(t, "FINAL-RECIPIENT:") || startsFold(t, "REPORTING-MTA:") || startsFold(t, "ORIGINAL-RECIPIENT:")
}

// postfixHeading knows "<ann@example.com>: host mx.example.com[192.0.2.1] said:"
// and its likes by their beginning, and Stalwart's "<ann@example.com> (host 'mx…'".
func postfixHeading(t []byte) bool {
	i := bytes.IndexByte(t, '>')
	return i > 1 && t[0] == '<' && (hasPrefix(t[i:], ">: host ") || hasPrefix(t[i:], "> (host '"))
}

// yourMessageTo knows the sentence by which Gmail and Microsoft 365 name the
// recipient.
func yourMessageTo(t []byte) bool {
	return hasPrefix(t, "Your message to ") && bytes.IndexByte(t, '@') > 0 && (index(t, "has been blocked") > 0 || index(t, "be delivered") > 0)
}

// answerOf tells whether the line announces the answer of a server, in some
// language.
func answerOf(t []byte) bool {
	colon := bytes.LastIndexByte(t, ':')
	if colon < 8 {
		return false
	}
	if rest := trimSpace(t[colon+1:]); len(rest) > 0 && !failureCode(rest) {
		return false
	}
	for _, w := range serverAnswers {
		if index(t[:colon], w[0]) >= 0 && index(t[:colon], w[1]) >= 0 {
			return true
		}
	}
	return false
}
