package conv

import "github.com/smtplog/smtplog/parser"

// Kind says what a step is; a check says by a set of them which it wants.
type Kind uint32

// The kinds of steps.
const (
	// Reply is any reply, of whatever input. Conv is nil where the input shows no
	// conversation.
	Reply Kind = 1 << iota
	// Answer is a reply in a conversation that is shown command by command.
	Answer
	// Diagnostic is a reason that an MTA wrote itself.
	Diagnostic
	// Commanded is a command that was sent; the line with the dot is one, and has
	// what is known of the message in Event.Step.Content.
	Commanded
	// Response is a line by which a client answers a 334.
	Response
	// Content is a line of a message's header.
	Content
	// Strange is a line that is neither a reply nor a command.
	Strange
	// Opened tells that the connection was made.
	Opened
	// Encrypted tells that TLS has begun.
	Encrypted
	// Closed tells that the conversation is over or out of sight.
	Closed
	// Attempt is one more attempt to deliver a message to a recipient.
	Attempt
	// End is the end of all input. It has neither event nor conversation.
	End
	// SessionOpened, SessionBroken and SessionClosed are what a summary log tells
	// of a client's connection: that it was made, that it broke off (and by
	// Step.Close why), that it is over (and what the server counted, which
	// Event.Step.Totals gives).
	SessionOpened
	SessionBroken
	SessionClosed
	// Bounced tells that a notification was made of a message: Event.QueueID is
	// that message's, Event.Step.Text the notification's.
	Bounced
	// Faulted tells that a summary log says of a client that it did something against
	// the protocol: Event.Step.Fault. Neither Conv nor Session is known.
	Faulted
)

// Kinds is how many kinds there are.
const Kinds = 17

// Step is one step of a conversation, or of the delivery of a message. It and
// all that it points to are borrowed until the function that got it returns.
type Step struct {
	Kind Kind
	// Event is what the input tells; nil at the End, and for a conversation
	// that is given up because too many are open.
	Event *parser.Event
	// Conv is the conversation as it was before the step; nil where there is none.
	Conv *Conversation
	// Sent is the command: of a Commanded, itself; of an Answer, the one that it
	// answers, its Verb VerbNone where that is none or was not seen.
	Sent Command
	// Delivery is what the attempts before came to; nil but of an Attempt.
	Delivery *Delivery
	// Session is the client's connection, of the kinds that begin so, and of a
	// Reply or Diagnostic by which the server of a summary log refuses something;
	// nil for others.
	Session *Session
	// Millis is the time of the step on the log's own clock, in milliseconds; 0
	// where the input does not tell.
	Millis int64
	// Close is why the conversation is over, of a Closed, a SessionBroken or a SessionClosed.
	Close parser.Close
}

// Millis gives a stamp in milliseconds of its own clock, 0 for none.
func Millis(s *parser.Stamp) int64 {
	if !s.HasTime {
		return 0
	}
	ms := int64(s.Nsec) / 1e6
	if s.Month == 0 {
		// A time of day alone, in a transcript.
		return (int64(s.Hour)*3600+int64(s.Min)*60+int64(s.S))*1000 + ms + 1
	}
	return s.Civil()*1000 + ms
}

// clock is Millis for stamps of which most are of one day.
type clock struct {
	year       int16
	month, day uint8
	midnight   int64 // of that day, in seconds
}

func (k *clock) millis(s *parser.Stamp) int64 {
	if !s.HasTime || s.Month == 0 {
		return Millis(s)
	}
	at := int64(s.Hour)*3600 + int64(s.Min)*60 + int64(s.S)
	if s.Day != k.day || s.Month != k.month || s.Year != k.year {
		k.year, k.month, k.day = s.Year, s.Month, s.Day
		k.midnight = s.Civil() - at
	}
	return (k.midnight+at)*1000 + int64(s.Nsec)/1e6
}
