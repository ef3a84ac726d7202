package parser

// Postfix writes one line an event: deliveries ("status="), refusals
// ("reject:"), and in verbose mode the dialogue itself. The program name is
// "syslog_name/daemon", and syslog_name is anybody's choice.

var postfixFormat *Format

func init() {
	postfixFormat = register(&Format{
		Name:    "postfix",
		Title:   "Postfix, any syslog_name, all daemons",
		Example: `Nov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, delays=0.1/0/1/2.1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 <ann@example.com>: User unknown (in reply to RCPT TO command))`,
		Reads: "deliveries with what the peer said, or why it was not reached; smtpd, postscreen, cleanup, milter and proxy refusals; " +
			"warnings that refuse a client; expiry; TLS of a connection; the dialogues of smtpd -v and debug_peer_list",
		Leaves: "local successes, queue housekeeping, statistics",
		owns:   ownsPostfix,
		part:   daemonOf,
		quiet:  quietPostfix,
		sniffs: []sniffer{{sniff: sniffPostfix, starts: alnumText, behind: ":-", holds: ":"}},
		read:   readPostfix,
	})
}

// daemon is a Postfix program.
type daemon uint8

const (
	dUnknown daemon = iota
	dSMTP           // smtp and lmtp: this side is the client
	dSMTPD          // this side is the server
	dPostscreen
	dCleanup
	dQmgr
	dLocal // local, virtual, pipe, discard: nothing goes over the wire
	dError // error and retry
	dOther
)

// daemons are Postfix's programs (master(5), postlog(1)).
var daemons = map[string]daemon{
	"smtp": dSMTP, "lmtp": dSMTP, "smtpd": dSMTPD, "postscreen": dPostscreen, "cleanup": dCleanup,
	"qmgr": dQmgr, "oqmgr": dQmgr, "nqmgr": dQmgr,
	"local": dLocal, "virtual": dLocal, "pipe": dLocal, "discard": dLocal,
	"error": dError, "retry": dError, "defer": dOther, "bounce": dOther, "trace": dOther,
	"pickup": dOther, "anvil": dOther, "scache": dOther, "tlsmgr": dOther, "tlsproxy": dOther,
	"proxymap": dOther, "proxywrite": dOther, "verify": dOther, "flush": dOther, "showq": dOther,
	"master": dOther, "postfix-script": dOther, "postsuper": dOther, "postqueue": dOther, "postdrop": dOther,
	"sendmail": dOther, "postmap": dOther, "postalias": dOther, "spawn": dOther, "qmqpd": dSMTPD,
	"trivial-rewrite": dOther, "dnsblog": dOther, "postlog": dOther, "postlogd": dOther, "postmulti": dOther,
	"postfix": dOther, "postcat": dOther, "postconf": dOther, "posttls-finger": dOther, "smtp-sink": dOther,
	"set-permissions": dOther, "post-install": dOther, "postfix-wrapper": dOther, "smtp-source": dOther,
}

// lastPart gives what stands behind the last slash; ok is false without one.
func lastPart(program []byte) (part []byte, ok bool) {
	for i := len(program) - 1; i >= 0; i-- {
		if program[i] == '/' {
			return program[i+1:], true
		}
	}
	return program, false
}

func ownsPostfix(program []byte) bool {
	part, ok := lastPart(program)
	if !ok {
		// QUIRK: RFC 5424 relays cut the tag at the slash, so that every
		// daemon is called "postfix".
		return string(program) == "postfix"
	}
	if _, known := daemons[string(part)]; known {
		return true
	}
	return hasPrefix(program, "postfix")
}

func daemonOf(program []byte) daemon {
	part, ok := lastPart(program)
	if !ok {
		return dUnknown
	}
	d, known := daemons[string(part)]
	if !known {
		return dUnknown
	}
	return d
}

// sniffPostfix knows a message whose header was taken away (journalctl -o
// cat, a paste) by the forms that nobody else writes.
func sniffPostfix(msg []byte) bool {
	if hasPrefix(msg, "NOQUEUE: ") {
		_, rest := queueID(msg)
		return actionOf(rest) != nil || hasPrefix(rest, "client=")
	}
	if hasPrefix(msg, "proxy-reject: END-OF-MESSAGE") || hasPrefix(msg, "proxy-accept: END-OF-MESSAGE") {
		return true
	}
	if len(msg) < 12 || !isAlnum(msg[0]) {
		return false
	}
	id, rest := queueID(msg)
	if id == nil {
		return false
	}
	return hasPrefix(rest, "to=<") && index(rest, ", status=") > 0 || actionOf(rest) != nil ||
		hasPrefix(rest, "from=<") && index(rest, ", s") > 0
}

// queueID takes "4jXHtl37jt: " off a message: short ids are hexadecimal
// digits, long ones a base-52 number (enable_long_queue_ids). NOQUEUE is
// stepped over and gives no id.
func queueID(msg []byte) (id, rest []byte) {
	n := 0
	for n < len(msg) && n < 24 && isAlnum(msg[n]) {
		n++
	}
	if n < 5 || n+1 >= len(msg) || msg[n] != ':' || msg[n+1] != ' ' {
		return nil, msg
	}
	rest = msg[n+2:]
	if string(msg[:n]) == "NOQUEUE" {
		return nil, rest
	}
	if !looksQueueID(msg[:n]) {
		return nil, msg
	}
	return msg[:n], rest
}

// maxHiddenID is how long what stands for a queue id may be.
const maxHiddenID = 32

// hiddenID takes what stands for an id off a message, "XXXXXXXX: ",
// "<queue-id>: ", where the id was made unknown before the log was shown: only
// messages that begin with one go on as this does. What is no word gives no id.
func hiddenID(msg []byte) (id, rest []byte) {
	n := 0
	for n < len(msg) && n < maxHiddenID && msg[n] > ' ' && msg[n] != ':' {
		n++
	}
	if n == 0 || n+2 >= len(msg) || msg[n] != ':' || msg[n+1] != ' ' {
		return nil, msg
	}
	rest = msg[n+2:]
	if !hasPrefix(rest, "to=<") {
		if a := actionOf(rest); a == nil || a.status == StatusUnknown || !staged(rest[len(a.name)+2:]) {
			return nil, msg
		}
	}
	if alnumRun(msg[:n]) < n {
		return nil, rest
	}
	return msg[:n], rest
}

// looksQueueID tells ids from words such as "warning": the short ones are of
// upper-case hexadecimal digits, the long ones have a digit in front. Other
// capitals with a digit among them are taken too: logs that were made
// anonymous have such.
func looksQueueID(id []byte) bool {
	hex, upper, digits := true, true, 0
	for _, c := range id {
		switch {
		case isDigit(c):
			digits++
		case 'A' <= c && c <= 'F':
		case 'G' <= c && c <= 'Z':
			hex = false
		default:
			hex, upper = false, false
		}
	}
	return hex || upper && digits > 0 || len(id) >= 10 && isDigit(id[0])
}

// quietPostfix knows the housekeeping that is half of every busy log.
func quietPostfix(lc *lineContext, b *Batch) bool {
	msg := lc.f.msg
	switch lc.part {
	case dOther:
		return !lc.opts.Steps || !hasPrefix(behindWord(msg), ": sender non-")
	case dQmgr:
		return hasSuffix(msg, ": removed") || hasSuffix(msg, "(queue active)")
	case dCleanup:
		return hasPrefix(behindWord(msg), ": message-id=<")
	case dSMTPD:
		switch {
		case hasPrefix(msg, "connect from "):
			if lc.opts.Steps {
				return false
			}
			b.mark(markOpen, &lc.f, msg[13:])
			return true
		case hasPrefix(msg, "disconnect from "):
			if lc.opts.Steps {
				return false
			}
			b.mark(markClose, &lc.f, msg[16:])
			return true
		}
		return hasPrefix(behindWord(msg), ": client=") || isDebug(msg) && !tellsAction(msg)
	}
	return false
}

// tellsAction tells whether a message is of an action or a delivery, also where
// somebody put another word in place of the queue id.
func tellsAction(msg []byte) bool {
	_, rest := hiddenID(msg)
	return len(rest) < len(msg) || actionOf(msg) != nil
}

// behindWord gives what stands behind the letters and digits that msg begins
// with.
func behindWord(msg []byte) []byte {
	n := 0
	for n < len(msg) && isAlnum(msg[n]) {
		n++
	}
	return msg[n:]
}

// readPostfix reads one message.
func readPostfix(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	d := lc.part
	if len(msg) > 2 && (msg[0] == '>' || msg[0] == '<') && msg[1] == ' ' {
		return postfixDialogue(b, e, d, msg)
	}
	id, rest := queueID(msg)
	if id == nil && d != dUnknown {
		id, rest = hiddenID(rest)
	}
	e.QueueID = id
	switch d {
	case dSMTP:
		e.Role = RoleClient
	case dSMTPD, dPostscreen:
		e.Role = RoleServer
	}
	if hasPrefix(rest, "to=") {
		return b.maybeOpen(postfixDelivery(b, e, d, rest), rest)
	}
	if d == dUnknown && id == nil && hasAnyPrefix(rest, deliveryFields[:]) {
		return postfixFields(b, e, d, rest)
	}
	if a := actionOf(rest); a != nil {
		o := postfixAction(b, e, d, a, rest)
		if a.status == StatusUnknown {
			return o
		}
		return b.maybeOpen(o, rest)
	}
	switch d {
	case dSMTPD:
		if o := postfixSession(lc, b, e, rest); o != unknownLine {
			return o
		}
		if o := postfixFault(b, e, d, rest); o != unknownLine {
			return o
		}
	case dPostscreen:
		if o := postfixFault(b, e, d, rest); o != unknownLine {
			return o
		}
	case dOther:
		if o := postfixNotification(b, e, id, rest); o != unknownLine {
			return o
		}
	}
	if id != nil {
		if headOnly(msg) {
			b.opens()
			return unknownLine
		}
		return b.saidOpen(postfixQueue(b, e, d, rest), rest)
	}
	if headOnly(msg) {
		b.opens()
		return unknownLine
	}
	return postfixOther(lc, b, e, d, rest)
}
