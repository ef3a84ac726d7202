package parser

// postfixQueue reads a message behind a queue id that is neither a delivery
// nor a refusal: what one host of several said, expiry, housekeeping.
func postfixQueue(b *Batch, e *Event, d daemon, msg []byte) outcome {
	if d == dSMTP || d == dUnknown || d == dError {
		if said(b, e, msg) {
			e.Role = RoleClient
			return foundEvent
		}
		if attemptFailed(e, msg) {
			return foundEvent
		}
	}
	if hasPrefix(msg, "from=<") {
		if i := index(msg, ", status="); i > 0 {
			text := msg[i+9:]
			w, _ := word(text)
			if postfixStatus(w) == StatusExpired {
				e.Sender = bracketed(msg[5:])
				e.Kind, e.Origin, e.Status, e.Phase = KindDiagnostic, OriginLocal, StatusExpired, PhaseQueue
				e.Diagnostic = text
				return foundEvent
			}
		}
		return quietLine
	}
	if hasAnyPrefix(msg, quietQueue[:]) || d == dOther {
		return quietLine
	}
	return unknownLine
}

// quietQueue are messages about a queue file that tell of no reply.
var quietQueue = [...]string{
	"client=", "message-id=", "resent-message-id=", "removed", "uid=", "sender non-delivery", "sender delivery status", "sender delay",
	"postmaster non-delivery", "postmaster delay", "skipped, still being", "warning: ", "requeued", "released from hold", "placed on hold", "enabling PIX",
	"Passing ", "moved to", "header ", "info: ", "breaking", "queue file", "copied", "rewritten", "size=", "force-expired", "expired",
}

func hasAnyPrefix(b []byte, list []string) bool {
	for _, p := range list {
		if hasPrefix(b, p) {
			return true
		}
	}
	return false
}

// attemptFailed reads what smtp(8) logs of one host before it tries the next:
// Postfix's own words, nothing that a peer said.
func attemptFailed(e *Event, msg []byte) bool {
	switch {
	case hasPrefix(msg, "connect to "):
	case hasPrefix(msg, "lost connection with "), hasPrefix(msg, "conversation with "):
	case hasPrefix(msg, "Cannot start TLS"), hasPrefix(msg, "Server certificate not "), hasPrefix(msg, "TLS is required, but "):
	case hasPrefix(msg, "SASL authentication failed"):
	default:
		return false
	}
	e.Kind, e.Origin, e.Role, e.Diagnostic = KindDiagnostic, OriginLocal, RoleClient, msg
	e.Phase = postfixPhase(msg)
	e.Peer = firstPeer(msg)
	return true
}

// postfixOther reads a message that names no queue file.
func postfixOther(lc *lineContext, b *Batch, e *Event, d daemon, msg []byte) outcome {
	switch {
	case hasPrefix(msg, "warning: "):
		return postfixWarning(b, e, d, msg[9:])
	case hasPrefix(msg, "connect from "):
		b.mark(markOpen, &lc.f, msg[13:])
		return quietLine
	case hasPrefix(msg, "disconnect from "):
		b.mark(markClose, &lc.f, msg[16:])
		return quietLine
	}
	const established = " TLS connection established "
	if i := index(msg[:min(len(msg), 16+len(established))], established); i > 0 && i < 16 {
		b.markTLS(e, msg[i+28:])
		return quietLine
	}
	if d == dSMTP || d == dUnknown {
		if said(b, e, msg) {
			e.Role = RoleClient
			return foundEvent
		}
		if attemptFailed(e, msg) {
			return foundEvent
		}
	}
	if n := clientEnd(msg); n > 0 && hasPrefix(msg[n:], ": ") {
		// "mx[192.0.2.1]:25: TLS cipher list …": what TLS logging adds.
		return quietLine
	}
	if dropped(e, d, msg) {
		return foundEvent
	}
	if d == dOther || d == dPostscreen && isUpper(msg) || quietOther.begins(msg) || isDebug(msg) {
		return quietLine
	}
	return unknownLine
}

// isUpper tells postscreen's events, which begin with a word in capitals.
func isUpper(msg []byte) bool {
	return len(msg) > 2 && msg[0]-'A' <= 25 && (msg[1]-'A' <= 25 || msg[1] == ' ')
}

var quietOther = newTextSet(
	"lost connection after ", "timeout after ", "improper command pipelining after ", "statistics: ",
	"SSL_accept", "SSL_connect", "setting up TLS", "initializing the ", "fatal: ", "error: ", "panic: ", "table ", "cache ", "close database ", "open database",
	"certificate verification failed", "Host offered STARTTLS", "Untrusted ", "Trusted ", "Anonymous ", "Verified ", "entering ", "idle timeout", "process generation",
	"address not listed", "non-SMTP command", "max ", "reload", "refresh", "starting ", "stopping ", "terminating ", "daemon started", "compiled ", "addr ", "client=",
	"master_notify", "proxy-accept: ", "connection ", "connection established", "private/", "public/", "restrict", "fingerprint", "issuer", "subject", "certificate peer", "Peer ", "read from ", "write to ",
	"auto_clnt", "generic_checks", "report ", "looking for ", "save session", "removing session", "new session", "nonblocking", "status=", "using ", "verify error", "vstream", "Cannot start", "peer certificate",
	"watchdog", "name_mask", "mynetworks", "trying ", "server features", "ehlo", "input attribute", "send attr", "subject_CN", "remove ", "deleting ", "permit", "CRC ", "rewrite", "abort", "flush", ">>> ", "<<< ", "loop ", "bare <", "discarding EHLO", "Deleted: ", "Requeued: ", "Placed on hold: ", "Released from hold: ", "smtp socket: ", "lmtp socket: ", "Run-time ", "Compiled ", "connect to subsystem ", "been_here", "set ", "recv", "get ",
)

// isDebug tells the words of verbose mode: the name of one of Postfix's own
// functions, a colon, and what it saw ("match_hostname: …").
func isDebug(msg []byte) bool {
	under := false
	for i, c := range msg {
		switch {
		case c == '_':
			under = true
		case c == ':':
			return under && i > 3
		case c == ' ':
			// "smtpd_delay_reject = yes", as verbose mode lists parameters.
			return under && i+2 < len(msg) && msg[i+1] == '='
		case c-'a' <= 25 || isDigit(c):
		default:
			return false
		}
	}
	return false
}

// dropped reads the lines that tell that a client was sent away with a 421 or
// a 221 which the log does not tell.
func dropped(e *Event, d daemon, msg []byte) bool {
	switch d {
	case dSMTPD:
		if !hasPrefix(msg, "too many errors after ") && !hasPrefix(msg, "non-SMTP command from ") {
			return false
		}
	case dPostscreen:
		if !hasPrefix(msg, "COMMAND COUNT LIMIT from ") && !hasPrefix(msg, "COMMAND LENGTH LIMIT from ") {
			return false
		}
	default:
		return false
	}
	e.Kind, e.Origin, e.Role, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, RoleServer, StatusRejected, msg
	if i := index(msg, " from "); i > 0 {
		if n := clientEnd(msg[i+6:]); n > 0 {
			e.Peer = parsePeer(msg[i+6 : i+6+n])
		}
	}
	return true
}

// notAccepted reads what cleanup(8) says of a message that it cannot take:
// "9BECF3F19D: virtual_alias_maps map lookup problem for ann@example.com --
// message not accepted, try again later".
func notAccepted(e *Event, msg []byte) outcome {
	if index(msg, "-- message not accepted, try again later") < 0 {
		return quietLine
	}
	if id, rest := queueID(msg); id != nil {
		e.QueueID, msg = id, rest
	}
	e.Kind, e.Origin, e.Role, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, RoleServer, StatusRejected, msg
	e.Phase = PhaseMessage
	return foundEvent
}

// postfixWarning reads the warnings that stand for a refusal; the reply that
// the client got is told by none of them, but by the proxy's.
func postfixWarning(b *Batch, e *Event, d daemon, msg []byte) outcome {
	if d == dCleanup {
		return notAccepted(e, msg)
	}
	if d != dSMTPD && d != dUnknown {
		return quietLine
	}
	if dropped(e, dSMTPD, msg) {
		return foundEvent
	}
	if hasPrefix(msg, "proxy ") {
		return proxyRejected(b, e, msg[6:])
	}
	if n := clientEnd(msg); n > 0 && hasPrefix(msg[n:], ": SASL ") {
		rest := trimSpace(msg[n+2:])
		if index(rest, " authentication failed") > 0 || index(rest, " authentication aborted") > 0 {
			e.Kind, e.Origin, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, StatusRejected, rest
			e.Role, e.Phase = RoleServer, PhaseAuth
			e.Command = Command{Verb: "AUTH"}
			if _, m := word(rest); m != nil {
				if mech, _ := word(m); saslWord(mech) {
					e.Command.Arg = mech
				}
			}
			e.Peer = parsePeer(msg[:n])
			return foundEvent
		}
		return quietLine
	}
	for k := range limits {
		l := &limits[k]
		if hasPrefix(msg, l.words) {
			e.Kind, e.Origin, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, StatusRejected, msg
			e.Role, e.Phase = RoleServer, l.phase
			if i := index(msg, " from "); i > 0 {
				if n := clientEnd(msg[i+6:]); n > 0 {
					e.Peer = parsePeer(msg[i+6 : i+6+n])
				}
			}
			return foundEvent
		}
	}
	return quietLine
}

// limits are the warnings of smtpd(8) when anvil(8) says that a client does
// too much; the client gets a 421 or a 450 that the log does not tell.
var limits = [...]struct {
	words string
	phase Phase
}{
	{"Connection rate limit exceeded: ", PhaseConnect},
	{"Connection concurrency limit exceeded: ", PhaseConnect},
	{"Message delivery request rate limit exceeded: ", PhaseMail},
	{"Recipient address rate limit exceeded: ", PhaseRcpt},
	{"New TLS session rate limit exceeded: ", PhaseStarttls},
	{"AUTH command rate limit exceeded: ", PhaseAuth},
}

// proxyRejected reads `proxy 127.0.0.1:10024 rejected "RCPT TO:<…>": "550 …"`.
func proxyRejected(b *Batch, e *Event, msg []byte) outcome {
	i := index(msg, " rejected \"")
	if i < 0 {
		return quietLine
	}
	host := msg[:i]
	s := msg[i+11:]
	j := index(s, "\": \"")
	if j < 0 || !startsReply(s[j+4:]) {
		return quietLine
	}
	reply := s[j+4:]
	if n := len(reply); n > 0 && reply[n-1] == '"' {
		reply = reply[:n-1]
	}
	r, ok := parseFlat(reply, &b.text)
	if !ok {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Status, e.Reply = KindReply, OriginRemote, RoleServer, StatusRejected, r
	e.Command, e.Phase = ParseCommand(s[:j])
	switch e.Phase {
	case PhaseRcpt:
		e.Recipient = PathOf(e.Command.Arg)
	case PhaseMail:
		e.Sender = PathOf(e.Command.Arg)
	}
	if k := lastIndex(host, ":"); k > 0 {
		e.Peer.Port, _ = atoi(host[k+1:], 5)
		host = host[:k]
	}
	if looksIP(host) {
		e.Peer.IP = host
	} else {
		e.Peer.Name = host
	}
	return foundEvent
}
