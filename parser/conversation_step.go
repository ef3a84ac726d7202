package parser

// watch is what a conversation remembers for the steps that it gives out.
type watch struct {
	id       uint64 // the conversation's number; 0 before its first step
	steps    int64  // how many steps were given out
	commands int32  // how many commands were sent
	line     int64  // the last line that was seen
	over     bool   // it was told that the conversation is over
	header   int    // lines of the message's header that were given out
	inHeader bool
	content  Content
	shape    ReplyShape
	octets   int // of the line that comes next, where the reader knows them
	end      LineEnd
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
	s.Kind, s.Conversation, s.Index, s.Opened = kind, w.id, w.steps, c.opened && !w.over
	if w.line == 0 {
		w.line = e.Line
	}
	e.Step = s
	return s
}

// measure gives a step the length of its line.
func (c *conversation) measure(s *Step, text []byte) {
	w := &c.watch
	s.Octets, s.End = w.octets, w.end
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
			content := w.content
			s.Content = &content
			w.content, w.inHeader = Content{}, false
		}
	case asked:
		s = c.step(b, e, StepResponse)
		s.Number = w.commands
		s.Text = text
	case body:
		w.count(text)
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

// count adds a line of the message to what is known of it.
func (w *watch) count(text []byte) {
	t := &w.content
	if t.Lines == 0 {
		w.header, w.inHeader = 0, true
	}
	t.Lines++
	n := w.octets
	if n == 0 {
		n = len(text) + 2
	}
	t.Octets += int64(n)
	t.Longest = max(t.Longest, len(text)+2)
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

// countEnds adds what only a capture shows of a line of the message; text is
// without its end.
func (w *watch) countEnds(text []byte) {
	t := &w.content
	t.Ends = true
	if w.end == EndLF {
		t.BareLF++
	}
	for _, x := range text {
		if x == '\r' {
			t.BareCR++
		}
	}
	switch {
	case len(text) == 0 || text[0] != '.':
	case len(text) == 1 && w.end != EndNone:
		t.LoneDot++
	case len(text) > 1 && text[1] != '.' && text[1] != '\r':
		t.Unstuffed++
	}
}

// see notes how a line of a reply looks.
func (c *conversation) see(text []byte, l *replyLine) {
	w := &c.watch
	s := &w.shape
	if !c.open.active {
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
	s.Reply = c.watch.shape
	c.watch.shape = ReplyShape{}
	s.Waiting = int32(len(c.fifo))
	if p != nil {
		s.Number, s.CommandLine = p.no, p.line
	}
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
	x.Line, x.Lines, x.TLS = c.watch.line, 1, c.tls
	c.step(b, x, StepTLS)
}
