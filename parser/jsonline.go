package parser

import (
	"unicode/utf16"
	"unicode/utf8"
)

// jsonFrame unwraps log lines that a log shipper or the journal writes as
// JSON objects, one a line: the message is found by the member names that
// these programs use, and is then read like any other.
type jsonFrame struct {
	s jsonScanner
}

// jsonMember says what a member of such an object is for.
type jsonMember uint8

const (
	jsonNone jsonMember = iota
	jsonMessage
	jsonProgram
	jsonPID
	jsonHost
	jsonTime
	jsonMicros
)

// jsonMembers are the names, by who writes them: the journal, rsyslog,
// docker, Fluent Bit, Filebeat, Vector, Graylog.
var jsonMembers = [...]struct {
	name string
	is   jsonMember
}{
	{"MESSAGE", jsonMessage}, {"message", jsonMessage}, {"msg", jsonMessage}, {"log", jsonMessage}, {"short_message", jsonMessage}, {"full_message", jsonMessage},
	{"SYSLOG_IDENTIFIER", jsonProgram}, {"tag", jsonProgram}, {"programname", jsonProgram}, {"program", jsonProgram}, {"ident", jsonProgram}, {"syslogtag", jsonProgram},
	{"appname", jsonProgram}, {"app-name", jsonProgram}, {"app_name", jsonProgram}, {"syslog_identifier", jsonProgram}, {"process", jsonProgram},
	{"_PID", jsonPID}, {"SYSLOG_PID", jsonPID}, {"pid", jsonPID}, {"procid", jsonPID}, {"process_id", jsonPID},
	{"_HOSTNAME", jsonHost}, {"host", jsonHost}, {"hostname", jsonHost}, {"source", jsonHost}, {"fromhost", jsonHost},
	{"timestamp", jsonTime}, {"@timestamp", jsonTime}, {"time", jsonTime}, {"timereported", jsonTime}, {"date", jsonTime}, {"eventtime", jsonTime},
	{"__REALTIME_TIMESTAMP", jsonMicros}, {"_SOURCE_REALTIME_TIMESTAMP", jsonMicros},
}

func memberOf(name []byte) jsonMember {
	for i := range jsonMembers {
		if string(name) == jsonMembers[i].name {
			return jsonMembers[i].is
		}
	}
	return jsonNone
}

// parse fills f from one object. It gives false when the line is no such
// object or has no message in it.
func (j *jsonFrame) parse(b *Batch, line []byte, f *frame) bool {
	*f = frame{msg: line}
	s := &j.s
	*s = jsonScanner{in: line}
	if !s.open() {
		return false
	}
	var msg []byte
	var pid int
	for s.member() {
		is := memberOf(s.name)
		if is == jsonNone {
			if !s.skip() {
				return false
			}
			continue
		}
		v, ok := s.value(b)
		if !ok {
			return false
		}
		if v == nil {
			continue
		}
		switch is {
		case jsonMessage:
			if msg == nil {
				msg = v
			}
		case jsonProgram:
			if f.program == nil {
				for len(v) > 0 && v[len(v)-1] == ':' {
					v = v[:len(v)-1]
				}
				f.tag(v)
			}
		case jsonPID:
			if pid == 0 {
				pid, _ = atoi(v, 10)
			}
		case jsonHost:
			if f.host == nil {
				f.host = v
			}
		case jsonTime:
			if !f.stamp.HasDate() && f.stamp.iso(v) == 0 {
				f.stamp.bsd(v)
			}
		case jsonMicros:
			if !f.stamp.HasDate() {
				f.stamp.micros(v)
			}
		}
	}
	if msg == nil {
		*f = frame{msg: line}
		return false
	}
	if f.pid == 0 {
		f.pid = pid
	}
	msg = trimEOL(msg)
	// The message may bring a syslog header of its own (docker, Kubernetes).
	var inner frame
	inner.parse(msg)
	if inner.framed {
		if !inner.stamp.HasDate() || inner.stamp.relative && f.stamp.HasDate() {
			inner.stamp = f.stamp
		}
		if inner.host == nil {
			inner.host = f.host
		}
		*f = inner
		return true
	}
	f.msg, f.body = trimLeft(msg), msg
	f.framed = f.program != nil
	return true
}

// maxMicros is the beginning of the year 10000, which no stamp can write.
const maxMicros = 253402300800 * 1e6

// micros reads microseconds since 1970, as the journal writes them.
func (s *Stamp) micros(b []byte) {
	v, n := atoi(b, 18)
	if n < 16 || n != len(b) || v >= maxMicros {
		return
	}
	secs := int64(v / 1e6)
	days, rest := secs/secondsADay, secs%secondsADay
	y, m, d := civilFromDays(days)
	*s = Stamp{
		Year: int16(y), Month: uint8(m), Day: uint8(d),
		Hour: uint8(rest / 3600), Min: uint8(rest / 60 % 60), S: uint8(rest % 60),
		Nsec: int32(v%1e6) * 1000, FracDigits: 6, HasTime: true, HasZone: true,
	}
}

// civilFromDays is the inverse of daysFromCivil.
func civilFromDays(z int64) (y, m, d int) {
	z += 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d = int(doy - (153*mp+2)/5 + 1)
	m = int(mp + 3)
	if m > 12 {
		m -= 12
	}
	y = int(yoe + era*400)
	if m <= 2 {
		y++
	}
	return y, m, d
}

// jsonScanner walks over the members of one object without building it
// (RFC 8259).
type jsonScanner struct {
	in   []byte
	at   int
	name []byte
	more bool
}

func (s *jsonScanner) blank() {
	for s.at < len(s.in) && (s.in[s.at] == ' ' || s.in[s.at] == '\t' || s.in[s.at] == '\r') {
		s.at++
	}
}

func (s *jsonScanner) open() bool {
	s.blank()
	if s.at >= len(s.in) || s.in[s.at] != '{' {
		return false
	}
	s.at++
	return true
}

// member steps to the next member's value; its name is in s.name.
func (s *jsonScanner) member() bool {
	s.blank()
	if s.more && s.at < len(s.in) && s.in[s.at] == ',' {
		s.at++
		s.blank()
	}
	s.more = true
	if s.at >= len(s.in) || s.in[s.at] != '"' {
		return false
	}
	raw, _, ok := s.str()
	if !ok {
		return false
	}
	s.name = raw
	s.blank()
	if s.at >= len(s.in) || s.in[s.at] != ':' {
		return false
	}
	s.at++
	s.blank()
	return s.at < len(s.in)
}

// str reads a string, its escapes still in it.
func (s *jsonScanner) str() (raw []byte, escaped, ok bool) {
	from := s.at + 1
	for i := from; i < len(s.in); i++ {
		switch s.in[i] {
		case '\\':
			escaped = true
			i++
		case '"':
			s.at = i + 1
			return s.in[from:i], escaped, true
		}
	}
	return nil, false, false
}

// value reads a value as text: a string without its escapes, a number as it
// stands, an array of small numbers as bytes (so the journal writes text that
// is not UTF-8). Other values give nil.
func (s *jsonScanner) value(b *Batch) ([]byte, bool) {
	switch c := s.in[s.at]; {
	case c == '"':
		raw, escaped, ok := s.str()
		if !ok {
			return nil, false
		}
		if escaped {
			return unescapeJSON(b, raw), true
		}
		return raw, true
	case c == '-' || isDigit(c):
		from := s.at
		for s.at < len(s.in) && s.in[s.at] != ',' && s.in[s.at] != '}' && s.in[s.at] != ' ' {
			s.at++
		}
		return s.in[from:s.at], true
	case c == '[':
		from := s.at
		if !s.skip() {
			return nil, false
		}
		return byteArray(b, s.in[from:s.at]), true
	}
	return nil, s.skip()
}

// byteArray reads "[72,101]"; nil when anything else stands in it.
func byteArray(b *Batch, in []byte) []byte {
	n := len(b.arena)
	for i := 1; i < len(in)-1; {
		v, d := atoi(in[i:], 3)
		if d == 0 || v > 255 {
			b.arena = b.arena[:n]
			return nil
		}
		b.arena = append(b.arena, byte(v))
		i += d
		for i < len(in) && (in[i] == ',' || in[i] == ' ') {
			i++
		}
	}
	return b.arena[n:len(b.arena):len(b.arena)]
}

// skip steps over one value of any kind.
func (s *jsonScanner) skip() bool {
	depth := 0
	for s.at < len(s.in) {
		switch s.in[s.at] {
		case '"':
			if _, _, ok := s.str(); !ok {
				return false
			}
			if depth == 0 {
				return true
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return true
			}
			depth--
			if depth == 0 {
				s.at++
				return true
			}
		case ',':
			if depth == 0 {
				return true
			}
		}
		s.at++
	}
	return false
}

// unescapeJSON writes a string without its escapes into memory of the batch.
func unescapeJSON(b *Batch, raw []byte) []byte {
	n := len(b.arena)
	out := b.arena
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c != '\\' || i+1 >= len(raw) {
			out = append(out, c)
			continue
		}
		i++
		switch raw[i] {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			r, used := unicodeEscape(raw[i+1:])
			i += used
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, raw[i])
		}
	}
	b.arena = out
	return out[n:len(out):len(out)]
}

// unicodeEscape reads the four digits behind \u, and the other half of a
// surrogate pair.
func unicodeEscape(b []byte) (rune, int) {
	r, ok := hex4(b)
	if !ok {
		return utf8.RuneError, min(4, len(b))
	}
	if utf16.IsSurrogate(r) && len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if low, ok := hex4(b[6:]); ok {
			return utf16.DecodeRune(r, low), 10
		}
	}
	return r, 4
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range b[:4] {
		switch {
		case isDigit(c):
			r = r<<4 | rune(c-'0')
		case isHex(c):
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
