package parser

import "bytes"

// readHaraka reads one entry.
func readHaraka(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	var x harakaEntry
	ok := false
	switch {
	case len(msg) == 0:
	case msg[0] == '{':
		ok = x.object(b, msg)
	case msg[0] == '[':
		ok = x.plain(msg)
	case hasPrefix(msg, "level="):
		ok = x.logfmt(b, msg)
	}
	if !ok {
		return quietLine // the head of a start, a line of a stack trace
	}
	if hasPrefix(x.text, "[outbound] ") {
		x.origin, x.text = x.text[1:9], x.text[len("[outbound] "):] // its pool of connections
	}
	outbound := hasPrefix(x.origin, "outbound")
	if len(x.uuid) > 1 {
		e.Session = x.uuid
		if i := bytes.IndexByte(x.uuid, '.'); i > 0 && (string(x.origin) == "core" || !outbound && !x.speaks()) {
			// The transactions of a connection are one conversation.
			e.Session = x.uuid[:i]
		}
	}
	if x.speaks() {
		return harakaDialogue(e, &x)
	}
	if i := index(x.text, "hook=unrecognized_command "); i >= 0 {
		// AUTH is a plugin's command, and so is what answers its challenges.
		if line := logfmtValue(b, x.text[i:], "params"); lookupVerb(line) == nil {
			e.markSecret(line)
		}
	}
	if outbound {
		return harakaOutbound(b, e, &x)
	}
	e.Role = RoleServer
	return harakaCore(b, e, &x)
}

// speaks tells whether the entry is a line of a dialogue.
func (x *harakaEntry) speaks() bool {
	return hasPrefix(x.text, "S: ") || hasPrefix(x.text, "C: ")
}

// harakaDialogue reads "S: 250 OK" and "C: RCPT TO:<…> state=1". What is not
// the core's own is said by a client: the outbound queue, or a plugin that
// forwards.
func harakaDialogue(e *Event, x *harakaEntry) outcome {
	e.side = sideServer
	if x.text[0] == 'C' {
		e.side = sideClient
	}
	text := x.text[3:]
	e.Role, e.Origin = RoleClient, OriginRemote
	if string(x.origin) == "core" {
		e.Role, e.Origin = RoleServer, OriginOwn
		if i := lastIndex(text, " state="); i >= 0 && e.side == sideClient {
			if _, n := atoi(text[i+7:], 3); n > 0 && i+7+n == len(text) {
				text = text[:i]
			}
		}
	}
	// QUIRK: control bytes are shown as a script has them.
	for hasSuffix(text, `\n`) || hasSuffix(text, `\r`) {
		text = text[:len(text)-2]
	}
	e.text = trimEOL(text)
	return foundEvent
}

// harakaRefusals are what a plugin returns to refuse something.
func harakaRefusal(code []byte) bool { return hasPrefix(code, "DENY") }

// harakaCore reads what the server side tells.
func harakaCore(b *Batch, e *Event, x *harakaEntry) outcome {
	text := x.text
	switch {
	case hasPrefix(text, "connect ip=") || string(text) == "connect":
		x.find(b)
		if looksIP(x.ip) {
			e.Peer.IP = x.ip
		}
		e.Peer.Port, _ = atoi(x.port, 5)
		e.side = sideOpen
		return foundEvent
	case hasPrefix(text, "disconnect ip=") || string(text) == "disconnect":
		x.find(b)
		if looksIP(x.ip) {
			e.Peer.IP = x.ip
		}
		if !startsReply(x.lr) {
			e.side = sideClose
			return foundEvent
		}
		reply, _ := parseFlat(x.lr, &b.text)
		e.Kind, e.Origin, e.Reply, e.quirk = KindReply, OriginOwn, reply, quirkLast
		return foundEvent
	}
	if x.values != nil && index(x.values, "=DENY") < 0 {
		return quietLine
	}
	x.find(b)
	switch {
	case hasPrefix(text, "sender ") && harakaRefusal(x.code):
		e.Phase = PhaseMail
		e.Sender = angled(text[len("sender "):])
	case hasPrefix(text, "recipient ") && harakaRefusal(x.code):
		e.Phase = PhaseRcpt
		e.Recipient = angled(text[len("recipient "):])
	case (hasPrefix(text, "message ") || string(text) == "message" || hasPrefix(text, "queue ") || string(text) == "queue") && harakaRefusal(x.code):
		e.Phase = PhaseMessage
	case harakaRefusal(x.retval):
		// Of the others the server logs what became of them itself.
		switch string(x.hook) {
		case "connect_init", "lookup_rdns", "connect":
			e.Phase = PhaseConnect
		case "helo", "ehlo":
			e.Phase = PhaseEhlo
		case "data":
			e.Phase = PhaseData
		case "vrfy":
			e.Phase = PhaseVrfy
		case "unrecognized_command":
			// AUTH and STARTTLS are plugins' commands as well.
		default:
			return quietLine
		}
	default:
		return quietLine
	}
	if len(x.msg) == 0 {
		return quietLine
	}
	e.Kind, e.Origin, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, StatusRejected, x.msg
	return foundEvent
}

// angled gives the address of a text that begins with one in brackets.
func angled(b []byte) []byte {
	if len(b) == 0 || b[0] != '<' {
		return nil
	}
	return bracketed(b)
}

// harakaOutbound reads what the outbound queue tells.
func harakaOutbound(b *Batch, e *Event, x *harakaEntry) outcome {
	text := x.text
	e.Role = RoleClient
	const attempt = "Attempting to deliver to: "
	switch {
	case hasPrefix(text, attempt):
		to, _ := word(text[len(attempt):])
		e.Peer.IP, e.Peer.Port = endpoint(to)
		if i := bytes.LastIndexByte(to, ':'); i > 0 && e.Peer.IP == nil {
			e.Peer.Name = to[:i]
		}
		e.side = sideOpen
		return foundEvent
	case hasPrefix(text, "deliver: "):
		// "deliver: me.example.net -> 192.0.2.1 (via DNS)", since 3.1.
		i := index(text, " -> ")
		if i < 0 {
			return quietLine
		}
		if to, _ := word(text[i+4:]); looksIP(to) && bytes.Count(to, []byte{':'}) != 1 {
			e.Peer.IP = to
		} else if e.Peer.IP, e.Peer.Port = endpoint(to); e.Peer.IP == nil {
			e.Peer.Name = to
		}
		e.side = sideOpen
		return foundEvent
	case hasPrefix(text, "recipient <"):
		e.Recipient = angled(text[len("recipient "):])
		at := len("recipient <> ") + len(e.Recipient)
		if e.Recipient == nil || at >= len(text) {
			return quietLine
		}
		what, reason := word(text[at:])
		switch string(what) {
		case "rejected:":
			e.Status = StatusBounced
		case "deferred:":
			e.Status = StatusDeferred
		default:
			return quietLine
		}
		return harakaReason(b, e, reason)
	case hasPrefix(text, "Temp failing "):
		e.Status = StatusDeferred
		i := index(text, " seconds: ")
		if i < 0 {
			return quietLine
		}
		e.QueueID, _ = word(text[len("Temp failing "):])
		return harakaReason(b, e, text[i+len(" seconds: "):])
	case hasPrefix(text, "bouncing mail: "):
		e.Status = StatusBounced
		return harakaReason(b, e, text[len("bouncing mail: "):])
	case hasPrefix(text, "Ongoing connection failed to "), hasPrefix(text, "Failed to get pool entry: "),
		hasPrefix(text, "Remote end ") && index(text, " closed connection ") > 0:
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
		if text[0] == 'F' {
			e.Phase = PhaseConnect
		}
		return foundEvent
	case hasPrefix(text, "delivered "), string(text) == "delivered":
		x.find(b)
		if startsReply(x.response) {
			e.Status = StatusSent
			return harakaReason(b, e, x.response)
		}
	}
	return quietLine
}

// harakaReason reads why a message did not go: what the server said, or
// Haraka's own words.
func harakaReason(b *Batch, e *Event, reason []byte) outcome {
	reply := reason
	if hasPrefix(reply, "Upstream error: ") {
		reply = reply[len("Upstream error: "):]
	}
	if startsReply(reply) {
		e.Reply, _ = parseFlat(reply, &b.text)
		e.Kind, e.Origin = KindReply, OriginRemote
		return foundEvent
	}
	if len(reason) == 0 || hasPrefix(reason, "Some recipients ") || hasPrefix(reason, "Unrecognized response from upstream server: ") && e.Status == StatusUnknown {
		return quietLine // told for each of them
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, reason
	if hasPrefix(reason, "DNS lookup failure") || hasPrefix(reason, "No Such Domain") || hasPrefix(reason, "Temporary MX lookup error") ||
		hasPrefix(reason, "No MX for ") || hasPrefix(reason, "Nowhere to deliver ") {
		e.Phase = PhaseDNS
	}
	return foundEvent
}
