package parser

import (
	"strings"
	"testing"
)

// wrapAt breaks a line at blanks, as mail programs do.
func wrapAt(line string, width int, lead string) string {
	var out strings.Builder
	n := 0
	for i, w := range strings.Split(line, " ") {
		switch {
		case i > 0 && n+1+len(w) > width:
			out.WriteString("\n" + lead)
			n = 0
		case i > 0:
			out.WriteByte(' ')
			n++
		}
		out.WriteString(w)
		n += len(w)
	}
	return out.String()
}

// A line of a log that was wrapped is one, however it was wrapped.
func TestWrappedLine(t *testing.T) {
	const refusedHead = "Nov 22 05:45:14 mx1 postfix/smtpd[9]: "
	const saidLine = "Nov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: host mx.example.com[192.0.2.1] said: 451 4.3.0 Mailbox server unreachable, try another one (in reply to MAIL FROM command)"
	said := shortAll(keepEvents(t, []byte(saidLine+"\n"), Options{}))
	whole := shortAll(keepEvents(t, []byte(quotedDelivered+"\n"), Options{}))
	refused := shortAll(keepEvents(t, []byte(refusedHead+quotedRefused+"\n"), Options{}))
	for _, width := range []int{60, 72, 80, 120, 200} {
		for _, lead := range []string{"", " ", "    ", "> "} {
			first := ""
			if lead == "> " {
				first = lead
			}
			for _, tt := range []struct{ line, want string }{{quotedDelivered, whole}, {refusedHead + quotedRefused, refused}, {saidLine, said}} {
				in := first + wrapAt(tt.line, width, lead)
				if got := shortAll(keepEvents(t, []byte(in+"\n\nThanks\n"), Options{})); got != tt.want {
					t.Errorf("width %d, lead %q: got %s, want %s", width, lead, got, tt.want)
				}
				// The blank before the break may have been kept.
				if got := shortAll(keepEvents(t, []byte(strings.ReplaceAll(in, "\n", " \n")+"\n"), Options{})); got != tt.want {
					t.Errorf("width %d, lead %q, blanks: got %s, want %s", width, lead, got, tt.want)
				}
				// Two of them, one behind the other.
				if got := keepEvents(t, []byte(in+"\n"+in+"\n"), Options{}); len(got) != 2 || got[0].Reply.Code != got[1].Reply.Code || got[1].Line <= got[0].Line {
					t.Errorf("width %d, lead %q, twice: %s", width, lead, shortAll(got))
				}
			}
		}
	}
}

// What was cut takes nothing of what follows, and what follows is not lost.
func TestWrappedLineCut(t *testing.T) {
	const cut = "Nov 22 05:45:13 mx1 postfix/smtp[437]: 4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no"
	const told = `1 postfix "550 5.1.1 no" - <ann@example.com>`
	for _, tt := range []struct{ name, in, want string }{
		{"prose", cut + "\nwhat does that mean?\n", told},
		{"the end", cut, told},
		{"a blank line", cut + "\n\n(in reply to RCPT TO command))\n", told},
		{"a fence", cut + "\n```\n(in reply to RCPT TO command))\n", told},
		{"another line", cut + "\n" + quotedDelivered + "\n", told + "\n2" + `  postfix "550 5.1.1 <ann@example.com>: no" rcpt <ann@example.com>`},
		{"a quoted line", cut + "\n> " + quotedDelivered + "\n", told + "\n2" + `  postfix "550 5.1.1 <ann@example.com>: no" rcpt <ann@example.com>`},
		{"a transcript", cut + "\nC: RCPT TO:<x@example.com>\nS: 551 5.1.6 moved\n", told + "\n3" + `  transcript "551 5.1.6 moved" rcpt <x@example.com>`},
	} {
		got := strings.ReplaceAll(shortAll(keepEvents(t, []byte(tt.in), Options{})), " - ", "  ")
		want := strings.ReplaceAll(strings.ReplaceAll(tt.want, " - ", "  "), "\n2  ", "\n2 ")
		want = strings.ReplaceAll(want, "\n3  ", "\n3 ")
		if got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, want)
		}
	}
}

// What a reader has held back to the end of the input is looked at like any
// other line, and a line that breaks off there is told once.
func TestWrappedLineHeldToTheEnd(t *testing.T) {
	const in = "To: Bob <bob@:45:example.net>\nS: (command)\nNov 22 05:45:1: mx1 relay/x[437]: 4jXHtl37jt: to=<ann@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=3.2, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said:"
	for _, single := range []bool{false, true} {
		for _, lines := range []bool{false, true} {
			got := keepEvents(t, []byte(in), Options{Single: single, Lines: lines})
			want := 1
			if lines {
				want = 3
			}
			if len(got) != want || got[want-1].Kind != KindDiagnostic || got[want-1].Line != 3 {
				t.Errorf("single %v, lines %v: %s", single, lines, shortAll(got))
			}
		}
	}
}

// Lines that stand in different blocks are put together like others.
func TestWrappedLineBlocks(t *testing.T) {
	in := wrapAt(quotedDelivered, 72, "  ")
	for before := maxBlockLines - 8; before <= maxBlockLines; before++ {
		log := strings.Repeat("Nov 22 05:45:12 mx1 postfix/qmgr[3]: 4jXHtl37jt: removed\n", before) + in + "\nNov 22 05:45:14 mx1 postfix/qmgr[3]: 4jXHtl37jt: removed\n"
		got := keepEvents(t, []byte(log), Options{})
		if len(got) != 1 || got[0].Line != int64(before+1) || got[0].Phase != PhaseRcpt || got[0].Lines != strings.Count(in, "\n")+1 {
			t.Errorf("%d lines before: %s", before, shortAll(got))
		}
	}
}
