package check

import (
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// Of at least so many failed attempts, so many of a hundred must have the same
// reason. Reasons are counted in a table that gives its rarest away.
const (
	concentrationLeast   = 50
	concentrationPercent = 60
	reasonSlots          = 64
)

// reasons counts reasons; a count may be too high by over.
type reasons struct {
	total int64
	slots [reasonSlots]struct {
		key     uint64
		n, over int64
		line    int64
		text    [96]byte
		ntext   uint8
	}
}

var _ = register(&Check{
	ID:    "queue/concentration",
	Title: "most failures have one cause",
	Why: "More than half of all that was deferred or returned got the same words. Where hundreds of lines tell of one cause, it is the " +
		"one thing to mend; the others hide behind it.",
	Silence: "It only sums up what the other lines say.",
	Level:   Notice,
	Inputs:  Logs,
	Kinds:   conv.Attempt | conv.End,
	See: func(x *Look) {
		if x.Kind == conv.End {
			kept[reasons](x).tell(x)
			return
		}
		e := x.Event
		switch e.Status {
		case parser.StatusDeferred, parser.StatusBounced, parser.StatusExpired:
		default:
			return
		}
		text := e.Diagnostic
		if len(e.Reply.Text) > 0 {
			text = e.Reply.Text[0]
		}
		if len(text) < 4 {
			return
		}
		kept[reasons](x).add(wordsKey(uint64(e.Reply.Code), text), e.Line, text)
	},
})

// add counts a reason.
func (r *reasons) add(key uint64, line int64, text []byte) {
	r.total++
	rarest := &r.slots[0]
	for i := range r.slots {
		s := &r.slots[i]
		if s.key == key {
			s.n++
			return
		}
		if s.n < rarest.n {
			rarest = s
		}
	}
	rarest.key, rarest.over, rarest.line = key, rarest.n, line
	rarest.n++
	rarest.ntext = uint8(copy(rarest.text[:], text))
}

func (r *reasons) tell(x *Look) {
	if r.total < concentrationLeast {
		return
	}
	for i := range r.slots {
		s := &r.slots[i]
		if n := s.n - s.over; n*100 >= r.total*concentrationPercent {
			x.FindAt(s.line, fmt.Sprintf("%d of %d failed attempts have the reason that stands here: %s", n, r.total, shorten(s.text[:s.ntext])))
		}
	}
}

// shorten makes a beginning of a text fit to be told.
func shorten(text []byte) string {
	n := 0
	for i, c := range text {
		if c < ' ' || c >= 0x7f {
			break
		}
		if c == ' ' || i == len(text)-1 {
			n = i
		}
	}
	if n == len(text)-1 {
		n++
	}
	return string(text[:n]) + " …"
}

// wordsKey names a reason by its words; what differs from one message to the
// next (addresses, numbers, names of hosts, ids) is left out.
func wordsKey(h uint64, text []byte) uint64 {
	h ^= 14695981039346656037
	for i := 0; i < len(text); {
		n, plain := i, true
		for n < len(text) && text[n] != ' ' {
			if c := text[n]; c-'0' <= 9 || c == '@' || c == '.' && n+1 < len(text) && text[n+1] != ' ' || c == '=' || c == '<' || c == '[' {
				plain = false
			}
			n++
		}
		if plain {
			for _, c := range text[i:n] {
				h = (h ^ uint64(lower(c))) * 1099511628211
			}
			h *= 1099511628211
		}
		i = n + 1
	}
	return h
}
