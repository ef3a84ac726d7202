package parser

import "bytes"

// Roundcube tells the code of a refusal behind its text, in its log of errors:
//
//	SMTP Error: Failed to add recipient 'ann@example.com'. 5.1.1 no such user (Code: 550) in …

// codedMark stands before the code.
const codedMark = " (Code: "

// codedStep are words with which it begins, and which command they are about.
type codedStep struct {
	words string
	phase Phase
}

var codedSteps = [...]codedStep{
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
	end := index(p, codedMark)
	if end < 0 {
		return false
	}
	code, n := atoi(p[end+len(codedMark):], 3)
	if n != 3 || code < 200 || code > 599 || !hasPrefix(p[end+len(codedMark)+n:], ")") {
		return false
	}
	s, at := codedStepOf(p[:end])
	if s == nil {
		return false
	}
	text := p[at:end]
	if s.words[len(s.words)-1] != ' ' {
		text = codedFor(e, s.phase, text)
	}
	if string(text) == codedOwn {
		text = nil
	}
	e.Phase = s.phase
	t.retell(e, codedReply(b, code, text), pearFormat)
	e.Retold = e.Retold || t.again.had(e, s)
	return true
}

// codedStepOf finds the words that stand before a text and its code, and gives
// where what follows them begins; nil for none.
func codedStepOf(p []byte) (s *codedStep, at int) {
	for i := range codedSteps {
		s := &codedSteps[i]
		at := index(p, s.words)
		if at >= 0 && (index(p[:at], "SMTP Error: ") >= 0 || index(p[:at], "SMTP error: ") >= 0) {
			return s, at + len(s.words)
		}
	}
	return nil, 0
}

// codedFor takes the address off that stands before the text, " 'ann@example.com'. ".
func codedFor(e *Event, phase Phase, text []byte) []byte {
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

// codedReply makes a reply of a code and a text that stands apart from it, nil
// for none.
func codedReply(b *Batch, code int, text []byte) Reply {
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	rb.r.Code = code
	if len(text) == 0 {
		return rb.finish()
	}
	l := replyLine{code: code, whole: text}
	l.enhanced, l.text = splitEnhanced(text)
	rb.add(&l)
	return rb.finish()
}
