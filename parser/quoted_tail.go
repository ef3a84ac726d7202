package parser

import "bytes"

// People leave the beginning of a long line away, and show how a delivery ended:
//
//	R=dnslookup T=remote_smtp defer (-44): SMTP error from remote mail server …
//	dsn=4.2.0, stat=Deferred: 450 4.2.0 <ann@example.com>: Greylisted

// quotedTail finds where such an end begins in a line of text, and the format that
// reads it; nil where there is none. lacks is what does not stand in the line.
func quotedTail(line []byte, lacks glance) (from int, format *Format) {
	i := marksBefore(line)
	for i < len(line) && (line[i] == '.' || line[i] == ' ') {
		i++
	}
	if rest := line[i:]; len(rest) < minQuotedWords {
		return 0, nil
	} else if !lacks.not(glanceEximTail) && eximTail(rest) {
		return i, exim
	} else if !lacks.not(glanceSendmailTail) && sendmailTail(rest) {
		return i, sendmail
	}
	return 0, nil
}

var (
	glanceEximTail     = glanceAt("R=defer(1)")
	glanceSendmailTail = glanceAt("stat=")
)

// eximTail tells whether msg is what follows the address of a recipient that
// Exim has to try again.
func eximTail(msg []byte) bool {
	if !hasPrefix(msg, "R=") && !hasPrefix(msg, "T=") {
		return false
	}
	i := index(msg, " defer (")
	if i < 0 {
		return false
	}
	rest := bytes.TrimPrefix(msg[i+8:], []byte("-"))
	_, n := atoi(rest, 4)
	return n > 0 && hasPrefix(rest[n:], ")")
}

// sendmailTails are the fields that may stand before what became of a delivery.
var sendmailTails = [...]string{"ctladdr=", "delay=", "xdelay=", "mailer=", "pri=", "relay=", "dsn=", "reply=", "stat="}

// sendmailTail tells whether msg is the end of a line by which Sendmail tells of a
// delivery that failed.
func sendmailTail(msg []byte) bool {
	for _, key := range sendmailTails {
		if !hasPrefix(msg, key) {
			continue
		}
		at := statAt(msg)
		if at < 0 {
			return false
		}
		dsn := fieldOf(msg[:at], "dsn=")
		if dsn == nil {
			return hasPrefix(msg[at+5:], "Deferred: ") // others have a stat=, too
		}
		s := sendmailStatus(msg[at+5:], dsn)
		return s == StatusDeferred || s == StatusBounced
	}
	return false
}
