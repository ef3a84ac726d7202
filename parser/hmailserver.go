package parser

import "bytes"

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
	for _, who := range [...]string{"\"SMTPD\"", "\"SMTPC\"", "\"APPLICATION\"", "\"TCPIP\"", "\"DEBUG\"", "\"ERROR\"", "\"POP3D\"", "\"IMAPD\""} {
		if hasPrefix(msg, who) {
			rest := msg[len(who):]
			return rest[0] == '\t' || rest[0] == ' ' && isDigit(trimSpace(rest)[0])
		}
	}
	return hmailTail(msg) > 0
}

// hmailTail knows lines of which only the peer and the text were kept, and gives
// where the text begins; 0 for none.
func hmailTail(msg []byte) int {
	i := bytes.IndexByte(msg[1:], '"')
	if i < 1 || i > 48 {
		return 0
	}
	rest := trimLeft(msg[i+2:])
	if len(rest)+i+2 == len(msg) || !hasPrefix(rest, "\"SENT: ") && !hasPrefix(rest, "\"RECEIVED: ") {
		return 0
	}
	return len(msg) - len(rest) + 1
}

// hmailShort reads such a line, which does not tell whose log it is of: the side
// is told by what it says.
func hmailShort(b *Batch, e *Event, msg []byte, at int) outcome {
	text := bytes.TrimSuffix(trimSpace(msg[at:]), []byte{'"'})
	_, text, _ = bytes.Cut(text, []byte(": "))
	if peer := msg[1 : 1+bytes.IndexByte(msg[1:], '"')]; looksIP(peer) {
		e.Peer.IP = peer
	}
	e.Origin, e.side = OriginWire, sideClient
	if startsReply(text) {
		e.side = sideServer
	}
	e.text = text
	if index(text, "[nl]") >= 0 {
		e.text = hmailLines(b, text)
	}
	return foundEvent
}

// hmailBlanks cuts a line whose tabs became blanks on their way: all fields but
// the numbers are in quotation marks, and the last may have such marks in it.
func hmailBlanks(c *csvLine, msg []byte) {
	c.f = c.f[:0]
	for msg = trimLeft(msg); len(msg) > 0 && len(c.f) < 5; msg = trimLeft(msg) {
		end := 0
		if msg[0] == '"' {
			if end = bytes.IndexByte(msg[1:], '"'); end < 0 {
				return
			}
			c.f = append(c.f, msg[1:1+end])
			msg = msg[end+2:]
			continue
		}
		for end < len(msg) && msg[end] != ' ' && msg[end] != '\t' {
			end++
		}
		c.f = append(c.f, msg[:end])
		msg = msg[end:]
	}
	if len(msg) > 1 && msg[0] == '"' {
		c.f = append(c.f, bytes.TrimSuffix(trimSpace(msg[1:]), []byte{'"'}))
	}
}

func readHMail(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if !hasPrefix(msg, "\"SMTP") {
		if at := hmailTail(msg); at > 0 {
			return hmailShort(b, e, msg, at)
		}
		return quietLine
	}
	server := msg[5] == 'D'
	c := &lc.fields
	c.f = c.f[:0]
	if msg[len("\"SMTPD\"")] == '\t' {
		c.split(b, msg, '\t')
	} else {
		hmailBlanks(c, msg)
	}
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
