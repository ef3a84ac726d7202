package parser

import (
	"bytes"
	"strings"
)

// partKind is what a part of a message is for.
type partKind uint8

const (
	partSkip partKind = iota
	partText
	partHTML
	partStatus   // message/delivery-status (RFC 3464 §2.1)
	partReturned // the message that came back: of its header some fields are kept
)

// mailState is where in a message the next line stands.
type mailState uint8

const (
	mailHeading    mailState = iota // header of the message
	mailPartHeader                  // header of a part
	mailReturned                    // header of the message that came back
	mailBody
)

// message is one mail as it is read, line by line. It keeps what can tell a
// reason and forgets the rest.
type message struct {
	first int64 // its first line
	count int64 // lines of it
	state mailState

	h         mailHeader // of the message, or of the bounce that it forwards
	part      mailHeader // of the part that goes on
	returned  mailHeader // of the message that came back
	field     []byte     // the header field that goes on
	bounds    [][]byte   // boundaries of the open multiparts
	kind      partKind
	encoding  transferEncoding
	decoder   lineDecoder
	preamble  bool // no boundary was seen yet
	closed    bool // the outermost multipart is over
	forwarded bool
	complaint bool // feedback (RFC 5965) or a receipt (RFC 8098)

	text, html, status mailText
}

func (m *message) begin(no int64) {
	*m = message{
		first: no, text: m.text, html: m.html, status: m.status,
		field: m.field[:0], bounds: m.bounds[:0],
		decoder: lineDecoder{out: m.decoder.out[:0]},
	}
	m.text.reset()
	m.html.reset()
	m.status.reset()
}

// line takes the next line.
func (m *message) line(line []byte, no int64) {
	m.count++
	if m.state != mailHeading && len(m.bounds) > 0 && len(line) > 2 && line[0] == '-' && line[1] == '-' && m.boundary(line) {
		return
	}
	switch m.state {
	case mailHeading, mailPartHeader, mailReturned:
		m.headerLine(line)
	case mailBody:
		if to := m.target(); to != nil {
			m.decoder.line(to, m.encoding, line, no)
		}
	}
}

// headerLine takes a line of a header, and unfolds it (RFC 5322 §2.2.3).
func (m *message) headerLine(line []byte) {
	if len(line) == 0 || len(trimSpace(line)) == 0 {
		m.endField()
		m.endHeader()
		return
	}
	if isBlank(line[0]) {
		if len(m.field)+len(line) < maxField && len(m.field) > 0 {
			m.field = append(append(m.field, ' '), trimSpace(line)...)
		}
		return
	}
	m.endField()
	m.field = append(m.field[:0], line[:min(len(line), maxField)]...)
}

func (m *message) endField() {
	if len(m.field) == 0 {
		return
	}
	switch m.state {
	case mailHeading:
		m.h.field(m.field)
	case mailPartHeader:
		m.part.field(m.field)
	case mailReturned:
		m.returned.field(m.field)
	}
	m.field = m.field[:0]
}

// endHeader settles what the body is.
func (m *message) endHeader() {
	state := m.state
	m.state = mailBody
	switch state {
	case mailHeading:
		m.body(&m.h, true)
	case mailPartHeader:
		m.body(&m.part, false)
	case mailReturned:
		if !m.forwarded && !m.h.fromDaemon() && len(m.status.ends) == 0 && m.returned.bounces() {
			// Somebody passes a bounce on: it is read in the place of his mail.
			m.forwarded = true
			m.h, m.returned = m.returned, mailHeader{}
			m.text.reset()
			m.html.reset()
			m.body(&m.h, true)
			return
		}
		m.kind = partSkip
	}
}

// body begins the body of the message or of a part.
func (m *message) body(h *mailHeader, whole bool) {
	m.encoding = encodingOf(h.encoding)
	m.decoder.reset()
	t := mediaType(h.contentType)
	attached := strings.HasPrefix(strings.ToLower(h.disposition), "attachment")
	switch {
	case strings.HasPrefix(t, "multipart/"):
		if b := mediaParam(h.contentType, "boundary"); b != "" && len(m.bounds) < maxNesting {
			m.bounds = append(m.bounds, []byte(b))
		}
		if rt := strings.ToLower(mediaParam(h.contentType, "report-type")); rt == "feedback-report" || rt == "disposition-notification" {
			m.complaint = true
		}
		// QUIRK: gateways took the boundaries away and left the parts (Post.Office):
		// then all is before the first boundary.
		m.kind, m.preamble = partSkip, whole
		if whole {
			m.kind, m.encoding = partText, encodingNone
		}
	case t == "message/delivery-status", t == "message/global-delivery-status":
		m.kind = partStatus
		m.status.add(nil, 0) // groups of two such parts stay apart
	case t == "message/feedback-report", t == "message/disposition-notification", t == "message/global-disposition-notification":
		m.complaint = true
		m.kind = partSkip
	case t == "message/rfc822", t == "message/global", t == "text/rfc822-headers", t == "message/global-headers", t == "text/rfc822":
		m.kind = partReturned
		m.state = mailReturned
		m.returned = mailHeader{}
	case attached:
		m.kind = partSkip
	case t == "text/plain", t == "text/enriched", t == "application/octet-stream" && whole:
		m.kind = partText
		m.keepLabel(&m.text, h)
	case t == "text/html":
		m.kind = partHTML
		m.keepLabel(&m.html, h)
	default:
		m.kind = partSkip
	}
}

// keepLabel notes the charset of a text; parts after the first share it.
func (m *message) keepLabel(t *mailText, h *mailHeader) {
	m.decoder.wide = wideOf(mediaParam(h.contentType, "charset"))
	if len(t.ends) == 0 || t.label == "" {
		t.label = mediaParam(h.contentType, "charset")
	}
	if len(t.ends) > 0 {
		t.add(nil, 0)
	}
}

// target gives where the lines of the part go, nil for nowhere.
func (m *message) target() *mailText {
	switch m.kind {
	case partText:
		return &m.text
	case partHTML:
		return &m.html
	case partStatus:
		return &m.status
	}
	return nil
}

// boundary takes a line that may be a boundary of an open multipart, of the
// innermost first (RFC 2046 §5.1.1).
func (m *message) boundary(line []byte) bool {
	rest := line[2:]
	for i := len(m.bounds) - 1; i >= 0; i-- {
		b := m.bounds[i]
		if !bytes.HasPrefix(rest, b) {
			continue
		}
		after := trimSpace(rest[len(b):])
		end := len(after) >= 2 && after[0] == '-' && after[1] == '-'
		if !end && len(after) > 0 {
			continue // another boundary that begins alike
		}
		m.endPart()
		if m.preamble {
			m.preamble = false
			m.text.reset()
		}
		m.bounds = m.bounds[:i+1]
		m.part = mailHeader{}
		if end {
			m.bounds = m.bounds[:i]
			m.state, m.kind = mailBody, partSkip
			m.closed = len(m.bounds) == 0
		} else {
			m.state = mailPartHeader
		}
		return true
	}
	return false
}

// endPart finishes the part that goes on.
func (m *message) endPart() {
	if m.state != mailBody {
		m.endField()
	}
	if to := m.target(); to != nil {
		m.decoder.flush(to)
	}
	m.decoder.reset()
}
