package parser

import "bytes"

// Amazon SES publishes what became of a message as JSON: through SNS (whose
// envelope is peeled off as any log shipper's), EventBridge or Firehose.

var _ = register(&Format{
	Name:    "ses",
	Title:   "Amazon SES, event and notification JSON",
	Example: `{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","reportingMTA":"dns; email.example.com","bouncedRecipients":[{"emailAddress":"ann@example.com","status":"5.1.1","action":"failed","diagnosticCode":"smtp; 550 5.1.1 User unknown"}]},"mail":{"source":"bob@example.net","messageId":"0100018f"}}`,
	Reads:   "Bounce, Delivery and DeliveryDelay: what the peer said of each recipient, or why it was not tried",
	Leaves:  "Complaint, Send, Open, Click and other events, which tell of no failure to deliver",
	sniffs:  []sniffer{{sniff: func(msg []byte) bool { return isSESObject(msg, signsOf(msg)) }, starts: "{"}},
	object:  isSESObject,
	read:    readSES,
})

func isSESObject(line []byte, has signs) bool {
	return len(line) >= 40 && line[0] == '{' && has&(signNotification|signEvent) != 0 && has&(signMail|signBounce|signDelivery) != 0
}

// sesRecipient is one element of bouncedRecipients or delayedRecipients.
type sesRecipient struct {
	address, status, diagnostic []byte
	delayed                     bool
}

// sesRecord is what is read of an object; its memory is used again.
type sesRecord struct {
	e                              *Event
	list                           []sesRecipient
	delivered                      [][]byte
	response, when, mailTime, kind []byte
}

// item begins a recipient.
func (r *sesRecord) item(path []byte) {
	switch string(sesPath(path)) {
	case "bounce.bouncedRecipients[]":
		r.list = append(r.list, sesRecipient{})
	case "deliveryDelay.delayedRecipients[]":
		r.list = append(r.list, sesRecipient{delayed: true})
	}
}

// leaf takes a value.
func (r *sesRecord) leaf(path, v []byte) {
	p, e := sesPath(path), r.e
	if len(r.list) > 0 {
		if i := bytes.IndexByte(p, ']'); i > 0 && i+1 < len(p) {
			to := &r.list[len(r.list)-1]
			switch string(p[i+1:]) {
			case ".emailAddress":
				to.address = v
			case ".status":
				to.status = v
			case ".diagnosticCode":
				to.diagnostic = v
			}
			return
		}
	}
	switch string(p) {
	case "mail.messageId":
		e.QueueID = v
	case "mail.commonHeaders.messageId":
		e.MessageID = v
	case "mail.source":
		e.Sender = v
	case "mail.timestamp":
		r.mailTime = v
	case "bounce.timestamp", "delivery.timestamp", "deliveryDelay.timestamp":
		r.when = v
	case "bounce.remoteMtaIp", "delivery.remoteMtaIp":
		if looksIP(v) {
			e.Peer.IP = v
		}
	case "delivery.smtpResponse":
		r.response = v
	case "delivery.processingTimeMillis":
		if ms, ok := seconds(v); ok {
			e.Delay, e.HasDelay = ms/1000, true
		}
	case "delivery.recipients[]":
		r.delivered = append(r.delivered, v)
	case "eventType", "notificationType":
		r.kind = v
	}
}

func readSES(lc *lineContext, b *Batch, e *Event) outcome {
	r := &lc.objects.ses
	*r = sesRecord{e: e, list: r.list[:0], delivered: r.delivered[:0]}
	lc.objects.walk.walk(b, lc.f.msg, r)
	r.e = nil
	if !e.Time.HasDate() && e.Time.iso(r.when) == 0 {
		e.Time.iso(r.mailTime)
	}
	if string(r.kind) == "Complaint" {
		return quietLine
	}
	e.Role = RoleClient
	if startsReply(r.response) {
		e.Status = StatusSent
		if len(r.delivered) == 1 {
			e.Recipient = r.delivered[0]
		}
		e.Reply = parseLines(b, r.response)
		e.Kind, e.Origin = KindReply, OriginRemote
		return foundEvent
	}
	return r.recipients(b, e)
}

// recipients makes an event of each recipient for whom there is something to
// tell.
func (r *sesRecord) recipients(b *Batch, e *Event) outcome {
	if len(r.list) == 0 {
		return quietLine
	}
	base, n := *e, 0
	for i := range r.list {
		x := e
		if n > 0 {
			x = b.another(&base)
		}
		if r.list[i].event(b, x) {
			n++
		} else if n > 0 {
			b.dropEvent()
		} else {
			*e = base
		}
	}
	if n == 0 {
		return quietLine
	}
	return foundEvent
}

// sesPath gives a path as SES itself has it: EventBridge puts the event into
// "detail".
func sesPath(path []byte) []byte {
	if hasPrefix(path, "detail.") {
		return path[len("detail."):]
	}
	return path
}

// event makes the event of one recipient.
func (r *sesRecipient) event(b *Batch, e *Event) bool {
	e.Recipient, e.DSN = r.address, nil
	if scanEnhanced(r.status) == len(r.status) && len(r.status) > 0 {
		e.DSN = r.status
	}
	e.Status = StatusBounced
	if r.delayed {
		e.Status = StatusDeferred
	}
	text, smtp := diagnosticCode(r.diagnostic)
	if smtp && startsReply(text) {
		e.Reply = parseLines(b, text)
		e.Kind, e.Origin = KindReply, OriginRemote
		return true
	}
	if len(text) == 0 {
		return false
	}
	e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, text
	return true
}

// diagnosticCode reads "smtp; 550 5.1.1 text" (RFC 3464 §2.3.6): the text,
// and whether its type is that of an SMTP reply, or none is told.
func diagnosticCode(v []byte) (text []byte, smtp bool) {
	i := bytes.IndexByte(v, ';')
	if i < 0 || i > 16 {
		return v, true
	}
	for _, c := range v[:i] {
		if !isAlnum(c) && c != '-' {
			return v, true
		}
	}
	return trimLeft(v[i+1:]), startsFold(v, "SMTP")
}
