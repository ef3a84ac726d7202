package parser

import "bytes"

// eximConnection reads a line that begins with who is at the other end:
// "H=mx [192.0.2.1]: SMTP error …" of a server that was tried, "H=client
// [192.0.2.9] F=<…> rejected RCPT …" of a client. It gives unknownLine when
// the line does not.
func eximConnection(b *Batch, e *Event, msg []byte) outcome {
	if len(msg) < 3 || msg[1] != '=' || msg[0] != 'H' && msg[0] != 'U' && msg[0] != 'F' {
		if !hasPrefix(msg, "DS H=") {
			return unknownLine
		}
		msg = msg[3:]
	}
	var x eximInfo
	rest, colon := x.eximFields(e, msg, false)
	if len(rest) == 0 {
		return quietLine
	}
	if !colon {
		if o := eximClient(b, e, rest); o != unknownLine {
			return o
		}
	}
	if hasPrefix(rest, "Warning: ") {
		// What an ACL's warn statement logs, or a callout that it made.
		if w := rest[9:]; eximCallout(b, e, w) {
			return foundEvent
		}
		return quietLine
	}
	if e.QueueID == nil && !colon {
		// A message's own log has no id, and Exim's words of a host have no
		// colon where the system's follow, which begin with a capital.
		if !x.host || x.ident || e.Sender != nil || rest[0]-'A' >= 26 || eximQuietClient(rest) {
			return eximFree(rest)
		}
	}
	if !x.host {
		return eximFree(rest)
	}
	return eximServer(b, e, rest)
}

// eximServer reads what is told of a server that was tried.
func eximServer(b *Batch, e *Event, text []byte) outcome {
	if eximSaid(b, e, text) {
		e.quirk = quirkHost
		return foundEvent
	}
	if !isAlpha(text[0]) || eximQuietClient(text) {
		return eximFree(text)
	}
	e.Kind, e.Origin, e.Role, e.Diagnostic = KindDiagnostic, OriginLocal, RoleClient, text
	e.quirk = quirkHost
	eximReason(e, text)
	if e.Phase == PhaseUnknown && (hasPrefix(text, "Connection timed out") || hasPrefix(text, "Operation timed out")) {
		// Exim names the command where there was a connection.
		e.Phase = PhaseConnect
	}
	return foundEvent
}

// quietClients are beginnings of what is logged of a connection and refuses
// nothing.
var quietClients = [...]string{
	"incomplete transaction (", "no MAIL in ", "next input ", "Warning:", "accepted ", "sender ", "closed by ", "lost", "D=", "SMTP connection ", "command=",
	"DKIM", "SPF", "DMARC", "ARC", "greylist", "Greylist", "spam ", "Spam", "whitelist", "TLS error on ", "logged ", "VRFY ", "EXPN ", "ETRN ",
	"TLS negotiated", "TLS session resumed", "Message ", "Subject:", "From:", "To:", "Recipient ", "Sender ", "SMTP protocol", "SMTP syntax",
}

func eximQuietClient(b []byte) bool { return hasAnyPrefix(b, quietClients[:]) }

// eximClient reads what was done to a client's request.
func eximClient(b *Batch, e *Event, rest []byte) outcome {
	if what, temporary, ok := eximRefused(rest); ok {
		return eximRejected(b, e, rest, what, temporary)
	}
	switch {
	case hasPrefix(rest, "sender verify "), hasPrefix(rest, "recipient verify "):
		return eximVerify(b, e, rest)
	case hasPrefix(rest, "dropped by '"):
		// "dropped by 'connect' ACL: text"
		e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
		if hasPrefix(rest, "dropped by 'connect' ACL") {
			e.Phase = PhaseConnect
		}
		text := rest
		if i := index(rest, "ACL: "); i >= 0 {
			text = rest[i+5:]
		}
		return eximRefusal(b, e, text, '5')
	case hasPrefix(rest, "RCPT <"):
		// "RCPT <ann@example.com>: discarded by RCPT ACL"
		if i := index(rest, ": discarded by "); i > 0 {
			e.Recipient = bracketed(rest[5:])
			e.Role, e.Origin, e.Status, e.Phase = RoleServer, OriginLocal, StatusDiscarded, PhaseRcpt
			e.Command = Command{Verb: "RCPT"}
			e.Kind, e.Diagnostic = KindDiagnostic, rest[i+2:]
			return foundEvent
		}
	case hasPrefix(rest, "discarded by "):
		e.Role, e.Origin, e.Status = RoleServer, OriginLocal, StatusDiscarded
		e.Kind, e.Diagnostic = KindDiagnostic, rest
		return foundEvent
	}
	return unknownLine
}

// eximRefused takes "rejected " or "temporarily rejected " off a text.
func eximRefused(s []byte) (what []byte, temporary, ok bool) {
	if hasPrefix(s, "temporarily ") {
		s, temporary = s[12:], true
	}
	if !hasPrefix(s, "rejected ") {
		return nil, false, false
	}
	return s[9:], temporary, true
}

// eximVerify reads "sender verify fail for <a@b>: text", which Exim logs
// before it refuses the recipient: an address that was probed. With a callout
// the text has what a server said.
func eximVerify(b *Batch, e *Event, s []byte) outcome {
	i := index(s, " for ")
	if i < 0 {
		return eximFree(s)
	}
	status := StatusUndeliverable
	if index(s[:i], " defer") >= 0 {
		status = StatusDeferred
	} else if index(s[:i], " fail") < 0 {
		return eximFree(s)
	}
	rest := s[i+5:]
	var addr []byte
	if len(rest) > 0 && rest[0] == '<' {
		if addr = bracketed(rest); addr != nil {
			rest = rest[min(len(addr)+2, len(rest)):]
			if string(addr) == "<>" {
				addr = nil
			}
		}
	}
	e.Status, e.Recipient, e.Sender = status, addr, nil
	var text []byte
	if hasPrefix(rest, ": ") && len(trimSpace(rest[2:])) > 0 {
		text = rest[2:]
	} else {
		text = bytes.TrimSuffix(trimSpace(s), []byte{':'}) // it says no more, or breaks off
	}
	if eximCallout(b, e, text) {
		return foundEvent
	}
	e.Kind, e.Origin, e.Role, e.Diagnostic = KindDiagnostic, OriginLocal, RoleServer, text
	phase := e.Phase
	client := e.Peer
	eximReason(e, text)
	if e.Phase == phase {
		e.Command = Command{}
	}
	e.Recipient, e.Peer = addr, client
	return foundEvent
}

// eximCallout reads what a server said in a callout: "127.0.0.1 [127.0.0.1] :
// SMTP error from …".
func eximCallout(b *Batch, e *Event, text []byte) bool {
	client := e.Peer
	e.Peer = Peer{}
	e.TLS = TLS{} // the client's, not the callout's
	from := text
	if i, _ := eximError(text); i >= 0 {
		from = text[:i]
	}
	if i := index(from, "response to \""); i >= 0 {
		from = from[:i]
	}
	if !eximSaid(b, e, text) {
		e.Peer = client
		return false
	}
	if e.Peer.Name == nil && e.Peer.IP == nil {
		// The host is the last thing before Exim's words, behind a colon.
		from = trimSpace(from)
		if n := len(from); n > 0 && from[n-1] == ':' {
			from = trimSpace(from[:n-1])
		}
		if i := lastIndex(from, ": "); i >= 0 {
			from = from[i+2:]
		}
		if p, _ := eximHost(from); p.IP != nil {
			e.Peer = p
		}
	}
	return true
}
