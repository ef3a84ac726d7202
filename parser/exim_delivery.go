package parser

import "bytes"

// eximDelivered reads "=> ann@example.com R=dns T=remote H=… C="250 …"". Only
// the confirmation (log_selector smtp_confirmation, the default) is a reply.
func eximDelivered(b *Batch, e *Event, s []byte) outcome {
	if hasPrefix(s, "blackhole (") || hasPrefix(s, "discarded (") {
		// "=> blackhole (DATA ACL discarded recipients): text": the message
		// was accepted and thrown away.
		e.Kind, e.Origin, e.Status, e.Diagnostic = KindDiagnostic, OriginLocal, StatusDiscarded, s
		return foundEvent
	}
	addr, parent, s := eximAddress(s)
	var x eximInfo
	rest, _ := x.eximFields(e, s, true)
	if x.confirm == nil {
		// A shadow transport's failure stands in the midst of the fields.
		i := index(rest, " H=")
		if i < 0 {
			i = index(rest, ` C="`)
		}
		if i >= 0 {
			x.eximFields(e, rest[i:], true)
		}
	}
	if x.confirm == nil {
		return quietLine
	}
	text := eximUnquote(b, x.confirm)
	if !beginsReply(text) {
		return quietLine
	}
	r, ok := eximReply(b, text)
	if !ok {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Status, e.Reply = KindReply, OriginRemote, RoleClient, StatusSent, r
	// What is logged is the answer to the dot, or LMTP's for this recipient
	// (RFC 2033 §4.2).
	e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	e.setRecipient(addr, parent)
	return foundEvent
}

// eximFailed reads "** ann@example.com R=dns T=remote H=…: SMTP error …".
func eximFailed(b *Batch, e *Event, s []byte) outcome {
	addr, parent, fields := eximAddress(s)
	var x eximInfo
	text, _ := x.eximFields(e, fields, true)
	text = eximTimes(e, text)
	if len(text) == 0 {
		text = s // no reason is given
	}
	e.setRecipient(addr, parent)
	if x.host {
		e.Role = RoleClient
	}
	e.Status = StatusBounced
	return eximOutcome(b, e, text, nil)
}

// eximDeferred reads "== ann@example.com R=dns T=remote defer (-44) H=…: SMTP
// error …". A number over 0 is an errno, whose words follow it.
func eximDeferred(b *Batch, e *Event, s []byte) outcome {
	addr, parent, s := eximAddress(s)
	e.setRecipient(addr, parent)
	return eximDeferral(b, e, s)
}

// eximDeferral reads what stands behind the address of a deferred recipient.
func eximDeferral(b *Batch, e *Event, s []byte) outcome {
	var x eximInfo
	rest, colon := x.eximFields(e, s, true)
	e.Status = StatusDeferred
	if hasPrefix(rest, "routing ") {
		rest = rest[8:]
	}
	if colon || !hasPrefix(rest, "defer (") {
		return eximOutcome(b, e, eximTimes(e, rest), nil)
	}
	deferred := rest
	i := bytes.IndexByte(rest, ')')
	if i < 0 {
		return eximOutcome(b, e, rest, nil)
	}
	number := rest[7:i]
	rest = rest[i+1:]
	var reason []byte
	if hasPrefix(rest, ": ") && len(number) > 0 && number[0] != '-' && string(number) != "0" {
		reason, rest = eximStrerror(rest[2:])
	}
	text, colon := x.eximFields(e, rest, true)
	if x.host {
		e.Role = RoleClient
	}
	if !colon && len(text) == len(trimLeft(rest)) && len(text) > 0 {
		// Nothing known stands here.
		colon = true
	}
	if !colon {
		text = nil
	}
	text = eximTimes(e, text)
	if len(text) == 0 && reason == nil {
		text = deferred[:i+1]
	}
	return eximOutcome(b, e, text, reason)
}

// eximStrerror parts the words of an errno from what follows them: the fields
// of the host, the time, or a reason.
func eximStrerror(s []byte) (reason, rest []byte) {
	for i := 0; i < len(s); i++ {
		if s[i] == ':' && (i+1 == len(s) || s[i+1] == ' ') || s[i] == ' ' && eximKey(s[i+1:]) > 0 {
			return s[:i], s[i:]
		}
	}
	return s, nil
}

// eximTimes takes " DT=0.000s" and " QT=3s" off the end: of a failure they
// stand behind the text.
func eximTimes(e *Event, text []byte) []byte {
	for {
		i := bytes.LastIndexByte(text, ' ')
		if i < 0 || len(text) < i+5 {
			return text
		}
		last := text[i+1:]
		if !hasPrefix(last, "DT=") && !hasPrefix(last, "QT=") {
			return text
		}
		d, ok := eximSeconds(last[3:])
		if !ok {
			return text
		}
		if last[0] == 'Q' || !e.HasDelay {
			e.Delay, e.HasDelay = d, true
		}
		text = text[:i]
	}
}

// eximExpired are the words with which Exim gives up for good.
var eximExpired = [...]string{"retry timeout exceeded", "been failing for a long time", "timeout_frozen_after"}

// eximOutcome tells why a recipient was not delivered to: the peer's reply or
// Exim's own words, those of the system (errno) behind them.
func eximOutcome(b *Batch, e *Event, text, errno []byte) outcome {
	if e.Status == StatusBounced {
		for _, w := range &eximExpired {
			if index(text, w) >= 0 {
				e.Status = StatusExpired
			}
		}
	}
	e.quirk = quirkOutcome
	if eximSaid(b, e, text) {
		return foundEvent
	}
	switch {
	case len(text) == 0 && len(errno) == 0:
		return quietLine
	case len(text) == 0:
		text = errno
	case len(errno) > 0:
		n := len(b.arena)
		b.arena = append(append(append(b.arena, text...), ": "...), errno...)
		text = b.arena[n:len(b.arena):len(b.arena)]
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
	eximReason(e, text)
	return foundEvent
}
