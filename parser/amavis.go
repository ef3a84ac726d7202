package parser

import "bytes"

// amavis tells, at its usual log levels, what it blocked, and from level 2 on
// what the MTA behind it answered.

var _ = register(&Format{
	Name:    "amavis",
	Title:   "amavis, what it blocked and what the MTA behind it said",
	Example: `Nov 22 05:45:13 mx1 amavis[716]: (00716-06) FWD from <me@example.net> -> <ann@example.com>, BODY=7BIT 550 5.7.1 from MTA(smtp:[127.0.0.1]:10025): 550 5.7.1 rejected`,
	Reads:   "forwarded mail with the reply, mail that was blocked and so refused, discarded or held",
	Leaves:  "mail that passed, scores",
	owns:    func(program []byte) bool { return string(program) == "amavis" || string(program) == "amavisd" },
	read:    readAmavis,
})

func readAmavis(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if len(msg) < 8 || msg[0] != '(' {
		return quietLine
	}
	i := index(msg, ") ")
	if i < 4 || i > 24 {
		return quietLine
	}
	e.Session, msg = msg[1:i], msg[i+2:]
	switch {
	case hasPrefix(msg, "FWD from "), hasPrefix(msg, "SEND from "), hasPrefix(msg, "FWD via "), hasPrefix(msg, "SEND via "):
		return amavisForward(b, e, msg)
	case hasPrefix(msg, "Blocked "):
		return amavisBlocked(e, msg[8:])
	}
	return quietLine
}

// amavisForward reads "FWD from <a@b> -> <c@d>,BODY=7BIT 250 2.0.0 from
// MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as …": amavis repeats the
// codes of the reply that it wraps, so that one reply is told.
func amavisForward(b *Batch, e *Event, msg []byte) outcome {
	i := index(msg, " from MTA(")
	if i < 0 {
		return quietLine
	}
	// The codes stand before it: "550 5.7.1", or "250 2.6.0 Ok, id=…,".
	at := -1
	for k := i; k > 0; k-- {
		if msg[k] == ' ' && startsReply(msg[k+1:]) && k+4 < len(msg) && msg[k+4] == ' ' {
			at = k + 1
			break
		}
	}
	if at < 0 {
		return quietLine
	}
	r, ok := parseFlat(msg[at:], &b.text)
	if !ok {
		return quietLine
	}
	e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
	e.Phase, e.Command = PhaseMessage, Command{Verb: "."}
	if r.Code/100 == 2 {
		e.Status = StatusSent
	}
	amavisAddresses(e, msg[:at])
	if host := msg[i+10:]; len(host) > 0 {
		if j := bytes.IndexByte(host, ')'); j >= 0 {
			host = host[:j]
		}
		if j := index(host, "["); j >= 0 {
			e.Peer = smtpdPeer(host[j:], nil)
		}
	}
	return foundEvent
}

// amavisAddresses reads "<a@b> -> <c@d>,<e@f>".
func amavisAddresses(e *Event, s []byte) {
	i := index(s, "> -> <")
	if i < 0 {
		return
	}
	e.Recipient = bracketed(s[i+5:])
	if j := bytes.LastIndexByte(s[:i+1], '<'); j >= 0 {
		e.Sender = bracketed(s[j : i+1])
	}
}

// amavisBlocked reads "SPAM {RejectedInbound}, [192.0.2.9]:4711 <a@b> -> <c@d>,
// …". The reply itself is not logged.
func amavisBlocked(e *Event, s []byte) outcome {
	i := bytes.IndexByte(s, '{')
	j := bytes.IndexByte(s, '}')
	if i < 0 || j < i {
		return quietLine
	}
	actions := s[i+1 : j]
	e.Role, e.Kind, e.Diagnostic = RoleServer, KindDiagnostic, s[:j+1]
	switch {
	case index(actions, "Rejected") >= 0:
		e.Origin, e.Status = OriginOwn, StatusRejected
	case index(actions, "TempFailed") >= 0:
		e.Origin, e.Status = OriginOwn, StatusRejected
	case index(actions, "Discarded") >= 0:
		e.Origin, e.Status = OriginLocal, StatusDiscarded
	case index(actions, "Quarantined") >= 0:
		e.Origin, e.Status = OriginLocal, StatusHeld
	case index(actions, "Bounced") >= 0:
		e.Origin, e.Status = OriginLocal, StatusBounced
	default:
		e.Kind = KindLine
		return quietLine
	}
	e.Phase = PhaseMessage
	if k := index(s[j:], "["); k >= 0 {
		p := s[j+k+1:]
		if n := bytes.IndexByte(p, ']'); n > 0 && looksIP(p[:n]) {
			e.Peer.IP = p[:n]
		}
	}
	amavisAddresses(e, s[j:])
	return foundEvent
}
