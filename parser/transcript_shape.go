package parser

// How much a line looks like one of SMTP, for lines of which nothing else
// tells it.
const (
	shapeNone  = 0 // it does not
	shapeWeak  = 1 // it may be one: "DATA", "250 ok"
	shapeClear = 2 // it is hardly anything else: "RCPT TO:<a@b>", "250 2.1.5 ok"
)

// commandShape tells how much line looks like a command that RFC 5321 §4.1.1
// or an extension defines, its argument included.
func commandShape(line []byte) int {
	if len(line) < 4 || len(line) > 1024 {
		return shapeNone
	}
	n := 0
	for n < len(line) && n <= 10 && (isAlpha(line[n]) || line[n] == '-') {
		n++
	}
	v := lookupVerb(line[:n])
	if v == nil || n < len(line) && line[n] != ' ' && line[n] != '\t' {
		return shapeNone
	}
	arg := trimSpace(line[n:])
	first, more := word(arg)
	switch v.phase {
	case PhaseEhlo:
		if len(arg) > 0 && len(trimSpace(more)) == 0 {
			return shapeClear
		}
		if len(arg) == 0 && line[0]|0x20 != 'l' {
			return shapeWeak // the name was forgotten
		}
	case PhaseMail:
		if startsFold(arg, "FROM") && hasColon(arg[4:]) {
			return shapeClear
		}
	case PhaseRcpt:
		if startsFold(arg, "TO") && hasColon(arg[2:]) {
			return shapeClear
		}
	case PhaseAuth:
		if saslWord(first) {
			if _, rest := word(trimLeft(more)); len(trimSpace(rest)) > 0 {
				return shapeWeak // RFC 4954 §4: a mechanism and one response
			}
			return shapeClear
		}
	case PhaseMessage:
		if _, digits := atoi(first, 12); digits > 0 {
			return shapeClear
		}
	case PhaseVrfy, PhaseExpn, PhaseEtrn:
		if len(arg) > 0 && line[0] <= 'Z' {
			return shapeClear
		}
		if len(arg) > 0 && len(trimSpace(more)) == 0 {
			return shapeWeak
		}
	case PhaseData, PhaseRset, PhaseQuit, PhaseStarttls:
		if len(arg) == 0 {
			return shapeWeak
		}
	case PhaseNoop, PhaseHelp:
		if len(arg) == 0 || len(trimSpace(more)) == 0 {
			return shapeWeak
		}
	case PhaseOther:
		if v.name[0] == 'X' && len(arg) > 0 && line[0] == 'X' {
			return shapeWeak
		}
	}
	return shapeNone
}

// startsFold tells whether b begins with s, which is upper case, whatever b's
// case.
func startsFold(b []byte, s string) bool { return len(b) >= len(s) && equalFold(b[:len(s)], s) }

// hasColon tells whether b begins with a colon, blanks before it not counted.
func hasColon(b []byte) bool {
	b = trimLeft(b)
	return len(b) > 0 && b[0] == ':'
}

// replyShape tells how much line looks like a reply (RFC 5321 §4.2): clear is
// one whose enhanced code agrees with its code.
func replyShape(line []byte) int {
	if !startsReply(line) || line[1] > '7' {
		return shapeNone
	}
	if len(line) > 8 && line[4] == line[0] && scanEnhanced(line[4:]) > 0 {
		return shapeClear
	}
	return shapeWeak
}

// greetingShape tells how much line looks like the greeting of a mail server
// (RFC 5321 §4.2: Greeting): 220, and a domain or the name of the protocol.
func greetingShape(line []byte) int {
	if !hasPrefix(line, "220") || len(line) < 5 || line[3] != ' ' && line[3] != '-' || index(line, "FTP") >= 0 {
		return shapeNone
	}
	text := line[4:]
	if scanEnhanced(text) > 0 {
		return shapeNone
	}
	if index(text, "SMTP") >= 0 || index(text, "LMTP") >= 0 {
		return shapeClear
	}
	domain, _ := word(text)
	if i := index(domain, "."); i > 0 && i < len(domain)-1 || len(domain) > 2 && domain[0] == '[' {
		return shapeWeak
	}
	return shapeNone
}

// refusalShape tells whether line can be what a server says instead of a
// greeting (RFC 5321 §3.1, §3.8).
func refusalShape(line []byte) bool {
	return startsReply(line) && (line[0] == '4' || line[0] == '5')
}
