package parser

import (
	"bytes"
	"slices"
)

// tornSequence is the highest sequence number that the greeting of a session
// has been seen with; a session whose first line here has a higher one began
// before the log does.
const tornSequence = 5

// exchangeSender is what Exchange never answers RCPT with.
const exchangeSender = "250 2.1.0 Sender OK"

// protocol takes an entry of a protocol log. In a receive log > is what
// Exchange says as a server, in a send log what it says as a client.
func (r *exchangeReader) protocol(b *Batch, e *Event) {
	b.formatLines(exchange)
	e.Format = exchange
	e.Session = r.col(exSession)
	event := r.col(exEvent)[0]
	data := r.col(exData)
	var local int
	e.Peer.IP, e.Peer.Port = endpoint(r.col(exRemote))
	_, local = endpoint(r.col(exLocal))
	e.Role = r.role
	if e.Role == RoleUnknown {
		e.Role = roleByPort(local, e.Peer.Port, event, data)
	}
	e.Origin = OriginRemote
	if e.Role == RoleServer {
		e.Origin = OriginOwn
	}
	convs := &r.sq.convs
	c := convs.find(keyOf(e))
	switch event {
	case '+':
		e.side = sideOpen
		convs.line(b, e)
		e.Origin = OriginUnknown
		return
	case '-':
		e.side = sideClose
		convs.line(b, e)
		e.Origin = OriginUnknown
		return
	case '*':
		r.information(b, e, c)
		return
	}
	e.text = data
	e.side = sideClient
	if (event == '>') == (e.Role == RoleServer) {
		e.side = sideServer
	}
	if len(data) == 0 || e.side == sideClient && data[0] == '<' && (c == nil || c.auth == nil) {
		return // "<authentication information>" and the like
	}
	if c == nil {
		c = convs.begin(b, e)
		seq, _ := atoi(r.col(exSequence), 9)
		c.greeted = seq > tornSequence
	}
	if c.body && e.side == sideClient {
		// These logs never show message text: the text is over when a command
		// follows, even if the reply to it lags behind.
		c.endOfData(b)
	}
	if e.side == sideServer && len(c.fifo) > 0 && c.fifo[0].phase == PhaseRcpt && hasPrefix(data, exchangeSender) {
		// The log begins, or goes on, behind a command that was not answered yet;
		// which one, its lines do not say.
		c.fifo = slices.Insert(c.fifo, 0, pending{})
		c.held += c.fifo[0].weight()
	}
	convs.line(b, e)
	if e.Kind == KindReply && e.MessageID == nil && c.id != nil && (e.Phase == PhaseMail || e.Phase == PhaseRcpt || e.Phase == PhaseData || e.Phase == PhaseMessage) {
		e.MessageID = b.keep(c.id)
	}
}

// roleByPort tells the direction of an entry without a header: the server's
// port is the smaller one, and a client that has no port yet is still
// connecting.
func roleByPort(local, remote int, event byte, data []byte) Role {
	switch {
	case local == 0 && remote != 0, local > remote && remote != 0:
		return RoleClient
	case local < remote:
		return RoleServer
	}
	if startsReply(data) == (event == '>') {
		return RoleServer
	}
	return RoleClient
}

// endpoint reads "192.0.2.1:25" and "[2001:db8::1]:25".
func endpoint(p []byte) (ip []byte, port int) {
	i := bytes.LastIndexByte(p, ':')
	if i < 0 {
		return nil, 0
	}
	ip = p[:i]
	port, _ = atoi(p[i+1:], 5)
	if n := len(ip); n > 1 && ip[0] == '[' && ip[n-1] == ']' {
		ip = ip[1 : n-1]
	}
	if !looksIP(ip) {
		ip = nil
	}
	return ip, port
}

// begin opens the conversation of e, whose beginning the log may lack.
func (t *convTable) begin(b *Batch, e *Event) *logConversation {
	c := t.add(b, keyOf(e))
	c.setPeer(e)
	return c
}

// exchangeFailures are remarks by which Exchange tells that a connection came
// to nothing.
var exchangeFailures = [...]struct {
	prefix string
	phase  Phase
}{
	{"Failed to connect", PhaseConnect},
	{"Failed connection to ", PhaseConnect},
	{"Unable to connect", PhaseConnect},
	{"TLS negotiation failed", PhaseTLS},
	{"Failed to initialize TLS", PhaseTLS},
	{"DNS query failed", PhaseDNS},
	{"DNS server returned ", PhaseDNS},
}

// information takes a line that was not on the wire. c is its conversation,
// nil for none.
func (r *exchangeReader) information(b *Batch, e *Event, c *logConversation) {
	e.Dialogue = true
	origin := e.Origin
	e.Origin = OriginUnknown
	data, context := r.col(exData), r.col(exContext)
	if hasPrefix(context, "receiving message") && c == nil {
		// It is noted when MAIL comes, whose own line the log lacks.
		c = r.sq.convs.begin(b, e)
		c.greeted = true
		c.push(b, pending{cmd: Command{Verb: "MAIL"}, phase: PhaseMail})
		return
	}
	for _, text := range [...][]byte{context, data} {
		if i := index(text, "InternetMessageId "); i > 0 && c != nil {
			id, _ := word(text[i+len("InternetMessageId "):])
			c.id = append(c.id[:0], id...)
			return
		}
		if i := index(text, "SP_PROT_"); i >= 0 && index(text, "succeeded") > 0 {
			e.TLS = schannel(text[i+len("SP_PROT_"):])
			if c != nil {
				*c.secured() = TLS{Version: bytes.Clone(e.TLS.Version), Cipher: bytes.Clone(e.TLS.Cipher)}
			}
			return
		}
		for i := range exchangeFailures {
			if f := &exchangeFailures[i]; hasPrefix(text, f.prefix) {
				e.Kind, e.Origin, e.Phase, e.Diagnostic = KindDiagnostic, OriginLocal, f.phase, text
				return
			}
		}
		if i := index(text, " acked with status "); i > 0 {
			r.acked(b, e, c, text[i+len(" acked with status "):], origin)
			return
		}
	}
}

// acked reads "Message or connection acked with status Retry and response
// 451 4.4.0 …": what Exchange notes for the queue.
func (r *exchangeReader) acked(b *Batch, e *Event, c *logConversation, text []byte, origin Origin) {
	status, rest := word(text)
	const and = "and response "
	if !hasPrefix(rest, and) {
		return
	}
	reply, ok := parseFlat(rest[len(and):], &b.text)
	if !ok || reply.Code < 400 {
		return
	}
	switch string(status) {
	case "Retry":
		e.Status = StatusDeferred
	case "Fail":
		e.Status = StatusBounced
	}
	e.Kind, e.Reply = KindReply, reply
	if c != nil && c.had(e) {
		e.Origin, e.Retold = origin, true
		return
	}
	*e = Event{
		Kind: KindDiagnostic, Origin: OriginLocal, Role: e.Role, Status: e.Status, Dialogue: true, Cut: e.Cut, Format: e.Format,
		Line: e.Line, Lines: e.Lines, Raw: e.Raw, Time: e.Time, Session: e.Session, Peer: e.Peer,
		DSN: reply.Enhanced, Diagnostic: rest[len(and):],
	}
}

// schannelVersions are Windows' names of the versions of TLS.
var schannelVersions = [...]struct{ name, version string }{
	{"TLS1_3", "TLSv1.3"}, {"TLS1_2", "TLSv1.2"}, {"TLS1_1", "TLSv1.1"}, {"TLS1", "TLSv1"}, {"SSL3", "SSLv3"},
}

// schannel reads "TLS1_2_SERVER negotiation succeeded using bulk encryption
// algorithm CALG_AES_256 with strength 256 bits …".
func schannel(text []byte) (t TLS) {
	for _, v := range schannelVersions {
		if hasPrefix(text, v.name) {
			t.Version = []byte(v.version)
			break
		}
	}
	const bulk = "bulk encryption algorithm "
	if i := index(text, bulk); i > 0 {
		t.Cipher, _ = word(text[i+len(bulk):])
	}
	return t
}
