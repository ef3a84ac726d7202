package parser

import "bytes"

// qmail-send tells every delivery's report on one line, blanks written as '_'
// and line ends as '/'. Its lines come through multilog with TAI64N stamps,
// through tai64nlocal, or through splogger into syslog with a time of their
// own.

func init() {
	register(&Format{
		Name:    "qmail",
		Title:   "qmail-send, qmail-smtpd, rblsmtpd and spamdyke, of qmail and its successors",
		Example: `@400000005f0000000000abcd delivery 12: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_no_such_user/Giving_up_on_192.0.2.1./`,
		Reads: "reports of remote deliveries with the whole reply, deliveries that failed, also local ones; refusals of rblsmtpd, " +
			"spamdyke, chkuser and of qmail-smtpd where a patch logs them",
		Leaves: "local successes, connections, statuses",
		owns:   ownsQmail,
		sniffs: []sniffer{{sniff: sniffQmail, starts: digits + "bdeinsC", behind: " .", words: qmailWords[:]}, {sniff: sniffQmailStatus, starts: "s", behind: ":", words: []string{"status: "}}},
		quiet:  quietQmail,
		read:   readQmail,
		follow: followQmail,
	})
}

func ownsQmail(program []byte) bool {
	switch string(program) {
	case "qmail", "rblsmtpd", "rblsmtpd-ng", "spamdyke", "splogger", "tcpserver", "sslserver", "greetdelay", "fixcrlf", "smtpd-ssl":
		return true
	}
	return hasPrefix(program, "qmail-")
}

// qmailWords begin the lines of qmail-send.
var qmailWords = [...]string{"delivery ", "starting delivery ", "new msg ", "end msg ", "info msg ", "bounce msg ", "status: "}

func sniffQmail(msg []byte) bool {
	if len(msg) < 12 {
		return false
	}
	if isDigit(msg[0]) {
		if qmailSaid(msg) > 0 {
			return true
		}
		var s Stamp
		if n := s.splogger(msg); n > 0 {
			msg = msg[n:]
		}
	}
	if len(msg) == 0 {
		return false
	}
	switch msg[0] {
	case 'd':
		if hasPrefix(msg, "delivery ") {
			n, report := qmailReport(msg)
			return n != nil && report != nil
		}
	case 's':
		return hasPrefix(msg, "starting delivery ") && qmailStarts(msg)
	case 'i':
		return hasPrefix(msg, "info msg ") && index(msg, ": bytes ") > 0
	case 'b':
		if hasPrefix(msg, "bounce msg ") {
			_, n := atoi(msg[11:], 12)
			return n > 0 && hasPrefix(msg[11+n:], " qp ")
		}
	case 'n':
		return hasPrefix(msg, "new msg ") && allDigits(msg[8:])
	case 'e':
		return hasPrefix(msg, "end msg ") && allDigits(msg[8:])
	case 'C':
		return hasPrefix(msg, "CHKUSER ")
	}
	return false
}

// sniffQmailStatus knows what qmail-send writes between deliveries.
func sniffQmailStatus(msg []byte) bool { return hasPrefix(msg, "status: local ") }

// qmailStarts tells whether "starting delivery " goes on as it does in the log.
func qmailStarts(msg []byte) bool {
	rest := msg[min(len(msg), len("starting delivery ")):]
	_, n := atoi(rest, 12)
	return n > 0 && hasPrefix(rest[n:], ": msg ") && index(rest, " to ") > 0
}

// qmailSaid gives where the reply begins in a report that stands alone,
// "192.0.2.1_does_not_like_recipient./Remote_host_said:_550_…"; 0 for none.
func qmailSaid(msg []byte) int {
	ip := bytes.IndexByte(msg[:min(len(msg), 46)], '_')
	if ip < 2 || !isHex(msg[0]) && msg[0] != ':' || !looksIP(msg[:ip]) {
		return 0
	}
	i := index(msg, qmailReplied)
	if i < 12 || bytes.IndexByte(msg[:i], ' ') >= 0 {
		return 0
	}
	return i + len(qmailReplied)
}

const qmailReplied = "./Remote_host_said:_"

// quietQmail knows half of what qmail-send writes.
func quietQmail(lc *lineContext, _ *Batch) bool {
	msg := lc.f.msg
	return hasPrefix(msg, "status: ") || hasPrefix(msg, "new msg ")
}

// qmailReport takes "delivery 12: success: …" apart: the number, and what
// stands behind it.
func qmailReport(msg []byte) (number, report []byte) {
	rest := msg[9:]
	_, n := atoi(rest, 12)
	if n == 0 || n+2 >= len(rest) || rest[n] != ':' || rest[n+1] != ' ' {
		return nil, nil
	}
	report = rest[n+2:]
	for _, p := range [...]string{"success: ", "failure: ", "deferral: ", "report mangled"} {
		if hasPrefix(report, p) {
			return rest[:n], report
		}
	}
	return nil, nil
}

func readQmail(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	if len(msg) > 0 && isDigit(msg[0]) {
		var s Stamp
		if n := s.splogger(msg); n > 0 {
			msg = msg[n:]
			if !e.Time.HasDate() {
				e.Time = s
			}
		}
	}
	switch {
	case hasPrefix(msg, "delivery "):
		number, report := qmailReport(msg)
		if number == nil {
			return unknownLine
		}
		e.text = number
		return b.unlessCut(qmailDelivery(b, e, report), len(report) > 0 && report[len(report)-1] != '/')
	case hasPrefix(msg, "starting delivery "), hasPrefix(msg, "info msg "), hasPrefix(msg, "end msg "):
		e.side, e.text = sideFollow, msg
		return foundEvent
	case qmailSaid(msg) > 0:
		return b.unlessCut(qmailDelivery(b, e, msg), msg[len(msg)-1] != '/')
	case hasAnyPrefix(msg, qmailWords[:]):
		return quietLine
	}
	return qmailServer(b, e, lc.f.program, msg)
}
