package parser

import (
	"bytes"
	"strings"
)

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

func anyTold(list []report) bool {
	for i := range list {
		if list[i].told() {
			return true
		}
	}
	return false
}
