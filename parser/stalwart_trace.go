package parser

import "bytes"

// What Stalwart shows of conversations as they go over the wire: in versions
// before 0.9 the trace of a session, later events of raw input and output.

// stalwartBare begins what such a session did where nothing before it was kept.
const stalwartBare = "smtp::inbound::session: event="

// stalwartSession knows the trace of versions before 0.9, "session{instance="smtp"
// protocol=Smtp remote.ip="192.0.2.9" …}: smtp::inbound::session: event="write"
// data="250 …"", and gives the index of what the session did; 0 for none.
func stalwartSession(text []byte) int {
	const target = "}: smtp::inbound::session: "
	if !hasPrefix(text, "session{") {
		return 0
	}
	if i := index(text, target); i > 0 {
		return i + len(target)
	}
	return 0
}

// stalwartTraced reads what such a session read from its client or wrote to it.
func stalwartTraced(b *Batch, e *Event, session, did []byte) outcome {
	var data []byte
	for p := (logfmtPairs{rest: did, sep: ' '}); p.next(); {
		switch string(p.key) {
		case "event":
			switch string(p.value) {
			case "write":
				e.side = sideServer
			case "read":
				e.side = sideClient
			}
		case "data":
			data = p.text(b)
		}
	}
	if e.side == sideNone || len(data) == 0 {
		e.side = sideNone
		return quietLine
	}
	for p := (logfmtPairs{rest: session, sep: ' '}); p.next(); {
		switch string(p.key) {
		case "remote.ip":
			if looksIP(p.value) {
				e.Peer.IP = p.value
			}
		case "remote.port":
			e.Peer.Port, _ = atoi(p.value, 5)
		}
	}
	e.Role, e.Origin, e.text = RoleServer, OriginOwn, trimEOL(data)
	if i := index(session, "remote.ip="); i >= 0 {
		// What the log has for a name: address and port.
		if j := bytes.IndexByte(session[i:], '}'); j > 0 {
			e.Session = session[i : i+j]
		}
	}
	return foundEvent
}

// stalwartRaw reads what went over the wire: output is what this side sent.
func stalwartRaw(e *Event, name []byte, value func(string) []byte) outcome {
	contents := value("contents")
	if len(contents) == 0 {
		return quietLine
	}
	server := hasPrefix(name, "smtp.")
	if !server && !hasPrefix(name, "delivery.") {
		return quietLine
	}
	e.Role, e.Origin = RoleClient, OriginRemote
	if server {
		e.Role, e.Origin = RoleServer, OriginOwn
	}
	e.side = sideClient
	if hasSuffix(name, "output") == server {
		e.side = sideServer
	}
	if ip := value("remoteIp"); looksIP(ip) {
		e.Peer.IP = ip
	}
	e.Session = value("spanId")
	if e.Session == nil {
		e.Session = value("queueId")
	}
	e.text = trimEOL(contents)
	return foundEvent
}
