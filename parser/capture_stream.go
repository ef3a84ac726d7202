package parser

import (
	"bytes"
	"slices"
)

const (
	// maxWaiting bounds what one side of a connection may hold back because
	// something before it is missing.
	maxWaitingOctets   = 256 << 10
	maxWaitingSegments = 1024
	// maxStray is how far from the expected place a segment may be. What is
	// farther belongs to another connection.
	maxStray = 32 << 20
	// maxWireLine is the longest line that is kept: RFC 5321 §4.5.3.1 allows
	// 512 octets, extensions some thousands.
	maxWireLine = 16 << 10
)

// place is where in a capture, and in its connection, something was said.
type place struct {
	no  int64 // the packet
	at  Stamp
	seq uint32 // of its first octet
	ack uint32 // what the speaker had received by then
	has bool   // ack is known
}

// waitingSegment is a segment that was not handed out yet.
type waitingSegment struct {
	place
	data   []byte
	length int  // with what the capture cut off
	fin    bool // nothing comes after it
	copied int  // octets of the copy that data lies in; 0 for none
	since  int64
}

// end is the sequence number behind the segment; a FIN counts as an octet
// (RFC 9293 §3.4).
func (w *waitingSegment) end() uint32 {
	n := uint32(w.length)
	if w.fin {
		n++
	}
	return w.seq + n
}

// wireStream is what one side of a connection sends.
type wireStream struct {
	next     uint32 // sequence number of the octet that comes next
	known    bool   // next is
	syn      bool   // its first packet was seen, so nothing came before
	acked    uint32 // what the other side has received
	hasAcked bool
	isn      uint32 // where it began, as far as is known
	waiting  []waitingSegment
	held     int // octets of copies in waiting

	line  []byte // a line whose end has not come yet
	from  place  // where it began
	torn  bool   // its beginning is missing
	over  bool   // it was too long
	skip  int64  // octets that are no lines: of a BDAT chunk, of a PROXY header
	ended bool   // a FIN was handed out

	// What is known of the lines while it is not known whether they are SMTP.
	replies, clear, commands, others int
	begun                            bool // it said something
	tls                              bool // it said what looks like TLS
}

// before tells whether sequence number a comes before b (RFC 9293 §3.4).
func before(a, b uint32) bool { return int32(a-b) < 0 }

// add puts a segment where it belongs. It gives false when all of it was there
// before.
func (s *wireStream) add(w waitingSegment) bool {
	if !s.known {
		s.next, s.isn, s.known = w.seq, w.seq, true
	}
	if !before(s.next, w.end()) || w.seq-s.next+maxStray > 2*maxStray {
		return false
	}
	i := len(s.waiting)
	for i > 0 && before(w.seq, s.waiting[i-1].seq) {
		i--
	}
	if i > 0 {
		if o := &s.waiting[i-1]; o.seq == w.seq && !before(o.end(), w.end()) && len(o.data) >= len(w.data) {
			return false
		}
	}
	s.waiting = slices.Insert(s.waiting, i, w)
	return true
}

// trim takes off the first segment what was handed out already. It gives false
// when nothing is left.
func (s *wireStream) trim() bool {
	w := &s.waiting[0]
	n := s.next - w.seq
	if int32(n) <= 0 {
		return true
	}
	if !before(s.next, w.end()) {
		return false
	}
	w.data = w.data[min(int(n), len(w.data)):]
	w.length -= int(n)
	w.seq = s.next
	return true
}

// pop drops the first segment.
func (s *wireStream) pop() {
	s.held -= s.waiting[0].copied
	copy(s.waiting, s.waiting[1:])
	s.waiting[len(s.waiting)-1] = waitingSegment{}
	s.waiting = s.waiting[:len(s.waiting)-1]
}

// ownAll copies what lies in the packet that was read last.
func (s *wireStream) ownAll() {
	for i := range s.waiting {
		if w := &s.waiting[i]; w.copied == 0 && len(w.data) > 0 {
			w.data = bytes.Clone(w.data)
			w.copied = cap(w.data)
			s.held += w.copied
		}
	}
}

func (s *wireStream) full() bool {
	return s.held > maxWaitingOctets || len(s.waiting) > maxWaitingSegments
}
