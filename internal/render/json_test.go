package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/smtplog/smtplog/internal/check"
	"github.com/smtplog/smtplog/parser"
)

// decoded is a record as a reader of the output sees it.
type decoded struct {
	Schema       string   `json:"schema"`
	File         string   `json:"file"`
	Line         int64    `json:"line"`
	Lines        int      `json:"lines"`
	Time         string   `json:"time"`
	TimeInferred []string `json:"time_inferred"`
	Format       string   `json:"format"`
	Host         string   `json:"host"`
	Program      string   `json:"program"`
	PID          int      `json:"pid"`
	Session      string   `json:"session"`
	QueueID      string   `json:"queue_id"`
	MessageID    string   `json:"message_id"`
	Role         string   `json:"role"`
	Origin       string   `json:"origin"`
	Retold       bool     `json:"retold"`
	Peer         struct {
		Name string `json:"name"`
		IP   string `json:"ip"`
		Port int    `json:"port"`
	} `json:"peer"`
	Sender    string `json:"sender"`
	Recipient string `json:"recipient"`
	Command   struct {
		Verb string `json:"verb"`
		Arg  string `json:"arg"`
	} `json:"command"`
	Phase string `json:"phase"`
	Reply struct {
		Code     int      `json:"code"`
		Enhanced string   `json:"enhanced"`
		Text     []string `json:"text"`
	} `json:"reply"`
	Diagnostic string  `json:"diagnostic"`
	DSN        string  `json:"dsn"`
	Status     string  `json:"status"`
	Delay      float64 `json:"delay"`
	TLS        struct {
		On      bool   `json:"on"`
		Version string `json:"version"`
		Cipher  string `json:"cipher"`
	} `json:"tls"`
	Explain struct {
		ID        string   `json:"id"`
		Title     string   `json:"title"`
		Class     string   `json:"class"`
		Provider  string   `json:"provider"`
		Permanent *bool    `json:"permanent"`
		Actor     string   `json:"actor"`
		Retry     string   `json:"retry"`
		Meaning   string   `json:"meaning"`
		When      string   `json:"when"`
		Fix       []string `json:"fix"`
		Refs      []string `json:"refs"`
		Subject   subject  `json:"subject"`
		Matched   struct {
			By      string `json:"by"`
			Pattern string `json:"pattern"`
			Second  string `json:"second"`
		} `json:"matched"`
	} `json:"explain"`
	Context struct {
		Verdict string `json:"verdict"`
		Ref     string `json:"ref"`
	} `json:"context"`
	Authenticated bool             `json:"authenticated"`
	Extensions    []string         `json:"extensions"`
	Findings      []decodedFinding `json:"findings"`
}

type decodedFinding struct {
	ID      string `json:"id"`
	Level   string `json:"level"`
	Message string `json:"message"`
	Ref     string `json:"ref"`
	Line    int64  `json:"line"`
}

type subject struct {
	IP      string `json:"ip"`
	Domain  string `json:"domain"`
	Address string `json:"address"`
	List    string `json:"list"`
	URL     string `json:"url"`
}

// expected makes the same from the record itself.
func expected(r *Record, file string, detail Detail) decoded {
	text := func(b []byte) string { return asText(string(b)) }
	d := decoded{
		Schema: Schema, File: file, Line: r.Line, Host: text(r.Host), Program: text(r.Program), PID: r.PID,
		Session: text(r.Session), QueueID: text(r.QueueID), MessageID: text(r.MessageID),
		Role: r.Role.String(), Origin: r.Origin.String(), Retold: r.Retold,
		Sender: text(r.Sender), Recipient: text(r.Recipient), Phase: r.Phase.String(),
		Diagnostic: text(r.Diagnostic), DSN: text(r.DSN), Status: r.Status.String(),
	}
	if r.Lines > 1 {
		d.Lines = r.Lines
	}
	if r.Format != nil {
		d.Format = r.Format.Name
	}
	d.Peer.Name, d.Peer.IP, d.Peer.Port = text(r.Peer.Name), text(r.Peer.IP), r.Peer.Port
	if r.Command.Verb != "" {
		d.Command.Verb, d.Command.Arg = r.Command.Verb, text(r.Command.Arg)
	}
	if r.Kind == parser.KindReply {
		d.Reply.Code, d.Reply.Enhanced = r.Reply.Code, text(r.Reply.Enhanced)
		for _, l := range r.Reply.Text {
			d.Reply.Text = append(d.Reply.Text, text(l))
		}
		if len(d.Reply.Text) == 1 && d.Reply.Text[0] == "" {
			d.Reply.Text = nil
		}
	}
	if r.HasDelay {
		d.Delay = r.Delay
	}
	d.TLS.Version, d.TLS.Cipher = text(r.TLS.Version), text(r.TLS.Cipher)
	if t := r.Time.Time(time.UTC); !t.IsZero() {
		layout := "2006-01-02T15:04:05"
		if r.Time.FracDigits > 0 {
			layout += "." + strings.Repeat("0", int(r.Time.FracDigits))
		}
		d.Time = t.Format(layout + "Z07:00")
		if r.Time.YearInferred {
			d.TimeInferred = append(d.TimeInferred, "year")
		}
		if !r.Time.HasZone {
			d.TimeInferred = append(d.TimeInferred, "zone")
		}
	}
	if e := r.Match.Entry; e != nil && detail != DetailNone {
		x := &d.Explain
		x.ID, x.Title, x.Class, x.Provider = e.ID, e.Title, string(e.Class), e.Provider
		x.Actor, x.Retry = string(e.Actor), string(e.Retry)
		if e.Permanent.Known() {
			permanent := e.Permanent.Bool()
			x.Permanent = &permanent
		}
		s := &r.Subject
		x.Subject = subject{text(s.IP), text(s.Domain), text(s.Address), text(s.List), text(s.URL)}
		if detail == DetailFull {
			x.Matched.By, x.Matched.Pattern = r.Match.By.String(), r.Match.Pattern
			if r.Match.Second != nil {
				x.Matched.Second = r.Match.Second.ID
			}
			x.Meaning, x.When, x.Refs = e.Meaning, e.When, e.Refs
			if len(e.Fix) > 0 {
				x.Fix = e.Fix
			}
		}
	}
	d.TLS.On, d.Authenticated = r.Encrypted, r.Authenticated
	if r.Phase == parser.PhaseEhlo && r.Reply.Code == 250 && r.Kind == parser.KindReply && (r.Command.Verb == "EHLO" || r.Command.Verb == "LHLO") {
		for i, l := range r.Reply.Text {
			if i > 0 {
				d.Extensions = append(d.Extensions, text(l))
			}
		}
	}
	for _, f := range r.Findings {
		x := decodedFinding{ID: f.Check.ID, Level: f.Level.String(), Message: f.Message, Ref: f.Check.Ref}
		if f.Line != r.Line {
			x.Line = f.Line
		}
		d.Findings = append(d.Findings, x)
	}
	if r.Judged {
		d.Context.Verdict, d.Context.Ref = r.Verdict.Kind.String(), r.Verdict.Ref
	}
	return d
}

// randomEvent makes an event of which any member may be missing or hold any
// bytes.
func randomEvent(rnd *rand.Rand) *parser.Event {
	some := func() []byte {
		words := []string{"", "", "mx1", "ann@example.com", "<>", "gr\u00fcn", "\xff\x00\x1b", `"q"\`, "a b\tc"}
		return []byte(words[rnd.IntN(len(words))])
	}
	verbs := []string{"", "RCPT", "DATA", "X-FOO", "."}
	e := &parser.Event{
		Kind: parser.KindReply, Origin: parser.Origin(1 + rnd.IntN(4)), Role: parser.Role(rnd.IntN(3)),
		Phase: parser.Phase(rnd.IntN(21)), Status: parser.Status(rnd.IntN(11)), Retold: rnd.IntN(2) == 0,
		Line: rnd.Int64N(1e9), Lines: rnd.IntN(4), Host: some(), Program: some(), PID: rnd.IntN(3) * 77,
		Session: some(), QueueID: some(), MessageID: some(),
		Peer:   parser.Peer{Name: some(), IP: some(), Port: rnd.IntN(2) * 25},
		Sender: some(), Recipient: some(), DSN: some(), Delay: float64(rnd.IntN(1000)) / 100, HasDelay: rnd.IntN(2) == 0,
		TLS: parser.TLS{Version: some(), Cipher: some()},
	}
	e.Command = parser.Command{Verb: verbs[rnd.IntN(len(verbs))], Arg: some()}
	if rnd.IntN(2) == 0 {
		e.Format = &parser.Format{Name: "postfix"}
	}
	if rnd.IntN(3) == 0 {
		e.Kind, e.Diagnostic = parser.KindDiagnostic, []byte("connect to mx: Connection timed out\xff")
	} else {
		codes := []int{0, 250, 354, 450, 550, 599, 199}
		e.Reply = parser.Reply{Code: codes[rnd.IntN(len(codes))], Enhanced: some()}
		for range rnd.IntN(3) {
			e.Reply.Text = append(e.Reply.Text, some())
		}
	}
	if rnd.IntN(4) > 0 {
		e.Time = parser.Stamp{
			Year: 2026, Month: uint8(1 + rnd.IntN(12)), Day: uint8(1 + rnd.IntN(28)), Hour: uint8(rnd.IntN(24)),
			Min: uint8(rnd.IntN(60)), S: uint8(rnd.IntN(60)), HasTime: true,
			YearInferred: rnd.IntN(2) == 0, HasZone: rnd.IntN(2) == 0,
		}
		if e.Time.HasZone {
			e.Time.ZoneSec = int32(rnd.IntN(20)-10) * 3600
		}
		if rnd.IntN(2) == 0 {
			e.Time.Nsec, e.Time.FracDigits = int32(rnd.IntN(1000))*1e6, 3
		}
	}
	return e
}

// randomNote makes what checks might say of a record on that line.
func randomNote(rnd *rand.Rand, line int64) (n check.Note) {
	n.Encrypted, n.Authenticated = rnd.IntN(2) == 0, rnd.IntN(2) == 0
	for range rnd.IntN(3) {
		c := check.All()[rnd.IntN(len(check.All()))]
		n.Findings = append(n.Findings, check.Finding{Check: c, Level: c.Level, Message: "\"so\"", Line: line - rnd.Int64N(2)})
	}
	return n
}

func TestJSONMembers(t *testing.T) {
	x := Explainer{Catalog: testCatalog(t)}
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, detail := range []Detail{DetailFirst, DetailFull, DetailNone} {
		j := NewJSON("mail.log", time.UTC, detail)
		for range 3000 {
			r := x.Explain(randomEvent(rnd))
			r.Note = randomNote(rnd, r.Line)
			line := j.Append(nil, r)
			var got decoded
			dec := json.NewDecoder(bytes.NewReader(line))
			dec.DisallowUnknownFields()
			if err := dec.Decode(&got); err != nil {
				t.Fatalf("%v in %s", err, line)
			}
			if diff := cmp.Diff(expected(r, "mail.log", detail), got); diff != "" {
				t.Fatalf("%s\n%s", diff, line)
			}
			if bytes.Count(line, []byte("\n")) != 1 || bytes.Contains(line, []byte(`:""`)) || bytes.Contains(line, []byte("{}")) {
				t.Fatalf("an empty member or a line break in %s", line)
			}
		}
	}
}

// contractOrder is the order of the members in the contract's table.
var contractOrder = []string{
	"schema", "file", "line", "lines", "time", "time_inferred", "format", "host", "program", "pid", "session",
	"queue_id", "message_id", "role", "origin", "retold", "peer", "sender", "recipient", "command", "phase",
	"reply", "diagnostic", "dsn", "status", "delay", "tls", "authenticated", "extensions", "explain", "context", "findings",
}

func TestJSONOrder(t *testing.T) {
	x := Explainer{Catalog: testCatalog(t)}
	rnd := rand.New(rand.NewPCG(3, 4))
	j := NewJSON("-", time.UTC, DetailFull)
	for range 500 {
		r := x.Explain(randomEvent(rnd))
		r.Note = randomNote(rnd, r.Line)
		line := j.Append(nil, r)
		dec := json.NewDecoder(bytes.NewReader(line))
		if _, err := dec.Token(); err != nil {
			t.Fatal(err)
		}
		last := -1
		for dec.More() {
			name, err := dec.Token()
			if err != nil {
				t.Fatal(err)
			}
			at := slices.Index(contractOrder, fmt.Sprint(name))
			if at <= last {
				t.Fatalf("member %v out of order in %s", name, line)
			}
			last = at
			var value json.RawMessage
			if err := dec.Decode(&value); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestJSONWithoutFile(t *testing.T) {
	j := NewJSON("", time.UTC, DetailNone)
	e := &parser.Event{Kind: parser.KindReply, Line: 1, Lines: 1, Reply: parser.Reply{Code: 250}}
	want := `{"schema":"smtplog.record/1","reply":{"code":250}}` + "\n"
	if got := string(j.Append(nil, &Record{Event: e})); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// sampleEvent is what an ordinary line of a Postfix log gives.
func sampleEvent() *parser.Event {
	return &parser.Event{
		Kind: parser.KindReply, Origin: parser.OriginRemote, Role: parser.RoleClient, Phase: parser.PhaseRcpt,
		Status: parser.StatusBounced, Format: &parser.Format{Name: "postfix"}, Line: 4711, Lines: 1,
		Time: parser.Stamp{Year: 2026, Month: 11, Day: 22, Hour: 5, Min: 38, S: 58, HasTime: true, YearInferred: true},
		Host: []byte("mx1"), Program: []byte("postfix/smtp"), PID: 437, QueueID: []byte("4jXHtl37jt"),
		Peer:      parser.Peer{Name: []byte("mx.example.com"), IP: []byte("192.0.2.1"), Port: 25},
		Recipient: []byte("ann@example.com"), Command: parser.Command{Verb: "RCPT"},
		Reply: parser.Reply{Code: 550, Enhanced: []byte("5.1.1"), Text: [][]byte{[]byte("<ann@example.com>: Recipient address rejected: User unknown")}},
		DSN:   []byte("5.1.1"), Delay: 3.2, HasDelay: true,
	}
}

func TestJSONAllocates(t *testing.T) {
	x := Explainer{Catalog: testCatalog(t)}
	j := NewJSON("mail.log", time.UTC, DetailFirst)
	e := sampleEvent()
	buf := j.Append(nil, x.Explain(e))
	if n := testing.AllocsPerRun(200, func() { buf = j.Append(buf[:0], x.Explain(e)) }); pools && n != 0 {
		t.Errorf("%v allocations a record", n)
	}
}

func BenchmarkJSON(b *testing.B) {
	x := Explainer{Catalog: testCatalog(b)}
	j := NewJSON("mail.log", time.UTC, DetailFirst)
	r := x.Explain(sampleEvent())
	buf := j.Append(nil, r)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		buf = j.Append(buf[:0], r)
	}
}

func TestAppendSeconds(t *testing.T) {
	check := func(v float64) {
		if got, want := string(appendSeconds(nil, v)), strconv.FormatFloat(v, 'f', -1, 64); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	for _, v := range []float64{0, 0.01, 0.1, 3.2, 12, 86400.5, 0.0005, 1e10, 999999999.999, 1.0049999} {
		check(v)
	}
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 20000 {
		check(float64(rnd.IntN(1e8)) / []float64{1, 10, 100, 1000, 10000}[rnd.IntN(5)])
	}
}
