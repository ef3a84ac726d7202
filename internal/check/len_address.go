package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// The lengths that every server has to take (RFC 5321 §4.5.3.1.1 to
// §4.5.3.1.3).
const (
	maxLocalPart = 64
	maxDomain    = 255
	maxPath      = 256
)

var _ = register(&Check{
	ID:    "len/localpart",
	Title: "an address that is longer than addresses may be",
	Why: "Servers have to take local parts of 64 octets, domains of 255 and paths of 256, and need not take more. Addresses that are made " +
		"by programs, for bounces or forwarding, reach that sooner than one thinks; some servers refuse them.",
	Silence: "Many servers take longer local parts: --disable len/localpart where none refuses.",
	Level:   Warning,
	Ref:     "RFC 5321 §4.5.3.1.1, RFC 5321 §4.5.3.1.2, RFC 5321 §4.5.3.1.3",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Commanded | conv.Reply | conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if x.Kind != conv.Commanded && (x.Conv != nil || e.Retold) {
			return // the command was looked at
		}
		if x.Kind == conv.Commanded && x.Sent.Verb != conv.VerbMail && x.Sent.Verb != conv.VerbRcpt {
			return
		}
		if len(e.Sender) > maxLocalPart && (x.Kind != conv.Commanded || x.Sent.Verb == conv.VerbMail) {
			x.addressLength("the sender", e.Sender)
		}
		if len(e.Recipient) > maxLocalPart {
			x.addressLength("the recipient", e.Recipient)
		}
	},
})

// addressLength looks at one address.
func (x *Look) addressLength(what string, address []byte) {
	if address[0] == '@' || bytes.IndexByte(address, ' ') >= 0 && address[0] != '"' {
		return // a source route, or no address
	}
	at := bytes.LastIndexByte(address, '@')
	local := address
	if at >= 0 {
		local = address[:at]
	}
	if n := len(local); n > 1 && local[0] == '"' && local[n-1] == '"' {
		local = local[1 : n-1]
	}
	switch {
	case len(address)+2 > maxPath:
		x.Find(fmt.Sprintf("the path of %s has %d octets, and may have %d", what, len(address)+2, maxPath), what, "path")
	case at >= 0 && len(address)-at-1 > maxDomain:
		x.Find(fmt.Sprintf("the domain of %s has %d octets, and may have %d", what, len(address)-at-1, maxDomain), what, "domain")
	case at >= 0 && len(local) > maxLocalPart && x.Event.Kind != parser.KindLine:
		x.Find(fmt.Sprintf("the local part of %s has %d octets, and may have %d", what, len(local), maxLocalPart), what, "local part")
	}
}
