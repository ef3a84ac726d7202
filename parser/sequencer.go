package parser

// sequencer sees the batches in input order and does what needs to know what
// came before: it dates stamps without years, pairs the lines of dialogues,
// and reads transcripts.
type sequencer struct {
	opts  *Options
	stats Stats

	year    int // of the last stamp without one; 0 before the first
	lastSec int32

	convs  convTable
	marked programHash
	tls    tlsTable
	trans  *transcript
	exim   eximState

	parts [streams]part
	lc    *lineContext // for lines that are put together here

	quoted   Batch // for lines of a log that stand in text
	quotedAt quotedDate
	found    bool    // the plain line at hand held one, which the event is now
	wrap     wrapped // a line whose end is missing
	at       int64   // the number of the line at hand; 0 for none
	goesOn   bool    // what comes behind a line of a log may be more of it

	sources sources
	walk    plainWalk
	ending  bool // the input is over
}

func newSequencer(opts *Options) *sequencer {
	sq := &sequencer{opts: opts}
	sq.convs.init()
	sq.trans = newTranscript(sq)
	sq.sources.init(sq)
	return sq
}

// batch finishes the events of b and puts those that are wanted into b.order. At
// the end of the input it gives true while it has more than b is to hold: it is
// then called with another batch, which has no lines.
func (sq *sequencer) batch(b *Batch) (more bool) {
	if b.captured {
		b.countFormats()
		sq.stats.Add(&b.stats)
		return false
	}
	sq.dates(b)
	sq.lines(b)
	switch b.err {
	case nil:
	case ErrIdle:
		sq.unwrapAll(b)
		sq.at = 0
		n := len(b.order)
		sq.trans.interrupt(b)
		sq.extras(b, n)
	default:
		more = sq.end(b)
	}
	b.countFormats()
	sq.stats.Add(&b.stats)
	return more
}

// end gives out what is open when the input is over, as much of it as b is to
// hold, and tells whether there is more.
func (sq *sequencer) end(b *Batch) (more bool) {
	if !sq.ending {
		sq.unwrapAll(b)
		sq.at = 0
	}
	n := len(b.order)
	if !sq.ending {
		sq.ending = true
		for _, r := range sq.sources.list {
			r.end(b)
		}
		sq.trans.end(b)
	}
	if more = sq.convs.end(b); !more {
		sq.exim.end(b)
	}
	sq.extras(b, n)
	return more
}

// lines takes the events, the plain lines and the marks of b in the order in
// which they stood in the input.
func (sq *sequencer) lines(b *Batch) {
	marks, plains, opened := b.marks, b.plains, b.opened
	if w := &sq.wrap; w.active && (len(plains) == 0 || plains[0].no != w.next()) {
		sq.unwrapAll(b)
	}
	for i, p := 0, 0; i < len(b.events) || p < len(plains); {
		n := len(b.order)
		for len(marks) > 0 && int(marks[0].at) <= i && int(marks[0].line) <= p {
			sq.mark(b, &marks[0])
			marks = marks[1:]
		}
		sq.extras(b, n)
		if p < len(plains) && int(plains[p].at) <= i {
			sq.plainLine(b, &plains[p])
			p++
			continue
		}
		sq.unwrapAll(b)
		sq.at = b.events[i].Line
		sq.goesOn = sq.at == b.LastLine() || p < len(plains) && plains[p].no == sq.at+1
		switch e := &b.events[i]; {
		case e.side == sidePartial:
			sq.partial(b, e)
		case len(opened) > 0 && int(opened[0]) == i:
			opened = opened[1:]
			sq.keepOpen(b, e)
		default:
			sq.event(b, e)
		}
		i++
	}
	n := len(b.order)
	for i := range marks {
		sq.mark(b, &marks[i])
	}
	sq.extras(b, n)
}

// event finishes one event, with those that others gave out before it.
func (sq *sequencer) event(b *Batch, e *Event) {
	n := len(b.order)
	if e.summary() && !sq.opts.Lines {
		// Without steps it would not be an event: it must change nothing. Inside
		// of a mail it is only quoted.
		if sq.sources.active < 0 {
			b.order = append(b.order, e) // there is nothing in it to count or to hide
		}
		return
	}
	if e.side != sidePlain {
		if sq.sources.active >= 0 && sq.claimed(b, e) {
			sq.extras(b, n)
			if e.quirk != quirkHeld {
				sq.emit(b, e)
			}
			return
		}
		sq.trans.interrupt(b)
	}
	switch e.side {
	case sideNone:
		sq.tls.fill(b, e)
		if e.Kind >= KindReply && !sq.convs.empty() {
			sq.convs.retold(b, e)
		}
		if e.quirk == quirkHost || e.quirk == quirkOutcome {
			sq.exim.retold(e)
		}
	case sidePart:
		sq.exim.part(b, e)
	case sidePlain:
		if sq.plain(b, e) {
			sq.extras(b, n)
			return
		}
		if sq.found {
			sq.found = false
			// The text held a line of a log.
			sq.extras(b, n)
			sq.event(b, e)
			return
		}
	default:
		sq.convs.line(b, e)
	}
	sq.extras(b, n)
	sq.emit(b, e)
}

// mark takes a line that tells of a connection.
func (sq *sequencer) mark(b *Batch, m *mark) {
	if m.kind == markClose && sq.convs.empty() && sq.tls.slots == nil {
		return
	}
	k := convKey{pid: m.pid, program: sq.marked.hash(m.prog, m.host)}
	sq.convs.mark(b, m, k)
	sq.tls.apply(m, k)
}

// emit hands an event on when it is wanted.
func (sq *sequencer) emit(b *Batch, e *Event) {
	if e.quirk == quirkTold {
		return
	}
	if e.Kind < KindReply && !sq.opts.Lines && !(sq.opts.Dialogue && e.Dialogue) && e.Step == nil {
		return
	}
	sq.finish(b, e)
	b.order = append(b.order, e)
	if e.Kind >= KindReply && e.side == sideNone && e.text != nil {
		sq.emitOthers(b, e)
	}
}

// extras finishes the events that were given out since b.order had n of them.
func (sq *sequencer) extras(b *Batch, n int) {
	for _, x := range b.order[n:] {
		sq.finish(b, x)
	}
}

// finish counts an event and takes the secrets out of it.
func (sq *sequencer) finish(b *Batch, e *Event) {
	// What is empty is not there: a line may break off behind a mark.
	emptied(&e.Diagnostic)
	emptied(&e.DSN)
	emptied(&e.QueueID)
	emptied(&e.Session)
	emptied(&e.MessageID)
	emptied(&e.Sender)
	emptied(&e.Recipient)
	emptied(&e.Peer.Name)
	emptied(&e.Command.Arg)
	switch e.Kind {
	case KindReply:
		b.stats.Replies++
	case KindDiagnostic:
		b.stats.Diagnostics++
	}
	if e.Retold {
		b.stats.Retold++
	}
	if !sq.opts.Secrets {
		e.hideSecrets(b)
	}
}

// emptied makes what is empty nil.
func emptied(p *[]byte) {
	if *p != nil && len(*p) == 0 {
		*p = nil
	}
}

// extra gives an event out that no line of its own stands for, before the
// event that is being worked on; the caller fills it.
func (b *Batch) extra() *Event {
	x := b.spare()
	x.Dialogue = true
	b.order = append(b.order, x)
	return x
}

// extraLike is extra for an event that has the surroundings of e: one line
// tells of several recipients.
func (b *Batch) extraLike(e *Event) *Event {
	x := b.extra()
	x.Format, x.Role, x.Origin = e.Format, e.Role, e.Origin
	x.Time, x.Host, x.Program, x.PID = e.Time, e.Host, e.Program, e.PID
	x.Session, x.Peer, x.QueueID = e.Session, e.Peer, e.QueueID
	return x
}

// dates makes the years of the block absolute.
func (sq *sequencer) dates(b *Batch) {
	w := &b.year
	if !w.seen {
		return
	}
	first := yearSecond(w.firstMonth, w.firstDay, w.firstSecs)
	switch {
	case sq.year != 0:
		sq.year += int(yearStep(sq.lastSec, first))
	case sq.opts.Year != 0:
		sq.year = sq.opts.Year
	default:
		sq.year = firstYear(sq.opts.modified(), w.firstMonth, w.firstDay, w.firstSecs)
	}
	for i := range b.events {
		sq.date(&b.events[i].Time)
	}
	for i := range b.plains {
		sq.date(&b.plains[i].time)
	}
	sq.year += int(w.years)
	sq.lastSec = yearSecond(w.lastMonth, w.lastDay, w.lastSecs)
}

// date makes the year of one stamp absolute.
func (sq *sequencer) date(s *Stamp) {
	if s.relative {
		s.Year = int16(sq.year) + s.relativeYears
		s.YearInferred = true
	}
}
