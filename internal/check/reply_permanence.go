package check

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "reply/temporary-permanent",
	Title: "the code says to try again and the text that it is useless, or the other way round",
	Why: "The first digit decides what a client does: 4yz keeps the message and tries again, 5yz returns it. Where the cause in " +
		"the text lasts, a 4yz keeps a message for days that nobody will ever take, and its sender learns of it when it is too " +
		"late; where the cause passes, a 5yz throws a message away that would have gone through an hour later.",
	Silence: "Servers do it on purpose: Postfix tells strangers 450 while a lookup is unsure, providers refuse for good what they " +
		"want less of. For those, --disable reply/temporary-permanent.",
	Level:  Notice,
	Ref:    "RFC 5321 §4.2.1",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	Codes:  refusal,
	See:    seePermanence,
})

// seePermanence compares a code with what the text says and the catalog makes of
// it. The words are looked for first, because the catalog is dearer.
func seePermanence(x *Look) {
	e := x.Event
	digit := e.Reply.Code / 100
	if digit != 4 && digit != 5 || e.Retold {
		return
	}
	if n := e.Reply.Enhanced; len(n) > 0 && (n[0] == '4' || n[0] == '5') && int(n[0]-'0') != digit {
		return // reply/class-mismatch tells it
	}
	telling := tellingLater
	if digit == 5 {
		telling = tellingPassing
	}
	for _, line := range e.Reply.Text {
		line = line[:min(len(line), longestBeginning)]
		switch {
		case !telling.in(line):
		case digit == 4 && laterOrFull.in(line):
			return // it says itself that it may pass
		case digit == 4 && gone.in(line):
			if m := x.Match(); m.Entry != nil && m.Entry.Permanent.Bool() && (m.Entry.Class == "invalid-recipient" || m.Entry.Class == "mailbox-disabled") {
				x.Find(fmt.Sprintf("%d asks to try again, but the text says that the recipient is not there", e.Reply.Code),
					string(m.Entry.Class), codeText(e.Reply.Code))
			}
			return
		case digit == 5 && later.in(line):
			x.Find(fmt.Sprintf("%d refuses for good, but the text asks to try again later", e.Reply.Code), codeText(e.Reply.Code))
			return
		case digit == 5 && passing.in(line):
			m := x.Match()
			if m.Entry == nil || m.By != catalog.ByText || !m.Entry.Permanent.Known() || m.Entry.Permanent.Bool() || m.Entry.Retry == "after-fix" {
				continue
			}
			switch m.Entry.Class {
			case "greylist", "rate-limit", "server-busy":
				x.Find(fmt.Sprintf("%d refuses for good, but the cause passes: %s", e.Reply.Code, m.Entry.Class), m.Entry.ID, codeText(e.Reply.Code))
				return
			}
		}
	}
}

var (
	// gone are words of a recipient that is not there, later those of a server
	// that asks to come back, passing those of what goes away by itself.
	goneWords    = []string{"unknown", "no such", "not exist", "nonexistent", "not found", "doesn't exist", "no mailbox", "disabled", "suspended"}
	laterWords   = []string{"try again later", "try later", "retry later"}
	passingWords = []string{"too many", "rate", "busy", "greylist", "limit"}

	gone        = newPhrases(goneWords...)
	later       = newPhrases(laterWords...)
	laterOrFull = newPhrases(append([]string{"quota"}, laterWords...)...)
	passing     = newPhrases(passingWords...)

	// Most lines have none of them, which one look tells.
	tellingLater   = newPhrases(slices.Concat([]string{"quota"}, goneWords, laterWords)...)
	tellingPassing = newPhrases(slices.Concat(laterWords, passingWords)...)
)

// longestBeginning is how much of a line tells its cause.
const longestBeginning = 256

// lowered appends the beginning of a line in lower case, as much as dst holds.
func lowered(dst, line []byte) []byte {
	for _, c := range line[:min(len(line), cap(dst)-len(dst))] {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func containsAny(line []byte, words []string) bool {
	for _, w := range words {
		if bytes.Contains(line, []byte(w)) {
			return true
		}
	}
	return false
}
