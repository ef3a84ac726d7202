package parser

import "bytes"

// KumoMTA logs one JSON object for each thing that happens to a message
// (docs.kumomta.com, "Log Record").

var _ = register(&Format{
	Name:    "kumomta",
	Title:   "KumoMTA, log records",
	Example: `{"type":"Bounce","id":"1d98076abbbc11ed940250ebf67f93bd","sender":"bob@example.net","recipient":"ann@example.com","peer_address":{"name":"mx.example.com.","addr":"192.0.2.1"},"timestamp":1795325837,"response":{"code":550,"enhanced_code":{"class":5,"subject":1,"detail":1},"content":"User unknown","command":"RCPT TO:<ann@example.com>"}}`,
	Reads:   "Delivery, Bounce, TransientFailure, Expiration, AdminBounce, Rejection and OOB records: the response, the command that it answers, peer, TLS",
	Leaves:  "Reception records without a text, Feedback, and what Lua and HTTP deliveries answered",
	sniffs:  []sniffer{{sniff: func(msg []byte) bool { return isKumoObject(msg, signsOf(msg)) }, starts: "{"}},
	object:  isKumoObject,
	read:    readKumo,
})

func isKumoObject(line []byte, has signs) bool {
	const all = signResponse | signType | signEnhanced
	return len(line) >= 30 && line[0] == '{' && has&all == all
}

// kumoStatuses are what the types of a record mean.
var kumoStatuses = [...]struct {
	name   string
	status Status
}{
	{"Delivery", StatusSent}, {"Bounce", StatusBounced}, {"TransientFailure", StatusDeferred}, {"Expiration", StatusExpired},
	{"AdminBounce", StatusBounced}, {"Rejection", StatusRejected}, {"OOB", StatusBounced}, {"Reception", StatusUnknown},
	{"Delayed", StatusDeferred},
}

// kumoRecord is what is read of a record.
type kumoRecord struct {
	e                                *Event
	kind, content, command, protocol []byte
	code                             int
	class, subject, detail           []byte
}

func (r *kumoRecord) item([]byte) {}

// leaf takes a value.
func (r *kumoRecord) leaf(path, v []byte) {
	e := r.e
	switch string(path) {
	case "type":
		r.kind = v
	case "id":
		e.QueueID = v
	case "sender":
		e.Sender = v
	case "recipient", "recipient[]":
		if e.Recipient == nil {
			e.Recipient = v
		}
	case "peer_address.name":
		e.Peer.Name = bytes.TrimSuffix(v, []byte{'.'})
	case "peer_address.addr":
		e.Peer.IP = v
		if !looksIP(v) || bytes.Count(v, []byte{':'}) == 1 {
			e.Peer.IP, e.Peer.Port = endpoint(v)
		}
	case "timestamp", "event_time":
		if !e.Time.HasDate() && e.Time.iso(v) == 0 {
			e.Time.epoch(v)
		}
	case "tls_protocol_version":
		e.TLS.Version = v
	case "tls_cipher":
		e.TLS.Cipher = v
	case "session_id":
		e.Session = v
	case "delivery_protocol":
		r.protocol = v
	case "response.code":
		r.code, _ = atoi(v, 4)
	case "response.content":
		r.content = v
	case "response.command":
		r.command = v
	case "response.enhanced_code.class":
		r.class = v
	case "response.enhanced_code.subject":
		r.subject = v
	case "response.enhanced_code.detail":
		r.detail = v
	}
}

func readKumo(lc *lineContext, b *Batch, e *Event) outcome {
	r := &lc.objects.kumo
	*r = kumoRecord{e: e}
	lc.objects.walk.walk(b, lc.f.msg, r) // what was read of a torn record counts
	r.e = nil
	return r.event(b, e)
}

// event makes the event of a record.
func (r *kumoRecord) event(b *Batch, e *Event) outcome {
	known := false
	for i := range kumoStatuses {
		if string(r.kind) == kumoStatuses[i].name {
			e.Status, known = kumoStatuses[i].status, true
		}
	}
	if !known || r.code < 200 && r.code != 0 || r.code > 599 || hasPrefix(r.protocol, "HTTP") || hasPrefix(r.protocol, "Lua") {
		return quietLine
	}
	if len(e.Sender) == 0 && e.Sender != nil {
		e.Sender = []byte("<>")
	}
	e.Role, e.Origin = RoleClient, OriginRemote
	switch string(r.kind) {
	case "Reception", "Rejection":
		e.Role, e.Origin = RoleServer, OriginOwn
		if len(r.content) == 0 {
			return quietLine // the record's own 250
		}
	}
	own := string(r.kind) == "Expiration" || string(r.kind) == "AdminBounce" || hasPrefix(r.content, "KumoMTA internal: ")
	if own || r.code == 0 {
		// These have a code so that all records have one; nobody said it.
		if len(r.content) == 0 {
			return quietLine
		}
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, r.content
		return foundEvent
	}
	e.Kind, e.Reply.Code = KindReply, r.code
	if r.class != nil && r.subject != nil && r.detail != nil {
		n := len(b.arena)
		b.arena = append(append(append(append(append(b.arena, r.class...), '.'), r.subject...), '.'), r.detail...)
		e.Reply.Enhanced = b.arena[n:len(b.arena):len(b.arena)]
	}
	n := len(b.text)
	b.text = appendLines(b.text, r.content, e.Reply.Enhanced)
	e.Reply.Text = b.text[n:len(b.text):len(b.text)]
	if e.Reply.Enhanced == nil && len(e.Reply.Text) > 0 {
		e.Reply.Enhanced, e.Reply.Text[0] = splitEnhanced(e.Reply.Text[0])
	}
	if cmd := trimEOL(r.command); len(cmd) > 0 {
		e.Command, e.Phase = ParseCommand(cmd)
		if len(cmd) == 1 && cmd[0] == '.' {
			e.Command, e.Phase = Command{Verb: "."}, PhaseMessage
		}
		if e.Command.Secret {
			e.markSecret(e.Command.Arg[e.Command.SecretAt:])
		}
	}
	return foundEvent
}

// appendLines cuts a text at its line ends; the enhanced code that each line
// of a reply repeats (RFC 2034 §4) is taken off.
func appendLines(lines [][]byte, text, enhanced []byte) [][]byte {
	for n := 0; n < MaxReplyLines; n++ {
		line, rest, more := bytes.Cut(text, []byte{'\n'})
		line = trimEOL(line)
		if code, t := splitEnhanced(line); enhanced != nil && string(code) == string(enhanced) {
			line = t
		}
		if more || len(line) > 0 || n == 0 {
			lines = append(lines, line)
		}
		if text = rest; !more {
			break
		}
	}
	return lines
}
