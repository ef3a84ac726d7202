package parser

// said reads Postfix's report of a reply: "host mx[192.0.2.1] said: 550 … (in
// reply to RCPT TO command)", "… refused to talk to me: 421 …", "SASL
// authentication failed; server … said: 535 …", "TLS is required, but host …
// refused to start TLS: 454 …", also behind "delivery temporarily suspended: ".
func said(b *Batch, e *Event, text []byte) bool {
	var at, garbage int
	var phase Phase
	words := index(text, " said: ")
	if words >= 0 && startsReply(text[words+7:]) {
		at = words + 7
		if index(text[:words], "SASL authentication failed") >= 0 {
			phase = PhaseAuth
		}
	} else if words < 0 && index(text, " refused to ") < 0 {
		return false
	} else if i := index(text, " refused to talk to me: "); i >= 0 && startsReply(text[i+24:]) {
		// Postfix says so of a greeting and of a HELO alike: no phase.
		at = i + 24
	} else if i := index(text, " refused to start TLS: "); i >= 0 && startsReply(text[i+23:]) {
		at, phase = i+23, PhaseStarttls
	} else if words >= 0 {
		at = words + 7
		garbage = strayReply(text[at:], e.DSN)
		if garbage < 0 {
			return false
		}
	} else {
		return false
	}
	reply := text[at+garbage:]
	var cmd Command
	if i := lastIndex(reply, " (in reply to "); i >= 0 {
		if c, p, ok := inReplyTo(reply[i+14:]); ok {
			reply, cmd, phase = reply[:i], c, p
			if garbage > 0 {
				// What the server said of this command was the garbage.
				cmd, phase = Command{}, PhaseUnknown
			}
		}
	}
	r, ok := parseFlat(reply, &b.text)
	if !ok {
		return false
	}
	if garbage > 0 {
		n := len(b.text)
		b.text = append(append(b.text, text[at:at+garbage-1]), r.Text...)
		r.Text = b.text[n:len(b.text):len(b.text)]
	}
	e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
	e.Phase, e.Command = phase, cmd
	if phase == PhaseAuth && cmd.Verb == "" {
		e.Command.Verb = "AUTH"
	} else if phase == PhaseStarttls && cmd.Verb == "" {
		e.Command.Verb = "STARTTLS"
	}
	if p, ok := hostBefore(text[:at]); ok && (e.Peer.Name == nil && e.Peer.IP == nil || string(p.IP) != string(e.Peer.IP)) {
		// The reply is from the host that the text names; the port is known
		// only when it is the relay's.
		e.Peer = p
	}
	return true
}

// strayReply finds the reply behind lines that are none. Postfix reads on
// until a line has a code, and logs all that it read; the status that it
// recorded tells the reply from a number in the text. It gives -1 for none.
//
// QUIRK: servers that write a line of garbage before their reply.
func strayReply(text, dsn []byte) int {
	if len(dsn) < 5 {
		return -1
	}
	for i := 0; i+5 < len(text); i++ {
		if text[i] != ' ' || text[i+1] != dsn[0] || !startsReply(text[i+1:]) {
			continue
		}
		l, ok := parseReplyLine(text[i+1:])
		if ok && (string(l.enhanced) == string(dsn) || l.enhanced == nil && hasSuffix(dsn, ".0.0")) {
			return i + 1
		}
	}
	return -1
}

// inReplyTo reads "RCPT TO command)" and the like.
func inReplyTo(b []byte) (Command, Phase, bool) {
	n := index(b, " command")
	if n < 0 || n+8 < len(b) && b[n+8] != ')' {
		return Command{}, PhaseUnknown, false
	}
	b = b[:n]
	if string(b) == "end of DATA" {
		return Command{Verb: "."}, PhaseMessage, true
	}
	w, _ := word(b)
	v := lookupVerb(w)
	if v == nil {
		return Command{}, PhaseUnknown, false
	}
	return Command{Verb: v.name}, v.phase, true
}
