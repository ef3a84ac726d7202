package parser

// dialect is how one program prints the conversations it has. It is a
// declaration: what stands before the lines of the two sides, how they are
// quoted, and which lines tell something else. The texts are matched at the
// beginning of a line, the longest first, with and without what may stand
// before any line: a time, a log level, a name in brackets.
type dialect struct {
	format *Format
	role   Role // whose output it is

	// server and client are what stands before a line of the two sides; none
	// of either means that nothing does.
	server, client []string
	quote          quoting
	lead           lead // what must stand before the mark
	// sure tells that one such line with a reply or a command behind it is no
	// accident; of the others, both sides must have been seen.
	sure bool
	// bareServer tells that the client's lines have a mark and the server's
	// have none.
	bareServer bool
	// dump tells that a mark stands before the number of bytes that were sent,
	// and that the lines that follow show them.
	dump bool
	// escapes tells that the client's lines are shown as a script has them,
	// "\r\n" for the end of a line in their midst.
	escapes bool
	// glued tells that the line ends within a reply may be lost; glue is what
	// the program puts there instead.
	glued bool
	glue  string
	// named tells that what stands in brackets before a mark names the
	// conversation, of which several may go on at a time.
	named bool
	// listed tells that the lines of a reply stand alone, code and text apart:
	// "[250] 'HELP'".
	listed bool
	// stamped tells that a time and a colon follow the mark.
	stamped bool
	// tails are what may be appended to a line, to its end.
	tails []string
	// noisy tells that the program prints so much between the lines of an
	// unmarked conversation that strange lines do not end it.
	noisy bool
	// decoded is what stands before a line that shows once more, in clear,
	// what the next or the last one says in base64.
	decoded string

	// straight tells that plain says so, of a dialect that marks its lines.
	straight bool
	marks    []sideMark // all of them, those that ask for more first

	notes []note
	tells []telling
}

// plain tells whether what a side said stands behind its mark as it is, to the
// end of the line.
func (d *dialect) plain() bool {
	return d.quote == quoteNone && !d.bareServer && !d.dump && !d.escapes && !d.glued && !d.named && !d.listed && !d.stamped &&
		d.tails == nil && d.decoded == "" && d.lead == leadNone
}

// note is a line by which a program tells what it does itself.
type note struct {
	kind   noteKind
	prefix string
	has    string // what must stand somewhere behind the prefix, too
	sep    string // of a noteTLS: what stands between version and cipher
	why    Close  // of a noteClose: who closed, where the program says so
}

// lead is what stands before a mark and differs from run to run.
type lead uint8

const (
	leadNone      lead = iota // nothing, or anything that can stand before any line
	leadObject                // a Perl object: "Net::SMTP=GLOB(0x55c5f1e68000)"
	leadNumber                // a file descriptor or a process: "4", "02349 "
	leadPeer                  // an address in Python's words: "('192.0.2.9', 47190) "
	leadProgram               // the name of the program: "s-nail: "
	leadMoment                // a date and a time in brackets: "[2026-11-22T05:53:36.123456+00:00] "
	leadModule                // the name of a module: "lettre::transport: "
	leadSession               // the name of a session: "<k3v8d2> "
	leadAddressee             // the server in Outlook's words: "SMTP (mx.example.org): "
	leadProxy                 // the two ends of a proxy: "SMTP (me.example.net:40000-mx.example.org:587) "
	leadWeekday               // the name of a day before a date and a time: "Sun 2026-11-22 05:38:58: "
)

// noteKind says what a note means for the conversation.
type noteKind uint8

const (
	noteNothing  noteKind = iota // it belongs to the dialogue and tells nothing of it
	noteOpen                     // a connection is made, to the host that is named behind the prefix
	noteClose                    // the connection is over
	noteTLS                      // encryption was agreed on
	noteAnswered                 // a reply came that is not shown; its code may follow
	noteNoise                    // it tells nothing, and may stand in any other text as well
)

// telling is a note in which the program tells what the server said: a reply
// that the conversation had, or, where no conversation was printed, the only
// word of it.
type telling struct {
	prefix string   // what the note begins with; empty for any line
	mark   string   // what stands before the reply
	suffix string   // what must stand behind it; empty for the end of the line
	ends   []string // what may stand behind it, the first that does
	has    string   // what must stand somewhere in the line, too
	joint  string   // what stands between code and text, when they stand apart
	phase  Phase    // what the note tells of the command
	within bool     // it counts only in a conversation of its dialect
	sent   bool     // the reply must be one to a message that was sent; see tellsSent
}

// pairDialect is the dialect of conversations whose two sides are marked with
// anything that tells them apart; which of the two is the server's is found
// by what it says.
var pairDialect = &dialect{format: transcriptFormat}

// bareDialect is the dialect of conversations as a terminal shows them: without any
// mark.
var bareDialect = &dialect{
	format: transcriptFormat,
	notes: []note{
		{kind: noteOpen, prefix: "Trying ", has: "..."},
		{kind: noteOpen, prefix: "Connected to "},
		{kind: noteOpen, prefix: "Connection to ", has: " succeeded!"},
		{kind: noteNothing, prefix: "Escape character is "},
		{kind: noteNothing, prefix: "Warning: inverse host lookup failed "},
		{kind: noteClose, prefix: "Connection closed by foreign host", why: CloseServer},
		{kind: noteClose, prefix: "Connection closed."},
		{kind: noteNothing, prefix: "**** "},
		{kind: noteNothing, prefix: "Script started on "},
		{kind: noteClose, prefix: "Script done on "},
	},
}
