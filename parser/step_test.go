package parser

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gopacket/gopacket/layers"
)

// stepLines gives the steps of an input, a line each.
func stepLines(t testing.TB, input string, o Options) []string {
	t.Helper()
	o.Steps = true
	names := map[StepKind]string{
		StepReply: "reply", StepCommand: "command", StepResponse: "response", StepContent: "content", StepStrange: "strange",
		StepOpen: "open", StepTLS: "tls", StepClose: "close",
	}
	first := uint64(0)
	var list []string
	_, err := Scan(strings.NewReader(input), o, func(e *Event) error {
		s := e.Step
		if s == nil || s.Conversation == 0 {
			return nil
		}
		if first == 0 {
			first = s.Conversation - 1
		}
		line := fmt.Sprintf("%d #%d.%d %s", e.Line, s.Conversation-first, s.Index, names[s.Kind])
		switch s.Kind {
		case StepReply:
			line += fmt.Sprintf(" %d to %d on %d, %d lines", e.Reply.Code, s.Number, s.CommandLine, s.Reply.Lines)
			if s.Reply.Unfinished {
				line += fmt.Sprintf(" unfinished %d", s.Reply.Other)
			}
		case StepCommand:
			line += fmt.Sprintf(" %d %s, %d waiting, %d octets", s.Number, e.Command.Verb, s.Waiting, s.Octets)
		case StepClose:
			line += fmt.Sprintf(" %d", s.Close)
		case StepResponse, StepContent, StepStrange:
			line += " " + string(s.Text)
		}
		list = append(list, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestSteps(t *testing.T) {
	for _, tc := range []struct{ name, input, want string }{
		{"pipelining and a message", `S: 220 mx ESMTP
C: EHLO c
S: 250-mx
S: 250 PIPELINING
C: MAIL FROM:<a@b>
C: RCPT TO:<c@d>
C: DATA
S: 250 Ok
S: 250 Ok
S: 354 Go
C: Subject: x
C: 
C: text
C: .
S: 250 Ok
C: QUIT
S: 221 Bye`, `1 #1.1 reply 220 to 0 on 0, 1 lines
2 #1.2 command 1 EHLO, 0 waiting, 8 octets
3 #1.3 reply 250 to 1 on 2, 2 lines
5 #1.4 command 2 MAIL, 0 waiting, 17 octets
6 #1.5 command 3 RCPT, 1 waiting, 15 octets
7 #1.6 command 4 DATA, 2 waiting, 6 octets
8 #1.7 reply 250 to 2 on 5, 1 lines
9 #1.8 reply 250 to 3 on 6, 1 lines
10 #1.9 reply 354 to 4 on 7, 1 lines
11 #1.10 content Subject: x
12 #1.11 content` + " " + `
14 #1.12 command 5 ., 0 waiting, 3 octets
15 #1.13 reply 250 to 5 on 14, 1 lines
16 #1.14 command 6 QUIT, 0 waiting, 6 octets
17 #1.15 reply 221 to 6 on 16, 1 lines
17 #1.16 close 4`},
		{"authentication", `S: 220 mx ESMTP
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YW5u
S: 535 5.7.8 No
C: QUIT
S: 221 Bye`, `1 #1.1 reply 220 to 0 on 0, 1 lines
2 #1.2 command 1 AUTH, 0 waiting, 12 octets
3 #1.3 reply 334 to 1 on 2, 1 lines
4 #1.4 response YW5u
5 #1.5 reply 535 to 1 on 2, 1 lines
6 #1.6 command 2 QUIT, 0 waiting, 6 octets
7 #1.7 reply 221 to 2 on 6, 1 lines
7 #1.8 close 4`},
		{"another code in a reply", `S: 220 mx ESMTP
C: EHLO c
S: 250-mx
S: 550 no
C: QUIT
S: 221 Bye`, `1 #1.1 reply 220 to 0 on 0, 1 lines
2 #1.2 command 1 EHLO, 0 waiting, 8 octets
3 #1.3 reply 250 to 1 on 2, 1 lines unfinished 550
4 #1.4 reply 550 to 1 on 2, 1 lines
5 #1.5 command 2 QUIT, 0 waiting, 6 octets
6 #1.6 reply 221 to 2 on 5, 1 lines
6 #1.7 close 4`},
		{"two conversations of a log", `Nov 22 05:00:00 mx1 postfix/smtpd[7]: connect from c[192.0.2.1]
Nov 22 05:00:00 mx1 postfix/smtpd[7]: > c[192.0.2.1]: 220 mx1 ESMTP
Nov 22 05:00:01 mx1 postfix/smtpd[8]: > d[192.0.2.2]: 220 mx1 ESMTP
Nov 22 05:00:01 mx1 postfix/smtpd[7]: < c[192.0.2.1]: QUIT
Nov 22 05:00:01 mx1 postfix/smtpd[7]: > c[192.0.2.1]: 221 Bye
Nov 22 05:00:01 mx1 postfix/smtpd[7]: disconnect from c[192.0.2.1] quit=1 commands=1`, `2 #1.1 reply 220 to 0 on 0, 1 lines
3 #2.1 reply 220 to 0 on 0, 1 lines
4 #1.2 command 1 QUIT, 0 waiting, 6 octets
5 #1.3 reply 221 to 1 on 4, 1 lines
5 #1.4 close 0
3 #2.2 close 4`},
	} {
		for _, workers := range []int{1, 3} {
			got := strings.Join(stepLines(t, tc.input, Options{Workers: workers, Year: 2026}), "\n")
			if got != tc.want {
				t.Errorf("%s, %d workers:\n%s\nwant:\n%s", tc.name, workers, got, tc.want)
			}
		}
	}
}

func TestStepsOfCapture(t *testing.T) {
	data, err := os.ReadFile("../testdata/lab/pcap/plain-swaks.pcap")
	if err != nil {
		t.Fatal(err)
	}
	ends := map[LineEnd]int{}
	closed := 0
	var content *Content
	_, err = Scan(strings.NewReader(string(data)), Options{Steps: true}, func(e *Event) error {
		switch s := e.Step; {
		case s == nil:
		case s.Kind == StepCommand:
			ends[s.End]++
			if s.Content != nil {
				c := *s.Content
				content = &c
			}
		case s.Kind == StepClose:
			if s.Close == CloseClient || s.Close == CloseServer {
				closed++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if ends[EndCRLF] == 0 || len(ends) != 1 {
		t.Errorf("ends of lines %v", ends)
	}
	if content == nil || !content.Ends || content.Lines == 0 || content.BareLF+content.BareCR+content.Unstuffed+content.DotLine != 0 {
		t.Errorf("content %+v", content)
	}
	if closed == 0 {
		t.Error("nobody closed")
	}
}

func TestDotForms(t *testing.T) {
	for _, tc := range []struct {
		name, body string
		want       string
	}{
		{"proper", "C: text\nC: .", "end  dots [0 0 0 0 0]"},
		{"LF.LF", `C: a\n.\nb
C: .`, "end  dots [0 1 0 0 0]"},
		{"CRLF.LF", `C: a
C: .\nb
C: .`, "end  dots [0 0 0 1 0]"},
		{"CR.CR", `C: a\r.\rb
C: .`, "end  dots [0 0 0 0 1]"},
		{"CRLF.CR", `C: .\rb
C: .`, "end  dots [0 0 0 0 1]"},
		{"a dot at the end of a line", "C: a.\nC: .", "end  dots [0 0 0 0 0]"},
		{"LF.CRLF ends it", "C: a\\n$\nC: .", "end <LF>.<CRLF> dots [0 0 0 0 0]"},
	} {
		script := "S: 220 mx ESMTP\nC: EHLO c\nS: 250 mx\nC: MAIL FROM:<a@b>\nS: 250 Ok\nC: RCPT TO:<c@d>\nS: 250 Ok\nC: DATA\nS: 354 Go\n" +
			tc.body + "\nS: 250 Ok\nC: QUIT\nS: 221 Bye\n"
		data := buildCapture(t, captureStyle{link: layers.LinkTypeRaw}, talkSegs(0, script))
		got := ""
		_, err := Scan(bytes.NewReader(data), Options{Steps: true}, func(e *Event) error {
			if s := e.Step; s != nil && s.Kind == StepCommand && s.Content != nil {
				got = fmt.Sprintf("end %v dots %v", s.Content.Last, s.Content.Dots)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

// TestStepsOfTalk tells what only a capture shows: the connection, what crossed
// what, chunks, and an end of the data that is none.
func TestStepsOfTalk(t *testing.T) {
	data := buildCapture(t, captureStyle{link: layers.LinkTypeRaw}, talkSegs(0, `C: EHLO early
S: 220 mx ESMTP
S: 250-mx
S+ 250 CHUNKING
C: MAIL FROM:<a@b>
C+ RCPT TO:<c@d>
S: 250 Ok
S: 250 Ok
C: BDAT 8 LAST
C+ eha\nbb
S: 250 Ok
C: MAIL FROM:<a@b>
S: 250 Ok
C: RCPT TO:<c@d>
S: 250 Ok
C: DATA
S: 354 Go
C: a\n.\nMAIL FROM:<x@y>
S: 250 Ok
C: QUIT
S: 221 Bye
`))
	var got []string
	_, err := Scan(bytes.NewReader(data), Options{Steps: true}, func(e *Event) error {
		s := e.Step
		switch {
		case s == nil:
		case s.Kind == StepOpen:
			got = append(got, fmt.Sprintf("open %d %v", e.Line, e.Time.HasTime))
		case s.Kind == StepReply && e.Phase == PhaseConnect:
			got = append(got, fmt.Sprintf("greeting, %d wait", s.Waiting))
		case s.Kind == StepReply && s.Content != nil:
			c := s.Content
			got = append(got, fmt.Sprintf("%s: %d lines %d octets LF %d dots %v", e.Command.Verb, c.Lines, c.Octets, c.BareLF, c.Dots))
		case s.Kind == StepReply && s.Number != 0:
			got = append(got, fmt.Sprintf("%d to %s", e.Reply.Code, e.Command.Verb))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "open 1 true, greeting, 1 wait, 250 to EHLO, 250 to MAIL, 250 to RCPT, BDAT: 2 lines 8 octets LF 1 dots [0 0 0 0 0], " +
		"250 to MAIL, 250 to RCPT, 354 to DATA, .: 3 lines 21 octets LF 2 dots [0 1 0 0 0], 221 to QUIT"
	if g := strings.Join(got, ", "); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
}

// TestNoStepsUnasked tells that nothing is different without the option.
func TestNoStepsUnasked(t *testing.T) {
	_, err := Scan(strings.NewReader("S: 220 mx ESMTP\nC: QUIT\nS: 221 Bye\n"), Options{}, func(e *Event) error {
		if e.Step != nil || e.Kind != KindReply {
			t.Errorf("line %d: %+v", e.Line, e.Step)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
