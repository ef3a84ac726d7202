package parser

import "bytes"

// postfixDelivery reads "to=<…>, relay=…, delay=…, dsn=…, status=… (…)".
func postfixDelivery(b *Batch, e *Event, d daemon, msg []byte) outcome {
	s := msg[3:]
	if len(s) > 0 && s[0] == '<' {
		addr := bracketed(s)
		if addr == nil {
			return unknownLine
		}
		e.Recipient = addr
		if len(addr) == 2 && addr[0] == '<' {
			s = s[2:]
		} else {
			s = s[len(addr)+2:]
		}
	} else {
		// QUIRK: Postfix before 2.0 wrote no brackets.
		n := 0
		for n < len(s) && s[n] != ',' {
			n++
		}
		e.Recipient, s = unescaped(s[:n]), s[n:]
	}
	if len(s) < 3 || s[0] != ',' {
		return unknownLine
	}
	return postfixFields(b, e, d, trimLeft(s[1:]))
}

// unescaped takes the brackets off an address that HTML has in their place.
func unescaped(address []byte) []byte {
	if rest, ok := bytes.CutPrefix(address, []byte("&lt;")); ok {
		return bytes.TrimSuffix(rest, []byte("&gt;"))
	}
	return address
}

// deliveryFields are those with which a delivery may begin whose recipient was
// left out.
var deliveryFields = [...]string{"relay=", "delay=", "delays=", "dsn=", "status="}

// postfixFields reads what stands behind the recipient.
func postfixFields(b *Batch, e *Event, d daemon, s []byte) outcome {
	var status, text []byte
	reused := false
	for {
		eq := bytes.IndexByte(s, '=')
		if eq < 0 {
			break
		}
		key, val := s[:eq], s[eq+1:]
		if string(key) == "status" {
			status, text = word(val)
			break
		}
		end := 0
		if string(key) == "orig_to" && len(val) > 0 && val[0] == '<' {
			if a := bracketed(val); a != nil {
				end = len(a) + 2
			}
		}
		if i := bytes.IndexByte(val[end:], ','); i >= 0 {
			end += i
		} else {
			end = len(val)
		}
		s = val[end:]
		val = val[:end]
		switch string(key) {
		case "relay":
			if d != dLocal { // there it names a transport
				e.Peer = parsePeer(val)
			}
		case "delay":
			e.Delay, e.HasDelay = seconds(val)
		case "delays":
			if b.opts.Steps {
				e.delays(val)
			}
		case "dsn":
			e.DSN = val
		case "conn_use":
			reused = true
		}
		if len(s) < 3 {
			break
		}
		s = trimLeft(s[1:])
	}
	if status == nil {
		return unknownLine
	}
	e.Status = postfixStatus(status)
	if e.Status == StatusUnknown {
		return unknownLine
	}
	if d == dSMTP || d == dUnknown {
		e.quirk = quirkDelivery
		if reused {
			e.quirk = quirkReused
		}
	}
	return postfixReason(b, e, d, parenthesis(text))
}

// delays reads "0.1/0.02/30/0.5".
func (e *Event) delays(val []byte) {
	for i := range e.Delays {
		part := val
		if n := bytes.IndexByte(val, '/'); n >= 0 {
			part, val = val[:n], val[n+1:]
		} else {
			val = nil
		}
		v, ok := seconds(part)
		if !ok {
			return
		}
		e.Delays[i] = float32(v)
	}
	e.HasDelays = len(val) == 0
}

// parenthesis takes the brackets off "(text)"; the closing one may be missing
// when the line was cut.
func parenthesis(b []byte) []byte {
	if len(b) > 0 && b[0] == '(' {
		b = b[1:]
		if len(b) > 0 && b[len(b)-1] == ')' {
			b = b[:len(b)-1]
		}
	}
	return b
}

var postfixStatuses = [...]struct {
	name string
	s    Status
}{
	{"sent", StatusSent}, {"deferred", StatusDeferred}, {"bounced", StatusBounced}, {"expired", StatusExpired},
	{"deliverable", StatusDeliverable}, {"undeliverable", StatusUndeliverable}, {"force-expired", StatusExpired},
	{"SOFTBOUNCE", StatusDeferred}, {"undeliverable-but-not-cached", StatusUndeliverable}, {"deliverable-but-not-cached", StatusDeliverable},
}

func postfixStatus(b []byte) Status {
	for len(b) > 0 && b[len(b)-1] == ',' {
		b = b[:len(b)-1]
	}
	for i := range postfixStatuses {
		if string(b) == postfixStatuses[i].name {
			return postfixStatuses[i].s
		}
	}
	return StatusUnknown
}

// postfixReason reads what stands in the brackets behind a status: the
// peer's reply, or Postfix's own words.
func postfixReason(b *Batch, e *Event, d daemon, text []byte) outcome {
	if d != dLocal && startsReply(text) && (d == dSMTP || d == dUnknown && e.Peer.Name != nil) {
		r, ok := parseFlat(text, &b.text)
		if ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
			e.Role = RoleClient
			switch e.Status {
			case StatusSent:
				// smtp(8) logs the reply to the end of the data.
				e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
			case StatusDeliverable:
				// An address probe ends with RCPT (ADDRESS_VERIFICATION_README).
				e.Phase, e.Command = PhaseRcpt, Command{Verb: "RCPT"}
			}
			return foundEvent
		}
	}
	if said(b, e, text) {
		e.Role = RoleClient
		return foundEvent
	}
	if e.Status == StatusSent || e.Status == StatusDeliverable {
		return quietLine
	}
	if len(text) == 0 {
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
	if e.Peer.Name == nil && e.Peer.IP == nil && d != dLocal {
		e.Peer = firstPeer(text)
	}
	e.Phase = postfixPhase(text)
	if e.Phase == PhaseUnknown && d == dLocal {
		e.Phase = PhaseLocal
	}
	return foundEvent
}

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
		if j := index(text[:words], "SASL authentication failed"); j >= 0 {
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

// hostBefore finds the last "name[address]" of "host name[address] said: ".
func hostBefore(b []byte) (Peer, bool) {
	end := -1
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == ']' && end < 0 {
			end = i
			if i+1 < len(b) && b[i+1] == ':' {
				_, n := atoi(b[i+2:], 5)
				end = i + 1 + n
			}
		}
		if b[i] == ' ' && end >= 0 {
			return parsePeer(b[i+1 : end+1]), true
		}
	}
	if end >= 0 {
		return parsePeer(b[:end+1]), true
	}
	return Peer{}, false
}

// parsePeer reads "name[address]:port", "name[address]", "[address]:port".
// Names that stand for none ("none", "unknown", "local") are left out.
func parsePeer(b []byte) Peer {
	var p Peer
	open := bytes.IndexByte(b, '[')
	if open < 0 {
		if string(b) != "none" && string(b) != "local" && string(b) != "unknown" && string(b) != "virtual" {
			p.Name = b
		}
		return p
	}
	p.Name = b[:open]
	if len(p.Name) == 0 || string(p.Name) == "unknown" {
		p.Name = nil
	}
	rest := b[open+1:]
	if i := bytes.IndexByte(rest, ']'); i >= 0 {
		p.IP = rest[:i]
		if i+2 < len(rest) && rest[i+1] == ':' {
			p.Port, _ = atoi(rest[i+2:], 5)
		}
	}
	if !looksIP(p.IP) {
		// "mx[private/dovecot-lmtp]" is a socket.
		p.IP = nil
	}
	return p
}

// looksIP tells an address from a socket's path or from "unknown".
func looksIP(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	for _, c := range b {
		if !isHex(c) && c != '.' && c != ':' && c != '%' {
			return hasPrefix(b, "IPv6:")
		}
	}
	return isHex(b[0]) || b[0] == ':'
}
