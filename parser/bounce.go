package parser

import (
	"bytes"
	"sort"
	"strings"
)

// report is what a bounce tells of one recipient.
type report struct {
	recipient []byte
	aliases   [][]byte // other addresses of the same recipient

	hasReply bool
	reply    Reply
	origin   Origin
	reason   []byte // where there is no reply
	cmd      Command
	phase    Phase
	peer     Peer
	status   Status
	expired  bool
	dsn      []byte
	time     Stamp

	note  mailLine // words in brackets behind the address, which tell the reason if nothing else does
	raw   []byte   // the line that the reason begins on
	no    int64
	lines int

	aside bool // a reply of the transcript that is no recipient's reason
	known bool // it is told already
}

// told tells whether there is anything to say of the recipient.
func (r *report) told() bool { return r.hasReply || len(r.reason) > 0 }

// daemonNames are parts of the From field of those who write bounces.
var daemonNames = newTextSet(
	"mailer-daemon", "mailerdaemon", "mailer_daemon", "mail-daemon", "mail delivery", "delivery subsystem", "postmaster", "mail administrator",
	"mail system", "mdaemon", "microsoft outlook", "microsoftexchange", "system administrator", "mail deliver", "mailer daemon",
	"email delivery", "delivery notification", "delivery system", "no-reply@amazonses", "mail daemon", "delivery status", "mail router", "mailservice",
	"mail server", "internet mail delivery", "mta ", "autobounce", "systemadministrator", "mail gateway", "email gateway", "security gateway", "message router", "delivery service", "delivery agent",
	"mmdf", "smail", "returned mail", "email engine", "mailadm", "mailsystem", "mail transport", "spam firewall", "mail_delivery", "mailhub", "email system", "mail-system",
)

// fromDaemon tells whether a mail system wrote the message.
func (h *mailHeader) fromDaemon() bool {
	return h.failed != "" || daemonNames.in([]byte(words(h.from)))
}

// bounceSubjects are parts of the subjects of bounces, in lower case.
var bounceSubjects = newTextSet(
	"undeliver", "returned mail", "failure notice", "delivery status notification", "mail delivery fail", "delivery failure", "delivery notification",
	"returning message to sender", "returned to sender", "delivery failed", "delivery has failed", "non-deliver", "nondeliver", "non remis", "non distribu", "unzustellbar", "could not be delivered", "not delivered",
	"mail system error", "delivery report", "delayed", "warning: message", "warning: could not send", "mail could not be", "delivery problem", "delivery error", "unable to deliver",
	"bounce", "no se puede entregar", "imposible", "onbestelbaar", "impossibile recapitare", "non recapitabile", "não entreg", "не доставлен", "недостав", "配信不能", "配信できません", "エラー", "退信", "系统退信", "投递失败", "returned email", "rejected", "mail error",
	"mail failure", "message status", "blocked", "unknown user", "user unknown", "message you sent", "error sending", "mail returned", "returned message", "still being retried", "delivery delay", "failed mail", "message not", "email not", "erreur", "notification d'état", "status of:", "non-remise", "avis de non",
	"no se pudo entregar", "no entregado", "mancato recapito", "mancata consegna", "nie można dostarczyć", "niedoręczon", "não foi possível entregar", "olevererbar", "kunde inte levereras", "nedoručiteln", "无法送达", "传递失败", "無法傳遞",
)

// bounces tells whether the header is that of a bounce: a mail system wrote
// it, or nobody did (the null sender, RFC 5321 §4.5.5), and the subject or the
// type says what it is.
func (h *mailHeader) bounces() bool {
	if strings.EqualFold(mediaParam(h.contentType, "report-type"), "delivery-status") || h.failed != "" {
		return true
	}
	null := angle(h.returnPath) == "<>"
	if !h.fromDaemon() && !null {
		return false
	}
	return bounceSubjects.in([]byte(words(h.subject)))
}

// automatic tells whether an answering machine wrote the message (RFC 3834
// §5): no mail system speaks.
func (h *mailHeader) automatic() bool {
	a := strings.ToLower(h.autoSubmitted)
	return (strings.HasPrefix(a, "auto-replied") || strings.HasPrefix(a, "auto-generated")) && !h.fromDaemon()
}

// report reads the message that is complete, gives the events out and tells
// which format it was of; nil when it is no bounce.
func (r *mailReader) report(b *Batch) *Format {
	m := &r.m
	if m.complaint && len(m.status.ends) == 0 {
		return nil
	}
	if !m.forwarded {
		if f := r.notice(b); f != nil {
			return f
		}
	}
	groups, head := readGroups(m.status.readable())
	text := m.body1()
	inline := false
	if len(groups) == 0 {
		if groups, head = inlineGroups(text); len(groups) > 0 && m.h.fromDaemon() {
			inline = true
		} else {
			groups = nil
		}
	}
	if len(groups) == 0 && !m.isBounce(text) {
		if text = forwardedText(text); text == nil {
			return nil
		}
	}
	if inline {
		text = beforeGroups(text)
	}
	w := wordsReader{single: m.h.failedRecipients(), block: r.block}
	w.read(text)
	r.block = w.block[:0]
	format := bounceFormat
	list := w.found
	if len(groups) > 0 {
		format = dsnFormat
		list = merge(groups, w.found)
	} else {
		w.statuses(&m.h)
	}
	r.give(b, format, list, &head, &w)
	return format
}

// body1 gives the lines of the text for people: plain where there is one.
func (m *message) body1() []mailLine {
	text := m.text.readable()
	for _, l := range text {
		if len(trimSpace(l.text)) > 0 {
			return text
		}
	}
	return plainLines(m.html.readable())
}

// failedRecipients gives the one recipient that Exim's header names.
func (h *mailHeader) failedRecipients() []byte {
	if f := strings.TrimSpace(h.failed); f != "" && !strings.ContainsAny(f, ", ") {
		return []byte(f)
	}
	return nil
}

// bounceWords are sentences by which the text of a bounce begins; with a
// sender that is none of a mail system they make a message a bounce, too.
var bounceWords = newTextSet(
	"this is the qmail-send program", "this is the mail system at host", "this is the postfix program at host", "this message was created automatically by mail delivery software",
	"the following addresses had", "the following address(es) failed", "this is a delivery status notification", "delivery to the following recipient", "could not be delivered to",
	"your message wasn't delivered", "your message could not be delivered", "delivery has failed to these recipients", "transcript of session follows",
	"the following message to <", "was undeliverable", "wasn't able to deliver", "was not able to deliver", "unable to deliver your message", "unable to deliver message", "unable to deliver the", "failed to deliver",
	"this is the mailer-daemon", "did not reach", "was not delivered to", "not be delivered", "cannot be delivered", "couldn't be delivered", "can't be delivered", "error occurred while trying to deliver", "following recipient",
	"the following addresses", "delivery of", "reason for the problem", "returned to you", "following address", "could not deliver", "this report relates to a message you sent", "message you sent",
	"delivery failed", "delivery error", "following errors", "error message below", "this is the email security gateway", "your message to", "was rejected", "not accepted",
	"this is the machine generated message", "i'm sorry to have to inform you", "mail server on", "unknown user:", "smtp error from", "could not send your", "message delayed", "has been delayed", "not yet been delivered", "remote server returned",
)

// isBounce tells whether the message is a bounce, by its header and by what
// its text says.
func (m *message) isBounce(text []mailLine) bool {
	h := &m.h
	if h.automatic() {
		return false
	}
	daemon := h.fromDaemon()
	if !daemon && angle(h.returnPath) != "<>" && !m.forwarded {
		return false
	}
	subject := h.bounces()
	if daemon && subject && len(m.status.ends) > 0 {
		return true
	}
	var low []byte
	for i, l := range text {
		if i > 200 {
			break
		}
		if len(l.text) < 8 {
			continue
		}
		if low = lower(low, l.text); bounceWords.in(low) {
			return daemon || subject
		}
	}
	return daemon && subject
}

// give makes the reports events, in the order of the file.
func (r *mailReader) give(b *Batch, format *Format, list []report, head *dsnHead, w *wordsReader) {
	m := &r.m
	sort.SliceStable(list, func(i, j int) bool { return list[i].no < list[j].no })
	var when Stamp
	if m.returned.seen == 0 {
		m.returned = w.returned
	}
	sender := head.sender
	if sender == nil && m.returned.returnPath != "" {
		sender = []byte(angle(m.returned.returnPath))
	}
	id := strings.Trim(strings.TrimSpace(m.returned.messageID), "<>")
	host := head.host
	if host == nil {
		host = w.host
	}
	var last int64
	for i := range list {
		p := &list[i]
		if p.known || !p.told() {
			continue
		}
		if !p.hasReply && (p.status == StatusSent || p.status == StatusDeliverable) {
			continue
		}
		e := &Event{
			Kind: KindDiagnostic, Origin: p.origin, Phase: p.phase, Status: p.status, Format: format,
			Line: p.no, Lines: max(p.lines, 1), Time: p.time, Command: p.cmd,
			Host: b.keep(host), QueueID: b.keep(head.queueID), Sender: b.keep(sender),
			Recipient: b.keep(p.recipient), DSN: b.keep(p.dsn),
			Peer: Peer{Name: b.keep(p.peer.Name), IP: b.keep(p.peer.IP), Port: p.peer.Port},
		}
		e.Command.Arg = b.keep(p.cmd.Arg)
		if id != "" {
			e.MessageID = b.keep([]byte(id))
		}
		if !e.Time.HasDate() {
			if !when.HasDate() {
				when = mailStamp(m.h.date)
			}
			e.Time = when
		}
		if p.hasReply {
			e.Kind = KindReply
			e.Reply = Reply{Code: p.reply.Code, Enhanced: b.keep(p.reply.Enhanced), Text: b.keepText(p.reply.Text)}
		} else {
			e.Diagnostic = b.keep(p.reason)
		}
		if e.Origin == OriginRemote {
			e.Role = RoleClient
		}
		if !r.sq.opts.Lines && (p.no != last || i == 0) {
			e.Raw = b.keep(p.raw)
		}
		last = p.no
		b.order = append(b.order, e)
	}
}

// sameAddress compares addresses without their case.
func sameAddress(a, b []byte) bool { return len(a) > 0 && bytes.EqualFold(a, b) }

// is tells whether the report is of the recipient of another.
func (r *report) is(o *report) bool {
	if sameAddress(r.recipient, o.recipient) {
		return true
	}
	for _, a := range r.aliases {
		if sameAddress(a, o.recipient) {
			return true
		}
	}
	for _, a := range o.aliases {
		if sameAddress(r.recipient, a) {
			return true
		}
	}
	return false
}
