package check

import (
	"bytes"
	"fmt"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

var _ = register(&Check{
	ID:    "tls/public-required",
	Title: "a server on port 25 that takes no mail without STARTTLS",
	Why: "RFC 3207 forbids a server that is in the MX records of a domain to require STARTTLS: mail from those who have none would not " +
		"arrive. A relay for known clients may do so.",
	Silence: "Let the client use TLS. For a relay that is meant to ask for it: --disable tls/public-required.",
	Level:   Notice,
	Ref:     "RFC 3207 §4",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply,
	Codes:   permanent,
	See: func(x *Look) {
		e := x.Event
		if e.Reply.Code != 530 || e.Retold || e.Origin == parser.OriginOwn {
			return
		}
		port := e.Peer.Port
		if port == 0 && x.Conv != nil {
			port = int(x.Conv.Port)
		}
		if port != 25 || !mentions(e.Reply.Text, "STARTTLS") {
			return
		}
		x.Find("530 on port 25 until STARTTLS is said; a server that the MX records name must not ask for it")
	},
})

// mentions tells whether a line has a word in it, as it is written.
func mentions(text [][]byte, word string) bool {
	for _, line := range text {
		if bytes.Contains(line, []byte(word)) {
			return true
		}
	}
	return false
}

var _ = register(&Check{
	ID:    "tls/old-version",
	Title: "a version of TLS that is not to be used any more",
	Why: "SSL and TLS 1.0 and 1.1 have flaws that cannot be mended, and no server or client must use them. Some peers refuse " +
		"them already, and the mail then goes in the clear or not at all.",
	Silence: "Between old machines of one's own it may be better than nothing: --disable tls/old-version.",
	Level:   Warning,
	Ref:     "RFC 8996 §4, RFC 8996 §5",
	Inputs:  Dialogues | Captures | Logs,
	Kinds:   conv.Reply | conv.Encrypted,
	See: func(x *Look) {
		v := x.Event.TLS.Version
		if len(v) == 0 || x.Event.Retold || !oldTLS(v) || !x.Once() {
			return
		}
		x.Find(fmt.Sprintf("the connection uses %s", v), string(v))
	},
})

// oldTLS tells whether a version, as programs write it, is older than TLS 1.2
// (TLSv1, TLSv1.0, TLS1.1, TLS1_1, SSLv3).
func oldTLS(v []byte) bool {
	if bytes.HasPrefix(v, []byte("SSL")) {
		return true
	}
	rest, ok := bytes.CutPrefix(v, []byte("TLS"))
	if !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " vV")
	switch string(rest) {
	case "1", "1.0", "1_0", "1.1", "1_1":
		return true
	}
	return false
}
