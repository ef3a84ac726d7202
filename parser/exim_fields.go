package parser

import "bytes"

// eximInfo is what the fields of a line tell that is no part of an event.
type eximInfo struct {
	host    bool // H= was there: the line is about a connection
	confirm []byte
	ident   bool // U= was there: a process of this machine
}

// eximFields reads the fields "R=dns T=remote H=mx [192.0.2.1]:25 X=…" that s
// begins with. It gives what stands behind them, and whether a colon parted
// the two. flags tells that words in capitals without a value may stand
// between ("K", "L", "PRDR").
func (x *eximInfo) eximFields(e *Event, s []byte, flags bool) (rest []byte, colon bool) {
	for {
		s = trimLeft(s)
		if len(s) == 0 {
			return s, false
		}
		if s[0] == ':' && (len(s) == 1 || s[1] == ' ') {
			return trimLeft(s[1:]), true
		}
		k := eximKey(s)
		if k == 0 {
			if flags {
				if n := eximFlag(s); n > 0 {
					if n < len(s) && s[n] == ':' {
						return trimLeft(s[n+1:]), true
					}
					s = s[n:]
					continue
				}
			}
			return s, false
		}
		key, val := s[:k], s[k+1:]
		n := x.value(e, key, val)
		s = val[n:]
		if len(s) > 0 && s[0] == ':' && (len(s) == 1 || s[1] == ' ') {
			return trimLeft(s[1:]), true
		}
	}
}

// eximKey gives the length of a field's name: capitals, and Ci; 0 for none.
func eximKey(s []byte) int {
	n := 0
	for n < len(s) && n < 9 && (s[n]-'A' <= 25 || n > 0 && isAlnum(s[n])) {
		n++
	}
	if n == 0 || n >= len(s) || s[n] != '=' {
		return 0
	}
	return n
}

// eximFlag gives the length of a flag: "K", "L", "PRDR", "TFO*", "DS".
func eximFlag(s []byte) int {
	n := 0
	for n < len(s) && s[n]-'A' <= 25 {
		n++
	}
	if n == 0 || n > 5 {
		return 0
	}
	for n < len(s) && (s[n] == '*' || s[n] == '-') {
		n++
	}
	if n < len(s) && s[n] != ' ' && s[n] != ':' {
		return 0
	}
	return n
}

// value reads the value of one field and gives its length.
func (x *eximInfo) value(e *Event, key, val []byte) int {
	if len(val) == 0 {
		return 0
	}
	switch {
	case val[0] == '"':
		n := eximQuoted(val)
		if len(key) == 1 && key[0] == 'C' {
			x.confirm = val[:n]
		}
		return n
	case val[0] == '<':
		a := bracketed(val)
		if a == nil {
			return eximWord(val)
		}
		n := 2
		if len(a) != 2 || a[0] != '<' {
			n += len(a)
		}
		if len(key) == 1 && key[0] == 'F' {
			e.Sender = a
		} else if len(key) == 1 && key[0] == 'P' && e.Sender == nil {
			e.Sender = a
		}
		return n
	}
	if len(key) == 1 && key[0] == 'H' {
		p, n := eximHost(val)
		e.Peer = p
		x.host = true
		return n
	}
	n := eximWord(val)
	v := val[:n]
	switch string(key) {
	case "I", "PRX":
		if val[0] == '[' {
			_, n = eximHost(val)
		}
	case "U":
		x.ident = true
	case "Ci":
		e.Session = v
	case "F":
		// QUIRK: Exim before 4.40 wrote no brackets.
		e.Sender = v
	case "X":
		e.TLS = eximTLS(v)
	case "QT":
		e.Delay, e.HasDelay = eximSeconds(v)
	case "DT":
		if !e.HasDelay {
			e.Delay, e.HasDelay = eximSeconds(v)
		}
	}
	return n
}

// eximWord gives the length of a value without quotes: to the next blank, or
// to the colon before it.
func eximWord(val []byte) int {
	n := bytes.IndexByte(val, ' ')
	if n < 0 {
		n = len(val)
	}
	if n > 0 && val[n-1] == ':' {
		n--
	}
	return n
}

// eximQuoted gives the length of a quoted value; backslashes protect.
func eximQuoted(val []byte) int {
	for i := 1; i < len(val); i++ {
		switch val[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(val)
}

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
