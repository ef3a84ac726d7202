package parser

import (
	"bytes"
	"slices"
)

// maxConversations is how many conversations of logs are kept open; beyond
// it, the one that was silent longest is given up. So it is when together
// they hold more than maxHeld octets.
const (
	maxConversations = 20000
	maxHeld          = 8 << 20
)

// logConversation is a conversation that a log shows line by line.
type logConversation struct {
	conversation
	key  convKey
	peer []byte
	id   []byte // Message-Id of the message on its way, where the log tells it
	held int    // what it held when it was last seen
	told *thread

	age age[logConversation] // by when it last spoke
}

// convTable holds the open conversations of a log.
type convTable struct {
	open   map[convKey]*logConversation
	ages   ages[logConversation]
	limit  int
	held   int // octets that all of them hold
	spares convSpares
	last   *logConversation // that of the line before, or nil: most lines follow their like
	names  programHash

	// begun are the last connections that were opened by processes of which
	// nothing was shown so far.
	begun  [32]convKey
	nbegun int
}

func (t *convTable) init() {
	t.open = make(map[convKey]*logConversation)
	t.limit = maxConversations
}

func (t *convTable) empty() bool { return len(t.open) == 0 }

// find gives the open conversation of that key; nil for none.
func (t *convTable) find(k convKey) *logConversation {
	if t.last != nil && t.last.key == k {
		return t.last
	}
	c := t.open[k]
	if c != nil {
		t.last = c
	}
	return c
}

// line takes a line of a dialogue.
func (t *convTable) line(b *Batch, e *Event) {
	k := t.keyOf(e)
	c := t.find(k)
	switch e.side {
	case sideNoise:
		// What a process writes that shows its conversation is the noise of
		// its verbose mode; of any other it is a line nobody knew.
		if c == nil {
			b.unparsed(e)
		}
		return
	case sideOpen:
		if c == nil {
			c = t.add(b, k)
		} else {
			t.ages.touch(&c.age)
			c.finish(b, CloseInput)
		}
		c.connect()
		c.setPeer(e)
		c.watch.line = e.Line
		c.step(b, e, StepOpen)
		return
	case sideClose:
		if c != nil {
			c.watch.line = e.Line
			c.finish(b, CloseUnknown)
			t.remove(c)
		}
		return
	case sideFollow:
		e.Format.follow(t, b, e)
		return
	}
	if c == nil {
		c = t.add(b, k)
		if i := slices.Index(t.begun[:], k); i >= 0 {
			t.begun[i] = convKey{}
			c.connect()
		}
		c.setPeer(e)
	} else {
		t.ages.touch(&c.age)
		if !c.samePeer(e) {
			c.finish(b, CloseInput)
			c.reset()
			c.setPeer(e)
		}
	}
	if e.Peer.IP == nil && e.Peer.Name == nil && looksIP(c.peer) {
		e.Peer.IP = b.keep(c.peer)
	}
	for text, more := e.text, true; more; {
		// Some logs have all lines of a reply in one of theirs.
		var one []byte
		one, text, more = bytes.Cut(text, []byte{'\n'})
		more = more && len(text) > 0
		x := e
		if more {
			x = b.spare()
			*x = *e
		}
		if e.side == sideClient {
			c.client(b, x, trimEOL(one))
		} else {
			c.server(b, x, trimEOL(one))
		}
		if more && (x.Kind == KindReply || x.Step != nil) {
			b.order = append(b.order, x)
			e.Raw = nil
		}
	}
	t.weigh(b, c)
}

// passClient takes a line that the client of a process without a name sent, as
// conversation.passClient does.
func (t *convTable) passClient(b *Batch, c *logConversation, text []byte, line int64) bool {
	if c == nil || !c.passClient(b, trimEOL(text), line) {
		return false
	}
	t.ages.touch(&c.age)
	t.weigh(b, c)
	return true
}

// weigh counts what c holds now, and gives up what was silent longest when all
// of them hold too much.
func (t *convTable) weigh(b *Batch, c *logConversation) {
	w := c.weight() + c.told.weight()
	t.held += w - c.held
	c.held = w
	for t.held > maxHeld && t.ages.first() != nil && t.ages.first() != c {
		t.giveUp(b)
	}
}

// mark takes a line that tells of a connection.
func (t *convTable) mark(b *Batch, m *mark, k convKey) {
	c := t.find(k)
	if c == nil {
		if m.kind == markOpen {
			t.begun[t.nbegun%len(t.begun)] = k
			t.nbegun++
		}
		return
	}
	switch m.kind {
	case markOpen:
		c.finish(b, CloseInput)
		t.ages.touch(&c.age)
		c.connect()
		if n := clientEnd(m.peer); n > 0 {
			c.peer = append(c.peer[:0], parsePeer(m.peer[:n]).IP...)
		}
	case markClose:
		c.finish(b, CloseUnknown)
		t.remove(c)
	case markEncrypted:
		*c.secured() = TLS{Version: bytes.Clone(m.tls.Version), Cipher: bytes.Clone(m.tls.Cipher)}
		c.encrypted(b)
	}
}

func (c *logConversation) setPeer(e *Event) {
	c.peer = append(c.peer[:0], e.Peer.IP...)
	if len(c.peer) == 0 {
		c.peer = append(c.peer, e.Peer.Name...)
	}
}

// samePeer tells whether e can be of this conversation; logs that tell the
// peer once, when it connects, have none in the other lines.
func (c *logConversation) samePeer(e *Event) bool {
	if len(e.Peer.IP) == 0 && len(e.Peer.Name) == 0 {
		return true
	}
	if len(e.Peer.IP) > 0 {
		return bytes.Equal(c.peer, e.Peer.IP)
	}
	return bytes.Equal(c.peer, e.Peer.Name)
}

// retold marks a summary line that tells what its process's conversation
// shows as well.
func (t *convTable) retold(b *Batch, e *Event) {
	c := t.find(t.keyOf(e))
	if c == nil {
		return
	}
	switch {
	case e.Kind == KindDiagnostic:
		// The reason of a refusal, where the refusal itself is shown.
		e.Retold = e.Retold || e.Origin == OriginOwn && c.any && len(e.Session) > 0
	case c.had(e):
		e.Retold = true
	case e.Origin == OriginOwn && e.Status == StatusRejected && c.samePeer(e):
		// A server that shows its dialogue logs a refusal first and shows
		// the reply on the line behind it.
		e.Retold = true
	default:
		c.remember(e)
	}
	if e.quirk == quirkLast {
		c.closeStep(b, CloseUnknown)
		t.remove(c)
	}
}

func (t *convTable) add(b *Batch, k convKey) *logConversation {
	if len(t.open) >= t.limit {
		t.giveUp(b)
	}
	c := t.spares.conversation()
	c.key = k
	t.open[k] = c
	t.ages.add(&c.age, c)
	return c
}

// giveUp makes room: the conversation that was silent longest is over as far
// as the table is concerned.
func (t *convTable) giveUp(b *Batch) {
	c := t.ages.first()
	if c.told != nil {
		c.giveOut(b)
	} else {
		c.finish(b, CloseForgotten)
	}
	t.remove(c)
}

func (t *convTable) remove(c *logConversation) {
	delete(t.open, c.key)
	if t.last == c {
		t.last = nil
	}
	t.held -= c.held
	t.ages.remove(&c.age)
	t.spares.take(c)
}

// maxEnds is how many conversations end in one batch when the input is over.
const maxEnds = maxBlockLines

// end gives out the replies that are open when the input is over, the oldest
// first. It gives true while there are more than one batch is to hold.
func (t *convTable) end(b *Batch) (more bool) {
	for range maxEnds {
		c := t.ages.first()
		if c == nil {
			return false
		}
		if c.told != nil {
			c.giveOut(b)
		} else {
			c.finish(b, CloseInput)
		}
		t.remove(c)
	}
	return t.ages.first() != nil
}
