package parser

import "bytes"

// qpsmtpd's plugin logterse leaves one line a recipient or message that was
// refused or queued, its fields parted by tabs:
//
//	148 logging::logterse plugin (deny): ` 192.0.2.9	mx	mx	<bob@example.net>	<ann@example.org>	rhsbl	901	listed	msg denied before queued

// qpsmtpdTerse are the fields of such a line, by their places.
const (
	terseIP = iota
	terseName
	terseHelo
	terseSender
	terseRecipient
	tersePlugin
	terseResult
	terseReason
	terseFields
)

// terse reads the line of a process behind its number. It gives false for any
// other.
func (q *qpsmtpd) terse(b *Batch, e *Event, pid int, text []byte) bool {
	const name = "logging::logterse plugin"
	if !hasPrefix(text, name) {
		return false
	}
	i := index(text, ": ` ")
	if i < 0 || i > len(name)+16 {
		return false
	}
	var f [terseFields][]byte
	n := 0
	for rest := trimSpace(text[i+4:]); n < terseFields && rest != nil; n++ {
		f[n], rest = terseField(rest)
	}
	e.Format, e.PID, e.Role = qpsmtpdFormat, pid, RoleServer
	b.formatLines(qpsmtpdFormat)
	// The results are qpsmtpd's own; what begins with 90 but is none of the
	// denials is no refusal.
	if n < terseFields || len(f[terseResult]) != 3 || f[terseResult][0] != '9' || f[terseResult][2] < '1' || f[terseResult][2] > '4' {
		return true
	}
	if len(f[terseReason]) == 0 {
		return true
	}
	if looksIP(f[terseIP]) {
		e.Peer.IP = f[terseIP]
	}
	if !equalFold(f[terseName], "UNKNOWN") {
		e.Peer.Name = f[terseName]
	}
	e.Sender = addressOrNull(f[terseSender])
	if to := f[terseRecipient]; bytes.IndexByte(to, ',') < 0 {
		e.Recipient = addressOrNull(to)
	}
	e.Kind, e.Origin, e.Status, e.Diagnostic = KindDiagnostic, OriginOwn, StatusRejected, f[terseReason]
	return true
}

// terseField takes the field that s begins with; rest is nil behind the last.
func terseField(s []byte) (field, rest []byte) {
	i := bytes.IndexByte(s, '\t')
	if i < 0 {
		return s, nil
	}
	return s[:i], s[i+1:]
}
