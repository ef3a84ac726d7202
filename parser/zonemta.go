package parser

import "bytes"

// ZoneMTA's senders log a line a delivery: "id.seq ACCEPTED from=… to=… mx=…
// (reply)", with REJECTED[category] and DEFERRED[category] for the others.

var _ = register(&Format{
	Name:    "zonemta",
	Title:   "ZoneMTA, senders' log",
	Example: "info Sender/default/2302 158a5fbb1f4000a0d3.001 REJECTED[recipient] from=bob@example.net to=ann@example.com src=192.0.2.10 mx=mx.example.com id=<1@example.net> (550 5.1.1 User unknown)",
	Reads:   "what the peer said of each delivery, or why it was not made; with what the peer closed a connection",
	Leaves:  "the queue's, the feeder's and the receivers' lines",
	owns:    func(program []byte) bool { return string(program) == "zone-mta" || string(program) == "zonemta" },
	sniffs:  []sniffer{{sniff: sniffZoneMTA, holds: "from=t.0"}},
	read:    readZoneMTA,
})

func sniffZoneMTA(msg []byte) bool {
	if _, _, ok := zoneDelivery(msg); ok {
		return true
	}
	id, _ := zoneClose(msg)
	return id != nil
}

// zoneClose finds the delivery whose connection the server closed, and what it
// said last: `… id.seq SMTPCLOSE [name] Connection closed response="…"`.
func zoneClose(msg []byte) (id, response []byte) {
	const mark, value = " SMTPCLOSE [", ` response="`
	i := index(msg, mark)
	if i < 12 || msg[i-4] != '.' || !isDigit(msg[i-1]) || !isHex(msg[i-2]) {
		return nil, nil
	}
	k := index(msg[i:], value)
	if k < 0 {
		return nil, nil
	}
	response = msg[i+k+len(value):]
	if j := bytes.IndexByte(response, '"'); j >= 0 {
		response = response[:j]
	}
	return msg[bytes.LastIndexByte(msg[:i], ' ')+1 : i], response
}

// zoneDelivery finds what became of a delivery; rest begins with "from=".
func zoneDelivery(msg []byte) (at int, status Status, ok bool) {
	i := index(msg, " from=")
	if i < 12 || index(msg, " to=") < i {
		return 0, 0, false
	}
	head := msg[:i]
	k := bytes.LastIndexByte(head, ' ')
	if k < 4 || head[k-4] != '.' || !isDigit(head[k-1]) || !isHex(head[k-2]) {
		return 0, 0, false
	}
	what, _, _ := bytes.Cut(head[k+1:], []byte{'['})
	switch string(what) {
	case "ACCEPTED":
		status = StatusSent
	case "REJECTED", "BOUNCED":
		status = StatusBounced
	case "DEFERRED":
		status = StatusDeferred
	default:
		return 0, 0, false
	}
	return i, status, true
}

func readZoneMTA(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	at, status, ok := zoneDelivery(msg)
	if !ok {
		id, response := zoneClose(msg)
		if !startsReply(response) {
			return quietLine
		}
		// What becomes of the recipient has a line of its own, with the same reply.
		e.QueueID, e.Retold = id, true
		e.Role, e.Kind, e.Origin = RoleClient, KindReply, OriginRemote
		e.Reply, _ = parseFlat(response, &b.text)
		return foundEvent
	}
	head := msg[:bytes.LastIndexByte(msg[:at], ' ')]
	e.QueueID = head[bytes.LastIndexByte(head, ' ')+1:]
	e.Role, e.Status = RoleClient, status
	rest := msg[at:]
	open := index(rest, " (")
	if open < 0 {
		return quietLine
	}
	values := rest[:open]
	e.Sender, e.Recipient = logfmtValue(b, values, "from"), logfmtValue(b, values, "to")
	if i := bytes.IndexByte(e.Sender, '['); i > 0 {
		e.Sender = e.Sender[:i]
	}
	e.Peer.Name, e.MessageID = logfmtValue(b, values, "mx"), logfmtValue(b, values, "id")
	if len(e.MessageID) == 0 || e.MessageID[0] != '<' {
		e.MessageID = nil
	}
	if i := bytes.IndexByte(e.Peer.Name, '['); i > 0 {
		if ip := bytes.TrimSuffix(e.Peer.Name[i+1:], []byte{']'}); looksIP(ip) {
			e.Peer.IP = ip
		}
		e.Peer.Name = e.Peer.Name[:i]
	}
	text := parenthesis(trimLeft(rest[open:]))
	if startsReply(text) {
		e.Reply, _ = parseFlat(text, &b.text)
		e.Kind, e.Origin = KindReply, OriginRemote
		if status == StatusSent {
			e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
		}
		return foundEvent
	}
	if len(text) == 0 || status == StatusSent {
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
	return foundEvent
}
