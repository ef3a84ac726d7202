package parser

import "bytes"

// Domino writes to its console and log.nsf in prose; the replies of other
// servers stand in the router's lines.

var _ = register(&Format{
	Name:    "domino",
	Title:   "HCL (IBM, Lotus) Domino, console log",
	Example: "2026-11-22 05:38:58   Router: No messages transferred to EXAMPLE.COM (host mx.example.com) via SMTP: SMTP Protocol Returned a Permanent Error 550 5.1.1 User unknown",
	Reads:   "the replies in the router's lines, and what servers said with SMTPClientDebug=1; authentication that failed and connections that were refused",
	Leaves:  "transfers that went well; stamps in a national order of day and month",
	sniffs:  []sniffer{{sniff: func(msg []byte) bool { return dominoKind(msg) >= 0 }, starts: digits + "[RSs", behind: "[ :-/.", holds: "cenot"}},
	read:    readDomino,
})

// dominoKinds are the phrases that lines are known by.
var dominoKinds = [...]struct {
	mark, also string
	phase      Phase
}{
	{"SMTP Protocol Returned a Permanent Error ", "", PhaseUnknown},
	{"SMTP Protocol Returned a Transient Error ", "", PhaseUnknown},
	{"SMTP Server", "Authentication failed for user ", PhaseAuth},
	{"smtp: ", "authentication failure using internet password", PhaseAuth},
	{"SMTP Server", " rejected for policy reasons", PhaseConnect},
	{"SMTPClient: ", dominoSaid, PhaseUnknown},
}

// dominoSaid stands before each line that a server said, with SMTPClientDebug=1.
const dominoSaid = "ReceiveResponse: "

func dominoKind(msg []byte) int {
	if len(msg) < 20 {
		return -1
	}
	switch c := msg[0]; {
	case isDigit(c):
		if n := alnumRun(msg); n == len(msg) || msg[n] == ' ' {
			return -1 // it is no date
		}
	case isAlpha(c) && !hasPrefix(msg, "Router: ") && !hasPrefix(msg, "SMTP") && !hasPrefix(msg, "smtp: "):
		return -1
	}
	// What writes the line is named in front: most lines of others end here.
	head := msg[:min(len(msg), shortText)]
	if index(head, "SMTP") < 0 && index(head, "outer: ") < 0 && index(head, "smtp: ") < 0 {
		return -1
	}
	protocol := index(msg, "SMTP Protocol Returned a ")
	for i := range dominoKinds {
		k := &dominoKinds[i]
		if i < 2 {
			if protocol >= 0 && hasPrefix(msg[protocol:], k.mark) {
				return i
			}
		} else if at := index(head, k.mark); at >= 0 && index(msg[at:], k.also) > 0 {
			return i
		}
	}
	return -1
}

func readDomino(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	kind := dominoKind(msg)
	if kind < 0 {
		return quietLine
	}
	k := &dominoKinds[kind]
	at := index(msg, k.mark)
	if kind < 2 {
		reply := msg[at+len(k.mark):]
		if !startsReply(reply) {
			return quietLine
		}
		e.Reply, _ = parseFlat(reply, &b.text)
		e.Kind, e.Origin, e.Role = KindReply, OriginRemote, RoleClient
		if i := index(msg[:at], "(host "); i >= 0 {
			if j := bytes.IndexByte(msg[i:at], ')'); j > 0 {
				e.Peer.Name = msg[i+len("(host ") : i+j]
			}
		}
		return foundEvent
	}
	if k.also == dominoSaid {
		e.side, e.text = sideServer, msg[at+index(msg[at:], dominoSaid)+len(dominoSaid):]
		e.Origin, e.Role = OriginRemote, RoleClient
		if i, j := bytes.IndexByte(msg[:at], '['), bytes.IndexByte(msg[:at], ']'); i >= 0 && j > i {
			e.Session = msg[i+1 : j] // process and thread
		}
		return foundEvent
	}
	e.Kind, e.Origin, e.Role, e.Status = KindDiagnostic, OriginOwn, RoleServer, StatusRejected
	e.Phase, e.Diagnostic = k.phase, msg[at:]
	for rest := msg[at:]; len(rest) > 0; {
		var w []byte
		w, rest = word(rest)
		if w = bytes.Trim(w, "[];,"); looksIP(w) && len(w) > 6 && bytes.IndexByte(w, '.') > 0 {
			e.Peer.IP = w
		}
	}
	return foundEvent
}
