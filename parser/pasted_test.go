package parser

import (
	"fmt"
	"strings"
	"testing"
)

// What stands before a line of a log is taken off only where a line of a log
// stands behind it.
func TestBehindPaste(t *testing.T) {
	const line = "Nov 22 05:38:58 mx1 postfix/smtp[437]: text"
	for _, c := range []struct{ in, want string }{
		{"    " + line, line},
		{"\t" + line, line},
		{"> > " + line, line},
		{">" + line, line},
		{"* " + line, line},
		{"  - " + line, line},
		{"```" + line, line},
		{"// " + line, line},
		{"# " + line, line},
		{"| " + line, line},
		{line, ""},
		{"-> " + line, ""},
		{"**" + line + "**", ""},
		{"--- " + line, ""},
		{"/var/log/mail.log: " + line, ""},
		{"#Fields: date-time,connector-id,session-id", ""},
		{"   (host mx.example.com said: 550 5.1.1)", ""},
		{"> 550 5.1.1 no", ""},
		{"    ", ""},
		{"", ""},
	} {
		if got := string(behindPaste([]byte(c.in))); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

// A string may stand behind such marks; what only looks like one of them is none
// before a string either.
func TestMarksBefore(t *testing.T) {
	const words = "delivery 9: deferral: text"
	for _, marks := range []string{"", "> ", "> > ", "  * ", "# ", "// ", "| ", "```", `"`, "\t'", "; ", "> '", "- \"", "  // `"} {
		if got := marksBefore([]byte(marks + words)); got != len(marks) {
			t.Errorf("%q: %d", marks, got)
		}
	}
	for _, lead := range []string{"-> ", "**", "--- ", "/var/log ", "#! "} {
		if got := marksBefore([]byte(lead + words)); got != 0 {
			t.Errorf("%q: %d", lead, got)
		}
	}
}

// repliesOf gives the replies of an input: line, code, enhanced code, phase and
// format of each.
func repliesOf(t *testing.T, input string) string {
	t.Helper()
	var all []string
	_, err := Scan(strings.NewReader(input), Options{Workers: 1, Modified: modified}, func(e *Event) error {
		if e.Kind == KindReply {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%d:%d %s", e.Line, e.Reply.Code, e.Phase)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, ", ")
}

// What loggers and servers put before the lines of a conversation is no part of
// it.
func TestLeadsOfServers(t *testing.T) {
	talk := []string{"220 mx.example.org ESMTP", "EHLO me.example.net", "250-mx.example.org", "250 SIZE", "RCPT TO:<ann@example.org>", "550 5.1.1 no such user"}
	with := func(server, client string) string {
		var b strings.Builder
		for _, l := range talk {
			mark := client
			if isDigit(l[0]) {
				mark = server
			}
			b.WriteString(mark + l + "\n")
		}
		return b.String()
	}
	const want = "1:220 connect, 3:250 ehlo, 6:550 rcpt"
	for _, c := range []struct{ name, server, client string }{
		{"MDaemon", "Sun 2026-11-22 05:38:58: <-- ", "Sun 2026-11-22 05:38:58: --> "},
		{"MDaemon, its server", " Sun 2026-11-22 05:38:58: --> ", " Sun 2026-11-22 05:38:58: <-- "},
		{"Ruby's logger", "[smtp.1:2655] [2026-11-22T05:38:58.065] DEBUG -- : [WU1J8O] => ", "[smtp.1:2655] [2026-11-22T05:38:58.067] DEBUG -- : [WU1J8O] <= "},
		{"SmarterMail", "05:38:58 [192.0.2.9][41217] rsp: ", "05:38:58 [192.0.2.9][41217] cmd: "},
		{"a program's name", "22.11.26 05:38:58 smtp: ", "22.11.26 05:38:58 smtp: "},
		{"a program's name, four digits", "22.11.2026 05:38:58 smtp: ", "22.11.2026 05:38:58 smtp: "},
	} {
		if got := repliesOf(t, with(c.server, c.client)); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
	}
	for _, clean := range []string{
		"Sun 2026-11-22 05:38:58: 250 files were kept\nSun 2026-11-22 05:38:59: 550 were not\n",
		"22.11.26 05:38:58 backup: 250 files\n22.11.26 05:38:59 backup: MAIL the report\n22.11.26 05:39:00 backup: 550 kept\n",
		"05:38:58 [192.0.2.9][41217] got: 250 bytes\n05:38:59 [192.0.2.9][41217] put: 550 bytes\n",
		"[job.1:2655] [2026-11-22T05:38:58.065] DEBUG -- : [WU1J8O] 250 rows\n",
	} {
		if got := repliesOf(t, clean); got != "" {
			t.Errorf("%q: %s", clean, got)
		}
	}
}

// The answer to a challenge is no less a secret where Haraka tells which plugin
// got it.
func TestHarakaPluginSecret(t *testing.T) {
	const in = `[INFO] [4384CC9C-A6A5-4301-8DC4-E6897F7B4E0E] [core] hook=unrecognized_command plugin=auth/flat_file function=hook_unrecognized_command params="Ym9iIDAxMjM0NTY3" retval=OK msg=""
[INFO] [4384CC9C-A6A5-4301-8DC4-E6897F7B4E0E] [core] hook=unrecognized_command plugin=auth/flat_file function=hook_unrecognized_command params="AUTH" retval=OK msg=""
`
	var lines []string
	_, err := Scan(strings.NewReader(in), Options{Workers: 1, Lines: true}, func(e *Event) error {
		lines = append(lines, string(Mask(nil, e.Raw, e.Secret)))
		return nil
	})
	if err != nil || len(lines) != 2 {
		t.Fatal(err, lines)
	}
	if strings.Contains(lines[0], "Ym9i") || !strings.Contains(lines[1], `"AUTH"`) {
		t.Error(strings.Join(lines, "\n"))
	}
}
