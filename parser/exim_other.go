package parser

import "bytes"

// eximOther reads a line about a connection or the daemon that does not begin
// with a host.
func eximOther(b *Batch, e *Event, msg []byte) outcome {
	if what, temporary, ok := eximRefused(msg); ok {
		return eximRejected(b, e, msg, what, temporary)
	}
	if o := eximSession(b, e, msg); o != unknownLine {
		return o
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
	if i := index(msg, " authenticator "); i > 0 && (bytes.IndexByte(msg[:i], ' ') < 0 || hasPrefix(msg[i+15:], "failed for ")) {
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
	case hasPrefix(msg, "SA: Action: silently tossed message"):
		// SA-Exim took the message from the client and threw it away; what it
		// rejects is told by Exim's own line.
		if i := index(msg, " (scanned in "); i > 0 {
			msg = msg[:i]
		}
		e.Kind, e.Origin, e.Status, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, StatusDiscarded, PhaseMessage, msg[12:]
		return foundEvent
	case hasPrefix(frozen, "Frozen"), hasPrefix(frozen, "frozen by "), hasPrefix(frozen, "frozen: "):
		e.Kind, e.Origin, e.Status, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, StatusHeld, PhaseQueue, frozen
		return foundEvent
	case hasPrefix(msg, "From: <") && index(msg, "> To: ") > 0:
		return quietLine // exiqgrep -b
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
