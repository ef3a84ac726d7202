package parser

import "bytes"

// chasquid's mail log tells of a delivery what its courier got, with the step
// at which it got it.

var _ = register(&Format{
	Name:    "chasquid",
	Title:   "chasquid, mail log",
	Example: "2026-11-22 05:38:58.120000 GCv0Kp8QHO8 from=bob@example.net to=ann@example.com failed (permanent): MAIL+RCPT 550 5.1.1 User unknown",
	Reads:   "deliveries that failed: the reply, or why there was none; what the server rejected",
	Leaves:  "deliveries that went well, whose reply is not logged; authentication",
	owns:    func(program []byte) bool { return string(program) == "chasquid" },
	sniffs: []sniffer{
		{sniff: sniffChasquidFailure, behind: " ", holds: "from=iled(p):"},
		{sniff: sniffChasquidRejection, behind: " .:[", holds: "rejctd-:"},
	},
	read: readChasquid,
})

// chasquidFailures stand between the addresses and the reason.
var chasquidFailures = [...]struct {
	mark   string
	status Status
}{
	{" failed (permanent): ", StatusBounced}, {" failed (temporary): ", StatusDeferred},
}

func sniffChasquidFailure(msg []byte) bool {
	i := bytes.IndexByte(msg[:min(len(msg), 40)], ' ')
	if i <= 0 || !hasPrefix(msg[i:], " from=") {
		return false
	}
	for _, f := range chasquidFailures {
		if index(msg, f.mark) > i {
			return true
		}
	}
	return false
}

func sniffChasquidRejection(msg []byte) bool {
	i := bytes.IndexByte(msg[:min(len(msg), 64)], ' ')
	if i <= 0 || !hasPrefix(msg[i:], " rejected") || index(msg, " - ") < i {
		return false
	}
	_, port := endpoint(msg[:i])
	return port > 0
}

// chasquidSteps are what the courier says it was doing.
var chasquidSteps = [...]struct {
	prefix string
	phase  Phase
}{
	{"MAIL+RCPT ", PhaseUnknown}, {"DATA closing ", PhaseMessage}, {"DATA writing: ", PhaseUnknown}, {"DATA ", PhaseData},
	{"Error saying hello: ", PhaseEhlo}, {"Error creating client: ", PhaseConnect}, {"Could not dial: ", PhaseConnect},
	{"TLS error: ", PhaseTLS}, {"STARTTLS error: ", PhaseStarttls},
}

func readChasquid(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if i := index(msg, " rejected"); i > 0 && bytes.IndexByte(msg[:i], ' ') < 0 {
		rest := msg[i+len(" rejected"):]
		j := index(rest, " - ")
		if j < 0 {
			return quietLine
		}
		e.Peer.IP, e.Peer.Port = endpoint(msg[:i])
		e.Sender = logfmtValue(b, rest[:j], "from")
		if to := bytes.Trim(logfmtValue(b, rest[:j], "to"), "[]"); len(to) > 0 && index(rest[:j], "] ") < 0 {
			e.Recipient = to
		}
		e.Kind, e.Origin, e.Role, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, RoleServer, StatusRejected, rest[j+3:]
		return foundEvent
	}
	for _, f := range chasquidFailures {
		i := index(msg, f.mark)
		if i < 0 {
			continue
		}
		e.QueueID, _ = word(msg[:i])
		e.Sender, e.Recipient = logfmtValue(b, msg[:i], "from"), logfmtValue(b, msg[:i], "to")
		e.Status, e.Role = f.status, RoleClient
		reason := msg[i+len(f.mark):]
		phase, reply := PhaseUnknown, reason
		for _, s := range chasquidSteps {
			if hasPrefix(reason, s.prefix) {
				phase, reply = s.phase, reason[len(s.prefix):]
				break
			}
		}
		e.Phase = phase
		if startsReply(reply) {
			e.Reply, _ = parseFlat(reply, &b.text)
			e.Kind, e.Origin = KindReply, OriginRemote
			if phase == PhaseTLS {
				e.Phase = PhaseStarttls
			}
			return foundEvent
		}
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, reason
		return foundEvent
	}
	return quietLine
}
