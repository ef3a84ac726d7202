package parser

import "sync/atomic"

// StepKind says what a step of a conversation is.
type StepKind uint8

// The kinds of steps.
const (
	// StepReply is a reply; its event is of KindReply.
	StepReply StepKind = iota + 1
	// StepCommand is a command; its event is of KindCommand. The line with the
	// dot that ends the data is one, its verb is ".".
	StepCommand
	// StepResponse is the line by which a client answers a 334 (RFC 4954 §4).
	StepResponse
	// StepContent is a line of the message, as long as its header lasts; what
	// follows the header is only counted, in Step.Content of the dot.
	StepContent
	// StepStrange is a line that is neither a reply nor a command, though one
	// was due.
	StepStrange
	// StepOpen tells that the connection was made.
	StepOpen
	// StepTLS tells that the connection is encrypted from here on.
	StepTLS
	// StepClose tells that the conversation is over, or that the scanner lost
	// sight of it: see Step.Close.
	StepClose

	// What follows is of logs that show no dialogue: Step.Conversation is 0, and
	// the line's process tells which session it is about.

	// StepSessionOpen tells that a client connected.
	StepSessionOpen
	// StepSessionBroken tells that the session broke off, and by Step.Close why;
	// Event.Command is the last command where the log tells it. Where a server
	// tells that the session is over, that is another line.
	StepSessionBroken
	// StepSessionClose tells that the client is gone; see Step.Totals.
	StepSessionClose
	// StepBounce tells that a notification was made of a message that could not
	// be delivered (RFC 5321 §6.1): Event.QueueID is that message's, Step.Text
	// the notification's own.
	StepBounce
	// StepSessionFault tells that the client did something against the protocol, and
	// by Step.Fault what; Event.Command is the command before it where the log tells.
	// A reply that comes of it is another line.
	StepSessionFault
)

// LineEnd is how a line ended on the wire (RFC 5321 §2.3.8).
type LineEnd uint8

// The ends of lines. Only captures show them: what writes a transcript or a log
// ends lines in its own way.
const (
	EndUnknown LineEnd = iota
	EndCRLF
	EndLF   // without a CR
	EndNone // the line was not ended
)

// Close is why no more is known of a conversation.
type Close uint8

// The reasons.
const (
	CloseUnknown   Close = iota
	CloseClient          // the client closed first
	CloseServer          // the server closed first
	CloseLost            // the connection was reset
	CloseInput           // the input is over, or shows another conversation
	CloseForgotten       // the scanner had too many open
	CloseTimeout         // the server waited in vain for a command
	CloseErrors          // the server had enough of the client's errors
)

// Step is what a line is in the conversation that it stands in. Events have one
// only if Options.Steps asks for it. It is borrowed as the event is.
type Step struct {
	Kind StepKind
	// Conversation names the conversation; no other of the same process has the
	// number, whatever scan it is in. It is 0 for the kinds from StepSessionOpen
	// on only.
	Conversation uint64
	// Index counts the steps of the conversation from 1.
	Index int64
	// Opened is true when the beginning of the conversation was seen, Torn when
	// something of it is missing before the step.
	Opened, Torn bool
	// Server is true for what the server said.
	Server bool

	// Number counts the commands of a conversation from 1: of a command, its
	// own; of a reply, that of the command that it answers, 0 for none.
	Number int32
	// CommandLine is the line of the command that a reply answers; 0 for none.
	CommandLine int64
	// Waiting is how many other commands had no reply yet when the line came
	// (RFC 2920 §3.1).
	Waiting int32
	// Crossed is true of what the client sent before it had received all that
	// the server said on lines before; only captures tell.
	Crossed bool

	// Octets is the length of the line with its end; where End is EndUnknown,
	// as if it ended with CRLF. 0 where it is not known.
	Octets int
	End    LineEnd

	// Text is what was said, of kinds that have no member of the event for it; of a
	// StepSessionClose, what the server counted, which Totals reads. Borrowed. It
	// holds a secret when the kind is StepResponse.
	Text []byte

	// Reply is how the lines of a reply look, beyond what Event.Reply holds.
	Reply ReplyShape
	// Content is what is known of the message, at its end: at the line with the
	// dot, or at the reply where the input does not show that line; of a chunk
	// (RFC 3030 §2), at the reply to its BDAT. nil before, and where no text was
	// shown.
	Content *Content
	// Close is why the conversation is over, of a StepClose, StepSessionBroken or
	// StepSessionClose.
	Close Close
	// Fault is what the client did, of a StepSessionFault.
	Fault Fault
}

// ReplyShape is how the lines of a reply stand on the wire (RFC 5321 §4.2.1).
type ReplyShape struct {
	// Known is true when the lines were seen as they were sent; a log that
	// tells a reply in words of its own leaves the rest empty.
	Known bool
	// Unfinished is true when the last line, the one without a hyphen, never
	// came.
	Unfinished bool
	// Other is the code of the line that came instead, or that went on with
	// the reply under another code; 0 for none.
	Other int
	// Lines is the number of lines.
	Lines int
	// Bare is how many lines have no text behind the code.
	Bare int
	// Tabs is how many lines have a tab where a blank or a hyphen must stand.
	Tabs int
	// Plain is how many lines have no enhanced code, Differ how many have
	// another than the first that has one (RFC 2034 §4).
	Plain, Differ int
	// Longest is the length of the longest line with its end, as Step.Octets
	// has it; BareLF is how many lines ended without a CR.
	Longest, BareLF int
	// EightBit is true when an octet beyond ASCII was among them.
	EightBit bool
}

// DotForm is how a line of one dot differs from <CRLF>.<CRLF>, which alone ends
// a message (RFC 5321 §4.1.1.4).
type DotForm uint8

// The forms, by what stands before and behind the dot.
const (
	DotNone   DotForm = iota
	DotLFLF           // <LF>.<LF>
	DotLFCRLF         // <LF>.<CRLF>
	DotCRLFLF         // <CRLF>.<LF>
	DotCR             // a CR alone before or behind it
	dotForms
)

// String gives the octets of the form, "<LF>.<CRLF>".
func (f DotForm) String() string {
	return [...]string{"", "<LF>.<LF>", "<LF>.<CRLF>", "<CRLF>.<LF>", "<CR>."}[f]
}

// Content is what is known of a message when its end came (RFC 5321 §4.1.1.4).
type Content struct {
	Lines, Octets int64
	// Longest is the length of the longest line, its end counted as two and the
	// dot that makes a dot text (RFC 5321 §4.5.2) not at all; LongestLine is that
	// line.
	Longest     int
	LongestLine int64
	// EightBit is true when an octet beyond ASCII was in it.
	EightBit bool
	// Ends is true when the ends of lines were visible: only then the members
	// below it say anything.
	Ends bool
	// BareLF counts lines that ended without a CR, BareCR octets CR that no LF
	// follows.
	BareLF, BareCR int64
	// Dots counts the lines of one dot within the message by their form: to some
	// servers they end it, to others they are text. DotLine is the line of the
	// first.
	Dots    [dotForms]int64
	DotLine int64
	// Last is the form of the dot that was taken for the end; DotNone for one
	// that is as it must be.
	Last DotForm
	// Unstuffed counts lines that begin with one dot and go on with something
	// else (RFC 5321 §4.5.2).
	Unstuffed int64
}

// HasEnds tells whether the ends of lines were visible; false for nil.
func (t *Content) HasEnds() bool { return t != nil && t.Ends }

// lastConversation is the number that was given last.
var lastConversation atomic.Uint64

// stepChunk is how many steps a batch makes room for at a time.
const stepChunk = 256

// newStep gives an empty step in memory of the batch.
func (b *Batch) newStep() *Step {
	return b.steps.next(stepChunk)
}
