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
