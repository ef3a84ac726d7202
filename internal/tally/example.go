package tally

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smtplog/smtplog/parser"
)

// Example is one line of a group.
type Example struct {
	// File and Line are where it stands.
	File string
	Line int64
	// Text is the line, or the reply where the line is not its own; secrets are masked.
	// Cut tells that it goes on.
	Text string
	Cut  bool
}

// example copies the line; what it does not take of longestLine is given back to b.
func (f *first) example(b *budget) *Example {
	e := f.event
	x := &Example{File: f.source.Name, Line: e.Line}
	if f.source.Place != nil {
		x.File, x.Line = f.source.Place(e.Line)
	}
	line := e.Raw
	if line == nil {
		line = replyText(e)
	}
	if !f.source.Secrets {
		secret := e.Secret
		if secret.Empty() || e.Raw == nil {
			secret = parser.FindSecret(line)
		}
		if !secret.Empty() {
			line = parser.Mask(nil, line, secret)
		}
	}
	if len(line) > longestLine {
		line, x.Cut = withoutMiddle(line), true
	}
	x.Text = strings.ToValidUTF8(string(line), "\uFFFD")
	b.give(longestLine - len(line))
	return x
}

// omission stands in a line for what was left out.
const omission = " … "

// withoutMiddle shortens a line: a log tells who at the beginning and why at the end.
func withoutMiddle(line []byte) []byte {
	head, tail := longestLine/3, len(line)-(longestLine-longestLine/3-len(omission))
	for head > longestLine/3-utf8.UTFMax && !utf8.RuneStart(line[head]) {
		head--
	}
	for tail < len(line) && !utf8.RuneStart(line[tail]) {
		tail++
	}
	short := append(make([]byte, 0, longestLine), line[:head]...)
	return append(append(short, omission...), line[tail:]...)
}

// replyText puts the reply together where the event has no line of its own.
func replyText(e *parser.Event) []byte {
	var b []byte
	if e.Reply.Code != 0 {
		b = append(strconv.AppendInt(b, int64(e.Reply.Code), 10), ' ')
	}
	if len(e.Reply.Enhanced) > 0 {
		b = append(append(b, e.Reply.Enhanced...), ' ')
	}
	for i, line := range e.Reply.Text {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, line...)
	}
	return append(b, e.Diagnostic...)
}
