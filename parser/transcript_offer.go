package parser

// offered are keywords by which most servers say in their reply to EHLO what they
// offer (RFC 5321 §4.1.1.1).
var offered = [...]string{
	"SIZE", "PIPELINING", "8BITMIME", "STARTTLS", "ENHANCEDSTATUSCODES", "DSN", "CHUNKING", "BINARYMIME", "SMTPUTF8", "ETRN", "VRFY", "AUTH",
}

// offers tells whether a line of a reply is one that offers something.
func offers(l *replyLine) bool {
	if l.code != 250 {
		return false
	}
	w, _ := word(l.text)
	for _, k := range &offered {
		if equalFold(w, k) {
			return true
		}
	}
	return false
}
