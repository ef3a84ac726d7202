package parser

import "bytes"

// eximState is what has to be remembered of Exim's lines to understand later
// ones. It lives in the sequencer, and its size does not grow.
type eximState struct {
	parts []eximEntry
	hosts []eximHostLine
}

const (
	eximEntries  = 64       // entries in parts that are put together side by side
	eximEntryMax = 16 << 10 // octets of one; Exim's own limit is 8 KiB
	eximHosts    = 1024     // messages of which a server's words are remembered
)

// eximEntry is an entry that Exim gave to syslog in parts: every 870 octets,
// and at the line ends within.
type eximEntry struct {
	open  bool
	key   convKey
	of    int // so many parts
	next  int
	done  bool // its first line was whole and is given out: headers follow
	first Event
	host  []byte
	prog  []byte
	buf   []byte
}

// eximPart reads "[2/3] " or `[2\3] `: part, of how many, and the text behind
// it. The backslash tells that a line ends with this part.
func eximPart(msg []byte) (part, of int, text []byte) {
	if len(msg) < 6 || msg[0] != '[' || !isDigit(msg[1]) {
		return 0, 0, nil
	}
	part, n := atoi(msg[1:], 4)
	i := 1 + n
	if msg[i] != '/' && msg[i] != '\\' {
		return 0, 0, nil
	}
	of, n = atoi(msg[i+1:min(len(msg), i+6)], 4)
	i += 1 + n
	if n == 0 || of < 2 || part < 1 || part > of || i >= len(msg) || msg[i] != ']' {
		return 0, 0, nil
	}
	text = msg[i+1:]
	if len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	return part, of, text
}

// part takes a part; with the last one e becomes the entry.
func (st *eximState) part(b *Batch, e *Event) {
	part, of, text := eximPart(e.text)
	e.side, e.Kind = sideNone, KindLine
	if st.parts == nil {
		st.parts = make([]eximEntry, eximEntries)
	}
	k := keyOf(e)
	p := &st.parts[(k.program^uint64(k.pid)*0x9e3779b97f4a7c15)%eximEntries]
	if p.open && (p.key != k || p.of != of || p.next != part) {
		st.giveUp(b, p)
	}
	if !p.open {
		if part != 1 {
			// Its beginning is not here: nothing can be told of it.
			return
		}
		p.open, p.key, p.of, p.next, p.done = true, k, of, 1, false
		p.buf = p.buf[:0]
		p.host, p.prog = append(p.host[:0], e.Host...), append(p.prog[:0], e.Program...)
		p.first = Event{Format: e.Format, Line: e.Line, Time: e.Time, PID: e.PID}
	}
	p.next++
	p.open = p.next <= of
	if p.done {
		return
	}
	if len(p.buf)+len(text) <= eximEntryMax {
		p.buf = append(p.buf, text...)
	}
	end := bytes.IndexByte(e.text[:bytes.IndexByte(e.text, ']')], '\\') >= 0
	if p.open && !end {
		return
	}
	p.done = true
	raw, last := e.Raw, e.Line
	p.entry(b, e)
	e.Raw = raw
	if e.Kind >= KindReply {
		e.Lines = part
	} else {
		e.Line = last
	}
	if e.quirk >= quirkHost {
		st.retold(e)
	}
}

// entry reads what was put together into e.
func (p *eximEntry) entry(b *Batch, e *Event) {
	raw := e.Raw
	*e = p.first
	e.Host, e.Program = b.keep(p.host), b.keep(p.prog)
	e.Lines = 1
	msg := b.keep(p.buf)
	e.Raw = msg // where secrets are looked for
	if eximLine(b, e, msg) != foundEvent {
		time, line := e.Time, e.Line
		*e = Event{Format: p.first.Format, Line: line, Lines: 1, Time: time, Host: e.Host, Program: e.Program, PID: e.PID}
	}
	if !e.Secret.Empty() {
		// It stands in the parts, at places that are not known.
		e.Secret = Span{0, int32(len(raw))}
	}
	e.Raw = nil
}

// giveUp gives out an entry whose last parts did not come.
func (st *eximState) giveUp(b *Batch, p *eximEntry) {
	p.open = false
	if p.done {
		return
	}
	x := &Event{}
	p.entry(b, x)
	x.Lines = p.next - 1
	if x.Kind >= KindReply {
		b.order = append(b.order, x)
	}
}

// end gives out what is open when the input is over.
func (st *eximState) end(b *Batch) {
	for i := range st.parts {
		if st.parts[i].open {
			st.giveUp(b, &st.parts[i])
		}
	}
}

// eximHostLine is what a server last said of a message.
type eximHostLine struct {
	id   [24]byte
	n    uint8
	kind Kind
	hash uint64
	text [48]byte // how the diagnostic began
	size uint8
}

// retold marks what becomes of a recipient as told again when the line about
// the server, which Exim logs first, told the same reply. A message's own log,
// and what exim -v shows of the main log, have no ids: the line before counts.
func (st *eximState) retold(e *Event) {
	if len(e.QueueID) > 24 {
		return
	}
	if st.hosts == nil {
		if e.quirk != quirkHost {
			return
		}
		st.hosts = make([]eximHostLine, eximHosts)
	}
	h := &st.hosts[hashBytes(fnvOffset, e.QueueID)%eximHosts]
	if e.quirk == quirkHost {
		h.n = uint8(copy(h.id[:], e.QueueID))
		h.kind, h.size = e.Kind, 0
		if e.Kind == KindReply {
			h.hash = e.hash()
		} else {
			h.size = uint8(copy(h.text[:], e.Diagnostic))
		}
		return
	}
	if h.kind != e.Kind || !bytes.Equal(h.id[:h.n], e.QueueID) {
		return
	}
	if e.Kind == KindReply {
		e.Retold = h.hash == e.hash()
		return
	}
	n := min(int(h.size), len(e.Diagnostic))
	e.Retold = n > 8 && bytes.Equal(h.text[:n], e.Diagnostic[:n])
}
