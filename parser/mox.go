package parser

// mox writes logfmt lines, "l=" the level, "m=" the message, then "err=" and
// what else belongs to it; its commands, and mox localserve, write "level:
// message: error; key=value". A line may name several packages, the innermost
// last: what a delivery's connection says is of "pkg=queue pkg=smtpclient".
// The first cid is that of the connection, or of the delivery attempt.

var _ = register(&Format{
	Name:    "mox",
	Title:   "mox, in its logfmt and its long form",
	Example: `l=error m="permanent failure delivering from queue" err="remote smtp server sent unexpected response status code: got 550, expected 2xx, permanent: 550 5.1.1 User unknown" pkg=queue permanent=true code=550 secode=1.1 cid=19a6f5ebf87 from=bob@example.net attempts=1 msgid=3 recipient=ann@example.com`,
	Reads: "deliveries that failed, with the first line of the reply or the reason; at level debug every reply's codes, of both sides; " +
		"at level trace the whole conversations; refused messages and failed authentication",
	Leaves: "deliveries that went well, whose reply is not logged; traces in the long form, whose lines are broken; IMAP and the rest",
	owns:   func(program []byte) bool { return string(program) == "mox" },
	quiet:  quietMox,
	sniffs: []sniffer{{sniff: func(msg []byte) bool { return moxLevel(msg) > 0 }, starts: "defilptw", behind: ":=", holds: "="}}, // the levels' and "l="
	read:   readMox,
	follow: followMox,
})

// quietMox knows the packages that speak no SMTP, in the commoner form.
func quietMox(lc *lineContext, _ *Batch) bool {
	msg := lc.f.msg
	return hasPrefix(msg, "l=") && index(msg, " pkg=smtp") < 0 && index(msg, " pkg=queue") < 0
}

func readMox(lc *lineContext, b *Batch, e *Event) outcome {
	var x moxEntry
	if !x.read(b, lc.f.msg) {
		if mentionsReply(lc.f.msg) {
			return unknownLine
		}
		return quietLine
	}
	e.Session = x.cid
	e.Sender, e.Recipient = x.from, x.recipient
	if looksIP(x.remoteIP) {
		e.Peer.IP = x.remoteIP
	}
	switch string(x.pkg) {
	case "smtpserver":
		e.Role, e.Origin = RoleServer, OriginOwn
		return x.server(b, e)
	case "smtpclient":
		e.Role, e.Origin = RoleClient, OriginRemote
		return x.client(b, e)
	case "queue":
		e.Role = RoleClient
		if x.from != nil && len(x.from) == 0 {
			e.Sender = []byte("<>")
		}
		return x.queue(b, e)
	}
	return quietLine
}

// server reads what the SMTP server says of its connections.
func (x *moxEntry) server(b *Batch, e *Event) outcome {
	switch {
	case hasPrefix(x.msg, "LS: "), hasPrefix(x.msg, "RC: "):
		return x.trace(e, x.msg[0] == 'L')
	case string(x.msg) == "smtp command result":
		return x.result(b, e)
	case string(x.msg) == "new connection":
		e.Peer.IP, e.Peer.Port = endpoint(x.remote)
		e.side = sideOpen
		return foundEvent
	case string(x.msg) == "connection closed":
		e.side = sideClose
		return foundEvent
	case string(x.msg) == "incoming message rejected":
		if len(x.reason) == 0 {
			return quietLine
		}
		e.Phase, e.Diagnostic = PhaseMessage, x.reason
	case string(x.msg) == "failed authentication attempt":
		if looksIP(x.remote) {
			e.Peer.IP = x.remote
		}
		e.Phase, e.Diagnostic = PhaseAuth, x.msg
	default:
		return quietLine
	}
	e.Kind, e.Status = KindDiagnostic, StatusRejected
	return foundEvent
}

// client reads what the SMTP client says of its connections.
func (x *moxEntry) client(b *Batch, e *Event) outcome {
	switch {
	case hasPrefix(x.msg, "RS: "), hasPrefix(x.msg, "LC: "):
		return x.trace(e, x.msg[0] == 'R')
	case string(x.msg) == "smtpclient command result":
		return x.result(b, e)
	case string(x.msg) == "connected to host":
		e.Peer.IP, e.Peer.Port = endpoint(x.remote)
		e.side = sideOpen
		return foundEvent
	}
	return quietLine
}

// trace reads what one side sent.
func (x *moxEntry) trace(e *Event, server bool) outcome {
	e.text, e.side = trimEOL(x.msg[4:]), sideClient
	switch {
	case server:
		e.side = sideServer
	case string(e.text) == "...":
		return quietLine // message text that is not shown
	case string(e.text) == "***":
		e.side = sideFollow
	}
	return foundEvent
}

// moxCommands are the names that commands have in the results. At the end of
// the data the client still says data; its answer to the command itself is
// known by its code, 354, which the server does not log as a result.
var moxCommands = [...]struct {
	name  string
	verb  string
	phase Phase
}{
	{"", "", PhaseConnect}, {"(greeting)", "", PhaseConnect},
	{"ehlo", "EHLO", PhaseEhlo}, {"helo", "HELO", PhaseEhlo},
	{"starttls", "STARTTLS", PhaseStarttls}, {"auth", "AUTH", PhaseAuth},
	{"mail", "MAIL", PhaseMail}, {"mailfrom", "MAIL", PhaseMail}, {"rcpt", "RCPT", PhaseRcpt}, {"rcptto", "RCPT", PhaseRcpt},
	{"data", "", PhaseUnknown}, {"rset", "RSET", PhaseRset}, {"vrfy", "VRFY", PhaseVrfy}, {"expn", "EXPN", PhaseExpn},
	{"help", "HELP", PhaseHelp}, {"noop", "NOOP", PhaseNoop}, {"quit", "QUIT", PhaseQuit},
	{"(unknown)", "", PhaseOther},
}

// result reads the codes of a reply, which is all that a result tells of it
// but for the error of this server's own.
func (x *moxEntry) result(b *Batch, e *Event) outcome {
	code, n := atoi(x.code, 4)
	if n != 3 || code < 200 || code > 599 {
		return quietLine
	}
	e.Kind, e.Reply.Code, e.side = KindReply, code, sideFollow
	e.Reply.Enhanced = x.enhanced(b)
	if scanEnhanced(x.ecode) > 0 {
		e.Reply.Enhanced = x.ecode
	}
	if len(x.err) > 0 && e.Role == RoleServer {
		n := len(b.text)
		b.text = appendLines(b.text, x.err, nil)
		e.Reply.Text = b.text[n:len(b.text):len(b.text)]
	}
	if code >= 400 && e.Role == RoleServer {
		e.Status = StatusRejected
	}
	for i := range moxCommands {
		if c := &moxCommands[i]; string(x.cmd) == c.name {
			e.Phase, e.Command = c.phase, Command{Verb: c.verb}
		}
	}
	if string(x.cmd) == "data" {
		switch {
		case code == 354:
			e.Phase, e.Command = PhaseData, Command{Verb: "DATA"}
		case code/100 == 2:
			e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
		}
	}
	return foundEvent
}

// enhanced puts the enhanced status code together of the code's first digit
// and secode, which is the rest of it.
func (x *moxEntry) enhanced(b *Batch) []byte {
	if len(x.secode) == 0 || len(x.code) != 3 {
		return nil
	}
	n := len(b.arena)
	b.arena = append(append(append(b.arena, x.code[0]), '.'), x.secode...)
	v := b.arena[n:len(b.arena):len(b.arena)]
	if scanEnhanced(v) != len(v) {
		return nil
	}
	return v
}

// queue reads what became of a delivery.
func (x *moxEntry) queue(b *Batch, e *Event) outcome {
	switch {
	case hasPrefix(x.msg, "permanent failure delivering from queue"):
		e.Status = StatusBounced
	case hasPrefix(x.msg, "temporary failure delivering from queue"):
		e.Status = StatusDeferred
	default:
		return quietLine
	}
	if len(x.err) == 0 {
		return quietLine
	}
	if text := moxReply(x.err); text != nil {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Origin, e.Reply, e.side = KindReply, OriginRemote, r, sideFollow
			return foundEvent
		}
	}
	e.Kind, e.Origin, e.Diagnostic, e.DSN = KindDiagnostic, OriginLocal, x.err, x.enhanced(b)
	for _, s := range [...]struct {
		words string
		phase Phase
	}{{"dialing smtp server: ", PhaseConnect}, {"tls error", PhaseTLS}, {"lookup ", PhaseDNS}} {
		if hasPrefix(x.err, s.words) {
			e.Phase = s.phase
		}
	}
	return foundEvent
}

// moxReply finds the reply at the end of an error: "…, transient: 451 4.3.0
// try later". nil for none.
func moxReply(err []byte) []byte {
	for _, w := range [...]string{"permanent: ", "transient: "} {
		if i := lastIndex(err, w); i >= 0 && (i == 0 || err[i-1] == ' ') && startsReply(err[i+len(w):]) {
			return err[i+len(w):]
		}
	}
	return nil
}

// followMox tells replies that a trace shows, or a result told, from new ones,
// and gives a hidden line of AUTH its place.
func followMox(t *convTable, b *Batch, e *Event) {
	c := t.conversation(b, t.keyOf(e))
	if string(e.text) == "***" {
		text := e.text
		if c.auth == nil {
			text = []byte("AUTH")
		}
		c.client(b, e, text)
		t.weigh(b, c)
		return
	}
	// A result may lack the enhanced code, and has no text.
	bare := Event{Reply: Reply{Code: e.Reply.Code}}
	switch {
	case e.Status == StatusBounced || e.Status == StatusDeferred:
		e.Retold = c.had(&bare) || c.had(e)
	default:
		e.Retold = c.any
		c.remember(&bare)
	}
	t.weigh(b, c)
}
