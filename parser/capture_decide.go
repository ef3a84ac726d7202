package parser

import "bytes"

const (
	maxEarlyLines  = 64
	maxEarlyOctets = 16 << 10
)

// earlyLine is a line that was said before it was known what is spoken.
type earlyLine struct {
	side int
	text []byte
	from place
	end  uint32
	last int64
	cut  bool
	lost int64 // so many octets that are missing, instead of a line
}

// mailPort tells whether SMTP or LMTP is what is spoken on a port, in case
// what is said could be FTP as well: the registered ones, and those that
// content filters and providers use.
func mailPort(port uint16) bool {
	switch port {
	case 24, 25, 26, 587, 2525, 10024, 10025, 10026:
		return true
	}
	return false
}

// consider takes a line of a connection of which it is not known what is
// spoken.
func (k *capture) consider(b *Batch, c *wireConn, l *earlyLine) {
	s := &c.side[l.side]
	text := trimEOL(l.text)
	first := s.replies+s.commands+s.others == 0 && !s.begun
	s.begun = true
	useful := true
	switch {
	case bytes.IndexByte(text, 0) >= 0:
		s.others++
		useful = false
	case startsReply(text):
		s.replies++
		if greetingShape(text) == shapeClear || replyShape(text) == shapeClear {
			s.clear++
		}
	case smtpOnly(text):
		s.commands++
	default:
		// A dot may be the end of a message whose beginning is missing.
		useful = c.syn == int8(l.side) || len(text) == 1 && text[0] == '.'
		// The first line of what began before the capture may lack its
		// beginning.
		if !first || c.syn >= 0 {
			s.others++
		}
	}
	if c.syn == int8(1-l.side) && s.replies == 0 {
		// The server speaks first, and a reply (RFC 5321 §3.1).
		c.drop(wireOther)
		return
	}
	if useful {
		l.text = bytes.Clone(l.text)
		c.early = append(c.early, *l)
		n := 0
		for i := range c.early {
			n += len(c.early[i].text)
		}
		if len(c.early) > maxEarlyLines || n > maxEarlyOctets {
			if c.syn >= 0 {
				c.drop(wireOther)
				return
			}
			c.early = append(c.early[:0], c.early[len(c.early)/2:]...)
		}
	}
	for side := range 2 {
		if c.speaksSMTP(side) {
			c.server = int8(side)
			k.beginTalk(b, c)
			return
		}
	}
}

// smtpOnly tells whether a line is a command that FTP, NNTP and POP3 do not
// have.
func smtpOnly(text []byte) bool {
	switch commandShape(text) {
	case shapeClear:
		return true
	case shapeWeak:
		v, _ := word(text)
		switch p := lookupVerb(v); {
		case p == nil:
			return false
		case p.phase == PhaseData, p.phase == PhaseRset, p.phase == PhaseVrfy, p.phase == PhaseExpn, p.phase == PhaseEtrn:
			return true
		}
	}
	return false
}

// speaksSMTP tells whether a side is the server of a conversation: it says
// nothing but replies, and one of the two sides says what no other protocol
// has.
func (c *wireConn) speaksSMTP(side int) bool {
	s, o := &c.side[side], &c.side[1-side]
	if s.replies == 0 || s.others+s.commands > 0 || c.syn == int8(side) {
		return false
	}
	port, other := c.port(side), c.port(1-side)
	if c.syn < 0 && mailPort(other) && !mailPort(port) {
		return false
	}
	return s.clear > 0 || o.commands > 0 || mailPort(port)
}

func (c *wireConn) port(side int) uint16 {
	if side == 0 {
		return c.key.a.Port()
	}
	return c.key.b.Port()
}

// beginTalk begins the conversation of a connection, with what was said so
// far.
func (k *capture) beginTalk(b *Batch, c *wireConn) {
	c.state = wireSMTP
	c.talk = newSMTPTalk(c)
	v := &c.talk.conv
	if c.syn >= 0 {
		v.connect()
		c.talk.synced = true
		k.openStep(b, c)
	} else {
		// A greeting is the first thing that a server says; of anything else
		// the beginning is missing.
		v.greeted = true
		c.talk.sureFrom = c.side[c.server].isn + 1
		for i := range c.early {
			l := &c.early[i]
			if l.side == int(c.server) && l.lost == 0 {
				if greetingShape(trimEOL(l.text)) != shapeNone && i == 0 {
					v.greeted = false
					c.talk.synced = true
				}
				break
			}
		}
	}
	early := c.early
	c.early = nil
	for i := range early {
		l := &early[i]
		if l.lost > 0 {
			c.talk.lost(c, l.side, l.lost, l.end)
			continue
		}
		k.say(b, c, l)
		// Chunks were taken for lines, as far as they were there.
		c.side[l.side].skip = 0
	}
}
