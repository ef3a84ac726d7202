package parser

import "bytes"

// Services that send mail tell what became of it in JSON objects, each with names
// of its own: to a URL, as the answer of an API, in the log of what received them.
// They have in common that one member holds what the server said, and others, in
// the same object or around it, the recipient and the kind of event.
//
//	{"event":"bounce","email":"ann@example.com","reason":"550 5.1.1 User unknown"}
//	{"RecordType":"Bounce","Email":"ann@example.com","Details":"smtp;550 5.1.1 User unknown"}
//	{"event":"failed","recipient":"ann@example.com","delivery-status":{"code":550,"message":"5.1.1 User unknown"}}

var webhook = register(&Format{
	Name:    "webhook",
	group:   groupLogs,
	Title:   "Events of mail services as JSON: SendGrid, Mailgun, Postmark, SparkPost, Mandrill, Brevo and their likes",
	Example: `{"event":"bounce","email":"ann@example.com","timestamp":1795325837,"status":"5.1.1","reason":"550 5.1.1 User unknown","type":"bounce"}`,
	Reads:   "the reply in an event that tells of a bounce, a deferral or a delivery, on one line, on several, in an array, or a piece of one; in a row of a table whose columns are named so",
	Leaves:  "events that quote no reply; opens, clicks, complaints",
	read:    readWebhook,
})

// webhookReply is a reply in such a text.
type webhookReply struct {
	text     []byte // with its code, or without where code has it
	code     int
	enhanced []byte // where it has members of its own
	at       int
	object   int
	said     bool
	local    bool // nothing was said
	near     webhookNear
}

// replies gives the replies of the text.
func (s *webhookScan) replies(b *Batch, list []webhookReply) []webhookReply {
	for i := range s.members[:s.n] {
		m := &s.members[i]
		r := webhookReply{at: m.at, object: m.object}
		switch m.kind {
		case whSaid:
			r.said = true
		case whMaybe:
		case whCode:
			if s.coded(b, m, &r) {
				list = append(list, r)
			}
			continue
		default:
			continue
		}
		text, smtp := diagnosticCode(m.value)
		if len(text) > 2 && text[0] == '(' {
			text = parenthesis(text)
		}
		if !smtp || !startsReply(text) || len(text) < 5 {
			continue
		}
		r.text, r.near = text, s.near(m.object)
		if r.sure() {
			list = append(list, r)
		}
	}
	return list
}

// sure tells a reply from three digits with which a text begins that may be
// anybody's, of HTTP, say: of two things that make it one both must be there, what
// became of a message and to whom, or one of them and an enhanced status code.
func (r *webhookReply) sure() bool {
	if r.said {
		return true
	}
	known, whom := r.near.status != StatusUnknown || r.near.coded, r.near.recipient != nil || r.near.hidden
	if known == whom {
		return known
	}
	line, _ := parseReplyLine(r.text)
	return line.enhanced != nil
}

// coded reads a reply whose code and text have members of their own: Mailgun's
// delivery-status, and the response of objects like KumoMTA's.
func (s *webhookScan) coded(b *Batch, m *webhookMember, r *webhookReply) bool {
	mailgun := string(s.named[m.object]) == "delivery-status"
	if !mailgun && string(s.named[m.object]) != "response" {
		return false
	}
	code, n := atoi(m.value, 4)
	if n != len(m.value) || n != 3 || code < 200 {
		return false
	}
	for i := range s.members[:s.n] {
		if x := &s.members[i]; x.object == m.object && len(x.value) > 0 && (mailgun && string(x.name) == "message" || !mailgun && string(x.name) == "content") {
			r.text = x.value
		} else if x.object == m.object && mailgun && string(x.name) == "description" && r.text == nil {
			r.text = x.value
		}
	}
	if len(r.text) == 0 || startsReply(r.text) && mailgun {
		return false // it stands there whole
	}
	r.code, r.said, r.near = code, true, s.near(m.object)
	r.enhanced = s.enhanced(b, m.object)
	if code > 599 {
		// Mailgun's own, for mail that it did not try to deliver.
		r.local = true
		return mailgun && r.near.status == StatusBounced
	}
	return r.near.status != StatusUnknown || r.near.recipient != nil
}

// webhookSigns are of a text that may have such a reply.
const webhookSigns = signReplyText | signDeliveryStatus | signResponse

// enhanced puts an enhanced status code together of which each part is a member
// of an object within object.
func (s *webhookScan) enhanced(b *Batch, object int) []byte {
	var parts [3][]byte
	for i := range s.members[:s.n] {
		m := &s.members[i]
		if s.parent[m.object] != object || string(s.named[m.object]) != "enhanced_code" {
			continue
		}
		switch string(m.name) {
		case "class":
			parts[0] = m.value
		case "subject":
			parts[1] = m.value
		case "detail":
			parts[2] = m.value
		}
	}
	if parts[0] == nil || parts[1] == nil || parts[2] == nil {
		return nil
	}
	return b.keep(bytes.Join(parts[:], []byte{'.'}))
}

// isWebhook tells whether text has such a reply.
func isWebhook(b *Batch, text []byte, has signs) bool {
	if has&webhookSigns == 0 {
		return false
	}
	var s webhookScan
	var list [8]webhookReply
	n := len(b.arena)
	s.scan(b, text)
	found := len(s.replies(b, list[:0])) > 0
	b.arena = b.arena[:n]
	return found
}

// events reads a line that is an object, or an array of them, with such replies,
// and nothing that a log shipper wrapped.
func (lc *lineContext) events(b *Batch, line []byte, no int64) bool {
	text := unpasted(line)
	if len(text) < 20 || text[0] != '{' && (text[0] != '[' || !hasPrefix(trimLeft(text[1:]), "{")) {
		return false
	}
	has := lc.signs
	if line[0] != '{' {
		has = signsOf(text)
	}
	if !isWebhook(b, text, has) {
		return false
	}
	lc.f = frame{msg: text, stamp: lc.f.stamp}
	lc.part = dUnknown
	lc.understood(b, webhook, line, no)
	return true
}

func readWebhook(lc *lineContext, b *Batch, e *Event) outcome {
	var s webhookScan
	s.scan(b, lc.f.msg)
	base, n := *e, 0
	for _, r := range s.told(b) {
		x := e
		if n > 0 {
			x = b.another(&base)
		}
		r.event(b, x)
		n++
	}
	if n == 0 {
		return quietLine
	}
	return foundEvent
}

// told gives the replies of the text without those that are there twice: a
// service that has a member for what was said repeats it in others.
func (s *webhookScan) told(b *Batch) []webhookReply {
	list := s.replies(b, nil)
	kept := list[:0]
	for i := range list {
		r := &list[i]
		twice := false
		for k := range list {
			if o := &list[k]; !r.said && o.said && string(o.near.recipient) == string(r.near.recipient) ||
				k < i && string(o.text) == string(r.text) && string(o.near.recipient) == string(r.near.recipient) {
				twice = true
			}
		}
		if !twice {
			kept = append(kept, *r)
		}
	}
	return kept
}

// event makes the event of a reply.
func (r *webhookReply) event(b *Batch, e *Event) {
	e.Role, e.Recipient, e.Sender, e.MessageID = RoleClient, r.near.recipient, r.near.sender, r.near.id
	e.Status = r.near.status
	if !e.Time.HasDate() && e.Time.iso(r.near.time) == 0 {
		e.Time.epoch(r.near.time)
	}
	if r.local {
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, r.text
		return
	}
	e.Kind, e.Origin = KindReply, OriginRemote
	if r.near.accepted > 0 {
		e.Phase = PhaseMessage
	}
	if r.code == 0 {
		e.Reply = parseLines(b, r.text)
	} else {
		e.Reply.Code = r.code
		if e.Reply.Enhanced, _ = splitEnhanced(r.text); e.Reply.Enhanced == nil {
			e.Reply.Enhanced = r.enhanced
		}
		n := len(b.text)
		b.text = appendLines(b.text, r.text, e.Reply.Enhanced)
		e.Reply.Text = b.text[n:len(b.text):len(b.text)]
	}
	if e.Status == StatusUnknown || e.Status == StatusSent && e.Reply.Code/100 != 2 {
		e.Status = [...]Status{2: StatusSent, 4: StatusDeferred, 5: StatusBounced}[e.Reply.Code/100]
	}
	if cmd := trimEOL(r.near.command); len(cmd) > 0 {
		if e.Command, e.Phase = ParseCommand(cmd); len(cmd) == 1 && cmd[0] == '.' {
			e.Command, e.Phase = Command{Verb: "."}, PhaseMessage
		}
		if e.Command.Secret {
			e.markSecret(e.Command.Arg[e.Command.SecretAt:])
		}
	}
}
