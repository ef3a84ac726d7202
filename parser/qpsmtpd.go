package parser

// qpsmtpd logs, from LOGINFO on, "pid dispatching RCPT TO:<…>" for commands and
// the replies as they are behind the pid, in a file, through multilog, or in
// syslog.

var qpsmtpdFormat *Format

func init() {
	qpsmtpdFormat = register(&Format{
		Name:    "qpsmtpd",
		Title:   "qpsmtpd",
		Example: "148 Connection from client.example.net [192.0.2.9]\n148 220 mx.example.org ESMTP qpsmtpd ready\n148 dispatching RCPT TO:<ann@example.org>\n148 550 Relaying denied (#5.7.1)",
		Reads:   "the conversations of any number of processes, with the client's address; what logterse tells of refusals",
		Leaves:  "what other plugins say of themselves",
		owns:    func(program []byte) bool { return hasPrefix(program, "qpsmtpd") },
		read:    readQpsmtpd,
		follow:  followQpsmtpd,
	})
	registerSource(sourceKind{starts: "@" + digits, behindCode: letters + "(<>", make: func(sq *sequencer) sourceReader { return &qpsmtpd{sq: sq} }})
}

// qpsmtpdLine takes the pid off a line; text is nil when there is none.
func qpsmtpdLine(line []byte) (pid int, text []byte) {
	pid, n := atoi(line, 8)
	if n == 0 || n+1 >= len(line) || line[n] != ' ' {
		return 0, nil
	}
	return pid, line[n+1:]
}

// qpsmtpdOpens tells the lines that only qpsmtpd writes.
func qpsmtpdOpens(text []byte) bool {
	if hasPrefix(text, "dispatching ") {
		_, phase := ParseCommand(text[12:])
		return phase != PhaseUnknown
	}
	switch text[0] {
	case 'C':
		return hasPrefix(text, "Connection from ") && text[len(text)-1] == ']'
	case 'i':
		return hasPrefix(text, "in config(") && text[len(text)-1] == ')'
	case 'c':
		return hasPrefix(text, "config(") && index(text, ") returning (") > 0
	case 'L':
		return hasPrefix(text, "Loading ") && index(text, "/qpsmtpd/") > 0
	}
	return false
}

func readQpsmtpd(lc *lineContext, b *Batch, e *Event) outcome {
	pid, text := qpsmtpdLine(lc.f.msg)
	if text == nil || startsReply(lc.f.msg) && len(lc.f.msg) > 3 && e.PID != 0 && !qpsmtpdOpens(text) && !startsReply(text) {
		// The pid stands in the tag.
		text = lc.f.msg
	} else {
		e.PID = pid
	}
	e.side, e.text = sideFollow, text
	return foundEvent
}

func followQpsmtpd(t *convTable, b *Batch, e *Event) { qpsmtpdSays(t, b, e, e.text) }

// qpsmtpdSays takes the next line of a process.
func qpsmtpdSays(t *convTable, b *Batch, e *Event, text []byte) {
	k := t.keyOf(e)
	e.Role, e.Origin = RoleServer, OriginOwn
	switch {
	case hasPrefix(text, "Connection from "):
		c, th := t.thread(b, k)
		c.finish(b, CloseInput)
		c.connect()
		p := sendmailPeer(text[16:])
		if equalFold(p.Name, "UNKNOWN") {
			p.Name = nil
		}
		th.setPeer(p)
		t.weigh(b, c)
	case hasPrefix(text, "dispatching "):
		c, th := t.thread(b, k)
		th.fill(b, e)
		c.client(b, e, text[12:])
		t.weigh(b, c)
	case startsReply(text):
		c, th := t.thread(b, k)
		th.fill(b, e)
		c.server(b, e, text)
		t.weigh(b, c)
	}
}

// qpsmtpdSlots is how many processes are known at a time.
const qpsmtpdSlots = 64

// qpsmtpd reads the log file: a process counts from its first line that only
// qpsmtpd writes.
type qpsmtpd struct {
	sq   *sequencer
	pids [qpsmtpdSlots]int
}

func (q *qpsmtpd) end(*Batch) {}

// passes takes what plugins say of themselves.
func (q *qpsmtpd) passes(b *Batch, l *plainLine) bool {
	pid, text := qpsmtpdLine(l.text)
	if len(text) == 0 || q.pids[pid%qpsmtpdSlots] != pid || pid == 0 || blank(text) || isDigit(text[0]) || text[0] == 'C' || text[0] == 'd' {
		return false
	}
	b.formatLines(qpsmtpdFormat)
	return true
}

func (q *qpsmtpd) line(b *Batch, e *Event) bool {
	line, _ := e.behindTAI64N()
	if len(line) > 24 && line[4] == '-' && isDigit(line[0]) {
		// tai64nlocal, and logs that are no multilog's.
		var s Stamp
		if n := s.iso(line); n > 0 && n < len(line) && line[n] == ' ' {
			line = line[n+1:]
			if !e.Time.HasDate() {
				e.Time = s
			}
		}
	}
	pid, text := qpsmtpdLine(line)
	if blank(text) {
		return false
	}
	if q.terse(b, e, pid, text) {
		return true
	}
	slot := &q.pids[pid%qpsmtpdSlots]
	switch {
	case qpsmtpdOpens(text):
		*slot = pid
	case *slot != pid || pid == 0:
		return false
	}
	e.Format, e.PID = qpsmtpdFormat, pid
	b.formatLines(qpsmtpdFormat)
	qpsmtpdSays(&q.sq.convs, b, e, text)
	return true
}
