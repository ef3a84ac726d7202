package parser

import "bytes"

// take reads the beginning of data, a line at most or what is no line, and
// gives how many octets that was.
func (k *capture) take(b *Batch, c *wireConn, side int, data []byte, at place) int {
	s := &c.side[side]
	if c.state == wireEncrypted {
		k.hello(b, c, side, data, at)
		return len(data)
	}
	if s.torn && wholeLine(data) {
		s.torn = false
	}
	if s.skip > 0 {
		n := int(min(s.skip, int64(len(data))))
		s.skip -= int64(n)
		if k.opts.Steps && c.talk != nil {
			c.talk.chunk.see(data[:n], at.no)
		}
		if s.skip == 0 && c.talk != nil {
			k.octetsEnd(b, c, side, at)
		}
		return n
	}
	if len(s.line) == 0 && !s.torn && !s.over {
		if isTLS(data) && !(c.talk != nil && c.talk.conv.body) {
			return k.encrypted(b, c, side, data, at)
		}
		if n := proxyHeader(data); n > 0 && c.state == wireUndecided {
			s.skip = int64(n)
			return 0
		}
		s.from = at
	}
	if c.talk != nil && side != int(c.server) && c.talk.conv.body && len(s.line) == 0 && !s.torn && !c.talk.doubt && !k.opts.Lines && !k.opts.Steps {
		if n := c.talk.bodyLines(data); n > 0 {
			return n
		}
	}
	i := bytes.IndexByte(data, '\n')
	if i < 0 {
		switch {
		case s.torn:
		case len(s.line)+len(data) > maxWireLine:
			s.over = true
			s.line = append(s.line, data[:maxWireLine-len(s.line)]...)
		default:
			s.line = append(s.line, data...)
		}
		return len(data)
	}
	n := i + 1
	if s.torn {
		s.torn = false
		return n
	}
	line := data[:n]
	if len(s.line) > 0 {
		line = append(s.line, data[:max(min(n, maxWireLine-len(s.line)), 0)]...)
		s.line = line[:0]
	}
	k.line(b, c, side, line, s.from, at.seq+uint32(n), at.no, s.over)
	// The connection may have been given up, and its lines with it.
	s.over = false
	if cap(s.line) > 1<<10 {
		s.line = nil
	}
	return n
}

// bodyLines reads the lines of a message that are there whole, up to the one
// with the dot, which it leaves.
func (t *smtpTalk) bodyLines(data []byte) int {
	n := 0
	for {
		i := bytes.IndexByte(data[n:], '\n')
		if i < 0 || i < 3 && data[n] == '.' {
			t.text += int64(n)
			return n
		}
		n += i + 1
	}
}

// lastLine takes what a side said last, without ending the line.
func (k *capture) lastLine(b *Batch, c *wireConn, side int) {
	s := &c.side[side]
	if len(s.line) == 0 || s.torn {
		return
	}
	line := s.line
	s.line = nil
	k.line(b, c, side, line, s.from, s.next, s.from.no, s.over)
	s.over = false
}

// gap notes that n octets of a side are missing. What stood before them is
// taken for what it is when that much is certain: a reply's code, a command's
// verb.
func (k *capture) gap(b *Batch, c *wireConn, side int, n int64, at place) {
	s := &c.side[side]
	if s.skip > 0 {
		known := min(s.skip, n)
		s.skip -= known
		n -= known
		if s.skip == 0 && c.talk != nil {
			k.octetsEnd(b, c, side, at)
		}
		if n == 0 {
			return
		}
	}
	if c.state == wireEncrypted {
		s.line = nil
		return
	}
	line := s.line
	s.line = nil
	if len(line) > 0 && !s.torn && c.tells(side, line) {
		k.line(b, c, side, line, s.from, s.next, s.from.no, true)
	}
	switch s = &c.side[side]; c.state {
	case wireSMTP:
		s.torn, s.over = true, false
		c.talk.lost(c, side, n, s.next+uint32(n))
	case wireUndecided:
		s.torn, s.over = true, false
		if len(c.early) < maxEarlyLines {
			c.early = append(c.early, earlyLine{side: side, lost: n, end: s.next + uint32(n)})
		}
	}
}

// tells tells whether a line that lacks its end still says what it is.
func (c *wireConn) tells(side int, line []byte) bool {
	reply := startsReply(line) && len(line) > 3
	i := bytes.IndexByte(line, ' ')
	command := i > 0 && lookupVerb(line[:i]) != nil
	switch {
	case c.talk == nil:
		return reply || command
	case side == int(c.server):
		return reply
	}
	return !c.talk.conv.body && (command || c.talk.conv.auth != nil)
}

// wholeLine tells, of what comes behind a gap, that it begins with a line
// rather than within one.
func wholeLine(data []byte) bool {
	line := data
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		line = data[:i]
	}
	line = trimEOL(line)
	return startsReply(line) || commandShape(line) != shapeNone
}

// proxyHeader gives the length of the header by which a load balancer tells
// the server whom it speaks for (the PROXY protocol of HAProxy); 0 for none.
func proxyHeader(data []byte) int {
	if hasPrefix(data, "PROXY ") {
		return bytes.IndexByte(data, '\n') + 1
	}
	if hasPrefix(data, "\r\n\r\n\x00\r\nQUIT\n") && len(data) >= 16 {
		return 16 + int(data[14])<<8 + int(data[15])
	}
	return 0
}
