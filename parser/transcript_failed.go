package parser

import "bytes"

// failedSayings are what sayingBefore finds where a program names the command
// that failed as it was sent: "AUTH PLAIN failed", "RCPT TO <a@b> failed".
var failedSayings = func() (list [len(phaseNames)]saying) {
	for i := range list {
		list[i] = saying{text: "failed", phase: Phase(i)}
	}
	return list
}()

// failedCommand finds the command that text ends in, "failed" behind it; nil
// for none. It begins the text, or stands behind a colon.
func failedCommand(text []byte) *saying {
	const failed = " failed"
	if !hasSuffix(text, failed) {
		return nil
	}
	text = text[:len(text)-len(failed)]
	if i := bytes.LastIndex(text, []byte(": ")); i >= 0 {
		text = text[i+2:]
	}
	verb, arg := word(text)
	v := lookupVerb(verb)
	if v == nil || verb[0] > 'Z' {
		return nil
	}
	what, more := word(trimLeft(arg))
	switch v.phase {
	case PhaseAuth:
		if !saslWord(what) || len(trimSpace(more)) > 0 {
			return nil
		}
	case PhaseMail, PhaseRcpt:
		to := "FROM"
		if v.phase == PhaseRcpt {
			to = "TO"
		}
		if !startsFold(what, to) || bytes.IndexByte(arg, '<') < 0 || arg[len(arg)-1] != '>' {
			return nil
		}
	default:
		return nil
	}
	return &failedSayings[v.phase]
}
