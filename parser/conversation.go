package parser

import (
	"bytes"
	"slices"
	"sync"
)

// side is who speaks on a line of a dialogue.
type side uint8

const (
	sideNone    side = iota
	sideClient       // what a client sent
	sideServer       // what a server answered
	sidePlain        // a line of no log: the transcript reader decides
	sideNoise        // a mail program's line that no reader knew
	sidePart         // a part of an entry that syslog got in several lines
	sideOpen         // a line that tells that a connection was made
	sideClose        // … that it is over
	sidePartial      // a piece of a line, or the end of one
	sideFollow       // a line that means something only with those before it: see Format.follow
)

// quirk says what is special about a summary line.
type quirk uint8

const (
	quirkDelivery quirk = iota + 1 // a delivery over a connection of this process
	quirkReused                    // … over a connection that carried others before
	quirkHost                      // what one server of several said; what becomes of the message follows
	quirkOutcome                   // what became of a recipient, which may tell a quirkHost again
	quirkLast                      // the line is the last of its conversation
	quirkPart                      // more of the line follows
	quirkTold                      // other events stand for the line

	quirkBinary  // a line with bytes that no text has
	quirkHeld    // a sourceReader holds the line back
	quirkCounted // a line that a format has counted already
)

const (
	maxPending    = 1024 // commands that wait for their replies (RFC 2920)
	maxRecipients = 1024 // recipients of one transaction (RFC 2033 §4.2)
	maxRecent     = 32   // replies that are remembered to know a retelling by
	maxArg        = 2048 // octets of an argument that are kept until its reply comes
)

// pending is a command that was sent and not yet answered. Its memory is its
// own.
type pending struct {
	cmd       Command
	phase     Phase
	recipient []byte
	no        int32    // it is the command of that number
	line      int64    // … and of that line
	content   *Content // of a BDAT's chunk, where steps are wanted
}

// conversation pairs the replies of one SMTP session with its commands: in
// order (RFC 5321 §4.3.1, RFC 2920 §3.1), with what a 354 (§4.1.1.4), a 334
// (RFC 4954 §4), a BDAT (RFC 3030 §2) and LMTP (RFC 2033 §4.2) make of it.
type conversation struct {
	fifo []pending

	opened  bool // its beginning was seen
	greeted bool
	any     bool // something was seen
	lmtp    bool
	body    bool     // a 354 was answered: message text follows
	prdr    bool     // per-recipient replies follow a 353
	mixed   bool     // the reply at hand is broken off by a line with another code
	again   bool     // … and what comes next answers broken
	auth    *pending // a 334 asked for a response to this command
	bdat    int64    // octets of a BDAT chunk yet to come

	sender []byte
	rcpts  [][]byte // recipients that were accepted
	tls    *TLS     // nil where nothing was said of encryption

	open    openReply
	broken  *pending // the command whose reply was broken off
	held    int      // octets that are kept of commands and recipients
	recent  []uint64 // the last replies, at most maxRecent
	nrecent int

	watch watch
}

// openReply is a multi-line reply whose last line has not come yet. What is kept
// of it is lent while it is open: few of the conversations that are open are in
// the middle of a reply.
type openReply struct {
	active bool
	code   int
	*replyLines
}

// replyLines are the lines of a reply that came.
type replyLines struct {
	line     int64
	lines    int
	enhanced []byte
	buf      []byte
	ends     []int
	from     replyBeginning
	shape    ReplyShape
}

// spareLines are those that no conversation needs now; more than maxSpareText
// is not kept.
var spareLines = sync.Pool{New: func() any { return &replyLines{} }}

const maxSpareText = 16 << 10

// begin takes the first line of a reply.
func (o *openReply) begin(code int, e *Event) {
	o.active, o.code = true, code
	o.replyLines = spareLines.Get().(*replyLines)
	o.line = e.Line
	o.from.note(e)
}

// drop forgets the lines.
func (o *openReply) drop() {
	if r := o.replyLines; r != nil && cap(r.buf) <= maxSpareText && cap(r.ends) <= maxSpareText/8 {
		*r = replyLines{buf: r.buf[:0], ends: r.ends[:0], from: replyBeginning{mem: r.from.mem[:0]}}
		spareLines.Put(r)
	}
	*o = openReply{}
}

// maxReplyBytes bounds the text of one reply.
const maxReplyBytes = 1 << 20

// weight is about how many octets of memory the conversation holds.
func (c *conversation) weight() int {
	if !c.open.active {
		return c.held
	}
	return c.held + cap(c.open.buf) + 8*cap(c.open.ends) + cap(c.open.from.mem)
}

// pendingWeight is what an unanswered command costs beyond its text.
const pendingWeight = 96

func (p *pending) weight() int { return pendingWeight + len(p.cmd.Arg) + len(p.recipient) }

func (o *openReply) add(l *replyLine) {
	text := l.text
	if l.enhanced != nil {
		if o.enhanced == nil {
			o.enhanced = append([]byte(nil), l.enhanced...)
		} else if string(o.enhanced) != string(l.enhanced) {
			text = l.whole
		}
	} else if o.enhanced == nil {
		o.enhanced = bytes.Clone(hashEnhanced(text))
	}
	o.lines++
	if len(o.ends) < MaxReplyLines && len(o.buf)+len(text) < maxReplyBytes {
		o.buf = append(o.buf, text...)
		o.ends = append(o.ends, len(o.buf))
	}
}

// take moves the reply into e, in memory of b, and how it looks into b.shape.
func (o *openReply) take(b *Batch, e *Event) {
	e.Kind = KindReply
	e.Line, e.Lines = o.line, o.lines
	e.Reply.Code = o.code
	e.Reply.Enhanced = b.keep(o.enhanced)
	n, from := len(b.text), 0
	for _, to := range o.ends {
		b.text = append(b.text, b.keep(o.buf[from:to]))
		from = to
	}
	e.Reply.Text = b.text[n:len(b.text):len(b.text)]
	b.shape = o.shape
	o.drop()
}

// secured gives what is known of the encryption, to be filled in.
func (c *conversation) secured() *TLS {
	if c.tls == nil {
		c.tls = &TLS{}
	}
	return c.tls
}

// reset begins a new conversation; what was said of the encryption goes too.
func (c *conversation) reset() {
	c.open.drop()
	*c = conversation{fifo: c.fifo[:0], recent: c.recent[:0]}
}

// connect notes that the beginning of the conversation was seen, so that its
// first reply is the greeting.
func (c *conversation) connect() {
	c.reset()
	c.opened = true
}

// expectsBody tells whether the next line of the client is message text.
func (c *conversation) expectsBody() bool { return c.body || c.bdat > 0 }

// client takes a line that the client sent; e becomes a command, or a line of
// text.
func (c *conversation) client(b *Batch, e *Event, text []byte) {
	c.watch.line = e.Line
	asked, body, waiting := c.auth != nil, c.expectsBody(), len(c.fifo)
	c.clientLine(b, e, text)
	if b.opts.Steps {
		c.clientStep(b, e, text, asked, body, waiting)
	}
}

func (c *conversation) clientLine(b *Batch, e *Event, text []byte) {
	c.any = true
	e.Dialogue = true
	c.abandonReply(b)
	if c.auth != nil {
		c.response(e, text)
		return
	}
	if c.bdat > 0 && !c.looksCommand(text) {
		c.bdat -= int64(len(text)) + 2
		e.Kind = KindLine
		return
	}
	if c.body {
		e.Kind = KindLine
		e.Phase = PhaseMessage
		if len(text) == 1 && text[0] == '.' {
			c.endOfData()
			e.Kind = KindCommand
			e.Command = Command{Verb: "."}
		}
		return
	}
	cmd, phase := ParseCommand(text)
	if cmd.Verb == "" || c.nrecent == 0 && phase == PhaseOther && (cmd.Verb == "PROXY" || c.opened && !wordOfLetters(cmd.Verb)) {
		// What a load balancer puts before the conversation is none of it.
		e.Kind = KindLine
		return
	}
	c.command(b, e, cmd, phase)
}

// looksCommand tells whether a line that came while octets of a BDAT chunk
// are missing is a command after all: logs leave the chunk out.
func (c *conversation) looksCommand(text []byte) bool {
	cmd, phase := ParseCommand(text)
	return phase != PhaseOther && cmd.Verb != "" && len(text) < 512
}

// command takes a command that was sent.
func (c *conversation) command(b *Batch, e *Event, cmd Command, phase Phase) {
	c.greeted = true // a client that speaks has been greeted, or does not care
	c.watch.commands++
	e.Kind = KindCommand
	e.Command = cmd
	e.Phase = phase
	if cmd.Secret {
		e.markSecret(cmd.Arg[cmd.SecretAt:])
	}
	p := pending{cmd: cmd, phase: phase}
	p.cmd.Arg = append([]byte(nil), cmd.Arg[:min(len(cmd.Arg), maxArg)]...)
	switch cmd.Verb {
	case "LHLO":
		c.lmtp = true
		c.forget()
	case "EHLO", "HELO", "RSET":
		c.forget()
	case "MAIL", "SEND", "SOML", "SAML":
		c.forget()
		if a := keptPath(cmd.Arg, p.cmd.Arg); a != nil {
			c.sender = a
			e.Sender = b.keep(a)
		}
		c.prdr = index(cmd.Arg, " PRDR") > 0 || index(cmd.Arg, " prdr") > 0
	case "RCPT":
		if a := keptPath(cmd.Arg, p.cmd.Arg); a != nil {
			p.recipient = a
			e.Recipient = b.keep(a)
		}
		e.Sender = b.keep(c.sender)
	case "BDAT":
		n, digits := atoi(cmd.Arg, 12)
		if digits > 0 {
			c.bdat = int64(n)
		}
		if hasSuffix(cmd.Arg, "LAST") || hasSuffix(cmd.Arg, "last") {
			if c.lmtp && len(c.rcpts) > 0 {
				c.perRecipient(p)
				return
			}
		}
	}
	c.push(p)
}

// keptPath is PathOf for an argument of which kept is a copy, perhaps cut: what
// it gives has memory of its own.
func keptPath(arg, kept []byte) []byte {
	if len(kept) == len(arg) {
		return PathOf(kept)
	}
	return bytes.Clone(PathOf(arg))
}

// spareFifos has room for one command each: of the conversations that are open
// most wait for none.
var spareFifos = sync.Pool{New: func() any { return &[1]pending{} }}

func (c *conversation) push(p pending) {
	if c.fifo == nil {
		c.fifo = spareFifos.Get().(*[1]pending)[:0]
	}
	if p.no == 0 {
		p.no, p.line = c.watch.commands, c.watch.line
	}
	if len(c.fifo) < maxPending {
		c.fifo = append(c.fifo, p)
		c.held += p.weight()
	}
}

// forget ends a transaction.
func (c *conversation) forget() {
	c.sender = nil
	c.dropRecipients()
	c.prdr = false
}

// endOfData notes the line with the dot, or that the body must be over.
func (c *conversation) endOfData() {
	c.body = false
	c.watch.commands++
	dot := pending{cmd: Command{Verb: "."}, phase: PhaseMessage}
	if c.lmtp && len(c.rcpts) > 0 {
		c.perRecipient(dot)
		return
	}
	if len(c.rcpts) == 1 {
		dot.recipient = c.rcpts[0]
	}
	c.push(dot)
}

// perRecipient waits for one reply a recipient (RFC 2033 §4.2).
func (c *conversation) perRecipient(p pending) {
	for _, r := range c.rcpts {
		p.recipient = r
		c.push(p)
		p.content = nil
	}
	c.dropRecipients()
}

func (c *conversation) dropRecipients() {
	for _, r := range c.rcpts {
		c.held -= pendingWeight + len(r)
	}
	c.rcpts = c.rcpts[:0]
}

// response takes the line by which a client answers a 334.
func (c *conversation) response(e *Event, text []byte) {
	p := *c.auth
	c.auth = nil
	e.Kind = KindLine
	e.Phase = PhaseAuth
	if t := trimSpace(trimEOL(text)); len(t) > 0 && !(len(t) == 1 && (t[0] == '*' || t[0] == '=')) {
		e.markSecret(t)
	}
	c.push(p)
}

// server takes a line that the server sent. It gives true when e is now a
// whole reply; the lines before the last of a reply, and those that are no
// reply at all, stay KindLine.
func (c *conversation) server(b *Batch, e *Event, text []byte) bool {
	c.any = true
	c.watch.line = e.Line
	e.Dialogue = true
	l, ok := parseReplyLine(text)
	if !ok {
		c.strangeStep(b, e, text)
		return false
	}
	o := &c.open
	if o.active && o.code != l.code {
		o.shape.Other = l.code
		c.mixed = true
		c.abandonReply(b)
		c.breakOff()
	}
	if b.opts.Steps {
		c.see(b, text, &l)
	}
	if l.more {
		if !o.active {
			o.begin(l.code, e)
			o.shape = b.shape
		}
		o.add(&l)
		return false
	}
	if o.active {
		o.add(&l)
		raw := e.Line
		o.take(b, e)
		if e.Lines > 1 && raw == e.Line {
			e.Lines = 1
		}
	} else {
		e.Kind = KindReply
		e.Lines = 1
		rb := replyBuilder{lines: &b.text, start: len(b.text)}
		rb.r.Code = l.code
		rb.add(&l)
		e.Reply = rb.finish()
	}
	c.answer(b, e)
	return true
}

// abandonReply gives out a multi-line reply that will not be finished: the
// client speaks, or another code came.
func (c *conversation) abandonReply(b *Batch) {
	if !c.open.active {
		return
	}
	x := b.extra()
	c.open.from.tell(b, x)
	c.open.take(b, x)
	b.shape.Unfinished = true
	c.answer(b, x)
}

// breakOff notes that a line with another code came before the reply that was
// given out last was whole. RFC 5321 §4.2.1 has a reply go on until a line
// without a hyphen, so what begins with the line answers the same command.
func (c *conversation) breakOff() {
	c.mixed = false
	c.again = c.broken != nil
}

// answer pairs a reply with the command that waits for it.
func (c *conversation) answer(b *Batch, e *Event) {
	code := e.Reply.Code
	if c.again {
		c.again = false
		c.fifo = slices.Insert(c.fifo, 0, *c.broken)
		c.held += c.broken.weight()
	}
	c.broken = nil
	unseen := false
	if code == 220 && len(c.fifo) > 0 && c.fifo[0].cmd.Verb == "QUIT" {
		// A greeting: the answer to QUIT was not waited for.
		c.reset()
	}
	if code == 220 && c.nrecent == 0 && len(c.fifo) > 0 && !c.waitsForTLS() && !c.watch.torn {
		// No command but STARTTLS is answered so (RFC 5321 §4.3.2): the client
		// spoke before the greeting.
		c.greeted = true
		e.Phase = PhaseConnect
		c.replyStep(b, e, nil)
		c.remember(e)
		return
	}
	if len(c.fifo) == 0 {
		switch {
		case c.body, c.bdat > 0:
			// The end of the text was not shown, and this is what came after it.
			if c.body {
				c.endOfData()
				unseen = true
			}
			c.bdat = 0
		case c.auth != nil:
			// The response was not shown.
			c.push(*c.auth)
			c.auth = nil
		case !c.greeted && (c.opened || code == 220):
			c.greeted = true
			e.Phase = PhaseConnect
		}
	} else if c.body && c.fifo[0].phase != PhaseMessage {
		c.body = false
	}
	if len(c.fifo) > 0 {
		p := c.fifo[0]
		n := copy(c.fifo, c.fifo[1:])
		c.fifo[n] = pending{} // or what it holds lives as long as the conversation
		if c.fifo = c.fifo[:n]; cap(c.fifo) == 1 {
			spareFifos.Put((*[1]pending)(c.fifo[:1]))
			c.fifo = nil
		}
		c.held -= p.weight()
		c.pair(b, e, &p)
		c.replyStep(b, e, &p)
		if unseen && e.Step != nil {
			e.Step.Content = c.takeContent()
		}
		if c.mixed && p.no != 0 {
			broken := p
			c.broken = &broken
		}
	} else {
		c.replyStep(b, e, nil)
	}
	c.greeted = true
	if e.TLS.Version == nil && c.tls != nil && c.tls.Version != nil {
		e.TLS = *c.tls
	}
	c.remember(e)
}

// pair fills in what the command tells of its reply, and takes the state of
// the conversation on.
func (c *conversation) pair(b *Batch, e *Event, p *pending) {
	code := e.Reply.Code
	e.Command = Command{Verb: p.cmd.Verb, Arg: b.keep(p.cmd.Arg), Secret: p.cmd.Secret, SecretAt: p.cmd.SecretAt}
	e.Phase = p.phase
	if p.recipient != nil && e.Recipient == nil {
		e.Recipient = b.keep(p.recipient)
	}
	switch p.phase {
	case PhaseMail, PhaseRcpt, PhaseData, PhaseMessage:
		if e.Sender == nil {
			e.Sender = b.keep(c.sender)
		}
	}
	if c.mixed {
		return // the line that broke it off decides
	}
	switch {
	case p.phase == PhaseRcpt && code/100 == 2:
		if len(c.rcpts) < maxRecipients && p.recipient != nil {
			c.rcpts = append(c.rcpts, p.recipient)
			c.held += pendingWeight + len(p.recipient)
		}
	case p.phase == PhaseData && code == 354:
		c.body = true
	case p.phase == PhaseAuth && code == 334:
		c.auth = &pending{cmd: p.cmd, phase: PhaseAuth, no: p.no, line: p.line}
		c.auth.cmd.Arg = mechanism(p.cmd.Arg)
		c.auth.cmd.Secret = false
	case p.phase == PhaseMessage && code == 353:
		// PRDR: one reply a recipient, then one for all.
		rest := c.fifo
		c.fifo = nil
		dot := pending{cmd: p.cmd, phase: PhaseMessage, no: p.no, line: p.line}
		c.perRecipient(dot)
		c.push(dot)
		c.fifo = append(c.fifo, rest...)
	case p.cmd.Verb == "BDAT":
		c.bdat = 0
	}
}

// wordOfLetters tells whether a word is made of letters.
func wordOfLetters(word string) bool {
	for _, x := range []byte(word) {
		if x < 'A' || x > 'Z' {
			return false
		}
	}
	return true
}

// waitsForTLS tells whether the command that waits first is a STARTTLS.
func (c *conversation) waitsForTLS() bool {
	return len(c.fifo) > 0 && c.fifo[0].phase == PhaseStarttls
}

// mechanism gives the first word of an AUTH argument.
func mechanism(arg []byte) []byte {
	if i := bytes.IndexByte(arg, ' '); i >= 0 {
		return arg[:i]
	}
	return arg
}

// finish gives out what is open when the conversation is over.
func (c *conversation) finish(b *Batch, why Close) {
	c.abandonReply(b)
	c.closeStep(b, why)
}

// hash is a short name for a reply, to know it again by.
func (e *Event) hash() uint64 {
	var text []byte
	if len(e.Reply.Text) > 0 {
		text = e.Reply.Text[0]
		text = text[:min(len(text), 60)]
	}
	h := uint64(e.Reply.Code) ^ fnvOffset
	var w uint64
	n := 0
	for _, p := range [...][]byte{e.Reply.Enhanced, text} {
		for _, x := range p {
			if x == ' ' || x == '\t' || x == '\\' {
				continue
			}
			w = w<<8 | uint64(x)
			if n++; n == 8 {
				h = (h ^ w) * fnvPrime
				h ^= h >> 32
				w, n = 0, 0
			}
		}
	}
	h = (h ^ w ^ uint64(n)<<60) * fnvPrime
	return h ^ h>>32
}

// remember notes a reply that the conversation had.
func (c *conversation) remember(e *Event) {
	if h := e.hash(); len(c.recent) < maxRecent {
		c.recent = append(c.recent, h)
	} else {
		c.recent[c.nrecent%maxRecent] = h
	}
	c.nrecent++
}

// had tells whether the conversation had this reply.
func (c *conversation) had(e *Event) bool {
	return slices.Contains(c.recent, e.hash())
}
