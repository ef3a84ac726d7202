package parser

import "strconv"

// event makes an event of what was said; text is a copy in its Raw.
func (k *capture) event(b *Batch, c *wireConn, side int, said []byte, at *place, no int64) (e *Event, text []byte) {
	t := c.talk
	e = b.newEvent()
	e.Format = captureFormat
	e.Dialogue = true
	e.Line, e.Lines = no, 1
	e.Time = at.at
	e.Session = t.session
	e.Peer = Peer{IP: t.ip, Port: t.port}
	n := len(b.arena)
	if e.Time.HasTime {
		b.arena = appendClock(b.arena, &e.Time)
	}
	b.arena = append(b.arena, t.lead[side]...)
	m := len(b.arena)
	b.arena = append(b.arena, said...)
	e.Raw = b.arena[n:len(b.arena):len(b.arena)]
	return e, b.arena[m:len(b.arena):len(b.arena)]
}

// appendClock writes the time of day as far as a reader needs it.
func appendClock(dst []byte, t *Stamp) []byte {
	ms := uint32(t.Nsec / 1e6)
	for _, v := range [...]struct {
		n   uint8
		end byte
	}{{t.Hour, ':'}, {t.Min, ':'}, {t.S, '.'}} {
		dst = append(dst, '0'+v.n/10, '0'+v.n%10, v.end)
	}
	return append(dst, byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10), ' ')
}

// emit hands on an event, behind those that were given out since b.order had n
// of them.
func (k *capture) emit(b *Batch, e *Event, n int) {
	for _, x := range b.order[n:] {
		k.sq.finish(b, x)
	}
	if e != nil {
		k.sq.emit(b, e)
	}
}

// note shows what is no line of the conversation.
func (k *capture) note(b *Batch, c *wireConn, side int, text []byte, at *place) {
	if !k.opts.Lines && !k.opts.Dialogue {
		return
	}
	e, _ := k.event(b, c, side, text, at, at.no)
	k.emit(b, e, len(b.order))
}

// textEnd tells how much text was left out.
func (k *capture) textEnd(b *Batch, c *wireConn, side int, at *place) {
	if n := c.talk.text; n > 0 && !k.opts.Lines {
		k.note(b, c, side, octets(n, " octets of message text]"), at)
	}
	c.talk.text = 0
}

// octetsEnd does the same for a chunk.
func (k *capture) octetsEnd(b *Batch, c *wireConn, side int, at place) {
	k.note(b, c, side, octets(c.talk.text, " octets of message text]"), &at)
	c.talk.chunkEnd()
	c.talk.text = 0
}

func octets(n int64, rest string) []byte {
	return append(strconv.AppendInt([]byte{'['}, n, 10), rest...)
}
