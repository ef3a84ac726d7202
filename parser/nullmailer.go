package parser

import "bytes"

// nullmailer-send tells every delivery in several lines, on standard output or
// through a logger; the helper's reply stands there with all its lines, and
// what became of the message in a line of its own.

var nullmailerFormat *Format

func init() {
	nullmailerFormat = register(&Format{
		Name:    "nullmailer",
		Title:   "nullmailer",
		Example: "Starting delivery: host: mx.example.com protocol: smtp file: 1795325500.90\nFrom: <me@example.net> to: <ann@example.com>\nsmtp: Failed: 550 5.1.1 no such user\nSending failed: Permanent error in sending the message",
		Reads:   "the replies and errors of the smtp helper, with sender, recipient, server and outcome, plain or through syslog",
		Leaves:  "housekeeping of the queue",
		owns: func(program []byte) bool {
			return string(program) == "nullmailer" || hasPrefix(program, "nullmailer-")
		},
		read:   readNullmailer,
		follow: followNullmailer,
	})
	registerSource(sourceKind{
		starts: "SRs",
		words:  []string{"Starting delivery", "Sending failed: ", "Sent file.", "Moving message ", "Generating bounce for ", "Message-ID: <", "smtp: Failed: ", "smtp: Succeeded: "},
		make:   func(sq *sequencer) sourceReader { return &nullmailer{sq: sq} },
	})
}

// nullmailerLines begin the lines of nullmailer-send that stand for
// themselves.
var nullmailerLines = [...]string{
	"Starting delivery: ", "Starting delivery, ", "Sending failed: ", "Sent file.", "Rescanning queue.", "Delivery complete, ", "Trigger pulled.",
	"Moving message ", "Generating bounce for ", "Not generating double bounce", "Message-ID: <", "Message-Id: <", "From: <", "smtp: ", "qmqp: ",
	"Could not ", "Can't ", "Error: ",
}

// nullmailerSteps begin those of them that tell nothing.
var nullmailerSteps = [...]string{
	"Message-ID: <", "Message-Id: <", "Moving message ", "Generating bounce for ", "Rescanning queue.", "Delivery complete, ", "Trigger pulled.",
}

func readNullmailer(lc *lineContext, b *Batch, e *Event) outcome {
	e.side, e.text, e.Role = sideFollow, lc.f.msg, RoleClient
	return foundEvent
}

func followNullmailer(t *convTable, b *Batch, e *Event) {
	// The helper has a process of its own, and one delivery goes on at a time.
	k := keyOf(e)
	k.pid = 0
	c, _ := t.thread(b, k)
	nullmailerLine(c, b, e, e.text)
	t.weigh(b, c)
}

// nullmailer reads the plain lines. A log begins with one that nobody else
// writes, and ends with the first line that is none of its own.
type nullmailer struct {
	sq *sequencer
	c  logConversation
}

func (n *nullmailer) line(b *Batch, e *Event) bool {
	msg := e.text
	if n.sq.sources.reader() != sourceReader(n) {
		if !hasPrefix(msg, "Starting delivery: host: ") && !hasPrefix(msg, "Starting delivery, ") && string(msg) != "Rescanning queue." && !hasPrefix(msg, "smtp: Failed: ") && !hasPrefix(msg, "smtp: Succeeded: ") {
			return false
		}
	} else if !hasAnyPrefix(msg, nullmailerLines[:]) && !(n.c.open.active && startsReply(msg)) {
		n.c.giveOut(b)
		return false
	}
	if n.c.told == nil {
		n.c.told = &thread{}
	}
	e.Format, e.Role = nullmailerFormat, RoleClient
	b.formatLines(nullmailerFormat)
	nullmailerLine(&n.c, b, e, msg)
	return true
}

// passes takes what is told with the lines that come later.
func (n *nullmailer) passes(b *Batch, l *plainLine) bool {
	msg := l.text
	if n.c.open.active || n.c.told == nil || len(msg) == 0 {
		return false
	}
	switch msg[0] {
	case 'S':
		if !hasPrefix(msg, "Starting delivery: ") {
			return false
		}
		n.c.told.starts(msg)
	case 'F':
		if !hasPrefix(msg, "From: <") {
			return false
		}
		n.c.told.goes(msg)
	default:
		if !hasAnyPrefix(msg, nullmailerSteps[:]) {
			return false
		}
	}
	b.formatLines(nullmailerFormat)
	return true
}

func (n *nullmailer) end(b *Batch) {
	if n.c.open.active {
		n.c.giveOut(b)
	}
}

// nullmailerLine takes the next line of a delivery.
func nullmailerLine(c *logConversation, b *Batch, e *Event, msg []byte) {
	th := c.told
	switch {
	case hasPrefix(msg, "Starting delivery: "):
		e.Origin = OriginRemote
		c.giveOut(b)
		th.starts(msg)
	case hasPrefix(msg, "From: <"):
		th.goes(msg)
	case hasPrefix(msg, "smtp: Failed: "):
		nullmailerReply(c, b, e, msg[14:], false)
	case hasPrefix(msg, "smtp: Succeeded: "):
		nullmailerReply(c, b, e, msg[17:], true)
	case hasPrefix(msg, "Sending failed: "), hasPrefix(msg, "Sent file"):
		nullmailerOutcome(c, b, e, msg)
	case startsReply(msg):
		if l, ok := parseReplyLine(msg); ok && c.open.active && l.code == c.open.code && !th.whole {
			c.holdReply(b, e, &l)
		}
	}
}

// starts takes "Starting delivery: host: 192.0.2.1 protocol: smtp file: 1795325500.98".
func (th *thread) starts(msg []byte) {
	th.reset()
	if h := nullmailerWord(msg, " host: "); h != nil {
		if looksIP(h) {
			hold(&th.ip, h)
		} else {
			hold(&th.name, h)
		}
	}
	hold(&th.queueID, nullmailerWord(msg, " file: "))
}

// goes takes "From: <ann@example.com> to: <bob@example.net>".
func (th *thread) goes(msg []byte) {
	if i := index(msg, " to: <"); i > 0 {
		hold(&th.sender, bracketed(msg[6:]))
		hold(&th.recipient, bracketed(msg[i+5:]))
	}
}

func nullmailerWord(msg []byte, key string) []byte {
	i := index(msg, key)
	if i < 0 {
		return nil
	}
	w, _ := word(msg[i+len(key):])
	return w
}

// nullmailerReply takes what the helper said: a reply, its line ends escaped
// or not, or a reason of its own.
func nullmailerReply(c *logConversation, b *Batch, e *Event, text []byte, sent bool) {
	th := c.told
	th.phase, th.cmd, th.diagnostic = PhaseUnknown, Command{}, th.diagnostic[:0]
	if sent {
		th.phase, th.cmd = PhaseMessage, Command{Verb: "."}
	}
	e.Origin = OriginRemote
	e.Dialogue = true // what is told with the outcome stands here
	if !startsReply(text) {
		c.giveOut(b)
		if !sent {
			hold(&th.diagnostic, text)
		}
		return
	}
	for {
		at, n := nextBreak(text)
		line := text
		if at >= 0 {
			line = text[:at]
		}
		if l, ok := parseReplyLine(line); ok {
			c.holdReply(b, e, &l)
		}
		if at < 0 {
			return
		}
		text = text[at+n:]
	}
}

// nullmailerOutcome takes the line that tells what became of the message.
func nullmailerOutcome(c *logConversation, b *Batch, e *Event, msg []byte) {
	th := c.told
	e.Origin = OriginRemote
	switch {
	case hasPrefix(msg, "Sent file"):
		e.Status = StatusSent
	case index(msg, "Permanent") > 0:
		e.Status = StatusBounced
	case index(msg, "Temporary") > 0:
		e.Status = StatusDeferred
	}
	if c.outcome(b, e) || e.Status == StatusSent {
		return
	}
	reason, outcome := th.diagnostic, trimSpace(bytes.TrimPrefix(msg, []byte("Sending failed: ")))
	if len(reason) == 0 || hasPrefix(reason, "Connect failed") && hasPrefix(outcome, "Host not found") {
		reason = outcome
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, b.keep(reason)
	if hasPrefix(reason, "Host not found") {
		e.Phase = PhaseDNS
	} else if hasPrefix(reason, "Could not connect") || hasPrefix(reason, "Connection refused") || hasPrefix(reason, "Connect failed") || hasPrefix(reason, "No connection") {
		e.Phase = PhaseConnect
	}
	th.diagnostic = th.diagnostic[:0]
	th.fill(b, e)
}
