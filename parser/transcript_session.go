package parser

import "bytes"

// talk is one conversation of those that a transcript shows. Most show one
// after the other; programs that have several at a time name them, in brackets
// before each line.
type talk struct {
	id []byte // its name, in memory of its own; nil for none
	c  conversation

	peer    Peer // memory of its own
	over    bool // the conversation took leave: a 220 begins another
	spoke   side // whose the last line was
	spoken  bool // a line of the client was seen
	answers int  // lines of the server that were seen
	fresh   bool // the connection was told of, and nothing was said since
	// connected tells that the opening of the conversation was seen.
	connected bool
	// recited is how many lines of the open reply the program repeated before
	// each further one.
	recited int
}

// What is kept of the conversations that go on beside the one that spoke last:
// when they are more, or hold more octets together, the one that was silent
// longest is given up.
const (
	maxSessions    = 256
	maxSessionHeld = 8 << 20
)

// sessions are conversations that go on beside another, the one that spoke
// last at the end.
type sessions struct {
	list []*talk
	held int // octets that they hold together
}

// find gives the place of the conversation of that name, -1 for none.
func (s *sessions) find(id []byte) int {
	for i := len(s.list) - 1; i >= 0; i-- {
		if string(s.list[i].id) == string(id) {
			return i
		}
	}
	return -1
}

// maxSessionName is the longest name of a conversation.
const maxSessionName = 64

// turn makes the conversation of that name the one that goes on, when d's
// conversations are named, or when others with such names are known. Of the
// rest only what can begin a conversation begins one: a name may be that of a
// thread, or count the lines.
func (t *transcript) turn(b *Batch, e *Event, d *dialect, id []byte, begins bool) {
	switch {
	case len(id) == 0 || len(id) > maxSessionName || string(id) == string(t.id):
		return
	case t.id == nil && (d.named || !t.c.any):
		t.id = append([]byte(nil), id...)
		return
	}
	i := t.others.find(id)
	if i < 0 && !d.named && !begins {
		return
	}
	t.chunk.flush(t, b, e)
	o := &t.others
	if i < 0 {
		o.list = append(o.list, &talk{id: append([]byte(nil), id...)})
		i = len(o.list) - 1
	}
	next := o.list[i]
	o.held += t.c.weight() - next.c.weight()
	t.talk, *next = *next, t.talk
	copy(o.list[i:], o.list[i+1:])
	o.list[len(o.list)-1] = next
	for len(o.list) > maxSessions || len(o.list) > 1 && o.held > maxSessionHeld {
		t.giveUp(b)
	}
}

// giveUp gives out what is open of the conversation that was silent longest.
func (t *transcript) giveUp(b *Batch) {
	o := &t.others
	oldest := o.list[0]
	o.list = append(o.list[:0], o.list[1:]...)
	o.held -= oldest.c.weight()
	t.talk, *oldest = *oldest, t.talk
	t.finish(b, CloseForgotten)
	t.talk = *oldest
}

// finishOthers gives out what is open of the conversations that go on beside
// the last one.
func (t *transcript) finishOthers(b *Batch) {
	for len(t.others.list) > 0 {
		t.giveUp(b)
	}
	t.others.held = 0
}

// begin forgets the conversations that went before.
func (t *transcript) begin(b *Batch) {
	t.finishOthers(b)
	t.finish(b, CloseInput)
	t.c.reset()
	t.talk = talk{c: t.c}
	t.strange, t.typed = 0, nil
	t.mail = false
}

// name gives the program's name for the conversation, where it has one.
func (t *transcript) name(d *dialect) []byte {
	if d.named {
		return t.id
	}
	return nil
}

// nameIn gives the name that a lead is, the lead being the beginning of line
// before rest; nil for a time, a level and the like.
func nameIn(line, rest []byte) []byte {
	in := line[:len(line)-len(rest)]
	closing := byte(']')
	if hasPrefix(in, "SMTP (") {
		return legOf(in)
	}
	switch in[0] {
	case '[':
	case '(':
		closing = ')'
	case '<':
		closing = '>'
	default:
		return nil
	}
	end := len(in) - 1
	for end > 0 && in[end] != closing {
		end--
	}
	if end < 2 {
		return nil
	}
	in = in[1:end]
	var at Stamp
	if isLevel(in) || at.iso(in) > 0 || at.clock(in) > 0 || at.bsd(in) > 0 {
		return nil
	}
	return in
}

// legOf gives the name of a conversation that goes through a proxy:
// "SMTP (local:1587; 127.0.0.1:40000->mx.example.org:587)", with more than one
// blank behind it that of the leg to the server, which is named by the two ends
// alone.
func legOf(in []byte) []byte {
	end := bytes.IndexByte(in, ')')
	if end < 0 || end+1 < len(in) && in[end+1] == ':' {
		return nil // Outlook's, the server alone
	}
	name := in[len("SMTP ("):end]
	if len(in)-end > 2 {
		if i := bytes.IndexAny(name, ";-"); i >= 0 {
			name = trimLeft(name[i+1:])
		}
	}
	return name[max(0, len(name)-maxSessionName):]
}

// isLevel tells whether word is one by which logging libraries rank a line.
func isLevel(word []byte) bool {
	for _, level := range &levels {
		if equalFold(word, level) {
			return true
		}
	}
	return false
}
