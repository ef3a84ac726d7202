package parser

func init() {
	registerSource(sourceKind{starts: letters, behindBlank: true, make: func(sq *sequencer) sourceReader { return &mailReader{sq: sq} }})
}

const (
	// maxHeldLines and maxHeldBytes bound what is held back before it is known
	// whether a block of lines is the header of a mail.
	maxHeldLines = 512
	maxHeldBytes = 128 << 10
)

// mailReader finds the messages of an input: a file that is one, or the
// messages of a mailbox.
type mailReader struct {
	sq *sequencer
	m  message

	blank   bool // the line is blank
	open    bool // a message goes on
	maybe   bool // lines are held back
	mbox    bool // the held lines begin with the line of a mailbox
	first   bool // the held lines stand at the top of the input
	held    []heldLine
	mem     []byte // of what is held
	bytes   int
	look    mailHeader
	piece   pieceReader
	block   []mailLine // memory of a wordsReader
	secrets bool       // the next line of a transcript answers a 334
}

// takesAll tells whether lines that look like a log's belong to the message.
func (r *mailReader) takesAll() bool { return r.open || r.maybe }

func (r *mailReader) line(b *Batch, e *Event) bool {
	line := e.Raw
	top, blank := r.sq.walk.atTop(e), r.sq.walk.behindBlank
	r.blank = len(trimSpace(line)) == 0
	switch {
	case r.open:
		if blank && mboxLine(line) {
			r.finish(b)
			r.hold(e, true)
			r.mbox = true
			return true
		}
		if r.m.closed && blank && mailFieldOf(line) != 0 {
			// Another message behind the end of a multipart: somebody put
			// files together.
			r.finish(b)
			r.hold(e, false)
			return true
		}
		r.take(e)
		return true
	case r.maybe:
		return r.decide(b, e)
	case r.sq.opts.Single && (len(r.piece.held) > 0 || !(top && beginsMail(line) && !pieceWords(line)) && !mboxLine(line)):
		if len(r.piece.held) >= maxPieceLines {
			r.finishPiece(b)
		}
		return r.piece.line(e, r.sq.trans.dialect != nil || len(r.sq.trans.held.lines) > 0)
	case !blank || len(line) < 5 || r.blank:
		return false
	case mboxLine(line):
		r.hold(e, true)
		r.mbox = true
		return true
	case top && beginsMail(line) || mailFieldOf(line) != 0 && r.sq.trans.dialect == nil:
		r.hold(e, top)
		return true
	}
	return false
}

// take gives a line to the message.
func (r *mailReader) take(e *Event) {
	r.m.line(e.Raw, e.Line)
	if e.quirk == quirkCounted {
		r.m.count--
	}
	if !r.sq.opts.Lines || r.sq.opts.Secrets {
		return
	}
	// The line is shown as it stands.
	if e.Secret = FindSecret(e.Raw); e.Secret.Empty() && r.secrets && hasPrefix(e.Raw, " In:  ") {
		e.markSecret(e.Raw[6:])
	}
	r.secrets = hasPrefix(e.Raw, " Out: 334")
}

// hold keeps a line that may be of a header; top tells whether little is
// asked of the block that it begins.
func (r *mailReader) hold(e *Event, top bool) {
	if !r.maybe {
		r.maybe, r.mbox, r.first, r.bytes, r.look = true, false, top, 0, mailHeader{}
		r.held, r.mem = r.held[:0], r.mem[:0]
	}
	n := len(r.mem)
	r.mem = append(r.mem, e.Raw...)
	l := heldLine{line: e.Line, time: e.Time, cut: e.Cut, raw: r.mem[n:len(r.mem):len(r.mem)]}
	l.text = l.raw
	r.held = append(r.held, l)
	r.bytes += len(e.Raw)
	r.look.peek(e.Raw)
	e.quirk = quirkHeld
}

// decide takes the next line of what may be a header.
func (r *mailReader) decide(b *Batch, e *Event) bool {
	line := e.Raw
	switch {
	case e.quirk == quirkCounted:
		return r.release(b)
	case r.blank:
		if !r.look.enough(r.first || r.sure()) {
			return r.release(b)
		}
		r.start(b)
		r.take(e)
		return true
	case len(r.held) >= maxHeldLines || r.bytes+len(line) > maxHeldBytes:
		if !r.look.enough(false) {
			return r.release(b)
		}
		r.start(b)
		r.take(e)
		return true
	case isBlank(line[0]) || fieldName(line) > 0 || hasPrefix(line, ">From "):
		r.hold(e, false)
		return true
	}
	return r.release(b)
}

// sure tells whether the held fields are those of a bounce, wherever they
// stand.
func (r *mailReader) sure() bool { return r.look.fromDaemon() && r.look.subject != "" }

// start makes the held lines the beginning of a message.
func (r *mailReader) start(b *Batch) {
	r.maybe, r.open = false, true
	r.m.begin(r.held[0].line)
	for i := range r.held {
		l := &r.held[i]
		if i == 0 && r.mbox {
			r.m.count++
		} else {
			r.m.line(l.raw, l.line)
		}
		if r.sq.opts.Lines {
			r.sq.trans.give(b, l.event(b))
		}
	}
	r.held = r.held[:0]
}

// release gives the held lines to the transcript reader: they are no mail.
func (r *mailReader) release(b *Batch) bool {
	held := r.held
	r.held, r.maybe = nil, false
	for i := range held {
		x := b.spare()
		*x = held[i].event(b)
		switch {
		case r.sq.trans.line(b, x):
		case r.sq.found:
			r.sq.found = false
			r.sq.event(b, x)
		default:
			r.sq.trans.give(b, *x)
		}
	}
	return false
}

// finish ends the message.
func (r *mailReader) finish(b *Batch) {
	if !r.open {
		return
	}
	r.open = false
	m := &r.m
	m.endPart()
	format := r.report(b)
	if format == nil {
		b.stats.Plain += m.count
		return
	}
	b.stats.count([]byte(format.Name), false, m.count)
}

func (r *mailReader) end(b *Batch) {
	if r.maybe {
		if !r.look.enough(r.first || r.sure()) {
			r.release(b)
		} else {
			r.start(b)
		}
	}
	r.finish(b)
	r.finishPiece(b)
}
