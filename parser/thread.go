package parser

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// thread is what the earlier lines of one session, one delivery or one message
// told, and the later ones leave out. Its memory is its own.
type thread struct {
	queueID, sender, recipient []byte
	name, ip                   []byte
	port                       int
	tls                        TLS
	phase                      Phase
	cmd                        Command
	whole                      bool // the reply that is held has its last line
	diagnostic                 []byte
}

func (th *thread) weight() int {
	if th == nil {
		return 0
	}
	return 256 + len(th.queueID) + len(th.sender) + len(th.recipient) + len(th.name) + len(th.ip) +
		len(th.tls.Version) + len(th.tls.Cipher) + len(th.cmd.Arg) + len(th.diagnostic)
}

// maxThreadText is how many octets of one value are kept.
const maxThreadText = 512

// hold copies p into a value of a thread, in memory of the thread's own.
func hold(value *[]byte, p []byte) {
	*value = append((*value)[:0], p[:min(len(p), maxThreadText)]...)
}

// reset empties the thread; its memory is used again.
func (th *thread) reset() {
	*th = thread{
		queueID: th.queueID[:0], sender: th.sender[:0], recipient: th.recipient[:0],
		name: th.name[:0], ip: th.ip[:0], diagnostic: th.diagnostic[:0],
	}
}

// fill gives e what the thread knows and e does not say itself.
func (th *thread) fill(b *Batch, e *Event) {
	if th == nil {
		return
	}
	if e.QueueID == nil {
		e.QueueID = b.keep(th.queueID)
	}
	if e.Sender == nil {
		e.Sender = b.keep(th.sender)
	}
	if e.Recipient == nil {
		e.Recipient = b.keep(th.recipient)
	}
	if e.Peer.Name == nil && e.Peer.IP == nil {
		e.Peer = Peer{Name: b.keep(th.name), IP: b.keep(th.ip), Port: th.port}
	} else if e.Peer.Port == 0 && (e.Peer.IP == nil || bytes.Equal(e.Peer.IP, th.ip)) {
		e.Peer.Port = th.port
	}
	if e.TLS.Version == nil && len(th.tls.Version) > 0 {
		e.TLS = TLS{Version: b.keep(th.tls.Version), Cipher: b.keep(th.tls.Cipher)}
	}
}

// setPeer notes the other side.
func (th *thread) setPeer(p Peer) {
	hold(&th.name, p.Name)
	hold(&th.ip, p.IP)
	th.port = p.Port
}

// named gives the key of something that the process of e has a name for: a
// delivery, a message. kind keeps the names of different things apart.
func named(e *Event, kind byte, name []byte) convKey {
	k := convKey{pid: e.PID, program: hashBytes(hashBytes(fnvOffset, e.Program), e.Host)}
	k.program = hashBytes((k.program^uint64(kind))*fnvPrime, name)
	return k
}

// conversation gives the conversation of that key, a new one when there is
// none.
func (t *convTable) conversation(b *Batch, k convKey) *logConversation {
	c := t.find(k)
	if c == nil {
		return t.add(b, k)
	}
	t.ages.touch(&c.age)
	return c
}

// thread gives the thread of that key, a new one when there is none. The
// caller calls weigh when it has written to it.
func (t *convTable) thread(b *Batch, k convKey) (*logConversation, *thread) {
	c := t.conversation(b, k)
	if c.told == nil {
		c.told = t.spares.thread()
	}
	return c, c.told
}

// known gives the thread of that key; nil for none.
func (t *convTable) known(k convKey) *thread {
	if c := t.find(k); c != nil {
		return c.told
	}
	return nil
}

// forget gives up what is known by that key.
func (t *convTable) forget(k convKey) {
	if c := t.find(k); c != nil {
		t.remove(c)
	}
}

// mentionsReply tells whether a message that nobody understood has what looks
// like a negative reply in it; the rest of what such programs write is
// housekeeping.
func mentionsReply(msg []byte) bool {
	for i := 0; i+4 <= len(msg); i++ {
		if i+8 <= len(msg) {
			// Eight octets at a time: '4' and '5' differ in the last bit only.
			at := zeros(binary.LittleEndian.Uint64(msg[i:])&^each ^ each*'4')
			if at == 0 {
				i += 7
				continue
			}
			if i += bits.TrailingZeros64(at) >> 3; i+4 > len(msg) {
				break
			}
		}
		if c := msg[i]; (c == '4' || c == '5') && msg[i+1] <= '5' && isDigit(msg[i+1]) && isDigit(msg[i+2]) &&
			(msg[i+3] == ' ' || msg[i+3] == '-') && i+5 < len(msg) && msg[i+4] > ' ' {
			if i == 0 {
				return true
			}
			switch msg[i-1] {
			case ' ', '"', '\'', '(', '_':
				return i > 1 && (msg[i-2] == ':' || msg[i-2] == '=' || msg[i-2] == ',' || msg[i-1] != ' ')
			}
		}
	}
	return false
}

// holdReply takes a line of a reply whose outcome a later line tells. A reply
// that was whole, and had no such line, goes out first.
func (c *logConversation) holdReply(b *Batch, e *Event, l *replyLine) {
	th := c.told
	if c.open.active && (th.whole || c.open.code != l.code) {
		c.giveOut(b)
	}
	if !c.open.active {
		c.open.begin(l.code, e)
	}
	c.open.add(l)
	th.whole = !l.more
}

// giveOut gives out the reply that is held without any outcome.
func (c *logConversation) giveOut(b *Batch) {
	if !c.open.active {
		return
	}
	x := b.extra()
	c.open.from.tell(b, x)
	x.Dialogue = false
	x.QueueID = nil
	c.open.take(b, x)
	x.Phase, x.Command = c.told.phase, c.told.cmd
	c.told.fill(b, x)
	c.told.whole = false
}

// outcome makes e, the line that tells what became of it, the reply that is
// held; false when there is none.
func (c *logConversation) outcome(b *Batch, e *Event) bool {
	if !c.open.active {
		return false
	}
	c.open.take(b, e)
	e.Phase, e.Command = c.told.phase, c.told.cmd
	c.told.fill(b, e)
	c.told.whole = false
	return true
}
