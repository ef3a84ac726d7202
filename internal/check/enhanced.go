package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// announcesEnhanced tells whether the server of a reply announced
// ENHANCEDSTATUSCODES and the reply is one that RFC 2034 §4 asks for a code in.
func announcesEnhanced(x *Look) bool {
	if !x.Conv.Offer.Known || !x.Conv.Offer.Extensions.Has(conv.ExtEnhancedStatusCodes) {
		return false
	}
	switch x.Event.Phase {
	case parser.PhaseConnect, parser.PhaseEhlo, parser.PhaseUnknown:
		return false
	}
	switch x.Code() / 100 {
	case 2, 4, 5:
		return true
	}
	return false
}

var _ = register(&Check{
	ID:    "enh/announced",
	Title: "a reply without the enhanced code that was announced",
	Why: "A server that announces ENHANCEDSTATUSCODES has one in every 2yz, 4yz and 5yz but the greeting and the answers to EHLO " +
		"and HELO. A client that relies on it has nothing to tell causes apart by, and writes a bounce that says nothing.",
	Silence: "For servers of others: --disable enh/announced.",
	Level:   Warning,
	Ref:     "RFC 2034 §3, RFC 2034 §4",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		r := &x.Event.Step.Reply
		if !r.Known || r.Plain != r.Lines || r.Other != 0 || r.Unfinished || !announcesEnhanced(x) {
			return
		}
		x.Find(fmt.Sprintf("%d to %s has no enhanced code, though ENHANCEDSTATUSCODES was announced", x.Code(), commandWord(x.Event)),
			x.Event.Phase.String(), codeText(x.Code()))
	},
})

var _ = register(&Check{
	ID:    "enh/3xx",
	Title: "an enhanced code in a 3yz reply",
	Why: "RFC 2034 gives enhanced codes to 2yz, 4yz and 5yz; a 3yz is no outcome yet, and no class of enhanced codes fits it. " +
		"In a 334 the code even spoils the challenge, which must stand alone.",
	Silence: "Behind a 354 it does no harm: --disable enh/3xx.",
	Level:   Notice,
	Ref:     "RFC 2034 §4",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		r := &x.Event.Step.Reply
		if x.Code()/100 != 3 || len(x.Event.Reply.Enhanced) == 0 || !r.Known || r.Plain == r.Lines {
			return
		}
		x.Find(fmt.Sprintf("%d with the enhanced code %s", x.Code(), x.Event.Reply.Enhanced), codeText(x.Code()))
	},
})

var _ = register(&Check{
	ID:    "enh/greeting-ehlo",
	Title: "an enhanced code in the greeting or in the answer to EHLO",
	Why: "The first word behind 220 and behind the 250 of EHLO is the server's name. RFC 2034 excepts both replies from enhanced " +
		"codes; a client that reads the name there takes the code for it.",
	Silence: "Harmless where nobody reads the name: --disable enh/greeting-ehlo.",
	Level:   Notice,
	Ref:     "RFC 2034 §4",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Answer,
	See: func(x *Look) {
		e := x.Event
		r := &e.Step.Reply
		if e.Phase != parser.PhaseConnect && e.Phase != parser.PhaseEhlo || x.Code()/100 != 2 || len(e.Reply.Enhanced) == 0 {
			return
		}
		if !r.Known || r.Plain == r.Lines {
			return
		}
		x.Find(fmt.Sprintf("%d to %s with the enhanced code %s", x.Code(), commandWord(e), e.Reply.Enhanced), e.Phase.String())
	},
})

// registered remembers which enhanced codes the registry of RFC 5248 has, by
// subject and detail.
type registered struct {
	known map[string]*detail
	last  [32]*detail // what was asked last, by a few of the octets
}

type detail struct {
	text       string // ".1.1"
	registered bool
}

// maxRegistered bounds what is remembered: a server can invent a million codes.
const maxRegistered = 1024

// has tells whether a code is registered, whatever its class.
func (r *registered) has(x *Look, enhanced []byte) bool {
	n := len(enhanced)
	last := &r.last[(enhanced[2]*7+enhanced[n-2]*3+enhanced[n-1])%uint8(len(r.last))]
	if d := *last; d != nil && d.text == string(enhanced[1:]) {
		return d.registered
	}
	d := r.known[string(enhanced[1:])]
	if d == nil {
		d = &detail{text: string(enhanced[1:])}
		for _, class := range []string{"2", "4", "5"} {
			if e := x.Catalog.Entry("rfc/" + class + d.text); e != nil && e.Standard != catalog.StandardNonstandard {
				d.registered = true
			}
		}
		if r.known == nil || len(r.known) >= maxRegistered {
			r.known = map[string]*detail{}
		}
		r.known[d.text] = d
	}
	*last = d
	return d.registered
}

var _ = register(&Check{
	ID:    "enh/registered",
	Title: "an enhanced code that is not in the registry",
	Why: "Enhanced codes are registered with IANA so that they mean the same everywhere. One that is not there is understood by its " +
		"class alone, or taken for what it will be registered for one day.",
	Silence: "Providers have details of their own, Exchange Online above all, which their pages explain: --disable enh/registered.",
	Level:   Notice,
	Ref:     "RFC 5248 §2, RFC 3463 §2",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	See: func(x *Look) {
		enhanced := x.Event.Reply.Enhanced
		if len(enhanced) < 5 || x.Event.Retold || x.Registered.has(x, enhanced) || zeroed(enhanced) {
			return
		}
		x.Find(fmt.Sprintf("%s is not registered", enhanced), string(enhanced))
	},
})

var _ = register(&Check{
	ID:    "enh/format",
	Title: "something like an enhanced code that is none",
	Why: "An enhanced code is a class of 2, 4 or 5 and two numbers of at most three digits, without zeros before them. What looks " +
		"different is text to a client, and 5.07.1 is not 5.7.1 to one that compares.",
	Silence: "For servers of others: --disable enh/format.",
	Level:   Warning,
	Ref:     "RFC 3463 §2",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	See: func(x *Look) {
		r := &x.Event.Reply
		if x.Event.Retold || r.Code < 200 {
			return
		}
		switch {
		case len(r.Enhanced) > 0:
			if zeroed(r.Enhanced) {
				x.Find(fmt.Sprintf("%s has a zero before a number", r.Enhanced), string(r.Enhanced))
			}
		case len(r.Text) > 0:
			if code := misshapen(r.Text[0]); code != nil {
				x.Find(fmt.Sprintf("%s stands where an enhanced code would", code), string(code))
			}
		}
	},
})

// zeroed tells whether a number of an enhanced code has a leading zero.
func zeroed(enhanced []byte) bool {
	for i := 1; i+2 < len(enhanced); i++ {
		if enhanced[i] == '.' && enhanced[i+1] == '0' && enhanced[i+2] != '.' {
			return true
		}
	}
	return false
}

// misshapen gives the word that a text begins with if it is three numbers with
// dots between them and yet no enhanced code; nil else. A text that begins with
// a version of its program is not so written: the program's name comes first.
func misshapen(text []byte) []byte {
	if len(text) < 5 || text[0] < '0' || text[0] > '9' {
		return nil
	}
	word := text
	if i := bytes.IndexByte(text, ' '); i >= 0 {
		word = text[:i]
	}
	dots := 0
	for i, c := range word {
		switch {
		case c >= '0' && c <= '9':
		case c == '.' && i > 0 && word[i-1] != '.':
			dots++
		default:
			return nil
		}
	}
	if dots != 2 || word[len(word)-1] == '.' || word[1] != '.' || len(word) > 16 {
		return nil
	}
	return word
}
