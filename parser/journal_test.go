package parser

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// journalEntry is an entry as the journal has it.
type journalEntry struct{ program, pid, message string }

var journalEntries = []journalEntry{
	{"systemd", "1", "Started something."},
	{"postfix/smtp", "437", "4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, delays=0.1/0/1/2.1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 \"no\" \\ way (in reply to RCPT TO command))"},
	{"postfix/smtpd", "438", "connect from client.example.net[192.0.2.9]"},
	{"postfix/smtpd", "438", "> client.example.net[192.0.2.9]: 220 mx1.example.net ESMTP"},
	{"postfix/smtpd", "438", "< client.example.net[192.0.2.9]: EHLO client.example.net"},
	{"postfix/smtpd", "438", "> client.example.net[192.0.2.9]: 250-mx1.example.net"},
	{"postfix/smtpd", "438", "> client.example.net[192.0.2.9]: 250 SIZE"},
	{"postfix/smtpd", "438", "disconnect from client.example.net[192.0.2.9] ehlo=1 commands=1"},
}

const journalMicros = 1795326726131491

// The journal's outputs of several lines give what one line an entry gives.
func TestJournalOutputs(t *testing.T) {
	var oneLine, export, verbose, pretty, jq, binaryExport bytes.Buffer
	for i, e := range journalEntries {
		at := journalMicros + i
		quoted := fmt.Sprintf("%q", e.message)
		fmt.Fprintf(&oneLine, `{"__REALTIME_TIMESTAMP":"%d","_HOSTNAME":"mx1","SYSLOG_IDENTIFIER":"%s","_PID":"%s","MESSAGE":%s}`+"\n", at, e.program, e.pid, quoted)
		fmt.Fprintf(&export, "__CURSOR=s=1;i=%x;t=%x\n__REALTIME_TIMESTAMP=%d\n_HOSTNAME=mx1\nSYSLOG_IDENTIFIER=%s\n_PID=%s\nMESSAGE=%s\n\n", i, at, at, e.program, e.pid, e.message)
		var size [8]byte
		binary.LittleEndian.PutUint64(size[:], uint64(len(e.message)+1))
		fmt.Fprintf(&binaryExport, "__CURSOR=s=1;i=%x;t=%x\n__REALTIME_TIMESTAMP=%d\n_HOSTNAME=mx1\nCOREDUMP\n\x0a\x00\x00\x00\x00\x00\x00\x00Nov 22 05:\nSYSLOG_IDENTIFIER=%s\n_PID=%s\nMESSAGE\n%s%s\n\n\n", i, at, at, e.program, e.pid, size[:], e.message)
		fmt.Fprintf(&verbose, "Sun 2026-11-22 06:52:06.131491 XYZ [s=5f20f698365d465bab9ea6188e21d147;i=%x;b=cbe3;m=13c;t=%x;x=71c]\n    SYSLOG_IDENTIFIER=%s\n    _PID=%s\n    MESSAGE=%s\n            another line of it\n    _HOSTNAME=mx1\n", i, at, e.program, e.pid, e.message)
		fmt.Fprintf(&pretty, "{\n\t\"_PID\" : \"%s\",\n\t\"_HOSTNAME\" : \"mx1\",\n\t\"MESSAGE\" : %s,\n\t\"OTHER\" : [\n\t\t{ \"a\" : \"}\" }\n\t],\n\t\"__REALTIME_TIMESTAMP\" : \"%d\",\n\t\"SYSLOG_IDENTIFIER\" : \"%s\"\n}\n", e.pid, quoted, at, e.program)
		if i == 0 {
			jq.WriteString("[\n")
		} else {
			jq.WriteString("  },\n")
		}
		fmt.Fprintf(&jq, "  {\n    \"_PID\": \"%s\",\n    \"_HOSTNAME\": \"mx1\",\n    \"MESSAGE\": %s,\n    \"__REALTIME_TIMESTAMP\": \"%d\",\n    \"SYSLOG_IDENTIFIER\": \"%s\"\n", e.pid, quoted, at, e.program)
	}
	jq.WriteString("  }\n]\n")

	read := func(in []byte, opts Options) []string {
		var list []string
		opts.Modified = modified
		stats, err := Scan(bytes.NewReader(in), opts, func(e *Event) error {
			if e.Kind < KindReply {
				return nil
			}
			_, rest, _ := strings.Cut(dump(e), " ")
			list = append(list, rest)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		checkStats(t, &stats)
		if stats.Unparsed != 0 {
			t.Errorf("%d lines not understood", stats.Unparsed)
		}
		return list
	}
	want := read(oneLine.Bytes(), Options{})
	if len(want) != 3 {
		t.Fatal(want)
	}
	for name, in := range map[string][]byte{
		"export": export.Bytes(), "export with binary fields": binaryExport.Bytes(), "verbose": verbose.Bytes(), "json-pretty": pretty.Bytes(), "jq": jq.Bytes(),
		"export, CRLF": bytes.ReplaceAll(export.Bytes(), []byte("\n"), []byte("\r\n")),
	} {
		for _, opts := range []Options{{Workers: 1}, {Workers: 3}, {Lines: true}} {
			if d := firstDifference(read(in, opts), want); d != "" {
				t.Errorf("%s: %s", name, d)
			}
		}
	}
}

// The event's line is that of the message.
func TestJournalLine(t *testing.T) {
	tests := []struct {
		in   string
		line int64
	}{
		{"__CURSOR=s=1\nSYSLOG_IDENTIFIER=postfix/smtp\nMESSAGE=connect to a.example[192.0.2.1]:25: no\nMESSAGE=x\n", 3},
		{"__CURSOR=s=1\nMESSAGE=4jXHtl37jt: to=<a@b.example>, relay=m.example[192.0.2.1]:25, delay=3, delays=1/1/1/0, dsn=2.0.0, status=sent (250 Ok)\nSYSLOG_IDENTIFIER=postfix/smtp\n", 2},
		{"{\n\"SYSLOG_IDENTIFIER\": \"postfix/smtp\",\n\"MESSAGE\": \"4jXHtl37jt: to=<a@b.example>, relay=m.example[192.0.2.1]:25, delay=3, delays=1/1/1/0, dsn=2.0.0, status=sent (250 Ok)\"\n}\n", 3},
	}
	for _, tt := range tests {
		var line int64
		for _, k := range keepEvents(t, []byte(tt.in), Options{}) {
			line = k.Line
			if !strings.Contains(string(k.Raw), "MESSAGE") {
				t.Errorf("%q", k.Raw)
			}
		}
		if line != tt.line {
			t.Errorf("%q: line %d, want %d", tt.in, line, tt.line)
		}
	}
}

// Objects that are no log lines, and texts that begin with a brace, are left
// alone, and what follows them is read.
func TestJournalNone(t *testing.T) {
	for _, in := range []string{
		"{\n  \"a\": 1\n}\nC: EHLO me\nS: 250 Ok\n",
		"{\nC: EHLO me\nS: 250 Ok\n",
		"__CURSOR=s=1\nC: EHLO me\nS: 250 Ok\n",
		"__CURSOR=s=1\nMESSAGE\n\xff\xff\xff\xff\xff\xff\xff\xff\nC: EHLO me\nS: 250 Ok\n",
	} {
		n := 0
		for _, k := range keepEvents(t, []byte(in), Options{}) {
			n += int(k.Kind / KindReply)
		}
		if n != 1 {
			t.Errorf("%q: %d replies", in, n)
		}
	}
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte("__CURSOR=s=1\nMESSAGE\n\x05\x00\x00\x00\x00\x00\x00\x00ab\ncd\nSYSLOG_IDENTIFIER=postfix/smtp\n\n"))
	f.Add([]byte("{\n\t\"MESSAGE\" : \"4jXHtl37jt: removed\",\n\t\"SYSLOG_IDENTIFIER\" : \"postfix/qmgr\"\n}\n"))
	f.Add([]byte("Sun 2026-11-22 05:51:59.805811 UTC [s=5f20f698365d465bab9ea6188e21d147;i=1;t=660d71363c973]\n    MESSAGE=x\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, lines := range []bool{false, true} {
			stats, err := Scan(bytes.NewReader(in), Options{Workers: 1, Lines: lines, Modified: modified}, func(*Event) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			checkStats(t, &stats)
		}
	})
}

func BenchmarkJournalExport(b *testing.B) {
	var in bytes.Buffer
	for i := 0; in.Len() < 4<<20; i++ {
		e := journalEntries[i%len(journalEntries)]
		fmt.Fprintf(&in, "__CURSOR=s=1;i=%x\n__REALTIME_TIMESTAMP=%d\n_BOOT_ID=cbe3b4dd1a81434186f5b97d47aa82bd\nPRIORITY=6\n_TRANSPORT=syslog\n_HOSTNAME=mx1\nSYSLOG_IDENTIFIER=%s\n_PID=%s\nMESSAGE=%s\n\n", i, journalMicros+i, e.program, e.pid, e.message)
	}
	b.SetBytes(int64(in.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Scan(bytes.NewReader(in.Bytes()), Options{Workers: 1, Modified: modified}, func(*Event) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
