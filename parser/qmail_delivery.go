package parser

import "bytes"

// qmailSteps are the words of qmail-remote before "Remote host said: ".
var qmailSteps = [...]struct {
	words string
	phase Phase
	verb  string
}{
	{"_does_not_like_recipient", PhaseRcpt, "RCPT"},
	{"_accepted_message", PhaseMessage, "."},
	{"_failed_after_I_sent_the_message", PhaseMessage, "."},
	{"_failed_on_DATA_command", PhaseData, "DATA"},
	{"_but_sender_was_rejected", PhaseMail, "MAIL"},
	{"_but_my_name_was_rejected", PhaseEhlo, "HELO"},
	{"_but_greeting_failed", PhaseConnect, ""},
	{"_but_authentication_was_rejected", PhaseAuth, "AUTH"},
	{"_authentication_", PhaseAuth, "AUTH"},
}

// qmailStep finds the words by which head tells after what the host said it.
func qmailStep(head []byte) (Phase, string) {
	for at := 0; ; at++ {
		i := bytes.IndexByte(head[at:], '_')
		if i < 0 {
			break
		}
		at += i
		for k := range qmailSteps {
			s := &qmailSteps[k]
			if at+1 < len(head) && s.words[1] == head[at+1] && hasPrefix(head[at:], s.words) {
				return s.phase, s.verb
			}
		}
	}
	if index(head, "STARTTLS") >= 0 {
		return PhaseStarttls, "STARTTLS"
	}
	return PhaseUnknown, ""
}

// qmailDelivery reads a report.
func qmailDelivery(b *Batch, e *Event, report []byte) outcome {
	switch {
	case hasPrefix(report, "success:"):
		e.Status = StatusSent
	case hasPrefix(report, "failure:"):
		e.Status = StatusBounced
	case hasPrefix(report, "deferral:"):
		e.Status = StatusDeferred
	case bytes.IndexByte(report, ':') >= 0 && qmailSaid(report) == 0:
		return quietLine
	}
	if e.Status != StatusUnknown {
		report = trimLeft(report[bytes.IndexByte(report, ':')+1:])
	}
	const said = "Remote_host_said:_"
	if i := index(report, said); i >= 0 {
		head, text := report[:i], report[i+len(said):]
		e.Peer = qmailPeer(head)
		if r, ok := qmailReply(b, text); ok {
			e.Kind, e.Origin, e.Role, e.Reply = KindReply, OriginRemote, RoleClient, r
			e.Phase, e.Command.Verb = qmailStep(head)
			if e.Phase == PhaseEhlo {
				// Patched versions say EHLO first; the report does not tell.
				e.Command = Command{}
			}
			e.side = sideFollow
			return foundEvent
		}
	}
	if e.Status == StatusSent {
		return quietLine
	}
	e.Peer = qmailPeer(report)
	text := qmailText(b, report)
	e.Kind, e.Origin, e.Diagnostic, e.side = KindDiagnostic, OriginLocal, text, sideFollow
	e.DSN = hashEnhanced(text)
	e.Phase = qmailPhase(text)
	return foundEvent
}

// qmailText gives a report's words with their blanks: '_' for a blank, '/' for
// a line's end. The last line's end goes.
func qmailText(b *Batch, report []byte) []byte {
	for len(report) > 0 && report[len(report)-1] == '/' {
		report = report[:len(report)-1]
	}
	text := b.keep(report)
	for i, c := range text {
		if c == '_' {
			text[i] = ' '
		}
	}
	return text
}

// qmailReply reads "550-5.1.1_a/550_5.1.1_b/Giving_up_on_192.0.2.1./". A '/' is
// a line's end only where the code stands again behind it, or qmail's own last
// words: URLs have others.
func qmailReply(b *Batch, text []byte) (Reply, bool) {
	text = qmailText(b, text[:qmailOwnWords(text)])
	if !startsReply(text) {
		return Reply{}, false
	}
	rb := replyBuilder{lines: &b.text, start: len(b.text)}
	code := text[:3]
	for {
		end := len(text)
		for i := 4; i+4 <= len(text); i++ {
			n := bytes.IndexByte(text[i:], '/')
			if n < 0 {
				break
			}
			if i += n; i+4 <= len(text) && bytes.Equal(text[i+1:i+4], code) && (i+4 == len(text) || text[i+4] == '-' || text[i+4] == ' ') {
				end = i
				break
			}
		}
		l, ok := parseReplyLine(text[:end])
		if !ok {
			break
		}
		rb.r.Code = l.code
		rb.add(&l)
		if end == len(text) {
			break
		}
		text = text[end+1:]
	}
	return rb.finish(), true
}

// qmailOwnWords gives where the words begin that qmail adds to a reply: the
// length of text when it adds none.
func qmailOwnWords(text []byte) int {
	for at := 0; ; at++ {
		i := bytes.IndexByte(text[at:], '/')
		if i < 0 {
			return len(text)
		}
		at += i
		switch rest := text[at+1:]; {
		case len(rest) == 0 || rest[0] != 'G' && rest[0] != 'I':
		case hasPrefix(rest, "Giving_up_on_"), hasPrefix(rest, "I'm_not_going_to_try_again"), hasPrefix(rest, "I'm_going_to_try_again"):
			return at
		}
	}
}

// qmailPeer reads the address that a report begins with, or that stands behind
// "Connected_to_".
func qmailPeer(s []byte) (p Peer) {
	if len(s) > 0 && !isDigit(s[0]) {
		for _, m := range [...]string{"Connected_to_", "I_couldn't_connect_to_"} {
			if i := index(s, m); i >= 0 {
				s = s[i+len(m):]
				break
			}
		}
	}
	n := 0
	for n < len(s) && s[n] != '_' && s[n] != '/' {
		n++
	}
	if ip := s[:n]; len(ip) > 6 && looksIP(ip) {
		p.IP = ip
	}
	return p
}

// qmailPhases are the words of qmail's own reasons that tell a step.
var qmailPhases = [...]struct {
	words string
	phase Phase
}{
	{"establish an SMTP connection", PhaseConnect},
	{"couldn't find any host", PhaseDNS},
	{"couldn't find a mail exchanger", PhaseDNS},
	{"CNAME lookup failed", PhaseDNS},
	{"DNS", PhaseDNS},
	{"no mailbox here by that name", PhaseLocal},
	{"TLS", PhaseTLS},
	{"been in the queue too long", PhaseQueue},
}

func qmailPhase(text []byte) Phase {
	for i := range qmailPhases {
		if index(text, qmailPhases[i].words) >= 0 {
			return qmailPhases[i].phase
		}
	}
	return PhaseUnknown
}

// followQmail knows by the delivery's number to whom it went, and by the
// message's number from whom it came.
func followQmail(t *convTable, b *Batch, e *Event) {
	if e.Kind == KindLine {
		qmailNote(t, b, e, e.text)
		return
	}
	k := named(e, 'd', e.text)
	th := t.known(k)
	if th == nil {
		return
	}
	th.fill(b, e)
	if m := t.known(named(e, 'm', th.queueID)); m != nil && e.Sender == nil {
		e.Sender = b.keep(m.sender)
	}
	if e.Phase == PhaseUnknown && e.Kind == KindDiagnostic && th.phase == PhaseLocal {
		e.Phase = PhaseLocal
	}
	t.forget(k)
}

// qmailNote takes "starting delivery 183: msg 161214 to remote ann@example.com",
// "info msg 161214: bytes 2048 from <me@example.net> qp 24162 uid 7", "end msg
// 161214".
func qmailNote(t *convTable, b *Batch, e *Event, msg []byte) {
	if hasPrefix(msg, "end msg ") {
		t.forget(named(e, 'm', msg[8:]))
		return
	}
	if hasPrefix(msg, "info msg ") {
		number := msg[9:]
		if i := bytes.IndexByte(number, ':'); i > 0 {
			if j := index(number, " from <"); j > 0 {
				c, th := t.thread(b, named(e, 'm', number[:i]))
				hold(&th.sender, bracketed(number[j+6:]))
				t.weigh(b, c)
			}
		}
		return
	}
	number := msg[18:]
	i := bytes.IndexByte(number, ':')
	if i <= 0 || !hasPrefix(number[i:], ": msg ") {
		return
	}
	j := bytes.IndexByte(number[i+6:], ' ')
	if j < 0 || !hasPrefix(number[i+6+j:], " to ") {
		return
	}
	j += i + 6
	c, th := t.thread(b, named(e, 'd', number[:i]))
	th.reset()
	hold(&th.queueID, number[i+6:j])
	where, to := word(number[j+4:])
	hold(&th.recipient, to)
	if string(where) == "local" {
		th.phase = PhaseLocal
	}
	t.weigh(b, c)
}
