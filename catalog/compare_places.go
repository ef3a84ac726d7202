package catalog

import "slices"

// places is where a code may stand, by the table of commands.
type places struct {
	any   bool     // after every command
	verbs []string // in the order of a conversation
}

// conversation is the order in which commands are told. HELO is answered like
// EHLO and BDAT like the end of the data, which is what readers know; what is
// obsolete is not told at all.
var conversation = []string{
	"", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", ".", "RSET", "NOOP", "VRFY", "EXPN", "HELP",
	"ETRN", "QUIT", "ATRN",
}

// placesOf gives the commands that may be answered with a reply code, as RFCs
// allow it. Enhanced codes are not told apart by commands.
func (c *Catalog) placesOf(a Asked) places {
	if a.Code == 0 {
		return places{}
	}
	p := places{any: c.allows("*", a.Code)}
	for _, verb := range conversation {
		// Almost nobody has met ATRN; it is told where nothing else can be.
		if c.allows(verb, a.Code) && (verb != "ATRN" || len(p.verbs) == 0) {
			p.verbs = append(p.verbs, verb)
		}
	}
	return p
}

// allows tells whether a code, or one with this first digit, may answer a verb. A
// row that needs an extension counts only where the command itself comes with it:
// that MAIL with MT-PRIORITY may get 450 is no trait of MAIL.
func (c *Catalog) allows(verb string, code int) bool {
	t := c.verbs[verb]
	if t == nil {
		return false
	}
	for i := range t.command.Replies {
		r := &t.command.Replies[i]
		if (r.Code == code || r.Code/100 == code) && !r.Observed && (r.With == "" || t.extension) {
			return true
		}
	}
	return false
}

// words tells the places in words.
func (p places) words(l *Lang) string {
	if p.any {
		return l.Text("place.any")
	}
	if len(p.verbs) == 0 {
		return l.Text("compare.places_none")
	}
	names := make([]string, 0, len(p.verbs))
	for _, verb := range p.verbs {
		switch verb {
		case "":
			names = append(names, l.Text("place.connect"))
		case ".":
			names = append(names, l.Text("place.message"))
		default:
			names = append(names, verb)
		}
	}
	return l.join(names)
}

// apart tells whether no command can get both.
func (p places) apart(q places) bool {
	if p.any || q.any || len(p.verbs) == 0 || len(q.verbs) == 0 {
		return false
	}
	for _, verb := range p.verbs {
		if slices.Contains(q.verbs, verb) {
			return false
		}
	}
	return true
}

func (p places) equal(q places) bool {
	return p.any == q.any && (p.any || slices.Equal(p.verbs, q.verbs))
}

// few tells whether the places can be named in passing.
func (p places) few() bool { return p.any || len(p.verbs) > 0 && len(p.verbs) <= 3 }

// told tells whether the table says anything about the code.
func (p places) told() bool { return p.any || len(p.verbs) > 0 }
