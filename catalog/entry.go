package catalog

// Entry is one explanation. Strings of a built-in entry point into the program
// itself and live as long as it does.
type Entry struct {
	// ID names the entry for good, such as "rfc/252" or "gmail/unauthenticated".
	ID string
	// Title says in at most 72 characters what the reply says.
	Title string
	// Class is the cause.
	Class Class
	// Provider is the id of whose wording it is; empty for the RFCs' own codes.
	Provider string
	// Permanent tells whether the same message to the same recipient can never
	// pass unchanged. It follows the cause, not the first digit.
	Permanent Permanence
	// Actor is whose move it is.
	Actor Actor
	// Retry tells what trying again does; empty for 2yz and 3yz.
	Retry Retry
	// Meaning tells what the server says and what follows from it.
	Meaning string
	// When tells in which situations one meets it, likeliest first.
	When string
	// Fix holds the steps, the first one first; nil where nothing is to do.
	Fix []string
	// Use tells authors of servers when to answer so.
	Use string
	// Related holds codes worth reading next.
	Related []string
	// Refs holds the sections that say so, such as "RFC 5321 §3.5.3".
	Refs []string
	// Standard tells who defined the code.
	Standard Standard
	// Confidence is "low" where no good source was found, else empty.
	Confidence string

	// Code is the reply code, the first digit alone where the entry stands for all
	// codes that begin so, or 0. Codes that SMTP does not have are among them. In an entry with Match it is a
	// condition on the reply.
	Code int
	// Enhanced is the enhanced code, with "*" for a part that stands for any
	// (RFC 3463 §2). In an entry with Match it is a condition on the reply.
	Enhanced string
	// Phases are where the entry counts; nil for everywhere.
	Phases []string
	// Vague tells of a code, or of words, that do not tell a cause, so that a hint in the text
	// says more than it.
	Vague bool
	// Marker holds names that a provider puts into its replies for good; Match the
	// phrases, Hint the single words that the entry is found by, in falling
	// strength. All are nil where the entry is found by its code.
	Marker []string
	Match  []string
	Hint   []string
	// Subject holds the kinds of what the reply is about, the most important
	// first; see [Subject].
	Subject []string
	// Historic tells until when the wording was sent; empty where it still is.
	Historic string
	// OnlyFrom makes the entry count only in what a host of its provider said.
	OnlyFrom bool
	// Samples are replies and diagnostics that must find this entry.
	Samples []Sample

	phases phaseSet
	about  subjectSet
	layer  uint8 // 0 built in, 1 and more laid over
	file   string
	line   int
}

// Sample is a reply or a diagnostic with which an entry is tested.
type Sample struct {
	// Reply is a whole reply as it goes over the wire, lines parted by "\n".
	Reply string
	// Text is a diagnostic, as an MTA writes it into its log.
	Text string
	// After is the verb of the command that the reply answers: "" for the
	// greeting, "." for the end of the data. It counts only if Placed is true.
	After string
	// Placed tells that the sample belongs to the place that After names.
	Placed bool
}

// Permanence tells whether a failure can ever go away by itself.
type Permanence uint8

// The values of Permanence; PermanenceUnsaid is that of replies that are no
// failure.
const (
	PermanenceUnsaid Permanence = iota
	Passing
	Permanent
)

// Known tells whether the entry says anything about it.
func (p Permanence) Known() bool { return p != PermanenceUnsaid }

// Bool gives true for Permanent.
func (p Permanence) Bool() bool { return p == Permanent }

// Standard tells who defined a code.
type Standard string

// The values of Standard.
const (
	StandardRFC         Standard = "standard"    // RFC 5321 or the IANA registry
	StandardExtension   Standard = "extension"   // another RFC
	StandardNonstandard Standard = "nonstandard" // no RFC; seen in the wild
)

// Provider is a mail provider or a program whose wording entries know.
type Provider struct {
	ID   string
	Name string
	// Hosts are the names under which its servers are met; each stands for
	// itself and all names below it.
	Hosts []string
	// URL is where it documents its replies.
	URL string

	file string
	line int
}

// ByText tells whether the entry is found by its text.
func (e *Entry) ByText() bool { return len(e.Match)+len(e.Marker)+len(e.Hint) > 0 }

// DiagnosticOnly tells whether the entry is looked for only in diagnostics: all
// its samples are such.
func (e *Entry) DiagnosticOnly() bool {
	for i := range e.Samples {
		if e.Samples[i].Reply != "" {
			return false
		}
	}
	return e.ByText()
}

// countsIn tells whether an entry by text counts in replies that are no failure,
// and in failures. Where its condition does not say, its samples do: words that tell
// a failure stand in greetings and in the texts of success too.
func (e *Entry) countsIn() (success, failure bool) {
	if digit := e.digit(); digit != 0 {
		return digit < 4, digit >= 4
	}
	for i := range e.Samples {
		code, enhanced, _ := splitReplyLine(e.Samples[i].Reply)
		switch first := (code + enhanced + " ")[0]; {
		case first >= '1' && first <= '3':
			success = true
		default:
			failure = true
		}
	}
	return success, failure || !success
}
