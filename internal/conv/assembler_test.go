package conv

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smtplog/smtplog/parser"
)

// follow reads text and calls see for every step.
func follow(t testing.TB, text string, l Limits, see func(*Step)) *Assembler {
	t.Helper()
	a := New(l, see)
	_, err := parser.Scan(strings.NewReader(text), parser.Options{Steps: true, Year: 2026, Workers: 1}, func(e *parser.Event) error {
		a.Event(e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	a.End()
	return a
}

const session = `S: 220 mx.example.org ESMTP
C: EHLO client.example.net
S: 250-mx.example.org
S: 250-PIPELINING
S: 250-SIZE 1000
S: 250 STARTTLS
C: STARTTLS
S: 220 2.0.0 Go ahead
C: EHLO client.example.net
S: 250-mx.example.org
S: 250 AUTH=PLAIN LOGIN
C: AUTH PLAIN AGFubgBzZWNyZXQ=
S: 235 2.7.0 Welcome
C: MAIL FROM:<>
C: RCPT TO:<bob@example.org>
C: RCPT TO:<eve@example.org>
C: DATA
S: 250 2.1.0 Ok
S: 250 2.1.5 Ok
S: 550 5.1.1 No
S: 354 Go ahead
C: Subject: x
C: 
C: text
C: .
S: 250 2.0.0 Ok
C: QUIT
S: 221 2.0.0 Bye
`

// state tells what a check could know.
func state(s *Step) string {
	c := s.Conv
	return fmt.Sprintf("hello %d enc %d auth %v mail %d null %v rcpt %d/%d/%d out %d", c.Hello, c.Encrypted, c.Authenticated, c.Mail, c.NullSender,
		c.Accepted, c.Refused, c.Asked, len(c.Outstanding()))
}

func TestStateBeforeEachCommand(t *testing.T) {
	want := map[string]string{
		"EHLO 2":      "hello 0 enc 0 auth false mail 1 null false rcpt 0/0/0 out 0",
		"STARTTLS 7":  "hello 1 enc 1 auth false mail 1 null false rcpt 0/0/0 out 0",
		"EHLO 9":      "hello 1 enc 1 auth false mail 1 null false rcpt 0/0/0 out 0",
		"AUTH 12":     "hello 1 enc 2 auth false mail 1 null false rcpt 0/0/0 out 0",
		"MAIL 14":     "hello 1 enc 2 auth true mail 1 null false rcpt 0/0/0 out 0",
		"RCPT 15":     "hello 1 enc 2 auth true mail 2 null true rcpt 0/0/0 out 1",
		"RCPT 16":     "hello 1 enc 2 auth true mail 2 null true rcpt 0/0/1 out 2",
		"DATA 17":     "hello 1 enc 2 auth true mail 2 null true rcpt 0/0/2 out 3",
		". 25":        "hello 1 enc 2 auth true mail 3 null true rcpt 1/1/0 out 0",
		"QUIT 27":     "hello 1 enc 2 auth true mail 1 null false rcpt 0/0/0 out 0",
		"answered 20": "RCPT 16",
		"answered 26": ". 25",
	}
	got := map[string]string{}
	var whole bool
	follow(t, session, Limits{}, func(s *Step) {
		switch s.Kind {
		case Commanded:
			got[fmt.Sprintf("%s %d", s.Event.Command.Verb, s.Event.Line)] = state(s)
		case Answer:
			got[fmt.Sprintf("answered %d", s.Event.Line)] = fmt.Sprintf("%s %d", s.Event.Command.Verb, s.Sent.Line)
		case Closed:
			whole = s.Conv.Whole
		}
	})
	for key, w := range want {
		if got[key] != w {
			t.Errorf("%s: %s\nwant %s", key, got[key], w)
		}
	}
	if !whole {
		t.Error("the conversation was seen whole")
	}
}

func TestOffer(t *testing.T) {
	var offers []Offer
	follow(t, session, Limits{}, func(s *Step) {
		if s.Kind == Commanded && (s.Sent.Verb == VerbStartTLS || s.Sent.Verb == VerbAuth) {
			offers = append(offers, s.Conv.Offer)
		}
	})
	want := []Offer{
		{Known: true, Extensions: ExtPipelining | ExtSize | ExtStartTLS, Size: 1000},
		{Known: true, Extensions: ExtAuth, Mechanisms: MechPlain | MechLogin},
	}
	if fmt.Sprint(offers) != fmt.Sprint(want) {
		t.Errorf("offers %v, want %v", offers, want)
	}
}

func TestContentIsCounted(t *testing.T) {
	var header []string
	var content *parser.Content
	follow(t, session, Limits{}, func(s *Step) {
		switch {
		case s.Kind == Content:
			header = append(header, string(s.Event.Step.Text))
		case s.Kind == Commanded && s.Sent.Verb == VerbDot:
			c := *s.Event.Step.Content
			content = &c
		}
	})
	if len(header) != 2 || header[0] != "Subject: x" || header[1] != "" {
		t.Errorf("header %q", header)
	}
	if content == nil || content.Lines != 3 || content.Octets != 12+2+6 || content.Longest != 12 || content.Ends {
		t.Errorf("content %+v", content)
	}
}

// TestTorn tells that what began before the input is not taken for whole.
func TestTorn(t *testing.T) {
	_, rest, _ := strings.Cut(session, "C: MAIL")
	follow(t, "C: MAIL"+rest, Limits{}, func(s *Step) {
		if s.Conv != nil && (s.Conv.Whole || s.Conv.Encrypted != Unknown || s.Conv.Authenticated) {
			t.Errorf("line %d: %+v", s.Event.Line, s.Conv)
		}
		if s.Kind == Commanded && s.Sent.Verb == VerbMail && s.Conv.Mail != MailUnknown {
			t.Error("what was before MAIL is not known")
		}
	})
}

// smtpdLog is a log of n conversations at a time, each of which goes on later.
func smtpdLog(n int) string {
	var b strings.Builder
	line := func(i, at int, text string) {
		fmt.Fprintf(&b, "Nov 22 05:%02d:%02d mx1 postfix/smtpd[%d]: %s\n", at/60%60, at%60, 1000+i, text)
	}
	for i := range n {
		line(i, 0, "connect from c[192.0.2.1]")
		line(i, 0, "> c[192.0.2.1]: 220 mx1 ESMTP")
	}
	for i := range n {
		line(i, 1, "< c[192.0.2.1]: HELO c")
		line(i, 1, "> c[192.0.2.1]: 250 mx1")
	}
	return b.String()
}

func TestConversationsAreBounded(t *testing.T) {
	torn := 0
	a := follow(t, smtpdLog(100), Limits{Conversations: 40}, func(s *Step) {
		if s.Kind == Commanded && !s.Conv.Whole {
			torn++
		}
	})
	k := a.Counts()
	if len(a.convs.slots) > 40 {
		t.Errorf("%d conversations in memory", len(a.convs.slots))
	}
	// Those that were given up come back and are given up again.
	if k.Begun != 200 || k.Whole != 100 || k.Incomplete != 160 {
		t.Errorf("counts %+v", k)
	}
	if torn == 0 {
		t.Error("a conversation that was given up and goes on is not whole")
	}
}

func TestDeliveries(t *testing.T) {
	log := ""
	at := func(clock, status, said string) {
		log += "Nov 22 " + clock + " mx1 postfix/smtp[9]: 4jXHtl37jt: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=" + said[4:9] +
			", status=" + status + " (host mx.example.org[192.0.2.1] said: " + said + " (in reply to RCPT TO command))\n"
	}
	at("05:00:00", "deferred", "451 4.7.1 later")
	at("05:10:00", "deferred", "452 4.2.2 full")
	at("05:40:00", "bounced", "550 5.1.1 no")
	var got []string
	a := follow(t, log, Limits{}, func(s *Step) {
		if s.Kind == Attempt {
			d := s.Delivery
			got = append(got, fmt.Sprintf("%d first %d last %d class %d, %d s ago", d.Attempts, d.First.Code, d.Last.Code, d.Last.Class, (s.Millis-d.Last.Millis)/1000))
		}
	})
	want := []string{"1 first 451 last 451 class 4, 600 s ago", "2 first 451 last 452 class 4, 1800 s ago"}
	if len(got) != 3 || got[1] != want[0] || got[2] != want[1] {
		t.Errorf("got %q", got)
	}
	if k := a.Counts(); k.Deliveries != 1 {
		t.Errorf("counts %+v", k)
	}
}

func TestNoAllocations(t *testing.T) {
	var events []*parser.Event
	var kept []parser.Step
	_, err := parser.Scan(strings.NewReader(session), parser.Options{Steps: true, Workers: 1}, func(e *parser.Event) error {
		x := *e
		x.Raw = nil
		kept = append(kept, *e.Step)
		events = append(events, &x)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range events {
		e.Step = &kept[i]
		for j, l := range e.Reply.Text {
			e.Reply.Text[j] = append([]byte(nil), l...)
		}
	}
	a := New(Limits{}, func(*Step) {})
	run := func() {
		for _, e := range events {
			a.Event(e)
		}
	}
	run()
	if n := testing.AllocsPerRun(100, run); n > 0 {
		t.Errorf("%.1f allocations a conversation", n)
	}
}
