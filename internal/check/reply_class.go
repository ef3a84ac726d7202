package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "reply/class-mismatch",
	Title: "the reply code and the enhanced code disagree",
	Why: "The first digit of both tells whether to try again. A client that goes by the one gives up where a client " +
		"that goes by the other keeps the message, so what becomes of it is a matter of luck.",
	Silence: "On a server of your own, give both codes the same first digit. For servers of others: --disable reply/class-mismatch.",
	Level:   Error,
	Ref:     "RFC 2034 §4, RFC 3463 §2",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	See:     seeClassMismatch,
})

// seeClassMismatch compares the first digits. A 3yz has no enhanced code at all
// (RFC 2034 §4), which is another matter.
func seeClassMismatch(x *Look) {
	e := x.Event
	r := &e.Reply
	if len(r.Enhanced) == 0 || r.Code < 200 || e.Retold {
		return
	}
	class := int(r.Enhanced[0] - '0')
	if d := r.Code / 100; d == class || d == 3 || d > 5 {
		return
	}
	x.Find(fmt.Sprintf("%d says %s, %s says %s", r.Code, classWord(r.Code/100), r.Enhanced, classWord(class)),
		string(r.Enhanced), e.Phase.String(), codeText(r.Code))
}

func classWord(digit int) string {
	switch digit {
	case 2:
		return "success"
	case 4:
		return "try again"
	case 5:
		return "never"
	}
	return "nothing known"
}

// codeText gives a code as three digits.
func codeText(code int) string {
	return string([]byte{byte('0' + code/100%10), byte('0' + code/10%10), byte('0' + code%10)})
}
