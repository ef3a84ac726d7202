package parser

// program is a name that stands in the tag of log lines, and who reads what
// it writes.
type program struct {
	name   []byte
	format *Format // nil for a program that is none of mail's
	part   daemon  // which of the format's programs it is
}

// programSlots is how many programs are remembered; a log has a dozen.
const programSlots = 64

// programCache finds the format of a program without asking every format for
// every line.
type programCache struct {
	slots [programSlots]program
}

// find gives what is known of a program. The result is good until the next
// call with another name.
func (c *programCache) find(name []byte) *program {
	n := len(name)
	if n == 0 {
		return &program{}
	}
	h := uint(n) + uint(name[n-1])*31 + uint(name[n/2])*7
	p := &c.slots[h%programSlots]
	if string(p.name) == string(name) && p.name != nil {
		return p
	}
	p.name = append(p.name[:0], name...)
	p.format, p.part = nil, dUnknown
	if !isTag(name) {
		return p
	}
	for _, f := range formats {
		if f.owns != nil && f.owns(name) {
			p.format = f
			if f.part != nil {
				p.part = f.part(name)
			}
			break
		}
	}
	return p
}

// head is what the header of the last line said: most lines of a busy log
// have the same second and the same host as the line before, and need not be
// read anew.
type head struct {
	stampText [16]byte // "Nov 22 05:38:58 "
	stamp     Stamp
	host      []byte
}

// quick peels the framing off the commonest lines,
//
//	Nov 22 05:38:58 mx1 postfix/smtp[437]: …
//	2026-11-22T05:38:58.042702+00:00 mx1 postfix/smtp[437]: …
//
// when a known mail program wrote them. Every other line is left to
// frame.parse, which reads these just the same.
func (lc *lineContext) quick(line []byte) *program {
	h := &lc.head
	if len(line) < 32 {
		return nil
	}
	f := &lc.f
	n := 16
	if string(line[:16]) == string(h.stampText[:]) {
		f.stamp = h.stamp
	} else {
		f.stamp = Stamp{}
		if n = f.stamp.bsd(line); n == 0 {
			if n = f.stamp.iso(line); n == 0 {
				return nil
			}
		}
		if n >= len(line) || line[n] != ' ' {
			return nil
		}
		n++
		if n == 16 {
			copy(h.stampText[:], line)
			h.stamp = f.stamp
		}
	}
	rest := line[n:]
	if k := len(h.host); k > 0 && len(rest) > k && rest[k] == ' ' && string(rest[:k]) == string(h.host) {
		f.host = rest[:k]
	} else {
		k = 0
		for k < len(rest) && rest[k] > ' ' && rest[k] != ':' {
			k++
		}
		if k == 0 || k >= len(rest) || rest[k] != ' ' || rest[0] == '{' {
			return nil // an object behind a stamp names its own host
		}
		f.host = rest[:k]
		h.host = append(h.host[:0], f.host...)
	}
	rest = rest[len(f.host)+1:]
	j := 0
	for j < len(rest) && rest[j] > ' ' && rest[j] != '[' && rest[j] != ':' {
		j++
	}
	if j == 0 || j >= len(rest) || rest[j] != '[' {
		return nil
	}
	pid, i := 0, j+1
	for i < len(rest) && isDigit(rest[i]) && i < j+11 {
		pid = pid*10 + int(rest[i]-'0')
		i++
	}
	if i == j+1 || i+2 >= len(rest) || rest[i] != ']' || rest[i+1] != ':' || rest[i+2] != ' ' {
		return nil
	}
	p := lc.programs.find(rest[:j])
	if p.format == nil {
		return nil
	}
	f.program, f.pid, f.msg, f.framed = rest[:j], pid, rest[i+3:], true
	f.body, f.inner, f.stream, f.part = line[n:], false, streamNone, false // they were the line's before
	return p
}
