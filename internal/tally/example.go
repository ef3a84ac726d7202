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
	// Text is the line, or the reply where the line is not its own; secrets are masked. Cut
	// tells that [Omission] stands in it for more.
	Text string
	Cut  bool
	// Said is where in Text the reply or the diagnostic begins.
	Said int
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
	x.Text = strings.ToValidUTF8(string(line), "\uFFFD")
	x.Said = saidAt(x.Text, e)
	x.shorten(longestLine)
	b.give(longestLine - len(x.Text))
	return x
}

// saidAt gives where in a line the reply or the diagnostic of an event begins, its code
// before its text: a text may begin with what stands in the line before, such as the
// recipient.
func saidAt(line string, e *parser.Event) int {
	const enough = 16
	said := e.Diagnostic
	if len(e.Reply.Text) > 0 {
		said = e.Reply.Text[0]
	}
	text, code := string(said[:min(len(said), enough)]), strconv.Itoa(e.Reply.Code)
	switch {
	case text == "" && e.Reply.Code == 0:
		return 0
	case text == "":
		return max(strings.LastIndex(line, code), 0)
	case e.Reply.Code == 0:
		return max(strings.LastIndex(line, text), 0)
	}
	for at := 0; ; at++ {
		i := strings.Index(line[at:], text)
		if i < 0 {
			return max(strings.LastIndex(line, text), 0)
		}
		at += i
		from := max(at-enough, 0)
		if i := strings.LastIndex(line[from:at], code); i >= 0 {
			return from + i
		}
	}
}

// Omission stands in a line for what was left out.
const Omission = " … "

// Shortened gives the text with at most so many octets: its beginning and what was said.
func (x *Example) Shortened(most int) string {
	short := *x
	short.shorten(most)
	return short.Text
}

func (x *Example) shorten(most int) {
	if len(x.Text) <= most {
		return
	}
	x.Cut = true
	head := cutBefore(x.Text, most*2/5)
	from := min(x.Said, len(x.Text)-(most-head-len(Omission)))
	if from <= head+len(Omission) {
		x.Text = x.Text[:cutBefore(x.Text, most-len(Omission))] + Omission[:len(Omission)-1]
		return
	}
	if from < x.Said {
		from += strings.IndexByte(x.Text[from:x.Said], ' ') + 1 // 0 where there is none
	}
	for !utf8.RuneStart(x.Text[from]) {
		from++
	}
	begin, rest := x.Text[:head]+Omission, x.Text[from:]
	x.Said = len(begin) + max(x.Said-from, 0)
	if room := most - len(begin); len(rest) > room {
		rest = rest[:cutBefore(rest, room-len(Omission))] + Omission[:len(Omission)-1]
	}
	x.Text = begin + rest
}

// cutBefore gives where a line may be cut, at or a little before most: at a blank if
// there is one.
func cutBefore(line string, most int) int {
	const near = 40
	if i := strings.LastIndexByte(line[max(most-near, 0):most+1], ' '); i > 0 {
		return max(most-near, 0) + i
	}
	for most > 0 && !utf8.RuneStart(line[most]) {
		most--
	}
	return most
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
