package parser

import (
	"strings"
)

// notice reads a transcript that Postfix mails to the postmaster
// (notify_classes: protocol, policy, resource, 2bounce). In it, "In:" is what
// the program that writes received and "Out:" what it sent, so smtpd's replies
// stand behind Out: and those that smtp got behind In:. Lines that were
// wrapped go on behind five blanks. It gives nil for any other message.
func (r *mailReader) notice(b *Batch) *Format {
	m := &r.m
	if !m.h.fromDaemon() {
		return nil
	}
	subject := m.h.subject
	_, rest, ok := strings.Cut(subject, "errors from ")
	role, origin := RoleServer, OriginOwn
	switch {
	case !ok:
		return nil
	case strings.Contains(subject, "client: errors from "):
		role, origin = RoleClient, OriginRemote
	case !strings.Contains(subject, "server: errors from "):
		return nil
	}
	peer := parsePeer([]byte(strings.TrimSpace(rest)))
	n := noticeReader{sq: r.sq, b: b, at: Event{
		Format: noticeFormat, Role: role, Origin: origin, Host: b.keep([]byte(m.h.receivedBy)), Time: mailStamp(m.h.date),
		Peer: Peer{Name: b.keep(peer.Name), IP: b.keep(peer.IP), Port: peer.Port},
	}}
	n.c.connect()
	for _, l := range m.text.readable() {
		n.line(l)
	}
	n.flush()
	n.c.finish(b, CloseInput)
	n.dress()
	return noticeFormat
}

// noticeReader gives the lines of one transcript to its conversation.
type noticeReader struct {
	sq   *sequencer
	b    *Batch
	c    conversation
	at   Event // what all events of the notice have
	from int   // events of the batch before those of this line

	side side
	text []byte // the line that goes on, unwrapped
	no   int64
	raw  []byte
}

// line takes a line of the notice.
func (n *noticeReader) line(l mailLine) {
	t := l.text
	switch {
	case hasPrefix(t, " Out: "):
		n.flush()
		n.start(l, sideServer, t[6:])
	case hasPrefix(t, " In:  "):
		n.flush()
		n.start(l, sideClient, t[6:])
	case string(t) == " Out:" || string(t) == " In:":
		n.flush()
	case n.side != sideNone && hasPrefix(t, "     ") && len(t) > 5:
		n.text = append(append(n.text, ' '), t[5:]...)
	default:
		n.flush()
	}
}

// start begins a line of the conversation.
func (n *noticeReader) start(l mailLine, s side, text []byte) {
	if n.at.Role == RoleClient {
		// Here the other side is the server.
		if s == sideServer {
			s = sideClient
		} else {
			s = sideServer
		}
	}
	n.side, n.no, n.raw = s, l.no, l.text
	n.text = append(n.text[:0], text...)
}

// flush hands the line that goes on to the conversation.
func (n *noticeReader) flush() {
	if n.side == sideNone {
		return
	}
	e := n.at
	e.Line, e.Lines = n.no, 1
	e.Raw = n.b.keep(n.raw)
	text := n.b.keep(n.text)
	n.from = len(n.b.order)
	if n.side == sideClient {
		n.c.client(n.b, &e, text)
	} else {
		n.c.server(n.b, &e, text)
	}
	n.side = sideNone
	n.dress()
	if n.sq.opts.Lines {
		// The lines were given out as they came.
		e.Raw, e.Secret = nil, Span{}
		if e.Kind < KindReply {
			return
		}
	}
	n.sq.trans.give(n.b, e)
}

// dress completes the events that the conversation gave out itself.
func (n *noticeReader) dress() {
	for _, x := range n.b.order[n.from:] {
		x.Format, x.Role, x.Origin = n.at.Format, n.at.Role, n.at.Origin
		x.Host, x.Time, x.Peer = n.at.Host, n.at.Time, n.at.Peer
	}
	n.from = len(n.b.order)
}
