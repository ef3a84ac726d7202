// Package check holds conversations, deliveries and replies against the RFCs
// and against operational sense.
//
// A [Check] is one function with its name, its reason and the section that it
// rests on, in a file of its family; it is asked about the steps for which it
// registers and tells what it finds. An [Engine] takes the events of a scan and
// asks the checks of a [Set]. A [Ledger] puts findings of one cause together.
package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/smtplog/smtplog/internal/conv"
)

// Level is how much a finding matters.
type Level uint8

// The levels.
const (
	Notice  Level = iota + 1 // worth knowing, breaks nothing
	Warning                  // breaks a should, or works only by luck
	Error                    // breaks a must, or loses or exposes something
)

var levelNames = [...]string{"", "notice", "warning", "error"}

// String gives the level's word.
func (l Level) String() string { return levelNames[l] }

// ParseLevel gives the level of that name.
func ParseLevel(name string) (Level, bool) {
	for i, n := range levelNames {
		if i > 0 && n == name {
			return Level(i), true
		}
	}
	return 0, false
}

// Input is a set of kinds of input that can show what a check looks for.
type Input uint8

// The kinds of input.
const (
	// Dialogues show a conversation command by command: transcripts, and logs
	// that do.
	Dialogues Input = 1 << iota
	// Captures show the octets.
	Captures
	// Logs tell replies and outcomes.
	Logs
)

// Codes is a set of first digits of reply codes, a bit for each; that of 0 is for
// replies of which the log does not tell the code.
type Codes uint16

// The sets that checks ask for.
const (
	noCode    Codes = 1 << 0
	success   Codes = 1 << 2
	goOn      Codes = 1 << 3
	temporary Codes = 1 << 4
	permanent Codes = 1<<5 | 1<<6 | 1<<7 | 1<<8 | 1<<9 // and what should not be
	refusal         = temporary | permanent
)

// Check is one thing to look for.
type Check struct {
	// ID is its name, "family/name". It never changes and is never used again.
	ID string
	// Title says in a few words what is wrong when it speaks.
	Title string
	// Why tells why that matters, Silence when a finding can be let be and what
	// to do then; whole sentences.
	Why, Silence string
	// Level is how much a finding matters unless Find is told another.
	Level Level
	// Ref is the sections that it rests on, parted by commas; empty for what is
	// operational sense.
	Ref string
	// Inputs is what can show it.
	Inputs Input
	// Kinds is what it is asked about.
	Kinds conv.Kind
	// Codes narrows conv.Reply to some replies, by their first digit; 0 stands for
	// all. Most replies of a log are successes, of which few checks have anything
	// to say.
	Codes Codes
	// See looks at one step. It must not allocate unless it finds something, and
	// must cost next to nothing for the steps that are none of its business.
	See func(x *Look)

	index int
}

// Family is what stands before the slash.
func (c *Check) Family() string {
	family, _, _ := strings.Cut(c.ID, "/")
	return family
}

var all []*Check

// register adds a check to the list.
func register(c *Check) *Check {
	i, taken := slices.BinarySearchFunc(all, c.ID, func(x *Check, id string) int { return cmp.Compare(x.ID, id) })
	if taken {
		panic("check: " + c.ID + " is registered twice")
	}
	all = slices.Insert(all, i, c)
	if len(all) > 64*len(conv.Conversation{}.Said) {
		panic("check: a conversation has no bit for " + c.ID)
	}
	for i, c := range all {
		c.index = i
	}
	return c
}

// All gives the checks, ordered by ID.
func All() []*Check { return all }

// Lookup gives the check of that ID; nil for none.
func Lookup(id string) *Check {
	for _, c := range all {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Match tells whether a pattern names an ID: the ID itself, or its beginning
// followed by "*".
func Match(pattern, id string) bool {
	if head, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(id, head)
	}
	return pattern == id
}
