package parser

var moxLevels = [...]string{"trace", "debug", "info", "warn", "error", "tracedata", "traceauth", "fatal", "print"}

// moxLevel knows the beginning of a line in either form: it gives the index of
// the message, 0 for no such line.
func moxLevel(msg []byte) int {
	short := hasPrefix(msg, "l=")
	word := msg
	if short {
		word = msg[2:]
	} else if len(msg) < 16 || msg[0] < 'd' || msg[0] > 'w' {
		return 0
	}
	for _, l := range moxLevels {
		if !hasPrefix(word, l) {
			continue
		}
		rest := word[len(l):]
		switch {
		case short && hasPrefix(rest, ` m="`):
			return len(msg) - len(rest) + 3
		case !short && hasPrefix(rest, ": ") && index(rest, "; pkg=") > 0:
			return len(msg) - len(rest) + 2
		}
	}
	return 0
}

// moxEntry is what is used of a line.
type moxEntry struct {
	msg, err, pkg, cid                        []byte
	cmd, code, ecode, secode                  []byte
	from, recipient, remote, remoteIP, reason []byte
}

// read takes a line apart.
func (x *moxEntry) read(b *Batch, line []byte) bool {
	at := moxLevel(line)
	if at == 0 {
		return false
	}
	p := logfmtPairs{sep: ' '}
	if line[0] == 'l' && line[1] == '=' {
		p.rest = line[at-2:]
	} else {
		i := index(line, "; pkg=")
		x.msg = line[at:i]
		p.sep, p.rest = ';', line[i:]
		if j := index(x.msg, ": "); j > 0 {
			x.msg, x.err = x.msg[:j], x.msg[j+2:]
		}
	}
	for p.next() {
		switch string(p.key) {
		case "m":
			x.msg = p.text(b)
		case "err":
			x.err = p.text(b)
		case "pkg":
			x.pkg = p.value
		case "cid":
			if x.cid == nil {
				x.cid = p.value
			}
		case "cmd":
			x.cmd = p.value
		case "code":
			x.code = p.value
		case "ecode":
			x.ecode = p.value
		case "secode":
			x.secode = p.value
		case "from", "mailfrom":
			x.from = p.text(b)
		case "recipient", "rcptto":
			x.recipient = p.text(b)
		case "remote", "addr":
			x.remote = p.value
		case "remoteip":
			x.remoteIP = p.value
		case "reason":
			x.reason = p.text(b)
		}
	}
	return true
}
