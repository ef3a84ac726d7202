package render

import (
	"bytes"
	"strings"

	"github.com/smtplog/smtplog/catalog"
)

// shown makes bytes out of a log fit to be shown.
func shown(piece []byte) string { return string(appendVisible(nil, piece)) }

// about tells what the reply is about, and the list that has it. The web address is
// too long for a first line.
func (t *Text) about(r *Record) string {
	s := &r.Subject
	var list []string
	for _, piece := range [...][]byte{s.Address, s.IP, s.Domain} {
		// Whose message it is stands in the line.
		if len(piece) > 0 && !bytes.Equal(piece, r.Recipient) && !bytes.Equal(piece, r.Sender) {
			list = append(list, shown(piece))
		}
	}
	about := ""
	if len(list) > 0 {
		about = t.sayOf("annotate.about", "what", strings.Join(list, t.say("word.comma")))
	}
	if len(s.List) > 0 {
		if about != "" {
			about += t.say("word.comma")
		}
		about += t.sayOf("annotate.listed_at", "list", shown(s.List))
	}
	return about
}

// why tells by what the entry was found, and which would have been told without it.
func (t *Text) why(r *Record) string {
	found := t.sayOf("by."+r.Match.By.String(), "pattern", r.Match.Pattern)
	if s := r.Match.Second; s != nil {
		found = t.sayOf("by.second", "found", found, "title", s.Title, "id", s.ID)
	}
	return found
}

// reserve tells what speaks against relying on an entry, or nothing.
func (t *Text) reserve(e *catalog.Entry) string {
	var list []string
	if e.Historic != "" {
		list = append(list, t.sayOf("label.historic", "when", e.Historic))
	}
	if e.Confidence != "" {
		list = append(list, t.say("label.confidence_low"))
	}
	return strings.Join(list, t.say("word.semicolon"))
}

// playbook gives the playbook of the entry's provider the first time that the
// provider comes up.
func (t *Text) playbook(e *catalog.Entry) *catalog.Playbook {
	if e.Provider == "" || t.opts.Catalog == nil || t.booked[e.Provider] {
		return nil
	}
	p := t.opts.Catalog.Playbook(e.Provider)
	if p != nil {
		t.booked[e.Provider] = true
	}
	return p
}

// whole names the command that shows all of a playbook.
func (t *Text) whole(p *catalog.Playbook) string {
	return t.sayOf("book.whole", "command", "smtplog catalog show "+p.Provider)
}
