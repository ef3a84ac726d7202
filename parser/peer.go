package parser

import "bytes"

// hostBefore finds the last "name[address]" of "host name[address] said: ".
func hostBefore(b []byte) (Peer, bool) {
	end := -1
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == ']' && end < 0 {
			end = i
			if i+1 < len(b) && b[i+1] == ':' {
				_, n := atoi(b[i+2:], 5)
				end = i + 1 + n
			}
		}
		if b[i] == ' ' && end >= 0 {
			return parsePeer(b[i+1 : end+1]), true
		}
	}
	if end >= 0 {
		return parsePeer(b[:end+1]), true
	}
	return Peer{}, false
}

// parsePeer reads "name[address]:port", "name[address]", "[address]:port".
// Names that stand for none ("none", "unknown", "local", "virtual") are left out.
func parsePeer(b []byte) Peer {
	var p Peer
	open := bytes.IndexByte(b, '[')
	if open < 0 {
		if string(b) != "none" && string(b) != "local" && string(b) != "unknown" && string(b) != "virtual" {
			p.Name = b
		}
		return p
	}
	p.Name = b[:open]
	if len(p.Name) == 0 || string(p.Name) == "unknown" {
		p.Name = nil
	}
	rest := b[open+1:]
	if i := bytes.IndexByte(rest, ']'); i >= 0 {
		p.IP = rest[:i]
		if i+2 < len(rest) && rest[i+1] == ':' {
			p.Port, _ = atoi(rest[i+2:], 5)
		}
	}
	if !looksIP(p.IP) {
		// "mx[private/dovecot-lmtp]" is a socket.
		p.IP = nil
	}
	return p
}

// looksIP tells an address from a socket's path, from "unknown" and from the
// number of a process.
func looksIP(b []byte) bool {
	parts := false
	for _, c := range b {
		switch {
		case c == '.' || c == ':':
			parts = true
		case !isHex(c) && c != '%':
			return hasPrefix(b, "IPv6:")
		}
	}
	return parts && (isHex(b[0]) || b[0] == ':')
}

// firstPeer finds the first "name[address]:port" of a text, or "name[path]" of a
// socket, or a domain whose address was made unknown, "mx.example.com[x.x.x.x]"; the
// zero Peer where none is. Other words have brackets, too: a process,
// "postfix/smtp[437]", the key of a table.
func firstPeer(msg []byte) Peer {
	from := 0
	for i, c := range msg {
		switch c {
		case ' ':
			from = i + 1
		case '[':
			if from < 0 || i == from {
				continue
			}
			if n := clientEnd(msg[from:]); from+n > i {
				name, within := msg[from:i], msg[i:from+n]
				hidden := bytes.IndexByte(name, '.') > 0 && bytes.IndexByte(name, '/') < 0
				if p := parsePeer(msg[from : from+n]); p.IP != nil || hidden || bytes.IndexByte(within, '/') > 0 {
					return p
				}
			}
			from = -1 // a word is looked at once, whatever brackets it has
		}
	}
	return Peer{}
}
