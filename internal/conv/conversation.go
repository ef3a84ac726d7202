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
	Line   int64
	Millis int64 // when it was sent; 0 where the input does not tell
	Number int32 // as parser.Step has it
	// Ahead is how many commands had no reply yet when it was sent, Behind the
	// verb of the last of them; VerbNone for none.
	Ahead int32
	// Octets is the length of its line with its end; where the input does not
	// show the end, as if it were CRLF. 0 where it is not known.
	Octets int32
	// Mechanism is the SASL mechanism of an AUTH.
	Mechanism    Mechanisms
	Verb, Behind Verb
	// Encrypted is whether the connection was, when it was sent.
	Encrypted Tri
	// Last is true of a BDAT for the last chunk (RFC 3030 §2).
	Last bool
	// Crossed is true when it was sent before the client had received all that the
	// server had said; only captures tell.
	Crossed  bool
	answered bool
}

// maxCommands is how many commands of a conversation wait for their replies; a
// client that sends more ahead is not followed any further.
const maxCommands = 64

// Conversation is what is known of one SMTP session. A check sees it as it was
// before the step that it is asked about. All of it is borrowed until the check
// returns. Its members are in the order of their size: 20,000 may be open at once.
type Conversation struct {
	// ID names the conversation.
	ID     uint64
	Format *parser.Format
	// First is the line on which it was first seen, Last that of its last step.
	First, Last int64
	// Began and Spoke are the times of the first and the last step in
	// milliseconds of the log's own clock; 0 where the input tells none.
	Began, Spoke int64
	// Server is the name that the server gave itself in its greeting, as HashName
	// has it; 0 where it was not seen.
	Server uint64
	// Early is the line of the command that was sent before the greeting; 0 for
	// none.
	Early int64
	// Torn is the line of a reply whose last line did not come before something
	// else was said; 0 when the last reply was whole.
	Torn int64
	// Offer is what the server announced last; what it announced before TLS
	// does not count any more (RFC 3207 §4.2).
	Offer Offer
	// Uses is what the parameters of the transaction's MAIL ask for: Ext8BitMIME,
	// ExtBinaryMIME and ExtSMTPUTF8.
	Uses Extensions
	// Before is the command that was sent last.
	Before Command
	// Said is for checks that speak once in a conversation, a bit for each.
	Said [2]uint64

	// waiting are the commands without a reply, and the one that was answered
	// last.
	waiting []Command

	// Port is the server's; 0 where it is not known.
	Port int32
	// Hellos counts the commands that open a session.
	Hellos int32
	// Accepted, Refused and Asked count the recipients of the transaction: Asked
	// are those whose RCPT has no reply yet.
	Accepted, Refused, Asked int32
	// Commands and Replies count what was seen.
	Commands, Replies int32
	// Chunks counts the BDATs of the transaction.
	Chunks int32
	// Due is how many replies LMTP has for the message that was sent last: one for
	// each recipient that was accepted (RFC 2033 §4.2); 0 in SMTP. Got is how many
	// of them came.
	Due, Got int32
	since    int32 // the command with which the transaction began, or before which the last ended
	// Header is what is known of the header of the message that is being sent, or
	// was sent last.
	Header Header

	// Greeting is the code of the greeting; 0 before it.
	Greeting int16
	// HelloCode is what HelloTried was answered; 0 before the first.
	HelloCode int16
	// StartTLS is what STARTTLS was answered last; 0 for none.
	StartTLS int16
	// Closing is 221 or 421 when the server announced that it closes.
	Closing int16

	Role parser.Role
	// Hello is the verb that opened the session last and was accepted.
	Hello Verb
	// HelloTried is the verb by which that was tried last.
	HelloTried Verb
	Encrypted  Tri
	// Mail is the state of the transaction, Nested whether another one was open when
	// its MAIL was sent.
	Mail   MailState
	Nested Tri
	// Ended is the verb that ended the transaction before: RSET, EHLO, the dot,
	// BDAT, STARTTLS; VerbNone for none.
	Ended Verb
	// Dot is how the dot that ended the last message stood on the wire.
	Dot parser.DotForm

	// Whole is true when the conversation was seen from its beginning and
	// nothing of it was missing so far.
	Whole bool
	// Shown is true when the input shows the conversation command by command;
	// of others there are only the replies that a log tells.
	Shown bool
	// Wire is true when the octets were captured.
	Wire bool
	// Loopback is true when the other side is known to be on the same machine.
	Loopback bool
	// HelloSince is true when a hello was sent since the connection was made or
	// encrypted.
	HelloSince bool
	// HelloRefused is true when the last hello that was answered was refused, and
	// none was accepted since the connection was made or encrypted.
	HelloRefused bool
	// SaysLMTP is true when the greeting names LMTP as what is spoken.
	SaysLMTP bool
	// Upgraded is true when the connection is encrypted because of STARTTLS.
	Upgraded      bool
	Authenticated bool
	// Cancelled is true when the client gave up the AUTH that waits for its reply
	// (RFC 4954 §4). Told is what it said for it before: 1 for what stood behind the
	// mechanism, or for the first line that answered a 334, and so on.
	Cancelled bool
	Told      uint8
	// NullSender is true when the reverse-path of the transaction is "<>".
	NullSender bool
	// LastChunk is true from the BDAT that was sent as the last until MAIL, RSET or
	// a hello is sent, ChunkFailed from the one that was refused.
	LastChunk, ChunkFailed bool
	// Smuggled is true when the server answered within a message that has a dot
	// which is none (RFC 5321 §4.1.1.4): commands may have been in it.
	Smuggled bool
	// Quit is true when the client sent QUIT.
	Quit   bool
	starts bool // a STARTTLS was accepted
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

// Header is what is known of a message's header.
type Header struct {
	// Lines counts its lines, Over is true when the empty line behind it came.
	Lines int32
	// Fields are the fields that were seen.
	Fields Fields
	Over   bool
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

// newest gives the verb of the command that was sent last and has no reply yet.
func (c *Conversation) newest() Verb {
	if n := len(c.waiting); n > 0 && !c.waiting[n-1].answered {
		return c.waiting[n-1].Verb
	}
	return VerbNone
}

// Pipelines tells whether the client may have sent commands together (RFC 2920
// §3.1), as far as the server allows it.
func (c *Conversation) Pipelines() bool {
	return c.Hello != VerbHELO && (!c.Offer.Known || c.Offer.Extensions.Has(ExtPipelining))
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

// open tells of each state whether a transaction is open.
var open = [...]Tri{MailUnknown: Unknown, MailNone: No, MailSent: Yes, MailAccepted: Yes, MailRefused: No}

// portImplicitTLS is where connections are encrypted from the beginning (RFC 8314
// §3.3).
const portImplicitTLS = 465
