package parser

import "bytes"

// reason is what the lines behind an address tell: the reply of the peer with
// what stands around it, or the MTA's own words.
type reason struct {
	hasReply bool
	reply    Reply
	origin   Origin
	text     []byte // own words
	cmd      Command
	phase    Phase
	peer     Peer
	dsn      []byte
	address  []byte // the recipient, where the command tells it
	expired  bool

	raw   []byte
	no    int64
	lines int

	sure bool // three digits at the beginning are a reply of any class
}

// fill puts the reason into a report.
func (p *reason) fill(r *report) {
	r.hasReply, r.reply, r.origin, r.reason = p.hasReply, p.reply, p.origin, p.text
	r.cmd, r.phase = p.cmd, p.phase
	if p.peer.Name != nil || p.peer.IP != nil {
		r.peer = p.peer
	}
	if r.dsn == nil {
		r.dsn = p.dsn
	}
	r.expired = r.expired || p.expired
	if p.no > 0 && (r.no == 0 || r.lines == 0) {
		r.no, r.raw, r.lines = p.no, p.raw, p.lines
	}
}

// mailMaxReason bounds the text of one reason, in octets.
const mailMaxReason = 32 << 10

// read reads one paragraph; smtp tells that replies can stand in it. It gives
// false when it tells nothing.
func (p *reason) read(lines []mailLine, smtp bool) bool {
	p.origin = OriginLocal
	for _, l := range lines {
		if s, _ := mailArrow(trimSpace(l.text)); s != sideNone {
			return p.session(lines)
		}
	}
	size := 0
	for _, l := range lines {
		size += len(l.text) + 1
	}
	text := make([]byte, 0, min(size, 2*mailMaxReason))
	var startsOf [16]int
	var keptOf [16]mailLine
	starts, kept := startsOf[:0], keptOf[:0]
	for _, l := range lines {
		t := trimSpace(l.text)
		if len(t) == 0 || generated(t) {
			continue
		}
		if len(text) > mailMaxReason {
			break
		}
		t = t[:min(len(t), mailMaxReason)]
		if len(text) > 0 {
			text = append(text, ' ')
		}
		starts = append(starts, len(text))
		kept = append(kept, l)
		text = append(text, t...)
	}
	if len(text) == 0 {
		return false
	}
	p.no, p.raw, p.lines = kept[0].no, kept[0].shown(), len(kept)
	for _, rewritten := range [...]func([]byte) []byte{expandedFrom, zohoReply, stalwartReply} {
		before := text
		if text = rewritten(text); len(text) == 0 {
			return false
		}
		follow(starts, before, text)
	}
	at := -1
	if p.sure && startsReply(text) {
		at = 0
	} else if smtp {
		at = findReply(text, starts)
	}
	if at < 0 {
		return p.own(text)
	}
	end, ok := p.quoted(text, at)
	if ok && p.hasReply {
		p.place(kept, starts, at, end)
	}
	return ok
}

// generated tells lines by which MTAs say where an address came from.
func generated(t []byte) bool {
	return hasPrefix(t, "(ultimately generated from") || hasPrefix(t, "(generated from") || hasPrefix(t, "(expanded from") && t[len(t)-1] == ')'
}

// place notes on which lines the reply stands.
func (p *reason) place(kept []mailLine, starts []int, at, end int) {
	for i := range starts {
		switch {
		case starts[i] <= at:
			p.no, p.raw, p.lines = kept[i].no, kept[i].shown(), 1
		case starts[i] < end:
			p.lines++
		}
	}
}

// session takes the reason out of lines of a dialogue (Courier):
//
//	mx.example.com [192.0.2.1]:
//	>>> RCPT TO:<ann@example.com>
//	<<< 550 5.1.1 User unknown
func (p *reason) session(lines []mailLine) bool {
	var d sessionReader
	for _, l := range lines {
		t := trimSpace(l.text)
		if s, _ := mailArrow(t); s == sideNone && len(t) > 1 && t[len(t)-1] == ':' && !d.remote {
			d.peer = dsnHost(t[:len(t)-1])
			continue
		}
		d.line(l)
	}
	d.finish()
	for i := range d.said {
		s := &d.said[i]
		if s.reply.Code < 400 || s.origin != OriginRemote {
			continue
		}
		p.hasReply, p.reply, p.origin = true, s.reply, OriginRemote
		p.cmd, p.phase, p.peer = s.cmd, s.phase, s.peer
		p.raw, p.no, p.lines = s.raw, s.no, s.lines
		p.address = s.recipient
		return true
	}
	return false
}

// own takes the text as the MTA's own words.
func (p *reason) own(text []byte) bool {
	text = trimSpace(text)
	if r, ok := label1(text); ok && len(r) > 0 {
		text = r
	}
	if len(text) == 0 {
		return false
	}
	p.text = text
	p.phase = postfixPhase(text)
	// "Sorry, no mailbox here by that name. (#5.1.1)": qmail records a status
	// so.
	if i := lastIndex(text, "(#"); i >= 0 {
		if n := scanEnhanced(text[i+2:]); n > 0 {
			p.dsn = text[i+2 : i+2+n]
		}
	}
	if q := firstPeer(text); q.IP != nil {
		p.peer = q
	} else if index(text, "rejected by ") >= 0 {
		p.peer = peerOf(text)
	}
	p.expired = expiredWords(text)
	return true
}

// expiredWords tells whether a text says that the time in the queue is over.
func expiredWords(text []byte) bool {
	return expiredTexts.in(text)
}

var expiredTexts = newTextSet(
	"retry timeout exceeded", "in the queue too long", "all hosts have been failing for a long time", "could not be delivered for", "delivery temporarily suspended: expired", "maximum time in queue", "message expired", "Message expired", "queue lifetime", "Delivery expired", "delivery time expired", "Delivery time expired", "has expired", "QUEUE.Expired",
)

// quoted takes the reply that begins at text[at] and tells where it ends.
func (p *reason) quoted(text []byte, at int) (end int, ok bool) {
	before, reply := text[:at], text[at:]
	p.expired = expiredWords(reply)
	p.origin = OriginRemote
	if at > 0 && before[at-1] == '#' && index(before, "returned") < 0 && bounceExchangeWords(reply) {
		p.origin = OriginOwn
	}
	reply = p.cut(before, reply)
	end = at + len(reply)
	reply = normalReply(reply)
	var list [][]byte
	r, ok := parseFlat(reply, &list)
	if !ok {
		return 0, p.own(text)
	}
	p.hasReply, p.reply = true, r
	p.context(before)
	if p.phase == PhaseUnknown && hasSuffix(before, "started TLS: ") {
		p.phase = PhaseStarttls
	}
	if i := index(text[at:], " Remote system: "); i > 0 {
		p.peer = dsnHost(text[at+i+16:])
	}
	if q := peerOf(before); q.Name != nil || q.IP != nil {
		p.peer = q
	}
	if p.dsn == nil {
		// "5.1.0 - Unknown address error 550-'…'": IronPort's own status.
		if n := scanEnhanced(before); n > 0 && hasPrefix(before[n:], " - ") {
			p.dsn = before[:n]
		} else if i := index(before, " - "); i > 0 {
			w := before[bytes.LastIndexByte(before[:i], ' ')+1 : i]
			if scanEnhanced(w) == len(w) && len(w) > 0 {
				p.dsn = w
			}
		} else if i := lastIndex(before, " #"); i > 0 && hasSuffix(before, ";") {
			// "<mx.example.com #5.1.1 smtp;550 …>": Exchange
			if n := scanEnhanced(before[i+2:]); n > 0 {
				p.dsn = before[i+2 : i+2+n]
			}
		}
	}
	return end, true
}
