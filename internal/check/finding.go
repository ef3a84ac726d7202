package check

import (
	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// Finding is what a check says of one step.
type Finding struct {
	Check   *Check
	Level   Level
	Message string
	// Line is where it stands.
	Line int64
	// Conversation is the one that it is about; 0 for none.
	Conversation uint64
	// Key names the cause: findings of one check with one key have the same. It
	// is the same in every run.
	Key uint64
}

// Look is what a check sees of a step, and how it tells what it finds.
type Look struct {
	*conv.Step
	*Memory

	engine *Engine
	check  *Check
	match  catalog.Match // of the event, when looked is true
	looked bool
}

// Find tells a finding at the line of the step. What parts name tells causes
// apart, in addition to the server, or the client of a log of one's own: two
// findings of a check with the same parts and the same peer are one cause.
func (x *Look) Find(message string, parts ...string) {
	x.FindAt(x.line(), message, parts...)
}

// FindAt is Find for another line: that of the command, say, where a reply
// shows that it was wrong.
func (x *Look) FindAt(line int64, message string, parts ...string) {
	key := hashString(hashBasis, x.check.ID)
	if e := x.Event; e != nil {
		switch {
		case len(e.Peer.Name) > 0:
			key = hashBytes(key, e.Peer.Name)
		case len(e.Peer.IP) > 0:
			key = hashBytes(key, e.Peer.IP)
		}
	}
	for _, p := range parts {
		key = hashString(key, p)
	}
	f := Finding{Check: x.check, Level: x.check.Level, Message: message, Line: line, Key: key}
	if x.Conv != nil {
		f.Conversation = x.Conv.ID
	}
	x.engine.found = append(x.engine.found, f)
}

// Once gives true the first time that the check asks it in a conversation.
func (x *Look) Once() bool {
	if x.Conv == nil {
		return true
	}
	w, bit := &x.Conv.Said[x.check.index/64], uint64(1)<<(x.check.index%64)
	if *w&bit != 0 {
		return false
	}
	*w |= bit
	return true
}

// Code is the code of the reply; 0 where the step has none.
func (x *Look) Code() int {
	if x.Event == nil || x.Event.Kind != parser.KindReply {
		return 0
	}
	return x.Event.Reply.Code
}

func (x *Look) line() int64 {
	switch {
	case x.Event != nil && x.Event.Line != 0:
		return x.Event.Line
	case x.Conv != nil:
		return x.Conv.Last
	}
	return 0
}

// hashBasis is where the hashes begin (FNV-1a).
const hashBasis = 14695981039346656037

func hashBytes(h uint64, p []byte) uint64 {
	for _, c := range p {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211
}

func hashString(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return (h ^ 0xff) * 1099511628211
}
