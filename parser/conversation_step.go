package parser

import "bytes"

// watch is what a conversation remembers for the steps that it gives out.
type watch struct {
	id       uint64   // the conversation's number; 0 before its first step
	steps    int64    // how many steps were given out
	line     int64    // the last line that was seen
	content  *Content // of the message at hand; nil before its first line
	header   int      // lines of the message's header that were given out
	octets   int      // of the line that comes next, where the reader knows them
	commands int32    // how many commands were sent
	inHeader bool
	over     bool // it was told that the conversation is over
	end      LineEnd
	torn     bool // something is missing
	crossed  bool // of the line that comes next: see Step.Crossed
}

// maxHeaderSteps is how many lines of a header are given out.
const maxHeaderSteps = 512

// step makes e a step of the conversation; nil when nobody wants steps.
func (c *conversation) step(b *Batch, e *Event, kind StepKind) *Step {
	if !b.opts.Steps {
		return nil
	}
	w := &c.watch
	if w.id == 0 {
		w.id = lastConversation.Add(1)
	}
	s := b.newStep()
	w.steps++
	s.Kind, s.Conversation, s.Index, s.Opened, s.Torn = kind, w.id, w.steps, c.opened && !w.over, w.torn
	if w.line == 0 {
		w.line = e.Line
	}
	e.Step = s
	return s
}

// measure gives a step the length of its line.
func (c *conversation) measure(s *Step, text []byte) {
	w := &c.watch
	s.Octets, s.End, s.Crossed = w.octets, w.end, w.crossed
	if s.Octets == 0 {
		s.Octets = len(text) + 2
	}
}

// clientStep makes e the step that a line of the client is. Before the line
// came, asked tells that a response to a 334 was due, body that text was, and
// waiting how many commands had no reply yet.
func (c *conversation) clientStep(b *Batch, e *Event, text []byte, asked, body bool, waiting int) {
	w := &c.watch
	var s *Step
	switch {
	case e.Kind == KindCommand:
		s = c.step(b, e, StepCommand)
		s.Number = w.commands
		if e.Command.Verb == "." {
			s.Content = w.message()
			w.content, w.inHeader = nil, false
		}
	case asked:
		s = c.step(b, e, StepResponse)
		s.Number = w.commands
		s.Text = text
	case body:
		w.count(text, e.Line)
		if w.inHeader {
			c.contentStep(b, e, text)
		}
		return
	default:
		s = c.step(b, e, StepStrange)
		s.Text = text
	}
	s.Waiting = int32(waiting)
	c.measure(s, text)
}

// message gives what is known of the message at hand.
func (w *watch) message() *Content {
	if w.content == nil {
		w.content = &Content{}
	}
	return w.content
}

// count adds a line of the message to what is known of it.
func (w *watch) count(text []byte, line int64) {
	t := w.message()
	if t.Lines == 0 {
		w.header, w.inHeader = 0, true
	}
	t.Lines++
	n := w.octets
	if n == 0 {
		n = len(text) + 2
	}
	t.Octets += int64(n)
	long := len(text) + 2
	if len(text) > 1 && text[0] == '.' {
		long--
	}
	if long > t.Longest {
		t.Longest, t.LongestLine = long, line
	}
	t.EightBit = t.EightBit || eightBit(text)
}

func eightBit(p []byte) bool {
	for _, x := range p {
		if x >= 0x80 {
			return true
		}
	}
	return false
}

// contentStep makes e the step that a line of a message's header is.
func (c *conversation) contentStep(b *Batch, e *Event, text []byte) {
	w := &c.watch
	w.header++
	if len(text) == 0 || w.header > maxHeaderSteps {
		w.inHeader = false
	}
	s := c.step(b, e, StepContent)
	s.Text = text
	c.measure(s, text)
}

// onWire notes how the next line came over the wire.
func (c *conversation) onWire(l *earlyLine) {
	w := &c.watch
	w.octets = len(l.text)
	n := len(l.text)
	switch {
	case l.cut:
		w.octets, w.end = 0, EndUnknown
	case n == 0 || l.text[n-1] != '\n':
		w.end = EndNone
	case n == 1 || l.text[n-2] != '\r':
		w.end = EndLF
	default:
		w.end = EndCRLF
	}
}

// countEnds adds what only a capture shows of a line of the message: raw is the
// line with its end, before the end of the line before it.
func (w *watch) countEnds(raw []byte, before LineEnd, line int64) {
	t := w.message()
	t.Ends = true
	if w.end == EndLF {
		t.BareLF++
	}
	for i, x := range raw {
		if x == '\r' && (i+1 == len(raw) || raw[i+1] != '\n') {
			t.BareCR++
		}
	}
	if f := dotForm(raw, before, w.end); f != DotNone {
		if t.DotLine == 0 {
			t.DotLine = line
		}
		t.Dots[f]++
		return
	}
	if len(raw) > 1 && raw[0] == '.' && raw[1] != '.' && raw[1] != '\r' && raw[1] != '\n' {
		t.Unstuffed++
	}
}

// dotForm tells whether a line of a message is, or holds, what some servers take
// for its end.
func dotForm(raw []byte, before, end LineEnd) DotForm {
	if len(raw) < 2 {
		return DotNone
	}
	switch {
	case raw[0] == '.' && raw[1] == '\n' && before == EndLF:
		return DotLFLF
	case raw[0] == '.' && raw[1] == '\n' && before == EndCRLF:
		return DotCRLFLF
	case raw[0] == '.' && end == EndCRLF && len(raw) == 3 && before == EndLF:
		return DotLFCRLF
	case raw[0] == '.' && raw[1] == '\r' && end != EndNone && len(raw) > 3,
		bytes.Contains(raw, []byte("\r.\r")):
		return DotCR
	}
	return DotNone
}

// see notes how a line of a reply looks: with the lines before it, in b.shape for
// the first.
func (c *conversation) see(b *Batch, text []byte, l *replyLine) {
	w := &c.watch
	s := &b.shape
	if c.open.active {
		s = &c.open.shape
	} else {
		*s = ReplyShape{}
	}
	s.Known = true
	s.Lines++
	if len(trimSpace(l.whole)) == 0 {
		s.Bare++
	}
	if len(text) > 3 && text[3] == '\t' {
		s.Tabs++
	}
	switch {
	case l.enhanced == nil:
		s.Plain++
	case c.open.active && c.open.enhanced != nil && string(c.open.enhanced) != string(l.enhanced):
		s.Differ++
	}
	n := w.octets
	if n == 0 {
		n = len(text) + 2
	}
	s.Longest = max(s.Longest, n)
	if w.end == EndLF {
		s.BareLF++
	}
	s.EightBit = s.EightBit || eightBit(text)
}

// replyStep makes e the step that a reply is; p is the command that it answers.
func (c *conversation) replyStep(b *Batch, e *Event, p *pending) {
	s := c.step(b, e, StepReply)
	if s == nil {
		return
	}
	s.Server = true
	s.Reply = b.shape
	b.shape = ReplyShape{}
	s.Waiting = int32(len(c.fifo))
	if p == nil {
		return
	}
	s.Number, s.CommandLine = p.no, p.line
	if p.cmd.Verb == "BDAT" {
		s.Content = p.content
		if s.Content == nil {
			s.Content = c.takeContent()
		}
	}
}

// takeContent gives what is known of a message or a chunk whose end is not
// shown, nil for nothing, and begins anew.
func (c *conversation) takeContent() *Content {
	w := &c.watch
	if w.content == nil || w.content.Lines == 0 {
		return nil
	}
	content := w.content
	w.content, w.inHeader = nil, false
	return content
}

// strangeStep makes e the step that a line of the server is that is no reply.
func (c *conversation) strangeStep(b *Batch, e *Event, text []byte) {
	if s := c.step(b, e, StepStrange); s != nil {
		s.Server, s.Text = true, text
		c.measure(s, text)
	}
}

// closeStep gives out that the conversation is over, once.
func (c *conversation) closeStep(b *Batch, why Close) {
	w := &c.watch
	if w.id == 0 || !b.opts.Steps {
		return
	}
	x := b.extra()
	x.Line, x.Lines = w.line, 1
	s := c.step(b, x, StepClose)
	s.Close, s.Waiting = why, int32(len(c.fifo))
	c.watch = watch{line: w.line, over: true}
}

// encrypted gives out that the conversation is encrypted from here on, which a
// line of the log told that is no event.
func (c *conversation) encrypted(b *Batch) {
	if !b.opts.Steps || c.watch.id == 0 {
		return
	}
	x := b.extra()
	x.Line, x.Lines, x.TLS = c.watch.line, 1, *c.secured()
	c.step(b, x, StepTLS)
}
