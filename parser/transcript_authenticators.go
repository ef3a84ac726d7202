package parser

import "bytes"

// What Symfony Mailer and Swift Mailer say of each mechanism when none of them
// did: `Authenticator "LOGIN" returned "Expected response code "235" but got
// code "535", with message "535 5.7.8 no".".`
const (
	authenticatorMark = "uthenticator "
	returnedMark      = " returned "
	messageMark       = "with message \""
)

// authenticators takes a line on which several mechanisms were answered, in the
// order in which they were tried; e becomes the last of the replies.
func (t *transcript) authenticators(b *Batch, e *Event, tg *tellingOf, p []byte) bool {
	// What is told again behind the message is of the chain of causes.
	if i := index(p, authenticatorMark); i >= 0 {
		if j := index(p[i:], "Failed to authenticate"); j > 0 {
			p = p[:i+j]
		}
	}
	found := false
	for {
		i := index(p, authenticatorMark)
		if i < 0 {
			break
		}
		p = p[i+len(authenticatorMark):]
		n := index(p[:min(len(p), maxMechanism+len(returnedMark))], returnedMark)
		if n < 1 {
			continue
		}
		mechanism := bytes.Trim(p[:n], `"`)
		said := p[n:]
		if j := index(said, authenticatorMark); j >= 0 {
			said = said[:j]
		}
		j := index(said, messageMark)
		if j < 0 || bytes.IndexByte(mechanism, ' ') >= 0 {
			continue
		}
		said = said[j+len(messageMark):]
		for _, end := range [...]string{`".`, `"`} {
			if j := index(said, end); j >= 0 {
				said = said[:j]
				break
			}
		}
		if replyShape(said) == shapeNone {
			continue
		}
		r, ok := parseEscaped(unquoteHTML(b, trimSpace(said)), &b.text)
		if !ok {
			continue
		}
		if found {
			anotherOf(b, e)
		}
		found = true
		t.retell(e, r, tg.d.format)
		e.Phase = PhaseAuth
		e.Retold = e.Retold || t.again.had(e, tg.telling)
		e.Command = Command{Verb: "AUTH", Arg: mechanism}
	}
	return found
}

// maxMechanism is the longest name of a mechanism (RFC 4422 §3.1), in quotation
// marks.
const maxMechanism = 22
