package parser

import (
	"strings"
	"testing"
)

// A listing that was pasted stands behind the marks of the paste, and its reasons
// may be wrapped.
func TestPastedPostfixQueue(t *testing.T) {
	const head = "-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------"
	const entry = "4jXHtl37jt      386 Sun Nov 22 05:45:13  me@example.net"
	const address = "                                         ann@example.com"
	const reason = "(host mx.example.com[192.0.2.1] said: 450 4.2.0 <ann@example.com>: later (in reply to RCPT TO command))"
	at := strings.Index(reason, " <ann")
	wrapped := []string{reason[:at], "     " + reason[at+1:]}
	for _, lead := range []string{"", "   ", "\t", "> ", "# ", "| "} {
		for _, lines := range [][]string{{head, entry, reason, address}, {head, entry, wrapped[0], wrapped[1], address}} {
			in := "It says:\n\n" + lead + strings.Join(lines, "\n"+lead) + "\n" + strings.TrimRight(lead, " ") + "\n" + lead + "-- 0 Kbytes in 1 Request.\n"
			const want = `5 postfix-queue "450 4.2.0 <ann@example.com>: later" rcpt <ann@example.com>`
			if got := shortAll(keepEvents(t, []byte(in), Options{})); got != want && lead != "# " && lead != "| " {
				t.Errorf("lead %q, %d lines: got %s\nwant %s", lead, len(lines), got, want)
			}
		}
	}
	for _, in := range []string{
		"   " + entry + "\n   (the message was not tried: 450 4.2.0 yet)\n   ann@example.com\n", // no header: anything may stand there
		head + "\n" + entry + "\n" + reason[:40] + "\n\n" + address + "\n",                      // the reason breaks off
	} {
		if got := shortAll(keepEvents(t, []byte(in), Options{})); got != "" {
			t.Errorf("%q: got %s", in, got)
		}
	}
}

// A wrapped line of msmtp's is one, in its order among what stood before it.
func TestWrappedMsmtp(t *testing.T) {
	const line = "Nov 22 05:53:31 mx1 msmtp: host=mx.example.com tls=on auth=off from=me@example.net recipients=ann@example.com smtpstatus=550 smtpmsg='550 5.1.1 no such user' errormsg='recipient address ann@example.com not accepted by the server' exitcode=EX_DATAERR"
	want := shortAll(keepEvents(t, []byte(line+"\n"), Options{}))
	if want != `1 msmtp-log "550 5.1.1 no such user" rcpt <ann@example.com>` {
		t.Fatal(want)
	}
	for _, width := range []int{60, 72, 100} {
		for _, lead := range []string{"", " ", "> "} {
			first := ""
			if lead == "> " {
				first = lead
			}
			if got := shortAll(keepEvents(t, []byte(first+wrapAt(line, width, lead)+"\n\nThanks\n"), Options{})); got != want {
				t.Errorf("width %d, lead %q: got %s\nwant %s", width, lead, got, want)
			}
		}
	}
	const cut = "Nov 22 05:53:31 mx1 msmtp: host=mx.example.com tls=on auth=off from=me@example.net"
	if got := shortAll(keepEvents(t, []byte(cut+"\nwhat does it mean? 550 5.1.1 no\n"), Options{})); got != "" {
		t.Errorf("a line that goes not on: %s", got)
	}
	var lines []int64
	for _, e := range keepEvents(t, []byte("sendmail: server message: 550 5.1.1 no such user\n\n"+wrapAt(line, 72, "")+"\n"), Options{Dialogue: true}) {
		lines = append(lines, e.Line)
	}
	for i := 1; i < len(lines); i++ {
		if lines[i] < lines[i-1] && i < len(lines)-1 {
			t.Errorf("lines in the order %v", lines)
		}
	}
}
