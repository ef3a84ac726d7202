package parser

import "bytes"

// dovecotConn reads "127.0.10.14:25 [1]: " and gives what stands behind.
func dovecotConn(e *Event, s []byte) []byte {
	host, rest := word(s)
	i := index(rest, "]: ")
	if i < 0 {
		return nil
	}
	e.Peer = smtpdPeer(host, nil)
	if e.Peer.IP == nil {
		if j := bytes.LastIndexByte(host, ':'); j > 0 {
			e.Peer.Name = host[:j]
			e.Peer.Port, _ = atoi(host[j+1:], 5)
		}
	}
	return rest[i+3:]
}

// dovecotCommand reads "command RCPT: " and gives what stands behind. [DATA] is
// the text that follows a DATA.
func dovecotCommand(e *Event, s []byte, server bool) []byte {
	if !hasPrefix(s, "command ") {
		return nil
	}
	s = s[8:]
	i := index(s, ": ")
	if i <= 0 {
		return nil
	}
	verb := firstWord(s[:i])
	if string(verb) == "[DATA]" || server && string(verb) == "DATA" {
		e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	} else {
		e.Command, e.Phase = ParseCommand(verb)
	}
	return s[i+2:]
}

// dovecotServer reads what the submission or LMTP service answered.
func dovecotServer(b *Batch, e *Event, s []byte) outcome {
	if s = dovecotConn(e, s); s == nil {
		return quietLine
	}
	var text []byte
	if rest := dovecotCommand(e, s, true); rest != nil {
		i := index(rest, " reply: Sent: ")
		if i < 0 || i > 8 {
			return quietLine
		}
		text = rest[i+14:]
	} else if hasPrefix(s, "Sent: ") {
		text = s[6:]
	} else {
		return quietLine
	}
	return dovecotReply(b, e, text, RoleServer, OriginOwn)
}

// dovecotClient reads what the server answered to which Dovecot relays.
func dovecotClient(b *Batch, e *Event, s []byte) outcome {
	if s = dovecotConn(e, s); s == nil {
		return quietLine
	}
	if rest := dovecotCommand(e, s, false); rest != nil {
		if !hasPrefix(rest, "Got reply (") {
			return quietLine
		}
		i := index(rest, "): ")
		if i < 0 {
			return quietLine
		}
		return dovecotReply(b, e, rest[i+3:], RoleClient, OriginRemote)
	}
	if hasPrefix(s, "Received greeting from server: ") {
		e.Phase = PhaseConnect
		return dovecotReply(b, e, s[31:], RoleClient, OriginRemote)
	}
	if hasPrefix(s, "transaction: Got ") {
		i := index(s, " reply: ")
		if i < 17 {
			return quietLine
		}
		if v := lookupVerb(firstWord(s[17:i])); v != nil {
			e.Command, e.Phase = Command{Verb: v.name}, v.phase
			if v.phase == PhaseData {
				e.Phase = PhaseUnknown
			}
		}
		return dovecotReply(b, e, s[i+8:], RoleClient, OriginRemote)
	}
	return quietLine
}

// dovecotReply reads the reply, its lines put into one.
func dovecotReply(b *Batch, e *Event, text []byte, role Role, origin Origin) outcome {
	if i := lastIndex(text, " ("); i >= 0 && hasSuffix(text, " queued)") && index(text[i:], " pending, ") > 0 {
		text = text[:i]
	}
	if !startsReply(text) {
		return quietLine
	}
	r, ok := parseFlat(text, &b.text)
	if !ok {
		return quietLine
	}
	e.Kind, e.Role, e.Origin, e.Reply, e.side = KindReply, role, origin, r, sideFollow
	return foundEvent
}

// dovecotRelayed reads
//
//	Failed to relay message: from=<a@b>, size=17, nrcpt=1, reply=`550 …'
//	Successfully relayed message: …
//	Sent message to <c@d> at 192.0.2.1:24: 250 …
//	Failed to send message to <c@d> at 192.0.2.1:24: 451 …
func dovecotRelayed(b *Batch, e *Event, msg []byte) outcome {
	switch {
	case hasPrefix(msg, "Failed to relay message: "), hasPrefix(msg, "Successfully relayed message: "), hasPrefix(msg, "Relayed message: "):
		i := index(msg, "reply=`")
		if i < 0 {
			return quietLine
		}
		if j := index(msg, "from="); j >= 0 {
			e.Sender = bracketedOr(msg[j+5:])
		}
		text := msg[i+7:]
		if n := len(text); n > 0 && text[n-1] == '\'' {
			text = text[:n-1]
		}
		e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
		if msg[0] != 'F' {
			e.Status = StatusSent
		}
		return dovecotReply(b, e, text, RoleClient, OriginRemote)
	case hasPrefix(msg, "Sent message to <"), hasPrefix(msg, "Failed to send message to <"):
		i := bytes.IndexByte(msg, '<')
		addr := bracketed(msg[i:])
		if addr == nil {
			return quietLine
		}
		e.Recipient = addr
		rest := msg[i+len(addr):]
		if j := index(rest, "> at "); j >= 0 {
			host, text := word(rest[j+5:])
			e.Peer = smtpdPeer(bytes.TrimSuffix(host, []byte(":")), nil)
			if j = index(text, ": "); j >= 0 && !startsReply(text) {
				text = text[j+2:]
			}
			if msg[0] == 'S' {
				e.Status = StatusSent
			}
			return dovecotReply(b, e, text, RoleClient, OriginRemote)
		}
		return quietLine
	}
	return unknownLine
}

// bracketedOr gives an address in brackets, nil for anything else.
func bracketedOr(b []byte) []byte {
	if len(b) == 0 || b[0] != '<' {
		return nil
	}
	return bracketed(b)
}

// dovecotLogin reads "Aborted login (auth failed, 1 attempts in 2 secs):
// user=<ann>, method=PLAIN, rip=192.0.2.9, …" of the submission service.
func dovecotLogin(e *Event, msg []byte) outcome {
	if index(msg, "auth failed") < 0 && index(msg, "auth_failed") < 0 {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, RoleServer, StatusRejected, msg
	e.Phase, e.Command = PhaseAuth, Command{Verb: "AUTH"}
	if m := fieldOf(msg, "method="); saslWord(m) {
		e.Command.Arg = m
	}
	if ip := fieldOf(msg, "rip="); looksIP(ip) {
		e.Peer.IP = ip
	}
	if i := index(msg, "): user="); i >= 0 {
		e.Diagnostic = msg[:i+1]
	}
	return foundEvent
}

// followDovecot knows the replies that the same conversation already had: the
// summary of a message tells its last one again.
func followDovecot(t *convTable, b *Batch, e *Event) {
	k := named(e, byte(e.Role), e.Session)
	c := t.conversation(b, k)
	if e.Role == RoleClient && (c.had(e)) && (e.Status != StatusUnknown || hasRetelling(e.Raw)) {
		e.Retold = true
		return
	}
	c.remember(e)
	t.weigh(b, c)
}

// hasRetelling tells the lines that stand for what another line told.
func hasRetelling(line []byte) bool {
	return index(line, "transaction: Got ") >= 0 || index(line, "Failed to relay message: ") >= 0 || index(line, "Failed to send message to ") >= 0
}
