package parser

import "net/netip"

const (
	// patience is how many packets of its connection a segment waits for what
	// is missing before it although the other side has received it. Packets
	// that took another way through the capturing machine are a few late; what
	// has not come by then was never captured.
	patience = 8
	// longPatience is the same for what may have been lost on its way and be
	// sent again.
	longPatience = 400
)

// wireState is what is known of a connection.
type wireState uint8

const (
	wireUndecided wireState = iota // who speaks what was not to be told yet
	wireSMTP
	wireOther     // not SMTP, or encrypted from its first octet
	wireEncrypted // SMTP up to a STARTTLS
	wireClosed
)

// wireKey names a connection, whichever side speaks.
type wireKey struct{ a, b netip.AddrPort }

// wireConn is a TCP connection. Side 0 is key.a.
type wireConn struct {
	key     wireKey
	state   wireState
	side    [2]wireStream
	opened  place // where its first packet is, if syn says that it was seen
	syn     int8  // the side that opened it; -1 where that was not seen
	server  int8  // the side of the server, once state says that there is one
	packets int64
	held    int // what it held when it was last seen

	early []earlyLine // what was said before it was known to be SMTP
	talk  *smtpTalk

	age age[wireConn]
}

func (c *wireConn) init(key wireKey) {
	*c = wireConn{key: key, syn: -1, server: -1}
}

// over tells whether nothing that is said on the connection is of interest.
func (c *wireConn) over() bool { return c.state == wireClosed || c.state == wireOther }

// weight is about how many octets of memory the connection holds beyond its
// own size.
func (c *wireConn) weight() int {
	n := 0
	for i := range c.side {
		s := &c.side[i]
		n += s.held + cap(s.line) + 128*cap(s.waiting)
	}
	for i := range c.early {
		n += 96 + len(c.early[i].text)
	}
	if c.talk != nil {
		n += c.talk.conv.weight() + 8*cap(c.talk.sent)
	}
	return n
}

// segment takes what a packet brought for the connection.
func (k *capture) segment(b *Batch, c *wireConn, from int, t *tcpSegment, p *packet) {
	c.packets++
	if c.over() {
		return
	}
	if t.flags&tcpRST != 0 {
		k.force(b, c)
		k.close(b, c, CloseLost)
		return
	}
	s := &c.side[from]
	seq := t.seq
	if o := &c.side[1-from]; t.flags&tcpACK != 0 && (!o.hasAcked || before(o.acked, t.ack)) {
		o.acked, o.hasAcked = t.ack, true
	}
	if t.flags&tcpSYN != 0 {
		seq++
		s.syn = true
		if !s.known {
			s.next, s.isn, s.known = seq, seq, true
		}
		if c.syn < 0 {
			c.opened = place{no: p.no, at: p.at}
			if t.flags&tcpACK == 0 {
				c.syn = int8(from)
			} else {
				c.syn = int8(1 - from)
			}
		}
	}
	if t.length == 0 && t.flags&tcpFIN == 0 {
		if !s.known {
			// An acknowledgement: the next octet will be this one. A keep-alive
			// may be one before it (RFC 9293 §3.8.4), which does no harm to what
			// is sent anew.
			return
		}
		k.pump(b, c)
		return
	}
	s.add(waitingSegment{
		place: place{no: p.no, at: p.at, seq: seq, ack: t.ack, has: t.flags&tcpACK != 0},
		data:  t.data, length: t.length, fin: t.flags&tcpFIN != 0, since: c.packets,
	})
	k.pump(b, c)
}

// pump hands out what can be handed out. When the batch is full it leaves off
// and sets k.paused.
func (k *capture) pump(b *Batch, c *wireConn) {
	for {
		for {
			if k.full(b) {
				k.paused = c
				return
			}
			side := c.ready()
			if side < 0 {
				break
			}
			k.deliver(b, c, side)
			if c.over() {
				return
			}
		}
		if !c.impatient() && !c.side[0].full() && !c.side[1].full() {
			break
		}
		k.giveUpMissing(b, c)
	}
	for i := range c.side {
		c.side[i].ownAll()
	}
}

// force hands out everything, whatever is missing.
func (k *capture) force(b *Batch, c *wireConn) {
	for len(c.side[0].waiting)+len(c.side[1].waiting) > 0 && !c.over() {
		if side := c.ready(); side >= 0 {
			k.deliver(b, c, side)
		} else {
			k.giveUpMissing(b, c)
		}
	}
}

// ready gives a side whose next octets are there, or -1. What a speaker had
// received when it spoke comes before what it said: packets can lie in the file
// in another order than they were sent.
func (c *wireConn) ready() int {
	best := -1
	for i := range c.side {
		s := &c.side[i]
		for len(s.waiting) > 0 && !s.trim() {
			s.pop()
		}
		if len(s.waiting) == 0 {
			continue
		}
		w, o := &s.waiting[0], &c.side[1-i]
		if w.seq != s.next || w.has && o.known && before(o.next, w.ack) && w.ack-o.next < maxStray && !o.ended {
			continue
		}
		if best < 0 || w.no < c.side[best].waiting[0].no {
			best = i
		}
	}
	return best
}

// impatient tells whether something waits for too long.
func (c *wireConn) impatient() bool {
	for i := range c.side {
		s := &c.side[i]
		if len(s.waiting) == 0 {
			continue
		}
		waited, w := c.packets-s.waiting[0].since, &s.waiting[0]
		received := w.seq == s.next || s.hasAcked && !before(s.acked, w.seq)
		if waited > longPatience || waited > patience && received {
			return true
		}
	}
	return false
}

// giveUpMissing closes the gap that the segment waits for that came first.
func (k *capture) giveUpMissing(b *Batch, c *wireConn) {
	first := -1
	for i := range c.side {
		if w := c.side[i].waiting; len(w) > 0 && (first < 0 || w[0].no < c.side[first].waiting[0].no) {
			first = i
		}
	}
	if first < 0 {
		return
	}
	s, o := &c.side[first], &c.side[1-first]
	w := &s.waiting[0]
	if before(s.next, w.seq) {
		k.gap(b, c, first, int64(w.seq-s.next), w.place)
		s.next = w.seq
		return
	}
	to := w.ack
	if len(o.waiting) > 0 && before(o.waiting[0].seq, to) {
		to = o.waiting[0].seq
	}
	if !before(o.next, to) {
		// Both sides wait for each other: one of the two must be wrong.
		w.has = false
		return
	}
	k.gap(b, c, 1-first, int64(to-o.next), w.place)
	o.next = to
}

// deliver hands out the next of a side's octets, a line or so.
func (k *capture) deliver(b *Batch, c *wireConn, side int) {
	s := &c.side[side]
	w := &s.waiting[0]
	if len(w.data) > 0 {
		n := k.take(b, c, side, w.data, w.place)
		if c.over() {
			return
		}
		w.data = w.data[n:]
		w.length -= n
		w.seq += uint32(n)
		s.next = w.seq
		if len(w.data) > 0 {
			return
		}
	}
	if w.length > 0 {
		// The capture cut the packet (its snapshot length).
		k.gap(b, c, side, int64(w.length), w.place)
		if c.over() {
			return
		}
		s.next += uint32(w.length)
	}
	fin := w.fin
	if fin {
		s.next++
	}
	s.pop()
	if fin {
		k.lastLine(b, c, side)
		if c.over() {
			return
		}
		s.ended = true
		if c.side[1-side].ended {
			// The other side closed first.
			why := CloseServer
			if side == int(c.server) {
				why = CloseClient
			}
			k.close(b, c, why)
		}
	}
}

// close ends a connection. It is remembered, so that what is sent again later
// is not taken for a new one.
func (k *capture) close(b *Batch, c *wireConn, why Close) {
	k.lastLine(b, c, 0)
	k.lastLine(b, c, 1)
	if c.talk != nil {
		k.finishTalk(b, c, why)
	}
	c.drop(wireClosed)
}

// drop forgets what the connection holds.
func (c *wireConn) drop(state wireState) {
	c.state = state
	c.early, c.talk = nil, nil
	c.side = [2]wireStream{}
}
