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
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	rb.r.Code, _ = atoi(p[i:], 3)
	l := replyLine{code: rb.r.Code, whole: unquoteHTML(b, trimSpace(before[at+len(detailText):]))}
	l.enhanced, l.text = splitEnhanced(l.whole)
	if rest := p[i+3:]; l.enhanced == nil && hasPrefix(rest, detailEnhanced) {
		rest = rest[len(detailEnhanced):]
		if n := scanEnhanced(rest); n > 0 {
			l.enhanced = rest[:n]
		}
	}
	rb.add(&l)
	r := rb.finish()
	t.retellAs(e, &r, sayingBefore(before[:at], false))
	return true
}
