package parser

import (
	"bytes"
	"strings"
)

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
		if w.unnamed(l) {
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

// notes makes the words behind an address its reason where nothing else tells
// one, and the reason that stands before all addresses theirs.
func (w *wordsReader) notes() {
	for i := range w.found {
		if r := &w.found[i]; !r.told() && len(r.note.text) > 0 {
			r.reason, r.no, r.raw, r.lines = r.note.text, r.note.no, r.note.shown(), 1
		}
	}
	if len(w.found) < 2 || len(w.found[0].recipient) > 0 || !w.found[0].hasReply {
		return
	}
	for i := range w.found[1:] {
		if r := &w.found[i+1]; r.told() || len(r.recipient) == 0 {
			return
		}
	}
	first := w.found[0]
	w.found = w.found[1:]
	for i := range w.found {
		r := &w.found[i]
		address, aliases := r.recipient, r.aliases
		*r = first
		r.recipient, r.aliases = address, aliases
	}
}

// wordsBehind gives the words behind an address: "ann@example.com (user not found)"
// of GroupWise. A name begins with a capital.
func wordsBehind(t []byte) []byte {
	i := index(t, " (")
	if i < 0 || t[len(t)-1] != ')' {
		return nil
	}
	note := t[i+2 : len(t)-1]
	if len(note) < 6 || note[0]-'a' > 'z'-'a' || bytes.IndexByte(note, ' ') < 0 || bytes.IndexByte(note, '@') >= 0 || generated(t[i+1:]) {
		return nil
	}
	return note
}

// unnamed tells whether a line of a list stands where the others have their
// address, and has none: Exim lists pipes and files so.
func (w *wordsReader) unnamed(l mailLine) bool {
	n := len(w.block)
	return w.current >= 0 && w.indent == 2 && n > 0 && len(w.block[n-1].text) > 0 && hasPrefix(l.text, "  ") && l.text[2] != ' ' && hasPrefix(w.block[n-1].text, "    ")
}

// once leaves one report of each recipient: the one that quotes a reply.
func (w *wordsReader) once() {
	for j := range w.found {
		r := &w.found[j]
		if r.aside || len(r.recipient) == 0 || !r.told() {
			continue
		}
		for i := range w.found[:j] {
			q := &w.found[i]
			if q.known || !q.told() || !sameAddress(q.recipient, r.recipient) {
				continue
			}
			switch {
			case !q.hasReply && r.hasReply:
				q.known = true
			case !r.hasReply, q.reply.Code == r.reply.Code:
				r.known = true
			}
		}
		if j > 1<<10 {
			return // lists this long are machines'; they have no prose before them
		}
	}
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

// maxCompared bounds the pairs of reports that are compared by their texts: a
// mail with more of them is written to cost time.
const maxCompared = 1 << 16

// session completes the reports with the transcript of the session.
func (w *wordsReader) session() {
	d := &w.dialogue
	d.finish()
	if len(d.said)*len(w.found) > maxCompared {
		return
	}
	var failed []int
	for i := range w.found {
		failed = append(failed, i)
	}
	answered := make([]bool, len(w.found)) // the transcript shows who said it
	for i := range d.said {
		s := &d.said[i]
		to := -1
		for _, k := range failed {
			r := &w.found[k]
			if s.origin == OriginRemote && r.hasReply && r.origin == OriginRemote && sameReply(&r.reply, &s.reply) {
				to = k
				break
			}
		}
		if to < 0 && s.origin == OriginRemote && s.reply.Code >= 400 {
			for _, k := range failed {
				if r := &w.found[k]; !r.hasReply && (len(failed) == 1 || sameAddress(PathOf(s.cmd.Arg), r.recipient)) {
					to = k
					break
				}
			}
		}
		if to < 0 && s.origin == OriginOwn {
			for _, k := range failed {
				r := &w.found[k]
				if r.hasReply && r.origin == OriginRemote && !answered[k] && sameReply(&r.reply, &s.reply) {
					// "(reason: 550 …)" that no peer said: these are the MTA's
					// own words.
					r.origin = OriginOwn
					s.known = true
				}
				if !r.hasReply && (sameAddress(s.recipient, r.recipient) || len(failed) == 1 && !d.remote) {
					to = k
					break
				}
			}
		}
		if to < 0 {
			continue
		}
		r := &w.found[to]
		answered[to] = answered[to] || s.origin == OriginRemote
		if !r.hasReply || longer(&s.reply, &r.reply) {
			r.hasReply, r.reply, r.reason = true, s.reply, nil
			r.no, r.raw, r.lines = s.no, s.raw, s.lines
			r.origin = s.origin
		}
		if r.cmd.Verb == "" {
			r.cmd, r.phase = s.cmd, s.phase
		}
		if r.peer.Name == nil && r.peer.IP == nil {
			r.peer = s.peer
		}
		s.known = true
	}
	for i := range d.said {
		s := d.said[i]
		if s.known || s.origin == OriginOwn && (d.remote || anyTold(w.found)) {
			continue
		}
		s.aside = len(w.found) > 0
		w.found = append(w.found, s)
	}
	for i := range d.reasons {
		s := &d.reasons[i]
		done := false
		for k := range w.found {
			if r := &w.found[k]; r.is(s) {
				if !r.told() {
					r.reason, r.no, r.raw, r.lines = s.reason, s.no, s.raw, 1
				}
				done = true
			}
		}
		if !done && !anyTold(w.found) && len(w.found) == 0 {
			w.found = append(w.found, *s)
		}
	}
	w.late = w.late || d.late
}

func anyTold(list []report) bool {
	for i := range list {
		if list[i].told() {
			return true
		}
	}
	return false
}

// statuses settles what became of the recipients of a bounce in words.
func (w *wordsReader) statuses(h *mailHeader) {
	subject := words(h.subject)
	late := w.warn || strings.Contains(subject, "delay") || strings.Contains(subject, "still being retried") || strings.Contains(subject, "warning: could not send")
	for i := range w.found {
		r := &w.found[i]
		switch {
		case r.aside, r.hasReply && r.reply.Code < 400:
		case late && !w.late && !r.expired:
			r.status = StatusDeferred
		case r.expired || w.late:
			r.status = StatusExpired
		case r.status == StatusUnknown:
			r.status = StatusBounced
		}
		if len(r.recipient) == 0 && w.single != nil && len(w.found) == 1 {
			r.recipient = w.single
		}
	}
}
