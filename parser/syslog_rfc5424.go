package parser

// rfc5424 reads what follows "<PRI>1 " (RFC 5424 §6).
func (f *frame) rfc5424(line, b []byte) {
	n := f.stamp.iso(b)
	if n == 0 {
		if len(b) < 2 || b[0] != '-' || b[1] != ' ' {
			return
		}
		n = 1
	}
	if n >= len(b) || b[n] != ' ' {
		*f = frame{msg: line}
		return
	}
	b = b[n+1:]
	var header [4][]byte // HOSTNAME, APP-NAME, PROCID, MSGID
	for i := range header {
		if header[i], b = word(b); b == nil {
			*f = frame{msg: line}
			return
		}
	}
	host, app, proc := header[0], header[1], header[2]
	b = skipStructured(b)
	if !isNil(host) {
		f.host = host
	}
	if !isNil(app) {
		f.program = app
	}
	if !isNil(proc) {
		f.pid, _ = atoi(proc, 10)
	}
	if hasPrefix(b, "\xef\xbb\xbf") {
		b = b[3:]
	}
	f.msg = trimLeft(b)
	f.framed = true
}

func isNil(b []byte) bool { return len(b) == 1 && b[0] == '-' }

// skipStructured steps over STRUCTURED-DATA (RFC 5424 §6.3).
func skipStructured(b []byte) []byte {
	if len(b) > 0 && b[0] == '-' {
		return trimLeft(b[1:])
	}
	for len(b) > 0 && b[0] == '[' {
		quoted, i := false, 1
		for ; i < len(b); i++ {
			switch c := b[i]; {
			case c == '\\' && quoted:
				i++
				continue
			case c == '"':
				quoted = !quoted
				continue
			case c == ']' && !quoted:
			default:
				continue
			}
			break
		}
		if i >= len(b) {
			return b
		}
		b = b[i+1:]
	}
	return trimLeft(b)
}
