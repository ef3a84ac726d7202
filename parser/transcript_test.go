package parser

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// told gives the replies of an input, one a line: line, format, phase, code,
// enhanced code, number of lines, and "again" for a retelling.
func toldBy(t testing.TB, in string, opts Options) string {
	t.Helper()
	var out strings.Builder
	if _, err := Scan(strings.NewReader(in), opts, func(e *Event) error {
		if e.Kind != KindReply {
			return nil
		}
		name := "?"
		if e.Format != nil {
			name = e.Format.Name
		}
		fmt.Fprintf(&out, "%d %s", e.Line, name)
		for _, s := range []string{e.Phase.String(), fmt.Sprint(e.Reply.Code), string(e.Reply.Enhanced)} {
			if s != "" {
				out.WriteString(" " + s)
			}
		}
		if len(e.Reply.Text) > 1 {
			fmt.Fprintf(&out, " x%d", len(e.Reply.Text))
		}
		if e.Retold {
			out.WriteString(" again")
		}
		out.WriteByte('\n')
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var transcriptTests = []struct {
	name, in, want string
	single         bool
}{
	{"telnet", "Trying 192.0.2.1...\nConnected to mx.example.org.\nEscape character is '^]'.\n220 mx.example.org ESMTP\nVRFY ann\n252 2.1.5 maybe\nXYZZY plugh\n500 5.5.2 what\nQUIT\n221 2.0.0 bye\nConnection closed by foreign host.\n",
		"4 transcript connect 220\n6 transcript vrfy 252 2.1.5\n8 transcript other 500 5.5.2\n10 transcript quit 221 2.0.0\n", false},
	{"refused at once", "Trying 192.0.2.1...\nConnected to mx.example.org.\n554 5.7.1 go away\n", "3 transcript connect 554 5.7.1\n", false},
	{"without an opening", "EHLO me.example.net\n250-mx.example.org\n250 HELP\n", "2 transcript ehlo 250 x2\n", false},
	{"server only", "220 mx.example.org ESMTP\n250-mx\n250 HELP\n250 2.1.0 ok\n550 5.1.1 no\n",
		"1 transcript connect 220\n2 transcript 250 x2\n4 transcript 250 2.1.0\n5 transcript 550 5.1.1\n", false},
	{"body like replies", "220 mx.example.org ESMTP\nDATA\n354 go\n250 apples\n550 5.1.1 pears\n.\n250 2.0.0 queued\n",
		"1 transcript connect 220\n3 transcript data 354\n7 transcript message 250 2.0.0\n", false},
	{"C and S", "S: 220 a.b ESMTP\nC: RCPT TO:<x@y>\nS: 550-5.1.1 no\nS: 550 5.1.1 really\nC: DATA\nS: 354 go\nC: 250 in the body\nC: .\nS: 250 ok\n",
		"1 transcript connect 220\n3 transcript rcpt 550 5.1.1 x2\n6 transcript data 354\n9 transcript message 250\n", false},
	{"RFC 821 letters", "S: MAIL FROM:<a@b>\nR: 250 OK\nS: RCPT TO:<c@d>\nR: 550 No such user\n", "2 transcript mail 250\n4 transcript rcpt 550\n", false},
	{"words and times", "05:53:30 SERVER> 220 a.b ESMTP\n05:53:30 CLIENT> EHLO x\n05:53:31 SERVER> 250 hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n", false},
	{"date and label", "2026-11-22 05:53:30 S: 220 a.b ESMTP\n2026-11-22 05:53:30 C: EHLO x\n2026-11-22 05:53:30 S: 250 hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n", false},
	{"arrows to the server", "<- 220 a.b ESMTP\n-> EHLO x\n<- 250 hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n", false},
	{"arrows from the server", "-> 220 a.b ESMTP\n<- EHLO x\n-> 250 hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n", false},
	{"pipelining", ">>> MAIL FROM:<a@b>\n>>> RCPT TO:<c@d>\n>>> DATA\n<<< 250 ok\n<<< 550 no\n<<< 503 no\n", "4 transcript mail 250\n5 transcript rcpt 550\n6 transcript data 503\n", false},
	{"torn", "S: 354 go\nC: Subject: x\nC: 550 in the body\nC: .\nS: 250 2.0.0 ok\nC: QUIT\nS: 221-so lo", "1 transcript 354\n5 transcript message 250 2.0.0\n7 transcript quit 221\n", false},
	{"two conversations", "S: 220 a.b ESMTP\nC: QUIT\nS: 221 bye\nS: 220 c.d ESMTP\nC: HELO x\nS: 250 hi\n", "1 transcript connect 220\n3 transcript quit 221\n4 transcript connect 220\n6 transcript ehlo 250\n", false},
	{"telnet, then labels", "220 a.b ESMTP\nHELO x\n250 hi\nS: 220 c.d ESMTP\nC: HELO x\nS: 250 hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n4 transcript connect 220\n6 transcript ehlo 250\n", false},
	{"swaks", "=== Trying mx:25...\n=== Connected to mx.\n<-  220 a.b ESMTP\n -> EHLO x\n<** 550 5.7.1 no\n=== Connection closed with remote host.\n", "3 swaks connect 220\n5 swaks ehlo 550 5.7.1\n", false},
	{"swaks, hidden", "<** 550 5.1.1 no\n -> QUIT\n<-  221 2.0.0 bye\n", "1 swaks 550 5.1.1\n3 swaks quit 221 2.0.0\n", false},
	{"curl", "* Connected to a.b (192.0.2.1) port 25\n< 220 a.b ESMTP\r\n> EHLO x\r\n< 250 hi\r\n", "2 curl connect 220\n4 curl ehlo 250\n", false},
	{"curl trace", "== Info: Connected to a.b (192.0.2.1) port 25\n<= Recv header, 14 bytes (0xe)\n0000: 220 a.b ESMTP\n=> Send header, 12 bytes (0xc)\n0000: VRFY x\n<= Recv header, 90 bytes (0x5a)\n0000: 550 5.1.1 <nosuch@relay.example.com>: Recipient address rejected\n0040: : unknown\n",
		"3 curl connect 220\n7 curl vrfy 550 5.1.1\n", false},
	{"smtplib", "send: 'rcpt TO:<a@b>\\r\\n'\nreply: b'550 5.1.1 no\\r\\n'\nreply: retcode (550); Msg: b'5.1.1 no'\nsmtplib.SMTPRecipientsRefused: {'a@b': (550, b'5.1.1 no'), 'c@d': (451, b'4.2.0 wait\\n4.2.0 long')}\n",
		"2 python-smtplib rcpt 550 5.1.1\n4 python-smtplib rcpt 550 5.1.1 again\n4 python-smtplib rcpt 451 4.2.0 x2\n", false},
	{"smtplib, message in one", "send: 'data\\r\\n'\nreply: b'354 go\\r\\n'\nsend: b'Subject: x\\r\\n\\r\\n250 x\\r\\n.\\r\\n'\nreply: b'250 2.0.0 ok\\r\\n'\n", "2 python-smtplib data 354\n4 python-smtplib message 250 2.0.0\n", false},
	{"traceback", "Traceback (most recent call last):\nSMTPSenderRefused: (530, '5.7.0 log in', u'me@x')\n", "2 python-smtplib mail 530 5.7.0\n", false},
	{"Net::SMTP in Perl", "Net::SMTP>>> Net::SMTP(3.14)\nNet::SMTP=GLOB(0x55)<<< 220 a.b ESMTP\nNet::SMTP=GLOB(0x55)>>> EHLO x\nNet::SMTP::_SSL=GLOB(0x55)<<< 250 hi\n", "2 perl-net-smtp connect 220\n4 perl-net-smtp ehlo 250\n", false},
	{"Net::SMTP in Ruby", "Connection opened: a.b:25\n-> \"220 a.b ESMTP\\r\\n\"\n<- \"QUIT\\r\\n\"\n-> \"221 bye\\r\\n\"\nx.rb:1:in `check': 221 bye (Net::SMTPUnknownError)\n", "2 ruby-net-smtp connect 220\n4 ruby-net-smtp quit 221\n5 ruby-net-smtp 221 again\n", false},
	{"Exim's debugging, a line that begins as its marks do", "  SMTP>> EHLO x\n  SMTP<< 250-a.b\n         250 SMTPUTF8\n  SMTP>> NOOP\n  SMTP<< 250 ok\n", "2 exim-verbose ehlo 250 x2\n5 exim-verbose noop 250\n", false},
	{"openssl", "CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = x\n   i:CN = x\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n---\n250 SMTPUTF8\nread R BLOCK\n250 2.1.0 Ok\n", "8 openssl 250\n10 openssl 250 2.1.0\n", false},
	{"Exim's test client", "Connecting to 192.0.2.1 port 25 ... connected\n??? 220\n<<< 220 a.b ESMTP\n>>> EHLO x\n????250\n>>> MAIL FROM:<a@b>\n??? 250\n<<< 250 OK\nEnd of script\n", "3 exim-test connect 220\n8 exim-test mail 250\n", false},
	{"early client", "Connecting to 192.0.2.1 port 25 ... connected\n>>> EHLO x\n??? 220\n<<< 220 a.b ESMTP\n<<< 250 hi\n", "4 exim-test connect 220\n5 exim-test ehlo 250\n", false},
	{"a typescript", "Script started on 2026-11-22\nConnected to a.b.\r\r\n\x1b[1m220 a.b ESMTP\x1b[0m\r\r\nHELL\bO x\r\r\n250 hi\r\r\n", "3 transcript connect 220\n5 transcript ehlo 250\n", false},
	{"a notice", " Out: 220 a.b ESMTP\n In:  HELO x\n Out: 250 hi\n", "1 transcript connect 220\n3 transcript ehlo 250\n", false},
	{"a mail that quotes a notice", "Received: by a.b\nSubject: errors\n\n Out: 220 a.b ESMTP\n In:  HELO x\n Out: 250 hi\n", "", false},
	{"LMTP", "<-  220 a.b LMTP\n -> LHLO x\n<-  250 hi\n -> MAIL FROM:<a@b>\n<-  250 ok\n -> RCPT TO:<c@d>\n<-  250 ok\n -> RCPT TO:<e@f>\n<-  250 ok\n -> DATA\n<-  354 go\n -> .\n<-  250 saved\n<** 552 full\n",
		"1 swaks connect 220\n3 swaks ehlo 250\n5 swaks mail 250\n7 swaks rcpt 250\n9 swaks rcpt 250\n11 swaks data 354\n13 swaks message 250\n14 swaks message 552\n", false},

	{"one reply", "550 5.1.1 no such user", "1 transcript 550 5.1.1\n", true},
	{"one greeting-like reply", "220 2.0.0 Ready to start TLS", "1 transcript 220 2.0.0\n", true},
	{"one labelled line", "S: 250 ok", "1 transcript 250\n", true},
	{"reply lines", "550-5.7.1 a\n550 5.7.1 b\n", "1 transcript 550 5.7.1 x2\n", true},

	{"prose", "I bought\n250 apples and\n550 pears.\nThe 220 volts are\n354 kilometres away.\n", "", false},
	{"a list of codes", "220 Service ready\n221 Closing\n250 Okay\n354 Start\n550 5.1.1 Unknown\n", "", false},
	{"a mail", "Received: from a by b\nSubject: bounce\n\n550 5.1.1 in a bounce text\n250 apples\n220 mx.example.org ESMTP\n250 2.0.0 ok\n", "", false},
	{"a diff", "3c3\n< 250 apples\n---\n> 250 pears\n", "", false},
	{"quoted mail", "> 250 apples\n> 550 pears\n> 221 bye\n", "", false},
	{"CSV", "code,n\n250,1\n550,2\n", "", false},
	{"source", "S: 250 apples\ncase 550:\n\treturn 250 // ok\n", "", false},
	{"HTTP", "Trying 192.0.2.1...\nConnected to a.b.\nGET / HTTP/1.1\nHTTP/1.1 200 OK\n", "", false},
	{"HTTP with curl", "* Connected to a.b (192.0.2.1) port 80\n> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n250 apples\n", "", false},
	{"HTTP with openssl", "CONNECTED(00000003)\nHTTP/1.1 200 OK\n250 apples\n", "", false},
	{"FTP", "Connected to a.b.\n220 (vsFTPd 3.0.3)\n", "", false},
}

func TestTranscripts(t *testing.T) {
	for _, tt := range transcriptTests {
		t.Run(tt.name, func(t *testing.T) {
			got := toldBy(t, tt.in, Options{Workers: 1, Single: tt.single})
			if got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// TestTranscriptCuts holds that neither the pieces in which the input comes
// nor the number of workers change the events, and that an input cut anywhere
// is read.
func TestTranscriptCuts(t *testing.T) {
	all := func(r io.Reader, workers int) string {
		var out strings.Builder
		opts := Options{Workers: workers, Lines: true, Dialogue: true}
		if _, err := Scan(r, opts, func(e *Event) error {
			fmt.Fprintf(&out, "%d %d %v %v %v %d %q %q %v %v\n", e.Line, e.Kind, e.Phase, e.Dialogue, e.Format != nil, e.Reply.Code, e.Reply.Text, e.Raw, e.Secret, e.Time)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, tt := range transcriptTests {
		want := all(strings.NewReader(tt.in), 1)
		if got := all(iotest.OneByteReader(strings.NewReader(tt.in)), 1); got != want {
			t.Errorf("%s, byte by byte:\n%swant\n%s", tt.name, got, want)
		}
		if got := all(iotest.OneByteReader(strings.NewReader(tt.in)), 4); got != want {
			t.Errorf("%s, four workers:\n%swant\n%s", tt.name, got, want)
		}
		for i := range tt.in {
			all(strings.NewReader(tt.in[:i]), 1)
			all(strings.NewReader(tt.in[i:]), 1)
		}
		// Every line comes out once, in order.
		lines := 0
		if _, err := Scan(strings.NewReader(tt.in), Options{Workers: 1, Lines: true}, func(e *Event) error {
			if e.Raw != nil {
				lines++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if want := strings.Count(strings.TrimSuffix(tt.in, "\n"), "\n") + 1; lines != want {
			t.Errorf("%s: %d lines came out of %d", tt.name, lines, want)
		}
	}
}

func TestTranscriptSecrets(t *testing.T) {
	for _, in := range []string{
		"220 a.b ESMTP\nAUTH LOGIN\n334 VXNl\nc2VjcmV0\n235 ok\n",
		"S: 220 a.b ESMTP\nC: AUTH PLAIN c2VjcmV0\nS: 235 ok\n",
		" -> AUTH LOGIN\n<-  334 Password:\n -> c2VjcmV0\n<-  235 2.7.0 ok\n",
		"send: 'AUTH PLAIN c2VjcmV0\\r\\n'\nreply: b'235 ok\\r\\n'\n",
		"<- \"AUTH LOGIN\\r\\n\"\n-> \"334 VXNl\\r\\n\"\n<- \"c2VjcmV0\\r\\n\"\n-> \"235 ok\\r\\n\"\n",
		"Net::SMTP=GLOB(0x5)>>> AUTH X\nNet::SMTP=GLOB(0x5)<<< 334 x\nNet::SMTP=GLOB(0x5)>>> (decoded) c2VjcmV0\nNet::SMTP=GLOB(0x5)>>> c2VjcmV0\n",
	} {
		for _, lines := range []bool{false, true} {
			found := false
			if _, err := Scan(strings.NewReader(in), Options{Workers: 1, Dialogue: true, Lines: lines}, func(e *Event) error {
				shown := Mask(nil, e.Raw, e.Secret)
				if !e.Secret.Empty() {
					found = true
				} else if e.Command.Verb == "AUTH" && e.Kind == KindCommand && len(e.Command.Arg) > 6 {
					found = true
					shown = nil // the argument is shown, not the line
				}
				if bytes.Contains(shown, []byte("c2VjcmV0")) || bytes.Contains(e.Command.Arg, []byte("c2VjcmV0")) {
					t.Errorf("%q: %q shown", in, shown)
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if !found {
				t.Errorf("%q: no secret marked", in)
			}
		}
	}
}

func TestTranscriptTLSAndPeer(t *testing.T) {
	opening := "=== Trying 192.0.2.1:587...\n=== Connected to 192.0.2.1.\n=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256\n"
	curl := "*   Trying 192.0.2.1:587...\n* Connected to 192.0.2.1 (192.0.2.1) port 587 (#0)\n" + strings.Repeat("* TLSv1.3 (IN), TLS handshake, Certificate (11):\n{ [2580 bytes data]\n", 4) +
		"* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384\n" + strings.Repeat("*  subject: CN=a.b\n", 5)
	for _, in := range []string{
		opening + "<~  220 a.b ESMTP\n",
		opening + strings.Repeat("=== TLS peer[0]   subject=[/CN=a.b]\n", 5) + "<~  220 a.b ESMTP\n",
		curl + "< 220 a.b ESMTP\n",
	} {
		replies := 0
		if _, err := Scan(strings.NewReader(in), Options{Workers: 1}, func(e *Event) error {
			replies++
			if string(e.TLS.Version) != "TLSv1.3" || string(e.TLS.Cipher) != "TLS_AES_256_GCM_SHA384" || string(e.Peer.IP) != "192.0.2.1" || e.Peer.Port != 587 || e.Origin != OriginWire {
				t.Errorf("%q: got TLS %s %s, peer %s:%d, origin %v", in, e.TLS.Version, e.TLS.Cipher, e.Peer.IP, e.Peer.Port, e.Origin)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if replies != 1 {
			t.Errorf("%q: %d replies, want 1", in, replies)
		}
	}
}

func TestPlainText(t *testing.T) {
	b := &Batch{}
	for in, want := range map[string]string{
		"250 ok\r":             "250 ok",
		"HELX\b \bO x":         "HELO x",
		"\x1b[31m220 a\x1b[0m": "220 a",
		"\x1b]0;title\x07QUIT": "QUIT",
		"abc\x1b[2D\x1b[KX":    "aX",
		"\b\b\x1b":             "",
		"a\tb":                 "a\tb",
		"RSET\x1b[":            "RSET",
		"old line\rnew line\r": "new line",
	} {
		if got := string(plainText(b, []byte(in))); got != want {
			t.Errorf("plainText(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzTranscript(f *testing.F) {
	for _, tt := range transcriptTests {
		f.Add([]byte(tt.in), tt.single)
	}
	for i := range clientStyles {
		st := &clientStyles[i]
		f.Add([]byte(strings.Join(st.show(sample), "")), false)
		f.Add([]byte(interleaved(st.show(sample), st.show(sampleLMTP))), false)
	}
	for _, tt := range clientTests {
		f.Add([]byte(tt.in), true)
	}
	f.Fuzz(func(t *testing.T, in []byte, single bool) {
		lines := 0
		st, err := Scan(bytes.NewReader(in), Options{Workers: 1, Single: single, Lines: true}, func(e *Event) error {
			if e.Raw != nil {
				lines++
			}
			if e.Kind == KindReply && e.Reply.Code != 0 && !bytes.Contains(in, fmt.Append(nil, e.Reply.Code)) {
				t.Errorf("code %d does not stand in %q", e.Reply.Code, in)
			}
			return nil
		})
		if err != nil || int64(lines) > st.Lines {
			t.Errorf("%v, %d lines out of %d", err, lines, st.Lines)
		}
		checkStraight(t, in, single)
	})
}

func benchTranscript(b *testing.B, in string) {
	in = strings.Repeat(in, 1+8<<20/len(in))
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for range b.N {
		if _, err := Scan(strings.NewReader(in), Options{Workers: 1}, func(*Event) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTranscript(b *testing.B) {
	cs := "S: 220 mx.example.org ESMTP Postfix\nC: EHLO client.example.net\nS: 250-mx.example.org\nS: 250-PIPELINING\nS: 250-SIZE 52428800\nS: 250 SMTPUTF8\nC: MAIL FROM:<me@example.net>\nS: 250 2.1.0 Ok\nC: RCPT TO:<ann@example.org>\nS: 250 2.1.5 Ok\nC: DATA\nS: 354 End data with <CR><LF>.<CR><LF>\n" +
		strings.Repeat("C: A line of text in the message, about as long as lines are in mails.\n", 20) + "C: .\nS: 250 2.0.0 Ok: queued as 4024A88F08D7\nC: QUIT\nS: 221 2.0.0 Bye\n"
	swaks := strings.NewReplacer("S: ", "<-  ", "C: ", " -> ").Replace(cs)
	bare := strings.NewReplacer("S: ", "", "C: ", "").Replace(cs)
	b.Run("labels", func(b *testing.B) { benchTranscript(b, cs) })
	b.Run("swaks", func(b *testing.B) { benchTranscript(b, swaks) })
	b.Run("bare", func(b *testing.B) { benchTranscript(b, bare) })
	b.Run("prose", func(b *testing.B) {
		benchTranscript(b, "Nothing of all this is a conversation, it is only text that somebody wrote.\n")
	})
}
