package check

import (
	"bytes"

	"github.com/smtplog/smtplog/parser"
)

// outOfOrder tells whether the step is what a log tells of a command that came
// out of turn: a 503 whose text has one of the phrases, or a diagnostic that
// begins with one. They are in lower case. A log that shows the conversation
// shows what was wrong, too, and in its place.
func (x *Look) outOfOrder(phrases ...string) bool {
	e := x.Event
	if x.Conv != nil || e.Retold {
		return false
	}
	if e.Kind == parser.KindDiagnostic {
		return e.Origin == parser.OriginOwn && begins(e.Diagnostic, phrases)
	}
	return e.Reply.Code == 503 && says(e.Reply.Text, phrases)
}

// begins tells whether a text begins with one of some phrases, whatever the case
// of its ASCII letters.
func begins(text []byte, phrases []string) bool {
	for _, p := range phrases {
		if foldPrefix(text, p) {
			return true
		}
	}
	return false
}

// says tells whether a line has one of some phrases, whatever the case of its
// ASCII letters.
func says(lines [][]byte, phrases []string) bool {
	for _, line := range lines {
		for i := range line {
			if begins(line[i:], phrases) {
				return true
			}
		}
	}
	return false
}

func foldPrefix(text []byte, lower string) bool {
	if len(text) < len(lower) {
		return false
	}
	for i := range len(lower) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// reason gives the text of a reply or a diagnostic in few words.
func (x *Look) reason() string {
	e := x.Event
	text := e.Diagnostic
	if e.Kind == parser.KindReply && len(e.Reply.Text) > 0 {
		text = e.Reply.Text[0]
	}
	const enough = 80
	tail := ""
	if len(text) > enough {
		text, tail = text[:enough], "…"
	}
	return string(bytes.ToValidUTF8(text, []byte("?"))) + tail
}

// heard tells whether the client had certainly heard what the server said before
// it sent the command. A server's log tells what was sent together as if it was
// sent one by one, since that is how it is read.
func (x *Look) heard() bool {
	switch {
	case x.Conv.Wire:
		return !x.Sent.Crossed
	case x.Event.Role == parser.RoleServer:
		return !x.Conv.Pipelines()
	}
	return true
}
