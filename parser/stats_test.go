package parser

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// checkStats holds that every line is in exactly one count.
func checkStats(t testing.TB, s *Stats) {
	t.Helper()
	n := s.Binary + s.Plain
	for _, c := range s.Counts() {
		n += c.Lines
	}
	// Unparsed lines are counted with their format as well.
	if n != s.Lines {
		t.Errorf("%d lines are counted, %d were read: %+v", n, s.Lines, *s)
	}
	if s.Unparsed > s.Lines || s.Retold > s.Replies+s.Diagnostics {
		t.Errorf("more than there was: %+v", *s)
	}
}

func TestStatsCountEveryLineOnce(t *testing.T) {
	tests := []struct {
		name, in                string
		lines, unparsed, binary int64
		skipped, read           int64
	}{
		{"empty", "", 0, 0, 0, 0, 0},
		{"empty lines", "\n\n\n", 3, 0, 0, 0, 0},
		{"no newline at the end", "a\nb", 2, 0, 0, 0, 0},
		{"a program that is none of mail's", "Nov 22 05:38:58 mx1 CRON[123]: (root) CMD (x)\n", 1, 0, 0, 1, 0},
		{"binary behind a header", "Nov 22 05:38:58 mx1 CRON[123]: a\x00b\n", 1, 0, 1, 0, 0},
		{"binary without one", "a\x00b\n", 1, 0, 1, 0, 0},
		{"not understood", "Nov 22 05:38:58 mx1 postfix/smtpd[12]: nobody knows this\n", 1, 1, 0, 0, 1},
		{"a trace that shows several replies on one line, and one on two", "<= Recv header, 20 bytes (0x14)\n0000: 32 32 30 20 6d 78 2e 65 78 61 6d 70 6c 65 2e 6f 220 mx.example.o\n0010: 72 67 0d 0a                                     rg..\n" +
			"=> Send header, 6 bytes (0x6)\n0000: 4e 4f 4f 50 0d 0a                               NOOP..\n" +
			"<= Recv header, 16 bytes (0x10)\n0000: 32 35 30 2d 61 0d 0a 32 35 30 20 62 0d 0a 0d 0a 250-a..250 b....\n", 7, 0, 0, 0, 7},
		{"commands that stand on one line", "Connecting to 192.0.2.1 port 25 ... connected\n??? 220\n<<< 220 a.b ESMTP Exim\n>>> ehlo x\n??? 250\n<<< 250 HELP\n>>> mail from:<a@b>\\r\\nrcpt to:<c@d>\\r\\ndata\n??? 250\n<<< 250 OK\n", 9, 0, 0, 0, 9},
		{"an exception that tells several replies", "smtplib.SMTPRecipientsRefused: {'a@b.org': (550, b'no'), 'c@d.org': (551, b'nor she')}\n", 1, 0, 0, 0, 1},
		{"statuses of qmail-send", "@40000000419f13a41cebadcc status: local 0/10 remote 8/20\n@40000000419f13a41cebadcc status: fine\n", 2, 0, 0, 0, 1},
		{"what OpenSMTPD notes of a bounce", "debug: bounce: adding report ae7d2b2feb8be73a: ann@example.com: 550 5.1.1 no such user\ndebug: mta: 550 5.1.1 is new\n", 2, 1, 0, 0, 2},
		{"quiet", "Nov 22 05:38:58 mx1 postfix/qmgr[12]: 4jXHtl37jt: removed\n", 1, 0, 0, 0, 1},
	}
	for _, tt := range tests {
		for _, all := range []bool{false, true} {
			stats, err := Scan(strings.NewReader(tt.in), Options{Lines: all}, func(*Event) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			checkStats(t, &stats)
			var skipped, read int64
			for _, c := range stats.Counts() {
				if c.Skipped {
					skipped += c.Lines
				} else {
					read += c.Lines
				}
			}
			if stats.Lines != tt.lines || stats.Unparsed != tt.unparsed || stats.Binary != tt.binary || skipped != tt.skipped || read != tt.read {
				t.Errorf("%s, Lines %v: %+v", tt.name, all, stats)
			}
			if stats.Bytes != int64(len(tt.in)) {
				t.Errorf("%s: %d bytes, want %d", tt.name, stats.Bytes, len(tt.in))
			}
		}
	}
}

// Programs beyond the list are counted together, whichever block they are in.
func TestStatsBoundTheirList(t *testing.T) {
	var in strings.Builder
	// A block of them alone, and one of many more lines.
	for i := range 3 * maxPrograms {
		fmt.Fprintf(&in, "Nov 22 05:38:58 mx1 prog%02d[12]: x\n", i)
		in.WriteString(strings.Repeat("Nov 22 05:38:58 mx1 postfix/qmgr[12]: 4jXHtl37jt: removed\n", 200))
	}
	stats, err := Scan(strings.NewReader(in.String()), Options{Workers: 2}, func(*Event) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	checkStats(t, &stats)
	want := []Count{{"postfix", 600 * maxPrograms, false}}
	for i := range maxPrograms {
		want = append(want, Count{fmt.Sprintf("prog%02d", i), 1, true})
	}
	want = append(want, Count{"other", 2 * maxPrograms, true})
	if got := stats.Counts(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
