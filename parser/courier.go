package parser

import "bytes"

// Courier writes "key=value,key=value: text", a line for each line of a reply,
// and then what became of the recipient.

func init() {
	register(&Format{
		Name:    "courier",
		Title:   "Courier, its server and its delivery modules",
		Example: "Nov 22 05:52:39 mx1 courieresmtp: id=000000000000008A.000000006B028327.000000D9,from=<me@example.net>,addr=<ann@example.com>: 550 5.1.1 no such user\nNov 22 05:52:39 mx1 courieresmtp: id=000000000000008A.000000006B028327.000000D9,from=<me@example.net>,addr=<ann@example.com>,status: failure",
		Reads:   "replies of peers, of any number of lines, with what became of the recipient; deliveries that failed without any; errors of courieresmtpd",
		Leaves:  "local successes, what is queued and started, the commands that courieresmtpd lists",
		owns:    ownsCourier,
		sniffs:  []sniffer{{sniff: func(msg []byte) bool { return courierTag(msg) > 0 }, starts: "c", behind: ":"}},
		part:    courierPart,
		quiet:   quietCourier,
		read:    readCourier,
		follow:  followCourier,
	})
}

func ownsCourier(program []byte) bool {
	if hasPrefix(program, "courieresmtp") {
		return true
	}
	switch string(program) {
	case "courierd", "courierlocal", "courierdsn", "courieruucp", "courierfax", "couriersmtp", "courierfilter", "couriersubmit":
		return true
	}
	return false
}

// courierTag gives the length of a module's name that stands before its words
// where the header of syslog was left out; 0 for none. Courier has no process
// there.
func courierTag(msg []byte) int {
	n := alnumRun(msg)
	if n+6 > len(msg) || !ownsCourier(msg[:n]) || !hasPrefix(msg[n:], ": ") || !hasPrefix(msg[n+2:], "id=") && !hasPrefix(msg[n+2:], "error,relay=") {
		return 0
	}
	return n
}

// courierPart tells the module that speaks to other servers from the server.
func courierPart(program []byte) daemon {
	switch {
	case hasPrefix(program, "courieresmtpd"):
		return dSMTPD
	case hasPrefix(program, "courieresmtp"):
		return dSMTP
	}
	return dLocal
}

func quietCourier(lc *lineContext, _ *Batch) bool {
	return hasPrefix(lc.f.msg, "Waiting. ") || hasPrefix(lc.f.msg, "started,") || hasPrefix(lc.f.msg, "newmsg,") || hasPrefix(lc.f.msg, "completed,")
}

func readCourier(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if n := courierTag(msg); n > 0 {
		lc.part = courierPart(msg[:n])
		msg = msg[n+2:]
	}
	switch {
	case hasPrefix(msg, "id="):
		return courierDelivery(lc, e, msg)
	case hasPrefix(msg, "error,relay="):
		return courierError(b, e, msg[6:])
	}
	// The commands that courieresmtpd lists, and housekeeping.
	return quietLine
}

// courierDelivery reads "id=…,from=<…>,addr=<…>: text" and "…,status: failure".
func courierDelivery(lc *lineContext, e *Event, msg []byte) outcome {
	id := msg[3:]
	i := bytes.IndexByte(id, ',')
	if i < 0 {
		return quietLine
	}
	id, msg = id[:i], id[i:]
	e.QueueID = id
	if hasPrefix(msg, ",from=<") {
		if e.Sender = bracketed(msg[6:]); e.Sender == nil {
			return unknownLine
		}
		msg = msg[6:]
		if e.Sender[0] == '<' {
			msg = msg[2:]
		} else {
			msg = msg[len(e.Sender)+2:]
		}
	}
	if !hasPrefix(msg, ",addr=<") {
		return quietLine
	}
	if e.Recipient = bracketed(msg[6:]); e.Recipient == nil {
		return unknownLine
	}
	msg = msg[6:]
	if e.Recipient[0] == '<' {
		msg = msg[2:]
	} else {
		msg = msg[len(e.Recipient)+2:]
	}
	if lc.part == dSMTP {
		e.Role = RoleClient
	}
	e.side, e.text = sideFollow, msg
	return foundEvent
}

// followCourier puts the lines about a recipient together.
func followCourier(t *convTable, b *Batch, e *Event) {
	k := named(e, 'c', e.QueueID)
	k.program = hashBytes(k.program, e.Recipient)
	msg := e.text
	c, th := t.thread(b, k)
	if len(th.recipient) == 0 {
		hold(&th.recipient, e.Recipient)
		hold(&th.sender, e.Sender)
		hold(&th.queueID, e.QueueID)
	}
	switch {
	case hasPrefix(msg, ": "):
		courierText(c, b, e, msg[2:])
	case hasPrefix(msg, ",success: delivered: "):
		th.setPeer(sendmailPeer(msg[21:]))
	case hasPrefix(msg, ",status: "):
		courierOutcome(c, b, e, msg[9:])
		t.forget(k)
		return
	}
	t.weigh(b, c)
}

// courierText takes a line of a reply, or of the module's own reason. Only
// courieresmtp speaks to servers: the codes that others write are Courier's.
func courierText(c *logConversation, b *Batch, e *Event, text []byte) {
	// QUIRK: 400 is no code of RFC 5321 §4.2; courieresmtp puts it before
	// reasons of its own.
	if e.Role == RoleClient && startsReply(text) && len(text) > 3 && !hasPrefix(text, "400 ") {
		if l, ok := parseReplyLine(text); ok {
			e.Origin = OriginRemote
			c.holdReply(b, e, &l)
			return
		}
	}
	if c.open.active && !c.told.whole {
		c.open.add(&replyLine{code: c.open.code, text: text, whole: text})
		return
	}
	if th := c.told; len(th.diagnostic) == 0 {
		hold(&th.diagnostic, text)
	} else if len(th.diagnostic) < maxThreadText {
		th.diagnostic = append(append(th.diagnostic, ' '), text...)
	}
}

// courierOutcome takes the line that tells what became of the recipient.
func courierOutcome(c *logConversation, b *Batch, e *Event, word []byte) {
	switch string(word) {
	case "failure":
		e.Status = StatusBounced
	case "deferred":
		e.Status = StatusDeferred
	case "success":
		e.Status = StatusSent
		c.told.phase, c.told.cmd = PhaseMessage, Command{Verb: "."}
	}
	e.Origin = OriginRemote
	if c.outcome(b, e) {
		return
	}
	th := c.told
	if e.Status == StatusSent || len(th.diagnostic) == 0 {
		e.Origin = OriginUnknown
		return
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, b.keep(th.diagnostic)
	switch {
	case e.Role != RoleClient:
	case hasPrefix(e.Diagnostic, "No such domain"), hasPrefix(e.Diagnostic, "DNS lookup failed"):
		e.Phase = PhaseDNS
	case hasPrefix(e.Diagnostic, "Connection refused"), hasPrefix(e.Diagnostic, "No route to host"), hasPrefix(e.Diagnostic, "Network is unreachable"):
		e.Phase = PhaseConnect
	}
	th.fill(b, e)
}

// courierError reads what courieresmtpd answered:
//
//	relay=::ffff:192.0.2.9,port=37341,msg="502 ESMTP command error",cmd: FOO
//	relay=::ffff:192.0.2.9,from=<a@b>,to=<c@d>: 550 User unknown.
func courierError(b *Batch, e *Event, s []byte) outcome {
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	ip := s[6:]
	if i := bytes.IndexByte(ip, ','); i >= 0 {
		ip, s = ip[:i], ip[i:]
	} else {
		return quietLine
	}
	ip = bytes.TrimPrefix(ip, []byte("::ffff:"))
	if looksIP(ip) {
		e.Peer.IP = ip
	}
	if i := index(s, ",port="); i >= 0 {
		e.Peer.Port, _ = atoi(s[i+6:], 5)
	}
	var text []byte
	if i := index(s, ",msg=\""); i >= 0 {
		text = s[i+6:]
		j := lastIndex(text, "\",cmd: ")
		if j < 0 {
			j = len(text)
			if j > 0 && text[j-1] == '"' {
				j--
			}
			text = text[:j]
		} else {
			courierCommand(e, text[j+7:], text[:j])
			text = text[:j]
		}
	} else {
		i := index(s, ">: ")
		if i < 0 {
			return unknownLine
		}
		text = s[i+3:]
		if j := index(s, ",from=<"); j >= 0 && j < i {
			e.Sender = bracketed(s[j+6:])
		}
		if j := index(s, ",to=<"); j >= 0 && j < i {
			if a := bracketed(s[j+4:]); len(a) > 0 && a[0] != '<' {
				e.Recipient = a
			}
		}
	}
	if r, ok := parseFlat(text, &b.text); ok && startsReply(text) {
		e.Kind, e.Reply = KindReply, r
		if r.Code < 400 {
			e.Status = StatusUnknown
		}
		return foundEvent
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	return foundEvent
}

// courierCommand notes the command that was answered. Behind a failed AUTH it
// is what the client said to a 334 (RFC 4954 §4): a secret, and no command.
func courierCommand(e *Event, cmd, reply []byte) {
	c, phase := ParseCommand(cmd)
	if phase == PhaseOther && hasPrefix(reply, "535") {
		if len(cmd) > 0 {
			e.markSecret(cmd)
		}
		return
	}
	e.Command, e.Phase = c, phase
	if c.Secret {
		e.markSecret(c.Arg[c.SecretAt:])
	}
	switch phase {
	case PhaseRcpt:
		e.Recipient = PathOf(c.Arg)
	case PhaseMail:
		e.Sender = PathOf(c.Arg)
	}
}
