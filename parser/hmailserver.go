package parser

// hMailServer's log has fields in quotation marks behind tabs: who wrote the
// line, thread, session, time, peer, text. [nl] stands for a line end.

var _ = register(&Format{
	Name:    "hmailserver",
	Title:   "hMailServer",
	Example: "\"SMTPC\"\t103\t3\t\"2026-11-22 05:38:58.004\"\t\"192.0.2.1\"\t\"RECEIVED: 550 5.1.1 User unknown\"",
	Reads:   "the dialogues of its server (SMTPD) and of its client (SMTPC)",
	Leaves:  "APPLICATION, TCPIP and DEBUG lines; POP3 and IMAP",
	sniffs:  []sniffer{{sniff: sniffHMail, starts: `"`}},
	read:    readHMail,
})

func sniffHMail(msg []byte) bool {
	if len(msg) < 20 || msg[0] != '"' {
		return false
	}
	for _, who := range [...]string{"\"SMTPD\"\t", "\"SMTPC\"\t", "\"APPLICATION\"\t", "\"TCPIP\"\t", "\"DEBUG\"\t", "\"ERROR\"\t", "\"POP3D\"\t", "\"IMAPD\"\t"} {
		if hasPrefix(msg, who) {
			return true
		}
	}
	return false
}

func readHMail(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if !hasPrefix(msg, "\"SMTP") {
		return quietLine
	}
	server := msg[5] == 'D'
	var c csvLine
	var fields [8][]byte
	c.f = fields[:0]
	c.split(b, msg, '\t')
	if len(c.f) < 6 {
		return unknownLine
	}
	e.Session = c.f[2]
	e.Time.iso(c.f[3])
	if looksIP(c.f[4]) {
		e.Peer.IP = c.f[4]
	}
	text := c.f[5]
	e.Role, e.Origin = RoleClient, OriginRemote
	if server {
		e.Role, e.Origin = RoleServer, OriginOwn
	}
	sent := false
	switch {
	case hasPrefix(text, "SENT: "):
		text, sent = text[len("SENT: "):], true
	case hasPrefix(text, "RECEIVED: "):
		text = text[len("RECEIVED: "):]
	default:
		return quietLine
	}
	e.side = sideClient
	if sent == server {
		e.side = sideServer
	}
	e.text = text
	if index(text, "[nl]") >= 0 {
		e.text = hmailLines(b, text)
	}
	return foundEvent
}

// hmailLines puts line feeds where the log has its mark for them.
func hmailLines(b *Batch, text []byte) []byte {
	n := len(b.arena)
	for {
		i := index(text, "[nl]")
		if i < 0 {
			b.arena = append(b.arena, text...)
			return b.arena[n:len(b.arena):len(b.arena)]
		}
		b.arena = append(append(b.arena, text[:i]...), '\n')
		text = text[i+4:]
	}
}
