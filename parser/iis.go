package parser

import "bytes"

// The SMTP service of IIS (Windows 2000 to 2019) logs as the web server does,
// in one of three formats. Of a client's command the log has the code of the
// reply and no text; of a connection to another server it has the dialogue.

var iis = register(&Format{
	Name:    "iis",
	group:   groupLogs,
	Title:   "Microsoft IIS SMTP service: W3C, NCSA and IIS logs",
	Example: "#Fields: date time c-ip cs-username s-sitename cs-method cs-uri-stem cs-uri-query sc-status cs-version\n2026-11-22 05:38:58 192.0.2.9 client SMTPSVC1 RCPT - +TO:<ann@example.com> 550 SMTP",
	Reads: "the code of every command's reply, with W3C's #Fields in any order; what other servers said over outbound connections, " +
		"in the W3C, the NCSA and the IIS format",
	Leaves: "the text of the replies to clients, which is not logged; the 240 that the service notes for QUIT and did not say",
})

// iisColumn is a column that is read.
type iisColumn uint8

const (
	iisDate iisColumn = iota
	iisTime
	iisClientIP
	iisUser
	iisSite
	iisComputer
	iisMethod
	iisQuery
	iisStatus
	iisVersion

	iisColumns
)

var iisColumnNames = [iisColumns]string{
	iisDate: "date", iisTime: "time", iisClientIP: "c-ip", iisUser: "cs-username", iisSite: "s-sitename", iisComputer: "s-computername",
	iisMethod: "cs-method", iisQuery: "cs-uri-query", iisStatus: "sc-status", iisVersion: "cs-version",
}

// iisUsual is the order of the columns when all are chosen.
var iisUsual = [iisColumns]int8{
	iisDate: 0, iisTime: 1, iisClientIP: 2, iisUser: 3, iisSite: 4, iisComputer: 5, iisMethod: 8, iisQuery: 10, iisStatus: 11, iisVersion: 16,
}

// iisReader reads the three formats.
type iisReader struct {
	sq     *sequencer
	csv    csvLine
	header bool
	place  [iisColumns]int8
	known  bool  // place is from a #Fields line
	day    Stamp // of the #Date line, for logs without a date column
}

func init() {
	registerSource(sourceKind{
		starts:   pasteMarks + utf8Mark[:1] + "#ABCDEF" + lowerHex,
		notReply: true,
		make:     func(sq *sequencer) sourceReader { return &iisReader{sq: sq, place: iisUsual} },
	})
}

func (r *iisReader) end(*Batch) {}

// iisEntry is a line of any of the three formats.
type iisEntry struct {
	ip, user, method, query, status []byte
}

func (r *iisReader) line(b *Batch, e *Event) bool {
	text := unpasted(e.text)
	if hasPrefix(text, utf8Mark) {
		text = text[len(utf8Mark):]
	}
	if len(text) < 20 {
		return false
	}
	if text[0] == '#' {
		return r.headerLine(b, text)
	}
	r.header = false
	var x iisEntry
	at := Stamp{}
	ok := false
	switch {
	case isDigit(text[0]) && (text[4] == '-' || r.known && text[2] == ':' || r.known && r.place[iisDate] != 0 && r.place[iisTime] != 0):
		ok = r.w3c(b, text, &x, &at)
	case isHex(text[0]) && hasSuffixDigit(text) && index(text, ` SMTP" `) > 0:
		ok = r.ncsa(text, &x, &at)
	case isHex(text[0]) && index(text, ", SMTPSVC") > 0:
		ok = r.native(b, text, &x, &at)
	}
	if !ok {
		return false
	}
	b.formatLines(iis)
	e.Format = iis
	if at.HasDate() {
		e.Time = at
	}
	if looksIP(x.ip) {
		e.Peer.IP = x.ip
	}
	r.entry(b, e, &x)
	return true
}

func hasSuffixDigit(b []byte) bool { return len(b) > 0 && isDigit(b[len(b)-1]) }

// headerLine takes a line that begins with a number sign.
func (r *iisReader) headerLine(b *Batch, text []byte) bool {
	switch {
	case hasPrefix(text, "#Software: Microsoft Internet Information Services"), hasPrefix(text, "#Software: Microsoft SMTP"):
		r.known = false
	case hasPrefix(text, "#Fields: date time "), hasPrefix(text, "#Fields: time "), hasPrefix(text, "#Fields: ") && index(text, " cs-method") > 0:
		r.csv.split(b, trimSpace(text[len("#Fields: "):]), ' ')
		for c := range r.place {
			r.place[c] = -1
		}
		r.known = true
		for i, name := range r.csv.f {
			for c := range iisColumnNames {
				if string(name) == iisColumnNames[c] {
					r.place[c] = int8(i)
				}
			}
		}
	case r.header && hasPrefix(text, "#Date: "):
		r.day = Stamp{}
		r.day.iso(text[len("#Date: "):])
	case r.header && hasPrefix(text, "#Version: "):
	default:
		return false
	}
	r.header = true
	b.formatLines(iis)
	return true
}

// w3c reads a line of the W3C extended format, whose times are in UTC.
func (r *iisReader) w3c(b *Batch, text []byte, x *iisEntry, at *Stamp) bool {
	if !r.known && index(text, " SMTPSVC") < 0 {
		return false
	}
	r.csv.split(b, text, ' ')
	col := func(c iisColumn) []byte { return r.csv.at(int(r.place[c])) }
	*x = iisEntry{ip: col(iisClientIP), user: col(iisUser), method: col(iisMethod), query: col(iisQuery), status: col(iisStatus)}
	site, version := col(iisSite), col(iisVersion)
	switch {
	case hasPrefix(site, "SMTPSVC"), string(version) == "SMTP", hasPrefix(x.user, "OutboundConnection"):
	case site != nil || version != nil:
		return false // the web server's
	default:
		if v := lookupVerb(x.method); v == nil || v.phase == PhaseOther {
			return false
		}
	}
	if x.method == nil || x.status == nil {
		return false
	}
	day, clock := col(iisDate), col(iisTime)
	switch {
	case r.place[iisDate] == 0 && r.place[iisTime] == 1 && len(day) == 10:
		at.iso(text)
	case len(day) == 10 && clock != nil:
		n := len(b.arena)
		b.arena = append(append(append(b.arena, day...), 'T'), clock...)
		at.iso(b.arena[n:])
		b.arena = b.arena[:n]
	case clock != nil && r.day.HasDate():
		*at = r.day
		if at.clock(clock) == 0 {
			*at = Stamp{}
		}
	}
	at.HasZone = at.HasDate()
	return true
}

// ncsa reads "192.0.2.1 - user [11/Oct/2026:13:16:39 -0600] "RCPT -?TO:<…>
// SMTP" 250 54".
func (r *iisReader) ncsa(text []byte, x *iisEntry, at *Stamp) bool {
	ip, rest := word(text)
	_, rest = word(rest)
	user, rest := word(rest)
	if len(rest) < 30 || rest[0] != '[' {
		return false
	}
	n := at.ncsa(rest[1:])
	if n == 0 || !hasPrefix(rest[1+n:], `] "`) {
		return false
	}
	rest = rest[1+n+3:]
	end := lastIndex(rest, ` SMTP" `)
	if end < 0 {
		return false
	}
	status, _ := word(rest[end+len(` SMTP" `):])
	method, target := word(rest[:end])
	if i := bytes.IndexByte(target, '?'); i >= 0 {
		target = target[i+1:]
	} else {
		target = nil
	}
	*x = iisEntry{ip: ip, user: user, method: method, query: target, status: status}
	return true
}

// native reads the IIS format: fields behind ", ", date and time as the
// server's settings have them, which differ too much to be read.
func (r *iisReader) native(b *Batch, text []byte, x *iisEntry, at *Stamp) bool {
	r.csv.split(b, text, ',')
	if len(r.csv.f) < 14 {
		return false
	}
	for i := range r.csv.f {
		r.csv.f[i] = trimLeft(r.csv.f[i])
	}
	if !hasPrefix(r.csv.f[4], "SMTPSVC") {
		return false
	}
	*x = iisEntry{ip: r.csv.f[0], user: r.csv.f[1], status: r.csv.f[10], method: r.csv.f[12], query: r.csv.at(14)}
	return true
}

// ncsa reads "11/Oct/2026:13:16:39 -0600" (Common Log Format); it gives the
// number of bytes read, 0 for none.
func (s *Stamp) ncsa(b []byte) int {
	if len(b) < 20 || b[2] != '/' || b[6] != '/' || b[11] != ':' && b[11] != ' ' {
		return 0
	}
	d, ok := two(b)
	m := month(b[3:])
	y, n := atoi(b[7:], 4)
	if !ok || n != 4 || !validDay(m, d) {
		return 0
	}
	n = s.clock(b[12:])
	if n == 0 {
		return 0
	}
	s.Year, s.Month, s.Day = int16(y), m, d
	return 12 + n + s.zone(b[12+n:])
}
