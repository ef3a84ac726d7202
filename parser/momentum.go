package parser

import "bytes"

// Momentum (ecelerity) separates the fields of its logs by @; a line begins
// with the seconds since 1970, three identifiers, and a letter.

var _ = register(&Format{
	Name:    "momentum",
	Title:   "Momentum (ecelerity), main log, bounce log and reject log",
	Example: "1795325837@00/00-25593-CBD987F3@00/00-03736-F4101B54@00/00-04532-A3456B54@P@example.com@31@group-a@binding-a@5@1@3.89@192.0.2.1@550 5.1.1 User unknown",
	Reads:   "permanent (P, B) and transient (T) failures: what the peer said, or what Momentum found itself",
	Leaves:  "receptions and deliveries, whose replies are not logged",
	sniffs:  []sniffer{{sniff: sniffMomentum, starts: digits, behind: "@"}},
	read:    readMomentum,
})

func sniffMomentum(msg []byte) bool {
	if len(msg) < 30 || !isDigit(msg[0]) || msg[10] != '@' {
		return false
	}
	if _, n := atoi(msg, 11); n != 10 {
		return false
	}
	id, _, ok := bytes.Cut(msg[11:], []byte{'@'})
	return ok && len(id) > 8 && id[2] == '/' && bytes.IndexByte(id, '-') > 0
}

func readMomentum(lc *lineContext, b *Batch, e *Event) outcome {
	e.Time.epoch(lc.f.msg[:10])
	rest := lc.f.msg[11:]
	var id [3][]byte
	for i := range id {
		id[i], rest, _ = bytes.Cut(rest, []byte{'@'})
	}
	e.QueueID = id[0]
	if len(rest) < 3 || rest[1] != '@' {
		return quietLine
	}
	switch rest[0] {
	case 'T':
		e.Status = StatusDeferred
	case 'P', 'B':
		e.Status = StatusBounced
	default:
		return quietLine
	}
	// The reason follows the address of the peer, the last field before it.
	for rest = rest[2:]; ; {
		field, next, more := bytes.Cut(rest, []byte{'@'})
		if !more {
			return quietLine
		}
		rest = next
		if looksIP(field) && bytes.IndexByte(field, '.') > 0 && bytes.Count(field, []byte{'.'}) == 3 || looksIP(field) && bytes.Count(field, []byte{':'}) > 1 {
			e.Peer.IP = field
			break
		}
	}
	e.Role = RoleClient
	if !startsReply(rest) || index(rest, "[internal]") >= 0 {
		if len(rest) == 0 {
			return quietLine
		}
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, rest
		if l, ok := parseReplyLine(rest); ok {
			e.DSN = l.enhanced
		}
		e.Peer = Peer{} // nobody was asked
		return foundEvent
	}
	e.Reply, _ = parseFlat(rest, &b.text)
	e.Kind, e.Origin = KindReply, OriginRemote
	return foundEvent
}
