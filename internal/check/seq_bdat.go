package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "seq/no-command-data-mix",
	Title: "DATA after BDAT in one transaction",
	Why: "A message goes either with DATA or with BDAT. A server has to refuse DATA after a chunk (503), and what state the " +
		"transaction is in then is left open; RSET is all that helps.",
	Level:  Error,
	Ref:    "RFC 3030 §2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbData || x.Conv.Chunks == 0 || x.Conv.LastChunk {
			return
		}
		x.Find("DATA in a transaction that has chunks already")
	},
})

var _ = register(&Check{
	ID:    "seq/bdat-after-last",
	Title: "BDAT after BDAT LAST",
	Why: "LAST ends the message. A chunk behind it belongs to none: the server has to refuse it (503), and only RSET makes clear " +
		"where client and server are.",
	Level:  Error,
	Ref:    "RFC 3030 §2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbBdat || !x.Conv.LastChunk {
			return
		}
		x.Find("BDAT though the chunk before it was the last")
	},
})

var _ = register(&Check{
	ID:    "seq/bdat-after-fail",
	Title: "BDAT after a chunk was refused",
	Why: "When a chunk is refused the transaction has failed. The client must send no more of it: RSET clears it, and what it " +
		"sends instead is thrown away.",
	Level:  Error,
	Ref:    "RFC 3030 §2",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbBdat || !x.Conv.ChunkFailed || x.Conv.LastChunk || !x.heard() {
			return
		}
		x.Find("BDAT though the server refused the chunk before it")
	},
})

var _ = register(&Check{
	ID:    "seq/bdat-length",
	Title: "a chunk is longer than its BDAT said",
	Why: "BDAT tells the length of its chunk, and the server counts. What goes beyond it is taken for commands: lines of the message " +
		"that are commands by chance, or by somebody's design, are obeyed.",
	Level:  Error,
	Ref:    "RFC 3030 §2",
	Inputs: Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		c := x.Conv
		if !c.Wire || !c.Whole || x.Sent.Verb != conv.VerbOther || x.Sent.Behind != conv.VerbBdat {
			return
		}
		if code := x.Code(); code == 500 || code == 502 || code == 503 || code == 554 {
			x.FindAt(x.Sent.Line, fmt.Sprintf("what follows the chunk is no command: the server answers %d", code))
		}
	},
})

var _ = register(&Check{
	ID:    "seq/binarymime-data",
	Title: "DATA for a BINARYMIME message",
	Why: "DATA carries lines, and what is binary has none. A message that was announced as BINARYMIME has to go with BDAT; the " +
		"server refuses DATA (503), and one that does not damages the message.",
	Level:  Error,
	Ref:    "RFC 3030 §3",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbData || !c.Uses.Has(conv.ExtBinaryMIME) || c.Mail != conv.MailAccepted && c.Mail != conv.MailSent {
			return
		}
		x.Find("DATA though MAIL said BODY=BINARYMIME")
	},
})
