package parser

import "bytes"

// A mark is a line that tells of a connection without being an event: that it
// began, that it ended, that it is encrypted now. Marks are small, because
// every connection of a busy log leaves several.
type mark struct {
	at   int32 // it stands before the event of this index
	line int32 // and before the plain line of this index
	kind markKind
	pid  int
	prog []byte
	host []byte
	peer []byte // the address; of markOpen and markClose "name[address]"
	tls  TLS
}

type markKind uint8

const (
	markOpen markKind = iota
	markClose
	markEncrypted
)

// mark notes that a connection with the client that text begins with was
// opened or closed.
func (b *Batch) mark(kind markKind, f *frame, text []byte) {
	b.marks = append(b.marks, mark{
		at: int32(len(b.events)), line: int32(len(b.plains)), kind: kind, pid: f.pid, prog: f.program, host: f.host, peer: text,
	})
}

// markAhead is mark for a line that is the last event, too: the mark counts
// before it.
func (b *Batch) markAhead(kind markKind, f *frame, text []byte) {
	b.mark(kind, f, text)
	b.marks[len(b.marks)-1].at--
}

// markTLS reads "to name[address]:25: TLSv1.3 with cipher X (…)" or "from
// name[address]: …".
func (b *Batch) markTLS(e *Event, text []byte) {
	_, text = word(text)
	n := clientEnd(text)
	if n < 0 || n+2 >= len(text) || text[n] != ':' {
		return
	}
	version, rest := word(text[n+2:])
	if !hasPrefix(rest, "with cipher ") {
		return
	}
	cipher, _ := word(rest[12:])
	e.TLS = TLS{Version: version, Cipher: cipher}
	b.marks = append(b.marks, mark{
		at: int32(len(b.events) - 1), line: int32(len(b.plains)), kind: markEncrypted, pid: e.PID, prog: e.Program, host: e.Host,
		peer: parsePeer(text[:n]).IP, tls: e.TLS,
	})
}

// programHash remembers the hash of a program and its host: nearly all marks of a log
// are of one.
type programHash struct {
	program, host []byte
	sum           uint64
}

func (p *programHash) hash(program, host []byte) uint64 {
	if p.sum == 0 || !bytes.Equal(p.program, program) || !bytes.Equal(p.host, host) {
		p.program, p.host = append(p.program[:0], program...), append(p.host[:0], host...)
		p.sum = hashBytes(hashBytes(fnvOffset, program), host)
	}
	return p.sum
}

// tlsSlots is how many processes' encryption is remembered.
const tlsSlots = 4096

// tlsTable remembers, by process, the encryption of the connection that it
// has: what a summary line says later is said over it.
type tlsTable struct {
	slots []tlsSlot
}

type tlsSlot struct {
	key     convKey
	peer    [64]byte
	npeer   uint8
	queue   [24]byte // the message that is on its way, for a client
	nqueue  uint8
	version []byte
	cipher  []byte
}

func (t *tlsTable) slot(k convKey) *tlsSlot {
	return &t.slots[(k.program^uint64(k.pid)*0x9e3779b97f4a7c15)%tlsSlots]
}

// apply takes a mark.
func (t *tlsTable) apply(m *mark, k convKey) {
	if m.kind == markEncrypted {
		if t.slots == nil {
			t.slots = make([]tlsSlot, tlsSlots)
		}
		s := t.slot(k)
		if len(m.peer) == 0 || len(m.peer) > len(s.peer) || len(m.tls.Version) > 32 || len(m.tls.Cipher) > 64 {
			return
		}
		s.key = k
		s.npeer = uint8(copy(s.peer[:], m.peer))
		s.nqueue = 0
		s.version = append(s.version[:0], m.tls.Version...)
		s.cipher = append(s.cipher[:0], m.tls.Cipher...)
		return
	}
	if t.slots != nil {
		if s := t.slot(k); s.key == k {
			s.npeer = 0
		}
	}
}

// fill adds the encryption to an event whose connection has one. A client's
// connection carries one message unless the log says that it was used again;
// what comes later may have gone in the clear, and is left alone.
func (t *tlsTable) fill(b *Batch, e *Event) {
	if t.slots == nil || e.TLS.Version != nil || len(e.Peer.IP) == 0 {
		return
	}
	k := keyOf(e)
	s := t.slot(k)
	if s.npeer == 0 || s.key != k {
		return
	}
	if p := s.peer[:s.npeer]; !bytes.Equal(p, e.Peer.IP) && !bytes.Equal(p, e.Peer.Name) {
		// Some programs name the host when they tell of the encryption, some
		// its address.
		return
	}
	if e.Role == RoleClient {
		if e.quirk != quirkDelivery && e.quirk != quirkReused {
			return
		}
		switch {
		case s.nqueue == 0 || e.quirk == quirkReused:
			if len(e.QueueID) > len(s.queue) {
				return
			}
			s.nqueue = uint8(copy(s.queue[:], e.QueueID))
		case !bytes.Equal(s.queue[:s.nqueue], e.QueueID):
			s.npeer = 0
			return
		}
	}
	e.TLS = TLS{Version: b.keep(s.version), Cipher: b.keep(s.cipher)}
}
