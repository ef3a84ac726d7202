package parser

// maxCompared bounds the pairs of reports that are compared by their texts: a
// mail with more of them is written to cost time.
const maxCompared = 1 << 16

// maxReasons is how many reasons of one transcript are looked at, each of which
// is compared with every recipient.
const maxReasons = 1 << 10

// session completes the reports with the transcript of the session.
func (w *wordsReader) session() {
	d := &w.dialogue
	d.finish()
	if len(d.said)*len(w.found) > maxCompared {
		return
	}
	answered := make([]bool, len(w.found)) // the transcript shows who said it
	for i := range d.said {
		s := &d.said[i]
		to := -1
		for k := range w.found {
			r := &w.found[k]
			if s.origin == OriginRemote && r.hasReply && r.origin == OriginRemote && sameReply(&r.reply, &s.reply) {
				to = k
				break
			}
		}
		if to < 0 && s.origin == OriginRemote && s.reply.Code >= 400 {
			for k := range w.found {
				if r := &w.found[k]; !r.hasReply && (len(w.found) == 1 || sameAddress(PathOf(s.cmd.Arg), r.recipient)) {
					to = k
					break
				}
			}
		}
		if to < 0 && s.origin == OriginOwn {
			for k := range w.found {
				r := &w.found[k]
				if r.hasReply && r.origin == OriginRemote && !answered[k] && sameReply(&r.reply, &s.reply) {
					// "(reason: 550 …)" that no peer said: these are the MTA's
					// own words.
					r.origin = OriginOwn
					s.known = true
				}
				if !r.hasReply && (sameAddress(s.recipient, r.recipient) || len(w.found) == 1 && !d.remote) {
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
	w.late = w.late || d.late
	w.reasons(d.reasons)
}

// reasons gives the reasons that stand in a transcript to the recipients that have
// none; where nothing else names recipients, these are they.
func (w *wordsReader) reasons(list []report) {
	named := len(w.found) > 0
	for i := range list[:min(len(list), maxReasons)] {
		s := &list[i]
		known := false
		for k := range w.found {
			r := &w.found[k]
			if !r.is(s) {
				continue
			}
			known = true
			if !r.told() {
				r.reason, r.no, r.raw, r.lines = s.reason, s.no, s.raw, 1
			}
		}
		if !named && !known {
			w.found = append(w.found, *s)
		}
	}
}
