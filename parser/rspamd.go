package parser

import "bytes"

// rspamd writes a line for each message, with the action that it asked the
// MTA for; a module that forced the action may have given the text of the
// reply with it:
//
//	… (default: T (reject): [20.1/15.0] […]), …, forced: reject "550 5.7.1 no"; score=nan (set by spamtrap)
//
// The codes are the milter's default then, and in no log of rspamd's, unless
// the text begins with them.

var _ = register(&Format{
	Name:    "rspamd",
	Title:   "rspamd, what it had the MTA refuse",
	Example: `2026-11-22 05:45:13 #2161(rspamd_proxy) <adfb84>; proxy; rspamd_task_write_log: id: <1@example.net>, qid: <1BBB9602BE>, ip: 192.0.2.9, from: <me@example.net>, (default: F (soft reject): [5.40/15.00] [GREYLIST(0.00){greylisted;}]), len: 984, time: 63.174ms, dns req: 7, digest: <9c527d72416542506bcac54c1a252cbc>, rcpts: <ann@example.com>, mime_rcpts: <ann@example.com>, forced: soft reject "Try again later"; score=nan (set by greylist)`,
	Reads:   "messages that were rejected, also for a time, discarded or quarantined: the text of the reply where a module forced it, the score otherwise",
	Leaves:  "messages that passed; all else that rspamd says of its work; the MTA's own log tells which reply the client got",
	owns: func(program []byte) bool {
		return hasPrefix(program, "rspamd") && (len(program) == 6 || program[6] == '_' || program[6] == '.')
	},
	quiet:  func(lc *lineContext, _ *Batch) bool { return index(lc.f.msg, rspamdTask) < 0 },
	sniffs: []sniffer{{sniff: sniffRspamd, starts: "#<"}},
	read:   readRspamd,
})

const rspamdTask = "; rspamd_task_write_log: "

// rspamdHead steps over "#2161(rspamd_proxy) " before the tag of a line, in
// files: the process and what it is.
func rspamdHead(msg []byte) (program []byte, pid, n int) {
	if len(msg) < 8 || msg[0] != '#' {
		return nil, 0, 0
	}
	pid, digits := atoi(msg[1:], 10)
	i := 1 + digits
	if digits == 0 || i >= len(msg) || msg[i] != '(' {
		return nil, 0, 0
	}
	j := bytes.IndexByte(msg, ')')
	if j < i || j+2 >= len(msg) || msg[j+1] != ' ' {
		return nil, 0, 0
	}
	return msg[i+1 : j], pid, j + 2
}

// sniffRspamd knows "#2161(normal) <adfb84>; task; …" and the same without its
// head.
func sniffRspamd(msg []byte) bool {
	_, _, n := rspamdHead(msg)
	if msg = msg[n:]; len(msg) < 10 || msg[0] != '<' {
		return n > 0 && index(msg, "; ") > 0
	}
	i := bytes.IndexByte(msg[:min(len(msg), 24)], '>')
	return i > 0 && hasPrefix(msg[i+1:], "; ") && (n > 0 || index(msg, rspamdTask) > 0)
}

func readRspamd(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if program, pid, n := rspamdHead(msg); n > 0 {
		if e.Program == nil && hasPrefix(program, "rspamd") {
			e.Program = program
		}
		if e.PID == 0 {
			e.PID = pid
		}
		msg = msg[n:]
	}
	i := index(msg, rspamdTask)
	if i < 0 {
		return quietLine
	}
	if msg[0] == '<' {
		if j := bytes.IndexByte(msg[:i], '>'); j > 0 {
			e.Session = msg[1:j]
		}
	}
	msg = msg[i+len(rspamdTask):]
	verdict := index(msg, "(default: ")
	if verdict < 0 {
		return quietLine
	}
	head, rest := msg[:verdict], msg[verdict+len("(default: "):]
	action := rspamdAction(rest)
	forced, text, tail := rspamdForced(rest)
	if forced != nil {
		action = forced
	}
	switch string(action) {
	case "reject", "soft reject":
		e.Status = StatusRejected
	case "discard":
		e.Status = StatusDiscarded
	case "quarantine":
		e.Status = StatusHeld
	default:
		return quietLine
	}
	e.Role, e.Origin, e.Phase = RoleServer, OriginOwn, PhaseMessage
	e.QueueID = rspamdValue(head, "qid: ")
	e.MessageID = rspamdValue(head, "id: ")
	e.Sender = rspamdValue(head, "from: ")
	if ip := rspamdValue(head, "ip: "); looksIP(ip) {
		e.Peer.IP = ip
	}
	if j := index(tail, ", rcpts: "); j >= 0 {
		if list := rspamdValue(tail[j:], "rcpts: "); bytes.IndexByte(list, ',') < 0 {
			e.Recipient = list
		}
	}
	if len(text) > 0 && startsReply(text) && e.Status == StatusRejected {
		if r, ok := parseEscaped(text, &b.text); ok {
			e.Kind, e.Reply = KindReply, r
			return foundEvent
		}
	}
	if len(text) == 0 {
		// "T (reject): [20.10/15.00]"
		text = rest
		if j := bytes.IndexByte(rest, ']'); j >= 0 {
			text = rest[:j+1]
		}
	}
	e.Kind, e.Diagnostic = KindDiagnostic, text
	if n := scanEnhanced(text); n > 0 {
		e.DSN = text[:n]
	}
	return foundEvent
}

// rspamdAction reads "T (soft reject): …".
func rspamdAction(s []byte) []byte {
	i, j := bytes.IndexByte(s, '('), bytes.IndexByte(s, ')')
	if i < 0 || j < i || i > 4 {
		return nil
	}
	return s[i+1 : j]
}

// rspamdForced reads `…, forced: reject "text"; score=nan (set by module)`,
// and gives what stands before it as well. Quotes may stand in the text.
func rspamdForced(s []byte) (action, text, before []byte) {
	i := lastIndex(s, ", forced: ")
	if i < 0 {
		return nil, nil, s
	}
	before, s = s[:i], s[i+len(", forced: "):]
	q := bytes.IndexByte(s, '"')
	if q < 2 || s[q-1] != ' ' {
		return nil, nil, before
	}
	action, text = s[:q-1], s[q+1:]
	if j := lastIndex(text, `"; score=`); j >= 0 {
		text = text[:j]
	}
	return action, text, before
}

// rspamdValue gives the value of "name: <value>, ", the brackets taken off.
func rspamdValue(s []byte, name string) []byte {
	i := index(s, name)
	if i < 0 || i > 0 && s[i-1] != ' ' {
		return nil
	}
	v := s[i+len(name):]
	if len(v) > 0 && v[0] == '<' {
		if j := bytes.IndexByte(v, '>'); j > 0 {
			if v = v[1:j]; string(v) == "undef" {
				return nil
			}
			if len(v) == 0 && name == "from: " {
				return []byte("<>")
			}
			return v
		}
		return nil
	}
	if j := bytes.IndexByte(v, ','); j >= 0 {
		v = v[:j]
	}
	return v
}
