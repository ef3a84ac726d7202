package parser

import "bytes"

// lineBreaks are what loggers write for the end of a line within a reply:
// rsyslog and syslogd the octal number of the control characters, others the
// escapes of C.
var lineBreaks = [...]string{"#015#012", "#012", "#015", "\\015\\012", "\\012", "\\r\\n", "\\n", "^M^J", "^M", "^J", "\r\n", "\r", "\n"}

// nextBreak finds the first line break in b: its index and length; -1 for
// none.
func nextBreak(b []byte) (at, n int) {
	for i, c := range b {
		switch c {
		case '#', '\\', '^', '\r', '\n':
			for _, m := range lineBreaks {
				if hasPrefix(b[i:], m) {
					return i, len(m)
				}
			}
		}
	}
	return -1, 0
}

// parseEscaped reads a reply whose line ends a logger escaped: "550-5.1.1
// a#015#012550 5.1.1 b". A line without the code is text of the line before
// (RFC 5321 §4.2.1 knows no such, some servers send it). Without any such
// break it is parseFlat.
func parseEscaped(b []byte, lines *[][]byte) (Reply, bool) {
	at, n := nextBreak(b)
	if at < 0 {
		return parseFlat(b, lines)
	}
	first, ok := parseReplyLine(b[:at])
	if !ok {
		return Reply{}, false
	}
	rb := replyBuilder{lines: lines, start: len(*lines)}
	rb.r.Code = first.code
	rb.add(&first)
	for at >= 0 {
		b = b[at+n:]
		at, n = nextBreak(b)
		line := b
		if at >= 0 {
			line = b[:at]
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		l, ok := parseReplyLine(line)
		if !ok || l.code != first.code {
			l = replyLine{code: first.code, text: line, whole: line}
		}
		rb.add(&l)
	}
	return rb.finish(), true
}
