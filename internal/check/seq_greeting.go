package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "seq/greeting-first",
	Title: "the client spoke before the greeting",
	Why: "The server speaks first: a client has to wait for the greeting before it sends anything. One that does not wait does " +
		"not read what it is told either, which is how spam programs save time and how servers know them.",
	Silence: "A client of your own that does it is refused by many servers: mend it. Of strangers it is only what bots do; " +
		"--disable seq/greeting-first where there are many.",
	Level:  Error,
	Ref:    "RFC 5321 §3.1, RFC 5321 §4.3.1",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Answer | conv.Diagnostic | conv.Closed | conv.Faulted,
	See: func(x *Look) {
		if x.Kind == conv.Diagnostic {
			if x.outOfOrder("smtp protocol synchronization error (input sent without waiting for greeting") {
				x.Find("the client sent something before it was greeted", "logged")
			}
			return
		}
		if x.Kind == conv.Faulted {
			if x.Event.Step.Fault == parser.FaultEarly {
				x.Find("the client sent something before it was greeted", "logged")
			}
			return
		}
		c := x.Conv
		if c.Early == 0 {
			return
		}
		if x.Kind == conv.Answer && x.Sent.Verb.Hello() && earlyAllowed(x.Event.Reply.Text) {
			c.Early = 0 // it was announced the last time, too
			return
		}
		if x.Once() {
			x.FindAt(c.Early, "the client sent a command before it was greeted", "shown")
		}
	},
})

// earlyAllowed tells whether a server announces that clients that know it need
// not wait, as Exim does.
func earlyAllowed(text [][]byte) bool {
	for _, line := range text {
		if foldPrefix(line, "pipeconnect") || foldPrefix(line, "x_pipe_connect") {
			return true
		}
	}
	return false
}

var _ = register(&Check{
	ID:    "seq/greeting-code",
	Title: "a greeting with a code that is none",
	Why: "220 is the only greeting that lets a client go on; 554, 521 and 421 send it away. Anything else that begins with a 2 or " +
		"a 3 is a success to some clients and a failure to others.",
	Level:  Error,
	Ref:    "RFC 5321 §4.3.2, RFC 7504 §3",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	Codes:  success | goOn,
	See: func(x *Look) {
		// Clients meet another 4yz or 5yz by its first digit, so it does no harm.
		if !oddGreeting(x.Event) {
			return
		}
		code := x.Event.Reply.Code
		x.Find(fmt.Sprintf("the greeting is %d, and only 220 is one", code), codeText(code))
	},
})

// oddGreeting tells whether a reply is a greeting with the first digit of a
// success that is not 220.
func oddGreeting(e *parser.Event) bool {
	d := e.Reply.Code / 100
	return e.Phase == parser.PhaseConnect && e.Reply.Code != 220 && (d == 2 || d == 3) && !e.Retold
}

var _ = register(&Check{
	ID:    "seq/after-554-greeting",
	Title: "commands after a greeting that refuses all mail",
	Why: "With 554 or 521 for a greeting the server says that it takes no mail at all. What is left to the client is QUIT; a " +
		"server answers 503 to the rest.",
	Level:  Warning,
	Ref:    "RFC 5321 §3.1, RFC 7504 §3",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		g := x.Conv.Greeting
		if g != 554 && g != 521 || x.Sent.Verb == conv.VerbQuit || !x.heard() || !x.Once() {
			return
		}
		x.Find(fmt.Sprintf("%s sent though the greeting was %d", x.Event.Command.Verb, g), codeText(int(g)))
	},
})
