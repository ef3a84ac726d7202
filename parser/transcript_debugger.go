package parser

// debuggerLabels are what CodeIgniter's print_debugger writes before what it
// was answered.
var debuggerLabels = [...]struct {
	label string
	verb  string
	phase Phase
}{
	{"hello: ", "", PhaseEhlo}, {"starttls: ", "STARTTLS", PhaseStarttls}, {"from: ", "MAIL", PhaseMail}, {"to: ", "RCPT", PhaseRcpt},
	{"data: ", "DATA", PhaseData}, {"reset: ", "RSET", PhaseRset}, {"quit: ", "QUIT", PhaseQuit},
}

// maxDebugger is how far apart two lines of print_debugger can stand.
const maxDebugger = 64

// debugger takes a line of CodeIgniter's print_debugger, with its markup or
// without: "<pre>from: 250 Ok". A label is believed behind another, and the
// first of them behind markup, behind a reply, or where it is the hello.
func (t *transcript) debugger(b *Batch, e *Event) bool {
	p := trimLeft(e.text)
	if len(p) < 6 || t.lacking().not(glanceColon) || p[0] != '<' && (p[0] < 'd' || p[0] > 't') {
		return false
	}
	marked := false
	for {
		rest := trimLeft(p)
		n := 0
		for _, tag := range [...]string{"<pre>", "</pre>", "<br />", "<br>"} {
			if hasPrefix(rest, tag) {
				n = len(tag)
			}
		}
		if n == 0 {
			p = rest
			break
		}
		p, marked = rest[n:], true
	}
	if t.unanswered(p) {
		t.open(b)
		t.debugged = e.Line
		return false
	}
	for i := range debuggerLabels {
		l := &debuggerLabels[i]
		if len(p) == 0 || l.label[0] != p[0] || !hasPrefix(p, l.label) {
			continue
		}
		text := p[len(l.label):]
		if replyShape(text) == shapeNone {
			return false
		}
		known := t.debugged > 0 && e.Line-t.debugged <= maxDebugger
		if !known && !marked && l.phase != PhaseEhlo && t.held.last != sightReply && t.offered+1 != e.Line {
			return false
		}
		r, ok := parseFlat(unquoteHTML(b, text), &b.text)
		if !ok {
			return false
		}
		t.debugged = e.Line
		t.retell(e, r, codeIgniterFormat)
		e.Phase = l.phase
		e.Retold = t.again.had(e, &debuggerLabels) // it tells of a session of its own, none that was shown before
		if l.verb != "" {
			e.Command.Verb = l.verb
		}
		return true
	}
	return false
}

// unanswered tells whether line is the first label of print_debugger with
// nothing behind it, and what is held back for it the greeting that the program
// printed before: the server answered nothing more.
func (t *transcript) unanswered(line []byte) bool {
	h := &t.held
	return h.replies > 0 && h.greeting == shapeClear && h.commands == 0 && h.d == nil && !h.learned && h.last == sightReply && string(trimSpace(line)) == "hello:"
}
