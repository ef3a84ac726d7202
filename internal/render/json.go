package render

import (
	"math"
	"strconv"
	"time"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/parser"
)

// Schema names the form of the records; a member that goes or changes makes
// another number.
const Schema = "smtplog.record/1"

// JSON writes records, one object a line (NDJSON). It belongs to one goroutine
// and keeps what it encoded of the catalog.
type JSON struct {
	detail   Detail
	file     []byte // the schema and the file, encoded
	numbered bool   // line numbers mean something
	zone     zone
	entries  map[*catalog.Entry][]byte
	verdicts map[catalog.Verdict][]byte
	// What was asked for last: most records of a log have the same.
	lastEntry   *catalog.Entry
	lastText    []byte
	lastVerdict catalog.Verdict
	lastContext []byte
}

// NewJSON makes an encoder for the records of one file. The name is as the
// user gave it; empty for text that came from no file, whose records then have
// neither file nor line. Stamps without a zone of their own are of zone loc.
func NewJSON(file string, loc *time.Location, detail Detail) *JSON {
	j := &JSON{detail: detail, zone: zone{loc: loc}, entries: map[*catalog.Entry][]byte{}, verdicts: map[catalog.Verdict][]byte{}}
	j.SetFile(file)
	return j
}

// SetFile makes the records to come those of another file.
func (j *JSON) SetFile(file string) {
	j.file = append(j.file[:0], '{')
	j.file = appendMember(j.file, "schema", Schema)
	j.file = appendMember(j.file, "file", file)
	j.numbered = file != ""
}

// Append appends the record and a line feed to dst. It does not allocate but
// for dst, and once an entry of the catalog.
func (j *JSON) Append(dst []byte, r *Record) []byte {
	dst = append(dst, j.file...)
	if j.numbered {
		dst = append(dst, `,"line":`...)
		dst = strconv.AppendInt(dst, r.Line, 10)
	}
	if r.Lines > 1 {
		dst = appendInt(dst, "lines", int64(r.Lines))
	}
	dst = j.appendTime(dst, &r.Time)
	if r.Format != nil {
		dst = appendText(dst, `,"format":`, r.Format.Name)
	}
	dst = appendText(dst, `,"host":`, r.Host)
	dst = appendText(dst, `,"program":`, r.Program)
	if r.PID != 0 {
		dst = append(dst, `,"pid":`...)
		dst = strconv.AppendInt(dst, int64(r.PID), 10)
	}
	dst = appendText(dst, `,"session":`, r.Session)
	dst = appendText(dst, `,"queue_id":`, r.QueueID)
	dst = appendText(dst, `,"message_id":`, r.MessageID)
	dst = append(dst, roleMembers[r.Role]...)
	dst = append(dst, originMembers[r.Origin]...)
	if r.Retold {
		dst = appendName(dst, "retold")
		dst = append(dst, "true"...)
	}
	dst = appendPeer(dst, &r.Peer)
	dst = appendText(dst, `,"sender":`, r.Sender)
	dst = appendText(dst, `,"recipient":`, r.Recipient)
	if r.Command.Verb != "" {
		dst = append(dst, `,"command":{"verb":`...)
		dst = appendString(dst, r.Command.Verb)
		dst = appendText(dst, `,"arg":`, r.Command.Arg)
		dst = append(dst, '}')
	}
	dst = append(dst, phaseMembers[r.Phase]...)
	if r.Kind == parser.KindReply {
		dst = appendReply(dst, &r.Reply)
	}
	dst = appendText(dst, `,"diagnostic":`, r.Diagnostic)
	dst = appendText(dst, `,"dsn":`, r.DSN)
	dst = append(dst, statusMembers[r.Status]...)
	if r.HasDelay {
		dst = append(dst, `,"delay":`...)
		dst = appendSeconds(dst, r.Delay)
	}
	dst = appendTLS(dst, r)
	if r.Authenticated {
		dst = append(dst, `,"authenticated":true`...)
	}
	if x := extensions(r); len(x) > 0 {
		dst = appendStrings(dst, "extensions", x)
	}
	if e := r.Match.Entry; e != nil && j.detail != DetailNone {
		dst = append(dst, `,"explain":`...)
		dst = append(dst, j.entry(e)...)
		dst = j.appendOfRecord(dst, r)
	}
	if r.Judged {
		dst = append(dst, j.verdict(r.Verdict)...)
	}
	if len(r.Findings) > 0 {
		dst = appendFindings(dst, r)
	}
	return append(dst, '}', '\n')
}

func (j *JSON) appendTime(dst []byte, s *parser.Stamp) []byte {
	if !s.HasDate() || s.Year == 0 {
		return dst
	}
	dst = append(dst, `,"time":"`...)
	dst = j.zone.appendStamp(dst, s)
	dst = append(dst, '"')
	switch {
	case s.YearInferred && !s.HasZone:
		dst = append(dst, `,"time_inferred":["year","zone"]`...)
	case s.YearInferred:
		dst = append(dst, `,"time_inferred":["year"]`...)
	case !s.HasZone:
		dst = append(dst, `,"time_inferred":["zone"]`...)
	}
	return dst
}

// appendOfRecord appends to an explanation what differs from record to record, and
// closes it.
func (j *JSON) appendOfRecord(dst []byte, r *Record) []byte {
	if r.Subject.Any() {
		dst = append(appendName(dst, "subject"), '{')
		for i, piece := range r.Subject.Pieces() {
			if len(piece) > 0 {
				dst = appendMember(dst, subjectNames[i], piece)
			}
		}
		dst = append(dst, '}')
	}
	if j.detail == DetailFull {
		dst = append(appendName(dst, "matched"), '{')
		dst = appendMember(dst, "by", r.Match.By.String())
		dst = appendMember(dst, "pattern", r.Match.Pattern)
		if s := r.Match.Second; s != nil {
			dst = appendMember(dst, "second", s.ID)
		}
		dst = append(dst, '}')
	}
	return append(dst, '}')
}

var subjectNames = catalog.SubjectKinds()

// entry gives the encoded explanation, which is the same for every record, without
// the brace that closes it.
func (j *JSON) entry(e *catalog.Entry) []byte {
	if e == j.lastEntry {
		return j.lastText
	}
	b := j.entries[e]
	if b == nil {
		b = appendEntry(nil, e, j.detail == DetailFull)
		j.entries[e] = b
	}
	j.lastEntry, j.lastText = e, b
	return b
}

// verdict gives the encoded context; there are no more of them than rows in the
// table of commands.
func (j *JSON) verdict(v catalog.Verdict) []byte {
	if j.lastContext != nil && v == j.lastVerdict {
		return j.lastContext
	}
	b := j.verdicts[v]
	if b == nil {
		b = append(b, `,"context":{"verdict":"`+v.Kind.String()+`"`...)
		b = append(appendMember(b, "ref", v.Ref), '}')
		j.verdicts[v] = b
	}
	j.lastVerdict, j.lastContext = v, b
	return b
}

// appendEntry appends the explain object, left open; with everything that the entry tells
// where full is set.
func appendEntry(dst []byte, e *catalog.Entry, full bool) []byte {
	dst = append(dst, '{')
	dst = appendMember(dst, "id", e.ID)
	dst = appendMember(dst, "title", e.Title)
	dst = appendMember(dst, "class", string(e.Class))
	dst = appendMember(dst, "provider", e.Provider)
	if e.Permanent.Known() {
		dst = appendName(dst, "permanent")
		dst = strconv.AppendBool(dst, e.Permanent.Bool())
	}
	dst = appendMember(dst, "actor", string(e.Actor))
	dst = appendMember(dst, "retry", string(e.Retry))
	if full {
		dst = appendMember(dst, "meaning", e.Meaning)
		dst = appendMember(dst, "when", e.When)
		dst = appendStrings(dst, "fix", e.Fix)
		dst = appendStrings(dst, "refs", e.Refs)
		dst = appendMember(dst, "confidence", e.Confidence)
		dst = appendMember(dst, "historic", e.Historic)
	}
	return dst
}

// appendSeconds appends a number as strconv does, without its search for the
// shortest digits where the log gave no more than three behind the point.
func appendSeconds(dst []byte, v float64) []byte {
	thousandths := math.Round(v * 1000)
	if v < 0 || v > 1e9 || thousandths/1000 != v {
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	}
	n := int64(thousandths)
	dst = strconv.AppendInt(dst, n/1000, 10)
	if n %= 1000; n == 0 {
		return dst
	}
	dst = append(dst, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

func appendInt(dst []byte, name string, n int64) []byte {
	dst = appendName(dst, name)
	return strconv.AppendInt(dst, n, 10)
}

func appendPeer(dst []byte, p *parser.Peer) []byte {
	if len(p.Name)+len(p.IP) == 0 && p.Port == 0 {
		return dst
	}
	dst = append(dst, `,"peer":{`...)
	switch {
	case len(p.Name) > 0:
		dst = appendText(dst, `"name":`, p.Name)
		dst = appendText(dst, `,"ip":`, p.IP)
	default:
		dst = appendText(dst, `"ip":`, p.IP)
	}
	if p.Port != 0 {
		dst = appendInt(dst, "port", int64(p.Port))
	}
	return append(dst, '}')
}

// appendReply appends the reply; nothing where no part of it is told. A reply
// of a code alone has no text.
func appendReply(dst []byte, r *parser.Reply) []byte {
	hasText := len(r.Text) > 1 || len(r.Text) == 1 && len(r.Text[0]) > 0
	if r.Code == 0 && len(r.Enhanced) == 0 && !hasText {
		return dst
	}
	dst = append(dst, `,"reply":{`...)
	if r.Code != 0 {
		dst = append(dst, `"code":`...)
		dst = strconv.AppendInt(dst, int64(r.Code), 10)
		dst = appendText(dst, `,"enhanced":`, r.Enhanced)
	} else {
		dst = appendText(dst, `"enhanced":`, r.Enhanced)
	}
	if hasText {
		dst = appendStrings(dst, "text", r.Text)
	}
	return append(dst, '}')
}
