package parser

// sendmail -X file writes the traffic of its processes, "pid >>> sent" and
// "pid <<< received": the conversations of the server, those of deliveries,
// and what the user or a program on this machine was told.

var sendmailTrafficFormat = register(&Format{
	Name:    "sendmail-traffic",
	group:   groupLogs,
	Title:   "sendmail -X, the traffic log",
	Example: "02349 === CONNECT mx.example.com.\n02349 <<< 220 mx.example.com ESMTP\n02349 >>> EHLO me.example.net",
	Reads:   "the conversations, with servers and with clients, of any number of processes at a time",
	Leaves:  "messages, and what went to programs on this machine",
})

func init() {
	registerSource(sourceKind{starts: digits, notReply: true, make: func(sq *sequencer) sourceReader { return &traffic{sq: sq} }})
}

// trafficMode is what a process does.
type trafficMode uint8

const (
	trafficOther  trafficMode = iota // it reads a message, or runs a program
	trafficClient                    // it speaks to a server
	trafficServer                    // a client speaks to it
)

// trafficSlots is how many processes' modes are remembered.
const trafficSlots = 64

// traffic reads a traffic log. It belongs to a source, and stays within its
// lines: any other ends it.
type traffic struct {
	sq    *sequencer
	slots [trafficSlots]trafficSlot
}

type trafficSlot struct {
	pid   int
	mode  trafficMode
	peer  [128]byte
	npeer int
	body  bool // text of a message goes over the wire
}

func (t *traffic) end(*Batch) {}

func (t *traffic) line(b *Batch, e *Event) bool {
	pid, mark, text := trafficLine(e.text)
	if mark == 0 {
		return false
	}
	s := &t.slots[pid%trafficSlots]
	if s.pid != pid {
		*s = trafficSlot{pid: pid}
		if mark != '=' && (mark != '>' || !startsReply(text)) && t.sq.sources.reader() != sourceReader(t) {
			return false // another program's way to print a dialogue
		}
	}
	e.Format, e.PID = sendmailTrafficFormat, pid
	e.side = sideNone
	b.formatLines(sendmailTrafficFormat)
	switch {
	case mark == '=':
		t.turn(b, e, s, text)
		return true
	case s.mode == trafficOther && mark == '>' && hasPrefix(text, "220 "), s.mode == trafficOther && mark == '>' && hasPrefix(text, "554 "):
		s.mode, s.npeer = trafficServer, 0
		t.begin(b, e, s)
	}
	t.say(b, e, s, mark, text)
	return true
}

// passes takes what is no line of a conversation, and what a client sent.
func (t *traffic) passes(b *Batch, l *plainLine) bool {
	pid, mark, text := trafficLine(l.text)
	s := &t.slots[pid%trafficSlots]
	if mark == 0 || mark == '=' || s.pid != pid || (mark == '<') == (s.mode == trafficClient) {
		return false
	}
	if s.mode == trafficOther {
		if mark == '>' {
			return false // a conversation may begin
		}
	} else {
		c := t.sq.convs.find(convKey{pid: pid, program: t.sq.convs.names.hash(nil, nil)})
		if !t.outside(s, c, text) && !t.sq.convs.passClient(b, c, text, l.no) {
			return false
		}
		if len(text) == 1 && text[0] == '.' {
			s.body = false
		}
	}
	b.formatLines(sendmailTrafficFormat)
	return true
}

// outside tells of what a process writes that speaks to a server whether it is of
// no conversation: of a notice that it makes in between.
func (t *traffic) outside(s *trafficSlot, c *logConversation, text []byte) bool {
	if s.mode != trafficClient || sendmailCommand(text) {
		return false
	}
	return s.body || c != nil && !c.body && c.auth == nil
}

// turn takes "=== CONNECT host" and "=== EXEC program".
func (t *traffic) turn(b *Batch, e *Event, s *trafficSlot, text []byte) {
	if !hasPrefix(text, "CONNECT ") {
		if s.mode != trafficClient {
			s.mode = trafficOther
		}
		s.body = true
		return
	}
	host := sendmailPeer(text[8:]).Name
	s.mode, s.body = trafficClient, false
	s.npeer = copy(s.peer[:], host)
	t.begin(b, e, s)
}

func (t *traffic) begin(b *Batch, e *Event, s *trafficSlot) {
	s.dress(b, e)
	c := t.sq.convs.conversation(b, keyOf(e))
	c.finish(b, CloseInput)
	c.connect()
	c.setPeer(e)
	t.sq.convs.weigh(b, c)
}

// dress gives e what the process's conversation has.
func (s *trafficSlot) dress(b *Batch, e *Event) {
	e.Dialogue = true
	e.Peer.Name = nil
	if s.npeer > 0 {
		e.Peer.Name = b.keep(s.peer[:s.npeer])
	}
	if s.mode == trafficClient {
		e.Role, e.Origin = RoleClient, OriginRemote
	} else {
		e.Role, e.Origin = RoleServer, OriginOwn
	}
}

// say takes a line of a conversation. What a process writes that speaks to a
// server may also be the text of a notice that it makes in between: only what
// has the form of a command that Sendmail sends is one.
func (t *traffic) say(b *Batch, e *Event, s *trafficSlot, mark byte, text []byte) {
	if s.mode == trafficOther {
		return
	}
	server := (mark == '<') == (s.mode == trafficClient)
	if server {
		if !startsReply(text) {
			return
		}
		s.body = false
	} else if t.outside(s, t.sq.convs.find(t.sq.convs.keyOf(e)), text) {
		return
	}
	s.dress(b, e)
	e.side, e.text = sideClient, text
	if server {
		e.side = sideServer
	}
	t.sq.convs.line(b, e)
	if e.Kind == KindReply && e.Reply.Code == 354 {
		s.body = true
	}
	if len(text) == 1 && text[0] == '.' {
		s.body = false
	}
}

// sendmailCommand tells the commands that Sendmail sends, as it writes them.
func sendmailCommand(text []byte) bool {
	switch string(text) {
	case "DATA", "RSET", "QUIT", "STARTTLS", "NOOP", ".":
		return true
	}
	for _, p := range [...]string{"MAIL From:<", "RCPT To:<", "EHLO ", "HELO ", "LHLO ", "AUTH ", "ETRN ", "BDAT ", "VRFY ", "VERB"} {
		if hasPrefix(text, p) {
			return true
		}
	}
	return false
}

// trafficLine takes a line apart; mark is 0 when it is none of a traffic log.
func trafficLine(line []byte) (pid int, mark byte, text []byte) {
	pid, n := atoi(line, 8)
	if n < 5 || n+4 > len(line) || line[n] != ' ' {
		return 0, 0, nil
	}
	m := line[n+1]
	if m != '<' && m != '>' && m != '=' || line[n+2] != m || line[n+3] != m {
		return 0, 0, nil
	}
	if n+4 < len(line) {
		if line[n+4] != ' ' {
			return 0, 0, nil
		}
		text = line[n+5:]
	}
	return pid, m, text
}
