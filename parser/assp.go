package parser

import "bytes"

// ASSP, the anti-spam proxy, stamps its log "Nov-22-26 05:38:58"; replies
// stand behind "[SMTP Error]" and "after reply:".

var _ = register(&Format{
	Name:    "assp",
	Title:   "ASSP, the anti-spam SMTP proxy",
	Example: "Nov-22-26 05:38:58 m1-13060-05386 [Worker_1] [TLS-out] 192.0.2.9 [SMTP Error] 535 5.7.8 Error: authentication failed",
	Reads: "the replies that it notes: errors that were passed on or given, and the one before a connection was dropped; " +
		"relaying that was blocked, and clients that are blocked for a time, whose reply is not logged",
	Leaves: "scores, and other refusals whose reply is not logged",
	sniffs: []sniffer{{sniff: sniffASSP, starts: letters, behind: "-", holds: "-:"}},
	read:   readASSP,
})

func sniffASSP(msg []byte) bool {
	var s Stamp
	return len(msg) > 20 && isAlpha(msg[0]) && s.assp(msg) > 0
}

// assp reads "Nov-22-26 05:38:58"; it gives the number of bytes read.
func (s *Stamp) assp(b []byte) int {
	if len(b) < 18 || b[3] != '-' || b[6] != '-' || b[9] != ' ' {
		return 0
	}
	m := month(b)
	d, ok1 := two(b[4:])
	y, ok2 := two(b[7:])
	if !ok1 || !ok2 || !validDay(m, d) {
		return 0
	}
	n := s.clock(b[10:])
	if n == 0 {
		return 0
	}
	s.Year, s.Month, s.Day = 2000+int16(y), m, d
	return 10 + n
}

func readASSP(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	n := e.Time.assp(msg)
	text := trimLeft(msg[n:])
	at := -1
	for _, mark := range [...]string{"[SMTP Error] ", " after reply: ", "[SMTP Reply] "} {
		if i := index(text, mark); i >= 0 && startsReply(text[i+len(mark):]) {
			at = i + len(mark)
			break
		}
	}
	head := text
	if at >= 0 {
		head = text[:at]
		e.Reply, _ = parseFlat(text[at:], &b.text)
		e.Kind, e.Origin, e.Role = KindReply, OriginOwn, RoleServer
	} else if !asspBlocked(e, text) {
		return quietLine
	}
	asspHead(e, head)
	return foundEvent
}

// asspBlocked reads "relay attempt blocked for: ann@example.com" and "Blocking
// 192.0.2.9 - too much AUTH errors (8);".
func asspBlocked(e *Event, text []byte) bool {
	if i := index(text, "relay attempt blocked for"); i > 0 && index(text[:i], "[RelayAttempt]") >= 0 {
		e.Diagnostic, e.Phase = text[i:], PhaseRcpt
		if j := index(text[i:], ": "); j > 0 {
			to := text[i+j+2:]
			if e.Recipient = angled(to); e.Recipient == nil {
				e.Recipient = to
			}
		}
	} else if i := index(text, "Blocking "); i >= 0 {
		ip, rest := word(text[i+9:])
		if !looksIP(ip) || !hasPrefix(rest, "- too much ") {
			return false
		}
		e.Diagnostic, e.Phase = bytes.TrimSuffix(rest[2:], []byte{';'}), PhaseConnect
	} else {
		return false
	}
	e.Kind, e.Origin, e.Role, e.Status = KindDiagnostic, OriginOwn, RoleServer, StatusRejected
	return true
}

// asspHead reads the client, the sender and the connection's name that stand
// before what is told.
func asspHead(e *Event, head []byte) {
	for len(head) > 0 {
		var w []byte
		w, head = word(head)
		switch {
		case looksIP(w) && len(w) > 6 && bytes.IndexByte(w, '-') < 0:
			e.Peer.IP = w
		case len(w) > 4 && w[0] == 'm' && isDigit(w[1]) && bytes.Count(w, []byte{'-'}) >= 1:
			e.Session = w
		case len(w) > 1 && w[0] == '<' && e.Sender == nil:
			e.Sender = angled(w)
		}
	}
}
