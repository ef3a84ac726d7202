package parser

import "bytes"

// Exim writes its own log files, with its own stamps; sent to syslog, the same
// words stand behind a header, with the stamp or without (syslog_timestamp). A
// line is about a message, whose id it then begins with, or about a
// connection. The words are those of Exim 3 to 4.99.

var exim = register(&Format{
	Name:    "exim",
	Title:   "Exim: main, reject, panic and message logs, files or syslog",
	Example: `2026-11-22 05:42:21 1xV0LF-00005R-15 ** ann@example.com R=dns T=remote H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<ann@example.com>: 550 5.1.1 <ann@example.com>: User unknown`,
	Reads: "deliveries, deferrals and failures with what the peer said, or why it was not reached; what ACLs, authenticators and " +
		"the protocol's checks refused; callouts; frozen messages; with any log_selector, and lines that syslog got in parts",
	Leaves: "deliveries whose confirmation was not logged, local deliveries, arrivals, queue runs, warnings of ACLs, the headers in a reject log",
	owns:   ownsExim,
	quiet:  quietExim,
	sniffs: []sniffer{
		{sniff: sniffExim, starts: alnumText + "[=*-", behind: " -[=*"},
		{sniff: sniffEximHeader, starts: alnumText + ".-_", behind: " .-_", holds: "exim[]:0"},
		{sniff: sniffEximLogin, holds: "authenicorfld"},
		{sniff: sniffEximReceived, starts: digits + "[R", holds: "Recivdfom="},
		{sniff: sniffEximDefer, holds: "@defr("},
	},
	read: readExim,
})

// ownsExim knows Exim's programs: syslog_processname is "exim" unless it was
// set; Debian's binary is exim4.
func ownsExim(program []byte) bool {
	if part, ok := lastPart(program); ok {
		program = part
	}
	if !hasPrefix(program, "exim") {
		return false
	}
	for _, c := range program[4:] {
		if !isAlnum(c) && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return string(program) != "eximstats" && string(program) != "eximon"
}

// arrow is what Exim writes between a message's id and an address.
type arrow uint8

const (
	arrowNone      arrow = iota
	arrowDelivered       // =>, -> for a further address, >> for cutthrough, *> for -N
	arrowFailed          // **
	arrowDeferred        // ==
	arrowArrived         // <=, (= for one that was refused in pretence
)

// eximArrow knows the arrows, and the blank behind them.
func eximArrow(b []byte) arrow {
	if len(b) < 4 || b[2] != ' ' {
		return arrowNone
	}
	switch string(b[:2]) {
	case "=>", "->", ">>", "*>":
		return arrowDelivered
	case "**":
		return arrowFailed
	case "==":
		return arrowDeferred
	case "<=", "(=":
		return arrowArrived
	}
	return arrowNone
}

// readExim reads one line.
func readExim(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if host, pid, n := eximHeader(msg); n > 0 && !lc.f.framed {
		e.Host, e.PID = host, pid
		msg = msg[n:]
	}
	if i, _, _ := eximPart(msg); i > 0 {
		e.side, e.text = sidePart, msg
		return foundEvent
	}
	return b.unlessCut(eximLine(b, e, msg), eximCut(msg))
}

// eximCut tells whether the end of a line is missing: of one that gives but the
// client, or that was to quote a reply and does not.
func eximCut(msg []byte) bool {
	rest, _, _ := eximLead(msg)
	if n := eximIDLen(rest); n > 0 && n < len(rest) {
		rest = trimLeft(rest[n:])
	}
	if i := index(rest, "response to \""); i > 0 {
		return index(rest[i:], " was: ") < 0
	}
	if i := index(rest, "SMTP error from remote mail"); i >= 0 {
		return index(rest[i:], ": ") < 0
	}
	if n := len(rest); n > 0 && rest[n-1] == ':' && index(rest, " rejected ") > 0 {
		return true
	}
	if !hasPrefix(rest, "H=") {
		return false
	}
	for len(rest) > 0 {
		var w []byte
		if w, rest = word(rest); len(w) > 0 && w[0] != '[' && w[0] != '(' && bytes.IndexByte(w, '=') < 0 {
			return false // what Exim has to say of the client
		}
	}
	return true
}

// eximLine reads a whole line of Exim's, whatever of its header is there.
func eximLine(b *Batch, e *Event, msg []byte) outcome {
	rest, stamp, pid := eximLead(msg)
	if stamp != nil && (!e.Time.HasDate() || e.Time.relative) {
		e.Time = Stamp{}
		e.Time.iso(stamp)
	}
	if pid != nil && e.PID == 0 {
		e.PID, _ = atoi(pid, 10)
	}
	return eximMessage(b, e, rest)
}

// eximMessage reads what stands behind the header.
func eximMessage(b *Batch, e *Event, msg []byte) outcome {
	if n := eximIDLen(msg); n > 0 {
		e.QueueID = msg[:n]
		if n+1 >= len(msg) {
			return quietLine
		}
		msg = trimLeft(msg[n+1:])
	}
	switch eximArrow(msg) {
	case arrowArrived:
		return quietLine
	case arrowDelivered:
		return eximDelivered(b, e, msg[3:])
	case arrowFailed:
		return eximFailed(b, e, msg[3:])
	case arrowDeferred:
		return eximDeferred(b, e, msg[3:])
	}
	if o := eximConnection(b, e, msg); o != unknownLine {
		return o
	}
	if e.QueueID != nil {
		return eximQueue(b, e, msg)
	}
	if eximTail(msg) {
		return eximDeferral(b, e, msg)
	}
	return eximOther(b, e, msg)
}
