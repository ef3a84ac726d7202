package parser

import "bytes"

// Kerio Connect (before: MailServer) stamps its logs "[22/Nov/2026 05:38:58]".
// The mail log tells what became of a message, the security log what was
// refused, and the debug log what was said.

var _ = register(&Format{
	Name:    "kerio",
	Title:   "Kerio Connect, mail, security and debug logs",
	Example: "[22/Nov/2026 05:38:58] Sent: Queue-ID: 4dfb0f2e-00000001, Recipient: <ann@example.com>, Result: failed, Status: 5.1.1 550 5.1.1 User unknown, Remote-Host: 192.0.2.1, Msg-Id: <1@example.net>",
	Reads:   "deliveries that failed or were delayed; refusals of the SMTP server; replies in the debug log",
	Leaves:  "deliveries that went well without a reply; the other services",
	sniffs:  []sniffer{{sniff: sniffKerio, starts: "[S"}},
	read:    readKerio,
})

func sniffKerio(msg []byte) bool {
	if hasPrefix(msg, "Sent: Queue-ID: ") {
		return index(msg, ", Result: ") > 0 // over syslog, which has the time
	}
	if len(msg) < 30 || msg[0] != '[' || msg[3] != '/' || msg[7] != '/' {
		return false
	}
	var s Stamp
	n := s.ncsa(msg[1:])
	return n > 0 && hasPrefix(msg[1+n:], "]") && kerioLine(trimLeft(msg[1+n+1:])) != nil
}

// kerioKinds are the beginnings of the lines that are read; the security
// log's are refusals, in Kerio's words.
var kerioKinds = [...]struct {
	prefix  string
	refusal bool
	phase   Phase
}{
	{"Sent: Queue-ID: ", false, PhaseUnknown},
	{"Recv: Queue-ID: ", false, PhaseUnknown},
	{"Attempt to deliver to unknown recipient ", true, PhaseRcpt},
	{"SMTP Spam attack detected from ", true, PhaseConnect},
	{"Relay attempt from IP address ", true, PhaseRcpt},
	{"Client with IP address ", true, PhaseConnect},
	{"Message from IP address ", true, PhaseUnknown},
	{"IP address ", true, PhaseUnknown},
	{"SMTP: User ", true, PhaseAuth},
	{"SMTP: Invalid password for user ", true, PhaseAuth},
	{"Failed SMTP login from ", true, PhaseAuth},
	{"{smtps}", false, PhaseUnknown},
	{"{smtpc}", false, PhaseUnknown},
}

// kerioLine gives the index of the kind of a line, nil for none.
func kerioLine(text []byte) *int {
	for i := range kerioKinds {
		if hasPrefix(text, kerioKinds[i].prefix) {
			return &i
		}
	}
	// The debug log puts the number of the thread in brackets.
	if len(text) > 2 && text[0] == '[' {
		if j := index(text, "] "); j > 0 && j < 12 {
			return kerioLine(text[j+2:])
		}
		if j := index(text, "]{"); j > 0 && j < 12 {
			return kerioLine(text[j+1:])
		}
	}
	return nil
}

func readKerio(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	text := msg
	if len(msg) > 0 && msg[0] == '[' {
		n := e.Time.ncsa(msg[1:])
		text = trimLeft(msg[1+n+1:])
	}
	kind := kerioLine(text)
	if kind == nil {
		return quietLine
	}
	k := &kerioKinds[*kind]
	if k.refusal {
		if k.prefix == "IP address " && !hasSuffix(text, " rejected") {
			return quietLine // listed, and let in all the same
		}
		return kerioRefusal(e, text, k.phase)
	}
	switch k.prefix {
	case "Sent: Queue-ID: ":
		return kerioSent(b, e, text)
	case "{smtps}", "{smtpc}":
		return kerioDebug(b, e, text, k.prefix == "{smtps}")
	}
	return quietLine
}

// kerioRefusal reads a line of the security log.
func kerioRefusal(e *Event, text []byte, phase Phase) outcome {
	e.Kind, e.Origin, e.Role, e.Status = KindDiagnostic, OriginOwn, RoleServer, StatusRejected
	e.Phase, e.Diagnostic = phase, text
	for _, mark := range [...]string{"IP address ", " from "} {
		if i := index(text, mark); i >= 0 {
			ip := text[i+len(mark):]
			n := 0
			for n < len(ip) && (isHex(ip[n]) || ip[n] == '.' || ip[n] == ':') {
				n++
			}
			if ip = bytes.TrimRight(ip[:n], ".:"); looksIP(ip) && len(ip) > 6 {
				e.Peer.IP = ip
				break
			}
		}
	}
	address := func(marks ...string) []byte {
		for _, m := range marks {
			if i := index(text, m); i >= 0 {
				return angled(text[i+len(m):])
			}
		}
		return nil
	}
	e.Recipient = address("recipient ", " to ")
	e.Sender = address("mail from ", ", from ", ", sender ")
	return foundEvent
}

// kerioSent reads "Sent: Queue-ID: …, Recipient: <…>, Result: failed, Status:
// 5.1.1 550 …, Remote-Host: …, Msg-Id: <…>".
func kerioSent(b *Batch, e *Event, text []byte) outcome {
	field := func(name, next string) []byte {
		i := index(text, name)
		if i < 0 {
			return nil
		}
		v := text[i+len(name):]
		if j := index(v, next); j >= 0 {
			v = v[:j]
		}
		return trimSpace(v)
	}
	e.Role = RoleClient
	e.QueueID = field("Queue-ID: ", ",")
	e.Recipient = angled(field("Recipient: ", ", Result:"))
	e.MessageID = field("Msg-Id: ", ",")
	if host := field("Remote-Host: ", ","); looksIP(host) {
		e.Peer.IP = host
	} else if len(host) > 0 {
		e.Peer.Name = host
	}
	switch result := field("Result: ", ","); string(result) {
	case "failed":
		e.Status = StatusBounced
	case "delayed":
		e.Status = StatusDeferred
	default:
		e.Status = StatusSent
	}
	status := field("Status: ", ", Remote-Host:")
	if n := scanEnhanced(status); n > 0 {
		e.DSN, status = status[:n], trimSpace(status[n:])
	}
	if startsReply(status) {
		e.Reply, _ = parseFlat(status, &b.text)
		e.Kind, e.Origin = KindReply, OriginRemote
		return foundEvent
	}
	if len(status) == 0 || e.Status == StatusSent {
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, status
	return foundEvent
}

// kerioDebug reads "{smtps} Sent reply to RCPT: 550 5.1.1 …".
func kerioDebug(b *Batch, e *Event, text []byte, server bool) outcome {
	const sent = "Sent reply to "
	i := index(text, sent)
	if i < 0 || !server {
		return quietLine
	}
	verb, reply, ok := bytes.Cut(text[i+len(sent):], []byte(": "))
	if !ok || !startsReply(reply) {
		return quietLine
	}
	e.Reply, _ = parseFlat(reply, &b.text)
	e.Kind, e.Origin, e.Role = KindReply, OriginOwn, RoleServer
	if v := lookupVerb(verb); v != nil && v.phase != PhaseData {
		// DATA is both the command and the message.
		e.Command.Verb, e.Phase = v.name, v.phase
	}
	return foundEvent
}
