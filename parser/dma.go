package parser

import "bytes"

// dma, the DragonFly Mail Agent, writes its queue's ids where other programs
// write their process: "dma[49.5591df848f20]: …".

func init() {
	register(&Format{
		Name:    "dma",
		Title:   "dma, the DragonFly Mail Agent",
		Example: `Nov 22 05:31:09 mx1 dma[49.5591df848f20]: remote delivery to mx.example.com [192.0.2.1] failed after RCPT TO: 550-5.1.1 no such user#015#012550 5.1.1 look at https://example.com`,
		Reads:   "remote deliveries that failed or were deferred, with the whole reply, connections that failed, authentication",
		Leaves:  "deliveries that went well: dma does not log their replies",
		owns:    func(program []byte) bool { return string(program) == "dma" },
		sniffs:  []sniffer{{sniff: func(msg []byte) bool { return hasPrefix(msg, "dma: remote delivery ") }, starts: "d", behind: ":"}},
		read:    readDma,
		follow:  followDma,
	})
}

// dmaTag gives what stands in the brackets of the tag: "49" or
// "49.5591df848f20".
func dmaTag(line []byte) []byte {
	head := line[:min(len(line), 200)]
	i := index(head, "dma[")
	if i < 0 {
		return nil
	}
	tag := head[i+4:]
	j := bytes.IndexByte(tag, ']')
	if j < 0 {
		return nil
	}
	return tag[:j]
}

func readDma(lc *lineContext, b *Batch, e *Event) outcome {
	msg := trimLeft(bytes.TrimPrefix(lc.f.msg, []byte("dma: ")))
	tag := dmaTag(e.Raw)
	if bytes.IndexByte(tag, '.') > 0 {
		e.QueueID = tag
	}
	e.PID = 0 // it is hexadecimal, and of no use beside the id
	e.Session, e.text = nil, tag
	e.Role = RoleClient
	switch {
	case hasPrefix(msg, "remote delivery "), hasPrefix(msg, "local delivery "):
		return dmaDelivery(b, e, msg)
	case hasPrefix(msg, "connect to ") && index(msg, " failed: ") > 0, hasPrefix(msg, "connection rejected temporarily"):
		e.Kind, e.Origin, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, PhaseConnect, msg
		if hasPrefix(msg, "connect to ") {
			e.Peer = sendmailPeer(msg[11:index(msg, " failed: ")])
		}
	case hasPrefix(msg, "connection failed, remote host greeted us with "):
		code, n := atoi(msg[47:], 3)
		if n != 3 || code < 200 {
			return unknownLine
		}
		e.Kind, e.Origin, e.Phase, e.Reply = KindReply, OriginRemote, PhaseConnect, Reply{Code: code}
	case hasPrefix(msg, "Could not perform server greeting at "):
		// dma tries EHLO and then HELO, and does not tell which was refused.
		s := msg[37:]
		i := index(s, ": ")
		if i < 0 {
			return unknownLine
		}
		e.Peer, e.Phase = sendmailPeer(s[:i]), PhaseEhlo
		if r, ok := parseEscaped(s[i+2:], &b.text); ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
		} else {
			e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, msg
		}
	case hasPrefix(msg, dmaOffers) && startsReply(behindColon(msg[len(dmaOffers):])):
		// dma goes on without it.
		e.Phase, e.Command = PhaseAuth, Command{Verb: "AUTH"}
		r, _ := parseEscaped(behindColon(msg[len(dmaOffers):]), &b.text)
		e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
	case hasPrefix(msg, "new mail from "):
		if i := index(msg, "envelope_from="); i >= 0 {
			e.Sender = addressOrNull(msg[i+14:])
		}
		e.Kind = KindLine
	case hasPrefix(msg, "mail to="):
		i := index(msg, " queued as ")
		if i < 0 {
			return quietLine
		}
		e.Recipient, e.QueueID = addressOrNull(msg[8:i]), msg[i+11:]
	case hasPrefix(msg, "<") && hasSuffix(msg, " trying delivery"):
		e.Recipient = bracketed(msg)
	case hasPrefix(msg, "trying remote delivery to "):
		s := msg[26:]
		if i := index(s, " pref "); i >= 0 {
			s = s[:i]
		}
		e.Peer = sendmailPeer(s)
	default:
		if mentionsReply(msg) {
			return unknownLine
		}
		return quietLine
	}
	e.side = sideFollow
	return foundEvent
}

const dmaOffers = "smarthost authentication: "

// behindColon gives what stands behind the first ": ", nil for nothing.
func behindColon(s []byte) []byte {
	if i := index(s, ": "); i >= 0 {
		return s[i+2:]
	}
	return nil
}

// dmaSteps are the words behind "failed after ".
var dmaSteps = [...]struct {
	words string
	phase Phase
	verb  string
}{
	{"connect: ", PhaseConnect, ""},
	{"initial greeting: ", PhaseConnect, ""},
	{"EHLO: ", PhaseEhlo, "EHLO"},
	{"HELO: ", PhaseEhlo, "HELO"},
	{"STARTTLS: ", PhaseStarttls, "STARTTLS"},
	{"MAIL FROM: ", PhaseMail, "MAIL"},
	{"RCPT TO: ", PhaseRcpt, "RCPT"},
	{"DATA: ", PhaseData, "DATA"},
	{"final DATA: ", PhaseMessage, "."},
}

// dmaDelivery reads
//
//	remote delivery to mx [192.0.2.1] failed after RCPT TO: 550 …
//	remote delivery deferred: mx [192.0.2.1] failed after RCPT TO: 450 …
//	remote delivery deferred: AUTH cram-md5 failed: 535 …
//	remote delivery failed after RCPT TO: 550 …          (versions before 0.5)
//	remote delivery succeeded but QUIT failed: 451 …
func dmaDelivery(b *Batch, e *Event, msg []byte) outcome {
	i := bytes.IndexByte(msg, ' ') + 10
	s := msg[i:] // behind "remote delivery "
	local := msg[0] == 'l'
	e.Status = StatusBounced
	if hasPrefix(s, "deferred: ") {
		s = s[10:]
		e.Status = StatusDeferred
	} else if hasPrefix(s, "succeeded but QUIT failed: ") {
		e.Status = StatusSent
		e.Phase, e.Command = PhaseQuit, Command{Verb: "QUIT"}
	}
	s = bytes.TrimPrefix(s, []byte("failed: "))
	s = bytes.TrimPrefix(s, []byte("to "))
	if i := index(s, "failed after "); i >= 0 {
		if i > 1 {
			e.Peer = sendmailPeer(s[:i-1])
		}
		for k := range dmaSteps {
			if st := &dmaSteps[k]; hasPrefix(s[i+13:], st.words) {
				e.Phase, e.Command = st.phase, Command{Verb: st.verb}
				s = s[i+13+len(st.words):]
				break
			}
		}
	} else if hasPrefix(s, "AUTH ") || hasPrefix(s, "Authentication ") || hasPrefix(s, "SMTP login ") {
		e.Phase, e.Command = PhaseAuth, Command{Verb: "AUTH"}
	} else if hasPrefix(s, "EHLO after STARTTLS ") {
		e.Phase, e.Command = PhaseEhlo, Command{Verb: "EHLO"}
	} else if hasPrefix(s, "STARTTLS not available: ") {
		e.Phase, e.Command = PhaseStarttls, Command{Verb: "STARTTLS"}
	}
	reply := s
	if !startsReply(reply) {
		if i := index(s, ": "); i >= 0 {
			reply = s[i+2:]
		}
	}
	e.side = sideFollow
	if !local && startsReply(reply) {
		if r, ok := parseEscaped(reply, &b.text); ok {
			e.Kind, e.Origin, e.Reply = KindReply, OriginRemote, r
			return foundEvent
		}
	}
	if e.Status == StatusSent {
		e.side = sideNone
		return quietLine
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, msg[i:]
	e.Command = Command{}
	switch {
	case local:
		e.Phase, e.Role = PhaseLocal, RoleUnknown
	case hasPrefix(s, "DNS lookup failure"):
		e.Phase = PhaseDNS
	case hasPrefix(s, "STARTTLS not available"), hasPrefix(s, "SSL "), hasPrefix(s, "TLS "):
		e.Phase = PhaseTLS
	}
	return foundEvent
}

// followDma knows the recipient and the sender by the queue's id: the lines of
// deliveries name neither.
func followDma(t *convTable, b *Batch, e *Event) {
	tag := e.text
	if e.QueueID == nil {
		// "dma[49]: new mail from … envelope_from=<…>"
		c, th := t.thread(b, named(e, 'm', tag))
		hold(&th.sender, e.Sender)
		t.weigh(b, c)
		return
	}
	c, th := t.thread(b, named(e, 'q', e.QueueID))
	if e.Kind == KindLine {
		if e.Recipient != nil {
			hold(&th.recipient, e.Recipient)
		}
		if e.Peer.Name != nil || e.Peer.IP != nil {
			th.setPeer(e.Peer)
		}
		if from := t.known(named(e, 'm', tag)); from != nil && !bytes.Equal(tag, e.QueueID) {
			hold(&th.sender, from.sender)
		}
		t.weigh(b, c)
		return
	}
	th.fill(b, e)
}
