package parser

// wordsReader reads the part of a bounce that is written for people. Whoever
// wrote it, it is a list of addresses, and behind each, or behind all, the
// reason: in the peer's words or in the MTA's own. What the MTAs differ in is
// how an address stands there (heading) and how a reason is worded (reason).
type wordsReader struct {
	single []byte // the only recipient, where the header names it
	found  []report
	host   []byte // the MTA that writes, where it says so
	warn   bool   // a delay is told, no failure
	late   bool   // the time in the queue is over

	block    []mailLine // the lines since the last heading
	current  int        // of found; -1 before the first heading
	first    int        // of found: the first of the headings that stand together
	together bool       // nothing but headings came since first
	apart    bool       // a blank line came behind the last heading
	colon    bool       // a colon ends the last heading
	indent   int        // blanks before the last heading
	returned mailHeader // of the message that came back, where it stands in the text
	dialogue sessionReader
	talk     bool // the transcript of the session goes on
}

// read reads the lines of a text.
func (w *wordsReader) read(lines []mailLine) {
	w.current, w.first = -1, 0
	for i, l := range lines {
		t := trimSpace(l.text)
		if len(t) == 0 {
			w.paragraph()
			continue
		}
		if w.endsReport(lines, i, t) {
			w.cameBack(lines[i:])
			break
		}
		if w.current < 0 || w.talk || len(w.block) == 0 || len(w.block[len(w.block)-1].text) == 0 {
			w.sentence(t)
		}
		if w.talk {
			w.dialogue.line(l)
			continue
		}
		if transcriptFollows(t) {
			w.finish()
			w.talk = true
			continue
		}
		var after []mailLine
		if i+1 < len(lines) {
			after = lines[i+1:]
		}
		if a, rest, ok := heading(l, after); ok && len(w.found) < maxReports && !w.goesOn(a) {
			w.head(a)
			w.indent = len(l.text) - len(trimLeft(l.text))
			if rest = trimSpace(rest); len(rest) > 0 {
				w.add(mailLine{text: rest, no: l.no, whole: l.shown()})
			}
			w.found[w.current].note = mailLine{text: wordsBehind(t), no: l.no, whole: l.shown()}
			w.colon = len(rest) == 0 && t[len(t)-1] == ':'
			continue
		}
		if len(w.found) < maxReports && w.unnamed(l) {
			w.head(nil)
			w.together = false
		}
		w.add(l)
	}
	w.finish()
	w.session()
	w.notes()
	w.once()
}

// unnamed tells whether a line of a list stands where the others have their
// address, and has none: Exim lists pipes and files so.
func (w *wordsReader) unnamed(l mailLine) bool {
	n := len(w.block)
	return w.current >= 0 && w.indent == 2 && n > 0 && len(w.block[n-1].text) > 0 && hasPrefix(l.text, "  ") && l.text[2] != ' ' && hasPrefix(w.block[n-1].text, "    ")
}

func (w *wordsReader) add(l mailLine) {
	w.together = false
	if len(w.block) < 512 {
		w.block = append(w.block, l)
	}
}

// paragraph notes a blank line, which ends a reply.
func (w *wordsReader) paragraph() {
	if n := len(w.block); n > 0 && len(w.block[n-1].text) > 0 {
		w.block = append(w.block, mailLine{})
	} else if n == 0 && !w.colon {
		w.apart = true
	}
}

// head begins the lines of another recipient.
func (w *wordsReader) head(address []byte) {
	alone := w.together
	w.finish()
	w.found = append(w.found, report{recipient: address, origin: OriginLocal})
	w.current = len(w.found) - 1
	if !alone {
		w.first = w.current
	}
	w.together, w.apart = true, false
}

// goesOn tells whether an address is part of a sentence that was wrapped.
func (w *wordsReader) goesOn(address []byte) bool {
	n := len(w.block)
	if n == 0 || len(w.block[n-1].text) == 0 || w.current < 0 {
		return false
	}
	if sameAddress(address, w.found[w.current].recipient) {
		return true
	}
	// The reply names an address that the message was sent on to.
	for _, l := range w.block {
		if i := index(l.text, "<"); i >= 0 && sameAddress(bracketed(l.text[i:]), address) {
			return true
		}
	}
	return false
}

// finish gives the lines that came to the recipient before them.
func (w *wordsReader) finish() {
	block := w.block
	w.block = block[:0]
	if len(block) == 0 || len(w.found) == 0 && !quotesReply(block) {
		return
	}
	if w.current < 0 {
		// A reason without an address before it.
		var p reason
		if !p.readParagraphs(block, false) || !p.hasReply {
			return
		}
		r := report{recipient: w.single, origin: OriginLocal}
		if len(r.recipient) == 0 {
			r.recipient = p.address
		}
		p.fill(&r)
		w.found = append(w.found, r)
		return
	}
	var p reason
	if !p.readParagraphs(block, w.apart) {
		return
	}
	for i := w.first; i <= w.current; i++ {
		if r := &w.found[i]; !r.told() {
			p.fill(r)
		}
	}
}

// quotesReply tells whether a line of the block begins like a reply or brings
// one; a text before the first address is looked at for nothing else.
func quotesReply(block []mailLine) bool {
	for _, l := range block {
		if replyAt(l.text[:min(len(l.text), mailMaxReason)], 0) >= 0 || failureCode(trimSpace(l.text)) {
			return true
		}
	}
	return false
}
