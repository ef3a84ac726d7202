package parser

import "bytes"

// Haraka writes "[LEVEL] [uuid] [origin] message name=value …", or the same as
// logfmt or as JSON (log format = LOGFMT, JSON), with a stamp before it, a
// syslog header, or nothing. The uuid is the connection's, with the number of
// the transaction behind a dot, and of the delivery behind another.

var _ = register(&Format{
	Name:    "haraka",
	Title:   "Haraka, in its default, logfmt and JSON formats",
	Example: `2026-11-22T05:36:38.399Z [NOTICE] [108B62D2-DB68-497A-872C-9E62BCDED895.1.1] [outbound] recipient <ann@example.com> rejected: 550 5.1.1 User unknown`,
	Reads: "the dialogues of loglevel PROTOCOL, inbound and outbound; recipients that were rejected or deferred; deliveries that failed and why; " +
		"what plugins refused; the last reply of a connection (lr)",
	Leaves: "plugins' own messages; deliveries that went well, whose code is not logged",
	owns:   func(program []byte) bool { return string(program) == "haraka" },
	quiet:  quietHaraka,
	sniffs: []sniffer{{sniff: sniffHaraka, starts: "[l{"}},
	object: func(msg []byte, _ signs) bool { return isHarakaObject(msg) },
	read:   readHaraka,
})

// harakaLevels are the log levels, as all three formats write them.
var harakaLevels = [...]string{
	"PROTOCOL", "INFO", "NOTICE", "DEBUG", "WARN", "ERROR", "CRIT", "DATA", "ALERT", "EMERG",
}

func harakaLevel(word []byte) bool {
	for _, l := range harakaLevels {
		if string(word) == l {
			return true
		}
	}
	return false
}

func sniffHaraka(msg []byte) bool {
	if len(msg) < 16 {
		return false
	}
	switch msg[0] {
	case '[':
		var x harakaEntry
		return x.plain(msg)
	case 'l':
		return hasPrefix(msg, "level=") && index(msg, " uuid=") > 0 && index(msg, " origin=") > 0
	case '{':
		return isHarakaObject(msg)
	}
	return false
}

func isHarakaObject(msg []byte) bool {
	return hasPrefix(msg, `{"level":"`) && index(msg, `"uuid":"`) > 0 && index(msg, `"origin":"`) > 0
}

// quietHaraka knows the levels that are half of a verbose log.
func quietHaraka(lc *lineContext, _ *Batch) bool {
	if hasPrefix(lc.f.msg, "[DEBUG] [") {
		return index(lc.f.msg, "] deliver: ") < 0 // which tells the peer
	}
	return hasPrefix(lc.f.msg, "level=DEBUG ") || hasPrefix(lc.f.msg, `{"level":"DEBUG"`)
}

// harakaEntry is an entry in any of the formats.
type harakaEntry struct {
	level, uuid, origin []byte
	text                []byte // the message, in the default format with its values

	values []byte // where values are looked for: name=value
	// of the JSON format
	ip, port, lr, code, msg, hook, retval, response []byte
}

// plain reads "[LEVEL] [uuid] [origin] …".
func (x *harakaEntry) plain(msg []byte) bool {
	part := func() []byte {
		if len(msg) == 0 || msg[0] != '[' {
			return nil
		}
		i := bytes.IndexByte(msg, ']')
		if i < 0 {
			return nil
		}
		p := msg[1:i]
		msg = msg[i+1:]
		if len(msg) > 0 && msg[0] == ' ' {
			msg = msg[1:]
		}
		return p
	}
	if x.level = part(); x.level == nil || !harakaLevel(bytes.TrimRight(x.level, " ")) {
		return false
	}
	if x.uuid = part(); !harakaID(x.uuid) {
		return false
	}
	if x.origin = part(); len(x.origin) == 0 {
		return false
	}
	x.text, x.values = msg, msg
	return true
}

// harakaID tells whether b is a uuid with transaction numbers, or "-".
func harakaID(b []byte) bool {
	for _, c := range b {
		if !isHex(c) && c != '-' && c != '.' {
			return false
		}
	}
	return len(b) == 1 && b[0] == '-' || len(b) >= 36
}

// logfmt reads "level=INFO uuid=… origin=… message=… …".
func (x *harakaEntry) logfmt(b *Batch, msg []byte) bool {
	x.level, x.uuid = logfmtValue(b, msg, "level"), logfmtValue(b, msg, "uuid")
	x.origin, x.text = logfmtValue(b, msg, "origin"), logfmtValue(b, msg, "message")
	x.values = msg
	return x.origin != nil && x.uuid != nil
}

// object reads the JSON format.
func (x *harakaEntry) object(b *Batch, msg []byte) bool {
	s := jsonScanner{in: msg}
	if !s.open() {
		return false
	}
	for s.member() {
		var to *[]byte
		switch string(s.name) {
		case "level":
			to = &x.level
		case "uuid":
			to = &x.uuid
		case "origin":
			to = &x.origin
		case "message":
			to = &x.text
		case "ip":
			to = &x.ip
		case "port":
			to = &x.port
		case "lr":
			to = &x.lr
		case "code":
			to = &x.code
		case "msg":
			to = &x.msg
		case "hook":
			to = &x.hook
		case "retval":
			to = &x.retval
		case "response":
			to = &x.response
		}
		if to == nil {
			if !s.skip() {
				break
			}
			continue
		}
		v, ok := s.value(b)
		if !ok {
			break
		}
		*to = v
	}
	return x.origin != nil && x.uuid != nil
}

// find fills the values that an entry of the other formats has.
func (x *harakaEntry) find(b *Batch) {
	if x.values == nil {
		return
	}
	x.ip, x.port, x.lr = logfmtValue(b, x.values, "ip"), logfmtValue(b, x.values, "port"), logfmtValue(b, x.values, "lr")
	x.code, x.msg = logfmtValue(b, x.values, "code"), logfmtValue(b, x.values, "msg")
	x.hook, x.retval = logfmtValue(b, x.values, "hook"), logfmtValue(b, x.values, "retval")
	x.response = logfmtValue(b, x.values, "response")
}

// logfmtValue gives the value of name in "name=value name="a value"", nil for
// none.
func logfmtValue(b *Batch, text []byte, name string) []byte {
	for at := 0; ; {
		i := index(text[at:], name)
		if i < 0 {
			return nil
		}
		i += at
		at = i + len(name)
		if i > 0 && text[i-1] != ' ' && text[i-1] != '\t' || at >= len(text) || text[at] != '=' {
			continue
		}
		v := text[at+1:]
		if len(v) == 0 || v[0] != '"' {
			w, _ := word(v)
			return w
		}
		s := jsonScanner{in: v}
		raw, escaped, ok := s.str()
		switch {
		case !ok:
			return v[1:] // the line was cut
		case escaped:
			return unescapeJSON(b, raw)
		}
		return raw
	}
}
