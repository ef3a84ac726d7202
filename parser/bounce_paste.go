package parser

import "bytes"

func init() {
	registerSource(sourceKind{
		starts: letters + "45<>[(*'\"`-= \t\xc3\xd0\xd1\xe3\xe4\xe5\xe6\xe7\xe8\xe9",
		aside:  true,
		make:   func(sq *sequencer) sourceReader { return &pasteReader{mail: mailReader{sq: sq}} },
	})
}

// pasteReader reads a bounce that somebody pasted without its header: into a
// ticket, below "> ", into Markdown. Its words must tell what it is, so little
// is taken for one: a sentence by which MTAs begin or announce (pasteWords), and
// of what stands behind it no more than a mail would tell.
type pasteReader struct {
	mail  mailReader // gives out, and reads the whole of a mail that follows
	held  []heldLine
	mem   []byte // of what is held
	depth int    // of the marks of quotation before the first line
	sure  bool   // a sentence was there that only bounces have
	talk  bool   // the transcript of a session was announced

	more   bool // more was there than sentences with which bounces begin
	quoted bool // a reply was there

	look   mailHeader // of fields behind a blank line: a mail may begin there
	lookAt int        // where in held they begin; 0 for nowhere
}

// maxPasteLines and maxPasteBytes bound what is held of one pasted bounce.
const (
	maxPasteLines = 512
	maxPasteBytes = 128 << 10
)

// takesAll makes lines of a log end what was pasted before them.
func (r *pasteReader) takesAll() bool { return len(r.held) > 0 || r.mail.takesAll() }

func (r *pasteReader) line(b *Batch, e *Event) bool {
	if r.mail.takesAll() {
		return r.mail.line(b, e)
	}
	if len(r.held) == 0 {
		talking := r.mail.sq.trans.dialect != nil
		if talking && !r.mail.sq.walk.behindBlank || e.quirk == quirkBinary || !mayPaste(e.Raw) {
			return false
		}
		words := pasteWords(pastedLine(e.Raw, quoteDepth(e.Raw)))
		if words == pasteNone || words < pasteBegins && talking {
			return false
		}
		r.begin(e, words)
		return true
	}
	if e.quirk == quirkCounted || mboxLine(e.Raw) || len(r.held) >= maxPasteLines || len(r.mem)+len(e.Raw) > maxPasteBytes {
		r.finish(b)
		return false
	}
	if r.mailFollows(e) {
		rest := r.held[r.lookAt:]
		r.held = r.held[:r.lookAt]
		r.finish(b)
		r.mail.held, r.mail.mbox = rest, false
		r.mail.start(b)
		return r.mail.line(b, e)
	}
	t := trimSpace(pastedLine(e.Raw, r.depth))
	if len(t) > 0 {
		if !r.talk && beginsTalk(t) {
			r.finish(b)
			return false
		}
		words := pasteWords(t)
		if words == pasteBegins && r.more || words == pasteQuotes && !r.sure && r.quoted && announces(t) {
			r.finish(b)
			r.begin(e, words)
			return true
		}
		r.sure = r.sure || words >= pasteInside
		r.more = r.more || words != pasteBegins
		r.quoted = r.quoted || failureCode(t) || replyAt(t, 0) >= 0
		r.talk = r.talk || transcriptFollows(t) || hasPrefix(t, "... while talking to ")
	}
	r.hold(e)
	return true
}

// mailFollows tells whether the line ends the header of a mail that is a bounce
// itself: somebody put its source behind what it says.
func (r *pasteReader) mailFollows(e *Event) bool {
	blank := len(trimSpace(e.Raw)) == 0
	switch {
	case r.lookAt > 0 && blank:
		if r.look.enough(true) && r.look.fromDaemon() && r.look.bounces() {
			return true
		}
		r.lookAt = 0
	case r.lookAt > 0:
		r.look.peek(e.Raw)
	case !blank && r.mail.sq.walk.behindBlank && mailFieldOf(e.Raw) != 0:
		r.look, r.lookAt = mailHeader{}, len(r.held)
		r.look.peek(e.Raw)
	}
	return false
}

// beginsTalk tells whether a line is of a conversation that follows what was
// pasted: of its greeting, or with a mark that says who speaks.
func beginsTalk(t []byte) bool {
	if startsReply(t) {
		return t[0] == '2'
	}
	_, said, ok := labelled(t)
	if !ok || len(said) == 0 {
		return false
	}
	w, _ := word(said)
	return startsReply(said) && said[0] < '4' || lookupVerb(w) != nil
}

// begin holds the first line of what was pasted.
func (r *pasteReader) begin(e *Event, words int) {
	r.depth, r.mem, r.lookAt = quoteDepth(e.Raw), r.mem[:0], 0
	t := trimSpace(pastedLine(e.Raw, r.depth))
	r.sure, r.talk, r.more = words >= pasteInside, transcriptFollows(t), words != pasteBegins
	r.quoted = replyAt(t, 0) >= 0
	r.hold(e)
}

// announces tells whether a line ends where a reply is to follow, or brings it.
func announces(t []byte) bool { return t[len(t)-1] == ':' || replyAt(t, 0) >= 0 }

func (r *pasteReader) hold(e *Event) {
	n := len(r.mem)
	r.mem = append(r.mem, e.Raw...)
	l := heldLine{line: e.Line, time: e.Time, cut: e.Cut, raw: r.mem[n:len(r.mem):len(r.mem)]}
	l.text = l.raw
	r.held = append(r.held, l)
	e.quirk = quirkHeld
}

// finish gives out what the pasted lines tell; lines that tell nothing go to
// the transcript reader.
func (r *pasteReader) finish(b *Batch) {
	held := r.held
	if len(held) == 0 {
		return
	}
	r.held = nil
	m := &r.mail
	lines := make([]mailLine, len(held))
	for i := range held {
		lines[i] = mailLine{text: pastedLine(held[i].raw, r.depth), no: held[i].line, whole: held[i].raw}
	}
	list, head, w, format := r.read(lines)
	if !anyTold(list) {
		m.held = held
		m.release(b)
		return
	}
	m.tell(b, held, format, list, &head, w)
}

func (r *pasteReader) end(b *Batch) {
	r.finish(b)
	r.mail.end(b)
}

// read gives the reports of the pasted lines. Without a sentence that only
// bounces have, words that are no reply tell nothing.
func (r *pasteReader) read(lines []mailLine) (list []report, head dsnHead, w *wordsReader, format *Format) {
	w, format = &wordsReader{}, bounceFormat
	groups, head := inlineGroups(lines)
	text := lines
	if len(groups) > 0 {
		text = beforeGroups(lines)
	}
	w.read(text)
	if len(groups) > 0 {
		format = dsnFormat
		list = merge(groups, w.found)
		if r.sure {
			// The fields may be cut off behind the first recipients.
			rest := wordsReader{found: withoutFields(groups, w.found), warn: w.warn, late: w.late}
			rest.statuses(&mailHeader{})
			list = append(list, rest.found...)
		}
	} else {
		if r.sure {
			w.statuses(&mailHeader{})
		}
		list = w.found
	}
	kept := list[:0:0]
	for i := range list {
		p := &list[i]
		if p.hasReply || r.sure && len(p.recipient) > 0 && bytes.IndexByte(p.recipient, '@') > 0 {
			kept = append(kept, *p)
		}
	}
	return kept, head, w, format
}

// withoutFields gives the reports in words of recipients that have no fields.
func withoutFields(groups, found []report) (list []report) {
	if len(groups)*len(found) > maxCompared {
		return nil
	}
next:
	for i := range found {
		f := &found[i]
		if f.known || f.aside || f.hasReply || !f.told() || len(f.recipient) == 0 {
			continue
		}
		for k := range groups {
			if groups[k].is(f) {
				continue next
			}
		}
		list = append(list, *f)
	}
	return list
}
