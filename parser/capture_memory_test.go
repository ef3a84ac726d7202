package parser

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"testing"
)

// hostileCapture makes packets for ever that cost as much memory as packets
// can: of connections that never end, with replies that never end, commands
// that are never answered, and segments that wait for what never comes.
type hostileCapture struct {
	left int64
	buf  []byte
	at   int
	n    int
}

func (h *hostileCapture) Read(p []byte) (int, error) {
	if h.left <= 0 {
		return 0, io.EOF
	}
	if h.at == len(h.buf) {
		h.buf, h.at = h.buf[:0], 0
		if h.n == 0 {
			h.buf = append(h.buf, 0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 101, 0, 0, 0)
		}
		for range 64 {
			h.n++
			h.packet()
		}
	}
	n := copy(p[:min(int64(len(p)), h.left)], h.buf[h.at:])
	h.at += n
	h.left -= int64(n)
	return n, nil
}

func (h *hostileCapture) packet() {
	const conns = 30000
	conn, turn := h.n%conns, uint32(h.n/conns)
	var data []byte
	server := true
	switch {
	case turn == 0:
		data = []byte("220 a ESMTP\r\n")
	case h.n%5 == 0:
		data = bytes.Repeat([]byte("250 ok\n"), 200)
	case h.n%3 == 0:
		server = false
		data = fmt.Appendf(nil, "RCPT TO:<%0200d@example.net>\r\n", h.n)
	default:
		data = fmt.Appendf(nil, "250-%0200d\r\n250-and an endless line %0300d", h.n, h.n)
	}
	seq := turn * 2000
	if h.n%7 == 0 {
		seq += 5000 // something is missing
	}
	ip := make([]byte, 40)
	ip[0], ip[9] = 0x45, 6
	binary.BigEndian.PutUint16(ip[2:], uint16(40+len(data)))
	client, srv := ip[12:16], ip[16:20]
	cport, sport := ip[20:22], ip[22:24]
	if server {
		client, srv, cport, sport = srv, client, sport, cport
	}
	binary.BigEndian.PutUint32(client, 0xc0000200)
	binary.BigEndian.PutUint32(srv, 0xc0000300)
	binary.BigEndian.PutUint16(cport, uint16(conn+1000))
	binary.BigEndian.PutUint16(sport, 25)
	binary.BigEndian.PutUint32(ip[24:], seq)
	ip[32], ip[33] = 0x50, 0
	h.buf = binary.LittleEndian.AppendUint32(h.buf, 1795326364)
	h.buf = binary.LittleEndian.AppendUint32(h.buf, 0)
	h.buf = binary.LittleEndian.AppendUint32(h.buf, uint32(40+len(data)))
	h.buf = binary.LittleEndian.AppendUint32(h.buf, uint32(40+len(data)))
	h.buf = append(append(h.buf, ip...), data...)
}

// Memory is a constant, whatever is captured.
func TestCaptureMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 200 MiB")
	}
	debug.FreeOSMemory()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var live uint64
	events := 0
	_, err := Scan(&hostileCapture{left: 200 << 20}, Options{Workers: 2}, func(*Event) error {
		if events++; events%200000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			live = max(live, now.HeapInuse-min(before.HeapInuse, now.HeapInuse))
		}
		return nil
	})
	if err != nil && events == 0 {
		t.Fatal(err)
	}
	t.Logf("%d events; heap in use at most %.1f MiB", events, mib(live))
	if live > memoryBound {
		t.Errorf("%.1f MiB are in use, %d are allowed", mib(live), memoryBound>>20)
	}
}
