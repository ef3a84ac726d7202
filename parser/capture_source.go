package parser

import (
	"errors"
	"fmt"
	"io"
)

const (
	// maxWireConns is how many connections are kept; beyond it, the one that
	// was silent longest is given up. So it is when together they hold more
	// than maxWireHeld octets.
	maxWireConns = 10000
	maxWireHeld  = 8 << 20
	// maxBatchEvents and maxBatchPackets bound a batch.
	maxBatchEvents  = 1024
	maxBatchPackets = 4096
)

// capture is a batchSource that reads a packet capture. It makes the events
// itself: what is said on a connection can only be understood in order.
type capture struct {
	opts *Options
	sq   *sequencer // for what it does to each event; its tables are not used
	file *captureFile

	conns map[wireKey]*wireConn
	ages  ages[wireConn]
	held  int

	last    packet
	seg     tcpSegment
	paused  *wireConn // has more to hand out than the batch could take
	octets  int64
	strange int32 // a link type that is not read; -1 for none
	err     error // what the file said last
	ended   bool
}

func newCapture(r io.Reader, opts *Options) *capture {
	return &capture{
		opts: opts, sq: &sequencer{opts: opts}, file: newCaptureFile(r), conns: map[wireKey]*wireConn{}, strange: -1,
	}
}

// lineEnd is of no consequence: there are no lines.
func (k *capture) lineEnd() byte { return '\n' }

// full tells that the batch can take no more.
func (k *capture) full(b *Batch) bool { return len(b.order) >= maxBatchEvents }

// next reads packets until the batch is full, or until the next packet would
// have to be waited for.
func (k *capture) next(b *Batch) error {
	b.block, b.lines, b.cut, b.captured = b.block[:0], 0, false, true
	if k.ended {
		return k.err
	}
	if !k.resume(b) {
		return nil
	}
	for !k.full(b) && b.lines < maxBatchPackets {
		if b.lines > 0 && k.file.r.Buffered() <= k.file.discard {
			break
		}
		if k.err = k.file.next(&k.last); k.err != nil {
			break
		}
		b.lines++
		k.packet(b, &k.last)
		if k.paused != nil {
			break
		}
	}
	b.stats.Bytes += k.file.octets - k.octets
	k.octets = k.file.octets
	if k.err == nil {
		return nil
	}
	for c := k.ages.first(); c != nil; c = k.ages.first() {
		if k.full(b) {
			return nil
		}
		k.end(b, c, CloseInput)
	}
	k.ended = true
	k.settle()
	return nil
}

// settle says what the caller gets to know of the end.
func (k *capture) settle() {
	switch {
	case k.err == io.EOF:
		if k.strange >= 0 {
			k.err = &CaptureError{k.file.no, fmt.Errorf("packets of link type %d cannot be read", k.strange)}
		}
	case errors.Is(k.err, errCutOff), errors.Is(k.err, errDamaged), errors.Is(k.err, errTooMany):
		k.err = &CaptureError{k.file.no, k.err}
	}
}

// resume hands out what the batch before could not take.
func (k *capture) resume(b *Batch) bool {
	if c := k.paused; c != nil {
		k.paused = nil
		k.pump(b, c)
		k.weigh(b, c)
	}
	return k.paused == nil
}

// packet reads one packet.
func (k *capture) packet(b *Batch, p *packet) {
	if !knownLink(p.link) {
		k.strange = int32(p.link)
		b.stats.count([]byte("unknown link"), true, 1)
		return
	}
	t := &k.seg
	if !t.decode(p) {
		b.stats.count([]byte("not TCP"), true, 1)
		return
	}
	b.formatLines(captureFormat)
	key, from := wireKey{t.src, t.dst}, 0
	if t.src.Compare(t.dst) > 0 {
		key, from = wireKey{t.dst, t.src}, 1
	}
	c := k.conns[key]
	switch {
	case c == nil:
		c = k.add(b, key)
	case t.flags&tcpSYN != 0 && c.anew(from, t):
		k.end(b, c, CloseInput)
		c = k.add(b, key)
	default:
		k.ages.touch(&c.age)
	}
	k.segment(b, c, from, t, p)
	k.weigh(b, c)
}

// anew tells whether a SYN begins another connection between the same ports.
func (c *wireConn) anew(from int, t *tcpSegment) bool {
	s := &c.side[from]
	if t.flags&tcpACK != 0 {
		return false // the SYN before it told
	}
	return c.over() || s.known && s.isn != t.seq+1
}

// weigh keeps count of what the connections hold.
func (k *capture) weigh(b *Batch, c *wireConn) {
	if k.conns[c.key] != c {
		return
	}
	w := c.weight()
	k.held += w - c.held
	c.held = w
	for k.held > maxWireHeld && k.ages.first() != nil && k.ages.first() != c {
		k.end(b, k.ages.first(), CloseForgotten)
	}
}

func (k *capture) add(b *Batch, key wireKey) *wireConn {
	if len(k.conns) >= maxWireConns {
		k.end(b, k.ages.first(), CloseForgotten)
	}
	c := &wireConn{}
	c.init(key)
	k.conns[key] = c
	k.ages.add(&c.age, c)
	return c
}

// end hands out what a connection still has, and forgets it.
func (k *capture) end(b *Batch, c *wireConn, why Close) {
	if !c.over() {
		k.force(b, c)
		if !c.over() {
			k.close(b, c, why)
		}
	}
	delete(k.conns, c.key)
	k.held -= c.held
	k.ages.remove(&c.age)
	if k.paused == c {
		k.paused = nil
	}
}
