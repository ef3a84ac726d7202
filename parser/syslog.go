package parser

import "bytes"

// frame is what stands around a program's own words on a line of a log: the
// framing is peeled off here, once, for every format.
type frame struct {
	stamp   Stamp
	host    []byte
	program []byte // the tag without its pid
	pid     int
	msg     []byte // what the program wrote
	body    []byte // what stands behind the stamp
	framed  bool   // a header with a program name was there
	inner   bool   // body was wrapped into something that is peeled off
	stream  stream // of a container, where its log tells
	part    bool   // the line is a piece of a longer one
}

// parse peels the framing off a line. The forms, all seen in the wild:
//
//	Nov 22 05:38:58 mx1 postfix/smtp[437]: …           RFC 3164 §4.1
//	<22>Nov 22 05:38:58 mx1 postfix/smtp[437]: …       with priority
//	Nov 22 05:38:58.123 mx1 …, 2026 Nov 22 05:38:58 …  milliseconds, year first
//	2026-11-22T05:38:58.042702+00:00 mx1 postfix/…     RFC 3339 stamps
//	<22>1 2026-11-22T05:38:58Z mx1 postfix 437 - - …   RFC 5424 §6
//	Sun 2026-11-22 05:38:58 UTC mx1 postfix/…          journalctl -o with-unit
//	mail-1  | Nov 22 05:38:58 mx1 …                    a container's name
//	Nov 22 05:38:58 postfix/smtp[437]: …               without a host
//	@400000005f0000000000abcd …                        multilog's
//
// A line that has none of them comes back whole in msg, framed false.
func (f *frame) parse(line []byte) {
	*f = frame{msg: line}
	b := line
	if len(b) < 16 {
		if len(b) > 0 && isAlnum(b[0]) {
			f.wrapped(line)
		}
		return
	}
	switch c := b[0]; {
	case c == '<':
		n := priority(b)
		if n == 0 {
			return
		}
		b = b[n:]
		if len(b) > 2 && b[0] == '1' && b[1] == ' ' {
			f.rfc5424(line, b[2:])
			return
		}
	case c == '{':
		// JSON is told apart before.
		return
	case isBlank(c):
		// Nothing stands before a header, but before a container's name where a
		// block of code was indented.
		if b = trimLeft(b); containerPrefix(b) > 0 {
			f.wrapped(b)
		}
		return
	}
	if f.header(b) {
		return
	}
	f.wrapped(line)
}

// header reads stamp, host and tag.
func (f *frame) header(b []byte) bool {
	n := f.stamp.bsd(b)
	if n == 0 {
		if len(b) > 0 && b[0] == '@' {
			n = f.stamp.tai64n(b)
		}
		if n == 0 && len(b) > 19 && isDigit(b[0]) {
			n = f.stamp.iso(b)
		}
		if n == 0 {
			n = f.stamp.weekday(b)
		}
		if n == 0 && len(b) > 0 && (isAlpha(b[0]) || b[0] >= 0x80) {
			n = f.stamp.local(b)
		}
		if n == 0 {
			return false
		}
	}
	if n >= len(b) {
		f.stamp = Stamp{}
		return false
	}
	rest := b[n:]
	if !isBlank(rest[0]) {
		f.stamp = Stamp{}
		return false
	}
	rest = trimLeft(rest)
	if len(rest) > 4 && rest[0] == '<' {
		// "<mail.info> mx1 …": FreeBSD's syslogd -v.
		if i := bytes.IndexByte(rest, '>'); i > 0 && i < 24 && i+1 < len(rest) && rest[i+1] == ' ' && bytes.IndexByte(rest[:i], ' ') < 0 {
			rest = trimLeft(rest[i+1:])
		}
	}
	f.body = rest
	if len(rest) > 0 && rest[0] == '{' {
		f.msg = rest // an object behind a stamp: no host is called so
		return false
	}
	if b[0] == '@' && (noLog(rest) || sniffers.begins(rest)) {
		f.msg = rest // a process and an arrow, say: no host's name
		return false
	}
	return f.hostAndTag(rest)
}

// hostAndTag reads "host tag[pid]: message" or "tag[pid]: message".
func (f *frame) hostAndTag(b []byte) bool {
	i := 0
	for i < len(b) && !isBlank(b[i]) {
		i++
	}
	if i == len(b) {
		f.msg = b
		return false
	}
	word := b[:i]
	if i > 0 && word[i-1] == ':' {
		// "tag[pid]: message": a host name never ends in a colon.
		if f.tag(word[:i-1]) {
			f.msg = b[i+1:]
			f.framed = true
			return true
		}
		f.msg = b
		return false
	}
	rest := trimLeft(b[i:])
	// The tag ends at the first colon that a blank or the end follows; a tag
	// of more than one word has a bracket ("amavis[123]: (1-1) ...").
	j := 0
	for j < len(rest) && !isBlank(rest[j]) && rest[j] != ':' {
		j++
	}
	for j < len(rest) && rest[j] == ':' && j+1 < len(rest) && !isBlank(rest[j+1]) {
		// "postfix/smtpd:x" or an IPv6 address: not the end of a tag.
		j++
		for j < len(rest) && !isBlank(rest[j]) && rest[j] != ':' {
			j++
		}
	}
	if j < len(rest) && rest[j] == ':' && j > 0 && f.tag(rest[:j]) {
		f.host = word
		f.msg = rest[j+1:]
		if len(f.msg) > 0 && isBlank(f.msg[0]) {
			f.msg = f.msg[1:]
		}
		f.framed = true
		return true
	}
	if j > 3 && j < len(rest) && isBlank(rest[j]) && rest[j-1] == ']' && isAlpha(rest[0]) && f.tag(rest[:j]) && f.pid > 0 {
		// "host tag[pid] message", copied from a viewer with columns.
		f.host, f.msg, f.framed = word, trimLeft(rest[j:]), true
		return true
	}
	f.msg = b
	return false
}

// tag reads "program[pid]"; false when the word cannot be a tag.
func (f *frame) tag(word []byte) bool {
	if len(word) == 0 {
		return false
	}
	if word[len(word)-1] == ']' {
		k := len(word) - 2
		for k >= 0 && isDigit(word[k]) {
			k--
		}
		if k > 0 && k < len(word)-2 && word[k] == '[' {
			pid, _ := atoi(word[k+1:], 10)
			f.pid = pid
			word = word[:k]
		} else if i := index(word, "["); i > 0 {
			// "opendkim[12:34]" and the like: the program is what is before.
			word = word[:i]
		}
	}
	if !isTag(word) {
		return false
	}
	f.program = word
	return true
}

// isTag tells whether word has nothing in it that no program's name has.
func isTag(word []byte) bool {
	for _, c := range word {
		if c <= ' ' || c == '=' || c == '<' || c == '>' || c == '"' || c == ',' || c == '\'' {
			return false
		}
	}
	return true
}

// word gives what stands before the next blank, and what stands behind it.
func word(b []byte) (w, rest []byte) {
	for i, c := range b {
		if c == ' ' {
			return b[:i], b[i+1:]
		}
	}
	return b, nil
}

// priority gives the length of "<0>" to "<191>" at the beginning of b.
func priority(b []byte) int {
	_, n := atoi(b[1:], 3)
	if n == 0 || 1+n >= len(b) || b[1+n] != '>' {
		return 0
	}
	return n + 2
}
