package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtplog/smtplog/parser"
)

// textOf writes events as the annotate command does.
func textOf(t *testing.T, o TextOptions, events ...*parser.Event) string {
	t.Helper()
	o.Catalog = testCatalog(t)
	x := Explainer{Catalog: o.Catalog}
	text := NewText(o)
	var out []byte
	for _, e := range events {
		out = text.Line(out, e)
		if e.Kind >= parser.KindReply {
			out = text.Annotation(out, x.Explain(e))
		}
	}
	return string(out)
}

func reply(code int, enhanced, verb string, phase parser.Phase, raw string) *parser.Event {
	e := &parser.Event{
		Kind: parser.KindReply, Origin: parser.OriginWire, Phase: phase, Command: parser.Command{Verb: verb}, Raw: []byte(raw),
		Reply: parser.Reply{Code: code, Text: [][]byte{[]byte(raw)}},
	}
	if enhanced != "" {
		e.Reply.Enhanced = []byte(enhanced)
	}
	return e
}

// givenUpAs gives a reply that asks for a retry, and what became of the message.
func givenUpAs(status parser.Status) *parser.Event {
	e := reply(450, "", "RCPT", parser.PhaseRcpt, "450 Later")
	e.Status = status
	return e
}

func TestAnnotation(t *testing.T) {
	refused := func() *parser.Event {
		return reply(550, "", "RCPT", parser.PhaseRcpt, "S: 550 No")
	}
	from := func(o parser.Origin, e *parser.Event) *parser.Event {
		e.Origin = o
		return e
	}
	retold := refused()
	retold.Retold = true
	local := &parser.Event{
		Kind: parser.KindDiagnostic, Origin: parser.OriginLocal, Phase: parser.PhaseConnect,
		Diagnostic: []byte("connect to mx[192.0.2.1]:25: Connection timed out"), Raw: []byte("log: timed out"),
	}
	unlogged := &parser.Event{
		Kind: parser.KindDiagnostic, Origin: parser.OriginOwn, Phase: parser.PhaseRcpt, Diagnostic: []byte("go away"), Raw: []byte("log: go away"),
	}
	for _, c := range []struct {
		name   string
		o      TextOptions
		events []*parser.Event
		want   string
	}{
		{"failure in full, then named", TextOptions{Unicode: true}, []*parser.Event{refused(), refused()}, `
S: 550 No
    | ✗ 550 to RCPT · Refused for good · permanent · policy
    |   The server refuses the command and will do so again.
    |   Retrying is useless until fixed; your move (sender-admin):
    |   1. Read the text.
    |   2. Change what it names, and only then send the message again from the
    |      queue.
    |   rfc/550 · RFC 5321 §4.2.3, RFC 5321 §4.3.2
S: 550 No
    | ✗ 550 to RCPT · Refused for good · permanent · policy · rfc/550
`},
		{"always in full", TextOptions{Detail: DetailFull, Width: 120}, []*parser.Event{
			reply(450, "", "RCPT", parser.PhaseRcpt, "450 Later"), reply(450, "", "RCPT", parser.PhaseRcpt, "450 Later"),
		}, `
450 Later
    | ! 450 to RCPT, unusual - Not now - temporary - policy
    |   Unusual (RFC 5321 §4.3.2): not listed for this command; a client goes by the first digit.
    |   Refused for now.
    |   Retrying helps: Leave it in the queue.
    |   rfc/450 - RFC 5321 §4.2.3
    |   Found by the reply code
450 Later
    | ! 450 to RCPT, unusual - Not now - temporary - policy
    |   Refused for now.
    |   Retrying helps: Leave it in the queue.
    |   rfc/450 - RFC 5321 §4.2.3
    |   Found by the reply code
`},
		{"waiting comes too late for this one", TextOptions{Width: 100}, []*parser.Event{from(parser.OriginRemote, givenUpAs(parser.StatusBounced))}, `
450 Later
    | ! 450 to RCPT - Not now - temporary - policy
    |   Refused for now.
    |   This message was given up and waits in no queue any more, so it has to be sent again; what
    |   follows is for the next one.
    |   Retrying helps: Leave it in the queue.
    |   rfc/450 - RFC 5321 §4.2.3
`},
		{"it waits", TextOptions{Width: 100}, []*parser.Event{from(parser.OriginRemote, givenUpAs(parser.StatusDeferred))}, `
450 Later
    | ! 450 to RCPT - Not now - temporary - policy
    |   Refused for now.
    |   Retrying helps: Leave it in the queue.
    |   rfc/450 - RFC 5321 §4.2.3
`},
		{"brief", TextOptions{Detail: DetailBrief}, []*parser.Event{refused()}, `
S: 550 No
    | x 550 to RCPT - Refused for good - permanent - policy - rfc/550
`},
		{"brief and narrow", TextOptions{Detail: DetailBrief, Width: 44}, []*parser.Event{refused()}, `
S: 550 No
    | x 550 to RCPT - Refused for good
    |   rfc/550
`},
		{"nothing", TextOptions{Detail: DetailNone}, []*parser.Event{refused()}, "\nS: 550 No\n"},
		{"success", TextOptions{}, []*parser.Event{
			reply(250, "2.1.5", "RCPT", parser.PhaseRcpt, "S: 250 2.1.5 Ok"), reply(250, "", "RCPT", parser.PhaseRcpt, "S: 250 Ok"),
		}, `
S: 250 2.1.5 Ok
    | + 250 2.1.5 to RCPT, as expected - Done
    |   The command was carried out.
    |   rfc/250 - RFC 5321 §4.2.3
S: 250 Ok
    | + 250 to RCPT - Done - rfc/250
`},
		{"violation", TextOptions{Detail: DetailFirst, Width: 100}, []*parser.Event{
			reply(354, "", "RCPT", parser.PhaseRcpt, "S: 354 go"), reply(354, "", "RCPT", parser.PhaseRcpt, "S: 354 go"),
		}, `
S: 354 go
    | ! 354 to RCPT, violation - Send the message
    |   Violation (RFC 5321 §4.3.2): an intermediate reply to a command that nothing follows; a
    |   client that takes it at its word sends data into the commands.
    |   The server waits for the content.
    |   rfc/354 - RFC 5321 §4.2.3
S: 354 go
    | ! 354 to RCPT, violation - Send the message - rfc/354
`},
		{"unusual says nothing in a log", TextOptions{Detail: DetailBrief}, []*parser.Event{
			from(parser.OriginRemote, reply(450, "", "RCPT", parser.PhaseRcpt, "log: 450 Later")),
		}, `
log: 450 Later
    | ! 450 to RCPT - Not now - temporary - policy - rfc/450
`},
		{"own refusal", TextOptions{Width: 100}, []*parser.Event{from(parser.OriginOwn, refused())}, `
S: 550 No
    | x 550 to RCPT, said by this server - Refused for good - permanent - policy
    |   The server refuses the command and will do so again.
    |   Retrying is useless until fixed; up to whoever runs the sending server:
    |   1. Read the text.
    |   2. Change what it names, and only then send the message again from the queue.
    |   rfc/550 - RFC 5321 §4.2.3, RFC 5321 §4.3.2
`},
		{"provider", TextOptions{Detail: DetailBrief, Width: 120}, []*parser.Event{
			from(parser.OriginRemote, reply(550, "5.7.1", "MAIL", parser.PhaseMail, "You were blocked by Acme")),
		}, `
You were blocked by Acme
    | ! 550 5.7.1 to MAIL, said by Acme Mail - Acme has blocked the address - temporary - blocklist-ip - acme/blocked
`},
		{"told again", TextOptions{}, []*parser.Event{retold}, "\nS: 550 No\n    | told again: 550 to RCPT\n"},
		{"diagnostics", TextOptions{}, []*parser.Event{local, local}, `
log: timed out
    | ! no reply (connect) - The other host does not answer
    |   temporary - network
    |   No connection came about. Said by this server itself; nothing came over
    |   the wire.
    |   Retrying helps.
    |   local/timeout
log: timed out
    | ! no reply (connect) - The other host does not answer - local/timeout
`},
		{"refused without a reply", TextOptions{}, []*parser.Event{unlogged}, `
log: go away
    | ! refused here, reply to RCPT not logged
`},
		{"greeting, message and places unknown", TextOptions{Detail: DetailBrief}, []*parser.Event{
			reply(250, "", "", parser.PhaseConnect, "a"), reply(250, "", ".", parser.PhaseMessage, "b"),
			reply(250, "", "", parser.PhaseUnknown, "c"), reply(250, "", "X\x1bY", parser.PhaseOther, "d"),
		}, `
a
    | + 250 as greeting, unusual - Done - rfc/250
b
    | + 250 to the message - Done - rfc/250
c
    | + 250 - Done - rfc/250
d
    | + 250 to X\x1bY - Done - rfc/250
`},
	} {
		got := textOf(t, c.o, c.events...)
		if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

// TestGutter makes sure that the shown lines can be had back.
func TestGutter(t *testing.T) {
	out := textOf(t, TextOptions{Color: true, Detail: DetailFull}, reply(550, "", "RCPT", parser.PhaseRcpt, "S: 550 No"))
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, Gutter) && !strings.HasPrefix(line, "S: ") {
			t.Errorf("%q is neither a line of the input nor behind the gutter", line)
		}
	}
	if !strings.Contains(out, "\x1b[31;1m550\x1b[") {
		t.Errorf("the code is not coloured in %q", out)
	}
}

// TestColourAdds makes sure that colour is never the only carrier: without it
// the words are the same.
func TestColourAdds(t *testing.T) {
	e := func() *parser.Event { return reply(354, "", "RCPT", parser.PhaseRcpt, "S: 354 go") }
	plain := textOf(t, TextOptions{}, e())
	coloured := textOf(t, TextOptions{Color: true}, e())
	var stripped strings.Builder
	for part := range strings.SplitSeq(coloured, "\x1b[") {
		if i := strings.IndexByte(part, 'm'); i >= 0 && strings.Trim(part[:i], "0123456789;") == "" {
			part = part[i+1:]
		}
		stripped.WriteString(part)
	}
	if diff := cmp.Diff(plain, stripped.String()); diff != "" {
		t.Error(diff)
	}
}

func TestLine(t *testing.T) {
	secret := []byte("C: AUTH PLAIN AGFubgBzZWNyZXQ=")
	for _, c := range []struct {
		name string
		o    TextOptions
		e    parser.Event
		want string
	}{
		{"plain", TextOptions{}, parser.Event{Raw: []byte("a\tb\x1b[31m")}, "a\tb\x1b[31m\n"},
		{"terminal", TextOptions{Terminal: true}, parser.Event{Raw: []byte("a\tb\x1b[31m\x7f\r")}, "a\tb\\x1b[31m\\x7f\\x0d\n"},
		{"terminal, beyond ASCII", TextOptions{Terminal: true}, parser.Event{Raw: []byte("gr\u00fcn \u009b1m \xff \u6f22")}, "gr\u00fcn \\u009b1m \\xff \u6f22\n"},
		{"marked secret", TextOptions{}, parser.Event{Raw: secret, Secret: parser.Span{From: 14, To: 30}}, "C: AUTH PLAIN [redacted]\n"},
		{"secret nobody marked", TextOptions{}, parser.Event{Raw: secret}, "C: AUTH PLAIN [redacted]\n"},
		{"secret asked for", TextOptions{Secrets: true}, parser.Event{Raw: secret, Secret: parser.Span{From: 14, To: 30}}, string(secret) + "\n"},
		{"no line of its own", TextOptions{}, parser.Event{}, ""},
	} {
		if got := string(NewText(c.o).Line(nil, &c.e)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFindCode(t *testing.T) {
	for _, c := range []struct {
		line     string
		code     int
		from, to int
	}{
		{"550 No", 550, 0, 3},
		{"delay=550, dsn=5.5.0 (550 5.1.1 No)", 550, 22, 25},
		{"id 1550 5500 550-5.1.1", 550, 13, 16},
		{"host[192.0.2.250]:250 said: 250", 250, 28, 31},
		{"nothing", 550, 0, 0},
		{"0", 0, 0, 0},
	} {
		if from, to := findCode([]byte(c.line), c.code); from != c.from || to != c.to {
			t.Errorf("findCode(%q, %d) = %d, %d, want %d, %d", c.line, c.code, from, to, c.from, c.to)
		}
	}
}
