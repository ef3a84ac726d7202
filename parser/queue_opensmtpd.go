package parser

import "bytes"

// opensmtpdQueueFormat is what smtpctl show queue prints.
var _ = register(&Format{
	Name:    "opensmtpd-queue",
	group:   groupQueues,
	Title:   "OpenSMTPD's queue, smtpctl show queue (mailq)",
	Example: "096242096b49ed62|local|mta|auth|me@example.net|ann@example.com|ann@example.com|1795326443|1795326443|0|1|pending|387|451 4.4.1 try again later",
	Reads:   "for every envelope that waits, the last error: the peer's reply, or OpenSMTPD's own words",
	Leaves:  "envelopes that were not tried yet",
	sniffs:  []sniffer{{sniff: func(msg []byte) bool { return smtpdEnvelope(msg, nil) }, starts: digits + "abcdefABCDEF", behind: "|"}},
	read:    readOpensmtpdQueue,
})

// smtpdEnvelopeFields is how many fields an envelope has; the last is the
// error, in which more bars may stand.
const smtpdEnvelopeFields = 14

// smtpdEnvelope takes a line of the listing apart.
func smtpdEnvelope(line []byte, fields *[smtpdEnvelopeFields][]byte) bool {
	if len(line) < 40 || line[16] != '|' {
		return false
	}
	for _, c := range line[:16] {
		if !isHex(c) {
			return false
		}
	}
	for i := range smtpdEnvelopeFields - 1 {
		j := bytes.IndexByte(line, '|')
		if j < 0 {
			return false
		}
		if fields != nil {
			fields[i] = line[:j]
		}
		line = line[j+1:]
	}
	if fields != nil {
		fields[smtpdEnvelopeFields-1] = line
	}
	return true
}

func readOpensmtpdQueue(lc *lineContext, b *Batch, e *Event) outcome {
	var f [smtpdEnvelopeFields][]byte
	if !smtpdEnvelope(lc.f.msg, &f) {
		return unknownLine
	}
	text := f[13]
	if len(text) == 0 {
		return quietLine
	}
	e.QueueID, e.Status = f[0], StatusDeferred
	if e.Sender = f[4]; len(e.Sender) == 0 {
		e.Sender = []byte("<>")
	}
	if len(f[5]) > 0 {
		e.Recipient = f[5]
	}
	if string(f[2]) == "mta" && startsReply(text) {
		if r, ok := parseFlat(text, &b.text); ok {
			e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
			return foundEvent
		}
	}
	e.Kind, e.Origin, e.Diagnostic, e.Phase = KindDiagnostic, OriginLocal, text, smtpdPhase(text)
	if string(f[2]) == "mda" {
		e.Phase = PhaseLocal
	}
	return foundEvent
}
