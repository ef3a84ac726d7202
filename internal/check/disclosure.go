package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "vrfy/disclosure",
	Title: "VRFY tells who is known here",
	Why: "A server that says 250 to a mailbox and 550 to a word that is none lets anybody find its users out. 252 says that it " +
		"will take the mail and see, which is all that an honest client needs.",
	Silence: "Among hosts that trust each other it is what VRFY is for: --disable vrfy/disclosure. Postfix: disable_vrfy_command=yes.",
	Level:   Notice,
	Ref:     "RFC 5321 §3.5.3, RFC 5321 §7.3",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbVrfy {
			return
		}
		switch e := x.Event; {
		case x.Code() == 250 || x.Code() == 251 || x.Code() == 551:
			x.Find(fmt.Sprintf("%d to VRFY: that mailbox exists", x.Code()), "yes")
		case x.Code() == 550 && len(e.Reply.Enhanced) > 3 && string(e.Reply.Enhanced[1:3]) == ".1":
			x.Find(fmt.Sprintf("550 %s to VRFY: that mailbox does not exist", e.Reply.Enhanced), "no")
		}
	},
})

var _ = register(&Check{
	ID:    "expn/disclosure",
	Title: "EXPN tells who is on a list",
	Why: "The members of a list are addresses that are read, which is what spammers pay for, and often nobody's business. RFC 5321 lets " +
		"a server refuse EXPN, and most do.",
	Silence: "Among hosts that trust each other it is what EXPN is for: --disable expn/disclosure.",
	Level:   Warning,
	Ref:     "RFC 5321 §3.5.3, RFC 5321 §7.3",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbExpn || x.Code() != 250 {
			return
		}
		members := 0
		for _, line := range x.Event.Reply.Text {
			if bytes.IndexByte(line, '@') >= 0 {
				members++
			}
		}
		switch {
		case members == 1:
			x.Find("250 to EXPN, with an address")
		case members > 1:
			x.Find(fmt.Sprintf("250 to EXPN, with %d addresses", members))
		}
	},
})

var _ = register(&Check{
	ID:    "help/disclosure",
	Title: "the greeting or HELP tells the version of the program",
	Why: "Whoever looks for servers with a known hole reads the version in the greeting. It helps those who debug, too: RFC 5321 " +
		"leaves it to the site.",
	Silence: "Whoever finds it useful keeps it: --disable help/disclosure. Postfix: smtpd_banner; Exim: smtp_banner; Sendmail: " +
		"SmtpGreetingMessage.",
	Level:  Notice,
	Ref:    "RFC 5321 §7.5",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		e := x.Event
		if e.Phase != parser.PhaseConnect && e.Phase != parser.PhaseHelp || x.Code()/100 != 2 {
			return
		}
		for i, line := range e.Reply.Text {
			if i == 0 && e.Phase == parser.PhaseConnect {
				_, line, _ = bytes.Cut(line, []byte{' '}) // the server's name
			}
			if v := version(line); v != nil && x.Once() {
				x.Find(fmt.Sprintf("%d tells the version %s", x.Code(), v), string(v))
				return
			}
		}
	},
})

// version finds the version of a program in a text: two numbers or more with
// dots between them, not a date, and no address unless a word says that it is a
// version. It gives nil for none.
func version(text []byte) []byte {
	said := false
	for len(text) > 0 {
		var word []byte
		word, text, _ = bytes.Cut(text, []byte{' '})
		word = bytes.Trim(word, "(),;[]<>/")
		v := bytes.TrimLeft(word, "vV")
		dots, digits := 0, 0
		n := 0
		for n < len(v) && (v[n] >= '0' && v[n] <= '9' || v[n] == '.' && n > 0 && v[n-1] != '.') {
			if v[n] == '.' {
				dots++
			} else {
				digits++
			}
			n++
		}
		fits := dots > 0 && n > 2 && v[n-1] != '.' && (n == len(v) || v[n] == '-' || v[n] == '/' || v[n] == '_' || v[n] == '+')
		if fits && (said || dots < 3) && !isDate(v[:n]) && digits < 13 {
			return word
		}
		said = bytes.EqualFold(bytes.TrimRight(word, ":"), []byte("version"))
	}
	return nil
}

// isDate tells whether numbers with dots are a date: the last or the first of
// three has four digits.
func isDate(v []byte) bool {
	first, rest, _ := bytes.Cut(v, []byte{'.'})
	last := rest[bytes.LastIndexByte(rest, '.')+1:]
	return bytes.IndexByte(rest, '.') > 0 && (len(first) == 4 || len(last) == 4 && len(first) <= 2)
}
