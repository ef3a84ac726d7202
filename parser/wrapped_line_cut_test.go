package parser

import (
	"strings"
	"testing"
)

// A line that merely looks cut, and tells nothing, is none that nobody knew,
// whatever stands behind it; one that nobody knows stays one.
func TestLooksCut(t *testing.T) {
	const log = "Nov 22 05:45:13 mx1 "
	const more = log + "postfix/qmgr[3]: 4jXHtl37jt: removed"
	for _, tt := range []struct {
		name, line string
		unknown    int64
	}{
		{"a command's", log + `postfix/local[9]: 4jXHtl37jt: to=<ann@example.com>, relay=local, delay=0.1, dsn=2.0.0, status=sent (delivered to command: procmail -a "$EXT`, 0},
		{"a pipe's", log + "postfix/pipe[9]: 4jXHtl37jt: to=<ann@example.com>, relay=dovecot, delay=0.1, dsn=2.0.0, status=sent", 0},
		{"a client's fields", "2026-11-22 05:42:21 H=mx.example.net [192.0.2.7]", 0},
		{"a delivery without stat=", log + "sendmail[9]: 6AM5Tms4000167: to=<ann@example.com>, delay=00:00:03, mailer=local, pri=30374", 0},
		{"a program's own words", log + "qmail: 1795325838.061512 delivery 7: success: lda_done", 0},
		{"another's", "@400000005f0000000000abcd delivery 12: success: wrote_it", 0},
		{"a head", log + "postfix/smtp[9]: 4jXHtl37jt:", 1},
		{"what nobody knows", log + "postfix/smtp[9]: 4jXHtl37jt: host mx.example.net[192.0.2.7] said nothing", 1},
	} {
		for _, s := range []struct{ name, in string }{
			{"alone", tt.line + "\n"},
			{"no line end", tt.line},
			{"before a line of a log", tt.line + "\n" + more + "\n"},
			{"before text", tt.line + "\nwhat is that?\n"},
			{"before a blank line", tt.line + "\n\n"},
			{"twice", more + "\n" + tt.line + "\n" + more + "\n"},
			{"quoted", "> " + tt.line + "\n> what is that?\n"},
		} {
			for _, lines := range []bool{false, true} {
				events, stats := counted(t, s.in, Options{Lines: lines})
				if stats.Unparsed != tt.unknown || stats.Replies+stats.Diagnostics != 0 {
					t.Errorf("%s, %s, lines %t: %d lines not understood, %d records", tt.name, s.name, lines, stats.Unparsed, stats.Replies+stats.Diagnostics)
				}
				if want := strings.Count(strings.TrimSuffix(s.in, "\n"), "\n") + 1; lines && events != want {
					t.Errorf("%s, %s: %d of %d lines are shown", tt.name, s.name, events, want)
				}
			}
		}
	}
}

// counted gives the events of log, as far as opts wants them, and what was
// counted.
func counted(t *testing.T, log string, opts Options) (events int, stats Stats) {
	t.Helper()
	opts.Modified = modified
	stats, err := Scan(strings.NewReader(log), opts, func(*Event) error {
		events++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return events, stats
}

// Words with which a program begins are nobody's where no line of its is made of
// them; with a program's tag they are its.
func TestLooksCutWords(t *testing.T) {
	for _, tt := range []struct {
		in      string
		unknown int64
	}{
		{"# reject: DATA from, as told\n", 0},
		{`# want: { "desc": "reject: DATA from, as told" }` + "\n", 0},
		{"# reject: DATA from, as told\nand more\n", 0},
		{"> Nov 22 05:45:13 mx1 postfix/smtpd[9]: NOQUEUE: reject: DATA from, as told\n", 1},
	} {
		if _, stats := counted(t, tt.in, Options{}); stats.Unparsed != tt.unknown || stats.Replies+stats.Diagnostics != 0 {
			t.Errorf("%q: %d lines not understood, %d records", tt.in, stats.Unparsed, stats.Replies+stats.Diagnostics)
		}
	}
}

// What stands behind the marks of a paste finds its format by itself, and still
// does when it is read again with what follows.
func TestWrappedLinePasted(t *testing.T) {
	const told = `1 postfix "554 5.7.1 <ann@example.com>: we do not"  <>`
	for _, in := range []string{
		"  NOQUEUE: reject: … 554 5.7.1 <ann@example.com>: we do not\n",
		"  NOQUEUE: reject: … 554 5.7.1 <ann@example.com>: we do not\n  want this from you; from=<bob@example.net> …\n",
		"  NOQUEUE: reject: … 554 5.7.1 <ann@example.com>: we do not\n\n",
	} {
		if got := shortAll(keepEvents(t, []byte(in), Options{})); got != told {
			t.Errorf("%q: got %s", in, got)
		}
	}
}
