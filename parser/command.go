package parser

import "bytes"

// Command is what a client sends: a verb and its argument (RFC 5321 §4.1.1).
type Command struct {
	// Verb is in upper case and never borrowed; empty for none.
	Verb string
	// Arg is the argument as it stands in the input, borrowed.
	Arg []byte
	// Secret tells that Arg holds credentials (RFC 4954 §4): from SecretAt on
	// it must not be shown.
	Secret   bool
	SecretAt int
}

// verb is one command that is known by name.
type verb struct {
	name  string
	phase Phase
}

// verbs are the commands that RFC 5321 and its extensions name. The order is
// of no consequence: lookups go by length and bytes.
var verbs = [...]verb{
	{"EHLO", PhaseEhlo}, {"HELO", PhaseEhlo}, {"LHLO", PhaseEhlo},
	{"MAIL", PhaseMail}, {"RCPT", PhaseRcpt}, {"DATA", PhaseData}, {"BDAT", PhaseMessage},
	{"RSET", PhaseRset}, {"NOOP", PhaseNoop}, {"QUIT", PhaseQuit},
	{"VRFY", PhaseVrfy}, {"EXPN", PhaseExpn}, {"HELP", PhaseHelp},
	{"STARTTLS", PhaseStarttls}, {"AUTH", PhaseAuth}, {"ETRN", PhaseEtrn},
	{"ATRN", PhaseOther}, {"TURN", PhaseOther}, {"BURL", PhaseMessage},
	{"SEND", PhaseMail}, {"SOML", PhaseMail}, {"SAML", PhaseMail},
	{"XCLIENT", PhaseOther}, {"XFORWARD", PhaseOther}, {"VERB", PhaseOther}, {"ONEX", PhaseOther},
	{"DEBUG", PhaseOther}, {"XEXCH50", PhaseOther}, {"X-EXPS", PhaseAuth}, {"XADR", PhaseOther},
	{"XSTA", PhaseOther}, {"XCIR", PhaseOther}, {"XGEN", PhaseOther}, {"XVRB", PhaseOther},
	{"XRCPTLIMIT", PhaseOther}, {"XLOOP", PhaseOther}, {"QUEU", PhaseOther}, {"STAT", PhaseOther},
	{"GET", PhaseOther}, {"POST", PhaseOther}, {"CONNECT", PhaseOther}, {"HEAD", PhaseOther},
}

// verbsBy are the verbs by their first letter.
var verbsBy = func() (by ['Z' - 'A' + 1][]*verb) {
	for i := range verbs {
		at := &by[verbs[i].name[0]-'A']
		*at = append(*at, &verbs[i])
	}
	return by
}()

// maxVerb is the longest verb that is taken for one, known or not.
const maxVerb = 24

// lookupVerb finds the verb that word is, whatever its case; nil for none.
func lookupVerb(word []byte) *verb {
	if len(word) < 3 || len(word) > 10 {
		return nil
	}
	first := word[0] &^ 0x20
	if first -= 'A'; first >= byte(len(verbsBy)) {
		return nil
	}
	for _, v := range verbsBy[first] {
		if len(v.name) == len(word) && equalFold(word, v.name) {
			return v
		}
	}
	return nil
}

// equalFold tells whether b is s but for the case of ASCII letters; s is upper
// case.
func equalFold(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i := 0; i < len(b); i++ {
		c := b[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != s[i] {
			return false
		}
	}
	return true
}

// upperVerb gives an unknown verb in upper case. It allocates, which only a
// word that no RFC names makes it do.
func upperVerb(word []byte) string {
	up := make([]byte, len(word))
	for i, c := range word {
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		up[i] = c
	}
	return string(up)
}

// ParseCommand reads one line that a client sent. The argument is borrowed
// from line. A line without a word gives the zero Command.
//
// A word that no RFC names is a command too (PhaseOther): servers answer it
// with a 500 (RFC 5321 §4.2.4).
func ParseCommand(line []byte) (Command, Phase) {
	line = trimEOL(line)
	i := 0
	for i < len(line) && line[i] != ' ' && line[i] != '\t' && line[i] != ':' {
		i++
	}
	word := line[:i]
	if len(word) == 0 {
		return Command{}, PhaseUnknown
	}
	v := lookupVerb(word)
	if v == nil && i < len(line) && line[i] == ':' {
		// The colon belongs to an unknown word ("X-Foo: bar").
		for i < len(line) && line[i] != ' ' && line[i] != '\t' {
			i++
		}
		word = line[:i]
	}
	arg := trimSpace(line[i:])
	if v == nil {
		if len(word) > maxVerb {
			word = word[:maxVerb]
		}
		return Command{Verb: upperVerb(word), Arg: arg}, PhaseOther
	}
	c := Command{Verb: v.name, Arg: arg}
	if v.phase == PhaseAuth {
		if at := secretInAuth(arg); at >= 0 {
			c.Secret, c.SecretAt = true, at
		}
	}
	return c, v.phase
}

// secretInAuth gives the index in an AUTH argument where the initial response
// begins (RFC 4954 §4), or -1 when the argument is a mechanism alone.
func secretInAuth(arg []byte) int {
	i := 0
	for i < len(arg) && arg[i] != ' ' && arg[i] != '\t' {
		i++
	}
	for i < len(arg) && isBlank(arg[i]) {
		i++
	}
	if i >= len(arg) {
		return -1
	}
	if i == len(arg)-1 && (arg[i] == '=' || arg[i] == '*') {
		return -1 // an empty response or a cancellation is no secret
	}
	return i
}

// PathOf gives the address of a MAIL or RCPT argument ("FROM:<a@b> SIZE=1"):
// without the brackets, "<>" for the null reverse-path, nil when there is none
// (RFC 5321 §4.1.2). The result is borrowed from arg.
func PathOf(arg []byte) []byte {
	i := 0
	for i < len(arg) && arg[i] != ':' {
		if arg[i] == '<' {
			break
		}
		i++
	}
	if i >= len(arg) {
		return nil
	}
	if arg[i] == ':' {
		i++
	}
	rest := trimSpace(arg[i:])
	if len(rest) == 0 {
		return nil
	}
	if rest[0] != '<' {
		// QUIRK: people at a telnet prompt leave the brackets away.
		for j, c := range rest {
			if isBlank(c) {
				return rest[:j]
			}
		}
		return rest
	}
	return bracketed(rest)
}

// bracketed gives the address of a text that begins with '<', quoted local
// parts included; "<>" whole; nil when the bracket is not closed.
func bracketed(b []byte) []byte {
	end := bytes.IndexByte(b, '>')
	if end < 1 {
		return nil
	}
	if bytes.IndexByte(b[:end], '"') < 0 {
		if end == 1 {
			return b[:2]
		}
		return b[1:end]
	}
	return quotedPath(b)
}

// quotedPath is bracketed for an address with a quoted local part, in which
// brackets may stand (RFC 5321 §4.1.2).
func quotedPath(b []byte) []byte {
	quoted := false
	for i := 1; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '>' && !quoted:
			if i == 1 {
				return b[:2]
			}
			return b[1:i]
		}
	}
	// An unbalanced quote: take the last bracket rather than nothing.
	for i := len(b) - 1; i > 1; i-- {
		if b[i] == '>' {
			return b[1:i]
		}
	}
	return nil
}
