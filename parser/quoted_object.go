package parser

import "bytes"

// quotedObject reads an event of a mail service that a line holds as a string, of a
// program or of a command line:
//
//	curl -d '{"event":"failed","recipient":"ann@example.com","reason":"550 5.1.1 no"}'
func (sq *sequencer) quotedObject(b *Batch, e *Event) bool {
	if e.lacking().not(glanceObject) {
		return false
	}
	i := index(e.Raw, `{"`)
	if i < 1 || e.Raw[i-1] != '\'' && e.Raw[i-1] != '`' {
		return false
	}
	n := bytes.LastIndexByte(e.Raw, '}') + 1 - i
	if n <= 0 {
		return false
	}
	inner := e.Raw[i:][:n]
	return isWebhook(b, inner, signsOf(inner)) && sq.readQuoted(b, e, inner, i, nil, true)
}

// glanceObject is of what every object has.
var glanceObject = glanceAt(`{":}`)
