package parser

// A conversation is not believed in for one line: "250 apples" is no reply.
// Lines that may be its beginning are held back until what they say together
// is enough, or until it is clear that they are something else. These bound
// what is held.
const (
	maxOpeningLines = 64
	maxOpeningBytes = 64 << 10
	maxQuiet        = 3 // lines in a row that say nothing, while others are held
)

// consider takes a line that is of no conversation so far; it gives true when
// the line is held back.
func (t *transcript) consider(b *Batch, e *Event) bool {
	h := &t.held
	if t.dialect != nil && t.c.body && t.dialect != bareDialect {
		// Message text of which only some lines are marked.
		if s := t.sight(e.text, &e.Time); s.kind != sightNote && (s.d == nil || !s.d.sure) {
			t.plain(b, e)
			return false
		}
	}
	var s sighting
	if len(h.lines) > 0 || !dull(e.text, t.lacking()) {
		s = t.look(e.text, &e.Time)
		if rest := behindFence(e.text); s.kind == sightNone && rest != nil {
			if s = t.look(rest, &e.Time); s.kind != sightNone {
				e.text = rest
			}
		}
	}
	if s.kind != sightNone && e.Line == t.part.line+1 && startsReply(s.text) && t.goesOnBelow(e, s.text, 0) {
		t.plain(b, e) // of a reply that was told, and no conversation begins with it
		return false
	}
	if s.kind == sightNone {
		if t.branches(b, e) {
			t.understood(b, e)
			return false
		}
		if !t.mail {
			t.mail = startsMail(e.text)
		}
		if t.midst(b, e) {
			half := t.half // of this line, whose text none of those before it is
			t.half = unfinished{}
			if len(h.lines) > 0 {
				t.release(b)
			}
			if half.line.raw != nil {
				t.half = half
				return true
			}
			b.formatLines(e.Format)
			return false
		}
		if t.smtp {
			if by := namedIn(e.text); by != nil {
				t.named = exceptionAt{e.Line, by}
			}
		}
		if len(h.lines) == 0 {
			t.plain(b, e)
			return false
		}
		if len(trimSpace(e.text)) > 0 && !h.chatter(e.text) {
			h.quiet++
		}
		if h.quiet > maxQuiet || !h.room(e) {
			t.release(b)
			t.plain(b, e)
			return false
		}
		if len(trimSpace(e.text)) > 0 {
			h.last = sightNone
		}
		h.hold(e)
		return true
	}
	if len(h.lines) > 0 && (!h.fits(&s) || !h.room(e)) {
		t.release(b)
	}
	h.quiet = 0
	h.see(&s)
	if t.dialect != nil {
		h.whole, h.offered = false, false // curl, for one, prints a reply on its output as well
	}
	h.hold(e)
	if t.debugged > 0 && h.lines[0].line == t.debugged+1 {
		h.offered = false // the further lines of a reply that was told
	}
	alone := h.offers > 2 && h.commands == 0 && h.greeting == shapeNone
	if !h.enough(t.mail) {
		return true
	}
	t.open(b)
	if alone {
		t.leave(b) // somebody shows that reply alone
		t.offered = e.Line
	}
	return true
}

// open begins the conversation with what was held.
func (t *transcript) open(b *Batch) {
	h := &t.held
	lines := h.lines
	if t.dialect != nil {
		t.leave(b)
	}
	t.begin(b)
	t.server, t.client, t.prefix = h.server, h.client, h.prefix
	switch {
	case h.d == nil && h.quoted():
		t.dialect = bareDialect
		t.prefix = append(prefix(nil), h.client.text...)
		if h.client.arrow == 0 {
			t.prefix = append(t.prefix, ": "...)
		}
	case h.d != nil:
		t.dialect = h.d
	case h.learned && !known(&h.server) && h.replies > 0 && h.client.arrow == '>':
		t.dialect = sendmailVerbose
	case h.learned && h.noted != nil && len(h.noted.client) > 0 && h.likes(h.noted):
		t.dialect = h.noted
	case h.learned:
		t.dialect = pairDialect
	case h.noted != nil && (len(h.noted.client) == 0 || h.noted.bareServer || h.noted.sure):
		t.dialect = h.noted
	default:
		t.dialect = bareDialect
	}
	noted := h.noted
	*h = held{}
	for i := range lines {
		t.replay(b, &lines[i], noted)
	}
}

// sendmailVerbose is the dialect whose client has a mark and whose server has
// none.
var sendmailVerbose = func() *dialect {
	for _, d := range dialects {
		if d.bareServer {
			return d
		}
	}
	return bareDialect
}()

// replay takes a held line as one of the conversation.
func (t *transcript) replay(b *Batch, l *heldLine, noted *dialect) {
	x := l.event(b)
	t.lacks = 0
	ok := t.dialect != nil && t.inside(b, &x)
	if !ok && noted != nil {
		if s := t.look(x.text, &x.Time); s.kind == sightNote {
			t.note(b, &x, s.note, s.text)
			ok = true
		}
	}
	if ok {
		t.understood(b, &x)
	} else {
		t.plain(b, &x)
	}
	t.give(b, x)
}

// event gives the held line as an event, in memory of b.
func (l *heldLine) event(b *Batch) Event {
	raw := b.keep(l.raw)
	if raw == nil {
		raw = []byte{} // an empty line is shown as well
	}
	return Event{
		Raw: raw, Line: l.line, Lines: 1, Time: l.time, Cut: l.cut, side: sidePlain, text: b.keep(l.text),
		Host: l.host, Program: l.program, PID: l.pid,
	}
}

// release gives the held lines up: they are no conversation, unless what was
// given is a single piece of which no more can be had.
func (t *transcript) release(b *Batch) {
	h := &t.held
	if t.sq.opts.Single && t.dialect == nil && h.replies+h.commands > 0 {
		t.open(b)
		return
	}
	lines := h.lines
	*h = held{}
	for i := range lines {
		x := lines[i].event(b)
		t.lacks = 0
		if t.half.line.raw != nil {
			t.heal(b, &x)
		}
		if t.midst(b, &x) {
			if t.half.line.raw != nil {
				continue
			}
			b.formatLines(x.Format)
		} else {
			t.plain(b, &x)
		}
		t.give(b, x)
	}
	if t.half.line.raw != nil {
		t.heal(b, nil) // before what follows is given out
	}
}
