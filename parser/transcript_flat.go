package parser

// swiftLog stands in an exception of Swift Mailer before what its logger kept
// of the conversation.
const swiftLog = "Log data:"

// flatMarks begin the lines of that log.
var flatMarks = [...]string{" << ", " >> ", " !! ", " ++ ", " Log data:"}

// flatLog takes the replies of a conversation that a program logged on the line
// of e, its line ends turned into blanks, behind the reply that e is. Which
// command each answers is not told: the client may have sent several at once.
func (t *transcript) flatLog(b *Batch, e *Event, p []byte) {
	i := index(p, swiftLog)
	if i < 0 {
		return
	}
	p = p[i+len(swiftLog):]
	had := map[uint64]bool{e.hash(): true}
	for len(p) > 0 {
		i := index(p, flatMarks[0])
		if i < 0 {
			return
		}
		p = p[i+len(flatMarks[0]):]
		said := p
		for _, m := range &flatMarks {
			if j := index(said, m); j >= 0 {
				said = said[:j]
			}
		}
		said = trimSpace(said)
		if replyShape(said) == shapeNone {
			continue
		}
		r, ok := parseFlat(said, &b.text)
		if !ok {
			continue
		}
		x := Event{Raw: e.Raw, Line: e.Line, Lines: 1, Time: e.Time, Host: e.Host, Program: e.Program, PID: e.PID}
		t.retell(&x, r, swiftFormat)
		if h := x.hash(); !had[h] {
			had[h] = true
			b.give(&x)
			e.Raw = nil // a line is shown once, with the first that is told of it
		}
	}
}
