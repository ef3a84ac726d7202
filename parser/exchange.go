package parser

// Microsoft Exchange writes comma-separated values behind header lines:
//
//	#Software: Microsoft Exchange Server
//	#Log-type: SMTP Receive Protocol Log
//	#Fields: date-time,connector-id,session-id,sequence-number,…
//
// The header tells the columns and, in protocol logs, which of < and > is the
// server's side. A piece of such a log without its header is read by what its
// fields look like.

var exchange = register(&Format{
	Name:    "exchange",
	group:   groupLogs,
	Title:   "Microsoft Exchange, protocol logs (SmtpReceive, SmtpSend)",
	Example: "#Log-type: SMTP Send Protocol Log\n#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n2026-11-22T05:38:58.120Z,Outbound,08DE29A0C5F1B301,4,192.0.2.10:40123,192.0.2.1:25,>,RCPT TO:<ann@example.com>,\n2026-11-22T05:38:58.190Z,Outbound,08DE29A0C5F1B301,5,192.0.2.10:40123,192.0.2.1:25,<,550 5.1.1 User unknown,",
	Reads: "the dialogue of every session of 2007 to 2019 and Edge, both directions, replies that lag behind pipelined commands, " +
		"with and without the #Fields header; what TLS was agreed on; connections that failed",
	Leaves: "permissions, certificates and agents' remarks in * lines; connectivity and agent logs",
})

var exchangeTracking = register(&Format{
	Name:    "exchange-tracking",
	group:   groupLogs,
	Title:   "Microsoft Exchange, message tracking log",
	Example: "2026-11-22T05:38:58.190Z,,,192.0.2.1,mx.example.com,,Outbound,SMTP,FAIL,8774618205228,<1@example.net>,cb1ce4e7-3f00-4d8f-a9d4-08de29a0c5f1,ann@example.com,[{LED=550 5.1.1 User unknown};{MSG=};{FQDN=mx.example.com};{IP=192.0.2.1};{LRT=22.11.2026 05:38:58}],4821,1,,,Hello,bob@example.net,bob@example.net",
	Reads: "what the next server said to each recipient and to the message (SEND), and the status with which a recipient failed or was deferred (FAIL, DEFER and others); " +
		"a status that Exchange worded itself is told as its own reply",
	Leaves: "RECEIVE, DELIVER, EXPAND and other steps that went well inside",
})

// exchangeColumn is a column that is read.
type exchangeColumn uint8

const (
	exTime exchangeColumn = iota
	// of protocol logs
	exSession
	exSequence
	exLocal
	exRemote
	exEvent
	exData
	exContext
	// of the tracking log
	exClientIP
	exClientName
	exServerIP
	exServerName
	exSourceContext
	exSource
	exEventID
	exInternalID
	exMessageID
	exRecipients
	exStatuses
	exSender

	exColumns
)

var exchangeColumnNames = [exColumns]string{
	exTime: "date-time", exSession: "session-id", exSequence: "sequence-number", exLocal: "local-endpoint",
	exRemote: "remote-endpoint", exEvent: "event", exData: "data", exContext: "context",
	exClientIP: "client-ip", exClientName: "client-hostname", exServerIP: "server-ip", exServerName: "server-hostname",
	exSourceContext: "source-context", exSource: "source", exEventID: "event-id", exInternalID: "internal-message-id",
	exMessageID: "message-id", exRecipients: "recipient-address", exStatuses: "recipient-status", exSender: "sender-address",
}

// exchangeLayout says in which field each column is, -1 for nowhere.
type exchangeLayout [exColumns]int8

func layoutOf(columns ...exchangeColumn) exchangeLayout {
	l := noLayout
	for i, c := range columns {
		if c < exColumns {
			l[c] = int8(i)
		}
	}
	return l
}

var noLayout = func() (l exchangeLayout) {
	for i := range l {
		l[i] = -1
	}
	return l
}()

// The layouts that all versions have had; the tracking log got a column in
// Exchange 2010.
var (
	protocolLayout = layoutOf(exTime, exColumns, exSession, exSequence, exLocal, exRemote, exEvent, exData, exContext)
	trackingLayout = layoutOf(exTime, exClientIP, exClientName, exServerIP, exServerName, exSourceContext, exColumns, exSource,
		exEventID, exInternalID, exMessageID, exColumns, exRecipients, exStatuses, exColumns, exColumns, exColumns, exColumns, exColumns, exSender)
	tracking2007Layout = layoutOf(exTime, exClientIP, exClientName, exServerIP, exServerName, exSourceContext, exColumns, exSource,
		exEventID, exInternalID, exMessageID, exRecipients, exStatuses, exColumns, exColumns, exColumns, exColumns, exColumns, exSender)
)

// exchangeReader reads both kinds of log.
type exchangeReader struct {
	sq     *sequencer
	csv    csvLine
	header bool // the line before was one of a header
	layout exchangeLayout
	known  bool // layout is from a #Fields line
	role   Role // from #Log-type
}

func init() {
	registerSource(sourceKind{
		starts:   pasteMarks + utf8Mark[:1] + "#\"" + digits,
		notReply: true,
		make:     func(sq *sequencer) sourceReader { return &exchangeReader{sq: sq, layout: noLayout} },
	})
}

func (r *exchangeReader) end(*Batch) {}

// line takes a header line or an entry.
func (r *exchangeReader) line(b *Batch, e *Event) bool {
	text := unpasted(e.text)
	if hasPrefix(text, utf8Mark) {
		text = text[len(utf8Mark):] // files with a mark that were put together
	}
	if len(text) == 0 {
		return false
	}
	if text[0] == '#' {
		return r.headerLine(b, text)
	}
	if len(text) < 26 || !isDigit(text[0]) && text[0] != '"' {
		return false
	}
	quoted := 0
	if text[0] == '"' {
		quoted = 1 // as PowerShell's Export-Csv quotes every field
	}
	var at Stamp
	if n := at.iso(text[quoted:]); n == 0 || n+2*quoted >= len(text) || text[n+2*quoted] != ',' {
		return false
	}
	r.csv.split(b, text, ',')
	switch {
	case r.isProtocol():
		e.Time = at
		r.protocol(b, e)
	case r.isTracking():
		e.Time = at
		r.tracking(b, e)
	default:
		return false
	}
	r.header = false
	return true
}

// headerLine takes a line that begins with a number sign.
func (r *exchangeReader) headerLine(b *Batch, text []byte) bool {
	switch {
	case hasPrefix(text, "#Software: Microsoft Exchange"):
		r.role, r.known = RoleUnknown, false
	case startsFold(text, "#LOG-TYPE: "):
		r.role = RoleUnknown
		switch {
		case index(text, "SMTP Receive") > 0:
			r.role = RoleServer
		case index(text, "SMTP Send") > 0:
			r.role = RoleClient
		}
		r.known = false
	case hasPrefix(text, "#Fields: date-time,"):
		r.fields(b, text[len("#Fields: "):])
	case !r.header || !hasPrefix(text, "#Version: ") && !hasPrefix(text, "#Date: "):
		return false
	}
	r.header = true
	b.formatLines(exchange)
	return true
}

// fields learns the columns.
func (r *exchangeReader) fields(b *Batch, names []byte) {
	r.csv.split(b, trimSpace(names), ',')
	r.layout, r.known = noLayout, true
	for i, name := range r.csv.f {
		for c := range exchangeColumnNames {
			if string(name) == exchangeColumnNames[c] {
				r.layout[c] = int8(i)
			}
		}
	}
}

// col gives a field of the entry, nil for none.
func (r *exchangeReader) col(c exchangeColumn) []byte {
	return r.csv.at(int(r.layout[c]))
}

// isProtocol tells whether the entry can be one of a protocol log.
func (r *exchangeReader) isProtocol() bool {
	if !r.known {
		r.layout = protocolLayout
		if len(r.csv.f) > 9 {
			return false
		}
	}
	event, seq := r.col(exEvent), r.col(exSequence)
	if len(event) != 1 || len(r.col(exSession)) == 0 || len(seq) == 0 || !isDigit(seq[0]) {
		return false
	}
	switch event[0] {
	case '+', '-', '>', '<', '*':
		return true
	}
	return false
}

// isTracking tells whether the entry can be one of a tracking log.
func (r *exchangeReader) isTracking() bool {
	if !r.known {
		r.layout = trackingLayout
		if len(r.csv.f) < 14 {
			return false
		}
		if to := r.csv.at(11); index(to, "@") > 0 && index(r.csv.at(12), "@") < 0 {
			r.layout = tracking2007Layout
		}
	}
	return capitals(r.col(exSource)) && capitals(r.col(exEventID))
}

// capitals tells whether b is a word of capital letters.
func capitals(b []byte) bool {
	for _, c := range b {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(b) > 2
}
