package parser

import "bytes"

// PowerMTA's accounting files are comma-separated values; the first line
// names the fields, which the operator chooses (record-fields).

var powermta = register(&Format{
	Name:    "powermta",
	group:   groupLogs,
	Title:   "PowerMTA, accounting files",
	Example: "type,timeLogged,orig,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta\nb,2026-11-22 05:38:58+0000,bob@example.net,ann@example.com,failed,5.1.1 (bad destination mailbox address),smtp;550 5.1.1 User unknown,mx.example.com (192.0.2.1)",
	Reads:   "deliveries, bounces, deferrals and remote bounces: dsnDiag, dsnStatus, dsnMta, in any choice of fields; files without the first line as far as their fields speak for themselves",
	Leaves:  "receptions, feedback reports, and local deliveries",
})

// pmtaColumn is a field that is read.
type pmtaColumn uint8

const (
	pmType pmtaColumn = iota
	pmTime
	pmSender
	pmRecipient
	pmAction
	pmStatus
	pmDiag
	pmMTA
	pmDestination
	pmMessageID

	pmColumns
)

var pmtaNames = [pmColumns]string{
	pmType: "type", pmTime: "timeLogged", pmSender: "orig", pmRecipient: "rcpt", pmAction: "dsnAction", pmStatus: "dsnStatus",
	pmDiag: "dsnDiag", pmMTA: "dsnMta", pmDestination: "dlvDestinationIp", pmMessageID: "header_Message-Id",
}

// pmtaReader reads one file.
type pmtaReader struct {
	sq    *sequencer
	csv   csvLine
	place [pmColumns]int8
	known bool
}

func init() {
	registerSource(sourceKind{starts: pasteMarks + `"#bdfprt`, make: func(sq *sequencer) sourceReader { return &pmtaReader{sq: sq} }})
}

func (r *pmtaReader) end(*Batch) {}

func (r *pmtaReader) line(b *Batch, e *Event) bool {
	text := unpasted(e.text)
	if hasPrefix(text, "#type,") {
		text = text[1:] // as those mark the header who put files together
	}
	if hasPrefix(text, "type,") && index(text, ",dsn") > 0 || hasPrefix(text, `"type","`) && index(text, `"dsn`) > 0 {
		r.csv.split(b, text, ',')
		r.known = true
		for c := range r.place {
			r.place[c] = -1
		}
		for i, name := range r.csv.f {
			for c := range pmtaNames {
				if equalFoldAny(name, pmtaNames[c]) && r.place[c] < 0 {
					r.place[c] = int8(i)
				}
			}
		}
		b.formatLines(powermta)
		return true
	}
	status := pmtaType(text)
	if status == StatusUnknown || !r.known && !pmtaStamp(text) {
		return false
	}
	r.csv.split(b, text, ',')
	if !r.known && !r.guess() {
		return false
	}
	b.formatLines(powermta)
	e.Format = powermta
	r.entry(b, e, status)
	return true
}

// equalFoldAny compares without regard to the case of ASCII letters.
func equalFoldAny(a []byte, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i, c := range a {
		if c != b[i] && (c|0x20 != b[i]|0x20 || !isAlpha(c)) {
			return false
		}
	}
	return true
}

// pmtaType tells what a record's first field says, StatusUnknown for a line
// that is no record. Records that tell of no delivery have StatusHeld.
func pmtaType(text []byte) Status {
	if len(text) > 3 && text[0] == '"' {
		text = text[1:]
	}
	n := 0
	for n < len(text) && n < 4 && isAlpha(text[n]) {
		n++
	}
	if n == 0 || n >= len(text) || text[n] != ',' && text[n] != '"' {
		return StatusUnknown
	}
	switch string(text[:n]) {
	case "d":
		return StatusSent
	case "b", "rb":
		return StatusBounced
	case "t", "tq":
		return StatusDeferred
	case "r", "f", "rs", "p":
		return StatusHeld
	}
	return StatusUnknown
}

// pmtaStamp tells whether the second field is a time, as it always was.
func pmtaStamp(text []byte) bool {
	_, rest, _ := bytes.Cut(text, []byte{','})
	var s Stamp
	return s.iso(rest) > 0
}

// guess finds the fields of a file without its first line by what they hold.
func (r *pmtaReader) guess() bool {
	for c := range r.place {
		r.place[c] = -1
	}
	set := func(c pmtaColumn, i int) {
		if r.place[c] < 0 {
			r.place[c] = int8(i)
		}
	}
	for i, f := range r.csv.f {
		switch n := scanEnhanced(f); {
		case i < 2:
		case string(f) == "failed", string(f) == "delayed", string(f) == "relayed", string(f) == "delivered":
			set(pmAction, i)
		case n > 0 && (len(f) == n || hasPrefix(f[n:], " (")):
			set(pmStatus, i)
			if next := r.csv.at(i + 1); hasPrefix(next, "smtp;") || len(next) == 0 {
				set(pmDiag, i+1)
				set(pmMTA, i+2)
			}
		case r.place[pmStatus] < 0 && bytes.IndexByte(f, '@') > 0 && r.place[pmSender] >= 0:
			set(pmRecipient, i)
		case r.place[pmStatus] < 0 && bytes.IndexByte(f, '@') > 0:
			set(pmSender, i)
		}
	}
	return r.place[pmStatus] >= 0 && r.place[pmRecipient] >= 0 && (r.place[pmAction] >= 0 || r.place[pmDiag] >= 0)
}

// entry makes the event of one record.
func (r *pmtaReader) entry(b *Batch, e *Event, status Status) {
	if status == StatusHeld {
		return
	}
	col := func(c pmtaColumn) []byte {
		if v := r.csv.at(int(r.place[c])); len(v) > 0 {
			return v
		}
		return nil
	}
	if t := col(pmTime); t != nil {
		e.Time.iso(t)
	} else if !r.known {
		e.Time.iso(r.csv.at(1))
	}
	e.Status, e.Role = status, RoleClient
	e.Sender, e.Recipient, e.MessageID = col(pmSender), col(pmRecipient), col(pmMessageID)
	own := col(pmStatus)
	if n := scanEnhanced(own); n > 0 {
		e.DSN, own = own[:n], trimLeft(own[n:])
	}
	if mta := col(pmMTA); mta != nil {
		name, rest := word(mta)
		e.Peer.Name = name
		if ip := parenthesis(trimLeft(rest)); looksIP(ip) {
			e.Peer.IP = ip
		}
	}
	if ip := col(pmDestination); e.Peer.IP == nil && looksIP(ip) {
		e.Peer.IP = ip
	}
	text, smtp := diagnosticCode(col(pmDiag))
	if smtp && startsReply(text) {
		e.Reply, _ = parseFlat(text, &b.text)
		e.Kind, e.Origin = KindReply, OriginRemote
		return
	}
	if len(text) == 0 {
		text = parenthesis(own)
	}
	if len(text) > 0 && status != StatusSent {
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
	}
}
