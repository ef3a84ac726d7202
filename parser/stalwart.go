package parser

import "bytes"

// Stalwart writes "LEVEL Description (event.name) key = value, key = "value""
// behind a time; what was said is in code and details.

var _ = register(&Format{
	Name:    "stalwart",
	Title:   "Stalwart mail server",
	Example: `2026-11-22T05:38:58Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 333028896599011329, from = "bob@example.net", hostname = "mx.example.com", to = "ann@example.com", code = 550, details = "5.1.1 User unknown", elapsed = 4ms`,
	Reads:   "the replies to outbound deliveries, each with its phase; connections and look-ups that failed; raw input and output of both sides",
	Leaves:  "what the server refused its clients without the reply; deliveries of versions before 0.9; JMAP, IMAP and the rest",
	owns:    func(program []byte) bool { return hasPrefix(program, "stalwart") },
	sniffs:  []sniffer{{sniff: sniffStalwart, starts: "IDTWEs", behind: " :"}},
	read:    readStalwart,
})

func sniffStalwart(msg []byte) bool {
	if hasPrefix(msg, stalwartBare) {
		return true
	}
	level, rest := word(msg)
	switch string(level) {
	case "INFO", "DEBUG", "TRACE", "WARN", "ERROR":
	default:
		return false
	}
	return stalwartEvent(rest) != nil || stalwartSession(rest) > 0
}

// stalwartBare begins what such a session did where nothing before it was kept.
const stalwartBare = "smtp::inbound::session: event="

// stalwartSession knows the trace of versions before 0.9, "session{instance="smtp"
// protocol=Smtp remote.ip="192.0.2.9" …}: smtp::inbound::session: event="write"
// data="250 …"", and gives the index of what the session did; 0 for none.
func stalwartSession(text []byte) int {
	const target = "}: smtp::inbound::session: "
	if !hasPrefix(text, "session{") {
		return 0
	}
	if i := index(text, target); i > 0 {
		return i + len(target)
	}
	return 0
}

// stalwartTraced reads what such a session read from its client or wrote to it.
func stalwartTraced(b *Batch, e *Event, session, did []byte) outcome {
	var data []byte
	for p := (logfmtPairs{rest: did, sep: ' '}); p.next(); {
		switch string(p.key) {
		case "event":
			switch string(p.value) {
			case "write":
				e.side = sideServer
			case "read":
				e.side = sideClient
			}
		case "data":
			data = p.text(b)
		}
	}
	if e.side == sideNone || len(data) == 0 {
		e.side = sideNone
		return quietLine
	}
	for p := (logfmtPairs{rest: session, sep: ' '}); p.next(); {
		switch string(p.key) {
		case "remote.ip":
			if looksIP(p.value) {
				e.Peer.IP = p.value
			}
		case "remote.port":
			e.Peer.Port, _ = atoi(p.value, 5)
		}
	}
	e.Role, e.Origin, e.text = RoleServer, OriginOwn, trimEOL(data)
	if i := index(session, "remote.ip="); i >= 0 {
		// What the log has for a name: address and port.
		if j := bytes.IndexByte(session[i:], '}'); j > 0 {
			e.Session = session[i : i+j]
		}
	}
	return foundEvent
}

// stalwartEvent finds "(delivery.rcpt-to-rejected)".
func stalwartEvent(text []byte) []byte {
	i := index(text, " (")
	if i < 0 || i > 80 {
		return nil
	}
	text = text[i+2:]
	n, dots := 0, 0
	for n < len(text) && (isAlnum(text[n]) || text[n] == '-' || text[n] == '.') {
		if text[n] == '.' {
			dots++
		}
		n++
	}
	if dots != 1 || n >= len(text) || text[n] != ')' {
		return nil
	}
	return text[:n]
}

// stalwartEvents are those that tell of a reply, or why there was none.
var stalwartEvents = [...]struct {
	name   string
	phase  Phase
	status Status
	local  bool
	retold bool
}{
	{"delivery.greeting-failed", PhaseConnect, StatusUnknown, false, false},
	{"delivery.ehlo-rejected", PhaseEhlo, StatusUnknown, false, false},
	{"delivery.lhlo-rejected", PhaseEhlo, StatusUnknown, false, false},
	{"delivery.ehlo", PhaseEhlo, StatusUnknown, false, false},
	{"delivery.auth-failed", PhaseAuth, StatusUnknown, false, false},
	{"delivery.mail-from", PhaseMail, StatusUnknown, false, false},
	{"delivery.mail-from-rejected", PhaseMail, StatusUnknown, false, false},
	{"delivery.rcpt-to", PhaseRcpt, StatusUnknown, false, false},
	{"delivery.rcpt-to-rejected", PhaseRcpt, StatusUnknown, false, false},
	{"delivery.rcpt-to-failed", PhaseRcpt, StatusUnknown, false, false},
	{"delivery.message-rejected", PhaseMessage, StatusUnknown, false, false},
	{"delivery.delivered", PhaseMessage, StatusSent, false, false},
	{"delivery.start-tls-unavailable", PhaseStarttls, StatusUnknown, false, false},
	{"delivery.dsn-success", PhaseUnknown, StatusSent, false, true},
	{"delivery.dsn-temp-fail", PhaseUnknown, StatusDeferred, false, true},
	{"delivery.dsn-perm-fail", PhaseUnknown, StatusBounced, false, true},
	{"delivery.connect-error", PhaseConnect, StatusUnknown, true, false},
	{"delivery.start-tls-error", PhaseTLS, StatusUnknown, true, false},
	{"delivery.null-mx", PhaseDNS, StatusUnknown, true, false},
	{"delivery.mx-lookup-failed", PhaseDNS, StatusUnknown, true, false},
	{"delivery.ip-lookup-failed", PhaseDNS, StatusUnknown, true, false},
}

func readStalwart(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if hasPrefix(msg, stalwartBare) {
		return stalwartTraced(b, e, nil, msg[len(stalwartBare)-len("event="):])
	}
	if _, rest := word(msg); stalwartSession(rest) > 0 {
		i := stalwartSession(rest)
		return stalwartTraced(b, e, rest[len("session{"):i], rest[i:])
	}
	name := stalwartEvent(msg)
	if name == nil {
		return quietLine
	}
	values := msg[index(msg, " (")+2+len(name):]
	value := func(key string) []byte { return spacedValue(b, values, key) }
	if hasSuffix(name, ".raw-output") || hasSuffix(name, ".raw-input") {
		return stalwartRaw(e, name, value)
	}
	for i := range stalwartEvents {
		x := &stalwartEvents[i]
		if string(name) != x.name {
			continue
		}
		e.Role, e.Phase, e.Status, e.Retold = RoleClient, x.phase, x.status, x.retold
		e.QueueID, e.Sender = value("queueId"), value("from")
		e.Recipient = stalwartTo(values, value)
		e.Peer.Name = value("hostname")
		if ip := value("remoteIp"); looksIP(ip) {
			e.Peer.IP = ip
		}
		details := value("details")
		if code, n := atoi(value("code"), 4); n == 3 && code >= 200 && code < 600 && !x.local {
			e.Kind, e.Origin, e.Reply.Code = KindReply, OriginRemote, code
			enhanced, _ := splitEnhanced(details)
			e.Reply.Enhanced = enhanced
			m := len(b.text)
			b.text = appendLines(b.text, details, enhanced)
			e.Reply.Text = b.text[m:len(b.text):len(b.text)]
			return foundEvent
		}
		if reason := value("reason"); len(reason) > 0 {
			details = reason
		}
		if len(details) == 0 || x.status == StatusSent {
			return quietLine
		}
		if stalwartUnexpected(b, e, details) {
			return foundEvent
		}
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, details
		return foundEvent
	}
	return quietLine
}

// stalwartUnexpected reads a reply that is told within a sentence: "Unexpected
// response for RCPT TO:<ann@example.com>: Code: 550, Enhanced code: 5.1.1, Message:
// User unknown".
func stalwartUnexpected(b *Batch, e *Event, details []byte) bool {
	const before, code, enhanced, message = "Unexpected response for ", ": Code: ", ", Enhanced code: ", ", Message: "
	at := index(details, code)
	if !hasPrefix(details, before) || at < 0 {
		return false
	}
	rest := details[at+len(code):]
	value, n := atoi(rest, 4)
	if n != 3 || value < 200 || value > 599 || !hasPrefix(rest[n:], enhanced) {
		return false
	}
	rest = rest[n+len(enhanced):]
	i := index(rest, message)
	if i < 0 {
		return false
	}
	e.Kind, e.Origin, e.Reply.Code = KindReply, OriginRemote, value
	if n = scanEnhanced(rest[:i]); n > 0 && n == i && rest[0] != '0' {
		e.Reply.Enhanced = rest[:i]
	}
	m := len(b.text)
	b.text = appendLines(b.text, rest[i+len(message):], e.Reply.Enhanced)
	e.Reply.Text = b.text[m:len(b.text):len(b.text)]
	e.Command, e.Phase = ParseCommand(details[len(before):at])
	return true
}

// stalwartTo gives the recipient that an event is about: the last "to", or
// the only one of a list.
func stalwartTo(values []byte, value func(string) []byte) []byte {
	if i := lastIndex(values, ` to = "`); i >= 0 {
		rest := values[i+len(` to = "`):]
		if j := bytes.IndexByte(rest, '"'); j >= 0 {
			return rest[:j]
		}
	}
	list := value("to")
	if hasPrefix(list, `["`) && hasSuffix(list, `"]`) && index(list, ",") < 0 {
		return list[2 : len(list)-2]
	}
	return nil
}

// stalwartRaw reads what went over the wire: output is what this side sent.
func stalwartRaw(e *Event, name []byte, value func(string) []byte) outcome {
	contents := value("contents")
	if len(contents) == 0 {
		return quietLine
	}
	server := hasPrefix(name, "smtp.")
	if !server && !hasPrefix(name, "delivery.") {
		return quietLine
	}
	e.Role, e.Origin = RoleClient, OriginRemote
	if server {
		e.Role, e.Origin = RoleServer, OriginOwn
	}
	e.side = sideClient
	if hasSuffix(name, "output") == server {
		e.side = sideServer
	}
	if ip := value("remoteIp"); looksIP(ip) {
		e.Peer.IP = ip
	}
	e.Session = value("spanId")
	if e.Session == nil {
		e.Session = value("queueId")
	}
	e.text = trimEOL(contents)
	return foundEvent
}

// spacedValue gives the value of key in "key = value, key = "a value"".
func spacedValue(b *Batch, text []byte, key string) []byte {
	for at := 0; ; {
		i := index(text[at:], key)
		if i < 0 {
			return nil
		}
		i += at
		at = i + len(key)
		if i == 0 || text[i-1] != ' ' || !hasPrefix(text[at:], " = ") {
			continue
		}
		v := text[at+3:]
		switch {
		case len(v) > 0 && v[0] == '"':
			s := jsonScanner{in: v}
			raw, escaped, ok := s.str()
			if !ok {
				return v[1:]
			}
			if escaped {
				return unescapeJSON(b, raw)
			}
			return raw
		case len(v) > 0 && v[0] == '[':
			if j := bytes.IndexByte(v, ']'); j > 0 {
				return v[:j+1]
			}
		}
		if j := bytes.IndexByte(v, ','); j >= 0 {
			return v[:j]
		}
		return trimSpace(v)
	}
}
