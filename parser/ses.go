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
	sniff:   isSESObject,
	starts:  "{",
	object:  isSESObject,
	read:    readSES,
})

func isSESObject(line []byte) bool {
	if len(line) < 40 || line[0] != '{' {
		return false
	}
	return (index(line, `"notificationType"`) > 0 || index(line, `"eventType"`) > 0) &&
		(index(line, `"mail"`) > 0 || index(line, `"bounce"`) > 0 || index(line, `"delivery"`) > 0)
}

// sesRecipient is one element of bouncedRecipients or delayedRecipients.
type sesRecipient struct {
	address, status, diagnostic []byte
	delayed                     bool
}

func readSES(lc *lineContext, b *Batch, e *Event) outcome {
	var list []sesRecipient
	var delivered [][]byte
	var response, bounced, delivery, mailTime []byte
	w := jsonWalk{}
	w.item = func(path []byte) {
		switch sesPath(path) {
		case "bounce.bouncedRecipients[]":
			list = append(list, sesRecipient{})
		case "deliveryDelay.delayedRecipients[]":
			list = append(list, sesRecipient{delayed: true})
		}
	}
	w.leaf = func(path, v []byte) {
		p := sesPath(path)
		if i := bytes.IndexByte([]byte(p), ']'); i > 0 && len(list) > 0 && i+1 < len(p) {
			r := &list[len(list)-1]
			switch p[i+1:] {
			case ".emailAddress":
				r.address = v
			case ".status":
				r.status = v
			case ".diagnosticCode":
				r.diagnostic = v
			}
			return
		}
		switch p {
		case "mail.messageId":
			e.QueueID = v
		case "mail.commonHeaders.messageId":
			e.MessageID = v
		case "mail.source":
			e.Sender = v
		case "mail.timestamp":
			mailTime = v
		case "bounce.timestamp", "delivery.timestamp", "deliveryDelay.timestamp":
			bounced = v
		case "bounce.remoteMtaIp", "delivery.remoteMtaIp":
			if looksIP(v) {
				e.Peer.IP = v
			}
		case "delivery.smtpResponse":
			response = v
		case "delivery.processingTimeMillis":
			if ms, ok := seconds(v); ok {
				e.Delay, e.HasDelay = ms/1000, true
			}
		case "delivery.recipients[]":
			delivered = append(delivered, v)
		case "eventType", "notificationType":
			delivery = v
		}
	}
	w.walk(b, lc.f.msg)
	if !e.Time.HasDate() && e.Time.iso(bounced) == 0 {
		e.Time.iso(mailTime)
	}
	if string(delivery) == "Complaint" {
		return quietLine
	}
	e.Role = RoleClient
	if startsReply(response) {
		e.Status = StatusSent
		if len(delivered) == 1 {
			e.Recipient = delivered[0]
		}
		e.Reply = parseLines(b, response)
		e.Kind, e.Origin = KindReply, OriginRemote
		return foundEvent
	}
	base, n := *e, 0
	for i := range list {
		x := e
		if n > 0 {
			x = b.another(&base)
		}
		if list[i].event(b, x) {
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
func sesPath(path []byte) string {
	if hasPrefix(path, "detail.") {
		path = path[len("detail."):]
	}
	return string(path)
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
