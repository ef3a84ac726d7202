package check

import (
	"bytes"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// Notes holds what is to be said of the events of one batch. Event.Note of an
// event says where; the zero value is ready.
type Notes struct {
	lists [][]Finding
}

// What else an event's Note says.
const (
	noteEncrypted     = 1 << 31
	noteAuthenticated = 1 << 30
	noteIndex         = noteAuthenticated - 1
)

// Note is what is to be said of one event.
type Note struct {
	Findings []Finding
	// Encrypted and Authenticated are what the conversation showed of itself.
	Encrypted, Authenticated bool
}

// Reset empties the notes for another batch; lists that were given out are not
// used again.
func (n *Notes) Reset() { n.lists = n.lists[:0] }

// Of gives what is to be said of an event.
func (n *Notes) Of(e *parser.Event) Note {
	note := Note{Encrypted: e.Note&noteEncrypted != 0, Authenticated: e.Note&noteAuthenticated != 0}
	if i := e.Note & noteIndex; i > 0 {
		note.Findings = n.lists[i-1]
	}
	return note
}

func (n *Notes) add(e *parser.Event, found ...Finding) {
	if i := e.Note & noteIndex; i > 0 {
		n.lists[i-1] = append(n.lists[i-1], found...)
		return
	}
	n.lists = append(n.lists, append([]Finding(nil), found...))
	e.Note |= uint32(len(n.lists))
}

// maxHeld is how many findings wait for a record at a time.
const maxHeld = 4096

// Annotator gives events their Notes.
type Annotator struct {
	engine *Engine
	// records puts what is found of other lines to the nearest record of their
	// conversation: the one that comes next, or at the end of the conversation the
	// last one that is still at hand.
	records bool
	held    map[uint64][]Finding
	count   int
	lost    int

	// faults are what clients of summary logs did; most get a reply for it that is a
	// record, a moment later.
	faults  [maxFaults]accused
	nfaults int
	next    int
}

// maxFaults is how many faults wait for the record of the client's refusal.
const maxFaults = 64

// accused is what a client did, by its process and address; key is 0 for none.
type accused struct {
	key   uint64
	found Finding
}

func clientKey(e *parser.Event) uint64 {
	return (keyOf(e.Host, e.Program, e.Peer.IP) ^ uint64(e.PID)) | 1
}

// accuse keeps what was found of a client until there is a record of it.
func (a *Annotator) accuse(e *parser.Event, f Finding) {
	s := &a.faults[a.next]
	a.next = (a.next + 1) % maxFaults
	if s.key != 0 {
		a.lost++
	} else {
		a.nfaults++
	}
	*s = accused{key: clientKey(e), found: f}
}

// blame gives the record of a client what waits for it.
func (a *Annotator) blame(e *parser.Event, n *Notes) {
	key := clientKey(e)
	for i := range a.faults {
		if s := &a.faults[i]; s.key == key {
			n.add(e, s.found)
			*s = accused{}
			a.nfaults--
		}
	}
}

// NewAnnotator makes an Annotator that asks an engine. With records only replies
// and diagnostics get findings, else whatever event shows something.
func NewAnnotator(g *Engine, records bool) *Annotator {
	return &Annotator{engine: g, records: records, held: map[uint64][]Finding{}}
}

// Annotate takes the next events and writes what is to be said of them into n,
// to which all of them belong.
func (a *Annotator) Annotate(events []*parser.Event, n *Notes) {
	for i, e := range events {
		found := a.engine.Event(e)
		record := e.Kind >= parser.KindReply
		if e.Step != nil && record {
			if c := a.engine.conv.Conversation(e); c != nil {
				if c.Encrypted == conv.Yes {
					e.Note |= noteEncrypted
				}
				if c.Authenticated {
					e.Note |= noteAuthenticated
				}
			}
		}
		if len(found) > 0 {
			switch {
			case !a.records || record:
				n.add(e, found...)
			default:
				a.place(e, events[:i], found, n)
			}
		}
		if a.count > 0 && record && e.Step != nil {
			a.release(e, n)
		}
		if a.nfaults > 0 && record && e.Origin == parser.OriginOwn {
			a.blame(e, n)
		}
	}
}

// place finds a record for what was found of e, which is none.
func (a *Annotator) place(e *parser.Event, before []*parser.Event, found []Finding, n *Notes) {
	over := e.Step != nil && e.Step.Kind == parser.StepClose
	for _, f := range found {
		if f.Conversation == 0 {
			if e.Step != nil && e.Step.Kind == parser.StepSessionFault {
				a.accuse(e, f)
				continue
			}
			// A summary log's session: the last record of its process.
			if x := lastOfProcess(before, e); x != nil {
				n.add(x, f)
			} else {
				a.lost++
			}
			continue
		}
		if !over && a.count < maxHeld {
			a.held[f.Conversation] = append(a.held[f.Conversation], f)
			a.count++
			continue
		}
		if e := lastRecord(before, f.Conversation); e != nil {
			n.add(e, f)
		} else {
			a.lost++
		}
	}
}

// lastOfProcess gives the last record of the process that wrote e, nil for none.
func lastOfProcess(events []*parser.Event, e *parser.Event) *parser.Event {
	for i := len(events) - 1; i >= 0; i-- {
		if x := events[i]; x.Kind >= parser.KindReply && x.PID == e.PID && bytes.Equal(x.Program, e.Program) && bytes.Equal(x.Host, e.Host) {
			return x
		}
	}
	return nil
}

// lastRecord gives the last record of a conversation, nil for none.
func lastRecord(events []*parser.Event, conversation uint64) *parser.Event {
	for i := len(events) - 1; i >= 0; i-- {
		if e := events[i]; e.Kind >= parser.KindReply && e.Step != nil && e.Step.Conversation == conversation {
			return e
		}
	}
	return nil
}

// release gives a record what waits for it.
func (a *Annotator) release(e *parser.Event, n *Notes) {
	id := e.Step.Conversation
	list, ok := a.held[id]
	if !ok {
		return
	}
	n.add(e, list...)
	delete(a.held, id)
	a.count -= len(list)
}

// End gives what only the end of all input shows. With records there is none left
// that it could go to: lost is how many findings that makes, those included that
// had been waiting for a record, or come when the last one was gone.
func (a *Annotator) End() (found []Finding, lost int) {
	found = a.engine.End()
	lost = a.lost + a.count + a.nfaults
	if a.records {
		lost += len(found)
	}
	return found, lost
}
