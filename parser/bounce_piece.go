package parser

// pieceReader reads a piece of a bounce that somebody pasted: it has no header
// to know it by, so the words by which MTAs tell what a server said must do.
// It is used with Options.Single only.
type pieceReader struct {
	before []heldLine // the last lines, which others have read as well
	held   []heldLine // from the first line with such words on
}

const (
	maxPieceBefore = 4
	maxPieceLines  = 512
)

// line offers a line that belongs to nothing else; it gives true when the line
// is held.
func (p *pieceReader) line(e *Event, talking bool) bool {
	l := heldLine{line: e.Line, time: e.Time, raw: append([]byte(nil), e.Raw...)}
	l.text = l.raw
	if len(p.held) > 0 {
		p.held = append(p.held, l)
		e.quirk = quirkHeld
		return true
	}
	if !talking && pieceWords(e.Raw) {
		p.held = append(p.held, l)
		e.quirk = quirkHeld
		return true
	}
	if len(p.before) == maxPieceBefore {
		p.before = append(p.before[:0], p.before[1:]...)
	}
	p.before = append(p.before, l)
	return false
}

// pieceWords tells whether a line has words that only bounces, and what was
// copied out of them, have.
func pieceWords(line []byte) bool {
	t := trimSpace(line)
	if replyShape(t) != shapeNone {
		return false
	}
	if _, _, ok := labelled(t); ok {
		return false
	}
	if startsFold(t, "DIAGNOSTIC-CODE:") || startsFold(t, "FINAL-RECIPIENT:") {
		return true
	}
	for _, w := range [...]string{
		"SMTP error from remote ", "LMTP error from remote ", "Remote host said:", "remote host said:", "The error that the other server returned", "response from the remote server was", "The response was:",
		"... while talking to ", " (in reply to ", " refused to talk to me: ", "Remote Server returned", "Remote server returned", "Giving up on ",
	} {
		if index(t, w) >= 0 {
			return true
		}
	}
	for _, w := range [...]string{" said: ", "(reason: "} {
		if i := index(t, w); i >= 0 && failureCode(t[i+len(w):]) {
			return true
		}
	}
	return hasSuffix(t, " said:") && index(t, "host ") >= 0 || hasPrefix(t, "Remote Server at ") && index(t, " returned ") > 0
}

// read gives the reports of the piece, and which format it is of.
func (p *pieceReader) read() ([]report, *Format) {
	var lines []mailLine
	fields := false
	for _, list := range [...][]heldLine{p.before, p.held} {
		for i := range list {
			lines = append(lines, mailLine{text: list[i].text, no: list[i].line})
		}
	}
	for i := range lines {
		fields = fields || startsFold(lines[i].text, "DIAGNOSTIC-CODE:") || startsFold(lines[i].text, "FINAL-RECIPIENT:")
	}
	if fields {
		groups, _ := readGroups(lines)
		if len(groups) == 0 {
			// The fields of a recipient without his name.
			groups, _ = readGroups(append([]mailLine{{text: []byte("Final-Recipient: rfc822;"), no: lines[0].no}}, lines...))
		}
		for i := range groups {
			groups[i].settle()
		}
		if anyTold(groups) {
			return groups, dsnFormat
		}
	}
	var w wordsReader
	w.read(lines)
	var list []report
	for i := range w.found {
		if w.found[i].hasReply {
			list = append(list, w.found[i])
		}
	}
	return list, bounceFormat
}

// finishPiece gives out what a pasted piece tells; lines of one that tells
// nothing go to the transcript reader.
func (r *mailReader) finishPiece(b *Batch) {
	p := &r.piece
	if len(p.held) == 0 {
		return
	}
	list, format := p.read()
	held := p.held
	p.held, p.before = nil, nil
	if len(list) == 0 {
		r.held = held
		r.release(b)
		return
	}
	r.tell(b, held, format, list, &dsnHead{}, &wordsReader{})
}

// tell gives out what lines of a bounce tell that stood without a mail's header,
// behind the lines if each is to be shown.
func (r *mailReader) tell(b *Batch, held []heldLine, format *Format, list []report, head *dsnHead, w *wordsReader) {
	r.m.begin(held[0].line)
	if r.sq.opts.Lines {
		for i := range held {
			r.sq.trans.give(b, held[i].event(b))
		}
	}
	b.stats.count([]byte(format.Name), false, int64(len(held)))
	r.give(b, format, list, head, w)
}
