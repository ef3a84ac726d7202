package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "seq/quit",
	Title: "the client closed without QUIT",
	Why: "A client ends a session with QUIT and waits for 221. One that just goes away leaves the server to find out by itself: a " +
		"probe, a program that crashed, or one that did not wait any longer.",
	Silence: "Monitoring and load balancers do it all day: --disable seq/quit.",
	Level:   Notice,
	Ref:     "RFC 5321 §4.1.1.10",
	Inputs:  Captures,
	Kinds:   conv.Closed,
	See: func(x *Look) {
		c := x.Conv
		if x.Close != parser.CloseClient || !c.Whole || c.Encrypted == conv.Yes || c.Quit || c.Closing != 0 || c.Greeting != 220 {
			return
		}
		x.Find("the client closed the connection and had not sent QUIT", "quit")
	},
})

var _ = register(&Check{
	ID:    "seq/server-close",
	Title: "the server closed without 221 or 421",
	Why: "A server must not close before the client has sent QUIT and got its 221; if it cannot go on, it says so with 421. A client " +
		"that finds the connection gone does not know what became of its command, and tries again.",
	Level:  Error,
	Ref:    "RFC 5321 §3.8, RFC 5321 §4.1.1.10",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Closed,
	See: func(x *Look) {
		c := x.Conv
		if x.Close != parser.CloseServer || !c.Whole || c.Quit || c.Closing != 0 || c.Replies == 0 || c.Wire && c.Encrypted == conv.Yes {
			return
		}
		x.Find("the server closed the connection, and said neither 221 nor 421", "close")
	},
})

var _ = register(&Check{
	ID:    "seq/421-closes",
	Title: "commands after 421",
	Why: "With 421 the server says that it closes the connection. What a client sends after it is lost; it has to try again over a " +
		"new one.",
	Level:  Warning,
	Ref:    "RFC 5321 §3.8",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if c.Closing != 421 || x.Sent.Verb == conv.VerbQuit || !x.heard() || !x.Once() {
			return
		}
		x.Find(fmt.Sprintf("%s sent after the server said 421", x.Event.Command.Verb), "after")
	},
})

var _ = register(&Check{
	ID:    "seq/after-quit",
	Title: "commands after QUIT",
	Why: "QUIT ends the session: the server answers 221 and closes. What a client sends behind it is lost, and a group of commands " +
		"ends with it.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.1.1.10, RFC 2920 §3.1",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if !c.Quit || !c.Whole || x.Sent.Verb.Hello() || x.Sent.Verb == conv.VerbOther || !c.Awaits(conv.VerbQuit) || !x.Once() {
			return // a hello may be that of the next session
		}
		x.Find(fmt.Sprintf("%s sent behind QUIT", x.Event.Command.Verb), x.Event.Command.Verb)
	},
})
