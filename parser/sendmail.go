package parser

import "bytes"

// Sendmail writes one line an event, "queue-id: key=value, key=value, …". The
// last of the keys is what matters: stat= of a delivery, reject= of a refusal.

var sendmail = register(&Format{
	Name:    "sendmail",
	Title:   "Sendmail, under any of its names (sm-mta, sm-msp-queue …)",
	Example: `Nov 22 05:29:48 mx1 sm-mta[174]: 6AM5Tms4000167: to=<ann@example.com>, delay=00:00:03, xdelay=00:00:03, mailer=esmtp, pri=30374, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, reply=550 5.1.1 <ann@example.com>: no such user, stat=User unknown`,
	Reads: "deliveries with what the peer said (reply=, stat=) or why it was not reached; refusals of rulesets and of milters; recipients and " +
		"commands that were refused; failed AUTH; expiry; the dialogue that LogLevel 14 and more shows",
	Leaves: "local successes, connections, what milters change in a message, notices about bounces that were sent",
	owns:   ownsSendmail,
	quiet:  quietSendmail,
	sniffs: []sniffer{{sniff: sniffSendmail, starts: alnumText, behind: ":="}},
	read:   readSendmail,
	follow: followSendmail,
})

// ownsSendmail knows the names that sendmail's -L option and the packages
// of the systems give it.
func ownsSendmail(program []byte) bool {
	if hasPrefix(program, "sm-") {
		return true
	}
	if !hasPrefix(program, "sendmail") {
		return false
	}
	return len(program) == 8 || !isAlnum(program[8])
}

// sendmailID takes "6AM5Tms4000167: " off a message. The ids of all versions
// have letters of time before the digits of a process; NOQUEUE is stepped
// over and gives no id.
func sendmailID(msg []byte) (id, rest []byte) {
	n := 0
	for n < len(msg) && n < 24 && isAlnum(msg[n]) {
		n++
	}
	if n < 7 || n+1 >= len(msg) || msg[n] != ':' || msg[n+1] != ' ' {
		return nil, msg
	}
	if string(msg[:n]) == "NOQUEUE" {
		return nil, msg[n+2:]
	}
	if !looksSendmailID(msg[:n]) {
		return nil, msg
	}
	return msg[:n], msg[n+2:]
}

// looksSendmailID tells whether a word of letters and digits can be an id.
func looksSendmailID(word []byte) bool {
	digits := 0
	for _, c := range word {
		if isDigit(c) {
			digits++
		}
	}
	return len(word) >= 7 && digits >= 3 && string(word) != "NOQUEUE"
}

// sniffSendmail knows a message whose header was taken away by the forms that
// nobody else writes.
func sniffSendmail(msg []byte) bool {
	if hasPrefix(msg, "ruleset=") {
		return index(msg, ", reject=") > 0
	}
	id, rest := sendmailID(msg)
	if id == nil || len(rest) < 8 {
		return false
	}
	switch rest[0] {
	case 't':
		return hasPrefix(rest, "to=") && index(rest, ", stat=") > 0 && index(rest, "delay=") > 0
	case 'r':
		return hasPrefix(rest, "ruleset=") && index(rest, "relay=") > 0
	case 'f':
		return hasPrefix(rest, "from=") && index(rest, ", class=") > 0 && index(rest, ", nrcpts=") > 0
	case 'M':
		return hasPrefix(rest, "Milter: ") || hasPrefix(rest, "Milter (")
	}
	return false
}

// quietSendmail knows the lines by which messages come in, and local
// deliveries.
func quietSendmail(lc *lineContext, _ *Batch) bool {
	rest := behindWord(lc.f.msg)
	if hasPrefix(rest, ": from=") {
		return true
	}
	return hasPrefix(rest, ": to=") && hasSuffix(rest, ", stat=Sent")
}

func readSendmail(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if hasPrefix(msg, ": ") {
		msg = msg[2:] // of a message that never got an id
	}
	o := sendmailMessage(b, e, &lc.f, msg)
	return b.unlessCut(o, sendmailCut(behindWord(msg)))
}

// sendmailCut tells whether the end of a line is missing behind its id: the
// last field of each is what it is for.
func sendmailCut(s []byte) bool {
	s = trimLeft(bytes.TrimPrefix(s, []byte(":")))
	switch {
	case hasPrefix(s, "to="):
		return statAt(s) < 0
	case hasPrefix(s, "ruleset="):
		return fieldAt(s, "relay=") > 0 && fieldAt(s, "reject=") < 0 && fieldAt(s, "quarantine=") < 0 && fieldAt(s, "discard") < 0
	}
	return false
}

// sendmailMessage reads one message; FortiMail has the same within lines of
// its own.
func sendmailMessage(b *Batch, e *Event, f *frame, msg []byte) outcome {
	id, rest := sendmailID(msg)
	e.QueueID = id
	switch {
	case len(rest) == 0:
		return quietLine
	case hasPrefix(rest, "to="):
		return sendmailDelivery(b, e, rest)
	case hasPrefix(rest, "from="):
		return quietLine
	case hasPrefix(rest, "ruleset="):
		return sendmailRuleset(b, e, rest[8:])
	case hasPrefix(rest, "Milter: "), hasPrefix(rest, "milter="):
		return sendmailMilter(b, e, rest)
	case hasPrefix(rest, "--- "), hasPrefix(rest, "<-- "):
		return sendmailDialogue(e, rest)
	case hasPrefix(rest, "STARTTLS="):
		sendmailTLS(b, e, rest[9:])
		return quietLine
	case hasPrefix(rest, "AUTH failure"):
		return sendmailAuth(e, rest)
	case hasPrefix(rest, "connect from "):
		if o := sendmailSession(b, e, rest); o != unknownLine {
			b.markAhead(markOpen, f, rest[13:])
			return o
		}
		b.mark(markOpen, f, rest[13:])
		return quietLine
	case rest[0] == '<':
		return sendmailRefused(e, rest)
	case hasPrefix(rest, "timeout waiting for input from "):
		if o := sendmailSession(b, e, rest); o != unknownLine {
			return o
		}
		return sendmailTimeout(e, rest)
	case hasPrefix(rest, "rejecting commands from "):
		e.Kind, e.Origin, e.Role, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, RoleServer, StatusRejected, rest
		e.Peer = sendmailPeer(trimLeft(rest[24:]))
		return foundEvent
	}
	if out := sendmailExpired(e, rest); out != unknownLine {
		return out
	}
	if id == nil && sendmailTail(rest) {
		return sendmailDelivery(b, e, rest)
	}
	return sendmailOther(b, e, rest)
}

// sendmailDialogue reads a line of the conversation itself, as the server
// logs it from LogLevel 14 on.
func sendmailDialogue(e *Event, msg []byte) outcome {
	e.Role, e.Origin = RoleServer, OriginOwn
	e.side, e.text = sideServer, msg[4:]
	if msg[0] == '<' {
		e.side = sideClient
	}
	// The id changes with every message of a connection: it names no
	// conversation, the process does.
	return foundEvent
}

// sendmailTLS notes "client, relay=mx.example.com., version=TLSv1.3,
// verify=OK, cipher=X, bits=256/256".
func sendmailTLS(b *Batch, e *Event, s []byte) {
	version := fieldOf(s, "version=")
	cipher := fieldOf(s, "cipher=")
	if len(version) == 0 || len(cipher) == 0 {
		return
	}
	p := sendmailPeer(fieldOf(s, "relay="))
	peer := p.IP
	if peer == nil {
		peer = p.Name
	}
	e.TLS = TLS{Version: version, Cipher: cipher}
	b.marks = append(b.marks, mark{
		at: int32(len(b.events) - 1), line: int32(len(b.plains)), kind: markEncrypted, pid: e.PID, prog: e.Program, host: e.Host, peer: peer, tls: e.TLS,
	})
}

// fieldOf gives the value of "key=" in a list of fields with ", " between, up
// to the next comma; nil when there is none.
func fieldOf(s []byte, key string) []byte {
	i := fieldAt(s, key)
	if i < 0 {
		return nil
	}
	v := s[i+len(key):]
	if j := bytes.IndexByte(v, ','); j >= 0 {
		v = v[:j]
	}
	return v
}

// fieldAt gives the index of "key=" at the beginning of s or behind ", "; -1
// for none.
func fieldAt(s []byte, key string) int {
	for at := 0; ; {
		i := index(s[at:], key)
		if i < 0 {
			return -1
		}
		i += at
		if i == 0 || i > 1 && s[i-1] == ' ' && s[i-2] == ',' {
			return i
		}
		at = i + 1
	}
}

// sendmailPeer reads "mx.example.com. [192.0.2.1]", "[192.0.2.1]", "name
// [IPv6:2001:db8::1] (may be forged)", "root@localhost".
func sendmailPeer(s []byte) (p Peer) {
	if i := index(s, " ("); i >= 0 {
		s = s[:i]
	}
	if i := bytes.LastIndexByte(s, '['); i >= 0 {
		ip := s[i+1:]
		if j := bytes.IndexByte(ip, ']'); j >= 0 {
			ip = ip[:j]
		}
		if hasPrefix(ip, "IPv6:") {
			ip = ip[5:]
		}
		if looksIP(ip) {
			p.IP = ip
		}
		s = trimSpace(s[:i])
	}
	s = trimSpace(s)
	for len(s) > 0 && s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if len(s) > 0 && s[0] != '[' && s[0] != '/' && bytes.IndexByte(s, '@') < 0 {
		p.Name = s
	}
	return p
}
