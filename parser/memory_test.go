package parser

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"testing"
)

// hostile makes lines for ever that cost as much memory as lines can: of
// conversations that never close, of replies that never end, of commands that
// are never answered, over-long ones, and ordinary ones between them.
type hostile struct {
	left int64 // bytes to give
	buf  []byte
	at   int
	n    int
}

const (
	hostilePIDs  = 30000
	memoryBound  = 56 << 20 // of the parser, readers and tables included
	memoryStream = 1 << 30
)

func (h *hostile) Read(p []byte) (int, error) {
	if h.left <= 0 {
		return 0, io.EOF
	}
	if h.at == len(h.buf) {
		h.fill()
	}
	n := copy(p[:min(int64(len(p)), h.left)], h.buf[h.at:])
	h.at += n
	h.left -= int64(n)
	return n, nil
}

func (h *hostile) fill() {
	h.buf, h.at = h.buf[:0], 0
	if h.n%5000 == 4999 {
		h.buf = append(h.buf, "Nov 22 05:38:58 mx1 postfix/smtpd[1]: "...)
		for len(h.buf) < 3*MaxLine {
			h.buf = append(h.buf, "an endless line with 550 5.1.1 in it and more "...)
		}
		h.buf = append(h.buf, '\n')
	}
	for range 64 {
		h.n++
		pid := h.n % hostilePIDs
		line := func(format string, args ...any) {
			h.buf = fmt.Appendf(h.buf, "Nov 22 05:38:58 mx1 postfix/smtpd[%d]: ", pid)
			h.buf = fmt.Appendf(h.buf, format, args...)
			h.buf = append(h.buf, '\n')
		}
		line("> c[192.0.2.1]: 250-%0200d", h.n)
		if h.n%3 == 0 {
			line("< c[192.0.2.1]: RCPT TO:<%0200d@example.net>", h.n)
		}
		// Filling costs time: ordinary lines are copied.
		for range 8 {
			h.buf = append(h.buf, "Nov 22 05:38:58 mx1 postfix/smtp[9]: 5BAF1: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 no such user here (in reply to RCPT TO command))\n"...)
		}
	}
}

// Memory is a constant, whatever the input.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a GiB")
	}
	debug.FreeOSMemory()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var most, live, sys uint64
	events := 0
	_, err := Scan(&hostile{left: memoryStream}, Options{Workers: 2, Modified: modified}, func(*Event) error {
		if events++; events%100000 == 0 {
			runtime.ReadMemStats(&now)
			used := now.HeapInuse - min(before.HeapInuse, now.HeapInuse)
			most, sys = max(most, used), max(sys, now.Sys)
			if used > memoryBound {
				// Garbage counts as in use until it is collected.
				runtime.GC()
				runtime.ReadMemStats(&now)
			}
			live = max(live, now.HeapInuse-min(before.HeapInuse, now.HeapInuse))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if events < 1000000 {
		t.Errorf("only %d events", events)
	}
	t.Logf("%d events; heap in use at most %.1f MiB, of it not garbage %.1f; from the system %.1f", events, mib(most), mib(live), mib(sys))
	if live > memoryBound {
		t.Errorf("%.1f MiB are in use, %d are allowed", mib(live), memoryBound>>20)
	}
}

func mib(n uint64) float64 { return float64(n) / (1 << 20) }
