package parser

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// The reasons as MTAs word them: what is a reply, where it ends, what it
// answers, who said it.
func TestReason(t *testing.T) {
	tests := []struct {
		in, want string
	}{
		{"host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command)", "550 5.1.1 [no] remote rcpt mx.example.com 192.0.2.1"},
		{"host mx.example.com[192.0.2.1] refused to start TLS: 454 4.7.0 later", "454 4.7.0 [later] remote starttls mx.example.com 192.0.2.1"},
		{"SASL authentication failed; server mx.example.com[192.0.2.1] said: 535 5.7.8 no", "535 5.7.8 [no] remote auth mx.example.com 192.0.2.1"},
		{"SMTP error from remote mail server after HELO mx1: host mx.example.com [192.0.2.1]: 501 bad name", "501  [bad name] remote ehlo mx.example.com 192.0.2.1"},
		{"SMTP error from remote mail server after initial connection: host mx.example.com [2001:db8::1]: 554 no", "554  [no] remote connect mx.example.com 2001:db8::1"},
		{"SMTP error from remote mail server after pipelined end of data: 552 5.3.4 too big", "552 5.3.4 [too big] remote message"},
		{"LMTP error from remote mail server after RCPT TO:<ann@example.com>: 550 5.1.1 <ann@example.com> User doesn't exist", "550 5.1.1 [<ann@example.com> User doesn't exist] remote rcpt"},
		{"192.0.2.1 failed on DATA command.\nRemote host said: 451 4.3.0 later\nI'm not going to try again; this message has been in the queue too long.", "451 4.3.0 [later] remote data 192.0.2.1 expired"},
		{"Remote host said: 554 delivery error: dd no such account [BODY]", "554  [delivery error: dd no such account] remote message"},
		{"(reason: 550-5.1.1 first line (of two))", "550 5.1.1 [first line (of two)] remote"},
		{"#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", "550 5.1.1 [RESOLVER.ADR.RecipNotFound; not found] own"},
		{"Remote Server at mx.example.com (192.0.2.1) returned '400 4.4.7 Message delayed'", "400 4.4.7 [Message delayed] remote mx.example.com 192.0.2.1"},
		{"<mx.example.com #5.1.1 smtp;550 5.1.1 <ann@example.com>... no>", "550 5.1.1 [<ann@example.com>... no] remote mx.example.com 5.1.1"},
		{"5.1.0 - Unknown address error 550-'no'", "550  [no] remote 5.1.0"},
		{"Deferred: 450 4.7.1 greylisted", "450 4.7.1 [greylisted] remote"},
		{"The error that the other server returned was: 550 550 5.2.2 <ann@example.com>... Over quota (state 14).", "550  [550 5.2.2 <ann@example.com>... Over quota (state 14).] remote"},
		{"mx.example.com [192.0.2.1]:\n>>> RCPT TO:<ann@example.com>\n<<< 550-a\n<<< 550 b", "550  [a b] remote rcpt mx.example.com 192.0.2.1"},
		{"ERROR CODE :550 - User unknown", "550  [- User unknown] remote"},
		{"Diagnostic-Code: smtp; 550", "550  [] remote"},

		{"temporary failure. Command output: cannot write 550 bytes", "own words"},
		{"message size 550 bytes exceeds 500 bytes", "own words"},
		{"could not be delivered: 500 messages are in the mailbox: 450 MB", "own words"},
		{"connect to mx.example.com[192.0.2.1]:25: Connection timed out", "own words connect mx.example.com 192.0.2.1"},
		{"The house is in\n550 park avenue", "own words"},
		{"Sorry, no mailbox here by that name. (#5.1.1)", "own words 5.1.1"},
		{"ref 550-123-4567, port 5:550.1", "own words"},
		{"retry timeout exceeded", "own words expired"},
	}
	for _, tt := range tests {
		var lines []mailLine
		for i, l := range strings.Split(tt.in, "\n") {
			lines = append(lines, mailLine{text: []byte(l), no: int64(i + 1)})
		}
		var p reason
		if !p.read(lines, true) {
			t.Errorf("%q: nothing", tt.in)
			continue
		}
		got := "own words"
		if p.hasReply {
			got = fmt.Sprintf("%d %s %s %s", p.reply.Code, p.reply.Enhanced, p.reply.Text, p.origin)
		}
		for _, s := range []string{p.phase.String(), string(p.peer.Name), string(p.peer.IP), string(p.dsn)} {
			if s != "" {
				got += " " + s
			}
		}
		if p.expired {
			got += " expired"
		}
		if got != tt.want {
			t.Errorf("%q\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

// A transcript that alone names the recipients has a reason for each.
func TestTranscriptReasons(t *testing.T) {
	const head = "Return-Path: <>\nFrom: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>\nTo: <me@example.net>\nSubject: Returned mail: Cannot send message for 5 days\n\n"
	const talk = "   ----- Transcript of session follows -----\n<ann@example.com>... Deferred: Connection refused by mx.example.com.\n<bob@example.org>... Deferred: Connection timed out with mx.example.org.\nMessage could not be delivered for 5 days\nMessage will be deleted from queue\n"
	for _, tt := range []struct{ name, in, want string }{
		{"alone", head + talk, `7 bounce "Connection refused by mx.example.com."  <ann@example.com>` + "\n" + `8 bounce "Connection timed out with mx.example.org."  <bob@example.org>`},
		{"told twice", head + talk + "<ann@example.com>... Deferred: Connection refused again.\n", `7 bounce "Connection refused by mx.example.com."  <ann@example.com>` + "\n" + `8 bounce "Connection timed out with mx.example.org."  <bob@example.org>`},
		{"below a list of one", head + "   ----- The following addresses had permanent fatal errors -----\n<bob@example.org>\n\n" + talk, `11 bounce "Connection timed out with mx.example.org."  <bob@example.org>`},
	} {
		if got := shortAll(keepEvents(t, []byte(tt.in), Options{})); got != tt.want {
			t.Errorf("%s: got  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestHeading(t *testing.T) {
	tests := []struct {
		line, next, address, rest string
		ok                        bool
	}{
		{"<ann@example.com>:", "", "ann@example.com", "", true},
		{"<ann@example.com>: host x", "", "ann@example.com", " host x", true},
		{"<ann@example.com> (expanded from <all@example.net>): no", "", "ann@example.com", "(expanded from <all@example.net>): no", true},
		{`<"a b"@example.com>`, "", `"a b"@example.com`, "", true},
		{"  ann@example.com", "", "ann@example.com", "", true},
		{"  ann", "    SMTP error", "ann", "", true},
		{"  ann", "  bob", "", "", false},
		{"ann@example.com: 550 no", "", "ann@example.com", "550 no", true},
		{"Failed to deliver to 'ann@example.com'", "", "ann@example.com", "Failed to deliver to 'ann@example.com'", true},
		{"please write to <support@example.com>", "", "", "", false},
		{"http://example.com/a@b", "", "", "", false},
		{"<http://example.com/>", "", "", "", false},
		{"550 5.1.1 message to ann@example.com refused", "", "", "", false},
		{"@", "", "", "", false},
	}
	for _, tt := range tests {
		after := []mailLine{{text: []byte(tt.next), no: 2}}
		a, rest, ok := heading(mailLine{text: []byte(tt.line), no: 1}, after)
		if ok != tt.ok || string(a) != tt.address || string(rest) != tt.rest {
			t.Errorf("%q: %q %q %v", tt.line, a, rest, ok)
		}
	}
}

func TestMailStamp(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Sun, 22 Nov 2026 05:45:33 +0100 (CET)", "2026-11-22T05:45:33+01:00"},
		{"22 Nov 2026 05:45:33 -0000", "2026-11-22T05:45:33+00:00"},
		{"Sun, 2 Jul 94 17:10 EDT", "1994-07-02T17:10:00-04:00"},
		{"Thu, 02 Jul 26 18:55:38 UTC", "2026-07-02T18:55:38+00:00"},
		{"Sun, 22 Nov 2026 05:45:33 JST", "2026-11-22T05:45:33"},
		{"Sun Nov 22 05:45:33 2026", "2026-11-22T05:45:33"},
		{"Sun, 32 Nov 2026 05:45:33 +0000", ""},
		{"Sun, 22 Nov 20261 05:45:33 +0000", ""},
		{"yesterday at 5", ""},
		{"", ""},
	}
	for _, tt := range tests {
		s := mailStamp(tt.in)
		if got := dumpStamp(&s); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestLineDecoder(t *testing.T) {
	tests := []struct {
		enc  transferEncoding
		in   string
		want string // line numbers and lines
	}{
		{encodingNone, "a\n b", "1 a|2  b"},
		{encodingQuoted, "a=3D=\nb\nc =\n=20d=\n", "1 a=b|3 c  d"},
		{encodingQuoted, "x=ZZ=4", "1 x=ZZ=4"},
		{encodingQuoted, "a=0Ab", "1 a|1 b"},
		{encodingBase64, "NTUw\nIG5v\nCmI=", "1 550 no|3 b"},
		{encodingBase64, "N T\tUw!!=====", "1 550"},
	}
	for _, tt := range tests {
		var to mailText
		var d lineDecoder
		for i, l := range strings.Split(tt.in, "\n") {
			d.line(&to, tt.enc, []byte(l), int64(i+1))
		}
		d.flush(&to)
		var got []string
		for _, l := range to.lines() {
			got = append(got, fmt.Sprintf("%d %s", l.no, l.text))
		}
		if g := strings.Join(got, "|"); strings.TrimSuffix(g, "|") != tt.want && g != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, g, tt.want)
		}
	}
}

// A piece of a bounce is read when it is given alone; of a file only what has
// words that nothing else has.
func TestPiece(t *testing.T) {
	tests := []struct {
		in, format, recipient, phase string
		code                         int
	}{
		{"host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command)", "bounce", "", "rcpt", 550},
		{"Diagnostic-Code: smtp; 550 5.1.1 no", "dsn", "", "", 550},
		{"SMTP error from remote mail server after RCPT TO:<ann@example.com>: host mx.example.com [192.0.2.1]: 550 no", "bounce", "ann@example.com", "rcpt", 550},
		{"Remote host said: 553 no", "bounce", "", "", 553},
		{"<ann@example.com>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 no\nGiving up on 192.0.2.1.", "bounce", "ann@example.com", "rcpt", 550},
		{"   ----- The following addresses had permanent fatal errors -----\n<ann@example.com>\n    (reason: 550 5.1.1 no)", "bounce", "ann@example.com", "", 550},
		{"Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-a\n 550 b", "dsn", "ann@example.com", "", 550},
		{"The response was:\n\n550 5.1.1 The email account does not exist", "bounce", "", "", 550},
		{"550 5.1.1 host mx.example.com[192.0.2.1] said: 550 no", "transcript", "", "", 550},
	}
	for _, tt := range tests {
		list := keepEvents(t, []byte(tt.in+"\n"), Options{Single: true})
		if len(list) != 1 {
			t.Errorf("%q: %d events", tt.in, len(list))
			continue
		}
		k := &list[0]
		if k.Reply.Code != tt.code || k.Format.Name != tt.format || string(k.Recipient) != tt.recipient || k.Phase.String() != tt.phase {
			t.Errorf("%q: %s", tt.in, dump(&k.Event))
		}
		want := 1
		if tt.format == "transcript" || strings.HasPrefix(tt.in, "Diagnostic-Code") {
			want = 0
		}
		if n := len(keepEvents(t, []byte("x\n\n"+tt.in+"\n"), Options{})); n != want {
			t.Errorf("%q: %d events of a file", tt.in, n)
		}
	}
}

// The header of a mail at the top is one; a text with a few such words, or in
// the middle of something else, is none, and what it holds is read as before.
func TestNoMail(t *testing.T) {
	for _, in := range []string{
		"Subject: x\nC: EHLO me\nS: 250 Ok\nC: VRFY ann\nS: 252 2.1.5 ok\n",
		"To: x\n\nC: EHLO me\nS: 250 Ok\nC: VRFY ann\nS: 252 2.1.5 ok\n",
		"hello\n\nFrom: x\nTo: y\n\nC: EHLO me\nS: 250 Ok\nC: VRFY ann\nS: 252 2.1.5 ok\n",
		"From: x\n2026-11-22T05:38:58.042702+00:00 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<a@b.example>, relay=m.example[192.0.2.1]:25, delay=3, delays=1/1/1/0, dsn=2.0.0, status=sent (250 Ok)\nC: VRFY ann\nS: 252 2.1.5 ok\n",
	} {
		n := 0
		for _, k := range keepEvents(t, []byte(in), Options{}) {
			if k.Kind == KindReply {
				n++
			}
		}
		if n != 2 {
			t.Errorf("%q: %d replies", in, n)
		}
	}
}

// What is kept of a message is bounded, whatever it is.
func TestMailBounds(t *testing.T) {
	var in bytes.Buffer
	in.WriteString("From: MAILER-DAEMON@example.net\nSubject: failure notice\n\nHi. This is the qmail-send program at example.net.\n\n")
	for i := range 40000 {
		fmt.Fprintf(&in, "<a%d@example.com>:\nRemote host said: 550 5.1.1 no %d\n\n", i, i)
	}
	list := keepEvents(t, in.Bytes(), Options{})
	if len(list) == 0 || len(list) > maxReports {
		t.Errorf("%d events", len(list))
	}
}

// seedMails gives the test mails.
func seedMails(f testing.TB) [][]byte {
	var list [][]byte
	for _, dir := range []string{"dsn", "bounce", "postfix-notice"} {
		paths, _ := filepath.Glob("../testdata/logs/" + dir + "/*.log")
		for _, p := range paths {
			b, err := os.ReadFile(p)
			if err != nil {
				f.Fatal(err)
			}
			list = append(list, b)
		}
	}
	return list
}

// Whatever stands in a mail, nothing breaks, and no code is told that does not
// stand there.
func FuzzMail(f *testing.F) {
	for _, b := range seedMails(f) {
		if len(b) < 8<<10 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, single := range []bool{false, true} {
			stats, err := Scan(bytes.NewReader(in), Options{Workers: 1, Single: single, Modified: modified}, func(e *Event) error {
				if e.Kind != KindReply || e.Reply.Code == 0 {
					return nil
				}
				lower := bytes.ToLower(in)
				if bytes.Contains(in, []byte("=")) || bytes.Contains(lower, []byte("base64")) || bytes.Contains(in, []byte("\\")) || bytes.Contains(in, []byte("&")) || bytes.Contains(in, []byte("<")) {
					return nil // it may stand there encoded
				}
				if !bytes.Contains(in, []byte(fmt.Sprint(e.Reply.Code))) {
					t.Errorf("code %d stands nowhere", e.Reply.Code)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			checkStats(t, &stats)
		}
	})
}

// How a mail is cut into reads and blocks, and who parses them, must not
// matter.
func TestMailChunks(t *testing.T) {
	for _, in := range seedMails(t) {
		want := scanAll(bytes.NewReader(in), Options{Workers: 1})
		same(t, "a byte a read", scanAll(iotest.OneByteReader(bytes.NewReader(in)), Options{Workers: 1}), want)
		same(t, "three workers", scanAll(iotest.HalfReader(bytes.NewReader(in)), Options{Workers: 3}), want)
	}
}

// benchmarkReturned is what comes back with a bounce: most of its bytes.
var benchmarkReturned = strings.Repeat("This is a line of the message that came back, and nobody reads it.\n", 60)

func BenchmarkBounces(b *testing.B) {
	var in []byte
	for _, m := range seedMails(b) {
		if bytes.HasPrefix(m, []byte("From ")) {
			m = bytes.ReplaceAll(m, []byte("Test message for"), []byte(benchmarkReturned))
			in = append(append(in, m...), "\n\n"...)
		}
	}
	in = bytes.Repeat(in, 1+(4<<20)/len(in))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Scan(bytes.NewReader(in), Options{Workers: 1, Modified: modified}, func(*Event) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
