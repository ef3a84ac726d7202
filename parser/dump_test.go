package parser

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// modified is when the test logs say they were last written.
var modified = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// dump writes all that an event tells on one line: what is not set is left
// out. It is what goldens hold, and what is compared where two ways of reading
// must give the same.
func dump(e *Event) string {
	var s strings.Builder
	put := func(name, value string) {
		if value == "" {
			return
		}
		if strings.ContainsAny(value, " \"=\t\r\n\\") || value != strings.ToValidUTF8(value, "") {
			value = fmt.Sprintf("%q", value)
		}
		s.WriteByte(' ')
		s.WriteString(name)
		s.WriteByte('=')
		s.WriteString(value)
	}
	b := func(name string, value []byte) {
		if value != nil && len(value) == 0 {
			value = []byte("(empty)")
		}
		put(name, string(value))
	}
	n := func(name string, value int) {
		if value != 0 {
			put(name, fmt.Sprint(value))
		}
	}
	flag := func(name string, set bool) {
		if set {
			s.WriteByte(' ')
			s.WriteString(name)
		}
	}
	fmt.Fprintf(&s, "%d %s", e.Line, [...]string{"line", "command", "reply", "diagnostic"}[e.Kind])
	if e.Lines != 1 {
		n("lines", e.Lines)
	}
	if e.Format != nil {
		put("format", e.Format.Name)
	}
	put("time", dumpStamp(&e.Time))
	b("host", e.Host)
	b("program", e.Program)
	n("pid", e.PID)
	b("session", e.Session)
	b("queue_id", e.QueueID)
	b("message_id", e.MessageID)
	put("role", e.Role.String())
	put("origin", e.Origin.String())
	flag("retold", e.Retold)
	flag("dialogue", e.Dialogue)
	flag("cut", e.Cut)
	b("peer", e.Peer.Name)
	b("ip", e.Peer.IP)
	n("port", e.Peer.Port)
	b("sender", e.Sender)
	b("recipient", e.Recipient)
	put("verb", e.Command.Verb)
	b("arg", e.Command.Arg)
	put("phase", e.Phase.String())
	n("code", e.Reply.Code)
	b("enhanced", e.Reply.Enhanced)
	for _, t := range e.Reply.Text {
		s.WriteString(" text=")
		fmt.Fprintf(&s, "%q", t)
	}
	b("diagnostic", e.Diagnostic)
	b("dsn", e.DSN)
	put("status", e.Status.String())
	if e.HasDelay {
		put("delay", fmt.Sprint(e.Delay))
	}
	b("tls", e.TLS.Version)
	b("cipher", e.TLS.Cipher)
	if !e.Secret.Empty() {
		put("secret", fmt.Sprintf("%d-%d", e.Secret.From, e.Secret.To))
	}
	return s.String()
}

// dumpStamp writes a stamp as RFC 3339 does, without what is not known; a year
// that was inferred is marked.
func dumpStamp(t *Stamp) string {
	if !t.HasDate() {
		return ""
	}
	s := fmt.Sprintf("%04d-%02d-%02d", t.Year, t.Month, t.Day)
	if t.YearInferred {
		s = "~" + s
	}
	if t.HasTime {
		s += fmt.Sprintf("T%02d:%02d:%02d", t.Hour, t.Min, t.S)
	}
	if t.FracDigits > 0 {
		s += "." + fmt.Sprintf("%09d", t.Nsec)[:t.FracDigits]
	}
	if t.HasZone {
		z, sign := t.ZoneSec, '+'
		if z < 0 {
			z, sign = -z, '-'
		}
		s += fmt.Sprintf("%c%02d:%02d", sign, z/3600, z/60%60)
	}
	return s
}

// scanned is all that one scan gave.
type scanned struct {
	events   []string
	unparsed []string
	stats    string
	err      error
}

// scanAll reads r with opts; every event is dumped, its raw line with it.
func scanAll(r io.Reader, opts Options) scanned {
	var s scanned
	if opts.Modified.IsZero() {
		opts.Modified = modified
	}
	opts.Unparsed = func(line []byte, no int64) {
		s.unparsed = append(s.unparsed, fmt.Sprintf("%d %q", no, line))
	}
	stats, err := Scan(r, opts, func(e *Event) error {
		s.events = append(s.events, dump(e)+fmt.Sprintf(" raw=%q", e.Raw))
		return nil
	})
	s.err = err
	counts := stats.Counts()
	stats.programs, stats.other = nil, 0
	s.stats = fmt.Sprintf("%+v %+v", stats, counts)
	return s
}

// kept is an event that outlives the call that got it.
type kept struct {
	Event
	text []string
}

// keepEvents gives the events of log with copies of their memory.
func keepEvents(t testing.TB, log []byte, opts Options) []kept {
	t.Helper()
	if opts.Modified.IsZero() {
		opts.Modified = modified
	}
	var list []kept
	_, err := Scan(bytes.NewReader(log), opts, func(e *Event) error {
		k := kept{Event: *e}
		for _, p := range []*[]byte{
			&k.Raw, &k.Host, &k.Program, &k.Session, &k.QueueID, &k.MessageID, &k.Peer.Name, &k.Peer.IP, &k.Sender,
			&k.Recipient, &k.Command.Arg, &k.Reply.Enhanced, &k.Diagnostic, &k.DSN, &k.TLS.Version, &k.TLS.Cipher,
		} {
			*p = bytes.Clone(*p)
		}
		k.Reply.Text = nil
		for _, l := range e.Reply.Text {
			k.Reply.Text = append(k.Reply.Text, bytes.Clone(l))
			k.text = append(k.text, string(l))
		}
		list = append(list, k)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// firstDifference tells where two lists part, for the message of a test.
func firstDifference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return fmt.Sprintf("at %d of %d and %d:\n got %.600s\nwant %.600s", i, len(got), len(want), g, w)
		}
	}
	return ""
}

// same fails the test when two scans did not give the same.
func same(t *testing.T, what string, got, want scanned) {
	t.Helper()
	if d := firstDifference(got.events, want.events); d != "" {
		t.Fatalf("%s: events part %s", what, d)
	}
	if d := firstDifference(got.unparsed, want.unparsed); d != "" {
		t.Fatalf("%s: unparsed lines part %s", what, d)
	}
	if got.stats != want.stats {
		t.Fatalf("%s: stats\n got %s\nwant %s", what, got.stats, want.stats)
	}
	if fmt.Sprint(got.err) != fmt.Sprint(want.err) {
		t.Fatalf("%s: error %v, want %v", what, got.err, want.err)
	}
}
