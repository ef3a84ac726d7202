package parser

import "bytes"

// sendmailAuth reads "AUTH failure (LOGIN): authentication failure (-13) …,
// user=ann, relay=name [192.0.2.1]". The client's own words may stand in it,
// so that only the last relay= counts.
func sendmailAuth(e *Event, msg []byte) outcome {
	e.Kind, e.Origin, e.Role, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, RoleServer, StatusRejected, msg
	e.Phase, e.Command = PhaseAuth, Command{Verb: "AUTH"}
	if i, j := bytes.IndexByte(msg, '('), bytes.IndexByte(msg, ')'); i > 0 && j > i && saslWord(msg[i+1:j]) {
		e.Command.Arg = msg[i+1 : j]
	}
	if i := lastIndex(msg, ", relay="); i >= 0 {
		e.Peer = sendmailPeer(msg[i+8:])
	}
	return foundEvent
}

// sendmailRefused reads "<ann@example.org>... User unknown": the reply that the
// server gave to RCPT, its code left out.
func sendmailRefused(e *Event, msg []byte) outcome {
	addr := bracketed(msg)
	i := index(msg, ">... ")
	if addr == nil || i < 0 {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Status = KindDiagnostic, OriginOwn, RoleServer, StatusRejected
	e.Phase, e.Command = PhaseRcpt, Command{Verb: "RCPT"}
	e.Recipient, e.Diagnostic = addr, msg
	return foundEvent
}

// clientSteps are the ends of "timeout waiting for input from … during client
// …" (SmtpPhase in Sendmail).
var clientSteps = [...]struct {
	words string
	phase Phase
}{
	{"client greeting", PhaseConnect},
	{"client EHLO", PhaseEhlo},
	{"client HELO", PhaseEhlo},
	{"client LHLO", PhaseEhlo},
	{"client STARTTLS", PhaseStarttls},
	{"client AUTH", PhaseAuth},
	{"client MAIL", PhaseMail},
	{"client RCPT", PhaseRcpt},
	{"client DATA 354", PhaseData},
	{"client DATA status", PhaseMessage},
	{"client RSET", PhaseRset},
	{"client QUIT", PhaseQuit},
}

// sendmailTimeout reads for which reply a client waited in vain; a server that
// waits for a command is none of it.
func sendmailTimeout(e *Event, msg []byte) outcome {
	i := index(msg, " during client ")
	if i < 31 {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Diagnostic = KindDiagnostic, OriginLocal, RoleClient, msg
	for k := range clientSteps {
		if hasPrefix(msg[i+8:], clientSteps[k].words) {
			e.Phase = clientSteps[k].phase
			break
		}
	}
	e.Peer = sendmailPeer(msg[31:i])
	return foundEvent
}

// sendmailExpired reads "6AM5TmMq000183: DSN: Cannot send message for 5 days".
// Other notices of bounces tell again what the deliveries told.
func sendmailExpired(e *Event, msg []byte) outcome {
	_, rest := sendmailID(msg)
	for _, p := range [...]string{"DSN: ", "return to sender: ", "sender notify: ", "postmaster notify: ", "clone: "} {
		if !hasPrefix(rest, p) {
			continue
		}
		rest = rest[len(p):]
		if hasPrefix(rest, "Cannot send message ") || hasPrefix(rest, "Message timed out") {
			e.Kind, e.Origin, e.Status, e.Phase = KindDiagnostic, OriginLocal, StatusExpired, PhaseQueue
			e.Diagnostic = rest
			return foundEvent
		}
		return quietLine
	}
	return unknownLine
}

// sendmailProtocol reads a reply that did not fit its command, "mx.example.com.:
// SMTP DATA-2 protocol error: 502 …". The delivery's line comes after it and
// tells the reply again.
//
// QUIRK: the step that it names is the one at which Sendmail waited. Such a
// reply is most often the answer to something else, when the two sides have
// lost step in pipelined commands (RFC 2920 §3.1): it tells no phase.
func sendmailProtocol(b *Batch, e *Event, msg []byte) bool {
	i := index(msg, ": SMTP ")
	j := index(msg, " protocol error: ")
	if i <= 0 || j < i || index(msg[:i], " ") >= 0 || !startsReply(msg[j+17:]) {
		return false
	}
	r, ok := parseFlat(msg[j+17:], &b.text)
	if !ok {
		return false
	}
	e.Kind, e.Origin, e.Role, e.Reply, e.side = KindReply, OriginRemote, RoleClient, r, sideFollow
	e.Peer = sendmailPeer(msg[:i])
	return true
}

// followSendmail remembers a reply that will be told again.
func followSendmail(t *convTable, b *Batch, e *Event) {
	c := t.conversation(b, t.keyOf(e))
	c.remember(e)
	t.weigh(b, c)
}

// sendmailOther reads "name [192.0.2.1]: EXPN root [rejected]"; what else
// Sendmail writes tells of no reply.
func sendmailOther(b *Batch, e *Event, msg []byte) outcome {
	if sendmailProtocol(b, e, msg) {
		return foundEvent
	}
	if o := sendmailSession(b, e, msg); o != unknownLine {
		return o
	}
	if hasSuffix(msg, " [rejected]") {
		i := index(msg, "]: ")
		if j := index(msg, "(may be forged): "); j > 0 {
			i = j + 14
		}
		if i > 0 && i+3 < len(msg)-11 {
			cmd, phase := ParseCommand(msg[i+3 : len(msg)-11])
			if phase == PhaseVrfy || phase == PhaseExpn || phase == PhaseEtrn {
				e.Kind, e.Origin, e.Role, e.Status = KindDiagnostic, OriginOwn, RoleServer, StatusRejected
				e.Diagnostic, e.Command, e.Phase = msg[i+3:], cmd, phase
				e.Peer = sendmailPeer(msg[:i+1])
				return foundEvent
			}
		}
		return quietLine
	}
	return quietLine
}
