package parser

// transcript reads the lines that belong to no log: conversations as clients
// print them and people paste them. It gets every such line of the input in
// order, and is at any time in one of three states: outside any conversation
// (dialect is nil); outside, with some lines held back because they may be the
// beginning of one; or in one.
type transcript struct {
	sq *sequencer
	talk
	others sessions // conversations that go on beside it

	dialect        *dialect // of the conversation that goes on; nil for none
	server, client label    // its labels, when the dialect is pairDialect
	prefix         prefix   // what stands before every line of it

	strange int    // lines in a row that were not understood, of an unmarked conversation
	typed   []byte // the last of them, which may have been a command
	chunk   chunk
	mail    bool // what goes on is a mail

	held  held
	again again
	half  unfinished // a line that is held back for its text
	named exceptionAt
	part  partAt
	tree  treeLabel

	debugged int64 // the last line of CodeIgniter's debugger
	offered  int64 // the last line of a reply to EHLO that was shown alone

	lacks glance // what the line at hand has not, see Event.lacks
	raw   []byte // that line
	smtp  bool   // it has "SMTP", and may name an exception
}

func newTranscript(sq *sequencer) *transcript { return &transcript{sq: sq} }

// labelled tells which side a line is of when its beginning says so, and what
// that side said: "S: 250 Ok" behind a time looks like the log of a program
// called S.
func labelled(line []byte) (side, []byte, bool) {
	l, text, ok := labelOf(line)
	if !ok {
		return sideNone, nil, false
	}
	if m, said := dialectsBy.mark(nil, line, leadNone); m != nil && m.d.sure {
		return m.side, said, true
	}
	if s := l.usual(); s != sideNone && len(l.text) < 12 {
		return s, text, true
	}
	return sideNone, nil, false
}

// shown tells whether what a program that is none of mail's wrote into a log is
// of a conversation that it shows: it begins with a mark or a note that nothing
// else begins with.
func shown(msg []byte) bool {
	if m, _ := dialectsBy.mark(nil, msg, leadNone); m != nil && m.d.sure {
		return true
	}
	n, ok := dialectsBy.note(nil, msg, 0)
	return ok && n.d.sure && n.kind == noteOpen && n.prefix != ""
}

// line takes the next line, e.text of it with or without a stamp. It gives
// true when the line is held back: the event is given out later, or not at
// all.
func (t *transcript) line(b *Batch, e *Event) bool {
	if t.half.line.raw != nil {
		t.heal(b, e)
	}
	t.lacks, t.raw = e.lacks, e.Raw
	if !t.lacks.not(glanceControl) {
		if t.lacks != lacksLater || controlAt(e.text) >= 0 {
			e.text, t.lacks = plainText(b, e.text), 0
		}
	}
	e.text = takeStamp(e.text, &e.Time)
	if len(e.text) > 1 && e.text[0] == '{' && t.object(b, e) {
		t.understood(b, e)
		return false
	}
	if t.dialect != nil {
		n := len(b.order)
		if t.inside(b, e) {
			t.understood(b, e)
			if len(t.held.lines) > 0 {
				later := append([]*Event(nil), b.order[n:]...)
				b.order = b.order[:n]
				t.release(b)
				b.order = append(b.order, later...)
			}
			return false
		}
	}
	if t.dialect != nil && fence(e.text) {
		t.apart(b)
	}
	if t.debugger(b, e) {
		t.interrupt(b)
		b.formatLines(e.Format)
		return false
	}
	if !(t.dialect != nil && t.c.body) && t.sq.quotedLog(b, e) {
		return false
	}
	if t.tell(b, e) {
		b.formatLines(e.Format)
		return false
	}
	if t.named.by != nil && t.below(b, e) {
		return false
	}
	return t.consider(b, e)
}

// lacking gives what is known not to stand in the line at hand.
func (t *transcript) lacking() glance {
	if t.lacks.later() {
		t.lacks = ^glanceOf(t.raw)
	}
	return t.lacks
}

// understood finishes a line of the conversation.
func (t *transcript) understood(b *Batch, e *Event) {
	t.own(e)
	b.formatLines(e.Format)
}

// own makes e an event of the dialect that is spoken.
func (t *transcript) own(e *Event) {
	d := t.dialect
	if d == nil {
		d = bareDialect
	}
	e.Format, e.Role = d.format, d.role
	e.Dialogue = true
	if e.Kind == KindReply {
		e.Origin = OriginWire
		e.Peer = t.peer
		e.Session = t.name(d)
		if e.Phase == PhaseQuit {
			t.over = true
		}
	}
}

// plain counts a line that is of no conversation.
func (t *transcript) plain(b *Batch, e *Event) {
	b.stats.Plain++
	if t.sq.opts.Lines && !t.sq.opts.Secrets && e.Secret.Empty() {
		e.Secret = FindSecret(e.Raw)
	}
}

// inside takes a line of the conversation that goes on; it gives false when
// the line is none of it.
func (t *transcript) inside(b *Batch, e *Event) bool {
	d := t.dialect
	if len(t.prefix) > 0 && !d.noisy {
		rest, ok := t.prefix.strip(e.text)
		if !ok {
			return false
		}
		e.text = rest
	}
	switch {
	case d == pairDialect:
		return t.insidePair(b, e)
	case d == treeDialect:
		return t.insideTree(b, e)
	case len(d.client) > 0:
		return t.insideMarked(b, e, d)
	}
	return t.insideBare(b, e)
}

// connect begins a new conversation of the same dialect.
func (t *transcript) connect(b *Batch, e *Event) {
	t.finish(b, CloseInput)
	t.c.connect()
	t.over, t.spoken, t.strange, t.typed, t.fresh = false, false, 0, nil, false
	t.spoke, t.answers, t.connected, t.recited = sideNone, 0, true, 0
}

// finish gives out a reply that was never finished.
func (t *transcript) finish(b *Batch, why Close) {
	n := len(b.order)
	t.c.finish(b, why)
	t.dress(b, n)
}

// dress gives the events that were given out since b.order had n of them what
// all events of the conversation have.
func (t *transcript) dress(b *Batch, n int) {
	for _, x := range b.order[n:] {
		if t.dialect != nil {
			x.Format, x.Role = t.dialect.format, t.dialect.role
		}
		x.Origin, x.Peer = OriginWire, t.peer
		if t.dialect != nil {
			x.Session = t.name(t.dialect)
		}
	}
}

// leave ends the conversation.
func (t *transcript) leave(b *Batch) {
	t.finish(b, CloseInput)
	t.finishOthers(b)
	t.dialect, t.prefix = nil, nil
	t.chunk = chunk{}
	t.over, t.strange, t.typed = false, 0, nil
}

// interrupt tells that a line of a log came: what is held back goes out
// before it.
func (t *transcript) interrupt(b *Batch) {
	if t.half.line.raw != nil {
		t.heal(b, nil)
	}
	if len(t.held.lines) > 0 {
		t.release(b)
	}
	if t.half.line.raw != nil {
		t.heal(b, nil)
	}
}

// end gives out what is open when the input is over.
func (t *transcript) end(b *Batch) {
	t.interrupt(b)
	if t.chunk.side != sideNone {
		t.endOfInput(b)
	}
	t.finishOthers(b)
	t.finish(b, CloseInput)
}

// idle tells whether no conversation goes on, and nothing is held back that may
// begin one.
func (t *transcript) idle() bool {
	return t.dialect == nil && len(t.held.lines) == 0 && t.half.line.raw == nil
}

// busy tells whether the conversation that goes on is in the middle of its
// message text.
func (t *transcript) busy() bool { return t.dialect != nil && t.c.expectsBody() }
