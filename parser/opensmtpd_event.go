package parser

import "bytes"

// smtpdEvent reads what stands behind the session's name.
func smtpdEvent(b *Batch, e *Event, msg []byte) outcome {
	who, rest := word(msg)
	rest = bytes.TrimPrefix(rest, []byte("event="))
	what, rest := word(rest)
	switch string(who) {
	case "smtp":
		e.Role, e.Origin = RoleServer, OriginOwn
		switch string(what) {
		case "failed-command":
			return smtpdFailed(b, e, rest)
		case "bad-input":
			return smtpdResult(b, e, eventField(rest, "result="))
		case "tls", "starttls":
			return smtpdEncrypted(e, rest)
		case "connected":
			e.Peer = smtpdPeer(smtpdField(rest, "address="), smtpdField(rest, "host="))
			e.side = sideFollow
			return foundEvent
		}
	case "mta":
		e.Role = RoleClient
		switch string(what) {
		case "delivery":
			return smtpdDelivery(b, e, rest, false)
		case "error":
			if reason := eventField(rest, "reason="); reason != nil {
				return smtpdError(b, e, reason)
			}
			return quietLine
		case "tls", "starttls":
			return smtpdEncrypted(e, rest)
		case "connecting":
			e.Peer = smtpdPeer(smtpdField(rest, "address="), smtpdField(rest, "host="))
			e.side = sideFollow
			return foundEvent
		}
	case "mda":
		if string(what) == "delivery" {
			return smtpdDelivery(b, e, rest, true)
		}
		return quietLine
	default:
		if mentionsReply(msg) {
			return unknownLine
		}
		return quietLine
	}
	switch string(what) {
	case "disconnected", "closed", "closing":
		e.side, e.text = sideFollow, what
		return foundEvent
	}
	return quietLine
}

// smtpdField gives the value of a field.
func smtpdField(s []byte, key string) []byte { return pairOf(s, key, " ") }

// eventField gives the value of the last field of a line: all that is left,
// its quotes taken off. A reply may have quotes of its own.
func eventField(s []byte, key string) []byte {
	i := index(s, key)
	if i < 0 || i > 0 && s[i-1] != ' ' {
		return nil
	}
	v := s[i+len(key):]
	if len(v) > 0 && v[0] == '"' {
		v = v[1:]
		if n := len(v); n > 0 && v[n-1] == '"' {
			v = v[:n-1]
		}
	}
	return v
}

// smtpdPeer reads "smtp://192.0.2.1:25", "[2001:db8::1]", "192.0.2.1", "local".
func smtpdPeer(address, host []byte) (p Peer) {
	if i := index(address, "://"); i >= 0 {
		address = address[i+3:]
	}
	if n := len(address); n > 0 && address[0] == '[' {
		if i := bytes.IndexByte(address, ']'); i > 0 {
			if i+2 < n && address[i+1] == ':' {
				p.Port, _ = atoi(address[i+2:], 5)
			}
			address = address[1:i]
		}
	} else if i := bytes.IndexByte(address, ':'); i > 0 && bytes.IndexByte(address[i+1:], ':') < 0 {
		p.Port, _ = atoi(address[i+1:], 5)
		address = address[:i]
	}
	if hasPrefix(address, "IPv6:") {
		address = address[5:]
	}
	if looksIP(address) {
		p.IP = address
	}
	if len(host) > 0 && string(host) != "<unknown>" && string(host) != "unknown" && string(host) != "localhost.localdomain" {
		if !looksIP(host) {
			p.Name = host
		}
	}
	return p
}

// smtpdEncrypted reads "ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256".
func smtpdEncrypted(e *Event, s []byte) outcome {
	v := smtpdField(s, "ciphers=")
	if v == nil {
		v = smtpdField(s, "ciphers")
	}
	i := bytes.IndexByte(v, ':')
	if i <= 0 {
		return quietLine
	}
	e.TLS = TLS{Version: v[:i], Cipher: v[i+1:]}
	if j := bytes.IndexByte(e.TLS.Cipher, ':'); j >= 0 {
		e.TLS.Cipher = e.TLS.Cipher[:j]
	}
	e.side = sideFollow
	return foundEvent
}

// smtpdFailed reads `command="RCPT TO:<x>" result="550 Invalid recipient"`.
func smtpdFailed(b *Batch, e *Event, s []byte) outcome {
	if p := smtpdField(s, "address="); p != nil {
		e.Peer = smtpdPeer(p, smtpdField(s, "host="))
	}
	cmd := []byte(nil)
	if i := index(s, "command=\""); i >= 0 {
		cmd = s[i+9:]
		j := index(cmd, "\" result=\"")
		if j < 0 {
			return unknownLine
		}
		s, cmd = cmd[j+2:], cmd[:j]
	}
	if cmd != nil {
		smtpdCommand(e, cmd)
	}
	return smtpdResult(b, e, eventField(s, "result="))
}

// smtpdCommand notes the command that was refused. At the end of the data the
// last command is still DATA, so that it tells no phase. An empty one means
// that the client had sent none: a filter refused the connection.
func smtpdCommand(e *Event, cmd []byte) {
	if len(cmd) == 0 {
		e.Phase = PhaseConnect
		return
	}
	e.Command, e.Phase = ParseCommand(cmd)
	if e.Command.Secret {
		e.markSecret(e.Command.Arg[e.Command.SecretAt:])
	}
	switch e.Phase {
	case PhaseData:
		e.Phase = PhaseUnknown
	case PhaseRcpt:
		e.Recipient = PathOf(e.Command.Arg)
	case PhaseMail:
		e.Sender = PathOf(e.Command.Arg)
	}
}

// smtpdResult reads the reply that this server gave.
func smtpdResult(b *Batch, e *Event, text []byte) outcome {
	r, ok := parseFlat(text, &b.text)
	if !ok {
		return unknownLine
	}
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	e.Kind, e.Reply = KindReply, r
	e.side = sideFollow
	return foundEvent
}

// smtpdSteps are the words of "BANNER rejected: 421 …".
var smtpdSteps = [...]struct {
	words string
	phase Phase
	verb  string
}{
	{"BANNER rejected: ", PhaseConnect, ""},
	{"EHLO rejected: ", PhaseEhlo, "EHLO"},
	{"HELO rejected: ", PhaseEhlo, "HELO"},
	{"LHLO rejected: ", PhaseEhlo, "LHLO"},
	{"STARTTLS rejected: ", PhaseStarttls, "STARTTLS"},
	{"AUTH rejected: ", PhaseAuth, "AUTH"},
	{"AUTH PLAIN rejected: ", PhaseAuth, "AUTH"},
	{"AUTH LOGIN rejected: ", PhaseAuth, "AUTH"},
	{"MAIL rejected: ", PhaseMail, "MAIL"},
	{"RCPT rejected: ", PhaseRcpt, "RCPT"},
	{"DATA rejected: ", PhaseData, "DATA"},
}

// smtpdError reads why an outgoing session came to its end.
func smtpdError(b *Batch, e *Event, reason []byte) outcome {
	e.Role, e.side = RoleClient, sideFollow
	for i := range smtpdSteps {
		s := &smtpdSteps[i]
		if !hasPrefix(reason, s.words) {
			continue
		}
		if r, ok := parseFlat(reason[len(s.words):], &b.text); ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
			e.Phase, e.Command = s.phase, Command{Verb: s.verb}
			return foundEvent
		}
	}
	e.Kind, e.Origin, e.Diagnostic, e.Phase = KindDiagnostic, OriginLocal, reason, smtpdPhase(reason)
	return foundEvent
}

// smtpdPhase gives the phase that OpenSMTPD's own reason tells.
func smtpdPhase(text []byte) Phase {
	switch {
	case hasPrefix(text, "No MX found"), hasPrefix(text, "Domain does not exist"), hasPrefix(text, "Temporary failure in MX lookup"),
		hasPrefix(text, "Invalid domain name"), hasPrefix(text, "No MX could be reached"):
		return PhaseDNS
	case hasPrefix(text, "Connection refused"), hasPrefix(text, "Unable to connect"), hasPrefix(text, "Network error on destination MX"):
		return PhaseConnect
	case hasPrefix(text, "SSL certificate"), hasPrefix(text, "Could not verify"), hasPrefix(text, "TLS required"), hasPrefix(text, "SSL handshake"):
		return PhaseTLS
	case hasPrefix(text, "Envelope expired"), hasPrefix(text, "Loop detected"):
		return PhaseQueue
	}
	return PhaseUnknown
}
