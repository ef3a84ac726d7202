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
// Names that stand for none ("none", "unknown", "local") are left out.
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

// looksIP tells an address from a socket's path or from "unknown".
func looksIP(b []byte) bool {
	if len(b) == 0 {
		return false
	}
	for _, c := range b {
		if !isHex(c) && c != '.' && c != ':' && c != '%' {
			return hasPrefix(b, "IPv6:")
		}
	}
	return isHex(b[0]) || b[0] == ':'
}

// firstPeer finds the first "name[address]:port" of a text.
func firstPeer(msg []byte) Peer {
	from := 0
	for i, c := range msg {
		switch c {
		case ' ':
			from = i + 1
		case '[':
			if i == from {
				continue
			}
			n := clientEnd(msg[from:])
			if n < 0 {
				return Peer{}
			}
			return parsePeer(msg[from : from+n])
		}
	}
	return Peer{}
}
