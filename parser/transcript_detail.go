package parser

// PHPMailer tells in its ErrorInfo a reply in pieces: "RCPT TO command failed
// Detail: no such user SMTP code: 550 Additional SMTP info: 5.1.1".
const (
	detailText     = " Detail: "
	detailCode     = "SMTP code: "
	detailEnhanced = " Additional SMTP info: "
)

// midstDetail takes such a line, whose code stands at i.
func (t *transcript) midstDetail(b *Batch, e *Event, p []byte, i int) bool {
	before := p[:i-len(detailCode)]
	at := lastIndex(before, detailText)
	if at < 0 {
		return false
	}
	code, _ := atoi(p[i:], 3)
	r := codedReply(b, code, unquoteHTML(b, trimSpace(before[at+len(detailText):])))
	if rest := p[i+3:]; r.Enhanced == nil && hasPrefix(rest, detailEnhanced) {
		rest = rest[len(detailEnhanced):]
		if n := scanEnhanced(rest); n > 0 {
			r.Enhanced = rest[:n]
		}
	}
	t.retellAs(e, &r, sayingBefore(before[:at], false))
	return true
}
