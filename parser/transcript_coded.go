package parser

import "bytes"

// Roundcube tells the code of a refusal behind its text, in its log of errors:
//
//	SMTP Error: Failed to add recipient 'ann@example.com'. 5.1.1 no such user (Code: 550) in …

// codedSteps are the words with which it begins, and which command they are about.
var codedSteps = [...]struct {
	words string
	phase Phase
}{
	{"Failed to set sender", PhaseMail},
	{"Failed to add recipient", PhaseRcpt},
	{"Authentication failure: ", PhaseAuth},
	{"Failed to send data", PhaseUnknown}, // DATA, or the message
	{"Connection failed: ", PhaseConnect},
}

// codedOwn is what Net_SMTP says where it has not kept what the server said.
const codedOwn = "Invalid response code received from server"

// coded takes such a line.
func (t *transcript) coded(b *Batch, e *Event, p []byte) bool {
	const mark = " (Code: "
	end := index(p, mark)
	if end < 0 {
		return false
	}
	code, n := atoi(p[end+len(mark):], 3)
	if n != 3 || code < 200 || code > 599 || !hasPrefix(p[end+len(mark)+n:], ")") {
		return false
	}
	for i := range codedSteps {
		s := &codedSteps[i]
		at := index(p[:end], s.words)
		if at < 0 || index(p[:at], "SMTP Error: ") < 0 && index(p[:at], "SMTP error: ") < 0 {
			continue
		}
		text := p[at+len(s.words) : end]
		if s.words[len(s.words)-1] != ' ' {
			text = t.codedFor(e, s.phase, text)
		}
		r := Reply{Code: code}
		if string(text) != codedOwn {
			r = codedReply(b, code, text)
		}
		e.Phase = s.phase
		t.retell(e, r, pearFormat)
		e.Retold = e.Retold || t.again.had(e, s)
		return true
	}
	return false
}

// codedFor takes the address off that stands before the text, " 'ann@example.com'. ".
func (t *transcript) codedFor(e *Event, phase Phase, text []byte) []byte {
	if len(text) > 2 && hasPrefix(text, " '") {
		if i := bytes.IndexByte(text[2:], '\''); i >= 0 {
			if addr := text[2 : 2+i]; bytes.IndexByte(addr, '@') > 0 {
				if phase == PhaseMail {
					e.Sender = addr
				} else {
					e.Recipient = addr
				}
			}
			text = text[2+i+1:]
		}
	}
	return trimLeft(bytes.TrimLeft(text, " .:"))
}

// codedReply makes a reply of a code and a text that stands by itself.
func codedReply(b *Batch, code int, text []byte) Reply {
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	rb.r.Code = code
	l := replyLine{code: code, whole: text}
	l.enhanced, l.text = splitEnhanced(text)
	rb.add(&l)
	return rb.finish()
}
