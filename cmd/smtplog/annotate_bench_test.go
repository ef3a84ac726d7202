package main

import (
	"bytes"
	"fmt"
	"io"
	"testing"
	"time"
)

// busyLog is a Postfix log of which a third of the lines carry a reply.
func busyLog(lines int) []byte {
	var b bytes.Buffer
	for i := range lines / 6 {
		at := fmt.Sprintf("Nov 22 %02d:%02d:%02d mx1 postfix/", i/3600%24, i/60%60, i%60)
		fmt.Fprintf(&b, "%ssmtpd[%d]: connect from mail.example.net[192.0.2.%d]\n", at, 100+i%9, i%250)
		fmt.Fprintf(&b, "%scleanup[%d]: 4jXHtl%06X: message-id=<%d.%d@example.net>\n", at, 200+i%9, i, i, i*7)
		fmt.Fprintf(&b, "%sqmgr[99]: 4jXHtl%06X: from=<ann%d@example.net>, size=%d, nrcpt=2 (queue active)\n", at, i, i%999, 500+i%9000)
		fmt.Fprintf(&b, "%ssmtp[%d]: 4jXHtl%06X: to=<bob%d@example.com>, relay=mx.example.com[198.51.100.7]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as %X)\n", at, 300+i%9, i, i%777, i*31)
		fmt.Fprintf(&b, "%ssmtp[%d]: 4jXHtl%06X: to=<eve%d@example.org>, relay=mx.example.org[203.0.113.9]:25, delay=1.2, delays=0.1/0/0.9/0.2, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.9] said: 550 5.1.1 <eve%d@example.org>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))\n", at, 300+i%9, i, i%777, i%777)
		fmt.Fprintf(&b, "%sqmgr[99]: 4jXHtl%06X: removed\n", at, i)
	}
	return b.Bytes()
}

func benchmarkAnnotate(b *testing.B, args ...string) {
	log := busyLog(300000)
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		p := &program{
			stdin: bytes.NewReader(log), stdout: io.Discard, stderr: io.Discard,
			getenv: func(string) string { return "" }, local: time.UTC,
			now: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) },
		}
		if status := p.run(append([]string{"annotate", "--quiet"}, args...)); status != exitDone {
			b.Fatal("exit status", status)
		}
	}
}

func BenchmarkAnnotateJSON(b *testing.B) { benchmarkAnnotate(b, "--format", "json") }

func BenchmarkAnnotateJSONOnly5xx(b *testing.B) {
	benchmarkAnnotate(b, "--format", "json", "--only", "5xx")
}

func BenchmarkAnnotateText(b *testing.B) { benchmarkAnnotate(b) }

func BenchmarkAnnotateGroup(b *testing.B) { benchmarkAnnotate(b, "--group") }

func BenchmarkAnnotateGroupDomain(b *testing.B) { benchmarkAnnotate(b, "--group=recipient-domain") }
