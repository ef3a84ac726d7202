package parser

import "bytes"

// eximOther reads a line about a connection or the daemon that does not begin
// with a host.
func eximOther(b *Batch, e *Event, msg []byte) outcome {
	if what, temporary, ok := eximRefused(msg); ok {
		return eximRejected(b, e, msg, what, temporary)
	}
	switch {
	case hasPrefix(msg, "SMTP protocol error in \""), hasPrefix(msg, "SMTP syntax error in \""):
		return eximProtocol(e, msg)
	case hasPrefix(msg, "SMTP call from "):
		return eximDropped(e, msg)
	case hasPrefix(msg, "SMTP protocol synchronization error "), hasPrefix(msg, "SMTP protocol violation: "):
		return eximSync(e, msg)
	case hasPrefix(msg, "SMTP data timeout "):
		e.Role, e.Origin, e.Status, e.Phase = RoleServer, OriginOwn, StatusRejected, PhaseMessage
		return eximFrom(e, msg, " on connection from ")
	case hasPrefix(msg, "refused connection from "):
		e.Role, e.Origin, e.Status, e.Phase = RoleServer, OriginOwn, StatusRejected, PhaseConnect
		return eximFrom(e, msg, "connection from ")
	case hasPrefix(msg, "Connection from ") && index(msg, " refused: ") > 0:
		e.Role, e.Origin, e.Status, e.Phase = RoleServer, OriginOwn, StatusRejected, PhaseConnect
		o := eximFrom(e, msg, "Connection from ")
		e.Diagnostic = msg[index(msg, " refused: ")+10:]
		return o
	case hasPrefix(msg, "unqualified "):
		return eximUnqualified(e, msg)
	}
	if i := index(msg, " authenticator "); i > 0 && bytes.IndexByte(msg[:i], ' ') < 0 {
		return eximAuthenticator(b, e, msg, i)
	}
	if i := index(msg, " defer ("); i > 0 && bytes.IndexByte(msg[:i], '@') > 0 {
		// A message's own log.
		return eximDeferred(b, e, msg)
	}
	if eximSaid(b, e, msg) {
		// Before 4.83 the server stands in the midst of the words; or it is a
		// line that a configuration wrote.
		if hasPrefix(msg, "SMTP error ") {
			e.quirk = quirkHost
		}
		return foundEvent
	}
	if o := eximOldHost(b, e, msg); o != unknownLine {
		return o
	}
	return eximFree(msg)
}

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
	if i < 0 {
		return quietLine
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
		e.Diagnostic = trimSpace(text[:bytes.IndexByte(text, '(')])
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

// eximOldHost reads what Exim before 4.83 wrote of a server, without "H=":
// "mx.example.com [192.0.2.1] Connection refused", "Remote host mx
// [192.0.2.1] closed connection in response to …".
func eximOldHost(b *Batch, e *Event, msg []byte) outcome {
	if hasPrefix(msg, "Remote host ") || hasPrefix(msg, "SMTP timeout ") || hasPrefix(msg, "Malformed SMTP re") || hasPrefix(msg, "TLS error on connection to ") || hasPrefix(msg, "TLS session: ") {
		e.Kind, e.Origin, e.Role, e.Diagnostic, e.quirk = KindDiagnostic, OriginLocal, RoleClient, msg, quirkHost
		eximReason(e, msg)
		return foundEvent
	}
	p, n := eximHost(msg)
	if p.IP == nil || n+1 >= len(msg) || msg[n] != ' ' && msg[n] != ':' {
		return unknownLine
	}
	text := trimLeft(msg[n+1:])
	for i := range eximSystem {
		if hasPrefix(text, eximSystem[i]) {
			e.Peer = p
			e.Kind, e.Origin, e.Role, e.Diagnostic, e.quirk = KindDiagnostic, OriginLocal, RoleClient, text, quirkHost
			e.Phase = PhaseConnect
			return foundEvent
		}
	}
	return unknownLine
}

// eximSystem are the system's words of a connection that was not made.
var eximSystem = [...]string{
	"Connection refused", "Connection timed out", "No route to host", "Network is unreachable", "Host is unreachable", "Operation timed out",
	"Connection reset by peer", "Host is down", "Permission denied", "Cannot assign requested address", "Network Error",
}

// eximQueue reads a line about a message that is neither a delivery nor about
// a host.
func eximQueue(b *Batch, e *Event, msg []byte) outcome {
	frozen := msg
	if hasPrefix(frozen, "*** ") {
		frozen = frozen[4:]
	}
	switch {
	case hasPrefix(frozen, "Frozen"), hasPrefix(frozen, "frozen by "), hasPrefix(frozen, "frozen: "):
		e.Kind, e.Origin, e.Status, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, StatusHeld, PhaseQueue, frozen
		return foundEvent
	case hasPrefix(msg, "cancelled by timeout_frozen_after"):
		e.Kind, e.Origin, e.Status, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, StatusExpired, PhaseQueue, msg
		return foundEvent
	}
	return eximOther(b, e, msg)
}

// eximFree is a line in words that nobody knows: configurations write what
// they like into the log (logwrite, log_message of a warn). It counts as not
// understood where a reply may stand in it.
func eximFree(msg []byte) outcome {
	for at := 0; ; {
		i := index(msg[at:], ": ")
		if i < 0 {
			return quietLine
		}
		at += i + 2
		if rest := msg[at:]; len(rest) > 3 && (rest[0] == '4' || rest[0] == '5') && startsReply(rest) {
			return unknownLine
		}
	}
}
