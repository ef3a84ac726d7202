package conv

import "github.com/smtplog/smtplog/parser"

// Tri is a truth that may not be known.
type Tri uint8

// The values of Tri.
const (
	Unknown Tri = iota
	No
	Yes
)

// MailState is how far a transaction has come (RFC 5321 §3.3).
type MailState uint8

// The states.
const (
	MailUnknown  MailState = iota // its beginning was not seen
	MailNone                      // there is none
	MailSent                      // MAIL was sent and not yet answered
	MailAccepted                  // … and accepted
	MailRefused                   // … and refused
)

// Command is a command that was sent, as it is remembered until its reply.
type Command struct {
	Verb   Verb
	Number int32 // as parser.Step has it
	Line   int64
	Millis int64 // when it was sent; 0 where the input does not tell
	// Encrypted is whether the connection was, when it was sent.
	Encrypted Tri
	// Mechanism is the SASL mechanism of an AUTH.
	Mechanism Mechanisms
	// Ahead is how many commands had no reply yet when it was sent.
	Ahead    int32
	answered bool
}

// maxCommands is how many commands of a conversation wait for their replies; a
// client that sends more ahead is not followed any further.
const maxCommands = 64

// Conversation is what is known of one SMTP session. A check sees it as it was
// before the step that it is asked about. All of it is borrowed until the check
// returns.
type Conversation struct {
	// ID names the conversation.
	ID uint64
	// Whole is true when the conversation was seen from its beginning and
	// nothing of it was missing so far.
	Whole bool
	// Shown is true when the input shows the conversation command by command;
	// of others there are only the replies that a log tells.
	Shown bool
	// Wire is true when the octets were captured.
	Wire bool

	Format *parser.Format
	Role   parser.Role
	// First is the line on which it was first seen, Last that of its last step.
	First, Last int64
	// Began and Spoke are the times of the first and the last step in
	// milliseconds of the log's own clock; 0 where the input tells none.
	Began, Spoke int64
	// Port is the server's; 0 where it is not known.
	Port int

	// Greeting is the code of the greeting; 0 before it.
	Greeting int
	// Hello is the verb that opened the session last and was accepted.
	Hello Verb
	// HelloSince is true when a hello was sent since the connection was made or
	// encrypted.
	HelloSince bool
	// Offer is what the server announced last; what it announced before TLS
	// does not count any more (RFC 3207 §4.2).
	Offer Offer

	Encrypted     Tri
	Authenticated bool

	// Mail is the state of the transaction.
	Mail MailState
	// NullSender is true when its reverse-path is "<>".
	NullSender bool
	// Accepted, Refused and Asked count its recipients: Asked are those whose
	// RCPT has no reply yet.
	Accepted, Refused, Asked int32

	// Commands and Replies count what was seen.
	Commands, Replies int32
	// Closing is 221 or 421 when the server announced that it closes.
	Closing int
	// Quit is true when the client sent QUIT.
	Quit bool

	// Said is for checks that speak once in a conversation, a bit for each.
	Said [4]uint64

	// waiting are the commands without a reply, and the one that was answered
	// last.
	waiting []Command
	starts  bool // a STARTTLS was accepted
}

// Outstanding gives the commands that have no reply yet, the oldest first.
func (c *Conversation) Outstanding() []Command {
	for i := range c.waiting {
		if !c.waiting[i].answered {
			return c.waiting[i:]
		}
	}
	return nil
}

// Awaits tells whether a command with that verb has no reply yet.
func (c *Conversation) Awaits(v Verb) bool {
	for _, w := range c.Outstanding() {
		if w.Verb == v && !w.answered {
			return true
		}
	}
	return false
}

// find gives the command of a number; the zero Command for none.
func (c *Conversation) find(number int32) Command {
	for i := range c.waiting {
		if c.waiting[i].Number == number {
			return c.waiting[i]
		}
	}
	return Command{}
}

// command takes a command that was sent.
func (c *Conversation) command(s *Step) {
	c.Commands++
	v := s.Sent.Verb
	if len(c.waiting) == maxCommands {
		c.Whole = false
		c.waiting = c.waiting[:0]
	}
	c.waiting = append(c.waiting, s.Sent)
	if c.starts {
		c.handshake()
	}
	switch v {
	case VerbEHLO, VerbHELO, VerbLHLO:
		c.HelloSince = true
		c.clear()
	case VerbRset:
		c.clear()
	case VerbMail:
		c.clear()
		c.Mail = MailSent
		c.NullSender = string(s.Event.Sender) == "<>"
	case VerbRcpt:
		c.Asked++
	case VerbQuit:
		c.Quit = true
	}
}

// clear ends the transaction.
func (c *Conversation) clear() {
	c.Mail, c.NullSender = MailNone, false
	c.Accepted, c.Refused, c.Asked = 0, 0, 0
}

// handshake makes the connection an encrypted one: what was said before counts
// no more (RFC 3207 §4.2).
func (c *Conversation) handshake() {
	c.starts = false
	c.Encrypted = Yes
	c.Offer, c.HelloSince, c.Hello = Offer{}, false, VerbNone
	c.Authenticated = false
	c.clear()
}

// reply takes a reply and the command that it answers.
func (c *Conversation) reply(s *Step) {
	c.Replies++
	e, code := s.Event, s.Event.Reply.Code
	positive := code/100 == 2
	if e.Step.Reply.Other != 0 {
		return // a line with another code came, and that is what counts
	}
	if e.Phase == parser.PhaseConnect {
		c.Greeting = code
	}
	c.answer(e.Step.Number, code)
	switch s.Sent.Verb {
	case VerbEHLO, VerbHELO, VerbLHLO:
		if positive {
			c.Hello = s.Sent.Verb
			c.Offer = Offer{}
			if s.Sent.Verb != VerbHELO && !e.Step.Reply.Unfinished {
				c.Offer.read(e.Reply.Text)
			}
			if c.Offer.Extensions.Has(ExtStartTLS) && c.Encrypted == Unknown {
				// RFC 3207 §4.2: a server under TLS does not announce it.
				c.Encrypted = No
			}
		}
	case VerbStartTLS:
		c.starts = code == 220
	case VerbAuth:
		c.Authenticated = c.Authenticated || code == 235
	case VerbMail:
		switch {
		case c.Mail != MailSent:
		case positive:
			c.Mail = MailAccepted
		default:
			c.Mail = MailRefused
		}
	case VerbRcpt:
		c.Asked = max(c.Asked-1, 0)
		if positive {
			c.Accepted++
		} else {
			c.Refused++
		}
	case VerbData:
		if code != 354 && c.Mail == MailAccepted && c.Accepted > 0 {
			// RFC 5321 §4.1.1.4: whether the buffers are cleared is the server's.
			c.Mail = MailUnknown
		}
	case VerbDot:
		if len(c.Outstanding()) == 0 || !c.Awaits(VerbMail) {
			c.clear()
		}
	}
	if code == 421 || code == 221 && (c.Quit || s.Sent.Verb == VerbNone) {
		c.Closing = code
	}
}

// answer notes that the command of that number has its reply; those before it
// were answered too, seen or not.
func (c *Conversation) answer(number int32, code int) {
	if number == 0 {
		return
	}
	n := 0
	for n < len(c.waiting) && c.waiting[n].Number < number {
		n++
	}
	if n > 0 {
		c.waiting = append(c.waiting[:0], c.waiting[n:]...)
	}
	if len(c.waiting) > 0 && c.waiting[0].Number == number && code != 334 {
		c.waiting[0].answered = true
	}
}
