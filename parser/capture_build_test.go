package parser

import (
	"bytes"
	"encoding/binary"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/gopacket/gopacket"
	"github.com/gopacket/gopacket/layers"
	"github.com/gopacket/gopacket/pcapgo"
)

// wireSeg is a segment of a test's connection.
type wireSeg struct {
	client   bool // who sends it
	seq, ack uint32
	flags    string // of "SAFR"
	data     string
	conn     int // connections of one capture differ by the client's port
}

// talkSegs makes the segments of a conversation: lines "C: …" and "S: …", one
// segment a line unless "+" stands for the colon, by which a line is sent
// together with the one before. "\\" in them is as in Go's strings.
func talkSegs(conn int, script string) []wireSeg {
	c, s := uint32(1000), uint32(0xfffffff0) // the server's numbers wrap
	list := []wireSeg{
		{client: true, seq: c, flags: "S", conn: conn},
		{seq: s, ack: c + 1, flags: "SA", conn: conn},
		{client: true, seq: c + 1, ack: s + 1, flags: "A", conn: conn},
	}
	c, s = c+1, s+1
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if line == "" {
			continue
		}
		data := strings.NewReplacer(`\r`, "\r", `\n`, "\n", `\0`, "\x00", `\x16`, "\x16", `\3`, "\x03").Replace(line[3:])
		if !strings.HasSuffix(data, "$") {
			data += "\r\n"
		} else {
			data = data[:len(data)-1]
		}
		client := line[0] == 'C'
		last := &list[len(list)-1]
		if line[1] == '+' && last.client == client && last.data != "" {
			last.data += data
		} else {
			seg := wireSeg{client: client, seq: s, ack: c, flags: "A", data: data, conn: conn}
			if client {
				seg.seq, seg.ack = c, s
			}
			list = append(list, seg)
		}
		if client {
			c += uint32(len(data))
		} else {
			s += uint32(len(data))
		}
	}
	return append(list,
		wireSeg{seq: s, ack: c, flags: "FA", conn: conn},
		wireSeg{client: true, seq: c, ack: s + 1, flags: "FA", conn: conn},
		wireSeg{seq: s + 1, ack: c + 1, flags: "A", conn: conn})
}

// captureStyle says how a test's capture is written.
type captureStyle struct {
	link    layers.LinkType
	vlans   int
	ipv6    bool
	exts    bool // IPv6 extension headers
	ng      bool
	nano    bool
	big     bool
	snaplen int
	port    uint16
}

// buildCapture writes segments as a capture file.
func buildCapture(t testing.TB, style captureStyle, segs []wireSeg) []byte {
	t.Helper()
	var out bytes.Buffer
	if style.port == 0 {
		style.port = 2500
	}
	start := time.Date(2026, 11, 22, 5, 53, 2, 546117123, time.UTC)
	var write func(ci gopacket.CaptureInfo, data []byte) error
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	switch {
	case style.ng:
		w, err := pcapgo.NewNgWriter(&out, style.link)
		check(err)
		write = func(ci gopacket.CaptureInfo, data []byte) error {
			if err := w.WritePacket(ci, data); err != nil {
				return err
			}
			return w.Flush()
		}
	case style.nano:
		w := pcapgo.NewWriterNanos(&out)
		check(w.WriteFileHeader(262144, style.link))
		write = w.WritePacket
	default:
		w := pcapgo.NewWriter(&out)
		check(w.WriteFileHeader(262144, style.link))
		write = w.WritePacket
	}
	for i := range segs {
		data := buildPacket(t, style, &segs[i])
		ci := gopacket.CaptureInfo{Timestamp: start.Add(time.Duration(i) * 1500 * time.Microsecond), Length: len(data), CaptureLength: len(data)}
		if style.snaplen > 0 && len(data) > style.snaplen {
			data = data[:style.snaplen]
			ci.CaptureLength = len(data)
		}
		check(write(ci, data))
	}
	if style.big {
		return bigEndian(out.Bytes())
	}
	return out.Bytes()
}

// bigEndian turns a pcap file round.
func bigEndian(file []byte) []byte {
	b := bytes.Clone(file)
	swap := func(at, n int) {
		for i, j := at, at+n-1; i < j; i, j = i+1, j-1 {
			b[i], b[j] = b[j], b[i]
		}
	}
	swap(0, 4)
	swap(4, 2)
	swap(6, 2)
	for i := 8; i < 24; i += 4 {
		swap(i, 4)
	}
	for at := 24; at < len(b); {
		n := int(binary.LittleEndian.Uint32(b[at+8:]))
		for i := at; i < at+16; i += 4 {
			swap(i, 4)
		}
		at += 16 + n
	}
	return b
}

func buildPacket(t testing.TB, style captureStyle, s *wireSeg) []byte {
	t.Helper()
	clientPort, serverPort := layers.TCPPort(40000+s.conn), layers.TCPPort(style.port)
	tcp := &layers.TCP{
		SrcPort: serverPort, DstPort: clientPort, Seq: s.seq, Ack: s.ack, Window: 500,
		SYN: strings.Contains(s.flags, "S"), ACK: strings.Contains(s.flags, "A"), FIN: strings.Contains(s.flags, "F"), RST: strings.Contains(s.flags, "R"),
		Options: []layers.TCPOption{{OptionType: layers.TCPOptionKindNop}, {OptionType: layers.TCPOptionKindNop}, {OptionType: layers.TCPOptionKindTimestamps, OptionLength: 10, OptionData: make([]byte, 8)}},
	}
	if s.client {
		tcp.SrcPort, tcp.DstPort = clientPort, serverPort
	}
	etherType := layers.EthernetTypeIPv4
	family := layers.ProtocolFamilyIPv4
	client, server := net.IP{192, 0, 2, 9}, net.IP{192, 0, 2, 1}
	var list []gopacket.SerializableLayer
	var ip gopacket.SerializableLayer
	if style.ipv6 {
		etherType, family = layers.EthernetTypeIPv6, layers.ProtocolFamilyIPv6Linux
		client, server = net.ParseIP("2001:db8::9"), net.ParseIP("2001:db8::1")
		if !s.client {
			client, server = server, client
		}
		v6 := &layers.IPv6{Version: 6, NextHeader: layers.IPProtocolTCP, HopLimit: 64, SrcIP: client, DstIP: server}
		check := tcp.SetNetworkLayerForChecksum(v6)
		if check != nil {
			t.Fatal(check)
		}
		ip = v6
		if style.exts {
			v6.NextHeader = layers.IPProtocolIPv6Destination
			ext := gopacket.Payload([]byte{byte(layers.IPProtocolTCP), 0, 1, 4, 0, 0, 0, 0})
			list = append(list, ext)
		}
	} else {
		if !s.client {
			client, server = server, client
		}
		v4 := &layers.IPv4{Version: 4, TTL: 64, Protocol: layers.IPProtocolTCP, SrcIP: client, DstIP: server}
		if err := tcp.SetNetworkLayerForChecksum(v4); err != nil {
			t.Fatal(err)
		}
		ip = v4
	}
	inner := append([]gopacket.SerializableLayer{ip}, list...)
	inner = append(inner, tcp, gopacket.Payload(s.data))
	mac := net.HardwareAddr{2, 0, 0, 0, 0, 1}
	var outer []gopacket.SerializableLayer
	switch style.link {
	case layers.LinkTypeEthernet:
		types := make([]layers.EthernetType, style.vlans+1)
		for i := range types {
			types[i] = layers.EthernetTypeDot1Q
		}
		if style.vlans > 1 {
			types[0] = layers.EthernetTypeQinQ
		}
		types[style.vlans] = etherType
		outer = append(outer, &layers.Ethernet{SrcMAC: mac, DstMAC: mac, EthernetType: types[0]})
		for _, next := range types[1:] {
			outer = append(outer, &layers.Dot1Q{VLANIdentifier: 7, Type: next})
		}
	case layers.LinkTypeNull:
		outer = append(outer, &layers.Loopback{Family: family})
	case layers.LinkTypeLoop:
		outer = append(outer, gopacket.Payload([]byte{0, 0, 0, byte(family)}))
	case layers.LinkTypeLinuxSLL:
		outer = append(outer, gopacket.Payload([]byte{0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, byte(etherType >> 8), byte(etherType)}))
	case layers.LinkTypeLinuxSLL2:
		outer = append(outer, gopacket.Payload([]byte{byte(etherType >> 8), byte(etherType), 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0}))
	}
	buf := gopacket.NewSerializeBuffer()
	opts := gopacket.SerializeOptions{FixLengths: true, ComputeChecksums: true}
	if err := gopacket.SerializeLayers(buf, opts, append(outer, inner...)...); err != nil {
		t.Fatal(err)
	}
	data := bytes.Clone(buf.Bytes())
	if style.link == layers.LinkTypeEthernet && len(data) < 60 {
		data = append(data, make([]byte, 60-len(data))...) // as network cards pad
	}
	return data
}
