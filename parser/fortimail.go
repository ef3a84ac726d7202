package parser

import "bytes"

// FortiMail is a Sendmail within lines of "key=value" pairs: what Sendmail
// would write stands in msg="…" of the entries of subtype smtp.

var _ = register(&Format{
	Name:    "fortimail",
	Title:   "FortiMail, its event log",
	Example: `date=2026-11-22 time=05:29:48 device_id=FE100C3900000001 log_id=0003000174 type=event subtype=smtp pri=information user=mail ui=mail action=unknown status=success session_id="6AM5Tms4000167-6AM5Tms4000167" msg="to=<ann@example.com>, delay=00:00:03, xdelay=00:00:03, mailer=esmtp, pri=30374, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, reply=550 5.1.1 no such user, stat=User unknown"`,
	Reads:   "the messages of the mail server, as of Sendmail",
	Leaves:  "statistics, spam and virus logs, which tell no reply",
	sniffs:  []sniffer{{sniff: sniffFortimail, holds: "=device_log"}},
	read:    readFortimail,
	follow:  followSendmail,
})

// fortimailStart gives the index of "date=2026-11-22" at the beginning or
// behind a host's name; -1 for none.
func fortimailStart(msg []byte) int {
	at := 0
	if len(msg) > 0 && msg[0] == '<' {
		at = priority(msg) // RFC 3164 §4.1.1; no header follows
	}
	if hasPrefix(msg[at:], "time=") {
		return at // its date was cut off
	}
	if !hasPrefix(msg[at:], "date=") {
		_, rest := word(msg[at:])
		if rest == nil || !hasPrefix(rest, "date=") {
			return -1
		}
		at = len(msg) - len(rest)
	}
	s := msg[at:]
	if len(s) < 40 || s[9] != '-' || s[12] != '-' || !hasPrefix(trimLeft(s[15:]), "time=") && !hasPrefix(s[15:], ",time=") {
		return -1
	}
	return at
}

func sniffFortimail(msg []byte) bool {
	return fortimailStart(msg) >= 0 && index(msg, "device_id=") > 0 && index(msg, "log_id=") > 0
}

func readFortimail(lc *lineContext, b *Batch, e *Event) outcome {
	msg := lc.f.msg
	at := fortimailStart(msg)
	if at < 0 {
		return unknownLine
	}
	s := msg[at:]
	var stamp [24]byte
	if clock := fortimailField(s, "time="); hasPrefix(s, "date=") && len(clock) >= 8 && len(clock) <= 12 {
		n := copy(stamp[:], s[5:15])
		stamp[n] = ' '
		n += 1 + copy(stamp[n+1:], clock)
		var t Stamp
		if t.iso(stamp[:n]) > 0 {
			e.Time = t
		}
	}
	if !fieldIs(s, "type=", "event") || !fieldIs(s, "subtype=", "smtp") {
		return quietLine
	}
	if at > 0 && msg[at-1] == ' ' {
		from := 0
		if msg[0] == '<' {
			from = priority(msg)
		}
		e.Host = msg[from : at-1]
	}
	i := index(s, " msg=\"")
	if i < 0 {
		if i = index(s, ",msg=\""); i < 0 {
			return quietLine
		}
	}
	text := trimSpace(s[i+6:])
	if n := len(text); n > 0 && text[n-1] == '"' {
		text = text[:n-1]
	}
	f := lc.f
	out := sendmailMessage(b, e, &f, text)
	if e.QueueID == nil {
		if id := fortimailField(s, "session_id="); id != nil {
			if j := bytes.IndexByte(id, '-'); j > 0 {
				id = id[j+1:]
			}
			if len(id) > 0 {
				e.QueueID = id
			}
		}
	}
	return out
}

// fortimailField gives the value of a field of the line's own; they are
// parted by blanks or by commas.
func fortimailField(s []byte, key string) []byte { return pairOf(s, key, " ,") }

func fieldIs(s []byte, key, value string) bool { return string(fortimailField(s, key)) == value }
