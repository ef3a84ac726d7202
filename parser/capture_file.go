package parser

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
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

// The types of pcapng blocks that are of interest.
const (
	blockSection   = magicNG
	blockInterface = 1
	blockPacket    = 2 // obsolete, as old versions of Wireshark wrote it
	blockSimple    = 3
	blockEnhanced  = 6
)

// block reads a block of a pcapng file; found is true when it was a packet.
func (f *captureFile) block(p *packet) (found bool, err error) {
	h, err := f.peek(8)
	if err != nil {
		return false, err
	}
	kind := f.order.Uint32(h)
	if kind == blockSection {
		if h, err = f.peek(12); err != nil {
			return false, err
		}
		switch {
		case binary.LittleEndian.Uint32(h[8:]) == magicNGOrder:
			f.order = binary.LittleEndian
		case binary.BigEndian.Uint32(h[8:]) == magicNGOrder:
			f.order = binary.BigEndian
		default:
			return false, fmt.Errorf("%w: a section of no byte order", errDamaged)
		}
		f.ifaces = f.ifaces[:0]
	}
	size := uint64(f.order.Uint32(h[4:]))
	// QUIRK: some writers forget that blocks are padded to four octets.
	size = (size + 3) &^ 3
	if size < 12 || size > 1<<31-4 {
		return false, fmt.Errorf("%w: a block of %d octets", errDamaged, size)
	}
	switch kind {
	case blockInterface:
		return false, f.addInterface(int(size))
	case blockEnhanced, blockPacket:
		return true, f.enhanced(p, kind, int(size))
	case blockSimple:
		return true, f.simple(p, int(size))
	}
	f.discard = int(size)
	return false, nil
}

// addInterface reads an interface description block.
func (f *captureFile) addInterface(size int) error {
	h, err := f.peek(min(size, 4<<10))
	if err != nil {
		return err
	}
	f.discard = size
	if size < 20 {
		return fmt.Errorf("%w: an interface in %d octets", errDamaged, size)
	}
	if len(f.ifaces) == maxInterfaces {
		return errTooMany
	}
	i := captureInterface{link: f.order.Uint16(h[8:]), snaplen: f.order.Uint32(h[12:]), resol: 6}
	for o := h[16:]; len(o) >= 4; {
		code, n := f.order.Uint16(o), int(f.order.Uint16(o[2:]))
		o = o[4:]
		if code == 0 || n > len(o) {
			break
		}
		switch {
		case code == 9 && n == 1:
			i.resol = o[0]
		case code == 14 && n == 8:
			i.offset = int64(f.order.Uint64(o))
		}
		o = o[min((n+3)&^3, len(o)):]
	}
	f.ifaces = append(f.ifaces, i)
	return nil
}

// enhanced reads an enhanced packet block, or the packet block before it.
func (f *captureFile) enhanced(p *packet, kind uint32, size int) error {
	h, err := f.peek(28)
	if err != nil {
		return err
	}
	id := f.order.Uint32(h[8:])
	if kind == blockPacket {
		id = uint32(f.order.Uint16(h[8:]))
	}
	n, length := f.order.Uint32(h[20:]), f.order.Uint32(h[24:])
	if int64(id) >= int64(len(f.ifaces)) {
		return fmt.Errorf("%w: a packet of interface %d, which is not described", errDamaged, id)
	}
	if n > maxPacket || int(n) > size-32 {
		return fmt.Errorf("%w: a packet of %d octets in a block of %d", errDamaged, n, size)
	}
	i := &f.ifaces[id]
	*p = packet{link: i.link, length: int(length)}
	p.at = i.stamp(uint64(f.order.Uint32(h[12:]))<<32 | uint64(f.order.Uint32(h[16:])))
	return f.data(p, 28, int(n), size)
}

// simple reads a simple packet block, which has no time.
func (f *captureFile) simple(p *packet, size int) error {
	h, err := f.peek(12)
	if err != nil {
		return err
	}
	if len(f.ifaces) == 0 || size < 16 {
		return fmt.Errorf("%w: a packet of no interface", errDamaged)
	}
	length := f.order.Uint32(h[8:])
	n := min(length, uint32(size-16))
	if s := f.ifaces[0].snaplen; s != 0 {
		n = min(n, s)
	}
	if n > maxPacket {
		return fmt.Errorf("%w: a packet of %d octets", errDamaged, n)
	}
	*p = packet{link: f.ifaces[0].link, length: int(length)}
	return f.data(p, 12, int(n), size)
}

// stamp makes a time of the interface's units.
func (i *captureInterface) stamp(units uint64) Stamp {
	if i.resol&0x80 != 0 {
		n := i.resol & 0x7f
		if n > 63 {
			return Stamp{}
		}
		hi, lo := bits.Mul64(units&(1<<n-1), 1e9)
		nsec := lo >> n
		if n > 0 {
			nsec |= hi << (64 - n)
		}
		return utcStamp(int64(units>>n)+i.offset, int64(nsec), 9)
	}
	if i.resol > 19 {
		return Stamp{}
	}
	unit := uint64(1)
	for range i.resol {
		unit *= 10
	}
	sec, nsec := units/unit, units%unit
	for n := i.resol; n > 9; n-- {
		nsec /= 10
	}
	for n := i.resol; n < 9; n++ {
		nsec *= 10
	}
	return utcStamp(int64(sec)+i.offset, int64(nsec), min(i.resol, 9))
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
