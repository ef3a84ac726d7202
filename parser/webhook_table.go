package parser

import "bytes"

// Mail services and programs give events out as tables, too: comma-separated
// values whose first line names the columns, as the members of an object are
// named. Columns may also stand behind "#Fields: ", and have tabs or semicolons
// between them.
//
//	"date","event","email","reason"
//	"2026-11-22 05:38:58","bounce","ann@example.com","550 5.1.1 User unknown"

const minTableColumns = 3

// tableNames are names of columns that members of objects do not have.
var tableNames = map[string]webhookName{
	"errormsg": whMaybe, "bouncemessage": whMaybe, "statusmessage": whMaybe, "smtpmessage": whMaybe, "deliveryresponse": whMaybe, "lastresponse": whMaybe,
	"errortext": whMaybe, "bouncetext": whMaybe, "statustext": whMaybe, "servermessage": whMaybe, "serverreply": whMaybe,
	"toaddress": whRcpt, "toemail": whRcpt, "senderaddress": whSender, "fromemail": whSender, "datetime": whTime, "sentat": whTime,
}

func init() {
	registerSource(sourceKind{starts: letters + `"#`, apart: true, make: func(sq *sequencer) sourceReader { return &webhookTable{} }})
}

// webhookTable reads one table.
type webhookTable struct {
	csv     csvLine
	columns []webhookName
	sep     byte
}

func (t *webhookTable) end(*Batch) {}

func (t *webhookTable) line(b *Batch, e *Event) bool {
	if t.sep != 0 {
		if t.row(b, e) {
			return true
		}
		t.sep = 0
	}
	if lacks := e.lacking(); lacks.not(glanceBits[',']) && lacks.not(glanceControl) && lacks.not(glanceBits[';']) || !t.header(b, e) {
		return false
	}
	b.formatLines(webhook)
	e.Format = webhook
	return true
}

// header takes the line that names the columns: one that may hold a reply, and
// one that tells whom or what it is about.
func (t *webhookTable) header(b *Batch, e *Event) bool {
	line := bytes.TrimPrefix(e.text, []byte("#Fields: "))
	lacks := e.lacking()
	var sep byte
	for _, c := range [...]byte{',', '\t', ';'} {
		if bits := glanceBits[c]; !lacks.not(bits) && bytes.Count(line, []byte{c}) >= minTableColumns-1 {
			sep = c
			break
		}
	}
	if sep == 0 || len(line) > 0 && line[0] == '#' {
		return false
	}
	t.csv.split(b, line, sep)
	t.columns = t.columns[:0]
	said, about := false, false
	for _, name := range t.csv.f {
		n, ok := columnName(name)
		if !ok {
			return false
		}
		switch n {
		case whSaid, whMaybe:
			said = true
		case whRcpt, whEvent, whStatus:
			about = true
		}
		t.columns = append(t.columns, n)
	}
	if !said || !about {
		return false
	}
	t.sep = sep
	return true
}

// columnName looks the name of a column up; it gives false for what is none.
func columnName(name []byte) (webhookName, bool) {
	var buf [maxMemberName]byte
	n := 0
	name = trimSpace(name)
	if len(name) == 0 || len(name) > maxMemberName || !isAlpha(name[0]) && name[0] != '[' {
		return whNone, false
	}
	for _, c := range name {
		switch {
		case isAlnum(c):
			if c-'A' < 26 {
				c |= 0x20
			}
			buf[n] = c
			n++
		case c != ' ' && c != '_' && c != '-' && c != '.' && c != '[' && c != ']':
			return whNone, false
		}
	}
	if w, ok := tableNames[string(buf[:n])]; ok {
		return w, true
	}
	return webhookNames[string(buf[:n])], true
}

// row takes a line of as many fields; with a reply in one it is an event.
func (t *webhookTable) row(b *Batch, e *Event) bool {
	if e.lacking().not(glanceBits[t.sep]) || bytes.Count(e.text, []byte{t.sep}) < len(t.columns)-1 {
		return false
	}
	t.csv.split(b, e.text, t.sep)
	if len(t.csv.f) != len(t.columns) {
		return false
	}
	e.Format = webhook
	b.formatLines(webhook)
	var r webhookReply
	for i, v := range t.csv.f {
		v = trimSpace(v)
		switch name := t.columns[i]; name {
		case whSaid, whMaybe:
			if text, smtp := diagnosticCode(v); smtp && len(text) > 4 && startsReply(text) && (r.text == nil || name == whSaid) {
				r.text, r.said = text, name == whSaid
			}
		case whRcpt:
			r.near.to(v)
		case whSender:
			if r.near.sender == nil {
				r.near.sender = webhookAddress(v)
			}
		case whTime:
			if r.near.time == nil {
				r.near.time = v
			}
		case whEvent, whStatus:
			r.near.coded = r.near.coded || isEnhanced(v) || startsFold(v, "ERROR")
			if r.near.status == StatusUnknown {
				r.near.status = webhookEvent(v)
			}
		}
	}
	if r.text != nil && r.sure() {
		r.event(b, e)
	}
	return true
}
