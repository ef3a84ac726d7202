package parser

import "bytes"

// eximErrors are the words by which Exim tells of a reply that was no success,
// behind "SMTP error ", "LMTP error " and "PRDR error ".
var eximErrors = [...]string{
	"from remote mail server after ", "after ", "from remote mailer after ", "from remote mail server in response to ",
}

// eximError finds "SMTP error from remote mail server after " in text: where it
// begins, and where the command begins that it names; at is -1 for none.
func eximError(text []byte) (at, cmd int) {
	for from := 0; ; {
		i := index(text[from:], " error ")
		if i < 0 {
			return -1, 0
		}
		i += from
		from = i + 7
		if i < 4 {
			continue
		}
		switch string(text[i-4 : i]) {
		case "SMTP", "LMTP", "PRDR":
		default:
			continue
		}
		for k := range eximErrors {
			if hasPrefix(text[from:], eximErrors[k]) {
				return i - 4, from + len(eximErrors[k])
			}
		}
	}
}

// eximSaid reads "SMTP error from remote mail server after RCPT TO:<…>: 550
// …", wherever it stands in text; since Exim 4.83 the host is told before it,
// earlier "host mx [192.0.2.1]: " stood before the reply.
func eximSaid(b *Batch, e *Event, text []byte) bool {
	at, from := eximError(text)
	if at < 0 {
		return eximResponse(b, e, text)
	}
	s := text[from:]
	if at > 0 {
		s = eximEnclosed(text[at-1], s)
	}
	if hasSuffix(s, ": retry timeout exceeded") {
		s = s[:len(s)-24] // Exim's own words, behind the reply
	}
	cmd, reply, host := eximSplit(s)
	if reply == nil {
		return false
	}
	r, ok := eximReply(b, reply)
	if !ok {
		return false
	}
	e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
	e.afterCommand(cmd)
	if text[at] != 'S' && e.Command.Verb == "DATA" && (text[at] == 'P' || e.Peer.Name != nil || e.Peer.IP != nil) {
		// The smtp transport names DATA for the replies that a recipient gets
		// after the text (RFC 2033 §4.2, and PRDR); the lmtp transport, which
		// has no host, means the command.
		e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	}
	if host.IP != nil || host.Name != nil {
		e.Peer = host
	}
	return true
}

// eximEnclosed cuts s where the bracket or quote is closed that stands before
// it: logs that a configuration writes quote Exim's words.
func eximEnclosed(before byte, s []byte) []byte {
	var open, shut byte
	switch before {
	case '<':
		open, shut = '<', '>'
	case '(':
		open, shut = '(', ')'
	default:
		return s
	}
	depth := 0
	for i, c := range s {
		switch c {
		case open:
			depth++
		case shut:
			if depth--; depth < 0 {
				return s[:i]
			}
		}
	}
	return s
}

// eximResponse reads `response to "RCPT TO:<…>" from mx [192.0.2.1] was: 550
// …`, which Exim writes of a callout.
func eximResponse(b *Batch, e *Event, text []byte) bool {
	i := index(text, "response to \"")
	if i < 0 {
		return false
	}
	s := text[i+13:]
	j := bytes.IndexByte(s, '"')
	k := index(s, " was: ")
	if j < 0 || k < j || !beginsReply(s[k+6:]) {
		return false
	}
	r, ok := eximReply(b, s[k+6:])
	if !ok {
		return false
	}
	e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
	if from := s[j+1 : k]; hasPrefix(from, " from ") {
		e.Peer, _ = eximHost(from[6:])
	}
	e.afterCommand(s[:j])
	return true
}

// eximSplit parts "RCPT TO:<…>: 550 …" and "RCPT TO:<…>: host mx [192.0.2.1]:
// 550 …"; reply is nil when no reply is there.
func eximSplit(s []byte) (cmd, reply []byte, host Peer) {
	for at := 0; ; {
		i := index(s[at:], ": ")
		if i < 0 {
			return nil, nil, host
		}
		at += i
		rest := s[at+2:]
		if beginsReply(rest) {
			return s[:at], rest, host
		}
		if hasPrefix(rest, "host ") {
			p, n := eximHost(rest[5:])
			if tail := rest[5+n:]; hasPrefix(tail, ": ") && beginsReply(tail[2:]) {
				return s[:at], tail[2:], p
			}
		}
		at += 2
	}
}

// afterCommand takes what Exim says of the command that was answered.
func (e *Event) afterCommand(cmd []byte) {
	cmd, phase := eximCommand(cmd)
	e.Phase = phase
	switch {
	case phase == PhaseConnect:
		e.Command = Command{}
	case phase == PhaseMessage && hasPrefix(cmd, "end of data"):
		e.Command = Command{Verb: "."}
	case phase == PhaseMessage && hasPrefix(cmd, "sending data block"):
		// Only a BDAT that is not the last is answered in the midst of the
		// data (RFC 3030 §2).
		e.Command = Command{Verb: "BDAT"}
	case phase != PhaseUnknown:
		e.Command, _ = ParseCommand(cmd)
		if e.Command.Secret {
			e.markSecret(e.Command.Arg[e.Command.SecretAt:])
		}
		if phase == PhaseRcpt && e.Recipient == nil {
			e.Recipient = PathOf(e.Command.Arg)
		}
		if phase == PhaseMail && e.Sender == nil {
			e.Sender = PathOf(e.Command.Arg)
		}
	}
}

// eximCommand gives the phase of the command that Exim names, and its words
// without "pipelined".
func eximCommand(cmd []byte) ([]byte, Phase) {
	if hasPrefix(cmd, "pipelined ") {
		cmd = cmd[10:]
	}
	switch {
	case hasPrefix(cmd, "initial connection"):
		return cmd, PhaseConnect
	case hasPrefix(cmd, "end of data"), hasPrefix(cmd, "sending data block"):
		return cmd, PhaseMessage
	}
	verb, _ := word(cmd)
	v := lookupVerb(verb)
	if v == nil {
		return cmd, PhaseUnknown
	}
	return cmd, v.phase
}
