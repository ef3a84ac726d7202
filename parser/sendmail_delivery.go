package parser

import "bytes"

// sendmailDelivery reads "to=<…>, delay=…, mailer=…, relay=…, dsn=…, reply=…,
// stat=…". Versions before 8.16 have no reply=; those before 8.9 no dsn=.
func sendmailDelivery(b *Batch, e *Event, msg []byte) outcome {
	at := statAt(msg)
	if at < 0 {
		// Cut off by syslog: what is there tells no outcome, but may tell the
		// reply.
		at = len(msg)
	}
	head := msg[:at]
	var stat, reply []byte
	if at < len(msg) {
		stat = msg[at+5:]
	}
	if i := fieldAt(head, "reply="); i >= 0 {
		reply = trimFieldEnd(head[i+6:])
		head = head[:i]
	}
	whole := hasPrefix(head, "to=")
	if whole {
		sendmailRecipients(e, head[3:])
	}
	e.DSN = fieldOf(head, "dsn=")
	e.Delay, e.HasDelay = sendmailDelay(fieldOf(head, "delay="))
	relay := fieldOf(head, "relay=")
	mailer := fieldOf(head, "mailer=")
	e.Peer = sendmailPeer(relay)
	wire := len(relay) > 0 || len(mailer) > 0 && !localMailer(mailer) || !whole && startsReply(bytes.TrimPrefix(stat, []byte("Deferred: ")))
	e.Status = sendmailStatus(stat, e.DSN)
	if wire {
		e.Role, e.quirk = RoleClient, quirkDelivery
	}

	if wire && len(reply) > 0 && startsReply(reply) && !ownCode(reply) {
		if r, ok := parseFlat(reply, &b.text); ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
			return foundEvent
		}
	}
	const reason = "(Reason from remote:"
	if i := index(stat, reason); i >= 0 && len(reply) == 0 {
		// FortiMail's own addition.
		text := trimSpace(bytes.TrimSuffix(stat[i+len(reason):], []byte(")")))
		if r, ok := parseFlat(text, &b.text); ok && startsReply(text) {
			e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
			return foundEvent
		}
	}
	if e.Status == StatusSent {
		return sendmailSent(b, e, stat, wire)
	}
	if e.Status == StatusUnknown && len(reply) == 0 {
		return quietLine // queued, or cut off
	}
	text := stat
	if hasPrefix(text, "Deferred: ") {
		text = text[10:]
	}
	if wire && startsReply(text) && !ownCode(text) {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
			return foundEvent
		}
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, stat
	if len(stat) == 0 {
		e.Diagnostic = reply
	}
	if e.Phase = sendmailPhase(text); e.Phase == PhaseUnknown && !wire && len(mailer) > 0 {
		e.Phase = PhaseLocal
	}
	return foundEvent
}

// statAt is fieldAt for stat=, which also follows a comma alone where a page took
// the blank away.
func statAt(msg []byte) int {
	if at := fieldAt(msg, "stat="); at >= 0 {
		return at
	}
	if i := index(msg, ",stat="); i > 0 && fieldAt(msg[:i], "mailer=") > 0 {
		return i + 1
	}
	return -1
}

// sendmailSent reads "Sent (ok 1747735871 qp 12345)": what the peer said to
// the end of the data (RFC 5321 §4.1.1.4), its codes taken off.
func sendmailSent(b *Batch, e *Event, stat []byte, wire bool) outcome {
	i := bytes.IndexByte(stat, '(')
	if !wire || i < 0 {
		return quietLine
	}
	text := stat[i+1:]
	if n := len(text); n > 0 && text[n-1] == ')' {
		text = text[:n-1]
	}
	e.Kind, e.Origin = KindReply, OriginRemote
	e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	if startsReply(text) {
		// A few mailers are given the whole reply.
		if r, ok := parseFlat(text, &b.text); ok && r.Code/100 == 2 {
			e.Reply = r
			return foundEvent
		}
	}
	if len(text) == 0 {
		e.Kind = KindLine
		return quietLine
	}
	n := len(b.text)
	b.text = append(b.text, text)
	e.Reply = Reply{Text: b.text[n:len(b.text):len(b.text)]}
	if enh, rest := splitEnhanced(text); enh != nil {
		e.Reply.Enhanced, e.Reply.Text[0] = enh, rest
	}
	return foundEvent
}

// ownCode tells the codes that Sendmail makes up itself when the checks of a
// TLS connection fail (tls_server and its like): no SMTP server says 403.
func ownCode(reply []byte) bool { return hasPrefix(reply, "403 ") }

// trimFieldEnd takes the ", " off that parts a value from the next key.
func trimFieldEnd(b []byte) []byte {
	if hasSuffix(b, ", ") {
		return b[:len(b)-2]
	}
	return b
}

// sendmailRecipients reads "<a@b>,<c@d>, ctladdr=…".
func sendmailRecipients(e *Event, s []byte) {
	var others []byte
	if i := index(s, " ctladdr="); i > 0 && s[i-1] != ',' {
		s = s[:i] // the comma got lost with an address that was made unknown
	}
	if e.Recipient, others = nextRecipient(s); len(others) > 1 && others[0] == ',' && others[1] != ' ' {
		e.alsoFor(others)
	}
}

// sendmailDelay reads "00:00:03" and "1+02:03:04".
func sendmailDelay(s []byte) (float64, bool) {
	days := 0
	if i := bytes.IndexByte(s, '+'); i > 0 {
		d, n := atoi(s, 6)
		if n != i {
			return 0, false
		}
		days, s = d, s[i+1:]
	}
	total, parts := 0, 0
	for {
		v, n := atoi(s, 4)
		if n == 0 {
			return 0, false
		}
		total, parts = total*60+v, parts+1
		if n == len(s) {
			break
		}
		if s[n] != ':' {
			return 0, false
		}
		s = s[n+1:]
	}
	return float64(days*86400 + total), parts == 3
}

// localMailer tells the mailers of sendmail.cf that put mail into a file or a
// program.
func localMailer(m []byte) bool {
	switch string(m) {
	case "local", "prog", "*file*", "*include*", "*error*", "error", "discard", "usenet", "procmail":
		return true
	}
	return false
}

func sendmailStatus(stat, dsn []byte) Status {
	switch {
	case len(stat) == 0:
		return dsnStatus(dsn)
	case hasPrefix(stat, "Sent"):
		return StatusSent
	case hasPrefix(stat, "Deferred"), hasPrefix(stat, "deferred"):
		return StatusDeferred
	case hasPrefix(stat, "queued"), hasPrefix(stat, "Queued"), hasPrefix(stat, "headers only"):
		return StatusUnknown
	case hasPrefix(stat, "Warning: "):
		return StatusDeferred
	case hasPrefix(stat, "quarantined"):
		return StatusHeld
	case hasPrefix(stat, "discarded"):
		return StatusDiscarded
	}
	if len(dsn) > 0 && dsn[0] == '4' {
		return StatusDeferred
	}
	return StatusBounced
}

// dsnStatus gives what the class of a status code says (RFC 3463 §2).
func dsnStatus(dsn []byte) Status {
	if len(dsn) > 0 {
		switch dsn[0] {
		case '2':
			return StatusSent
		case '4':
			return StatusDeferred
		case '5':
			return StatusBounced
		}
	}
	return StatusUnknown
}

// sendmailWords are the parts of Sendmail's own reasons that tell at which
// step they arose. A connection that "timed out" may have done so at any.
var sendmailWords = [...]struct {
	words string
	phase Phase
	start bool
}{
	{"Connection refused", PhaseConnect, true},
	{"No route to host", PhaseConnect, true},
	{"Network is unreachable", PhaseConnect, true},
	{"Host is down", PhaseConnect, true},
	{"host name lookup failure", PhaseDNS, false},
	{"Name server: ", PhaseDNS, false},
	{"Host unknown", PhaseDNS, true},
	{"host map: lookup", PhaseDNS, false},
	{"403 4.7.0 ", PhaseTLS, true},
}

func sendmailPhase(text []byte) Phase {
	for i := range sendmailWords {
		w := &sendmailWords[i]
		if w.start && hasPrefix(text, w.words) || !w.start && index(text, w.words) >= 0 {
			return w.phase
		}
	}
	return PhaseUnknown
}
