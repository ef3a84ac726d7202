package parser

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"
)

const (
	// maxPacket is the longest packet that is read; no capturing program
	// writes longer ones.
	maxPacket = 256 << 10
	// maxInterfaces bounds the interfaces of a section of pcapng.
	maxInterfaces = 4096
)

// packet is one packet of a capture. Its data is borrowed until the next one
// is read.
type packet struct {
	no     int64 // from 1
	at     Stamp
	link   uint16
	data   []byte
	length int // on the wire: data is shorter when the capture cut it
}

// captureFile reads the packets of a pcap or pcapng file.
type captureFile struct {
	r       *bufio.Reader
	order   binary.ByteOrder
	ng      bool
	header  int // octets of a packet's header in pcap
	link    uint16
	digits  uint8 // of a second's fraction in pcap
	ifaces  []captureInterface
	discard int // octets of the last block that were looked at, not read
	no      int64
	octets  int64
	err     error
}

// captureInterface is where packets of a pcapng section were captured.
type captureInterface struct {
	link    uint16
	snaplen uint32
	resol   uint8 // if_tsresol: a negative power of 10, with the high bit of 2
	offset  int64 // if_tsoffset: seconds
}

var (
	errCutOff  = errors.New("breaks off")
	errDamaged = errors.New("damaged")
	errTooMany = errors.New("too many interfaces")
)

func newCaptureFile(r io.Reader) *captureFile {
	return &captureFile{r: bufio.NewReaderSize(r, maxPacket+4<<10)}
}

// peek gives the next n octets without reading them; fewer come with an error.
func (f *captureFile) peek(n int) ([]byte, error) {
	p, err := f.r.Peek(n)
	if err == io.EOF && len(p) > 0 {
		err = errCutOff
	}
	return p, err
}

// skip reads what the last block was made of.
func (f *captureFile) skip() error {
	n, err := f.r.Discard(f.discard)
	f.octets += int64(n)
	short := n < f.discard
	f.discard = 0
	if err == io.EOF && short {
		return errCutOff
	}
	return err
}

// next reads a packet. Its errors last.
func (f *captureFile) next(p *packet) error {
	if f.err == nil {
		f.err = f.read(p)
	}
	return f.err
}

func (f *captureFile) read(p *packet) error {
	if f.order == nil {
		if err := f.begin(); err != nil {
			return err
		}
	}
	for {
		if err := f.skip(); err != nil {
			return err
		}
		if !f.ng {
			return f.record(p)
		}
		if found, err := f.block(p); found || err != nil {
			return err
		}
	}
}

// begin reads the header of a pcap file, or finds that it is pcapng.
func (f *captureFile) begin() error {
	h, err := f.peek(24)
	if len(h) >= 4 && binary.BigEndian.Uint32(h) == magicNG {
		f.ng, f.order = true, binary.LittleEndian
		return nil
	}
	if err != nil {
		return err
	}
	f.order = binary.LittleEndian
	if m := f.order.Uint32(h); m != magicMicro && m != magicNano && m != magicModified {
		f.order = binary.BigEndian
	}
	f.header, f.digits = 16, 6
	switch f.order.Uint32(h) {
	case magicNano:
		f.digits = 9
	case magicModified:
		// QUIRK: Alexey Kuznetsov's patched libpcap has longer headers.
		f.header = 24
	}
	// The upper half of the field tells of frame check sequences.
	f.link = uint16(f.order.Uint32(h[20:]))
	f.discard = 24
	return nil
}

// record reads a packet of a pcap file.
func (f *captureFile) record(p *packet) error {
	h, err := f.peek(f.header)
	if err != nil {
		return err
	}
	n, length := f.order.Uint32(h[8:]), f.order.Uint32(h[12:])
	if n > maxPacket {
		return fmt.Errorf("%w: a packet of %d octets", errDamaged, n)
	}
	*p = packet{link: f.link, length: int(length)}
	nsec := int64(f.order.Uint32(h[4:]))
	if f.digits == 6 {
		nsec *= 1000
	}
	p.at = utcStamp(int64(f.order.Uint32(h)), nsec, f.digits)
	return f.data(p, f.header, int(n), f.header+int(n))
}

// data gives a packet its n octets, which lie at from in a block of size
// octets. Of a packet in which the file breaks off, what is there is given; the
// next read tells the error.
func (f *captureFile) data(p *packet, from, n, size int) error {
	d, err := f.peek(from + n)
	if err != nil && len(d) <= from {
		if err == io.EOF {
			err = errCutOff
		}
		return err
	}
	p.data = d[from:]
	p.length = max(p.length, n)
	f.discard = size
	f.no++
	p.no = f.no
	return nil
}

// utcStamp makes a stamp of the seconds since 1970; it is empty when that is
// no time that anybody could have captured at.
func utcStamp(sec, nsec int64, digits uint8) Stamp {
	if sec < 0 || sec > 253402300799 || nsec < 0 || nsec > 999999999 {
		return Stamp{}
	}
	t := time.Unix(sec, 0).UTC()
	y, m, d := t.Date()
	h, mi, s := t.Clock()
	return Stamp{
		Year: int16(y), Month: uint8(m), Day: uint8(d), Hour: uint8(h), Min: uint8(mi), S: uint8(s),
		Nsec: int32(nsec), FracDigits: digits, HasTime: true, HasZone: true,
	}
}
