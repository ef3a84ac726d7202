package parser

import "bytes"

// eximFrom takes the host behind mark; the line is the diagnostic.
func eximFrom(e *Event, msg []byte, mark string) outcome {
	if i := index(msg, mark); i >= 0 {
		p, rest := eximNamedHostAt(msg[i+len(mark):])
		e.Peer = p
		var x eximInfo
		x.eximFields(e, rest, false)
		e.Peer = p
	}
	e.Kind, e.Diagnostic = KindDiagnostic, msg
	return foundEvent
}

// eximProtocol reads `SMTP syntax error in "MAIL FROM:<x@>" H=client
// [192.0.2.9] domain missing or malformed`: the client got a 5yz reply with
// these last words.
func eximProtocol(e *Event, msg []byte) outcome {
	s := msg[bytes.IndexByte(msg, '"')+1:]
	// The command may have quotes in it, and what looks like the host's field:
	// a client writes into the log what it wants. The last one is Exim's.
	i := lastIndex(s, "\" H=")
	if i < 0 {
		if i = lastIndex(s, "\" U="); i < 0 {
			i = bytes.LastIndexByte(s, '"')
		}
	}
	if i < 0 {
		return eximFree(msg)
	}
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	e.sentCommand(s[:i])
	var x eximInfo
	text, _ := x.eximFields(e, s[i+1:], false)
	if len(text) == 0 {
		text = msg
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	return foundEvent
}

// sentCommand takes a command that a log quotes as the client sent it. What no
// RFC names is of no phase but "other".
func (e *Event) sentCommand(cmd []byte) {
	e.Command, e.Phase = ParseCommand(cmd)
	if e.Command.Verb == "" {
		e.Phase = PhaseUnknown
		return
	}
	if e.Command.Secret {
		e.markSecret(e.Command.Arg[e.Command.SecretAt:])
	}
	switch e.Phase {
	case PhaseMail:
		e.Sender = PathOf(e.Command.Arg)
	case PhaseRcpt:
		e.Recipient = PathOf(e.Command.Arg)
	}
}

// eximDropped reads `SMTP call from client [192.0.2.9] dropped: too many syntax
// or protocol errors (last command was "FOO", C=EHLO)`. The last command is
// the one that was answered so.
func eximDropped(e *Event, msg []byte) outcome {
	i := index(msg, " dropped: ")
	if i < 0 || i+10 == len(msg) {
		return quietLine // nothing is told, or the line breaks off
	}
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	e.Peer = eximNamedHost(msg[15:])
	text := msg[i+10:]
	for _, mark := range [...]string{"(last command was \"", "(last was \""} {
		j := index(text, mark)
		if j < 0 {
			continue
		}
		cmd := text[j+len(mark):]
		k := lastIndex(cmd, "\",")
		if k < 0 {
			k = bytes.LastIndexByte(cmd, '"')
		}
		if k > 0 {
			e.sentCommand(cmd[:k])
			if !isAlpha(cmd[0]) {
				e.Command = Command{} // any bytes, not even a word
			}
		}
		break
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	if e.Command.Secret {
		// The words repeat the command: only what Exim thinks of it is kept.
		if e.Diagnostic = trimSpace(text[:bytes.IndexByte(text, '(')]); len(e.Diagnostic) == 0 {
			return quietLine
		}
	}
	return foundEvent
}

// eximSync reads `SMTP protocol synchronization error (next input sent too
// soon: pipelining was not advertised): rejected "RSET" H=client [192.0.2.9]
// next input="QUIT\r\n"` (RFC 2920 §3.1).
func eximSync(e *Event, msg []byte) outcome {
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	text := msg
	if i := index(msg, "rejected "); i > 0 {
		s := msg[i+9:]
		if n := len(trimSpace(msg[:i])); n > 0 && msg[n-1] == ':' {
			text = msg[:n-1]
		}
		switch {
		case hasPrefix(s, "connection from "):
			e.Phase = PhaseConnect
			e.Peer = eximNamedHost(s[16:])
		case len(s) > 1 && s[0] == '"':
			if k := index(s[1:], "\" H="); k >= 0 {
				e.sentCommand(s[1 : 1+k])
				e.Peer = eximNamedHost(s[k+3:])
			}
		}
	}
	if e.Secret.Empty() {
		if i := index(msg, "input=\""); i >= 0 {
			// What came too soon may be a response to a 334 (RFC 4954 §4).
			if s := FindSecret(msg[i:]); !s.Empty() {
				e.markSecret(msg[i+int(s.From) : i+int(s.To)])
			}
		}
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	return foundEvent
}

// eximUnqualified reads "unqualified sender rejected: <ann> H=client
// [192.0.2.9]".
func eximUnqualified(e *Event, msg []byte) outcome {
	i := index(msg, " rejected: <")
	if i < len("unqualified ") {
		return eximFree(msg)
	}
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	addr := bracketed(msg[i+11:])
	switch string(msg[12:i]) {
	case "sender":
		e.Phase, e.Command, e.Sender = PhaseMail, Command{Verb: "MAIL"}, addr
	case "recipient":
		e.Phase, e.Command, e.Recipient = PhaseRcpt, Command{Verb: "RCPT"}, addr
	default:
		// "verify": VRFY or EXPN.
		e.Recipient = addr
	}
	if j := index(msg, "> H="); j > 0 {
		e.Peer = eximNamedHost(msg[j+4:])
	}
	e.Kind, e.Diagnostic = KindDiagnostic, msg[:i+9]
	return foundEvent
}

// eximAuthenticator reads what became of an AUTH (RFC 4954 §4): of a client's,
// "login authenticator failed for H=client [192.0.2.9]: 535 Incorrect
// authentication data (set_id=ann)", and of Exim's own with a server, "plain
// authenticator failed H=mx [192.0.2.1] 535 5.7.8 …".
func eximAuthenticator(b *Batch, e *Event, msg []byte, at int) outcome {
	s := msg[at+15:]
	e.Phase, e.Command = PhaseAuth, Command{Verb: "AUTH"}
	if hasPrefix(s, "failed H=") || hasPrefix(s, "cancelled authentication H=") {
		p, rest := eximNamedHostAt(s[index(s, "H="):])
		e.Peer, e.Role = p, RoleClient
		text := trimLeft(rest)
		if len(text) > 0 && text[0] == ':' {
			text = trimLeft(text[1:])
		}
		if beginsReply(text) {
			if r, ok := eximReply(b, text); ok {
				e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
				return foundEvent
			}
		}
		if len(text) == 0 {
			return quietLine
		}
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
		return foundEvent
	}
	if !hasPrefix(s, "failed for ") {
		return eximFree(msg)
	}
	p, rest := eximNamedHostAt(s[11:])
	var x eximInfo
	text, _ := x.eximFields(e, rest, false)
	e.Peer = p
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	// What was logged besides the reply: who it was, and why it failed.
	if i := index(text, " (set_id="); i >= 0 {
		text = text[:i]
	}
	if len(text) > 0 && (text[0] == '4' || text[0] == '5') && beginsReply(text) {
		if r, ok := eximReply(b, text); ok {
			e.Kind, e.Reply = KindReply, r
			return foundEvent
		}
	}
	if len(text) == 0 {
		text = msg
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	return foundEvent
}
