package catalog

import (
	"cmp"
	"strings"
)

// Command is a command and the replies that it may get.
type Command struct {
	// Verb is in upper case; "" is the greeting, "." the end of the data, and "*"
	// any command.
	Verb string
	// Phase is where its reply stands; empty for "*".
	Phase string
	// Replies are in the order of their codes.
	Replies []CommandReply

	file string
	line int
}

// CommandReply is a reply that a command may get.
type CommandReply struct {
	Code int
	Kind ReplyKind
	// Enhanced is the enhanced code that usually comes with it, empty where none
	// does.
	Enhanced string
	// Refs are the sections that allow it, the first one foremost.
	Refs []string
	// With is the extension without which it is not to be expected.
	With string
	// Observed tells that no RFC has it for this command in general, while
	// servers do it.
	Observed bool
	// Must is the section that demands this positive reply and no other.
	Must string
	// Except are verbs for which a row of "*" does not count.
	Except []string
	// Note says under which circumstances.
	Note string
}

// ReplyKind tells what a reply does to the conversation, by the letters of
// RFC 5321 §4.3.2.
type ReplyKind string

// The values of ReplyKind.
const (
	KindSuccess      ReplyKind = "success"      // S: 2yz
	KindIntermediate ReplyKind = "intermediate" // I: 3yz
	KindError        ReplyKind = "error"        // E: 4yz and 5yz
)

// kindOf gives what the first digit of a code says (RFC 5321 §4.2.1); empty for a
// digit that SMTP does not have.
func kindOf(code int) ReplyKind {
	switch code / 100 {
	case 2:
		return KindSuccess
	case 3:
		return KindIntermediate
	case 4, 5:
		return KindError
	}
	return ""
}

// compareReplies puts, for one code, what an RFC has before what is only seen, and
// the base standard before extensions.
func compareReplies(a, b CommandReply) int {
	return cmp.Or(
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(boolInt(a.Observed), boolInt(b.Observed)),
		cmp.Compare(boolInt(!isBase(a.Refs)), boolInt(!isBase(b.Refs))),
		strings.Compare(strings.Join(a.Refs, ";"), strings.Join(b.Refs, ";")),
		strings.Compare(a.Enhanced, b.Enhanced))
}

func isBase(refs []string) bool {
	return len(refs) > 0 && strings.HasPrefix(refs[0], "RFC 5321 ")
}
