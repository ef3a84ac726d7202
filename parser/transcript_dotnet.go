package parser

// dotnet takes a line in which System.Net.Mail tells a reply, whose enhanced
// code stands at i, without its code: "The server response was: 5.7.1 no".
func (t *transcript) dotnet(b *Batch, e *Event, p []byte, i int) bool {
	if scanEnhanced(p[i:]) == 0 || !dotnetSays(p[:i]) {
		return false
	}
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	l := replyLine{whole: closing(p, i, i, 0)}
	if l.enhanced, l.text = splitEnhanced(l.whole); l.enhanced == nil {
		return false
	}
	rb.add(&l)
	t.retell(e, rb.finish(), dotnetFormat)
	e.Retold = e.Retold || t.again.had(e, dotnetFormat)
	return true
}

// dotnetSays tells whether text ends in what .NET says before a reply.
func dotnetSays(text []byte) bool { return hasAnySuffix(text, dotnetSayings[:]) }

// dotnetSayings are what .NET says in its languages before what the server said, the
// code of which it leaves away.
var dotnetSayings = [...]string{
	"response was: ", "Die Serverantwort war: ", "Die Serverantwort lautete: ", "La réponse du serveur était : ", "La respuesta del servidor fue: ",
	"Risposta del server: ", "La risposta del server è: ", "A resposta do servidor foi: ", "De serverreactie is: ", "Odpowiedź serwera: ", "Ответ сервера: ", "Sunucu yanıtı: ",
	"服务器响应为: ", "服务器响应为:", "伺服器回應為: ", "サーバーの応答: ",
}
