package parser

import "bytes"

// quotedPostfix finds where words that only Postfix writes begin in a line of
// text: a refusal, a delivery or a part of it, what a host said. It gives -1
// where there are none; lacks is what does not stand in the line.
func quotedPostfix(line []byte, lacks glance) int {
	for i := range postfixQuotes {
		if q := &postfixQuotes[i]; !lacks.not(q.holds) {
			if at := q.find(line); at >= 0 {
				return at
			}
		}
	}
	return -1
}

// postfixQuotes are these words, each with octets that they hold.
var postfixQuotes = [...]struct {
	holds glance
	find  func(line []byte) int
}{
	{glanceAt("reject:"), quotedAction},
	{glanceAt("status="), quotedDelivery},
	{glanceAt("]:SASL authentication failed"), quotedLogin},
	{glanceAt("[host]:"), quotedSaid},
}

// quotedAction finds "NOQUEUE: reject: RCPT from …", also without the first
// word, and with a queue id in its place.
func quotedAction(line []byte) int {
	for k := 0; ; {
		n := index(line[k:], "reject")
		if n < 0 {
			return -1
		}
		at := k + n
		k = at + 6
		for at > 0 && (line[at-1] == '-' || line[at-1]-'a' <= 25) {
			at--
		}
		a := actionOf(line[at:])
		if a == nil || !staged(line[at+len(a.name)+2:]) {
			continue
		}
		return behindID(line, at)
	}
}

// staged tells whether s begins with where in a session Postfix checks
// something, and with whose session it was.
func staged(s []byte) bool {
	w, rest := word(s)
	if n := len(w); n > 0 && w[n-1] == ':' {
		return string(w) == "END-OF-MESSAGE:" && startsReply(rest)
	}
	if !hasPrefix(rest, "from") {
		return false
	}
	if _, ok := stagePhase(w); ok {
		return true
	}
	return lookupVerb(w) != nil
}

// behindID gives where the "NOQUEUE: " or the queue id begins that stands
// before at, or at.
func behindID(line []byte, at int) int {
	if at < 3 || line[at-1] != ' ' || line[at-2] != ':' {
		return at
	}
	s := at - 2
	for s > 0 && isAlnum(line[s-1]) {
		s--
	}
	if id, rest := queueID(line[s:]); id != nil || len(rest) < len(line)-s {
		return s
	}
	return at
}

// quotedDelivery finds "4jXHtl37jt: to=<…>, …, status=… (…)", of which the
// beginning may be missing.
func quotedDelivery(line []byte) int {
	at := index(line, "status=")
	if at < 0 {
		return -1
	}
	w, rest := word(line[at+7:])
	if string(w) == "expired," && hasPrefix(rest, "returned to sender") {
		if i := index(line[:at], "from=<"); i > 0 {
			if id := behindID(line, i); id < i {
				return id
			}
		}
		return -1
	}
	if postfixStatus(w) == StatusUnknown || len(rest) == 0 || rest[0] != '(' || at > 0 && isAlnum(line[at-1]) {
		return -1
	}
	if i := index(line[:at], "to=<"); i >= 0 && (i == 0 || line[i-1] == ' ' || !isAlnum(line[i-1]) && line[i-1] != '_') {
		return behindID(line, i)
	}
	for _, key := range [...]string{"relay=", "delay=", "dsn="} {
		if i := index(line[:at], key); i >= 0 && (i == 0 || !isAlnum(line[i-1])) {
			return i
		}
	}
	return at
}

// quotedLogin finds "warning: mx[192.0.2.7]: SASL LOGIN authentication failed: …".
func quotedLogin(line []byte) int {
	const warning = "warning: "
	at := index(line, "]: SASL ")
	if at < 0 || index(line[at:], " authentication failed") < 0 {
		return -1
	}
	i := lastIndex(line[:at], warning)
	if i < 0 || i > 0 && isAlnum(line[i-1]) || clientEnd(line[i+len(warning):]) != at+1-i-len(warning) {
		return -1
	}
	return i
}

// quotedSaid finds "4jXHtl37jt: host mx[192.0.2.1] said: 550 … (in reply to RCPT
// TO command)" and "host mx[192.0.2.1] refused to talk to me: 421 …", the latter
// words where a mark tells that they are quoted: in a text's own words they
// tell again what its readers know.
func quotedSaid(line []byte) int {
	at := index(line, " said: ")
	if at > 0 && (!startsReply(line[at+7:]) || index(line[at:], " (in reply to ") < 0) {
		return -1
	}
	if at < 0 {
		const refused = " refused to talk to me: "
		if at = index(line, refused); at < 0 || !startsReply(line[at+len(refused):]) {
			return -1
		}
	}
	if at == 0 || line[at-1] != ']' {
		return -1
	}
	i := lastIndex(line[:at], "host ")
	if i < 0 || bytes.IndexByte(line[i:at], '[') < 0 {
		return -1
	}
	if id := behindID(line, i); id < i {
		return id
	}
	from := i
	if i > 0 && line[i-1] == '(' {
		i--
	}
	if i == 0 || !isQuote(line[i-1]) {
		return -1
	}
	return from
}
