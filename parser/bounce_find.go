package parser

import "bytes"

// findReply gives where in a text, the lines of which begin at starts, the
// reply of a server begins; -1 for nowhere. A number is one only in the places
// where MTAs put replies: behind words that announce it, or at the beginning
// of a line.
func findReply(text []byte, starts []int) int {
	best := -1
	for i, from := range starts {
		if lineReply(text, starts, i) {
			best = from
			break
		}
	}
	if at := replyAt(text, 0); at >= 0 && (best < 0 || at < best) {
		return at
	}
	return best
}

// lineReply tells whether line i of the text begins with a reply.
func lineReply(text []byte, starts []int, i int) bool {
	from := starts[i]
	end := len(text)
	if i+1 < len(starts) {
		end = max(starts[i+1]-1, from)
	}
	l := text[from:end]
	if !failureCode(l) {
		return false
	}
	if i == 0 || replyShape(l) == shapeClear {
		return true
	}
	prev := text[starts[i-1]:max(from-1, starts[i-1])]
	if len(prev) == 0 {
		return false // a piece in another form: see follow
	}
	switch prev[len(prev)-1] {
	case ':', ';', '.':
		return true
	}
	if hasPrefix(prev, "host") || hasSuffix(prev, "because of") || len(l) == 3 {
		return true
	}
	c := l[4%len(l)]
	return c <= 'Z' && c >= 'A' || c == '<' || c == '\'' || c == '"'
}

// failureCode tells whether b begins with a reply that refuses something:
// three digits, of which the second is one that RFC 5321 §4.2.1 knows or that
// is seen in the wild.
func failureCode(b []byte) bool {
	if len(b) < 3 || b[0] != '4' && b[0] != '5' || !isDigit(b[1]) || !isDigit(b[2]) {
		return false
	}
	if len(b) == 3 {
		return true
	}
	switch b[3] {
	case ' ', '-':
		return !unit(b[4:])
	case ':':
		return len(b) > 5 && b[4] == ' ' && scanEnhanced(b[5:]) > 0
	}
	return false
}

// unit tells whether the number before b counts something.
func unit(b []byte) bool {
	w, _ := word(trimLeft(b))
	w = bytes.TrimRight(w, ".,;:)")
	for _, u := range [...]string{"bytes", "octets", "KB", "kB", "kb", "MB", "Kbytes", "kbytes", "seconds", "minutes", "hours", "days", "messages", "recipients", "times", "characters", "mails", "byte", "K", "M", "ms", "sec", "attempts", "connections"} {
		if string(w) == u {
			return true
		}
	}
	return false
}

// announcements come before a reply.
var announcements = [...]string{
	"said:", "talk to me:", "start TLS:", "returned was:", "response was:", "server was:", "says:", "reason:", "returned:", "returned", "replied:", "reply was:", "reply:", "responded:", "responded with:", "responded with",
	"smtp;", "SMTP;", "Smtp;", "error:", "Error:", "ERROR:", "error", "is:", "with:", "CODE :", zohoCode, "Code:", "code:", "response:", "Response:", "message:", "Message:", "server:", "data:", "connection:", "command:", "lmtp;", "below:", "because:", "following:",
	"reason was:", "was:", "failed:", "Deferred:", "Reason:", "code", "status:", "Status:", "SMTP error", "rejected:", "refused:", "failure:", "host:", "deliver:", "via", "from remote", "answered:", "SMTP:", "Server said:", "Diagnostic:", "answer:", "temporary failure:", "permanent failure:", "(state 13):", "(state 14):", "(state 17):", "(state 18):",
}

// replyAt finds the first reply in text behind words that announce it, a
// colon, a semicolon, a quote or a number sign; -1 for none.
func replyAt(text []byte, from int) int {
	via := -2 // where "delivery via" stands; -2 before it was looked for
	for i := from; i+3 <= len(text); i++ {
		if c := text[i]; c != '4' && c != '5' && c != '2' {
			continue
		}
		if i == 0 || isAlnum(text[i-1]) || text[i-1] == '.' || text[i-1] == '-' {
			continue
		}
		b := text[i:]
		if text[i] == '2' {
			if !startsReply(b) || !hasSuffix(text[:i], ": ") {
				continue
			}
			if via == -2 {
				via = index(text, "delivery via ")
			}
			if via >= 0 && via < i || hasSuffix(text[:i], " said: ") && scanEnhanced(b[min(4, len(b)):]) > 0 {
				return i
			}
			continue
		}
		if !failureCode(b) {
			continue
		}
		before := text[:i]
		switch before[i-1] {
		case '#':
			// "#550 5.1.1 …": Exchange. "#550" alone numbers something.
			if replyShape(b) == shapeClear {
				return i
			}
			continue
		case '\'', '"', ';':
			return i
		case '<', '(':
			if replyShape(b) == shapeClear {
				return i
			}
			continue
		}
		trimmed := bytes.TrimRight(before, " \t")
		if n := len(trimmed); n > 0 && (trimmed[n-1] == ':' || trimmed[n-1] == ';') {
			if announced(trimmed) || replyShape(b) == shapeClear || afterHost(trimmed) {
				return i
			}
			continue
		}
		if replyShape(b) == shapeClear && announced(trimmed) {
			return i
		}
		if len(b) > 4 && b[3] == '-' && b[4] == '\'' && announced(trimmed) {
			return i // IronPort: "error 550-'…'"
		}
	}
	return -1
}

// announced tells whether words stand at the end of b that announce a reply.
func announced(b []byte) bool {
	for _, a := range announcements {
		if hasSuffix(b, a) {
			return true
		}
	}
	return false
}

// afterHost tells whether the colon at the end of b is behind a host's name or
// address ("host mx.example.com [192.0.2.1]:"), or a command in brackets.
func afterHost(b []byte) bool {
	b = bytes.TrimRight(b[:len(b)-1], " ")
	if len(b) == 0 {
		return false
	}
	switch b[len(b)-1] {
	case ']', '>', ')':
		return true
	}
	w := b[bytes.LastIndexByte(b, ' ')+1:]
	return bytes.IndexByte(w, '.') > 0 || bytes.IndexByte(w, '@') > 0
}
