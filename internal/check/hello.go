package check

import (
	"bytes"
	"fmt"
	"net/netip"

	"github.com/smtplog/smtplog/internal/conv"
	"github.com/smtplog/smtplog/parser"
)

// submission tells whether the server's port is known to be one for mail
// programs (RFC 6409 §3.1, RFC 8314 §3.3).
func submission(port int) bool { return port == 587 || port == 465 }

var _ = register(&Check{
	ID:    "ehlo/fqdn",
	Title: "a client that does not name itself properly",
	Why: "EHLO is followed by the client's full domain name, or by its address in brackets where it has none. Many servers refuse " +
		"or distrust clients that say localhost, a word without a dot or an address without brackets, for robots do.",
	Silence: "Mail programs that hand in mail may not know their name, and test clients do not care: --disable ehlo/fqdn.",
	Level:   Warning,
	Ref:     "RFC 5321 §2.3.5, RFC 5321 §4.1.1.1, RFC 5321 §4.1.3",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbEHLO && x.Sent.Verb != conv.VerbHELO || submission(int(x.Conv.Port)) || submission(x.Event.Peer.Port) {
			return
		}
		name := x.Event.Command.Arg
		what := helloFault(name)
		if what == "" || bytes.EqualFold(name, []byte("localhost")) && fromHere(x) || !x.Once() {
			return
		}
		if len(name) > 80 {
			name = name[:80]
		}
		said := x.Event.Command.Verb
		if len(name) > 0 {
			said += " " + string(name)
		}
		x.Find(said+": "+what, string(name))
	},
})

// helloFault tells what is wrong with a client's name, "" for nothing. What may
// be a mask over the name is not judged.
func helloFault(name []byte) string {
	switch {
	case len(name) == 0:
		return "no name at all"
	case name[0] == '[':
		return literalFault(name)
	case bytes.IndexByte(name, ' ') >= 0:
		return "more than one word"
	case name[0] == '<' || name[0] == '*' || name[0] == '{' || name[0] == '$' || len(bytes.Trim(name, "xX.")) == 0:
		return "" // somebody who shows the transcript took it away
	case bytes.EqualFold(name, []byte("localhost")) || bytes.EqualFold(name, []byte("localhost.localdomain")):
		return "every host calls itself that"
	}
	if bytes.IndexByte(name, ':') >= 0 || len(bytes.Trim(name, "0123456789.")) == 0 {
		if _, err := netip.ParseAddr(string(name)); err == nil {
			return "an address stands in brackets"
		}
	}
	for _, c := range name {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.', c >= 0x80:
		default:
			return fmt.Sprintf("%q cannot stand in a domain name", c)
		}
	}
	if bytes.IndexByte(bytes.TrimSuffix(name, []byte{'.'}), '.') < 0 {
		return "a word without a dot is no full domain name"
	}
	return ""
}

func literalFault(name []byte) string {
	if name[len(name)-1] != ']' {
		return "the bracket is not closed"
	}
	inner := string(name[1 : len(name)-1])
	if len(inner) > 5 && bytes.EqualFold([]byte(inner[:5]), []byte("IPv6:")) {
		if a, err := netip.ParseAddr(inner[5:]); err != nil || !a.Is6() {
			return "no IPv6 address stands behind IPv6:"
		}
		return ""
	}
	a, err := netip.ParseAddr(inner)
	switch {
	case err == nil && a.Is6():
		return "an IPv6 address needs IPv6: before it"
	case err != nil && bytes.IndexByte([]byte(inner), ':') < 0:
		return "no address stands in the brackets"
	}
	return ""
}

var _ = register(&Check{
	ID:    "ehlo/self",
	Title: "a client that greets with the server's own name",
	Why: "A client that calls itself what the server is called is a robot that hopes to be taken for a colleague, or two " +
		"hosts are set up with one name. Several servers refuse it.",
	Silence: "A server that hands mail to itself, through a filter say, does so rightly: --disable ehlo/self.",
	Level:   Notice,
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		if x.Sent.Verb != conv.VerbEHLO && x.Sent.Verb != conv.VerbHELO || x.Conv.Server == 0 {
			return
		}
		name := x.Event.Command.Arg
		if conv.HashName(name) != x.Conv.Server || bytes.IndexByte(name, '.') < 0 || fromHere(x) || !x.Once() {
			return
		}
		x.Find(fmt.Sprintf("%s %s, which is what the server calls itself", x.Event.Command.Verb, name), string(name))
	},
})

// fromHere tells whether a client may be on the server's own host: a server that
// logs no address may have been spoken to over a socket.
func fromHere(x *Look) bool {
	return x.Conv.Loopback || len(x.Event.Peer.IP) == 0 && x.Conv.Role == parser.RoleServer
}

var _ = register(&Check{
	ID:    "ehlo/fallback",
	Title: "a client that gives up because EHLO was refused",
	Why: "A server that does not know EHLO says 500 or 502, and a client then says HELO: what needs no extension goes through all the " +
		"same. This one went away.",
	Silence: "A client that needs extensions, or that only looked, is right to leave: --disable ehlo/fallback.",
	Level:   Notice,
	Ref:     "RFC 5321 §3.2",
	Inputs:  Dialogues | Captures,
	Kinds:   conv.Commanded,
	See: func(x *Look) {
		c := x.Conv
		if x.Sent.Verb != conv.VerbQuit || c.HelloTried != conv.VerbEHLO || c.Hello != conv.VerbNone || !c.Whole || x.Sent.Ahead > 0 {
			return
		}
		if c.HelloCode == 500 || c.HelloCode == 502 {
			x.Find(fmt.Sprintf("EHLO was answered with %d, and the client did not try HELO", c.HelloCode), codeText(int(c.HelloCode)))
		}
	},
})

var _ = register(&Check{
	ID:    "ehlo/keyword-honoured",
	Title: "a command refused as unknown that the server announced",
	Why: "The answer to EHLO is a promise: a server must not list what it then answers with 500 or 502. Clients trust it and fail " +
		"where they would have got along without.",
	Level:  Error,
	Ref:    "RFC 5321 §4.2.4",
	Inputs: Dialogues | Captures,
	Kinds:  conv.Answer,
	See: func(x *Look) {
		code := x.Code()
		if code != 500 && code != 502 || !x.Conv.Offer.Known {
			return
		}
		var ext conv.Extensions
		switch x.Sent.Verb {
		case conv.VerbStartTLS:
			ext = conv.ExtStartTLS
		case conv.VerbAuth:
			if x.Event.Command.Verb != "AUTH" {
				return
			}
			ext = conv.ExtAuth
		case conv.VerbBdat:
			ext = conv.ExtChunking
		case conv.VerbEtrn:
			ext = conv.ExtETRN
		case conv.VerbVrfy:
			ext = conv.ExtVrfy
		case conv.VerbExpn:
			ext = conv.ExtExpn
		case conv.VerbHelp:
			ext = conv.ExtHelp
		default:
			return
		}
		if !x.Conv.Offer.Extensions.Has(ext) {
			return
		}
		x.Find(fmt.Sprintf("%d to %s, which the answer to EHLO announced", code, x.Event.Command.Verb), x.Event.Command.Verb)
	},
})

var _ = register(&Check{
	ID:    "ehlo/ptr",
	Title: "refused because the client's names in the DNS do not fit",
	Why: "Receivers look up the name of the client's address and the address of that name. Where there is none, or they do not lead " +
		"to each other, large receivers refuse or delay everything that comes from there.",
	Silence: "Have whoever gave you the address set its name in the DNS (PTR), and let that name lead back to the address. Where your own " +
		"server refuses strangers there is nothing to mend: --disable ehlo/ptr.",
	Level:  Notice,
	Ref:    "RFC 7372 §3.3, RFC 8601 §2.7.3",
	Inputs: Dialogues | Captures | Logs,
	Kinds:  conv.Reply,
	Codes:  refusal,
	See: func(x *Look) {
		e := x.Event
		if e.Origin == parser.OriginOwn || e.Retold || e.Reply.Code < 400 || len(e.Reply.Enhanced) != 6 || string(e.Reply.Enhanced[1:]) != ".7.25" {
			return
		}
		x.Find(fmt.Sprintf("%d %s: the receiver found no name for the address, or no way back from it", e.Reply.Code, e.Reply.Enhanced))
	},
})
