package parser

import "bytes"

// When a mail fails, msmtp tells on its standard error what failed, what the
// server said, a line for each of the reply's, and that the mail was not sent.

func init() {
	registerSource(sourceKind{starts: "m>#`| \t", make: func(sq *sequencer) sourceReader { return &msmtpMessages{sq: sq} }})
}

// msmtpMessages reads these lines.
type msmtpMessages struct {
	sq     *sequencer
	c      logConversation
	reason []byte // what failed; empty for nothing that is told yet
	at     int64  // the line of it
}

const (
	msmtpSaid   = "server message: "
	msmtpUnsent = "could not send mail"
)

func (m *msmtpMessages) line(b *Batch, e *Event) bool {
	text, ok := bytes.CutPrefix(e.Raw[marksBefore(e.Raw):], []byte("msmtp: "))
	if !ok {
		m.giveOut(b)
		m.reason = m.reason[:0]
		return false
	}
	text = trimSpace(text)
	said := hasPrefix(text, msmtpSaid)
	if !said {
		m.giveOut(b)
		var step Event
		if msmtpStep(&step, text); step.Phase == PhaseUnknown && (!hasPrefix(text, msmtpUnsent) || len(m.reason) == 0) {
			return false
		}
	} else if text = text[len(msmtpSaid):]; !startsReply(text) {
		return false
	}
	e.Format, e.Role, e.Dialogue = msmtpFormat, RoleClient, true
	b.formatLines(msmtpFormat)
	switch {
	case said:
		m.said(b, e, text)
	case hasPrefix(text, msmtpUnsent):
		e.Line = m.at
		e.Kind, e.Origin, e.Diagnostic = KindDiagnostic, OriginLocal, b.keep(m.reason)
		msmtpStep(e, e.Diagnostic)
		e.Command = Command{}
		m.reason = m.reason[:0]
	default:
		m.reason, m.at = append(m.reason[:0], text[:min(len(text), maxThreadText)]...), e.Line
	}
	return true
}

// said takes a line of a reply.
func (m *msmtpMessages) said(b *Batch, e *Event, text []byte) {
	l, ok := parseReplyLine(text)
	if !ok {
		return
	}
	if !m.c.open.active {
		var step Event
		msmtpStep(&step, m.reason)
		m.c.told = &thread{phase: step.Phase, cmd: step.Command, recipient: plainAddress(step.Recipient), sender: plainAddress(step.Sender)}
	}
	m.reason = m.reason[:0]
	e.Origin = OriginRemote
	m.c.holdReply(b, e, &l)
	if !l.more {
		m.giveOut(b)
	}
}

// plainAddress gives an address in memory of its own; nil for what a page made
// of one.
func plainAddress(a []byte) []byte {
	if bytes.IndexByte(a, '[') >= 0 || bytes.IndexByte(a, ' ') >= 0 {
		return nil
	}
	return bytes.Clone(a[:min(len(a), maxThreadText)])
}

// giveOut gives out the reply that is held. What the conversation had is told
// again.
func (m *msmtpMessages) giveOut(b *Batch) {
	if !m.c.open.active {
		return
	}
	m.c.giveOut(b)
	if x := b.order[len(b.order)-1]; x.Kind == KindReply {
		x.Retold = m.sq.trans.c.had(x)
	}
}

func (m *msmtpMessages) end(b *Batch) { m.giveOut(b) }
