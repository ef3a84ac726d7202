package parser

import "bytes"

// eximHost reads "name (helo) [192.0.2.1]:25" and gives its length; the name,
// the HELO name and the port may be missing. What a client called itself is
// not its name.
func eximHost(s []byte) (p Peer, n int) {
	if len(s) == 0 {
		return p, 0
	}
	i := 0
	if s[0] != '[' && s[0] != '(' {
		for i < len(s) && s[i] != ' ' {
			i++
		}
		if i > 0 && s[i-1] == ':' {
			p.Name = s[:i-1]
			return p, i - 1
		}
		p.Name = s[:i]
		n = i
		if i+1 >= len(s) || s[i+1] != '[' && s[i+1] != '(' {
			return p, n
		}
		i++
	}
	if s[i] == '(' {
		j := index(s[i:], ") [")
		if j < 0 || j > 512 {
			if j = bytes.IndexByte(s[i:], ')'); j < 0 || j > 512 {
				return p, n
			}
			return p, i + j + 1
		}
		i += j + 2
	}
	if s[i] != '[' {
		return p, n
	}
	j := bytes.IndexByte(s[i:], ']')
	if j < 0 {
		return p, n
	}
	if ip := s[i+1 : i+j]; looksIP(ip) {
		p.IP = ip
	}
	i += j + 1
	// The port; a star behind it tells that an open connection was used.
	if i+1 < len(s) && s[i] == ':' && s[i+1] != ' ' {
		p.Port, _ = atoi(s[i+1:], 5)
		i++
		for i < len(s) && isAlnum(s[i]) || i < len(s) && s[i] == '_' {
			i++
		}
	}
	for i < len(s) && s[i] == '*' {
		i++
	}
	return p, i
}

// eximTLS reads "TLS1.3:TLS_AES_256_GCM_SHA384:256", with GnuTLS
// "TLS1.3:ECDHE_X25519__…__AES_256_GCM:256": version, cipher, bits.
func eximTLS(v []byte) TLS {
	i := bytes.IndexByte(v, ':')
	if i <= 0 {
		return TLS{}
	}
	t := TLS{Version: v[:i]}
	c := v[i+1:]
	if j := bytes.LastIndexByte(c, ':'); j >= 0 {
		c = c[:j]
	}
	if len(c) > 0 {
		t.Cipher = c
	}
	return t
}

// eximSeconds reads a time as Exim prints it: "3s", "0.113s", "1m10s",
// "2d3h5m1s", "1w".
func eximSeconds(v []byte) (float64, bool) {
	total, any := 0, false
	for len(v) > 0 {
		n, d := atoi(v, 9)
		if d == 0 || d >= len(v) {
			return 0, false
		}
		unit := v[d]
		if unit == '.' {
			if v[len(v)-1] != 's' {
				return 0, false
			}
			f, ok := seconds(v[:len(v)-1])
			return float64(total) + f, ok
		}
		switch unit {
		case 'w':
			n *= 7 * secondsADay
		case 'd':
			n *= secondsADay
		case 'h':
			n *= 3600
		case 'm':
			n *= 60
		case 's':
		default:
			return 0, false
		}
		total += n
		any = true
		v = v[d+1:]
	}
	return float64(total), any
}

// eximAddress takes the address off the beginning of what stands behind an
// arrow, and the one in brackets that it was made from. Pipes and files have
// blanks in them.
func eximAddress(s []byte) (addr, parent, rest []byte) {
	n := 0
	if len(s) > 0 && s[0] == '"' {
		n = eximQuoted(s)
	}
	for n < len(s) {
		if s[n] == ':' && (n+1 == len(s) || s[n+1] == ' ') {
			break
		}
		if s[n] == ' ' && (s[0] != '|' && s[0] != '/' && s[0] != '>' || eximStop(s[n+1:])) {
			break
		}
		n++
	}
	addr, rest = s[:n], s[n:]
	if hasPrefix(rest, " <") {
		if p := bracketed(rest[1:]); p != nil {
			skip := len(p) + 3
			if len(p) == 2 && p[0] == '<' {
				skip = 3
			} else {
				parent = p
			}
			rest = rest[skip:]
		}
	}
	return addr, parent, rest
}

// eximStop tells whether b begins with what ends an address.
func eximStop(b []byte) bool {
	return len(b) > 0 && (b[0] == '<' || b[0] == ':' || eximKey(b) > 0 || hasPrefix(b, "defer ("))
}

// setRecipient takes the address that a delivery is about: the one that was
// delivered to, or what a local part was made from.
func (e *Event) setRecipient(addr, parent []byte) {
	if len(addr) > 0 && addr[0] != '|' && addr[0] != '/' && addr[0] != '>' && bytes.IndexByte(addr, '@') >= 0 || parent == nil {
		if len(addr) > 0 {
			e.Recipient = addr
		}
		return
	}
	e.Recipient = parent
}
