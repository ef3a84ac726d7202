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
	_, rest := word(msg)
	if i := stalwartSession(rest); i > 0 {
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

// spacedValue gives the value of key in "key = value, key = "a value"". What stands
// between quotation marks is a value's own, whatever it looks like.
func spacedValue(b *Batch, text []byte, key string) []byte {
	outside := 0 // before it the quotation marks are closed
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
		for outside < i {
			q := bytes.IndexByte(text[outside:i], '"')
			if q < 0 {
				outside = i
				break
			}
			s := jsonScanner{in: text, at: outside + q}
			if _, _, ok := s.str(); !ok {
				return nil
			}
			outside = s.at
		}
		if outside > i {
			at = outside
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
