package parser

import "bytes"

// jsonFrame unwraps log lines that a log shipper or the journal writes as
// JSON objects, one a line: the message is found by the member names that
// these programs use, in objects within the object too, and is then read like
// any other.
type jsonFrame struct {
	s   jsonScanner
	msg []byte // the message, and
	raw []byte // the line as it was before a shipper took it apart
	pid int
	// docker tells that the object has the three members of Docker's own logs.
	docker uint8
	ended  bool // the message had its line end
}

// jsonMember says what a member of such an object is for.
type jsonMember uint8

const (
	jsonNone jsonMember = iota
	jsonMessage
	jsonOriginal
	jsonProgram
	jsonPID
	jsonHost
	jsonTime
	jsonMicros
	jsonStream
)

// jsonMembers are the names, by who writes them: the journal, rsyslog,
// syslog-ng, NXLog, docker, Fluentd and Fluent Bit, Filebeat, Vector, Graylog,
// Loki, Splunk, Google's and Amazon's log services.
var jsonMembers = [...]struct {
	name string
	is   jsonMember
}{
	{"MESSAGE", jsonMessage}, {"message", jsonMessage}, {"msg", jsonMessage}, {"log", jsonMessage}, {"short_message", jsonMessage}, {"full_message", jsonMessage},
	{"@message", jsonMessage}, {"Message", jsonMessage}, {"textPayload", jsonMessage}, {"line", jsonMessage}, {"_raw", jsonMessage}, {"log_message", jsonMessage},
	{"original", jsonOriginal}, {"raw_message", jsonOriginal}, {"rawmsg", jsonOriginal},
	{"SYSLOG_IDENTIFIER", jsonProgram}, {"tag", jsonProgram}, {"programname", jsonProgram}, {"program", jsonProgram}, {"ident", jsonProgram}, {"syslogtag", jsonProgram},
	{"appname", jsonProgram}, {"app-name", jsonProgram}, {"app_name", jsonProgram}, {"syslog_identifier", jsonProgram}, {"process", jsonProgram},
	{"application_name", jsonProgram}, {"_application_name", jsonProgram}, {"PROGRAM", jsonProgram}, {"process_name", jsonProgram}, {"SourceName", jsonProgram},
	{"_PID", jsonPID}, {"SYSLOG_PID", jsonPID}, {"pid", jsonPID}, {"procid", jsonPID}, {"process_id", jsonPID}, {"_process_id", jsonPID}, {"PID", jsonPID}, {"ProcessID", jsonPID},
	{"_HOSTNAME", jsonHost}, {"host", jsonHost}, {"hostname", jsonHost}, {"source", jsonHost}, {"fromhost", jsonHost}, {"HOST", jsonHost}, {"Hostname", jsonHost}, {"logsource", jsonHost},
	{"timestamp", jsonTime}, {"@timestamp", jsonTime}, {"time", jsonTime}, {"timereported", jsonTime}, {"date", jsonTime}, {"eventtime", jsonTime},
	{"ISODATE", jsonTime}, {"DATE", jsonTime}, {"EventTime", jsonTime}, {"ts", jsonTime}, {"_time", jsonTime},
	{"__REALTIME_TIMESTAMP", jsonMicros}, {"_SOURCE_REALTIME_TIMESTAMP", jsonMicros},
	{"stream", jsonStream},
}

// sourceTime is the journal's field for the time at which a program wrote a
// message.
const sourceTime = "_SOURCE_REALTIME_TIMESTAMP"

// memberOf tells what a member is for by its name.
func memberOf(name []byte) jsonMember {
	if len(name) == 0 {
		return jsonNone
	}
	for i := jsonFirst[memberSlot(name)]; i > 0; i = jsonNext[i] {
		if x := &jsonMembers[i-1]; string(name) == x.name {
			return x.is
		}
	}
	return jsonNone
}

// memberSlots is how many lists the names are parted into; every member of every
// line is looked up, and most lists are empty.
const memberSlots = 256

func memberSlot[T []byte | string](name T) int {
	n := len(name)
	return (n*37 + int(name[0])*5 + int(name[n/2])*3 + int(name[n-1])) % memberSlots
}

// jsonFirst and jsonNext are those lists, of places in jsonMembers, from 1.
var jsonFirst, jsonNext = func() (first [memberSlots]uint8, next [len(jsonMembers) + 1]uint8) {
	for i := range jsonMembers {
		slot := memberSlot(jsonMembers[i].name)
		next[i+1], first[slot] = first[slot], uint8(i+1)
	}
	return first, next
}()

// jsonInner are members whose value is an object with members of the same
// names in it, or with a name for what the member itself is.
var jsonInner = [...]struct {
	name  string
	named jsonMember // what "name" in it is
}{
	{"host", jsonHost}, {"process", jsonProgram}, {"log", jsonNone}, {"syslog", jsonNone}, {"event", jsonNone}, {"message", jsonNone},
	{"_source", jsonNone}, {"result", jsonNone}, {"jsonPayload", jsonNone}, {"attributes", jsonNone}, {"fields", jsonNone}, {"record", jsonNone},
	{"journald", jsonNone}, {"systemd", jsonNone}, {"data", jsonNone},
}

// maxInner is how deep objects are looked into.
const maxInner = 4

// parse fills f from one object. It gives false when the line is no such
// object or has no message in it.
func (j *jsonFrame) parse(b *Batch, line []byte, f *frame) bool {
	*f = frame{msg: line}
	*j = jsonFrame{s: jsonScanner{in: line}}
	if !j.s.open() || !j.members(b, f, jsonNone, 0) || j.msg == nil && j.raw == nil {
		*f = frame{msg: line}
		return false
	}
	msg := j.msg
	if msg == nil {
		msg = j.raw
	}
	if f.pid == 0 {
		f.pid = j.pid
	}
	msg = trimEOL(msg)
	var st stream
	part := false
	if j.docker == 3 {
		// QUIRK: Docker cuts lines at 16 KiB.
		st, part = streamOut, !j.ended && len(msg) >= dockerPart
	}
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
		f.stream, f.part, f.body = st, part, msg
		return true
	}
	f.msg, f.body = trimLeft(msg), msg
	f.framed = f.program != nil
	f.inner, f.stream, f.part = true, st, part
	return true
}

// dockerPart is where Docker cuts a line.
const dockerPart = 16 << 10

// members reads the members of one object, up to its end.
func (j *jsonFrame) members(b *Batch, f *frame, named jsonMember, depth int) bool {
	s := &j.s
	for s.member() {
		is := memberOf(s.name)
		if named != jsonNone && string(s.name) == "name" {
			is = named
		}
		if s.in[s.at] == '{' && depth < maxInner {
			in := -1
			for i := range jsonInner {
				if string(s.name) == jsonInner[i].name {
					in = i
				}
			}
			if in >= 0 {
				s.at++
				s.more = false
				if !j.members(b, f, jsonInner[in].named, depth+1) {
					return false
				}
				s.more = true
				continue
			}
		}
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
		if v != nil {
			j.member(f, is, v)
		}
	}
	if s.at >= len(s.in) || s.in[s.at] != '}' {
		return depth == 0 // a line that breaks off keeps what was understood
	}
	s.at++
	return true
}

// member takes the value of one member.
func (j *jsonFrame) member(f *frame, is jsonMember, v []byte) {
	switch is {
	case jsonMessage:
		if j.msg == nil {
			j.msg = v
			j.ended = len(v) > 0 && v[len(v)-1] == '\n'
			j.docker |= 1
		}
	case jsonOriginal:
		if j.raw == nil {
			j.raw = v
		}
	case jsonStream:
		if string(v) == "stdout" || string(v) == "stderr" {
			j.docker |= 2
		}
	case jsonProgram:
		if f.program == nil {
			for len(v) > 0 && v[len(v)-1] == ':' {
				v = v[:len(v)-1]
			}
			f.tag(v)
		}
	case jsonPID:
		if j.pid == 0 {
			j.pid, _ = atoi(v, 10)
		}
	case jsonHost:
		if f.host == nil && len(v) > 0 && bytes.IndexByte(v, '/') < 0 && bytes.IndexByte(v, ' ') < 0 {
			f.host = v
		}
	case jsonTime:
		if !f.stamp.HasDate() && f.stamp.iso(v) == 0 && f.stamp.bsd(v) == 0 {
			f.stamp.epoch(v)
		}
	case jsonMicros:
		// When the program wrote it goes before when the journal got it, as in
		// journalctl's other outputs.
		if !f.stamp.HasDate() || string(j.s.name) == sourceTime {
			f.stamp.micros(v)
		}
	}
}
