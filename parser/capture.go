package parser

import (
	"encoding/binary"
	"fmt"
	"io"
)

var captureFormat = register(&Format{
	Name:  "pcap",
	group: groupCaptures,
	Title: "packet captures of tcpdump, Wireshark and the like",
	Example: "05:53:02.546117 192.0.2.9:40000 > 192.0.2.1:25  RCPT TO:<ann@example.com>\n" +
		"05:53:02.547031 192.0.2.1:25 > 192.0.2.9:40000  550 5.1.1 <ann@example.com>: Recipient address rejected",
	Reads: "pcap and pcapng files (not their text): SMTP and LMTP on any port, told by what is said, over IPv4 and IPv6, with segments out of " +
		"order, repeated or missing, and connections that began before the capture",
	Leaves: "what is encrypted, IP fragments, radio and tunnel headers; the text of messages unless --all asks for it",
})

// A CaptureError tells that a packet capture could not be read, or not to its
// end. What came before was pushed.
type CaptureError struct {
	Packet int64 // how many packets were read before
	Err    error
}

// Error tells the reason and the place.
func (e *CaptureError) Error() string {
	if e.Packet == 0 {
		return fmt.Sprintf("packet capture: %v", e.Err)
	}
	return fmt.Sprintf("packet capture: %v after packet %d", e.Err, e.Packet)
}

// Unwrap gives the reason.
func (e *CaptureError) Unwrap() error { return e.Err }

// batchSource fills batches, one after the other.
type batchSource interface {
	// next fills b. It gives an error, io.EOF at the end, only once all that
	// came before was given.
	next(b *Batch) error
	// lineEnd is what ends the lines of b.block.
	lineEnd() byte
}

// The first octets of captures, as they lie in the file.
const (
	magicMicro    = 0xa1b2c3d4
	magicNano     = 0xa1b23c4d
	magicModified = 0xa1b2cd34
	magicNG       = 0x0a0d0d0a // the same in both byte orders
	magicNGOrder  = 0x1a2b3c4d
)

// captureBeginning tells whether head begins a capture; more is true when it
// takes more octets to tell.
func captureBeginning(head []byte) (is, more bool) {
	if len(head) < 4 {
		for _, m := range [...]uint32{magicMicro, magicNano, magicModified, magicNG} {
			var big, little [4]byte
			binary.BigEndian.PutUint32(big[:], m)
			binary.LittleEndian.PutUint32(little[:], m)
			if string(head) == string(big[:len(head)]) || string(head) == string(little[:len(head)]) {
				return false, true
			}
		}
		return false, false
	}
	little, big := binary.LittleEndian.Uint32(head), binary.BigEndian.Uint32(head)
	for _, m := range [...]uint32{magicMicro, magicNano, magicModified} {
		if little == m || big == m {
			return true, false
		}
	}
	if big != magicNG {
		return false, false
	}
	// Blank lines of a text can be the same four octets.
	if len(head) < 12 {
		return false, true
	}
	return binary.LittleEndian.Uint32(head[8:]) == magicNGOrder || binary.BigEndian.Uint32(head[8:]) == magicNGOrder, false
}

// source tells by its first octets what the input is. What was read of it for
// that is not lost.
func (br *blockReader) source(opts *Options) batchSource {
	for {
		is, more := captureBeginning(br.carry)
		if is {
			return newCapture(&carriedReader{head: br.carry, r: br.r, err: br.err}, opts)
		}
		if !more || br.err != nil {
			return br
		}
		br.carry = br.read(br.carry)
	}
}

func (br *blockReader) lineEnd() byte { return br.eol }

// carriedReader reads again what was read already, then the rest.
type carriedReader struct {
	head []byte
	r    io.Reader
	err  error // what r said last
}

func (c *carriedReader) Read(p []byte) (int, error) {
	if len(c.head) > 0 {
		n := copy(p, c.head)
		c.head = c.head[n:]
		return n, nil
	}
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.r.Read(p)
	c.err = err
	return n, err
}
