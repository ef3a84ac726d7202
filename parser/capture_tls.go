package parser

import "encoding/binary"

// maxHello is how much of what a server sends first over TLS is looked at.
const maxHello = 1 << 10

// isTLS tells whether data begins a handshake of TLS (RFC 8446 §5.1).
func isTLS(data []byte) bool {
	return data[0] == 22 && (len(data) < 3 || data[1] == 3 && data[2] <= 4)
}

// encrypted takes what looks like the beginning of a handshake. It gives how
// many octets it took; 0 when the connection is now known to be encrypted.
func (k *capture) encrypted(b *Batch, c *wireConn, side int, data []byte, at place) int {
	s := &c.side[side]
	if c.state == wireUndecided {
		// QUIRK: scanners speak TLS to servers that then answer in the clear.
		s.tls = true
		if c.side[1-side].tls || c.syn == int8(1-side) {
			c.drop(wireOther)
		}
		return len(data)
	}
	t := c.talk
	if side != int(c.server) && !t.starting && t.synced {
		k.note(b, c, side, []byte("[binary data]"), &at)
		return len(data)
	}
	k.abandon(b, c)
	c.state = wireEncrypted
	for i := range c.side {
		c.side[i].line, c.side[i].torn, c.side[i].skip = nil, false, 0
	}
	return 0
}

// hello finds the version and the cipher in what the server says.
func (k *capture) hello(b *Batch, c *wireConn, side int, data []byte, at place) {
	t, s := c.talk, &c.side[side]
	if t.told || side != int(c.server) {
		return
	}
	s.line = append(s.line, data[:min(len(data), maxHello-len(s.line))]...)
	tls, done := serverHello(s.line)
	if !done && len(s.line) < maxHello {
		return
	}
	s.line = nil
	t.told = true
	t.conv.tls = &tls
	if !k.opts.Lines && !k.opts.Dialogue && !k.opts.Steps {
		return
	}
	text := []byte("[encrypted from here on]")
	if tls.Version != nil {
		text = append([]byte("["), tls.Version...)
		text = append(text, " with cipher "...)
		text = append(text, tls.Cipher...)
		text = append(text, ", encrypted from here on]"...)
	}
	e, _ := k.event(b, c, side, text, &at, at.no)
	e.TLS = tls
	t.conv.step(b, e, StepTLS)
	k.emit(b, e, len(b.order))
}

// serverHello reads the ServerHello of a handshake (RFC 8446 §4.1.3). done is
// false when there is less than all of it.
func serverHello(d []byte) (tls TLS, done bool) {
	if len(d) < 9 {
		return tls, false
	}
	if d[0] != 22 || d[5] != 2 {
		return tls, true
	}
	size := int(d[6])<<16 | int(d[7])<<8 | int(d[8])
	if len(d) < 9+size {
		return tls, false
	}
	d = d[9 : 9+size]
	if len(d) < 35 || len(d) < 38+int(d[34]) {
		return tls, true
	}
	version := binary.BigEndian.Uint16(d)
	d = d[35+int(d[34]):]
	cipher := binary.BigEndian.Uint16(d)
	if d = d[3:]; len(d) > 2 {
		d = d[2:]
	}
	for len(d) >= 4 {
		kind, n := binary.BigEndian.Uint16(d), int(binary.BigEndian.Uint16(d[2:]))
		d = d[4:]
		if n > len(d) {
			break
		}
		if kind == 43 && n == 2 {
			// supported_versions (RFC 8446 §4.2.1): the version that counts.
			version = binary.BigEndian.Uint16(d)
		}
		d = d[n:]
	}
	return TLS{Version: tlsVersion(version), Cipher: tlsCipher(cipher)}, true
}

func tlsVersion(v uint16) []byte {
	switch v {
	case 0x0300:
		return []byte("SSLv3")
	case 0x0301:
		return []byte("TLSv1")
	case 0x0302:
		return []byte("TLSv1.1")
	case 0x0303:
		return []byte("TLSv1.2")
	case 0x0304:
		return []byte("TLSv1.3")
	}
	return nil
}

// cipherNames are the names that mail servers log (OpenSSL's) of the ciphers
// that they use.
var cipherNames = map[uint16]string{
	0x1301: "TLS_AES_128_GCM_SHA256", 0x1302: "TLS_AES_256_GCM_SHA384", 0x1303: "TLS_CHACHA20_POLY1305_SHA256",
	0xc02b: "ECDHE-ECDSA-AES128-GCM-SHA256", 0xc02c: "ECDHE-ECDSA-AES256-GCM-SHA384",
	0xc02f: "ECDHE-RSA-AES128-GCM-SHA256", 0xc030: "ECDHE-RSA-AES256-GCM-SHA384",
	0xcca8: "ECDHE-RSA-CHACHA20-POLY1305", 0xcca9: "ECDHE-ECDSA-CHACHA20-POLY1305",
	0xc013: "ECDHE-RSA-AES128-SHA", 0xc014: "ECDHE-RSA-AES256-SHA", 0xc027: "ECDHE-RSA-AES128-SHA256", 0xc028: "ECDHE-RSA-AES256-SHA384",
	0x009e: "DHE-RSA-AES128-GCM-SHA256", 0x009f: "DHE-RSA-AES256-GCM-SHA384", 0x0033: "DHE-RSA-AES128-SHA", 0x0039: "DHE-RSA-AES256-SHA",
	0x009c: "AES128-GCM-SHA256", 0x009d: "AES256-GCM-SHA384", 0x002f: "AES128-SHA", 0x0035: "AES256-SHA", 0x000a: "DES-CBC3-SHA", 0x0005: "RC4-SHA",
}

func tlsCipher(id uint16) []byte {
	if name, ok := cipherNames[id]; ok {
		return []byte(name)
	}
	const hex = "0123456789ABCDEF"
	return []byte{'0', 'x', hex[id>>12], hex[id>>8&15], hex[id>>4&15], hex[id&15]}
}
