package parser

// maybeOpen notes that a delivery or a refusal breaks off: a delivery ends with
// a bracket, a refusal with what the client's session was (proto=, helo=).
func (b *Batch) maybeOpen(o outcome, msg []byte) outcome {
	if hasPrefix(msg, "to=") {
		end := trimSpace(msg)
		if end[len(end)-1] == ')' {
			return o
		}
	} else if index(msg, " proto=") >= 0 || index(msg, ": CONNECT from [") >= 0 {
		// postscreen tells no more of clients that it has no room for.
		return o
	}
	return b.unlessCut(o, true)
}

// saidOpen notes that what a host said breaks off: it ends with the command that
// it answered. What a host said as greeting ends with nothing.
func (b *Batch) saidOpen(o outcome, msg []byte) outcome {
	if !hasPrefix(msg, "host") || index(msg, " refused to ") >= 0 {
		return o
	}
	end := trimSpace(msg)
	if end[len(end)-1] == ')' || len(end) > 4 && end[4] != ' ' {
		return o
	}
	return b.unlessCut(o, true)
}

// headOnly tells whether nothing of a message is left but what stands before
// its words: "4jXHtl37jt:", "NOQUEUE: reject:".
func headOnly(msg []byte) bool {
	msg = trimSpace(msg)
	n := len(msg) - 1
	if n < 5 || n > 64 || msg[n] != ':' {
		return false
	}
	id, rest := msg[:n], []byte(nil)
	if i := index(msg, ": "); i > 0 {
		id, rest = msg[:i], msg[i+2:n]
	}
	if string(id) != "NOQUEUE" && (alnumRun(id) < len(id) || !looksQueueID(id)) {
		return false
	}
	return rest == nil || actionNamed(rest) != nil
}
