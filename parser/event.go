package parser

// Kind says what an event is about.
type Kind uint8

const (
	// KindLine is a line that carries neither a reply nor a diagnostic; it is
	// pushed only when Options.Lines asks for it, or when it belongs to a
	// dialogue that a reader wants to see whole, or with a Step.
	KindLine Kind = iota
	// KindCommand is a line by which a client sends a command.
	KindCommand
	// KindReply is a reply (RFC 5321 §4.2).
	KindReply
	// KindDiagnostic is a reason that an MTA wrote itself; no reply was on
	// the wire, or the log does not tell its code.
	KindDiagnostic
)

// Origin tells who worded a reply or a diagnostic.
type Origin uint8

// The origins; OriginUnknown is never in an event of KindReply.
const (
	OriginUnknown Origin = iota
	OriginRemote         // the peer server said it
	OriginOwn            // this server said it to its client
	OriginLocal          // this MTA's own diagnostic; nothing was on the wire
	OriginWire           // a transcript shows both sides
)

var originNames = [...]string{"", "remote", "own", "local", "wire"}

// String gives the origin as the JSON output writes it.
func (o Origin) String() string { return originNames[o] }

// Role tells whose log a line is from.
type Role uint8

// The roles.
const (
	RoleUnknown Role = iota
	RoleClient       // it was sending
	RoleServer       // it was receiving
)

var roleNames = [...]string{"", "client", "server"}

// String gives the role as the JSON output writes it.
func (r Role) String() string { return roleNames[r] }

// Status tells what became of a message for one recipient.
type Status uint8

// The statuses of the contract.
const (
	StatusUnknown Status = iota
	StatusSent
	StatusDeferred
	StatusBounced
	StatusExpired
	StatusRejected
	StatusWarned // a reject_warning: the reply was never sent
	StatusHeld
	StatusDiscarded
	StatusDeliverable
	StatusUndeliverable
)

var statusNames = [...]string{
	"", "sent", "deferred", "bounced", "expired", "rejected", "warned",
	"held", "discarded", "deliverable", "undeliverable",
}

// String gives the status as the JSON output writes it.
func (s Status) String() string { return statusNames[s] }

// Span is a range of bytes of Event.Raw, From inclusive, To exclusive.
type Span struct{ From, To int32 }

// Empty tells whether the span holds no byte.
func (s Span) Empty() bool { return s.To <= s.From }

// Peer is the other side of a conversation.
type Peer struct {
	Name []byte // as logged; nil for none or "unknown"
	IP   []byte // IPv4 or IPv6 in its textual form
	Port int    // 0 when the log does not tell
}

// TLS is what a line or its conversation says of the encryption.
type TLS struct {
	Version []byte // such as TLSv1.3
	Cipher  []byte
}

// Event is one thing that the input tells. All slices are borrowed from the
// scanner: they are valid until the function that got the event returns.
type Event struct {
	Kind   Kind
	Origin Origin
	Role   Role
	Phase  Phase
	Status Status

	// Retold is true where a log tells a reply again that the same
	// conversation already had.
	Retold bool
	// Dialogue is true for lines of a conversation shown command by command.
	Dialogue bool
	// Cut is true when the line was longer than MaxLine and was cut there.
	Cut bool

	Format *Format // the reader that understood the line; nil for none

	// Line is the physical line, from 1, on which the reply begins; Lines is
	// of how many lines it is made.
	Line  int64
	Lines int

	// Raw is the physical line on which the event was complete, without its
	// line end; nil when several events come from one line, for all but the
	// first. Secrets stand in it: see Secret.
	Raw []byte
	// Secret is the part of Raw that must not be shown (RFC 4954 §4).
	Secret Span

	Time    Stamp
	Host    []byte // of the logging machine
	Program []byte
	PID     int

	Session   []byte
	QueueID   []byte
	MessageID []byte

	Peer      Peer
	Sender    []byte // reverse-path without brackets; "<>" for the null sender
	Recipient []byte // forward-path without brackets

	Command Command
	Reply   Reply

	Diagnostic []byte // the reason text when Kind is KindDiagnostic
	DSN        []byte // status that the MTA recorded (RFC 3463)

	Delay    float64 // seconds, as logged
	HasDelay bool

	// Delays are Postfix's parts of the delay, in seconds: before the queue
	// manager, in the queue manager, until there was a session with the server
	// (DNS, connection, EHLO, TLS), and in that session. HasDelays is true where
	// the log tells them; only Options.Steps asks for them.
	Delays    [4]float32
	HasDelays bool

	TLS TLS

	// Step is what the event is in its conversation; nil where the input shows
	// none, and unless Options.Steps asks for it.
	Step *Step
	// Note is free for the caller; it is 0 when the event comes.
	Note uint32

	// side and text are what the line readers tell the sequencer of a line
	// of a dialogue.
	side  side
	text  []byte
	quirk quirk
	// lacks is what stands neither in Raw nor in text; 0 where that is not known,
	// lacksLater where nobody looked. See lacking.
	lacks glance
	// stream is the output of a container that a piece of a line is from.
	stream stream
}

// reset empties an event that is used again.
func (e *Event) reset() { *e = Event{} }
