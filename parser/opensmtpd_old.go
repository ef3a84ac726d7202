package parser

import "bytes"

// The sentences of OpenSMTPD before 5.9.

// smtpdSummary tells what became of an envelope by "relay: TempFail for " and
// "delivery: Ok for ".
func smtpdSummary(msg []byte) (Status, []byte) {
	var rest []byte
	switch {
	case hasPrefix(msg, "relay: "):
		rest = msg[7:]
	case hasPrefix(msg, "delivery: "):
		rest = msg[10:]
	default:
		return StatusUnknown, nil
	}
	w, rest := word(rest)
	if !hasPrefix(rest, "for ") {
		return StatusUnknown, nil
	}
	return smtpdStatus(w), rest[4:]
}

// smtpdOldDelivery reads "6430369adcce4408: session=…, from=<…>, to=<…>,
// relay=192.0.2.1 (mx.example.com), delay=12s, stat=451 …".
func smtpdOldDelivery(b *Batch, e *Event, status Status, s []byte, local bool) outcome {
	i := bytes.IndexByte(s, ':')
	if i < 0 {
		return unknownLine
	}
	e.QueueID = s[:i]
	s = trimLeft(s[i+1:])
	i = fieldAt(s, "stat=")
	if i < 0 {
		return unknownLine
	}
	stat := s[i+5:]
	s = s[:i]
	if id := fieldOf(s, "session="); id != nil {
		e.Session = id
	}
	e.Sender = addressOrNull(fieldOf(s, "from="))
	e.Recipient = addressOrNull(fieldOf(s, "to="))
	e.Delay, e.HasDelay = unitDelay(fieldOf(s, "delay="))
	if !local {
		e.Peer = smtpdRelay(fieldOf(s, "relay="))
	}
	out := smtpdStat(b, e, status, stat, local)
	if e.Session == nil {
		e.side = sideNone
	}
	return out
}

// onSession takes "session 7818378b78e6ffe0" off a sentence.
func onSession(s []byte) (id, rest []byte) {
	i := index(s, "session ")
	if i < 0 {
		return nil, s
	}
	s = s[i+8:]
	n := 0
	for n < len(s) && isHex(s[n]) {
		n++
	}
	if n == 0 {
		return nil, s
	}
	return s[:n], s[n:]
}

// smtpdIn reads what happened on an incoming session.
func smtpdIn(b *Batch, e *Event, s []byte) outcome {
	id, rest := onSession(s)
	if id == nil {
		return quietLine
	}
	e.Session, e.Role, e.Origin = id, RoleServer, OriginOwn
	switch {
	case hasPrefix(s, "Failed command on session "):
		i := lastArrow(rest)
		if !hasPrefix(rest, ": \"") || i < 3 {
			return unknownLine
		}
		smtpdCommand(e, rest[3:i])
		return smtpdResult(b, e, rest[i+5:])
	case hasPrefix(s, "Bad input on session "):
		return smtpdResult(b, e, trimLeft(bytes.TrimPrefix(rest, []byte(":"))))
	case hasPrefix(s, "New session "):
		if hasPrefix(rest, " from host ") {
			name, ip := word(rest[11:])
			if n := len(ip); n > 2 && ip[0] == '[' && ip[n-1] == ']' {
				e.Peer = smtpdPeer(ip[1:n-1], name)
			}
			e.side = sideFollow
			return foundEvent
		}
	case hasPrefix(s, "Started TLS on session "):
		return smtpdStarted(e, rest)
	case hasPrefix(s, "Closing session "), hasPrefix(s, "Received disconnect "), hasPrefix(s, "Disconnecting session "):
		e.side, e.text = sideFollow, s
		return foundEvent
	}
	return quietLine
}

// lastArrow finds `" => ` before the reply: the command may have one too.
func lastArrow(s []byte) int { return lastIndex(s, "\" => ") }

// smtpdStarted reads ": version=TLSv1.2, cipher=X, bits=112".
func smtpdStarted(e *Event, s []byte) outcome {
	s = trimLeft(bytes.TrimPrefix(s, []byte(":")))
	e.TLS = TLS{Version: fieldOf(s, "version="), Cipher: fieldOf(s, "cipher=")}
	if e.TLS.Version == nil {
		return quietLine
	}
	e.side = sideFollow
	return foundEvent
}

// smtpdOut reads what happened on an outgoing session.
func smtpdOut(b *Batch, e *Event, s []byte) outcome {
	id, rest := onSession(s)
	if id == nil {
		return quietLine
	}
	e.Session, e.Role = id, RoleClient
	switch {
	case hasPrefix(s, "Error on session "):
		i := index(rest, ": ")
		if i < 0 || hasPrefix(rest[i+2:], "opportunistic TLS failed") {
			return quietLine
		}
		return smtpdError(b, e, rest[i+2:])
	case hasPrefix(s, "Connecting to "):
		// "Connecting to smtp://192.0.2.1:25 (mx.example.com) on session …"
		if j := index(s, " on session"); j > 14 {
			e.Peer = smtpdRelay(s[14:j])
			e.side = sideFollow
			return foundEvent
		}
	case hasPrefix(s, "Started TLS on session "):
		return smtpdStarted(e, rest)
	case hasPrefix(s, "Closing session "):
		e.side, e.text = sideFollow, s
		return foundEvent
	}
	return quietLine
}
