package catalog

// VerdictKind tells whether a server may answer so.
type VerdictKind uint8

// The values of VerdictKind.
const (
	// Unknown: the command is not known, so nothing can be said.
	Unknown VerdictKind = iota
	// Expected: an RFC lists the code for the command.
	Expected
	// Unusual: no RFC lists the code, but its first digit leads where the command
	// can go.
	Unusual
	// Violation: the reply leads where the command cannot go, or breaks a demand.
	Violation
)

var verdictNames = [...]string{"unknown", "expected", "unusual", "violation"}

// String gives the word for it.
func (k VerdictKind) String() string { return verdictNames[k] }

// Verdict says whether a reply code is what the standard lets a server answer to
// a command. Its strings live as long as the catalog.
type Verdict struct {
	Kind VerdictKind
	// Ref is the section that it rests on; empty where Kind is Unknown.
	Ref string
	// Note adds what is known of this reply to this command; it may be empty.
	Note string
}

// verbTable is a command made ready for Verdict.
type verbTable struct {
	command  *Command
	success  bool // a 2yz is among its replies
	middle   bool // a 3yz is among its replies
	must     *CommandReply
	ordinary bool // not the greeting, which answers no command

	extension bool // all its replies come with an extension
}

const (
	refSequences = "RFC 5321 §4.3.2"
	refClosing   = "RFC 5321 §3.8"
)

const (
	noteFirstDigit       = "a reply code begins with a digit from 2 to 5"
	noteClosing          = "only QUIT is answered by closing the connection"
	noteOtherPositive    = "the section demands another positive reply"
	noteOnlyIntermediate = "a positive completion where only an intermediate reply can stand"
	noteNothingFollows   = "an intermediate reply to a command that nothing follows; a client that takes it at its word sends data into the commands"
	noteNotListed        = "not listed for this command; a client goes by the first digit"
	noteUnknownCommand   = "a command that the server does not know"
	noteShutsDown        = "the service shuts down"
)

// verdictNotes gives the notes that do not stand in the table of commands.
func verdictNotes() []string {
	return []string{
		noteFirstDigit,
		noteClosing,
		noteOtherPositive,
		noteOnlyIntermediate,
		noteNothingFollows,
		noteNotListed,
		noteUnknownCommand,
		noteShutsDown,
	}
}

// Verdict holds a reply code against the command that it answers. The verb is in
// upper case. It is empty for the greeting (phase "connect"), for the end of the
// data (phase "message"), and where only the phase is known. DATA in the phase
// "message" is the end of the data. Verdict does not allocate.
//
// It decides by what RFC 5321 says in this order:
//
//   - A code that is not 200 to 599 breaks §4.3.2: servers must not send codes
//     that begin with another digit.
//   - A code that §4.3.2 or the RFC of an extension lists for the command is
//     expected; so are 421, 500 and 501, which §4.3.2 allows after any command,
//     though not as a greeting, which answers none.
//   - 221 after another command than QUIT announces that the server closes, which
//     §3.8 keeps for QUIT. (To a command that is not known, that may be defence
//     against abuse, which §7.8 lets a server have.)
//   - Where a section demands one positive reply ("MUST send a 221 OK reply",
//     §4.1.1.10, likewise RSET, and STARTTLS where the next byte depends on it), any
//     other 2yz breaks it.
//   - §4.3.2 tells clients to go by the first digit where a code is not known. So a
//     code is unusual if its first digit is one that the command's own replies have:
//     the conversation goes on as it should (252 to RCPT is taken for 250, 220 to
//     MAIL too). Any command may fail, so any 4yz or 5yz is at worst unusual.
//   - A first digit that no reply of the command has leads client and server into
//     different states and breaks the sequences of §4.3.2: a 3yz to a command that
//     has nothing to follow makes the client send what the server takes for
//     commands, and a 2yz to DATA says that a message was taken that was not sent.
func (c *Catalog) Verdict(verb, phase string, code int) Verdict {
	kind := kindOf(code)
	if kind == "" {
		return Verdict{Violation, refSequences, noteFirstDigit}
	}
	t := c.table(verb, phase)
	if t == nil {
		return c.verdictUnknown(verb, code)
	}
	if r := c.row(t, code); r != nil {
		if r.Observed {
			return Verdict{Unusual, r.Refs[0], r.Note}
		}
		return Verdict{Expected, r.Refs[0], r.Note}
	}
	switch {
	case code == 221:
		return Verdict{Violation, refClosing, noteClosing}
	case kind == KindSuccess && t.must != nil:
		return Verdict{Violation, t.must.Must, noteOtherPositive}
	case kind == KindSuccess && !t.success:
		return Verdict{Violation, refSequences, noteOnlyIntermediate}
	case kind == KindIntermediate && !t.middle:
		return Verdict{Violation, refSequences, noteNothingFollows}
	}
	return Verdict{Unusual, refSequences, noteNotListed}
}

// verdictUnknown judges where the command is not in the table or not known.
func (c *Catalog) verdictUnknown(verb string, code int) Verdict {
	if verb == "" {
		return Verdict{Kind: Unknown}
	}
	switch {
	case code >= 500:
		return Verdict{Expected, "RFC 5321 §4.2.4", noteUnknownCommand}
	case code == 421:
		return Verdict{Expected, refSequences, noteShutsDown}
	}
	return Verdict{Kind: Unknown}
}

// table gives the rows for a command, nil where there are none.
func (c *Catalog) table(verb, phase string) *verbTable {
	if verb == "DATA" && phase == "message" {
		verb = "."
	}
	if verb == "" {
		var ok bool
		if verb, ok = verbOf(phase); !ok {
			return nil
		}
	}
	if verb == "*" {
		return nil
	}
	return c.verbs[verb]
}

// row gives the row that says most about a code after a command, nil where there
// is none: what any command may get comes before what one may get only with a
// parameter of an extension, and both before what is only seen.
func (c *Catalog) row(t *verbTable, code int) *CommandReply {
	own, every := t.command.reply(code), c.anyCommand(t, code)
	switch {
	case own == nil:
		return every
	case every == nil || every.Observed || every.With != "" || !own.Observed && (own.With == "" || t.extension):
		return own
	}
	return every
}

// anyCommand gives the row that allows a code after any command.
func (c *Catalog) anyCommand(t *verbTable, code int) *CommandReply {
	if c.every == nil || !t.ordinary {
		return nil
	}
	r := c.every.command.reply(code)
	if r == nil {
		return nil
	}
	for _, verb := range r.Except {
		if verb == t.command.Verb {
			return nil
		}
	}
	return r
}

// reply gives the first row for a code, nil where there is none.
func (c *Command) reply(code int) *CommandReply {
	for i := range c.Replies {
		if c.Replies[i].Code == code {
			return &c.Replies[i]
		}
	}
	return nil
}

func (c *Catalog) indexVerbs() {
	tables := make([]verbTable, len(c.commands))
	c.verbs = make(map[string]*verbTable, len(c.commands))
	for i := range c.commands {
		t := &tables[i]
		t.command = &c.commands[i]
		t.ordinary = t.command.Verb != ""
		t.extension = true
		for _, r := range t.command.Replies {
			t.extension = t.extension && (r.Observed || r.With != "")
		}
		for j := range t.command.Replies {
			r := &t.command.Replies[j]
			if r.Observed {
				continue
			}
			t.success = t.success || r.Kind == KindSuccess
			// What only an extension's parameter brings (355 to MAIL) lets no
			// other 3yz follow.
			t.middle = t.middle || r.Kind == KindIntermediate && (r.With == "" || t.extension)
			if r.Must != "" {
				t.must = r
			}
		}
		c.verbs[t.command.Verb] = t
	}
	c.every = c.verbs["*"]
}
