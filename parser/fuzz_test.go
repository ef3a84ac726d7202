package parser

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzScan reads any input, with one worker and with three, whole and in
// pieces: all must give the same, and no code may be invented.
func FuzzScan(f *testing.F) {
	f.Add([]byte(newYearLog))
	f.Add([]byte("220 hello\r\nEHLO x\r\n250-a\r\n250 b\r\nQUIT\r\n221 bye\r\n"))
	f.Add([]byte("Nov 22 13:00:00 m postfix/smtpd[7]: > c[1.1.1.1]: 250-a\nNov 22 13:00:00 m postfix/smtpd[7]: < c[1.1.1.1]: AUTH LOGIN\n"))
	f.Add([]byte("{\"MESSAGE\":\"x\",\"SYSLOG_IDENTIFIER\":\"postfix/smtp\"}\r\rb\x00c"))
	f.Fuzz(func(t *testing.T, in []byte) {
		one := scanAll(bytes.NewReader(in), all)
		for _, l := range one.events {
			if strings.Contains(l, "code=1 ") {
				t.Fatal(l)
			}
		}
		opts := all
		opts.Workers = 3
		same(t, "three workers", scanAll(bytes.NewReader(in), opts), one)
		size := 1 + len(in)%7
		same(t, "pieces", scanAll(&cutReader{in, func() int { return size }}, all), one)
		stats, _ := Scan(bytes.NewReader(in), all, func(*Event) error { return nil })
		checkStats(t, &stats)
	})
}

// FuzzFrame peels the framing off any line: what it gives is part of the line,
// and the short way gives what the long way does.
func FuzzFrame(f *testing.F) {
	for _, tt := range frameTests {
		f.Add([]byte(tt.in))
	}
	lc := newLineContext(&Options{})
	f.Fuzz(func(t *testing.T, line []byte) {
		var fr frame
		fr.parse(line)
		for _, p := range [][]byte{fr.host, fr.program, fr.msg} {
			if !bytes.Contains(line, p) {
				t.Fatalf("%q is not in the line", p)
			}
		}
		if fr.stamp.HasDate() && (fr.stamp.Month > 12 || fr.stamp.Day < 1 || fr.stamp.Day > 31 || fr.stamp.Year < 0) {
			t.Fatalf("stamp %+v", fr.stamp)
		}
		lc.f.inner, lc.f.stream, lc.f.part = true, streamErr, true // as of the line before
		if lc.quick(line) != nil {
			if got, want := wholeFrame(&lc.f), wholeFrame(&fr); got != want {
				t.Fatalf("quick %q, long %q", got, want)
			}
		}
	})
}

// FuzzReply reads any text as a reply line and as a flattened reply: the code
// is that of its first three digits, every line of text is in it, in order,
// and reading what was read gives the same.
func FuzzReply(f *testing.F) {
	for _, s := range []string{"250 Ok", "550-5.1.1 a 550-5.1.1 b 550 5.1.1 c", "550-a 550", "550 5.1.1: x", "451-451 451-451 451", "550 #5.1.0 x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var lines [][]byte
		r, ok := parseFlat(in, &lines)
		l, okLine := parseReplyLine(in)
		if ok != okLine {
			t.Fatalf("flat %v, line %v", ok, okLine)
		}
		if !ok {
			return
		}
		if r.Code != l.code || r.Code < 100 || r.Code > 999 || !bytes.HasPrefix(in, []byte{byte('0' + r.Code/100), byte('0' + r.Code/10%10), byte('0' + r.Code%10)}) {
			t.Fatalf("code %d of %q", r.Code, in)
		}
		if len(r.Text) == 0 || len(r.Text) > MaxReplyLines {
			t.Fatalf("%d lines", len(r.Text))
		}
		rest := in
		for _, line := range r.Text {
			i := bytes.Index(rest, line)
			if i < 0 {
				t.Fatalf("%q is not in %q", line, rest)
			}
			rest = rest[i+len(line):]
		}
		if r.Enhanced != nil && (!bytes.Contains(in, r.Enhanced) || scanEnhanced(r.Enhanced) != len(r.Enhanced)) {
			t.Fatalf("enhanced %q", r.Enhanced)
		}
	})
}

// FuzzJSONLine unwraps any line: no panic, and a frame that is one.
func FuzzJSONLine(f *testing.F) {
	for _, s := range []string{
		`{"MESSAGE":"x","SYSLOG_IDENTIFIER":"postfix/smtp","_PID":"437","__REALTIME_TIMESTAMP":"1795325938042702"}`,
		`{"log":"Nov 22 05:38:58 mx1 postfix/smtp[437]: x\n","time":"2026-11-22T05:38:59Z"}`,
		`{"MESSAGE":[72,105,255],"a":{"b":[1,"\ud83d\ude00"]},"program":"p"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		var j jsonFrame
		var fr frame
		b := &Batch{}
		ok := j.parse(b, line, &fr)
		if !ok && !bytes.Equal(fr.msg, line) {
			t.Fatalf("message %q of a line that is none", fr.msg)
		}
		if fr.stamp.Year < 0 || fr.stamp.Year > 9999 || fr.stamp.Month > 12 || fr.stamp.Day > 31 {
			t.Fatalf("stamp %+v", fr.stamp)
		}
	})
}

// FuzzPostfix reads any message of a Postfix daemon: no panic, no invented
// code, and all that an event tells is in the line.
func FuzzPostfix(f *testing.F) {
	daemons := []string{"smtp", "smtpd", "cleanup", "postscreen", "qmgr", "local", "error", "lmtp"}
	for i, s := range []string{
		"5BAF1: to=<a@b>, relay=mx[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))",
		"NOQUEUE: reject: RCPT from c[192.0.2.1]: 554 5.7.1 a; from=<a@b> to=<c@d> proto=SMTP helo=<e>",
		"7C001: reject: header Subject: x from c[192.0.2.1]; from=<a@b> to=<c@d> proto=ESMTP helo=<e>: 5.7.1 no",
		"NOQUEUE: reject: RCPT from [192.0.2.1]:4567: 550 5.7.1 x; from=<a@b>, to=<c@d>, proto=ESMTP, helo=<e>",
		"5BAF2: from=<a@b>, status=expired, returned to sender",
		"> c[192.0.2.1]: 250-a",
		"warning: proxy 127.0.0.1:10024 rejected \"RCPT TO:<a@b>\": \"550 5.1.1 no\"",
		"warning: c[192.0.2.1]: SASL LOGIN authentication failed: x",
	} {
		f.Add(byte(i), []byte(s))
	}
	f.Fuzz(func(t *testing.T, which byte, msg []byte) {
		// One line: several may be one that was wrapped.
		msg = bytes.ReplaceAll(bytes.ReplaceAll(msg, []byte("\n"), nil), []byte("\r"), nil)
		d := daemons[int(which)%len(daemons)]
		line := append([]byte("Nov 22 05:38:58 mx1 postfix/"+d+"[7]: "), msg...)
		_, err := Scan(bytes.NewReader(line), Options{Workers: 1, Lines: true, Secrets: true, Modified: modified}, func(e *Event) error {
			if e.Kind == KindReply && e.Reply.Code != 0 && !codeStandsIn(msg, e.Reply.Code) {
				t.Fatalf("code %d is invented", e.Reply.Code)
			}
			for _, p := range append([][]byte{e.QueueID, e.Peer.Name, e.Peer.IP, e.Sender, e.Recipient, e.Reply.Enhanced, e.Diagnostic, e.DSN, e.Command.Arg}, e.Reply.Text...) {
				if !bytes.Contains(line, p) {
					t.Fatalf("%q is not in the line", p)
				}
			}
			_ = dump(e)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
