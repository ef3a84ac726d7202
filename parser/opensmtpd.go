package parser

// OpenSMTPD writes "session what event key=value …" since 6.0, "session what
// event=… …" in 5.9, and sentences before. With -v it traces both sides of
// every conversation.

func init() {
	register(&Format{
		Name:    "opensmtpd",
		Title:   "OpenSMTPD, old and new event lines, and its traces",
		Example: `Nov 22 05:47:22 mx1 smtpd[98]: 36df99216b9fd27c mta delivery evpid=a0a7d08bc824b503 from=<me@example.net> to=<ann@example.com> rcpt=<-> source="192.0.2.9" relay="192.0.2.1 (mx.example.com)" delay=1s result="PermFail" stat="550 5.1.1 no such user"`,
		Reads: "deliveries of the mta with what the peer said or why it was not reached; commands that were refused; bad input; " +
			"errors of outgoing sessions; the traces of -T smtp and -v",
		Leaves: "local successes, connections, envelopes; the outgoing side, where the trace does not show it",
		owns:   ownsOpensmtpd,
		sniffs: []sniffer{{sniff: sniffOpensmtpd, starts: lowerHex + "<imrstw", behind: " :-<", words: []string{"smtp: 0x", "mta: 0x", "debug: "}}},
		quiet:  quietOpensmtpd,
		read:   readOpensmtpd,
		follow: followOpensmtpd,
	})
}

func ownsOpensmtpd(program []byte) bool {
	switch string(program) {
	case "smtpd", "opensmtpd", "transfer":
		return true
	}
	return false
}

// smtpdSession takes "36df99216b9fd27c " off a message.
func smtpdSession(msg []byte) (id, rest []byte) {
	if len(msg) < 22 || msg[16] != ' ' {
		return nil, msg
	}
	for _, c := range msg[:16] {
		if !isDigit(c) && (c < 'a' || c > 'f') {
			return nil, msg
		}
	}
	return msg[:16], msg[17:]
}

// smtpdLevel takes the level off a message of smtpd -d.
func smtpdLevel(msg []byte) []byte {
	const level = len("info: ")
	switch {
	case len(msg) <= level || msg[level-1] != ' ' && msg[level] != ' ':
	case hasPrefix(msg, "info: "), hasPrefix(msg, "warn: "):
		return msg[level:]
	case hasPrefix(msg, "debug: "), hasPrefix(msg, "trace: "):
		return msg[level+1:]
	}
	return msg
}

func sniffOpensmtpd(msg []byte) bool {
	if len(msg) < 9 {
		return false
	}
	if id, rest := smtpdSession(msg); id != nil {
		return hasPrefix(rest, "smtp ") || hasPrefix(rest, "mta ") || hasPrefix(rest, "mda ")
	}
	if msg[0] == '<' {
		return hasPrefix(msg, "<<< [MSG] ") || string(msg) == "<<< [EOM]"
	}
	if isDigit(msg[0]) {
		return false
	}
	raw := len(msg)
	msg = smtpdLevel(msg)
	if len(msg) == 0 {
		return false
	}
	if raw != len(msg) && smtpdNote(msg) {
		return true
	}
	switch msg[0] {
	case 's':
		return hasPrefix(msg, "smtp: 0x") || hasPrefix(msg, "smtp-in: ") || hasPrefix(msg, "smtp-out: ") || smtpdEnqueue(msg) != nil
	case 'm':
		return hasPrefix(msg, "mta: 0x")
	case 'r', 'd':
		result, rest := smtpdSummary(msg)
		return result != StatusUnknown && index(rest, ", stat=") > 0
	}
	return false
}

// smtpdEnqueue gives what OpenSMTPD's sendmail tells that the server answered,
// "sendmail: command failed: 550 Invalid recipient"; nil for none.
func smtpdEnqueue(msg []byte) []byte {
	n := 0
	for n < len(msg) && (msg[n]-'a' < 26 || msg[n] == '-') {
		n++
	}
	const failed = ": command failed: "
	if n < 7 || !hasPrefix(msg[n:], failed) {
		return nil
	}
	switch string(msg[:n]) {
	case "sendmail", "send-mail", "smtpctl":
		if reply := msg[n+len(failed):]; startsReply(reply) {
			return reply
		}
	}
	return nil
}

// smtpdNotes are how the debug output begins that only smtpd writes, behind its
// level; there is no reply in it.
var smtpdNotes = newTextSet(
	"bounce", "clearing p=", "control -> ", "control: ", "lka: ", "looking up pki", "mta: ", "mta-routing: ", "parent_", "pony: ", "queue: ",
	"scheduler: ", "smtp: listen on ", "smtp: will accept ",
)

// smtpdNote tells whether they begin a message.
func smtpdNote(msg []byte) bool { return hasPrefix(msg, "0x") || smtpdNotes.begins(msg) }

// quietOpensmtpd knows what every message leaves several times, and notes.
func quietOpensmtpd(lc *lineContext, _ *Batch) bool {
	msg := lc.f.msg
	if note := smtpdLevel(msg); len(note) < len(msg) {
		return smtpdNote(note) && !hasPrefix(note, "mta: 0x") && !mentionsReply(note)
	}
	_, rest := smtpdSession(msg)
	return hasPrefix(rest, "smtp message ") || hasPrefix(rest, "smtp envelope ")
}

func readOpensmtpd(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if id, rest := smtpdSession(msg); id != nil {
		e.Session = id
		return smtpdEvent(b, e, rest)
	}
	if hasPrefix(msg, "<<< [") {
		return quietLine
	}
	msg = smtpdLevel(msg)
	switch {
	case hasPrefix(msg, "smtp: 0x"):
		return smtpdTrace(e, msg[6:], RoleServer, OriginOwn)
	case hasPrefix(msg, "mta: 0x"):
		return smtpdTrace(e, msg[5:], RoleClient, OriginRemote)
	case hasPrefix(msg, "smtp-in: "):
		return smtpdIn(b, e, msg[9:])
	case hasPrefix(msg, "smtp-out: "):
		return smtpdOut(b, e, msg[10:])
	case hasPrefix(msg, "bounce: adding report "):
		return quietLine // of what the delivery's own line tells
	case smtpdEnqueue(msg) != nil:
		return smtpdResult(b, e, smtpdEnqueue(msg)) // it speaks to the daemon beside it
	}
	if status, rest := smtpdSummary(msg); status != StatusUnknown {
		return smtpdOldDelivery(b, e, status, rest, msg[0] == 'd')
	}
	if mentionsReply(msg) {
		return unknownLine
	}
	return quietLine
}

// smtpdTrace reads "0x560168504b30: >>> 220 mx …": the pointer stands for the
// session.
func smtpdTrace(e *Event, s []byte, role Role, origin Origin) outcome {
	n := 2
	for n < len(s) && isHex(s[n]) {
		n++
	}
	if n+2 >= len(s) || s[n] != ':' || s[n+1] != ' ' {
		return quietLine
	}
	e.Session, e.Role, e.Origin = s[:n], role, origin
	text := s[n+2:]
	switch {
	case hasPrefix(text, "connected to listener"), hasPrefix(text, "spawned for relay"), hasPrefix(text, "STATE_NEW ->"), string(text) == "MTA_INIT -> MTA_BANNER":
		e.side = sideFollow
		return foundEvent
	case hasPrefix(text, ">>> "), hasPrefix(text, "<<< "):
		if hasPrefix(text[4:], "[") {
			return quietLine
		}
		e.text, e.side = text[4:], sideServer
		if (text[0] == '<') == (role == RoleServer) {
			e.side = sideClient
		}
		return foundEvent
	}
	return quietLine
}

// followOpensmtpd keeps the other side of every session, which only the line
// of its beginning names, and starts the conversations of traces.
func followOpensmtpd(t *convTable, b *Batch, e *Event) {
	if hasPrefix(e.Session, "0x") {
		c := t.conversation(b, t.keyOf(e))
		c.finish(b, CloseInput)
		c.connect()
		t.weigh(b, c)
		return
	}
	k := named(e, 's', e.Session)
	switch {
	case e.text != nil: // the session ends
		t.forget(k)
	case e.Kind == KindLine:
		c, th := t.thread(b, k)
		if e.Peer.Name != nil || e.Peer.IP != nil {
			th.setPeer(e.Peer)
		}
		if e.TLS.Version != nil {
			hold(&th.tls.Version, e.TLS.Version)
			hold(&th.tls.Cipher, e.TLS.Cipher)
		}
		t.weigh(b, c)
	default:
		t.known(k).fill(b, e)
	}
}
