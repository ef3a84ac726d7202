package parser

import "bytes"

// eximIDLen gives the length of the message id that b begins with: 6-6-2
// characters of base 62, since Exim 4.97 6-11-4; 0 for none.
func eximIDLen(b []byte) int {
	if len(b) < 16 || b[6] != '-' {
		return 0
	}
	second, n := 13, 16
	if b[13] != '-' {
		if len(b) < 23 || b[18] != '-' {
			return 0
		}
		second, n = 18, 23
	}
	for i := 0; i < n; i++ {
		if !isAlnum(b[i]) && i != 6 && i != second {
			return 0
		}
	}
	if n < len(b) && b[n] != ' ' && b[n] != ':' {
		return 0
	}
	return n
}

// eximLead steps over what may stand before Exim's words: the header of a
// journal that lost its stamp, the stamp of the log file, the process
// (log_selector pid).
func eximLead(msg []byte) (rest, stamp, pid []byte) {
	rest = msg
	if len(rest) > 20 && isDigit(rest[0]) && rest[4] == '-' {
		var s Stamp
		if n := s.iso(rest); n > 0 && n < len(rest) && rest[n] == ' ' {
			stamp, rest = rest[:n], rest[n+1:]
		}
	}
	if len(rest) > 24 && rest[0] == '[' && isDigit(rest[1]) && (rest[2] == '/' || rest[2] == '\\') && isDigit(rest[3]) && rest[4] == ']' && rest[5] == ' ' && isDigit(rest[6]) && rest[10] == '-' {
		// The part of a line for syslog, "[1/4]", without the others.
		return eximLead(rest[6:])
	}
	if len(rest) > 3 && rest[0] == '[' && isDigit(rest[1]) {
		_, n := atoi(rest[1:], 10)
		if n+2 < len(rest) && rest[n+1] == ']' && rest[n+2] == ' ' {
			pid, rest = rest[1:n+1], rest[n+3:]
		}
	}
	return rest, stamp, pid
}

// eximHeader takes "host exim[123]: " off a line that lost its stamp; n is 0
// when there is none.
func eximHeader(msg []byte) (host []byte, pid, n int) {
	i := bytes.IndexByte(msg[:min(len(msg), 65)], ' ')
	if i <= 0 || !hasPrefix(msg[i:], " exim[") {
		return nil, 0, 0
	}
	for _, c := range msg[:i] {
		if !isAlnum(c) && c != '.' && c != '-' && c != '_' {
			return nil, 0, 0
		}
	}
	pid, d := atoi(msg[i+6:], 10)
	if d == 0 || !hasPrefix(msg[i+6+d:], "]: ") {
		return nil, 0, 0
	}
	return msg[:i], pid, i + 6 + d + 3
}

// eximStarts are the beginnings of lines about connections that nobody but
// Exim writes; lines about messages are known by their ids.
var eximStarts = [...]string{
	"SMTP call from ", "SMTP connection from ", "SMTP command timeout on ", "SMTP data timeout ", "SMTP protocol error in \"", "SMTP syntax error in \"",
	"SMTP protocol synchronization error ", "SMTP protocol violation", "no host name found for IP address ", "no IP address found for host ", "no MAIL in SMTP connection from ",
	"Start queue run: pid=", "End queue run: pid=", "unexpected disconnection while reading SMTP command from ", "refused connection from ",
	"rejected MAIL ", "rejected HELO from ", "rejected EHLO from ", "rejected from <", "rejected RCPT ", "rejected VRFY ", "rejected EXPN ", "rejected ETRN ",
	"temporarily rejected RCPT ", "temporarily rejected MAIL ", "unqualified sender rejected: ", "unqualified recipient rejected: ", "unqualified verify rejected: ",
	"TLS error on connection from ", "lowest numbered MX record points to local host: ", "ignoring AUTH=", "Connection from H=",
}

// eximStartsBy are the same by their first octet.
var eximStartsBy = func() (by [256][]string) {
	for _, s := range eximStarts {
		by[s[0]] = append(by[s[0]], s)
	}
	return by
}()

// sniffExim knows most messages without a header: of a log file of Exim's own, of
// a journal shown without headers, or pasted.
func sniffExim(msg []byte) bool {
	rest, _, _ := eximLead(msg)
	if len(msg) < 16 || len(rest) < 8 {
		return false
	}
	if n := eximIDLen(rest); n > 0 {
		return true
	}
	switch rest[0] {
	case 'H':
		return hasPrefix(rest, "H=") && hostTold(rest[2:])
	case 'U':
		return hasPrefix(rest, "U=") && (index(rest, "rejected ") > 0 || index(rest, "Warning: ") > 0 || index(rest, "sender verify ") > 0)
	case '=', '*', '-':
		return sniffArrow(rest)
	case 'e':
		if hasPrefix(rest, "exim ") && index(rest, " daemon started: pid=") > 0 {
			return true
		}
	case 'c':
		if hasPrefix(rest, "cwd=/") && index(rest, " args: ") > 0 {
			return true
		}
	}
	for _, start := range eximStartsBy[rest[0]] {
		if start[1] == rest[1] && hasPrefix(rest, start) {
			return true
		}
	}
	return false
}

// sniffEximHeader knows what a journal shows that lost its stamps.
func sniffEximHeader(msg []byte) bool {
	_, _, n := eximHeader(msg)
	return n > 0
}

// sniffEximLogin knows logins that failed, behind the name of what they failed at.
func sniffEximLogin(msg []byte) bool {
	rest, _, _ := eximLead(msg)
	i := bytes.IndexByte(rest[:min(len(rest), 64)], ' ')
	return i > 0 && (hasPrefix(rest[i:], " authenticator failed for ") || hasPrefix(rest[i:], " authenticator failed H="))
}

// sniffEximReceived knows the line with which a message's own log begins.
func sniffEximReceived(msg []byte) bool {
	rest, _, _ := eximLead(msg)
	return hasPrefix(rest, "Received from ") && index(rest, " P=") > 0 && index(rest, " S=") > 0
}

// sniffEximDefer knows what a message's own log says of a recipient: it gives
// neither id nor arrow, but an address.
func sniffEximDefer(msg []byte) bool {
	rest, stamp, pid := eximLead(msg)
	if len(rest) < 8 || rest[0] == ' ' {
		return false
	}
	if at := bytes.IndexByte(rest, '@'); at < 0 || bytes.IndexByte(rest[:at], ' ') >= 0 && rest[0] != '|' && rest[0] != '"' && rest[0] != '/' {
		return false
	}
	i := index(rest, " defer (")
	return i > 0 && (index(rest[:i], " T=") > 0 || index(rest[:i], " R=") > 0 || stamp != nil || pid != nil) && index(rest[:i], "@") > 0
}

// hostTold tells whether what stands behind "H=" is a host as Exim names it:
// with an address in brackets.
func hostTold(b []byte) bool {
	_, n := eximHost(b)
	return n > 0 && bytes.IndexByte(b[:n], ']') > 0
}

// sniffArrow tells whether a line begins with an arrow, an address, and the
// router or transport that it went to.
func sniffArrow(b []byte) bool {
	if eximArrow(b) == arrowNone {
		return false
	}
	_, _, rest := eximAddress(b[3:])
	return eximKey(trimLeft(rest)) > 0 && index(rest, " T=") >= 0
}

// quietExim knows the housekeeping that is two thirds of a log.
func quietExim(lc *lineContext, b *Batch) bool {
	rest, _, _ := eximLead(lc.f.msg)
	if n := eximIDLen(rest); n > 0 && n+3 < len(rest) {
		rest = rest[n+1:]
		switch rest[0] {
		case '<', '(':
			return eximArrow(rest) == arrowArrived
		case 'C':
			return hasPrefix(rest, "Completed")
		case '=':
			return eximArrow(rest) == arrowDelivered && len(rest) > 3 && rest[3] != 'b' && rest[3] != 'd' && index(rest, " H=") < 0 && index(rest, ` C="`) < 0
		}
		return false
	}
	if len(rest) < 8 {
		return true
	}
	switch rest[0] {
	case 'n':
		return hasPrefix(rest, "no host name found for ") || hasPrefix(rest, "no MAIL in ")
	case 'c':
		return hasPrefix(rest, "cwd=")
	case 'S':
		return !lc.opts.Steps && hasPrefix(rest, "SMTP connection from ") || hasPrefix(rest, "Start queue run: ")
	case 'E':
		return hasPrefix(rest, "End queue run: ") || hasPrefix(rest, "ETRN ")
	case 'l':
		return hasPrefix(rest, "lowest numbered MX record points to local host: ")
	}
	return false
}

// eximQuick peels the stamp of a log file of Exim's own off a line, and has
// the line read. It gives false for lines that may be anybody's, which go the
// long way and are read just the same.
func (lc *lineContext) eximQuick(b *Batch, line []byte, no int64) bool {
	if len(line) < 40 || line[10] != ' ' || line[4] != '-' || line[13] != ':' {
		return false
	}
	f := &lc.f
	*f = frame{}
	n := f.stamp.iso(line)
	if n == 0 || n >= len(line) || line[n] != ' ' {
		return false
	}
	msg := trimLeft(line[n:])
	rest, _, _ := eximLead(msg)
	if eximIDLen(rest) == 0 && !hasPrefix(rest, "H=") && !hasPrefix(rest, "SMTP ") && !hasPrefix(rest, "cwd=") {
		return false
	}
	if !sniffExim(msg) {
		return false
	}
	f.msg, f.body = msg, msg
	lc.part = dUnknown
	lc.understood(b, exim, line, no)
	return true
}
