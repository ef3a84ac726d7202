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
	var last Event
	found := 0
	for {
		i := index(p, authenticatorMark)
		if i < 0 {
			break
		}
		p = p[i+len(authenticatorMark):]
		n := index(p, returnedMark)
		if n < 1 || n > maxMechanism {
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
		r, ok := parseEscaped(unquoteHTML(b, trimSpace(said)), &b.text)
		if !ok || replyShape(said) == shapeNone {
			continue
		}
		if found++; found > 1 {
			b.give(&last)
		}
		last = *e
		last.Raw = e.Raw
		t.retell(&last, r, tg.d.format)
		last.Phase = PhaseAuth
		last.Retold = last.Retold || t.again.had(&last, tg.telling)
		last.Command = Command{Verb: "AUTH", Arg: mechanism}
	}
	if found == 0 {
		return false
	}
	*e = last
	return true
}

// maxMechanism is the longest name of a mechanism (RFC 4422 §3.1), in quotation
// marks.
const maxMechanism = 22
