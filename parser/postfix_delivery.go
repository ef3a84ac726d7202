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
		e.Recipient, s = htmlAddress(s[:n]), s[n:]
	}
	if len(s) < 3 || s[0] != ',' {
		return unknownLine
	}
	return postfixFields(b, e, d, trimLeft(s[1:]))
}

// htmlAddress gives an address without the entities that a page has for its
// brackets.
func htmlAddress(address []byte) []byte {
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
	if len(text) == 0 || e.Status == StatusSent || e.Status == StatusDeliverable {
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
