package parser

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

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
