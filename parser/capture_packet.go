package parser

import (
	"encoding/binary"
	"net/netip"
)

// Link types as captures number them (tcpdump.org, "Link-layer header types").
const (
	linkNull     = 0
	linkEthernet = 1
	linkPPP      = 9
	linkRawBSD   = 12
	linkRawOpen  = 14
	linkRaw      = 101
	linkCiscoHDL = 104
	linkLoop     = 108
	linkSLL      = 113
	linkPFLog    = 117
	linkIPv4     = 228
	linkIPv6     = 229
	linkSLL2     = 276
)

// tcpSegment is what a packet tells of a TCP connection.
type tcpSegment struct {
	src, dst netip.AddrPort
	seq, ack uint32
	flags    uint8
	data     []byte
	length   int // with what the capture cut off
}

// The flags of TCP (RFC 9293 §3.1).
const (
	tcpFIN = 1
	tcpSYN = 2
	tcpRST = 4
	tcpACK = 16
)

// knownLink tells whether packets of that link type are read at all.
func knownLink(link uint16) bool {
	switch link {
	case linkNull, linkEthernet, linkPPP, linkRawBSD, linkRawOpen, linkRaw, linkCiscoHDL, linkLoop, linkSLL, linkPFLog,
		linkIPv4, linkIPv6, linkSLL2:
		return true
	}
	return false
}

// decode reads the headers of a packet; false when it is none of TCP, or cut
// before its end.
func (s *tcpSegment) decode(p *packet) bool {
	d, lost := p.data, max(p.length-len(p.data), 0)
	switch p.link {
	case linkEthernet:
		if len(d) < 14 {
			return false
		}
		return s.ether(binary.BigEndian.Uint16(d[12:]), d[14:], lost)
	case linkSLL:
		if len(d) < 16 {
			return false
		}
		return s.ether(binary.BigEndian.Uint16(d[14:]), d[16:], lost)
	case linkSLL2:
		if len(d) < 20 {
			return false
		}
		return s.ether(binary.BigEndian.Uint16(d), d[20:], lost)
	case linkNull, linkLoop:
		// The address family in front is numbered, and its octets are ordered,
		// as the capturing system does; the IP version tells the same.
		if len(d) < 4 {
			return false
		}
		return s.ip(d[4:], lost, 0)
	case linkRaw, linkRawBSD, linkRawOpen, linkIPv4, linkIPv6:
		return s.ip(d, lost, 0)
	case linkPPP:
		return s.ppp(d, lost)
	case linkCiscoHDL:
		if len(d) < 4 {
			return false
		}
		return s.ether(binary.BigEndian.Uint16(d[2:]), d[4:], lost)
	case linkPFLog:
		if len(d) < 4 {
			return false
		}
		n := (int(d[0]) + 3) &^ 3
		if n > len(d) {
			return false
		}
		return s.ip(d[n:], lost, 0)
	}
	return false
}

// ppp reads a PPP frame, with or without its address and control octets.
func (s *tcpSegment) ppp(d []byte, lost int) bool {
	if len(d) >= 2 && d[0] == 0xff && d[1] == 3 {
		d = d[2:]
	}
	if len(d) < 2 {
		return false
	}
	if t := binary.BigEndian.Uint16(d); t == 0x0021 || t == 0x0057 {
		return s.ip(d[2:], lost, 0)
	}
	return false
}

// ether reads what follows an EtherType: tags of VLANs first, as many as there
// are.
func (s *tcpSegment) ether(kind uint16, d []byte, lost int) bool {
	for {
		switch kind {
		case 0x0800, 0x86dd:
			return s.ip(d, lost, 0)
		case 0x8100, 0x88a8, 0x9100, 0x9200: // IEEE 802.1Q, 802.1ad, and QinQ before it
			if len(d) < 4 {
				return false
			}
			kind, d = binary.BigEndian.Uint16(d[2:]), d[4:]
		case 0x8864: // PPPoE
			if len(d) < 6 {
				return false
			}
			return s.ppp(d[6:], lost)
		case 0x8847, 0x8848: // MPLS: labels up to the one that says it is the last
			for {
				if len(d) < 4 {
					return false
				}
				last := d[2]&1 != 0
				d = d[4:]
				if last {
					return s.ip(d, lost, 0)
				}
			}
		default:
			return false
		}
	}
}

// ip reads an IP packet of which lost octets were cut off.
func (s *tcpSegment) ip(d []byte, lost, depth int) bool {
	if len(d) < 20 || depth > 3 {
		return false
	}
	var proto byte
	var src, dst netip.Addr
	switch d[0] >> 4 {
	case 4:
		head, total := int(d[0]&15)*4, int(binary.BigEndian.Uint16(d[2:]))
		if head < 20 || head > len(d) || binary.BigEndian.Uint16(d[6:])&0x3fff != 0 {
			return false // a fragment is no whole segment
		}
		proto = d[9]
		src, dst = netip.AddrFrom4([4]byte(d[12:16])), netip.AddrFrom4([4]byte(d[16:20]))
		var ok bool
		if d, lost, ok = sized(d, lost, total); !ok || head > len(d) {
			return false
		}
		d = d[head:]
	case 6:
		if len(d) < 40 {
			return false
		}
		total := int(binary.BigEndian.Uint16(d[4:]))
		if total > 0 {
			total += 40
		}
		proto = d[6]
		src, dst = netip.AddrFrom16([16]byte(d[8:24])), netip.AddrFrom16([16]byte(d[24:40]))
		var ok bool
		if d, lost, ok = sized(d, lost, total); !ok {
			return false
		}
		if proto, d, ok = extensions(proto, d[40:]); !ok {
			return false
		}
	default:
		return false
	}
	switch proto {
	case 6:
		return s.tcp(d, lost, src, dst)
	case 4, 41:
		return s.ip(d, lost, depth+1)
	}
	return false
}

// sized takes off what an Ethernet frame was padded with, and counts what is
// lost by the packet's own length.
//
// QUIRK: captures on the sending host see 0 where the network card is to cut
// the data into segments.
func sized(d []byte, lost, total int) ([]byte, int, bool) {
	switch {
	case total == 0:
		return d, lost, true
	case total < 20:
		return nil, 0, false
	case total <= len(d):
		return d[:total], 0, true
	}
	return d, total - len(d), true
}

// extensions skips the extension headers of IPv6 (RFC 8200 §4).
func extensions(proto byte, d []byte) (byte, []byte, bool) {
	for range 16 {
		var n int
		switch proto {
		case 0, 43, 60, 135, 139, 140:
			if len(d) < 8 {
				return 0, nil, false
			}
			n = (int(d[1]) + 1) * 8
		case 51: // authentication header (RFC 4302 §2.2)
			if len(d) < 8 {
				return 0, nil, false
			}
			n = (int(d[1]) + 2) * 4
		case 44:
			if len(d) < 8 || binary.BigEndian.Uint16(d[2:])&0xfff9 != 0 {
				return 0, nil, false // a fragment is no whole segment
			}
			n = 8
		default:
			return proto, d, true
		}
		if n > len(d) {
			return 0, nil, false
		}
		proto, d = d[0], d[n:]
	}
	return 0, nil, false
}

func (s *tcpSegment) tcp(d []byte, lost int, src, dst netip.Addr) bool {
	if len(d) < 20 {
		return false
	}
	head := int(d[12]>>4) * 4
	if head < 20 {
		return false
	}
	s.src = netip.AddrPortFrom(src, binary.BigEndian.Uint16(d))
	s.dst = netip.AddrPortFrom(dst, binary.BigEndian.Uint16(d[2:]))
	s.seq, s.ack, s.flags = binary.BigEndian.Uint32(d[4:]), binary.BigEndian.Uint32(d[8:]), d[13]
	s.length = max(len(d)+lost-head, 0)
	s.data = d[min(head, len(d)):]
	return true
}
