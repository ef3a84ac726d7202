package parser

import (
	"bytes"
	"mime"
	"strings"
)

// mailHeader is what is kept of the header of a message or of a part.
type mailHeader struct {
	from, subject, date, returnPath, messageID string
	autoSubmitted, failed, receivedBy          string
	contentType, encoding, disposition         string

	seen headerSeen
	own  int // fields that only mails have
}

// headerSeen are the fields by which a block of lines is known to be the
// header of a mail (RFC 5322 §3.6, RFC 2045 §3).
type headerSeen uint16

const (
	seenFrom headerSeen = 1 << iota
	seenTo
	seenSubject
	seenDate
	seenMessageID
	seenReceived
	seenReturnPath
	seenMIME
	seenOther
)

// fieldsOfMail are the names that a message may begin with, in lower case.
var fieldsOfMail = map[string]headerSeen{
	"from": seenFrom, "to": seenTo, "subject": seenSubject, "date": seenDate, "message-id": seenMessageID,
	"received": seenReceived, "return-path": seenReturnPath, "mime-version": seenMIME, "content-type": seenMIME,
	"delivered-to": seenOther, "x-original-to": seenOther, "envelope-to": seenOther, "delivery-date": seenOther,
	"auto-submitted": seenOther, "x-failed-recipients": seenOther, "dkim-signature": seenOther, "arc-seal": seenOther,
	"arc-authentication-results": seenOther, "arc-message-signature": seenOther, "authentication-results": seenOther, "received-spf": seenOther,
	"x-received": seenOther, "x-google-smtp-source": seenOther, "x-spam-status": seenOther, "x-spam-checker-version": seenOther, "x-spam-level": seenOther,
	"x-virus-scanned": seenOther, "x-apparently-to": seenOther, "x-gm-message-state": seenOther, "reply-to": seenOther, "sender": seenOther,
	"references": seenOther, "in-reply-to": seenOther, "content-transfer-encoding": seenMIME, "thread-topic": seenOther, "thread-index": seenOther,
	"disclose-recipients": seenOther, "x-mailer": seenOther, "x-sieve": seenOther, "x-envelope-from": seenOther, "x-envelope-to": seenOther,
	"precedence": seenOther, "status": seenOther, "x-mozilla-status": seenOther, "x-mozilla-keys": seenOther, "x-account-key": seenOther, "x-uidl": seenOther, "cc": seenTo,
	"x-ms-exchange-organization-scl": seenOther, "x-ms-publictraffictype": seenOther, "x-ms-exchange-message-is-ndr": seenOther, "content-language": seenOther,
	"x-mapi-message-class": seenOther, "x-originating-ip": seenOther, "importance": seenOther, "list-id": seenOther, "errors-to": seenOther, "lines": seenOther,
}

// maxFieldName is how long the name of a field may be.
const maxFieldName = 77

// fieldName gives the length of the name of a header field that line begins
// with (RFC 5322 §2.2), 0 for none.
func fieldName(line []byte) int {
	for i, c := range line {
		if c == ':' {
			return i
		}
		if c <= ' ' || c >= 0x7f || i >= maxFieldName {
			return 0
		}
	}
	return 0
}

// mailFieldOf gives what a field that mails have tells by being there; 0 for any
// other line.
func mailFieldOf(line []byte) headerSeen {
	n := fieldName(line)
	if n < 2 || n > 40 {
		return 0
	}
	var low [40]byte
	return fieldsOfMail[string(lower(low[:], line[:n]))]
}

// peek takes of a field what tells whether the lines are those of a mail, and
// of a bounce.
func (h *mailHeader) peek(line []byte) {
	var low [maxFieldName]byte
	name, value := headerField(low[:], line)
	h.note(name)
	switch string(name) {
	case "from", "subject", "x-failed-recipients":
		h.keep(name, value)
	}
}

// headerField gives the name of a field, in lower case and in the memory of low,
// and its value; nil for another line.
func headerField(low, line []byte) (name, value []byte) {
	n := fieldName(line)
	if n == 0 {
		return nil, nil
	}
	return lower(low, line[:n]), line[n+1:]
}

// note counts a field by its name.
func (h *mailHeader) note(name []byte) {
	is := fieldsOfMail[string(name)]
	h.seen |= is
	if is != 0 && is != seenOther {
		h.own++
	}
}

// field takes one unfolded field.
func (h *mailHeader) field(line []byte) {
	var low [maxFieldName]byte
	name, value := headerField(low[:], line)
	h.note(name)
	h.keep(name, value)
}

// keep takes the value of a field that matters.
func (h *mailHeader) keep(name, value []byte) {
	set := func(to *string) {
		if *to == "" {
			*to = string(trimSpace(value))
		}
	}
	switch string(name) {
	case "from":
		set(&h.from)
	case "subject":
		set(&h.subject)
	case "date":
		set(&h.date)
	case "return-path":
		set(&h.returnPath)
	case "message-id":
		set(&h.messageID)
	case "auto-submitted":
		set(&h.autoSubmitted)
	case "x-failed-recipients":
		// Exim writes one field for every fifty recipients.
		if v := string(trimSpace(value)); h.failed == "" {
			h.failed = v
		} else if len(h.failed) < maxField {
			h.failed += ", " + v
		}
	case "content-type":
		set(&h.contentType)
	case "content-transfer-encoding":
		set(&h.encoding)
	case "content-disposition":
		set(&h.disposition)
	case "received":
		if v := string(trimSpace(value)); h.receivedBy == "" && strings.HasPrefix(v, "by ") {
			h.receivedBy, _, _ = strings.Cut(v[3:], " ")
		}
	}
}

// beginsMail tells whether the first line of a file may begin a message: a
// field that mails have, or one that somebody made up on the way.
func beginsMail(line []byte) bool {
	if mailFieldOf(line) != 0 {
		return true
	}
	n := fieldName(line)
	return n > 2 && bytes.IndexByte(line[1:n-1], '-') >= 0 && isAlpha(line[0])
}

// enough tells whether what was seen is the header of a mail; at the top of a
// file less is asked for than in the middle of a text.
func (h *mailHeader) enough(top bool) bool {
	n := 0
	for bit := seenFrom; bit < seenOther; bit <<= 1 {
		if h.seen&bit != 0 {
			n++
		}
	}
	if top {
		return n >= 2
	}
	return n >= 4 && h.seen&seenFrom != 0 && h.seen&(seenReceived|seenReturnPath|seenMessageID|seenMIME) != 0
}

// mediaType gives the type of a Content-Type field in lower case; text/plain
// where there is none (RFC 2045 §5.2).
func mediaType(value string) string {
	t, _, _ := strings.Cut(value, ";")
	t = strings.ToLower(strings.TrimSpace(t))
	if t == "" || t == "text" {
		return "text/plain"
	}
	return t
}

// mediaParam gives a parameter of a Content-Type field, "" for none.
//
// QUIRK: mail programs leave quotes away where RFC 2045 §5.1 asks for them
// (boundaries with "=" or "/"), so the value is taken as it stands.
func mediaParam(value, name string) string {
	for rest := value; ; {
		i := strings.IndexByte(rest, ';')
		if i < 0 {
			return ""
		}
		rest = strings.TrimLeft(rest[i+1:], " \t")
		if len(rest) <= len(name) || !strings.EqualFold(rest[:len(name)], name) {
			continue
		}
		v := strings.TrimLeft(rest[len(name):], " \t")
		if v == "" || v[0] != '=' {
			continue
		}
		v = strings.TrimLeft(v[1:], " \t")
		if v != "" && v[0] == '"' {
			v, _, _ = strings.Cut(v[1:], `"`)
			return v
		}
		v, _, _ = strings.Cut(v, ";")
		return strings.TrimSpace(v)
	}
}

// words gives the words of encoded words (RFC 2047 §4), in lower case.
func words(value string) string {
	if strings.Contains(value, "=?") {
		d := mime.WordDecoder{CharsetReader: charsetReader}
		if v, err := d.DecodeHeader(value); err == nil {
			value = v
		}
	}
	return strings.ToLower(value)
}

// angle gives the address of a field: what stands in the brackets, or its
// first word; "<>" for the null sender.
func angle(value string) string {
	if i := strings.LastIndexByte(value, '<'); i >= 0 {
		if j := strings.IndexByte(value[i:], '>'); j >= 0 {
			if j == 1 {
				return "<>"
			}
			return value[i+1 : i+j]
		}
	}
	v, _, _ := strings.Cut(strings.TrimSpace(value), " ")
	return v
}

// mboxLine tells whether line begins a message of a mailbox: "From address
// Sun Nov 22 05:45:35 2026" (RFC 4155 §A).
func mboxLine(line []byte) bool {
	if !hasPrefix(line, "From ") || len(line) > 512 {
		return false
	}
	f := bytes.Fields(line[5:])
	if len(f) < 4 {
		return false
	}
	for i := range f {
		if month(f[i]) != 0 && len(f[i]) == 3 && i+2 < len(f) && bytes.IndexByte(f[i+2], ':') > 0 && hasYear(line) {
			return true
		}
	}
	// QUIRK: some mailboxes have years before 2000.
	return len(f) >= 6 && bytes.IndexByte(f[len(f)-2], ':') > 0 && len(f[len(f)-1]) == 4 && isDigit(f[len(f)-1][0])
}
