package parser

import "bytes"

// openStep gives out that the connection was made.
func (k *capture) openStep(b *Batch, c *wireConn) {
	if !k.opts.Steps {
		return
	}
	n := len(b.order)
	x := b.extra()
	x.Line, x.Lines, x.Time = c.opened.no, 1, c.opened.at
	c.talk.conv.step(b, x, StepOpen)
	k.emitTalk(b, c, n)
}

// finishTalk gives out what is open when the connection is over.
func (k *capture) finishTalk(b *Batch, c *wireConn, why Close) {
	k.abandon(b, c)
	n := len(b.order)
	c.talk.conv.closeStep(b, why)
	k.emitTalk(b, c, n)
}

// emitTalk hands on events that no packet stands for, which were given out since
// b.order had n of them.
func (k *capture) emitTalk(b *Batch, c *wireConn, n int) {
	for _, x := range b.order[n:] {
		x.Format, x.Origin, x.Session = captureFormat, OriginWire, c.talk.session
		x.Peer = Peer{IP: c.talk.ip, Port: c.talk.port}
	}
	k.emit(b, nil, n)
}

// chunkLook is what was seen of a chunk (RFC 3030 §2): it need not be made of
// lines.
type chunkLook struct {
	content Content
	line    int  // octets of the line that is being read
	last    byte // the octet before
}

// see takes octets of a chunk from a packet.
func (w *chunkLook) see(data []byte, packet int64) {
	t := &w.content
	t.Ends = true
	t.Octets += int64(len(data))
	t.EightBit = t.EightBit || eightBit(data)
	for len(data) > 0 {
		i := bytes.IndexByte(data, '\n')
		piece := data
		if i >= 0 {
			piece = data[:i]
		}
		if w.last == '\r' && len(piece) > 0 {
			t.BareCR++
		}
		for j, x := range piece {
			if x == '\r' && j+1 < len(piece) {
				t.BareCR++
			}
		}
		if len(piece) > 0 {
			w.last = piece[len(piece)-1]
			w.line += len(piece)
		}
		if i < 0 {
			return
		}
		n := w.line + 2
		if w.last == '\r' {
			n--
		} else {
			t.BareLF++
		}
		if n > t.Longest {
			t.Longest, t.LongestLine = n, packet
		}
		t.Lines++
		w.line, w.last = 0, '\n'
		data = data[i+1:]
	}
}

// chunkEnd gives what was seen of a chunk to its command.
func (t *smtpTalk) chunkEnd() {
	v := &t.conv
	if t.chunk.content.Octets == 0 {
		return
	}
	for i := range v.fifo {
		if p := &v.fifo[i]; p.no == v.watch.commands && p.cmd.Verb == "BDAT" {
			content := t.chunk.content
			p.content = &content
			break
		}
	}
	t.chunk = chunkLook{}
}
