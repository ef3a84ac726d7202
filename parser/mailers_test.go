package parser

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// mailers are the folders of test logs whose formats this file holds to what
// is promised of all.
var mailers = []string{
	"amavis", "courier", "courier-queue", "dma", "dma-queue", "dovecot", "exim-queue", "fortimail", "msmtp-log", "nullmailer", "opensmtpd", "opensmtpd-queue", "mox", "policyd",
	"postfix-queue", "qmail", "qpsmtpd", "recordio", "rspamd", "sendmail", "sendmail-queue", "sendmail-traffic", "ssmtp", "ssmtp-verbose",
}

// mailerLogs gives their test logs by path.
func mailerLogs(t testing.TB) map[string][]byte {
	t.Helper()
	logs := map[string][]byte{}
	for _, f := range mailers {
		paths, err := filepath.Glob("../testdata/logs/" + f + "/*.log")
		if err != nil || len(paths) == 0 {
			t.Fatalf("no test log of %s: %v", f, err)
		}
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			logs[strings.TrimPrefix(p, "../testdata/logs/")] = data
		}
	}
	return logs
}

// The events depend neither on the size of the reads, nor on the number of
// workers, nor on how lines end.
func TestMailersCuts(t *testing.T) {
	for name, log := range mailerLogs(t) {
		t.Run(name, func(t *testing.T) {
			want := scanAll(bytes.NewReader(log), Options{Workers: 1})
			same(t, "one byte a read", scanAll(iotest.OneByteReader(bytes.NewReader(log)), Options{Workers: 1}), want)
			same(t, "three workers", scanAll(bytes.NewReader(log), Options{Workers: 3}), want)
			long := bytes.Repeat(log, 1+(600<<10)/len(log))
			same(t, "several blocks, four workers", scanAll(bytes.NewReader(long), Options{Workers: 4}), scanAll(bytes.NewReader(long), Options{Workers: 1}))
		})
	}
}

// A line that breaks off anywhere is read as far as it goes: no panic, and no
// code that does not stand in it.
func TestMailersTorn(t *testing.T) {
	for name, log := range mailerLogs(t) {
		lines := bytes.Split(log, []byte("\n"))
		for i := 0; i < len(lines); i += 1 + len(lines)/10 {
			line := lines[i][:min(len(lines[i]), 500)]
			for n := range line {
				checkCodes(t, name, line[:n])
			}
		}
	}
}

// checkCodes scans log and tells codes that were invented.
func checkCodes(t testing.TB, name string, log []byte) {
	t.Helper()
	_, err := Scan(bytes.NewReader(log), Options{Workers: 1, Modified: modified}, func(e *Event) error {
		if e.Kind == KindReply && e.Origin == OriginUnknown {
			t.Errorf("%s: %q: a reply of nobody", name, log)
		}
		if e.Reply.Code != 0 && !bytes.Contains(log, []byte(strconv.Itoa(e.Reply.Code))) {
			t.Errorf("%s: %q: code %d", name, log, e.Reply.Code)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Passwords and what clients answer to a 334 are in no event.
func TestMailersSecrets(t *testing.T) {
	for name, log := range mailerLogs(t) {
		for _, secret := range []string{"AGFubgBTZXNhbWU=", "U2VzYW1lLU9wZW4hNDI=", "Sesame-Open!42", "AHVzZXIAcGFzc3dvcmQ=", "YWRvYmVhZG9iZQ=="} {
			if !bytes.Contains(log, []byte(secret)) {
				continue
			}
			_, err := Scan(bytes.NewReader(log), Options{Workers: 1, Lines: true, Modified: modified}, func(e *Event) error {
				if strings.Contains(dump(e), secret) {
					t.Errorf("%s: %s", name, dump(e))
				}
				if s := e.Secret; bytes.Contains(e.Raw, []byte(secret)) {
					if s.Empty() {
						s = FindSecret(e.Raw)
					}
					if bytes.Contains(Mask(nil, e.Raw, s), []byte(secret)) {
						t.Errorf("%s: not hidden: %s", name, e.Raw)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Lines of other programs and prose are none of these formats'.
func TestMailersLeaveAlone(t *testing.T) {
	for _, line := range []string{
		"delivery 9 boxes: failure: 550 apples",
		"to=<ann@example.com>, stat=550 apples",
		"From: <ann@example.com> to: <bob@example.com>",
		"smtp: 550 apples",
		"The host= said tls=on auth=off, 550 5.1.1",
		"12345 > 12000 apples",
		"ID: 550 5.1.1",
		"(reason: 550 5.1.1 no such user)",
		"Nov 22 05:30:04 mx1 kernel: [12.5] eth0: 550 5.1.1 packets",
		"Nov 22 05:30:04 mx1 CRON[811]: (root) CMD (echo 550 5.1.1)",
		"Nov 22 05:30:04 mx1 amavis[811]: (00811-01) Passed CLEAN, size: 452, 550 ms",
		"Nov 22 05:30:04 mx1 dovecot: imap-login: Login: user=<ann>, mpid=550, 451 ms",
		"Nov 22 05:30:04 mx1 sm-mta[811]: 6AM5Tvn3002041: from=<a@b.org>, size=550, class=0, nrcpts=1, msgid=<1@b.org>, relay=localhost [127.0.0.1]",
		"Nov 22 05:30:04 mx1 smtpd[98]: 36df991e2d4857c8 smtp message msgid=a0a7d08b size=550 nrcpt=1 proto=ESMTP",
	} {
		for _, k := range keepEvents(t, []byte(line+"\n"), Options{}) {
			if k.Kind >= KindReply {
				t.Errorf("%q gives %s", line, dump(&k.Event))
			}
		}
	}
}

// FuzzMailers gives the formats any input: it must not depend on the workers,
// and no code may be invented.
func FuzzMailers(f *testing.F) {
	for _, log := range mailerLogs(f) {
		for at := 0; at < len(log) && at < 6000; at += 2000 {
			f.Add(log[at:min(len(log), at+2000)])
		}
	}
	f.Fuzz(func(t *testing.T, log []byte) {
		checkCodes(t, "fuzz", log)
		one := scanAll(bytes.NewReader(log), Options{Workers: 1})
		same(t, "three workers", scanAll(bytes.NewReader(log), Options{Workers: 3}), one)
	})
}

// BenchmarkMailers reads each test log, repeated to 4 MiB.
func BenchmarkMailers(b *testing.B) {
	for name, log := range mailerLogs(b) {
		long := bytes.Repeat(log, 1+(4<<20)/len(log))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(long)))
			b.ReportAllocs()
			for range b.N {
				if _, err := Scan(bytes.NewReader(long), Options{Workers: 1, Modified: modified}, func(*Event) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
