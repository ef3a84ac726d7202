package parser

import "bytes"

// tracking takes an entry of the message tracking log.
func (r *exchangeReader) tracking(b *Batch, e *Event) {
	b.formatLines(exchangeTracking)
	e.Format = exchangeTracking
	event := r.col(exEventID)
	smtp := string(r.col(exSource)) == "SMTP"
	status := trackingStatus(event)
	if len(r.col(exStatuses)) == 0 && status != StatusSent && status != StatusDeferred {
		return // nothing was said
	}
	out := severalEvents{b: b, e: e, base: *e}
	base := &out.base
	base.Status = status
	base.MessageID = r.col(exMessageID)
	base.QueueID = r.col(exInternalID)
	if len(base.QueueID) == 0 {
		base.QueueID = nil
	}
	base.Sender = r.col(exSender)
	if len(base.Sender) == 0 {
		base.Sender = nil
	}
	base.Peer.IP, base.Peer.Name = r.col(exServerIP), r.col(exServerName)
	base.Host = r.col(exClientName)
	if string(event) == "RECEIVE" {
		base.Role = RoleServer
		base.Peer.IP, base.Peer.Name, base.Host = r.col(exClientIP), r.col(exClientName), r.col(exServerName)
	}
	if smtp && base.Status != StatusUnknown && base.Role == RoleUnknown {
		base.Role = RoleClient
	}
	if !looksIP(base.Peer.IP) {
		base.Peer.IP = nil
	}
	if len(base.Peer.Name) == 0 || string(base.Peer.Name) == string(base.Host) {
		base.Peer.Name = nil
	}
	if len(base.Host) == 0 {
		base.Host = nil
	}
	r.statuses(&out, smtp)
	if smtp && base.Status == StatusSent || base.Status == StatusDeferred {
		// Of SEND, what was said to the message stands there.
		context := r.col(exSourceContext)
		for len(context) > 0 && (context[0] == ';' || context[0] == ' ') {
			context = context[1:]
		}
		if i := index(context, ";ClientSubmitTime:"); i > 0 {
			context = context[:i]
		}
		if startsReply(context) {
			if x := out.next(); exchangeReply(b, x, context, smtp) && base.Status == StatusSent {
				x.Phase, x.Command = PhaseMessage, Command{Verb: "."}
				if to := r.col(exRecipients); bytes.IndexByte(to, ';') < 0 {
					x.Recipient = to
				}
			}
		}
	}
}

// trackingStatus gives what an event of the tracking log means for its recipient,
// also as the shell words it.
func trackingStatus(event []byte) Status {
	last := event[max(0, len(event)-len("DEFER")):]
	switch {
	case startsFold(event, "SEND"), startsFold(event, "DELIVER"):
		return StatusSent
	case startsFold(event, "FAIL"), startsFold(event, "BADMAIL"), len(last) > 4 && startsFold(last[1:], "FAIL"):
		return StatusBounced
	case startsFold(event, "DEFER"), startsFold(last, "DEFER"):
		return StatusDeferred
	}
	return StatusUnknown
}

// statuses gives out the status of each recipient. Recipients and statuses
// are lists in the same order; the text of a status may hold the separator.
func (r *exchangeReader) statuses(out *severalEvents, smtp bool) {
	list, to := r.col(exStatuses), r.col(exRecipients)
	for len(list) > 0 {
		one := list[:statusEnd(list)]
		list = list[len(one):]
		if len(list) > 0 {
			list = list[1:]
		}
		addr := to
		if i := bytes.IndexByte(to, ';'); i >= 0 {
			addr, to = to[:i], to[i+1:]
		}
		for len(one) > 1 && one[0] == '\'' && one[len(one)-1] == '\'' {
			one = one[1 : len(one)-1]
		}
		peer := out.base.Peer
		text := one
		if i := index(one, ledMark); i >= 0 {
			text = led(one[i+len(ledMark):], &peer)
		}
		if len(text) == 0 {
			continue
		}
		coded := startsReply(text)
		if !coded && (out.base.Status == StatusSent || out.base.Status == StatusUnknown) || coded && text[0] == '2' && !smtp {
			continue // an inner success
		}
		x := out.next()
		x.Recipient, x.Peer = addr, peer
		if !exchangeReply(out.b, x, text, smtp) {
			x.Kind, x.Origin, x.Diagnostic = KindDiagnostic, OriginLocal, text
			continue
		}
		if smtp && x.Status == StatusSent {
			x.Phase, x.Command = PhaseRcpt, Command{Verb: "RCPT"}
		}
	}
}

// statusEnd gives the length of the first status of a list: up to a semicolon
// that another status follows.
func statusEnd(list []byte) int {
	for i, c := range list {
		if c != ';' {
			continue
		}
		rest := list[i+1:]
		if startsReply(rest) || hasPrefix(rest, "["+ledMark) || hasPrefix(rest, "{["+ledMark) || len(rest) > 0 && rest[0] == ';' {
			return i
		}
	}
	return len(list)
}

// ledMark begins the last error of a delivery.
const ledMark = "{LED="

// led reads what follows ledMark: the status, and who gave it.
func led(text []byte, peer *Peer) []byte {
	end := index(text, "};{")
	if end < 0 {
		end = len(text)
		for end > 0 && (text[end-1] == '}' || text[end-1] == ']') {
			end--
		}
	}
	if p, ok := ledPeer(text[end:]); ok {
		*peer = p
	}
	return text[:end]
}

// ledPeer gives who gave a status, of what stands behind it; ok is false where
// nobody is named there.
func ledPeer(rest []byte) (p Peer, ok bool) {
	named := func(mark string) []byte {
		i := index(rest, mark)
		if i < 0 {
			return nil
		}
		v := rest[i+len(mark):]
		if j := bytes.IndexByte(v, '}'); j > 0 {
			return v[:j]
		}
		return nil
	}
	name, ip := named("{FQDN="), named("{IP=")
	if looksIP(ip) {
		p.IP = ip
	}
	if string(name) != string(ip) {
		p.Name = name
	}
	return p, name != nil || ip != nil
}

// exchangeReply reads a status. What another server said stands there as it
// was said; what Exchange found itself it words as a reply too.
func exchangeReply(b *Batch, e *Event, text []byte, smtp bool) bool {
	reply, ok := parseFlat(text, &b.text)
	if !ok {
		return false
	}
	e.Kind, e.Reply, e.Origin = KindReply, reply, OriginOwn
	if smtp && !exchangeWords(reply) {
		e.Origin = OriginRemote
	}
	return true
}

// exchangeOwn begins what Exchange words itself about a peer.
var exchangeOwn = [...]string{
	"Unable to connect", "Connection dropped", "Connection refused", "Connection timed out", "Error encountered while communicating",
	"Primary target IP address", "Target host responded with error", "DNS query failed", "DNS server returned", "Failed to connect",
	"Failed to establish", "Certificate validation failed", "Message expired", "Message delayed", "Timeout waiting", "Socket error",
	"Remote server returned", "Cannot achieve Exchange Server authentication",
	"Network unavailable", "Hop count exceeded", "Domain validation failed",
}

// exchangeWords tells whether a status is in Exchange's own words: those
// above, or "COMPONENT.Area.Detail; text".
func exchangeWords(r Reply) bool {
	if len(r.Text) == 0 {
		return false
	}
	text := r.Text[0]
	for _, w := range exchangeOwn {
		if hasPrefix(text, w) {
			return true
		}
	}
	dots := 0
	for i, c := range text {
		switch {
		case c == '.' && i > 0:
			dots++
		case c == ';' || c == ':':
			return dots > 1
		case !isAlnum(c):
			return false
		}
		if dots == 0 && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return dots > 1
}

// severalEvents gives out the events of a line that tells several replies.
// The last of them is the line's own event; the first has the raw line.
type severalEvents struct {
	b    *Batch
	e    *Event
	base Event
	n    int
}

// next gives an event to fill that has what all of them have.
func (s *severalEvents) next() *Event {
	if s.n > 0 {
		x := s.b.extra()
		*x = *s.e
		s.base.Raw = nil
	}
	s.n++
	*s.e = s.base
	return s.e
}
