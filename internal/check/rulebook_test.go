package check

import (
	"fmt"
	"slices"
	"strings"
)

// rulebook follows a transcript of "C:" and "S:" lines by the rules of RFC 5321,
// 2033, 2034, 2920, 3207, 4954 and 1870 alone. It shares nothing with the parser or
// the checks, for they are measured by it. It stops at the first rule that is
// broken; what a transcript does not show breaks none, so one may begin or end in
// the middle.
type rulebook struct {
	broken string

	opened    bool // the connection was seen to be made
	greeting  int
	greeted   bool // a hello was accepted since the connection was made or encrypted
	lmtp      bool
	offered   []string
	encrypted bool
	known     bool // that the user is

	mail                      int // the code that MAIL was answered with, 1 while it waits, 0 for none
	accepted, refused, asked  int
	waiting                   []string // commands without a reply; "." for the end of the data
	content, response, closed bool
	due                       int // replies that LMTP still owes for the message
}

// Codes as RFC 5321 §4.3.2 lists them for a success, and for what goes on.
var listed = map[string][]int{
	"": {220}, "EHLO": {250}, "HELO": {250}, "LHLO": {250}, "MAIL": {250}, "RCPT": {250, 251}, "DATA": {354}, ".": {250}, "RSET": {250},
	"VRFY": {250, 251, 252}, "NOOP": {250}, "QUIT": {221}, "AUTH": {235, 334}, "STARTTLS": {220},
}

// follow gives the first rule that a transcript breaks, "" for none.
func follow(lines []string) string {
	var r rulebook
	var reply []string
	for _, line := range lines {
		side, text, said := strings.Cut(line, ": ")
		switch {
		case !said:
			r = rulebook{opened: true}
			continue
		case side == "S":
			reply = append(reply, text)
			if len(text) > 3 && text[3] == '-' {
				continue
			}
			r.reply(reply)
			reply = nil
		default:
			if len(reply) > 0 {
				r.breaks("RFC 5321 §4.2.1: the client spoke within a reply, or its last line never came")
			}
			r.client(text)
		}
		if r.broken != "" {
			return r.broken
		}
	}
	return ""
}

func (r *rulebook) breaks(format string, parts ...any) {
	if r.broken == "" {
		r.broken = fmt.Sprintf(format, parts...)
	}
}

func (r *rulebook) client(text string) {
	if r.greeting == 0 {
		if r.opened {
			r.breaks("RFC 5321 §3.1: the client spoke before the greeting")
		}
		r.greeting = 220
	}
	switch {
	case r.content:
		if text == "." {
			r.content = false
			r.waiting = append(r.waiting, ".")
			if r.lmtp {
				r.due = r.accepted
			}
		}
		return
	case r.response:
		r.response = false
		return
	}
	verb, arg, _ := strings.Cut(text, " ")
	verb = strings.ToUpper(verb)
	r.grouped(verb)
	switch {
	case r.closed && verb != "QUIT" && len(r.waiting) == 0:
		r.breaks("RFC 5321 §3.8: %s after 421", verb)
	case (r.greeting == 554 || r.greeting == 521) && verb != "QUIT":
		r.breaks("RFC 5321 §3.1: %s after a greeting that refuses", verb)
	}
	switch verb {
	case "EHLO", "HELO", "LHLO":
		r.forget()
	case "RSET":
		r.forget()
	case "MAIL":
		switch {
		case !r.greeted:
			r.breaks("RFC 5321 §4.1.4, RFC 3207 §4.2: MAIL, and no hello was accepted")
		case r.mail == 1 || r.mail == 250 && !slices.Contains(r.waiting, "."):
			r.breaks("RFC 5321 §4.1.4: MAIL inside a transaction")
		}
		r.parameters(arg)
		r.forget()
		r.mail = 1
	case "RCPT":
		if r.mail == 0 || r.mail >= 400 {
			r.breaks("RFC 5321 §3.3: RCPT without MAIL")
		}
		r.asked++
	case "DATA":
		switch {
		case r.mail == 0 || r.mail >= 400:
			r.breaks("RFC 5321 §3.3: DATA without MAIL")
		case r.accepted+r.asked == 0:
			r.breaks("RFC 5321 §3.3: DATA without a recipient")
		}
	case "STARTTLS":
		if r.encrypted || !slices.Contains(r.offered, "STARTTLS") {
			r.breaks("RFC 3207 §4: STARTTLS was not announced")
		}
	case "AUTH":
		mechanism, _, _ := strings.Cut(arg, " ")
		at := slices.IndexFunc(r.offered, func(k string) bool { return strings.HasPrefix(k, "AUTH ") })
		switch {
		case !r.greeted:
			r.breaks("RFC 3207 §4.2: AUTH, and no EHLO was accepted")
		case at < 0 || !slices.Contains(strings.Fields(r.offered[at])[1:], mechanism):
			r.breaks("RFC 4954 §3: AUTH %s was not announced", mechanism)
		case !r.encrypted && (mechanism == "PLAIN" || mechanism == "LOGIN"):
			r.breaks("RFC 4954 §4: a password in the clear")
		case r.known || r.mail != 0:
			r.breaks("RFC 4954 §4: AUTH a second time, or in a transaction")
		}
	}
	r.waiting = append(r.waiting, verb)
}

// grouped holds commands that are sent before a reply to RFC 2920 §3.1.
func (r *rulebook) grouped(verb string) {
	if len(r.waiting) == 0 {
		return
	}
	if !slices.Contains(r.offered, "PIPELINING") {
		r.breaks("RFC 2920 §3.1: %s before the reply to %s, without PIPELINING", verb, r.waiting[0])
	}
	switch last := r.waiting[len(r.waiting)-1]; last {
	case "EHLO", "HELO", "LHLO", "DATA", "VRFY", "EXPN", "NOOP", "QUIT", "STARTTLS", "AUTH":
		r.breaks("RFC 2920 §3.1: %s before the reply to %s", verb, last)
	}
}

// parameters holds those of MAIL to RFC 5321 §2.2.
func (r *rulebook) parameters(arg string) {
	for _, p := range strings.Fields(arg)[1:] {
		keyword, _, _ := strings.Cut(p, "=")
		if keyword == "BODY" {
			keyword = "8BITMIME"
		}
		if !slices.ContainsFunc(r.offered, func(k string) bool { return k == keyword || strings.HasPrefix(k, keyword+" ") }) {
			r.breaks("RFC 5321 §2.2: %s was not announced", keyword)
		}
	}
}

func (r *rulebook) forget() { r.mail, r.accepted, r.refused, r.asked = 0, 0, 0, 0 }

// reply takes the lines of one.
func (r *rulebook) reply(lines []string) {
	code := 0
	_, _ = fmt.Sscan(lines[0][:3], &code)
	for _, l := range lines[1:] {
		if l[:3] != lines[0][:3] {
			r.breaks("RFC 5321 §4.2.1: a reply with the codes %s and %s", lines[0][:3], l[:3])
		}
	}
	if code < 200 || code > 599 {
		r.breaks("RFC 5321 §4.2: a reply %d", code)
	}
	verb := ""
	switch {
	case r.greeting == 0 && !r.opened && code != 220:
		r.greeting = 220 // the transcript begins with the answer to something else
		return
	case r.greeting == 0:
	case r.content:
		if code != 421 {
			r.breaks("RFC 5321 §4.1.1.4: %d within the message", code)
		}
		return
	case r.response:
		r.breaks("RFC 4954 §4: %d before the response to 334", code)
	case len(r.waiting) == 0:
		if code != 421 {
			r.breaks("RFC 5321 §4.3.1: %d, and no command waits for it", code)
		}
		r.closed = true
		return
	default:
		verb = r.waiting[0]
	}
	r.legal(verb, code)
	r.enhanced(verb, code, lines)
	r.closed = r.closed || code == 421
	if r.greeting == 0 {
		r.greeting = code
		return
	}
	if verb == "." && r.due > 1 {
		r.due--
		return
	}
	r.waiting = r.waiting[1:]
	r.answered(verb, code, lines)
}

// legal holds a code to RFC 5321 §4.3.2, RFC 4954 §4 and RFC 3207 §4. Refusals go
// by their first digit (RFC 5321 §4.2.1).
func (r *rulebook) legal(verb string, code int) {
	name := verb
	if verb == "" {
		name = "the connection"
	}
	codes, known := listed[verb]
	switch {
	case !known && code < 400:
		r.breaks("RFC 5321 §4.2.4: %d to %s, which is no command", code, name)
	case known && code < 400 && !slices.Contains(codes, code):
		r.breaks("RFC 5321 §4.3.2: %d to %s", code, name)
	case verb == "RSET" && code >= 400 && code != 421:
		r.breaks("RFC 5321 §4.1.1.5: RSET is refused")
	case verb == "QUIT" && code >= 400 && code != 421:
		r.breaks("RFC 5321 §4.1.1.10: QUIT is refused")
	case (code == 500 || code == 502) && (verb == "STARTTLS" || verb == "AUTH"):
		r.breaks("RFC 5321 §4.2.4: %d to %s, which was announced", code, name)
	}
}

// enhanced holds the enhanced codes of a reply to RFC 2034 §4.
func (r *rulebook) enhanced(verb string, code int, lines []string) {
	announced := slices.Contains(r.offered, "ENHANCEDSTATUSCODES")
	hello := verb == "" || verb == "EHLO" || verb == "LHLO" || verb == "HELO"
	for _, l := range lines {
		word := ""
		if len(l) > 4 {
			word, _, _ = strings.Cut(l[4:], " ")
		}
		has := len(word) == 5 && word[1] == '.' && word[3] == '.'
		switch {
		case has && (hello || code/100 == 3):
			r.breaks("RFC 2034 §4: %s in a %d to %q", word, code, verb)
		case has && int(word[0]-'0') != code/100:
			r.breaks("RFC 2034 §4: %d %s", code, word)
		case !has && announced && !hello && code/100 != 3:
			r.breaks("RFC 2034 §4: %d to %q without an enhanced code", code, verb)
		}
	}
}

// answered takes the state on.
func (r *rulebook) answered(verb string, code int, lines []string) {
	switch verb {
	case "EHLO", "HELO", "LHLO":
		if code != 250 {
			return
		}
		r.greeted, r.lmtp, r.offered = true, verb == "LHLO", nil
		for _, l := range lines[1:] {
			r.offered = append(r.offered, l[4:])
		}
	case "MAIL":
		if r.mail == 1 {
			r.mail = code
		}
	case "RCPT":
		r.asked--
		if code < 300 {
			r.accepted++
		} else {
			r.refused++
		}
	case "DATA":
		r.content = code == 354
		if r.content && r.accepted == 0 {
			r.breaks("RFC 5321 §3.3: 354, and no recipient was accepted")
		}
	case ".":
		if r.mail != 1 {
			r.forget()
		}
	case "STARTTLS":
		if code == 220 {
			*r = rulebook{opened: r.opened, greeting: r.greeting, encrypted: true, closed: r.closed}
		}
	case "AUTH":
		r.response = code == 334
		if r.response {
			r.waiting = append([]string{"AUTH"}, r.waiting...)
		}
		r.known = r.known || code == 235
	}
}
