package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A skeleton loads as soon as its words are filled in, finds its own reply then, and
// is told apart from what is built in.
func TestNewEntryIsReadyToFillIn(t *testing.T) {
	filled := strings.NewReplacer(`title = ""`, `title = "T"`, `meaning = ""`, `meaning = "M."`, `when = ""`, `when = "W."`, `fix = [""]`, `fix = ["F."]`)
	for _, c := range []struct{ text, stdin, want string }{
		{text: "550 5.7.1 Mail from 192.0.2.7 refused by our gateway id=4XyZ12abC9; wait 30 minutes", want: `match = ["Mail from {ip} refused by our gateway id=*"]`},
		{text: "Our gateway does not know <bob@example.com> (\"x\\y\" {z} *)", want: `match = ["Our gateway does not know {addr} (\"x\\\\y\" \\{z} \\*)"]`},
		{text: "-", stdin: "550-5.7.1 first line of our gateway\r\n550 5.7.1 second line of it\r\n", want: `reply = "550-5.7.1 first line of our gateway\n550 5.7.1 second line of it"`},
		{stdin: "Nov 22 05:45:14 mx1 postfix/smtp[199]: F34E187: to=<eve@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=0.5, delays=0.1/0/0.1/0.3, " +
			"dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 552 5.2.0 our gateway says no to you (in reply to RCPT TO command))", want: `after = "RCPT"`},
		{stdin: "Nov 22 05:45:45 mx1 postfix/smtp[201]: F34E188: to=<tim@example.net>, relay=none, delay=30, delays=0.1/0/30/0, dsn=4.4.1, " +
			"status=deferred (connect to mx.example.net[192.0.2.3]:25: Strange thing happened)", want: `text = "connect to mx.example.net[192.0.2.3]:25: Strange thing happened"`},
	} {
		args := []string{"catalog", "new"}
		if c.text != "" {
			args = append(args, c.text)
		}
		skeleton, stderr, status := runProgram(strings.NewReader(c.stdin), args...)
		if status != exitDone || !strings.Contains(skeleton, c.want+"\n") && !strings.Contains(skeleton, c.want+"  #") {
			t.Errorf("%q: exit status %d, %s\ngot %s\nwant %s", c.text+c.stdin, status, stderr, skeleton, c.want)
			continue
		}
		file := filepath.Join(t.TempDir(), "new.toml")
		if err := os.WriteFile(file, []byte(filled.Replace(skeleton)), 0o600); err != nil {
			t.Fatal(err)
		}
		if stdout, stderr, status := runProgram(strings.NewReader(""), "catalog", "verify", file); status != exitDone {
			t.Errorf("%q: verify gives %d, %s%s\n%s", c.text+c.stdin, status, stdout, stderr, skeleton)
		}
		if err := os.WriteFile(file, []byte(skeleton), 0o600); err != nil {
			t.Fatal(err)
		}
		if stdout, _, status := runProgram(strings.NewReader(""), "catalog", "verify", file); status != exitNothing || !strings.Contains(stdout, "has no meaning") {
			t.Errorf("%q: an empty skeleton verifies: %d, %s", c.text+c.stdin, status, stdout)
		}
	}
	if _, _, status := runProgram(strings.NewReader(" \n"), "catalog", "new"); status != exitNothing {
		t.Errorf("nothing to read: exit status %d", status)
	}
}
