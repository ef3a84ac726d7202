package parser

import "bytes"

// eximStage is what Exim names between "rejected" and the reason, for what a
// client did not send as a command of its own.
type eximStage struct {
	words string
	phase Phase
	verb  string
}

var eximStages = [...]eximStage{
	{"after DATA", PhaseMessage, "."}, // and "after DATA PRDR"
	{"during MIME ACL checks", PhaseMessage, "."},
	{"by local_scan", PhaseMessage, "."},
	{"connection", PhaseConnect, ""},
	{"EHLO or HELO", PhaseEhlo, ""},
	{"PREDATA", PhaseData, "DATA"},
}

// eximRejected reads what follows "rejected ": the request, a colon, and the
// text of the ACL (log_message, else message), or the reason of a check.
//
//	RCPT <ann@example.com>: relay not permitted
//	after DATA: …
//	HELO from H=client [192.0.2.9]: syntactically invalid argument(s): x y
//	MAIL FROM:<…> H=client [192.0.2.9]: message too big: …
//	from <ann@example.com> H=client [192.0.2.9]: syntax error in …
//
// Where there is no text, the words are all that is told.
func eximRejected(b *Batch, e *Event, words, s []byte, temporary bool) outcome {
	e.Role, e.Origin, e.Status = RoleServer, OriginOwn, StatusRejected
	first := byte('5')
	if temporary {
		first = '4'
	}
	if hasPrefix(s, "from <") {
		return eximMessageRefused(b, e, words, s, first)
	}
	if hasPrefix(s, "by non-SMTP ACL") || hasPrefix(s, "non-SMTP") {
		// Nobody is at the other end.
		e.Role, e.Origin, e.Phase = RoleUnknown, OriginLocal, PhaseLocal
		_, text := cutText(s)
		if text == nil {
			text = words
		}
		e.Kind, e.Diagnostic = KindDiagnostic, text
		return foundEvent
	}
	for k := range eximStages {
		st := &eximStages[k]
		if !hasPrefix(s, st.words) {
			continue
		}
		e.Phase, e.Command = st.phase, Command{Verb: st.verb}
		arg, text := cutText(s[len(st.words):])
		if st.phase == PhaseEhlo {
			// Which of the two it was is not told.
			e.Command.Arg = nil
		}
		if st.phase == PhaseConnect {
			if i := index(arg, " from "); i >= 0 && e.Peer.IP == nil {
				e.Peer = eximNamedHost(arg[i+6:])
			}
		}
		if text == nil {
			text = words
		}
		return eximRefusal(b, e, text, first)
	}
	verb := s
	for i, c := range s {
		if c == ' ' || c == ':' {
			verb = s[:i]
			break
		}
	}
	v := lookupVerb(verb)
	if v == nil {
		_, text := cutText(s)
		if text == nil {
			return eximFree(s)
		}
		return eximRefusal(b, e, text, first)
	}
	e.Phase, e.Command = v.phase, Command{Verb: v.name}
	arg := trimLeft(s[len(verb):])
	var text []byte
	switch {
	case hasPrefix(arg, "from ") && v.phase != PhaseVrfy:
		// The command is not told further.
		p, rest := eximNamedHostAt(arg[5:])
		e.Peer = p
		_, text = cutText(rest)
	case hasPrefix(arg, "<"), hasPrefix(arg, "FROM:<"), hasPrefix(arg, "TO:<"), hasPrefix(arg, "from:<"), hasPrefix(arg, "to:<"):
		at := bytes.IndexByte(arg, '<')
		path := bracketed(arg[at:])
		if path == nil {
			_, text = cutText(arg)
			break
		}
		n := at + 2
		if string(path) != "<>" {
			n += len(path)
		}
		e.setPath(v.phase, path)
		rest := arg[n:]
		if i := index(rest, " H="); i >= 0 {
			e.Peer, rest = eximNamedHostAt(rest[i+3:])
		}
		_, text = cutText(rest)
	default:
		var a []byte
		a, text = cutText(arg)
		if v.phase == PhaseRcpt || v.phase == PhaseMail {
			if w, _ := word(a); len(w) > 0 {
				e.setPath(v.phase, w)
			}
		} else if v.phase != PhaseAuth || saslWord(a) {
			e.Command.Arg = a
		}
	}
	if text == nil {
		text = words
	}
	return eximRefusal(b, e, text, first)
}

// setPath takes the address of a MAIL or a RCPT.
func (e *Event) setPath(p Phase, path []byte) {
	switch p {
	case PhaseRcpt:
		e.Recipient = path
	case PhaseMail:
		e.Sender = path
	}
}

// eximMessageRefused reads "from <ann@example.com> H=client [192.0.2.9]:
// reason": the message was refused as it was read.
func eximMessageRefused(b *Batch, e *Event, words, s []byte, first byte) outcome {
	a := bracketed(s[5:])
	if a == nil {
		return eximFree(s)
	}
	e.Sender = a
	e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	rest := s[min(len(s), 5+len(a)+2):]
	if string(a) == "<>" {
		rest = s[7:]
	}
	var x eximInfo
	text, colon := x.eximFields(e, rest, false)
	if !colon {
		_, text = cutText(rest)
	}
	if text == nil {
		text = words
	}
	return eximRefusal(b, e, text, first)
}

// eximNamedHostAt reads "H=name [192.0.2.9]" or "name [192.0.2.9]" and gives
// what stands behind it. A name without an address is a user of this machine.
func eximNamedHostAt(s []byte) (Peer, []byte) {
	if hasPrefix(s, "H=") {
		s = s[2:]
	}
	p, n := eximHost(s)
	if bytes.IndexByte(s[:n], ']') < 0 {
		p = Peer{}
	}
	return p, s[n:]
}

func eximNamedHost(s []byte) Peer {
	p, _ := eximNamedHostAt(s)
	return p
}

// cutText parts what stands before the first ": " from the text behind it;
// text is nil for none.
func cutText(s []byte) (before, text []byte) {
	i := index(s, ": ")
	if i < 0 {
		if n := len(s); n > 0 && s[n-1] == ':' {
			return s[:n-1], nil
		}
		return s, nil
	}
	if i+2 == len(s) {
		return s[:i], nil
	}
	return s[:i], s[i+2:]
}

// eximRefusal reads the text of a refusal: a whole reply, where the ACL's
// message brought its code (which then has the first digit of the refusal), a
// reply without its code, or a reason. What a server said in a callout, and
// was refused for, is that server's reply.
func eximRefusal(b *Batch, e *Event, text []byte, first byte) outcome {
	if eximRefusedFor(b, e, text) {
		return foundEvent
	}
	if beginsReply(text) && text[0] == first {
		if r, ok := eximReply(b, text); ok {
			e.Kind, e.Reply = KindReply, r
			return foundEvent
		}
	}
	if enh, _ := splitEnhanced(text); enh != nil && enh[0] == first {
		e.Kind, e.Reply = KindReply, eximCodeless(b, text)
		return foundEvent
	}
	if len(text) == 0 {
		return quietLine
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	return foundEvent
}

// eximCodeless reads a reply that begins with its enhanced code.
func eximCodeless(b *Batch, text []byte) Reply {
	text = eximPrinting(b, text)
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	for len(text) > 0 {
		line := text
		if i := bytes.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = nil
		}
		l := replyLine{whole: trimEOL(line)}
		l.enhanced, l.text = splitEnhanced(l.whole)
		rb.add(&l)
	}
	return rb.finish()
}

// eximRefusedFor reads a callout's reply in the reason of a refusal. The
// request that was refused stays: it is what the event is about.
func eximRefusedFor(b *Batch, e *Event, text []byte) bool {
	if index(text, " error ") < 0 && index(text, "response to \"") < 0 {
		return false
	}
	sender, recipient := e.Sender, e.Recipient
	if !eximCallout(b, e, text) {
		return false
	}
	e.Sender, e.Recipient, e.Role = sender, recipient, RoleServer
	return true
}
