package parser

import "bytes"

// maddy writes "module: message" and, behind a tab, a JSON object with what
// goes with it; smtp_code, smtp_enchcode and smtp_msg are the reply.

var _ = register(&Format{
	Name:    "maddy",
	Title:   "maddy mail server",
	Example: "queue: delivery attempt failed\t{\"msg_id\":\"161c8b61\",\"rcpt\":\"ann@example.com\",\"reason\":\"mx.example.com. said: User unknown\",\"smtp_code\":550,\"smtp_enchcode\":\"5.1.1\",\"smtp_msg\":\"mx.example.com. said: User unknown\"}",
	Reads:   "what the server refused and with which reply; what the queue got from other servers, or why it got nothing",
	Leaves:  "debug output, and dialogues of io_debug",
	owns:    func(program []byte) bool { return string(program) == "maddy" },
	sniffs:  []sniffer{{sniff: sniffMaddy, holds: `{"_":}`}},
	read:    readMaddy,
})

func sniffMaddy(msg []byte) bool {
	if len(msg) < 10 || msg[len(msg)-1] != '}' {
		return false
	}
	i := maddyValues(msg)
	return i > 0 && (index(msg[i:], `"smtp_code":`) > 0 || index(msg[i:], `"msg_id":`) > 0)
}

// maddyValues gives the index of the object; 0 for none. Who copies a line
// from a terminal gets blanks for the tab.
func maddyValues(msg []byte) int {
	if i := index(msg, "\t{\""); i > 0 {
		return i + 1
	}
	if i := index(msg, "  {\""); i > 0 {
		return i + 2
	}
	return 0
}

// maddyRecord is what is read of the object.
type maddyRecord struct {
	e                      *Event
	code                   int
	enhanced, text, reason []byte
}

func (r *maddyRecord) item([]byte) {}

// leaf takes a value.
func (r *maddyRecord) leaf(path, v []byte) {
	e := r.e
	switch string(path) {
	case "msg_id":
		e.QueueID = v
	case "rcpt":
		e.Recipient = v
	case "mail_from", "sender":
		e.Sender = v
	case "src_ip":
		e.Peer.IP, e.Peer.Port = endpoint(v)
	case "remote_server":
		e.Peer.Name = bytes.TrimSuffix(v, []byte{'.'})
	case "smtp_code":
		r.code, _ = atoi(v, 4)
	case "smtp_enchcode":
		r.enhanced = v
	case "smtp_msg":
		r.text = v
	case "reason":
		r.reason = v
	}
}

func readMaddy(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	i := maddyValues(msg)
	if i == 0 {
		return quietLine
	}
	r := &lc.objects.maddy
	*r = maddyRecord{e: e}
	lc.objects.walk.walk(b, msg[i:], r)
	r.e = nil
	code, enhanced, text, reason := r.code, r.enhanced, r.text, r.reason
	what := bytes.TrimRight(msg[:i], " \t")
	coded := code >= 200 && code <= 599
	if !coded && len(reason) == 0 {
		return quietLine
	}
	module, said := what, []byte(nil)
	if j := index(what, ": "); j > 0 {
		module, said = what[:j], what[j+2:]
	}
	if scanEnhanced(enhanced) == 0 {
		enhanced = nil
	}
	for _, s := range [...]struct {
		prefix string
		phase  Phase
	}{{"RCPT error", PhaseRcpt}, {"MAIL FROM error", PhaseMail}, {"DATA error", PhaseMessage}, {"AUTH error", PhaseAuth}, {"BDAT error", PhaseMessage}} {
		if hasPrefix(said, s.prefix) {
			e.Phase = s.phase
		}
	}
	if e.Phase != PhaseUnknown {
		// What goes to the client is worded by the same three.
		e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
		if !coded {
			e.Kind, e.Diagnostic = KindDiagnostic, reason
			return foundEvent
		}
		return maddyReply(b, e, code, enhanced, text)
	}
	e.Role = RoleClient
	switch {
	case index(what, "permanent") >= 0:
		e.Status = StatusBounced
	case index(what, "will be retried") >= 0, index(what, "temporary") >= 0:
		e.Status = StatusDeferred
	}
	if !coded && !hasPrefix(said, "delivery attempt failed") {
		return quietLine
	}
	if j := index(text, " said: "); j > 0 && coded {
		e.Origin = OriginRemote
		if e.Peer.Name == nil {
			name := text[:j]
			if k := bytes.LastIndexByte(name, ' '); k >= 0 {
				name = name[k+1:]
			}
			e.Peer.Name = bytes.TrimSuffix(name, []byte{'.'})
		}
		return maddyReply(b, e, code, enhanced, text[j+len(" said: "):])
	}
	if len(reason) == 0 {
		reason = text
	}
	if len(reason) == 0 || hasPrefix(module, "[debug]") {
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic, e.DSN = KindDiagnostic, OriginLocal, reason, enhanced
	return foundEvent
}

// maddyReply makes a reply of its parts.
func maddyReply(b *Batch, e *Event, code int, enhanced, text []byte) outcome {
	e.Kind = KindReply
	e.Reply.Code, e.Reply.Enhanced = code, enhanced
	n := len(b.text)
	b.text = appendLines(b.text, text, enhanced)
	e.Reply.Text = b.text[n:len(b.text):len(b.text)]
	return foundEvent
}
