package parser

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
	alone     bool     // nobody else has the memory of cmd.Arg
}

// conversation pairs the replies of one SMTP session with its commands: in
// order (RFC 5321 §4.3.1, RFC 2920 §3.1), with what a 354 (§4.1.1.4), a 334
// (RFC 4954 §4), a BDAT (RFC 3030 §2) and LMTP (RFC 2033 §4.2) make of it.
type conversation struct {
	fifo []pending
	// listed tells that the program does not show which line of a reply is its
	// last: it ends with whatever else comes.
	listed bool

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
	asked   int32    // how many commands were sent when the last reply came
	recent  []uint64 // the last replies, at most maxRecent
	nrecent int

	watch watch
}

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
	*c = conversation{fifo: c.fifo[:0], recent: c.recent[:0], sender: c.sender[:0], rcpts: c.rcpts[:0]}
}

// connect notes that the beginning of the conversation was seen, so that its
// first reply is the greeting.
func (c *conversation) connect() {
	c.reset()
	c.opened = true
}

// expectsBody tells whether the next line of the client is message text.
func (c *conversation) expectsBody() bool { return c.body || c.bdat > 0 }

func (c *conversation) push(b *Batch, p pending) {
	if c.fifo == nil {
		c.fifo = b.talk.queue()
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
	c.sender = c.sender[:0]
	c.dropRecipients()
	c.prdr = false
}

func (c *conversation) dropRecipients() {
	for _, r := range c.rcpts {
		c.held -= pendingWeight + len(r)
	}
	c.rcpts = c.rcpts[:0]
}

// finish gives out what is open when the conversation is over.
func (c *conversation) finish(b *Batch, why Close) {
	c.abandonReply(b)
	c.closeStep(b, why)
}
